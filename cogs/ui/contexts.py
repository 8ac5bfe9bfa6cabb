"""Where on Discord commands are offered."""

from discord import app_commands

#: On servers and in a private chat with the bot; not where the bot itself is no member.
WHERE_THE_BOT_IS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
