"""A question becomes a cited answer: understand, retrieve, answer, cite."""
