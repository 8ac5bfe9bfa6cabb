"""Enhancing by a language model."""
