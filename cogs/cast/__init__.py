"""`/character`: the cast on Discord. What may be done with a character is `generation.cast`'s to say."""
