"""What words mean to the painter: tables of effect and the phrases that ask for it. Data only; `plan` reads it.

A phrase is one to three words, in lower case without hyphens; a plural in -s is understood. An effect may stand in
more than one table: "decker" is a person, and hints at nothing else; "street samurai" hides the street in it.
"""


def _table(text: str) -> dict[str, str]:
    """Read lines of `effect: phrase, phrase` into phrase -> effect."""
    table = {}
    for line in text.strip().splitlines():
        effect, _, phrases = line.partition(":")
        for phrase in phrases.split(","):
            table[phrase.strip()] = effect.strip()
    return table


SCENES = ("street", "boardroom", "matrix", "astral", "barrens", "skyline", "wilderness", "portrait", "item")

STYLES = (
    "neon_noir", "corp_sterile", "barrens_grit", "matrix_deep", "ar_overlay", "astral_dream", "street_magic", "dossier",
    "gear_blueprint", "graphic_novel", "painted_cover", "vhs_90s", "security_cam", "wild_awakened", "toxic",
    "tactical_map",
)  # fmt: skip

# Where it is. A place named outright outranks one that is only hinted at.
PLACES = _table("""
street: street, alley, alleyway, back alley, sidewalk, road, crossing, intersection, avenue, boulevard, market
street: night market
street: bazaar, chinatown, storefront, shop, stuffer shack, noodle bar, bar, club, nightclub, parking lot
street: docks, warehouse
street: highway, downtown, touristville, dante's inferno, club penumbra
boardroom: boardroom, board room, office, meeting room, conference room, conference, penthouse, corporate meeting, lobby
boardroom: executive suite, laboratory, lab, clinic, headquarters, ceo office
matrix: matrix, cyberspace, host, data host, node, grid, virtual reality, datastream, data stream, foundation
matrix: mainframe, server
astral: astral, astral plane, astral space, metaplane, metaplanes, ley line, mana storm, aura, spirit world
barrens: barrens, redmond barrens, puyallup barrens, puyallup, ruin, wasteland, slum, shantytown, rubble
barrens: squat, glow city
barrens: bug city, junkyard, scrapyard, abandoned city, post apocalyptic, redmond
skyline: skyline, rooftop, roof, cityscape, city skyline, arcology, helipad, balcony, above the city, city view, ledge
skyline: skyscraper, skyscrapers
wilderness: forest, woods, lake, mountain, river, wilderness, jungle, tir tairngire, salish, valley, meadow, countryside
wilderness: council island, amazonia, swamp, waterfall, coast, glade, grove
""")

HINTS = _table("""
street: neon, city, seattle, urban, puddle, traffic, crowd, pedestrian, umbrella, hong kong, neo tokyo, berlin
street: rain, sprawl
boardroom: corporate, corp, executive, meeting, holographic display, negotiation
matrix: virtual, digital, code, firewall, hack, hacking, persona, black ic, black ice, data
astral: ritual, summoning, summoning circle, metaplanar, dreamlike, spell
barrens: fire, barrel fire, bonfire, squatter, ghoul, scavenger, dust, desert, campfire
skyline: tower, view, panorama, vista, helicopter
wilderness: tree, trees, nature, wild, pine, serene, snowy peak, cliff, camp
""")

ASKED = _table("""
portrait: portrait, headshot, head shot, face of, close up of, mugshot, dossier photo, bust of, character portrait
item: item, blueprint of, product shot, close up of a weapon, gear card
""")

TIMES = _table("""
night: night, midnight, nighttime, nocturnal, at night, after dark, moonlit, moonlight
dawn: dawn, sunrise, daybreak, first light, early morning
day: day, daylight, daytime, noon, midday, morning, afternoon, sunny, sunlit, broad daylight
dusk: dusk, sunset, twilight, evening, sundown, golden hour
""")

WEATHER = _table("""
rain: rain, rainy, raining, rain soaked, storm, stormy, wet, downpour, drizzle, thunderstorm, rain slick, soaked
fog: fog, foggy, mist, misty, haze, hazy, smog, steam, steamy
snow: snow, snowy, snowing, snowfall, blizzard, winter, snow covered
ash: ash, ashes, ashfall, embers, volcanic, fallout, soot
clear: clear sky, clear night, clear, dry, cloudless, starry
""")

CAMERAS = _table("""
low: low angle, worm's eye, from below, looking up
high: high angle, from above, bird's eye, aerial, looking down
close: close up, closeup, tight shot, telephoto
wide: wide angle, wide shot, establishing shot, panoramic
""")

