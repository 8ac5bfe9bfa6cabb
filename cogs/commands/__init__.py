"""The commands that join several features: those of the group `/image`, and the owner's, with how Discord learns them.

Lives here: what a command is called, which options it has, and which feature it is handed to. What it does is the
feature's; a feature with a group of its own, such as `/album` or `/session`, has its commands in its own folder.
"""
