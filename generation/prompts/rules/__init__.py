"""Enhancing by rules alone."""
