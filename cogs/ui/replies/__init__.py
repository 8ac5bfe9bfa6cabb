"""Answering interactions: in time, once, and whatever was answered before.

Lives here: all that calls an interaction's response or follow-ups. What is said stands with each feature.
"""
