"""The wardrobe as data: how each garment is cut, and what somebody wears over what."""

from dataclasses import dataclass, replace

import numpy as np

from generation.sketch.canvas.palette import Colour, colour, dim, mix
from generation.sketch.planning.lexicon import COLOURS
from generation.sketch.planning.subject import Subject

WOOL, LEATHER, SILK, METAL = 0.02, 0.13, 0.14, 0.95  # gloss


@dataclass(frozen=True, slots=True)
class Cut:
    """How a garment is cut, in the measures of `surface.Chart`; thickness and widths in metres.

    It covers the trunk from `low` to `high`, arms and legs to `sleeve` and `leg` (0: not at all); a `skirt` hangs from
    the waist down to its hem. `opened` is half the width of what is open in front, `neck` how deep its neckline is.
    `wide` is how much wider the sleeves end, `flare` the hem. What is worn over it has a higher `layer`.
    """

    layer: int
    tone: str
    gloss: float = WOOL
    low: float = 1.0
    high: float = 0.0
    sleeve: float = 0.0
    leg: float = 0.0
    foot: float = 9.0  # how far up the leg from the foot, in `along`
    hand: bool = False
    thick: float = 0.010
    skirt: float = 1.0
    opened: float = 0.0
    neck: float = 0.0
    wide: float = 0.0
    flare: float = 0.0
    collar: float = 0.0
    belt: bool = False
    hem: float = 0.0  # how much wider trousers end than the legs they hang on


