"""Text as somebody typed it, before anybody reads what it says: what of it can be seen, a chat's codes, caches of it.

Standard library only. What a description says is read in `generation.reading`, what a prompt is made of in
`generation.prompts`.
"""
