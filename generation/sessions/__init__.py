"""A table: its people and their roles, its settings and own styles, and who comes in over HTTP."""
