"""Moderation in layers: what may be painted here, what is softened, what the GM sees first, and what never passes.

`verdict` holds the values. `normalize` undoes disguises (with `lookalikes`), `term_index` finds terms however they are
spelt, `builtin_terms` are the shipped ones (with `compounds`) and `session_terms` a session's lines and veils.
`company` reads what a word is said of (`nouns` in every inflection), `clothing` what is worn, `ages` which numbers are
one, `avoided` what a picture is to be without, `names` who may be real, and `worldwide` other languages. `hard_blocks`
are what nobody can override and what the GM always sees, `categories` judges by a session's rules, `rewrite` softens,
`reasons` are the sentences for users, and `moderator` puts these local layers together. `remote` asks OpenAI. `digest`
stands for a text in logs. A provider's own refusal is not here: it is one of its errors.
"""
