"""What the settings of a stage are called, where the painter has put what plays nowhere in particular. Data."""

#: By the painter's name; what has a roof has neither weather nor hour.
INDOORS = {
    "studio": "bare room with lamps", "warm_corner": "small room with a rug and books",
    "window_wall": "room with a wall of windows", "workbench": "workshop", "colonnade": "colonnade",
    "brick_arches": "hall of brick arches",
}  # fmt: skip
OUTDOORS = {
    "wet_asphalt": "wide wet road", "clearing": "forest clearing", "ledge": "ledge over the city",
    "ruined_arches": "place among ruined arches", "lakeside_jetty": "jetty by a lake", "dry_flat": "dry plain",
    "open_ground": "stretch of open ground",
}  # fmt: skip
