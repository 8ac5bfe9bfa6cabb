"""What the settings of a stage are called, where the painter has put what plays nowhere that is known. Data."""

#: By the painter's name; those in which neither weather nor hour is to be seen.
INDOORS = {
    "dark_room": "bare dark room with a light in its middle", "before_lights": "bare place before lights out of focus",
}  # fmt: skip
OUTDOORS = {"wet_asphalt": "wide wet road", "open_ground": "stretch of open ground"}
