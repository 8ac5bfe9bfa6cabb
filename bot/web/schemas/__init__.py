"""Request bodies, queries and responses."""
