"""Midjourney by an unofficial proxy."""