CUTS: dict[str, Cut] = {
    "tank_top": Cut(1, "#3a3c42", low=0.0, high=0.61, sleeve=0.08, thick=0.005, neck=0.12),
    "t_shirt": Cut(1, "#2c2e34", low=0.0, high=0.61, sleeve=0.55, thick=0.007, neck=0.05, skirt=-0.005, flare=0.004),
    "shirt": Cut(1, "#9ca0a8", low=0.02, high=0.615, sleeve=1.97, thick=0.007, collar=0.035),
    "sweater": Cut(1, "#3f5a50", low=0.0, high=0.63, sleeve=1.96, thick=0.015, collar=0.02, skirt=0.02, flare=0.004),
    "trousers": Cut(2, "#24262c", low=-0.9, high=0.13, leg=1.95, thick=0.011, belt=True, hem=0.026),
    "jeans": Cut(2, "#2c3e5c", low=-0.9, high=0.12, leg=1.95, thick=0.009, belt=True, hem=0.017),
    "shorts": Cut(2, "#4a4434", low=-0.9, high=0.13, leg=0.80, thick=0.014, belt=True, hem=0.016),
    "skirt": Cut(3, "#3a2c38", low=-0.9, high=0.15, skirt=-0.27, flare=0.03, belt=True),
    "dress": Cut(3, "#5a1c34", 0.06, low=-0.9, high=0.61, sleeve=0.20, thick=0.006, neck=0.13, skirt=-0.40, flare=0.06),
    "gown": Cut(3, "#5a1c34", SILK, low=-0.9, high=0.475, thick=0.006, skirt=-0.86, flare=0.13),
    "hospital_gown": Cut(4, "#9ab0b8", low=-0.9, high=0.61, sleeve=0.75, thick=0.014, neck=0.04, skirt=-0.38,
                         flare=0.04),
    "vest": Cut(4, "#34363e", low=0.05, high=0.60, sleeve=0.10, thick=0.014, opened=0.02, neck=0.22),
    "uniform": Cut(4, "#2c3a34", low=-0.03, high=0.63, sleeve=1.97, leg=1.95, thick=0.010, collar=0.035, belt=True,
                   hem=0.016),
    "overalls": Cut(4, "#3a4a5c", low=-0.03, high=0.63, sleeve=1.97, leg=1.95, thick=0.010, collar=0.03, hem=0.016),
    "scrubs": Cut(4, "#3f7f80", low=-0.9, high=0.61, sleeve=0.62, leg=1.95, thick=0.013, neck=0.09, skirt=-0.03,
                  flare=0.008, hem=0.022),
    "hoodie": Cut(4, "#3c4048", low=-0.02, high=0.63, sleeve=1.95, thick=0.016, collar=0.02, skirt=-0.01, flare=0.004),
    "armour": Cut(4, "#38424e", WOOL, low=-0.05, high=0.63, sleeve=1.90, leg=1.95, thick=0.010, collar=0.04, belt=True),
    "plate": Cut(4, "#53585f", 0.75, low=-0.05, high=0.63, sleeve=1.90, leg=1.95, thick=0.012, collar=0.03, belt=True),
    "suit": Cut(5, "#2a3040", low=-0.07, high=0.62, sleeve=1.93, leg=1.95, thick=0.012, opened=0.002, neck=0.30,
                skirt=-0.075, flare=0.004, hem=0.022, collar=0.030),
    "school_uniform": Cut(5, "#1a2030", low=-0.07, high=0.62, sleeve=1.93, thick=0.011, opened=0.002, neck=0.25,
                          skirt=-0.06, flare=0.004),
    "jacket": Cut(5, "#2e2c32", LEATHER, low=0.03, high=0.62, sleeve=1.95, thick=0.013, opened=0.038, collar=0.036,
                  skirt=0.045, flare=0.003),
    "kimono": Cut(5, "#6a2438", 0.06, low=-0.9, high=0.62, sleeve=1.85, thick=0.016, skirt=-0.70, neck=0.20, wide=0.055,
                  flare=0.02),
    "robe": Cut(5, "#3c3058", low=-0.9, high=0.64, sleeve=1.97, thick=0.014, skirt=-0.74, wide=0.045, flare=0.12,
                collar=0.03, belt=True),
    "lab_coat": Cut(6, "#b2b6ba", low=-0.9, high=0.62, sleeve=1.96, thick=0.014, skirt=-0.40, opened=0.05, neck=0.20,
                    flare=0.05),
    "coat": Cut(6, "#34363e", 0.08, low=-0.9, high=0.63, sleeve=1.98, thick=0.017, skirt=-0.60, opened=0.055,
                flare=0.10, collar=0.055),
    "apron": Cut(7, "#8a8478", low=-0.9, high=0.42, thick=0.026, skirt=-0.30),
    "boots": Cut(0, "#17171a", 0.25, foot=1.45, thick=0.010),
    "shoes": Cut(0, "#1c1a1a", 0.30, foot=1.95, thick=0.010),
    "gloves": Cut(0, "#1c1c20", 0.15, hand=True, thick=0.003),
    "tie": Cut(8, "#5a1a24", SILK), "scarf": Cut(8, "#5a2c2c"), "cape": Cut(9, "#2c2430", flare=0.1),
}  # fmt: skip
LEGS, TRUNKS = (
    frozenset({"trousers", "jeans", "shorts", "uniform", "overalls", "scrubs", "armour", "plate", "suit"}),
    frozenset({"tank_top", "t_shirt", "shirt", "sweater"}),
)
LONG = frozenset({"skirt", "dress", "gown", "hospital_gown", "kimono", "robe"})
BARE_LEGGED = frozenset({"skirt", "dress", "gown", "hospital_gown", "shorts"})
FEET = frozenset({"boots", "shoes"})
CLOSED = frozenset({
    "uniform", "overalls", "scrubs", "armour", "plate", "hoodie", "kimono", "robe", "dress", "gown", "hospital_gown",
})  # fmt: skip
OVER = CLOSED | {"coat", "jacket", "lab_coat", "suit", "school_uniform", "vest"}
OF_ONE_COLOUR = frozenset({"ninja"})  # roles that are in the same cloth from head to foot
#: Which are as white, dark or grey as they always are, whatever the role.
PLAIN = frozenset({"lab_coat", "t_shirt", "shirt", "suit", "scrubs", "hospital_gown"})
DRESSY = frozenset({"suit", "dress", "gown", "kimono"})  # with which shoes are worn that are dark, or of their colour
BOOTED = frozenset({
    "guard", "police", "samurai", "docwagon", "ganger", "worker", "knight", "pirate", "cowboy", "hunter", "mechanic",
    "rigger",
})  # fmt: skip

Outfits = tuple[tuple[str, ...], ...]
OF_CHILDREN: Outfits = (("hoodie", "jeans"), ("sweater", "trousers"), ("t_shirt", "jeans"), ("t_shirt", "shorts"),
                        ("jacket", "t_shirt", "jeans"))  # fmt: skip
