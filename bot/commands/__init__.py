"""The commands of `bot.py`: run, token, migrate and doctor (the console has a folder of its own)."""
