"""Prompt craft: from the player's words to the text that a provider is sent.

`craft` holds the values, `fallback` enhances by rules alone. `instructions` is what a language model is told, `model`
asks it, `answer` reads what it says, `look` puts the locked style behind it, and `enhancer` decides between model and
rules and remembers. Nothing here knows of queues, sessions' rows or front ends; what is refused is the business of
`generation/moderation`.
"""
