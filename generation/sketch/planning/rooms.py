"""The rooms that can be painted, by the place of a plan whose scene is "room"."""

ROOMS: frozenset[str] = frozenset()
