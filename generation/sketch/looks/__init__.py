"""What a style makes of a finished picture."""
