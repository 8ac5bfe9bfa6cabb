"""What stands in rooms and what encloses them, by name; places are put together in `scenes.rooms`."""
