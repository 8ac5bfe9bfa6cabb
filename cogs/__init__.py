"""Discord: commands, buttons, progress and delivery.

Lives here: what knows discord.py. A cog translates between Discord and the services and owns no rule: no SQL, no
provider, no decision about who may or what comes next.

A folder is a feature, but for `commands`, which join several, and what features are built of: `delivery`, `lookups`,
`ui`. Flat beside them: `bot` (what every cog is given), `actors` (who is asking), `setup` (which puts all together).
"""
