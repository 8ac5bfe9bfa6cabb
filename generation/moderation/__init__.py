"""Moderation in layers: what may be painted here, what is softened, what the GM sees first, and what never passes.

`verdict` holds the values. `normal` undoes disguises (with `lookalikes`), `lexicon` finds words however they are
spelt, `terms` are the built-in ones. `blocks` are the hard blocks that nobody can override, `categories` and `words`
judge by a session's rules, `rewrite` softens, and `moderator` puts these local layers together. `remote` asks OpenAI.
A provider's own refusal is not here: it is one of its errors.
"""
