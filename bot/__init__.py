"""The application: settings, wiring, life cycle, and the front ends that are not Discord cogs.

Lives here: the command line, the composition root, supervision and shutdown, the discord.py client, the HTTP API, the
console. May not live here: rules of the domain (`generation`), SQL (`storage`), Discord's views and texts (`cogs`).
Without this file the package would lose to `bot.py` on import.
"""