CROWDS = _table("""
empty: empty, deserted, lonely, desolate, people, crowd, pedestrians, nobody, abandoned
crowded: crowded, busy, bustling, packed, crowd of people, throng
""")  # "people" and "crowd" empty a scene only when they are negated; see NEGATED_ONLY
NEGATED_ONLY = frozenset({"people", "crowd", "pedestrians"})

STYLE_WORDS = _table("""
toxic: toxic, acid, poisonous, polluted, chemical, radioactive
street_magic: street magic, spellwork, sigil, magical, hermetic
wild_awakened: awakened wild, primeval, bioluminescent
vhs_90s: vhs, trid broadcast, retro, 1990s
security_cam: security camera, security feed, surveillance, cctv
graphic_novel: graphic novel, comic, inked, manga
painted_cover: painted, oil painting, painterly
ar_overlay: augmented reality, ar overlay
corp_sterile: sterile, clean corporate
barrens_grit: sodium, gritty, rusty
""")

METATYPES = _table("""
human: human
elf: elf, elves, elven
dwarf: dwarf, dwarves, dwarven
ork: ork, orc, orkish
troll: troll, trollish, minotaur, giant
""")

ROLES = _table("""
samurai: street samurai, samurai, razorgirl, swordsman, adept, physad, ninja, warrior, assassin
decker: decker, hacker, technomancer, netrunner, otaku
mage: mage, wizard, sorcerer, sorceress, spellcaster, witch, magician
shaman: shaman, druid, medicine man, toxic shaman
rigger: rigger, drone pilot, mechanic
ganger: ganger, gang member, punk, rocker, biker, thug, gang
suit: johnson, mr johnson, executive, fixer, businessman, businesswoman, face, suit, ceo, agent, wage slave
guard: guard, corp security, security guard, cop, lone star, knight errant, soldier, mercenary, htr, police
detective: detective, investigator, bounty hunter, smuggler, private eye
squatter: squatter, ghoul, scavenger, beggar, homeless
runner: shadowrunner, runner, figure, person, man, woman, character, someone, stranger, hero, lady, girl, boy, guy
runner: survivor, courier, team, shadowrunners, runners, men, women, chummer, chummers
""")

# What a role wears and carries when the prompt does not say.
OUTFITS: dict[str, tuple[str, ...]] = {
    "samurai": ("coat", "katana"),
    "decker": ("hood", "cyberdeck"),
    "mage": ("robe", "staff"),
    "shaman": ("robe", "hood", "staff"),
    "rigger": ("jacket", "visor"),
    "ganger": ("jacket", "mohawk"),
    "suit": ("suit",),
    "guard": ("armour", "visor", "rifle"),
    "detective": ("coat", "hat"),
    "squatter": ("hood", "coat"),
    "runner": ("coat",),
}

FEATURES = _table("""
katana: katana, sword, blade, wakizashi, sabre
pistol: pistol, gun, handgun, predator, revolver, heavy pistol
rifle: rifle, assault rifle, smg, shotgun, sniper rifle, machine gun
staff: staff, wand
cyberdeck: cyberdeck, deck
commlink: commlink, phone, comm, pocket computer
umbrella: umbrella, parasol
hood: hood, hooded, cowl, hoodie
visor: visor, goggle, goggles, shades, sunglasses, smartglasses
mask: mask, masked, respirator, gas mask, rebreather
cybereye: cybereye, cyber eye, cybereyes, cybernetic eye, chrome eye, glowing eye, glowing eyes
mohawk: mohawk, spiked hair
long_hair: long hair, long haired, ponytail
bald: bald, shaved head, hairless
dreads: dreadlock, dreads, braids
beard: beard, bearded
hat: hat, fedora
coat: coat, trenchcoat, trench coat, duster, longcoat
jacket: jacket, leather jacket, armored jacket
robe: robe, robes, cloak, cape
armour: armour, armor, armored, armoured, body armor
suit: business suit, tailored suit
woman: woman, female, she, her, lady, girl, razorgirl, sorceress, witch, women, businesswoman
""")

