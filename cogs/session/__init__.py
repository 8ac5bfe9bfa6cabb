"""`/session`: members, settings and styles of a session.

Lives here: what the GM changes. What counts in a session is decided in `generation.sessions`.
"""
