"""The providers that come with the bot: which there are, in which order, and what people are told they are called.

It stands above `generation.providers` and `generation.sketch`, whose folders know nothing of each other. What is not
built in comes of `generation.providers.plugins`.
"""