THINGS = _table("""
van: van, bulldog, truck, step van, panel van, ambulance, armored truck, delivery van
car: car, sedan, limousine, limo, taxi, cab, sports car, vehicle
bike: bike, motorcycle, motorbike, chopper, racing bike
drone: drone, rotodrone, roto drone, quadcopter, fly spy, surveillance drone, steel lynx
spirit: spirit, elemental, fire elemental, water spirit, air spirit, watcher, wisp, ghost
dragon: dragon, great dragon, wyrm, drake
ice: ice, ic, black ice, black ic, intrusion countermeasure, killer ic
fire: barrel fire, bonfire, campfire, burning barrel, fire
""")

# What can lie on the plinth. The first is painted when the prompt names none.
ITEMS = _table("""
commlink: commlink, phone, comm, pocket computer, device
katana: katana, sword, blade, wakizashi, knife, sabre
pistol: pistol, gun, handgun, predator, revolver, weapon, firearm, heavy pistol
cyberdeck: cyberdeck, deck, keyboard, terminal
credstick: credstick, cred stick, nuyen, money, payment
drone: drone, rotodrone, quadcopter, fly spy
focus: focus, amulet, talisman, power focus, crystal, fetish, gem
""")

COLOURS = {
    "red": "#d8242c", "crimson": "#b8142c", "orange": "#f07018", "yellow": "#f0c828", "gold": "#d8a038",
    "green": "#30a848",
    "teal": "#18a09a", "cyan": "#20c8e8", "blue": "#2858d8", "purple": "#7a38c8", "violet": "#8a48e0",
    "pink": "#f050a0",
    "magenta": "#e828a8", "white": "#e0e4ea", "silver": "#a8b0ba", "grey": "#70767e", "gray": "#70767e",
    "black": "#101014",
    "brown": "#5a3a22",
}  # fmt: skip

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "single": 1, "lone": 1, "two": 2, "pair": 2, "couple": 2, "three": 3, "trio": 3,
    "four": 4, "several": 4, "five": 5, "six": 6, "group": 4, "team": 4, "many": 6, "swarm": 6, "2": 2, "3": 3, "4": 4,
    "5": 5, "6": 6,
}  # fmt: skip
MOST = 6  # of one thing in a picture

NEGATIONS = frozenset(
    {
        "no",
        "not",
        "without",
        "never",
        "minus",
        "except",
        "sans",
        "zero",
        "lacking",
        "don't",
        "doesn't",
        "isn't",
        "aren't",
    }
)

# What each scene can show. What it cannot is left out of the plan, so that everything in a plan changes pixels.
OUTDOORS = frozenset({"street", "barrens", "skyline", "wilderness"})
TIME_SHOWN = OUTDOORS | {"boardroom"}
WEATHER_SHOWN = OUTDOORS | {"portrait"}
CAMERA_SHOWN = frozenset({"street", "barrens"})
CROWD_SHOWN = frozenset({"street", "barrens", "boardroom"})
NEON_SHOWN = frozenset({"street", "skyline"})
SIGN_SHOWN = frozenset({"street", "skyline", "boardroom", "item"})
THINGS_SHOWN: dict[str, frozenset[str]] = {
    "street": frozenset({"van", "car", "bike", "drone", "spirit", "dragon"}),
    "barrens": frozenset({"van", "car", "bike", "drone", "spirit", "dragon", "fire"}),
    "skyline": frozenset({"drone", "spirit", "dragon"}),
    "wilderness": frozenset({"spirit", "dragon", "drone"}),
    "boardroom": frozenset({"drone"}),
    "matrix": frozenset({"ice"}),
    "astral": frozenset({"spirit", "dragon"}),
}
COLOURED = frozenset({"van", "car", "bike", "drone", "spirit", "dragon"})
FIGURES_SHOWN = frozenset({"street", "barrens", "skyline", "wilderness", "matrix", "astral"})
PORTRAIT_FEATURES = frozenset(
    {"hood", "visor", "mask", "cybereye", "mohawk", "long_hair", "bald", "dreads", "beard", "hat", "woman", "katana"}
)
FIGURE_FEATURES = frozenset(FEATURES.values()) - {"cybereye", "beard"}

DEFAULT_STYLE = {
    "street": "neon_noir",
    "boardroom": "corp_sterile",
    "matrix": "matrix_deep",
    "astral": "astral_dream",
    "barrens": "barrens_grit",
    "skyline": "neon_noir",
    "wilderness": "wild_awakened",
    "portrait": "dossier",
    "item": "gear_blueprint",
}
DEFAULT_TIME = {"barrens": "dusk", "wilderness": "dawn"}  # night elsewhere
