"""Gallery pages, and what is done with their pictures."""
