"""Discord: commands, buttons, progress and delivery.

Lives here: what knows discord.py. A cog translates between Discord and the services and owns no rule: no SQL, no
provider, no decision about who may or what comes next.
"""
