"""The proof: golden questions, how they are scored, and benchmarks against baselines."""
