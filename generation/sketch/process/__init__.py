"""Rendering children, and the frames that are spoken with them."""
