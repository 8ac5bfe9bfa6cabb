"""What becomes of any model: of what it is made, what is on it and about it, what it has suffered, how it lies."""
