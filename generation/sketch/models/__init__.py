"""Meshes, how they are lit, and the things that are made of them."""
