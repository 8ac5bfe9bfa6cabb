"""Stability's API."""
