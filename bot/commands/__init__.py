"""What the words after `bot.py` do."""
