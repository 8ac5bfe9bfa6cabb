"""Gathering: from noun phrases and verbs to whom and what a description names, and who does, wears and holds what.

Lives here: binding a phrase to what stands before it. How a phrase is found is in `generation.reading.chunking`.
"""
