"""The records, the database, the blobs: what the bot remembers.

Lives here: frozen records, SQL files and the stores that run them, migrations, the blob store. May not live here: rules
(who may, how often, when to retry), providers, Discord. Nothing here imports from the other packages.

A read that asks nothing of who reads is named `unchecked_…` where its rows may be secret: its callers see to that.
"""
