"""Messages about requests: placeholders and their progress, results, reviews and reveals.

Lives here: what is sent or edited because a request moves on. What begins a request is in `cogs.generate`, and what is
done with an image afterwards in `cogs.gallery`.
"""
