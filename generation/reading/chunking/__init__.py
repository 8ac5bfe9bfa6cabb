"""Chunking: from terms to noun phrases and verbs.

Lives here: where a phrase begins and ends, which of its words is the noun, which words are verbs. What a phrase is
bound to is in `generation.reading.binding` and `generation.reading.gathering`.
"""
