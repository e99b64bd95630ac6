"""Which of the passages found says what is asked, and which of their sentences."""
