"""Editing a picture on Discord: the editor of its pixels, changes by a provider, its history, `/image edit`.

What an edit does, and who may have it, is for `generation.editing`; here is how it is shown and pressed.
"""
