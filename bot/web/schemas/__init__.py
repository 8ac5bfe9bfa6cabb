"""Bodies, answers and queries."""
