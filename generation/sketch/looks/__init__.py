"""What a style makes of a finished picture: a function a style; a scene's content does not belong here."""
