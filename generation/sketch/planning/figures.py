"""What the people painter can show, as data: of which metatypes a body is made, and what is too small for a figure."""

#: Metatypes that are painted as what they are. Whoever is of another is left out, and that is said.
METATYPES = frozenset({"human", "elf", "dwarf", "ork", "troll"})
#: Features that a portrait shows, but a figure in a scene does not.
ONLY_NEAR = frozenset({"scar", "piercing", "tattoo", "cybereye", "glasses", "eyepatch", "moustache"})
