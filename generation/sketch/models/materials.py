"""What things are made of, where more than one file makes them of it."""

from generation.sketch.canvas.palette import colour
from generation.sketch.models.mesh import Skin

STEEL, ALLOY = Skin(colour("#a8b2c0"), 1.0), Skin(colour("#9aa4b2"), 1.0)
GOLD = Skin(colour("#c09a50"), 1.0)
BRASS, OLD_BRASS = Skin(colour("#c8a040"), 1.0), Skin(colour("#b08a48"), 1.0)
DARK = Skin(colour("#1c1e24"), 0.5)  # metal or plastic, nearly black
CASING, GLASS = Skin(colour("#3c424c"), 0.7), Skin(colour("#05080c"), 1.0)  # of devices
RUBBER, CHINA = Skin(colour("#16171b"), 0.25), Skin(colour("#dcd8d0"), 0.8)
LEAF = Skin(colour("#2e6a30"), 0.3)
#: Of weapons: their frame, their plates, blued steel, blackened steel, cartridges and guards.
GUN, GUN_PLATE = Skin(colour("#4a505a"), 0.8), Skin(colour("#2c3037"), 0.6)
BLUED, BLACKENED = Skin(colour("#1d2026"), 0.45), Skin(colour("#23262c"), 0.45)
BRONZE = Skin(colour("#b08a48"), 0.9)
