"""What sessions share: campaigns with their gallery, albums, and recaps. Who may see what is asked of each session."""
