"""Putting people into scenes."""