OF_GIRLS: Outfits = (("dress",), ("dress",), ("sweater", "skirt"))
OF_OLD_WOMEN: Outfits = (("sweater", "skirt"), ("coat", "dress"), ("dress",), ("sweater", "trousers"))
OF_OLD_MEN: Outfits = (("sweater", "trousers"), ("vest", "shirt"), ("coat", "shirt"), ("jacket", "shirt"))
#: What a role wears where neither garments nor features say it: the seed chooses among several outfits.
WORN_BY_ROLE: dict[str, Outfits] = {
    "": (("jacket", "t_shirt"), ("coat", "shirt"), ("jacket", "shirt"), ("shirt",), ("coat", "t_shirt"), ("hoodie",),
         ("vest", "shirt")),
    "suit": (("suit", "shirt"),), "face": (("suit", "shirt"), ("suit", "t_shirt"), ("coat", "shirt")),
    "mage": (("robe",), ("coat", "shirt"), ("robe",)), "shaman": (("robe",), ("coat", "t_shirt")),
    "detective": (("coat", "shirt", "tie"), ("coat", "shirt")),
    "medic": (("lab_coat", "shirt"), ("lab_coat", "scrubs")),
    "nurse": (("scrubs",),), "server": (("vest", "shirt", "tie"),), "dancer": (("dress",),),
    "worker": (("jacket", "t_shirt", "jeans"), ("shirt", "jeans"), ("vest", "t_shirt", "jeans")),
    "bride": (("gown",),), "groom": (("suit", "shirt", "tie"),), "cook": (("apron", "shirt"),),
    "adept": (("tank_top", "trousers", "gloves"), ("vest", "t_shirt", "trousers", "gloves")),
    "squatter": (("hoodie", "jeans"), ("coat", "t_shirt", "jeans"), ("jacket", "shirt")),
    "guard": (("armour",),), "docwagon": (("armour",),), "police": (("uniform",), ("armour",)),
    "ninja": (("sweater", "trousers", "gloves"),),
    "decker": (("hoodie", "jeans"), ("jacket", "t_shirt", "jeans"), ("coat", "t_shirt", "trousers")),
    "rigger": (("jacket", "t_shirt", "jeans"), ("vest", "t_shirt", "trousers", "gloves")),
    "samurai": (("coat", "armour"), ("coat", "armour"), ("armour",)), "knight": (("plate",),),
    "ganger": (("jacket", "tank_top", "jeans", "boots"), ("vest", "t_shirt", "jeans", "boots"),
               ("jacket", "t_shirt", "trousers", "boots"), ("hoodie", "trousers", "boots")),
    "runner": (("jacket", "t_shirt"), ("coat", "t_shirt", "boots"), ("jacket", "shirt"), ("coat", "shirt"),
               ("vest", "shirt", "trousers")),
    "bouncer": (("suit", "t_shirt"), ("jacket", "t_shirt")), "scientist": (("lab_coat", "shirt"),),
    "nun": (("robe",),), "geisha": (("kimono",),), "astronaut": (("overalls", "gloves", "boots"),),
    "clown": (("suit", "shirt"), ("overalls",)), "priest": (("robe",),), "monk": (("robe",),), "king": (("robe",),),
}  # fmt: skip
# What jackets, coats, shirts and t-shirts are made of, and how much it shines.
STUFFS: dict[str, tuple[tuple[str, float], ...]] = {
    "jacket": (("#241f20", LEATHER), ("#3a2a20", LEATHER), ("#33404e", 0.02), ("#4a4a38", 0.03), ("#5a4632", 0.02),
               ("#40262a", LEATHER), ("#4c5058", 0.02)),
    "coat": (("#2c2e36", WOOL), ("#5a4a38", WOOL), ("#3a3f48", WOOL), ("#28221f", LEATHER), ("#3c4436", WOOL),
             ("#4a2c2e", WOOL)),
    "vest": (("#34363e", WOOL), ("#4a3a2c", WOOL), ("#2c3a34", WOOL), ("#2a2426", LEATHER)),
    "hoodie": (("#3c4048", WOOL), ("#4a3032", WOOL), ("#2f4248", WOOL), ("#50503c", WOOL), ("#26262a", WOOL)),
    "suit": (("#24262b", WOOL), ("#20252f", WOOL), ("#3c3d41", WOOL), ("#3a3029", WOOL), ("#17181c", WOOL),
             ("#4c4a48", WOOL), ("#2b313b", WOOL)),
    "sweater": (("#3f5a50", WOOL), ("#3a4a5a", WOOL), ("#6a3a34", WOOL), ("#4a5240", WOOL), ("#5c6a78", WOOL)),
    "shorts": (("#3f4a44", WOOL), ("#34465a", WOOL), ("#33383a", WOOL)),
    "dress": (("#5a1c34", 0.06), ("#22405a", 0.06), ("#2a4a3a", 0.06), ("#26262c", 0.06), ("#6a4a5a", 0.06),
              ("#7a5a34", 0.06)),
    "gown": (("#5a1c34", SILK), ("#1c2c4a", SILK), ("#1f3a34", SILK), ("#1c1c22", SILK), ("#6a5a3a", SILK)),
    "shoes": (("#1c1a1a", 0.30), ("#3a2418", 0.28), ("#22242a", 0.2), ("#7a7a7c", 0.05), ("#5a2a28", 0.05)),
    "tie": (("#5a1a24", SILK), ("#1f2c4a", SILK), ("#2c2c30", SILK), ("#3a2a4a", SILK), ("#4a3a1c", SILK)),
    "shirt": (("#8a8e94", WOOL), ("#6c7a8c", WOOL), ("#3c3e46", WOOL), ("#667486", WOOL), ("#5c3a38", WOOL),
              ("#4c5a4c", WOOL), ("#74808a", WOOL)),
    "t_shirt": (("#2a2a2e", WOOL), ("#7c7c7e", WOOL), ("#5a2e2c", WOOL), ("#34465a", WOOL), ("#4a6a4a", WOOL),
                ("#3c4a3a", WOOL)),
    "tank_top": (("#26262a", WOOL), ("#7a7a7c", WOOL), ("#4c3230", WOOL)),
    "trousers": (("#24262c", WOOL), ("#33383a", WOOL), ("#2c3230", WOOL), ("#403c44", WOOL), ("#39404a", WOOL)),
    "jeans": (("#2c3e5c", WOOL), ("#22262e", WOOL), ("#4a5666", WOOL)),
    "boots": (("#17171a", 0.25), ("#2e2018", 0.22), ("#1c1a18", 0.25)),
}  # fmt: skip
# What the clothes of a role are made of, where nobody names a colour.
CLOTHS = {
    "samurai": "#3a3238", "decker": "#2c3440", "mage": "#3c3058", "shaman": "#4a3c28", "rigger": "#4a4630",
    "ganger": "#2c2a30", "guard": "#38424e", "detective": "#4a3f34", "squatter": "#4a4238",
    "medic": "#c8ccd0", "worker": "#5a4a2c", "server": "#28282e", "dancer": "#6a2848",
    "adept": "#4a4038", "ninja": "#1a1a1e", "nun": "#1a1a1e", "astronaut": "#b8bac0", "clown": "#a83058",
    "docwagon": "#a8242c", "police": "#1c2a44", "prisoner": "#b86020",
    "priest": "#1c1c20", "bride": "#b4b0aa", "cook": "#c8c6c0",
    "monk": "#7a4a24", "king": "#5a2a68", "knight": "#53585f", "scientist": "#c8ccd0",
    "bouncer": "#1e1e24", "pirate": "#4a2a24", "cowboy": "#6a4a30", "hunter": "#3c4630", "mechanic": "#3a4a5c",
}  # fmt: skip


