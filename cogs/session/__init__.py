"""`/session` and its settings."""
