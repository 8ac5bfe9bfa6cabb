"""The looks of the styles: what happens to a finished picture that is an inker's, a camera's, a map's or a dream's."""

from generation.sketch.looks.air import astral, barrens, corporate, magic, noir, toxic, wild
from generation.sketch.looks.feed import broadcast, surveillance
from generation.sketch.looks.ink import blueprint, inked, tactical, wireframe
from generation.sketch.looks.overlay import augmented, dossier
from generation.sketch.looks.paint import painted
from generation.sketch.looks.tools import Look

LOOKS: dict[str, Look] = {
    "neon_noir": noir,
    "corp_sterile": corporate,
    "barrens_grit": barrens,
    "matrix_deep": wireframe,
    "ar_overlay": augmented,
    "astral_dream": astral,
    "street_magic": magic,
    "dossier": dossier,
    "gear_blueprint": blueprint,
    "graphic_novel": inked,
    "painted_cover": painted,
    "vhs_90s": broadcast,
    "security_cam": surveillance,
    "wild_awakened": wild,
    "toxic": toxic,
    "tactical_map": tactical,
}

# Scenes that are already drawn in a style: their lines and letters would be drawn twice.
DRAWN_IN = {"siteplan": "tactical_map", "matrix": "matrix_deep", "item": "gear_blueprint"}

# Styles that are not a camera's, a pen's or a look of their own of paint; and scenes that are made of thin lines.
BRUSHED = frozenset({"neon_noir", "corp_sterile", "barrens_grit", "street_magic", "wild_awakened", "toxic", "dossier"})
OF_LINES = frozenset({"siteplan", "matrix"})


def is_brushed(scene: str, style: str) -> bool:
    """Tell whether a scene in a style is painted in dabs before its look is given to it."""
    return style in BRUSHED and scene not in OF_LINES


def look_for(scene: str, style: str) -> Look | None:
    """Return the look that a style gives a scene, or nothing where the scene is drawn in that style."""
    return None if DRAWN_IN.get(scene) == style else LOOKS[style]
