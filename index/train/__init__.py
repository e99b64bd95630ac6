"""How the bundled embedder is trained; needs torch and sentence-transformers (the extra `models`)."""
