"""Prompts: from the player's words to the text that a provider is sent.

`text` cleans what was typed, `values` holds what goes into an enhancement and what comes out. `rules/` enhances a
description without a model, `llm/` asks a language model and checks its answer, `enhancer` decides between the two and
caches, `from_message` makes a description of a chat message, `writer` writes the prompt for a request and a provider.
What a description says is read in `generation/reading`. Nothing here knows of queues or front ends; what is refused is
`generation/moderation`'s.
"""
