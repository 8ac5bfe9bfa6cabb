"""What a place is built of and what stands in it, by name, in boxes and turned bodies; `scenes.places` puts it up."""