#: Stuffs that can be asked for: what is made of them, their usual colour ("" for the garment's own), how they shine.
MADE_OF = {
    "leather": frozenset({"jacket", "coat", "vest", "trousers", "skirt"}),
    "denim": frozenset({"jacket", "vest", "skirt", "trousers"}),
    "tuxedo": frozenset({"suit"}),
    "silk": frozenset({"dress", "gown", "shirt", "kimono", "robe", "tie"}),
}
STUFF = {"leather": ("#221d1d", 0.20), "denim": ("#2f4464", WOOL), "tuxedo": ("#121215", 0.05), "silk": ("", 0.22)}
SHINING = {"silver": 0.45, "gold": 0.45}  # colours that are a metal's
WHITE_SHIRT = "#c8ccd2"


@dataclass(frozen=True, slots=True)
class Worn:
    """A garment on somebody: its kind, its cut, its colour."""

    kind: str
    cut: Cut
    tint: Colour


def dye(name: str) -> Colour:
    """Return a colour of the lexicon as cloth has it: neither as bright nor as dark as paint."""
    tint = colour(COLOURS[name])
    if name == "black":
        return 26, 26, 30
    if name in SHINING:
        return dim(tint, 0.68)
    return mix(dim(tint, 0.66 if min(tint) > 150 else 0.85), (70, 70, 74), 0.10)


