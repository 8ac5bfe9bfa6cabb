"""Moving all that is stored from one database or picture store to another, while the bot does not run.

What is here knows tables and keys, not what they mean; it is called by `bot.py migrate --to` alone.
"""
