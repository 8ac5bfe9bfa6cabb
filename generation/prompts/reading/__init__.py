"""Reading a description: words, negation, topics, and the kind of picture."""