def outfit_of(
    subject: Subject, cloth: Colour | None, rng: np.random.Generator, *, woman: bool = False
) -> tuple[Worn, ...]:
    """Return what somebody wears, the innermost first: what is asked for, what fits under it, never nothing.

    `cloth` is what the outermost is made of where no colour is asked for.
    """
    asked = {garment.kind: garment.colour for garment in subject.garments if garment.kind in CUTS}
    named = [*asked, *(feature for feature in subject.features if feature in CUTS)]
    usual = WORN_BY_ROLE.get(subject.role) or _everyday(subject.age, woman=woman)
    kinds = _completed(named, subject, usual, rng, woman=woman)
    outer = max((kind for kind in kinds if kind in OVER | TRUNKS), key=lambda kind: CUTS[kind].layer)
    one_colour = dye(subject.colour) if subject.colour and not any(asked.values()) else None
    if subject.role in OF_ONE_COLOUR and not one_colour:
        one_colour = cloth
    worn: list[Worn] = []
    for kind in kinds:
        cut = CUTS[kind]
        stuffs = STUFFS.get(kind, ((cut.tone, cut.gloss),))
        tone, gloss = stuffs[int(rng.integers(len(stuffs)))]
        tint, cut = dim(colour(tone), 0.85 + 0.3 * float(rng.random())), replace(cut, gloss=gloss)
        stuff = _stuff_of(kind, subject.features)
        if stuff:
            tone, gloss = STUFF[stuff]
            tint, cut = colour(tone) if tone else tint, replace(cut, gloss=gloss)
        if kind == "shirt" and {"suit", "school_uniform"} & set(kinds):
            tint = dim(colour(WHITE_SHIRT), 0.9 + 0.15 * float(rng.random()))
        if kind == "shoes" and DRESSY & set(kinds):
            tint = _shoes_to(kinds, worn, tint)
        colour_asked = asked.get(kind) or (asked.get("armour") if kind == "plate" else "")
        if colour_asked:
            tint, cut = dye(colour_asked), replace(cut, gloss=max(cut.gloss, SHINING.get(colour_asked, 0.0)))
        elif one_colour and kind in OVER | TRUNKS | LONG | LEGS:
            tint = one_colour if kind in OVER | LONG or kind == outer else dim(one_colour, 0.6)
        elif kind == outer and cloth is not None and kind not in PLAIN and not stuff:
            tint = cloth
        if subject.age == "child":  # who is small wears thinner cloth
            cut = replace(cut, thick=cut.thick * 0.8)
        worn.append(Worn(kind, cut, tint))
    return tuple(sorted(worn, key=lambda item: item.cut.layer))


def _stuff_of(kind: str, features: tuple[str, ...]) -> str:
    """Return the stuff that a garment of a kind is asked for in, or nothing."""
    return next((stuff for stuff, kinds in MADE_OF.items() if stuff in features and kind in kinds), "")


def _everyday(age: str, *, woman: bool) -> Outfits:
    """Return what somebody of an age wears who has no part to play."""
    if age == "child":
        return (*OF_CHILDREN, *OF_GIRLS) if woman else OF_CHILDREN
    if age == "old":
        return OF_OLD_WOMEN if woman else OF_OLD_MEN
    return WORN_BY_ROLE[""]


def _completed(
    asked: list[str], subject: Subject, outfits: Outfits, rng: np.random.Generator, *, woman: bool
) -> list[str]:
    """Add what a role wears to what was asked for, and what is missing of trunk, legs and feet."""
    role = subject.role
    kinds = dict.fromkeys("plate" if (role, kind) == ("knight", "armour") else kind for kind in asked)
    if "school_uniform" in kinds:
        kinds.update(dict.fromkeys(("shirt", "tie", "skirt" if woman else "trousers")))
    if "tie" in kinds:
        kinds["shirt"] = None
    if not kinds.keys() & (OVER | TRUNKS | {"apron"}):
        usual = outfits[int(rng.integers(len(outfits)))]
        covered = bool(kinds.keys() & (LEGS | LONG))
        kinds.update(dict.fromkeys(kind for kind in usual if not (covered and kind in LEGS | LONG)))
    elif role == "samurai" and not kinds.keys() & (CLOSED | TRUNKS):
        kinds["armour"] = None
    if not kinds.keys() & (CLOSED | TRUNKS):
        kinds["shirt" if kinds.keys() & {"suit", "lab_coat", "vest", "tie"} else "t_shirt"] = None
    if kinds.keys() & {"suit"} and rng.random() < 0.7:  # most wear one
        kinds["tie"] = None
    if not kinds.keys() & (LEGS | LONG):
        kinds["jeans" if rng.random() < 0.3 else "trousers"] = None
    if "barefoot" in subject.features:
        return [kind for kind in kinds if kind not in FEET]
    if not kinds.keys() & FEET:
        luck = float(rng.random())
        booted = role in BOOTED or kinds.keys() & {"armour", "plate"} or (luck < 0.25 and not kinds.keys() & DRESSY)
        kinds["boots" if booted else "shoes"] = None
    return list(kinds)


def _shoes_to(kinds: list[str], worn: list[Worn], usual: Colour) -> Colour:
    """Return the colour of the shoes that go with a suit or a dress: black, or the dress's own, a little darker."""
    over = next((item for item in worn if item.kind in {"dress", "gown"}), None)
    return dim(over.tint, 0.8) if over is not None else colour("#141316") if "suit" in kinds else usual
