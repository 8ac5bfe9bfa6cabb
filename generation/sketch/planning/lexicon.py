"""What the artist knows of styles, colours and outfits. Data only; what words mean is read in `generation/reading`."""

STYLES = (
    "neon_noir", "corp_sterile", "barrens_grit", "matrix_deep", "ar_overlay", "astral_dream", "street_magic", "dossier",
    "gear_blueprint", "graphic_novel", "painted_cover", "vhs_90s", "security_cam", "wild_awakened", "toxic",
    "tactical_map",
)  # fmt: skip

COLOURS = {
    "red": "#d8242c", "crimson": "#b8142c", "orange": "#f07018", "yellow": "#f0c828", "gold": "#d8a038",
    "green": "#30a848", "teal": "#18a09a", "cyan": "#20c8e8", "blue": "#2858d8", "purple": "#7a38c8",
    "violet": "#8a48e0", "pink": "#f050a0", "magenta": "#e828a8", "white": "#e0e4ea", "silver": "#a8b0ba",
    "grey": "#70767e", "black": "#101014", "brown": "#5a3a22",
}  # fmt: skip

MOST = 7  # of one thing in a picture, and people in all

# What a role wears, carries and is like when the description does not say: garments, what is held, features.
OUTFITS: dict[str, tuple[str, ...]] = {
    "samurai": ("coat", "katana"),
    "corpse": (),
    "ninja": ("balaclava", "katana"),
    "decker": ("hoodie", "cyberdeck"),
    "mage": ("robe", "staff"),
    "shaman": ("robe", "hood", "staff"),
    "rigger": ("jacket", "visor"),
    "mechanic": ("overalls",),
    "driver": ("jacket",),
    "ganger": ("jacket", "mohawk"),
    "bouncer": ("suit",),
    "adept": (),
    "monk": ("robe", "bald"),
    "nun": ("robe", "hood"),
    "geisha": ("kimono", "bun"),
    "astronaut": ("overalls", "helmet", "visor"),
    "clown": ("clown_face", "afro"),
    "priest": ("robe",),
    "face": ("suit",),
    "suit": ("suit",),
    "fixer": ("suit",),
    "guard": ("armour", "visor", "rifle"),
    "police": ("uniform", "helmet", "pistol"),
    "detective": ("coat", "hat"),
    "reporter": ("jacket",),
    "squatter": ("hood", "coat"),
    "medic": ("lab_coat", "surgical_mask"),
    "nurse": ("scrubs",),
    "scientist": ("lab_coat", "glasses"),
    "docwagon": ("armour", "helmet", "medkit"),
    "worker": ("jacket", "helmet"),
    "vendor": ("apron",),
    "cook": ("apron", "chef_hat"),
    "server": ("vest",),
    "dancer": ("dress",),
    "singer": (),
    "runner": ("coat",),
    "knight": ("armour", "helmet", "sword"),
    "king": ("robe", "crown"),
    "pirate": ("coat", "hat", "sword"),
    "cowboy": ("coat", "cowboy_hat", "revolver"),
    "hunter": ("coat", "hood", "bow"),
    "prisoner": ("overalls",),
    "patient": ("bandage",),
    "bride": ("gown", "veil"),
    "groom": ("suit", "tie"),
    "child": (),
    "person": (),
}
