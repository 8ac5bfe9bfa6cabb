"""What an interaction names, looked up: a member of a channel at Discord, a picture that a command's option names.

Lives here: from what Discord or a player writes to what is meant. Who may do what with it is for `cogs.actors`, which
asks here, and the services.
"""
