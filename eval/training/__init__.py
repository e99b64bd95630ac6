"""What the model of figures learns from: questions whose figure is known, and the facts found for them."""
