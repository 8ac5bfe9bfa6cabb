"""How decals are said in English and in German: patterns for the motif, what it is made of, and what it is on."""

import re

# ruff: noqa: E501 - a pattern reads best on one line

DET = (
    r"(?:an?|the|some|several|his|her|its|their|two|three|four|many|eine?[mnrs]?|de[rmns]|die|das|einige|viele|lauter)"
)
ADJ = r"(?:(?:[\w-]+)\s+){0,2}?"
COLOURED = r"(?:white|black|red|blue|green|yellow|orange|purple|pink|golden|silver|wei(?:ß|ss)\w*|schwarz\w*|rot\w*|blau\w*|grün\w*|gelb\w*|lila|rosa)"
SIZED = rf"(?:(?:big|huge|large|small|giant|crude|fresh|old|dark|dripping|glowing|faded|bloody|gro(?:ß|ss)e[nrsm]?|kleine[nrsm]?|riesige[nrsm]?|frische[nrsm]?|alte[nrsm]?|leuchtende[nrsm]?|blutige[nrsm]?|{COLOURED})\s+)*"
IN_WHAT = (
    r"(?:\s+(?:drawn|painted|chalked|sprayed|scratched|burned|written|smeared|made|gezeichnet\w*|gemalt\w*|gesprüht\w*))?"
    r"(?:\s+(?:in|with|of|out\s+of|mit|aus|in)\s+(?P<what>white chalk|chalk|blood|salt|ash|runes|white|red|black|"
    r"dripping paint|dripping letters|"
    r"Kreide|Blut|Salz|Asche|Runen|wei(?:ß|ss)|rot|schwarz|roter Farbe|wei(?:ß|ss)er Farbe))?"
    r"(?:\s+(?:drawn|painted|sprayed|written|smeared|gezeichnet|gemalt|gesprüht)(?:\s+(?:in|with|mit)\s+(?:chalk|blood|Kreide|Blut))?)?"
)
WALL = r"walls?|wände|wand|mauern?|betonwand|ziegelwand|backsteinwand|hauswand|steinmauer|betonmauer|fassade|facade"
FLOOR = r"floor|floorboards|ground|boden|fu(?:ß|ss)boden|asphalt|concrete floor|betonboden|holzboden"
DOOR = r"(?:front |garage |steel |back )?doors?|gate|shutters?|(?:stahl|holz|haus|garagen|keller)?tür|tor|rolltor"
ROAD = r"street|road|pavement|sidewalk|car park|parking lot|stra(?:ß|ss)e|gehweg|bürgersteig|fahrbahn|parkplatz"
ON = r"(?:\s*,?\s*(?:all\s+over|on|onto|in|across|over|along|at|an|am|auf|in|im|über)\s+)"
SURFACE = (
    rf"(?:{ON}(?:(?P<whose>{DET})\s+)?(?P<adj>(?:[\w'-]+\s+){{0,2}}?)"
    rf"(?P<surface>(?:{WALL}|{FLOOR}|{DOOR}|{ROAD})\b|\w+(?:boden|wand|tür)\b)(?P<of>\s+(?:of|in(?!\s+(?:red|white|black|blue|green|blood|paint|rot|wei))|from|eines|einer|des|der)\b)?"
    r"(?:\s+in\s+(?P<ink>red|white|black|blue|green|yellow|blood|rot\w*|wei\w+|schwarz\w*|gr\wn\w*|blut)(?:\s+(?:paint|letters|farbe))?\b)?)"
)
ON_VEHICLE = r"(?P<on_vehicle>\s+(?:in|on|an|auf|in)\s+(?:(?:the|its|it|der|dem|den|seiner|ihrer)\s*)?(?:sides?|doors?|hood|back|bonnet|seite|tür|flanke|motorhaube|heck|drauf)?)?"
QUOTE = r"[\"“”„«»']\s*(?P<quoted>[^\"“”„«»'\n]{1,40})[\"“”«»']"
CAPITALS = r"(?P<capitals>(?-i:[A-ZÄÖÜ0-9][A-ZÄÖÜ0-9'!?.]+(?:\s+[A-ZÄÖÜ0-9][A-ZÄÖÜ0-9'!?.]*){0,7}))(?![\wäöüß])"
TEXT = rf"(?:{QUOTE}|{CAPITALS})"
SPRAYED = (
    r"(?:sprayed|painted|written|scrawled|scratched|daubed|smeared|stencil\w+|gesprüht|geschmiert|gemalt|geschrieben)"
)

#: That it is on a surface, made of something or not, where that is only looked at.
ON_SURFACE = re.sub(r"\?P<\w+>", "?:", SURFACE)
ON_SOMETHING = re.sub(r"\?P<\w+>", "?:", IN_WHAT + SURFACE)
#: The motifs and how they are said, the longest first: each is tried in turn.
SAID: tuple[tuple[str, str], ...] = (
    ("words", rf"(?:{DET}\s+)?{SIZED}(?:graffiti\w*|mural|tag)\s*(?:,\s*)?(?:that\s+|which\s+)?(?:says?|saying|reads?|reading|spelling|with\s+the\s+words?|mit\s+de[nr]\s+(?:worten|aufschrift|wort)|mit\s+dem\s+(?:wort|text|schriftzug)|das\s+sagt|:)\s*:?\s*{TEXT}"),
    ("words", rf"(?:{DET}\s+)?(?:words?|slogan|message|worte?n?|schriftzug)\s+{TEXT}(?:\s+{SPRAYED})?"),
    ("words", rf"(?:someone|somebody|jemand)\s+(?:has\s+|had\s+|hat\s+)?(?:{SPRAYED}|sprayed|wrote|painted)\s+(?:the\s+words?\s+)?{TEXT}"),
    ("words", rf"{TEXT}\s+(?:is\s+|was\s+|ist\s+)?{SPRAYED}"),
    ("scrawl", rf"(?:{DET}\s+)?(?:wall|walls|wände|wand)\s+(?:full\s+of|covered\s+(?:in|with)|voller|voll\s+mit)\s+graffitis?"),
    ("circle", rf"(?:{DET}\s+)?{SIZED}(?:(?:summoning|magic|magical|mage|chalk|chalked|protective|protection|hermetic|rune|runic|warding|salt|blood|occult|beschwörungs|magischer?n?)\s+(?:circle|kreis)s?|circles?\s+of\s+(?:runes|chalk|salt|blood|sigils)|circle\s+(?=drawn|chalked|painted)|(?:beschwörungs|kreide|zauber|bann|runen|schutz|magier|blut|salz)kreise?s?)"),
    ("pentagram", rf"(?:{DET}\s+)?{SIZED}(?:pentagrams?|pentacles?|pentagramme?|drudenfu(?:ß|ss))"),
    ("outline", rf"(?:{DET}\s+)?{SIZED}(?:chalk\s+outlines?(?:\s+of\s+{DET}?\s*(?:body|corpse|victim|man|woman|person))?|kreideumrisse?s?(?:\s+(?:einer|der|eines)\s+(?:leiche|toten|körpers|person))?)"),
    ("prints", rf"(?:{DET}\s+)?{SIZED}(?:foot\s?prints?|boot\s?prints?|(?:fu(?:ß|ss)|schuh|stiefel)(?:abdrücke|spuren))(?:\s+(?:of|in|aus|von)\s+(?:blood|blut))"),
    ("prints", rf"(?:{DET}\s+)?(?:bloody|blutige)\s+(?:foot\s?prints?|boot\s?prints?|(?:fu(?:ß|ss)|schuh|stiefel)(?:abdrücke|spuren))"),
    ("handprint", rf"(?:{DET}\s+)?{SIZED}(?:hand\s?prints?|handabdr(?:u|ü)cke?)(?:\s+(?:of|in|aus)\s+(?:blood|blut))?"),
    ("pool", rf"(?:{DET}\s+)?{SIZED}(?:(?:pools?|puddles?)\s+of\s+blood|blood\s+(?:pools?|puddles?|stains?)|blutlachen?|blutpfützen?|blutflecke?n?)"),
    ("spatter", rf"(?:{DET}\s+)?{SIZED}(?:blood\s+(?:spatters?|splatters?|splashes|spray|smears?)|(?:spatters?|splatters?|splashes)\s+of\s+blood|blutspritzern?)"),
    ("blood", rf"(?:{SIZED})(?:blood|blut)(?={ON}(?:{DET}\s+)?(?:[\w'-]+\s+){{0,2}}?(?:{WALL}|{FLOOR}|{DOOR})\b)"),
    ("holes", rf"(?:{DET}\s+)?{SIZED}(?:bullet\s?holes?|einschusslöchern?|einschusslöcher|kugellöchern?)"),
    ("scorch", rf"(?:{DET}\s+)?{SIZED}(?:scorch(?:ed)?\s+marks?|burn\s+marks?|scorches|brandflecken?|brandspuren|ru(?:ß|ss)flecken)"),
    ("tyre_marks", rf"(?:{DET}\s+)?{SIZED}(?:(?:tire|tyre|skid)\s?(?:marks?|tracks?)|reifenspuren|bremsspuren|reifenabdrücke)"),
    ("arrow", rf"(?:{DET}\s+)?{SIZED}(?:arrows?|pfeile?)(?={ON_SOMETHING})"),
    ("cross", rf"(?:{DET}\s+)?{SIZED}(?-i:X|x)\b(?={ON_SOMETHING})"),
    ("posters", rf"(?:{DET}\s+)?{SIZED}(?:band\s+|wanted\s+|movie\s+|old\s+|torn\s+)*(?:posters?|plakate?n?|poster|fahndungsplakate?|steckbriefe?)(?=(?:\s+\w+)?{ON_SURFACE})"),
    ("picture", rf"(?:{DET}\s+)?{SIZED}(?:graffiti\w*|mural|wandbild|wandgemälde|stencil)\s+(?:of\s+|showing\s+|eines\s+|einer\s+|von\s+)(?:{DET}\s+)?(?P<picture>[\w-]+)"),
    ("picture", rf"(?:{DET}\s+)?{SIZED}graffitt?i\s+(?P<picture>(?!on\b|in\b|at\b|an\b|auf\b|and\b|und\b|covers?\b|everywhere\b|wall\b)[a-zäöüß]+)(?={ON}|[.,;]|$)"),
    ("picture", rf"(?:{DET}\s+)?(?P<picture>[\w]+)[\s-](?:graff?itt?i|grafitti|graffito)\b"),
    ("logo", rf"(?:with\s+|mit\s+)?(?:{DET}\s+)?{SIZED}(?:corp(?:orate|oration)?\s+|company\s+|gang\s+|konzern)?(?P<picture>[\w-]*?)[\s-]?(?:logos?|emblems?|emblem)\b"),
    ("picture", rf"(?:{DET}\s+)?{SIZED}(?P<picture>[\w-]+)(?:\s+(?:is\s+)?{SPRAYED})"),
    ("scrawl", rf"(?:{DET}\s+)?{SIZED}(?:graffitt?is?|grafittis?|(?:gang|graffiti|spray(?:ed)?)[ -]tags)\b"),
)  # fmt: skip
DEED = re.compile(
    rf"(?P<verb>spray[- ]?paints?|sprays?|spraying|spraypainting|paints?|painting|draws?|drawing|sprüht|sprayt|malt|zeichnet)\s+(?:{DET}\s+)?{SIZED}"
    rf"(?P<picture>[\w-]+){SURFACE}",
    re.IGNORECASE,
)
DEED_ON_VEHICLE = re.compile(
    rf"(?P<verb>spray[- ]?paints?|spraypaints|sprays?|spraying|sprüht|sprayt)\s+(?:{DET}\s+)?{SIZED}(?P<picture>[\w-]+)"
    rf"\s+(?:on|onto|auf|an)\s+(?={DET}\s+)",
    re.IGNORECASE,
)
MATERIALS = frozenset(
    [
        "concrete",
        "brick",
        "stone",
        "white",
        "grey",
        "gray",
        "black",
        "red",
        "dirty",
        "old",
        "bare",
        "wooden",
        "wood",
        "metal",
        "steel",
        "crumbling",
        "blank",
        "bedroom's",
        "alten",
        "alte",
        "weißen",
        "weiße",
        "grauen",
        "dreckigen",
        "schmutzigen",
        "kahlen",
        "beton",
        "ziegel",
        "backstein",
        "haus",
        "stein",
        "holz",
        "fuß",
        "fuss",
    ]
)
ROAD_WORD = re.compile(ROAD, re.IGNORECASE)
COLOUR_WORDS = {
    "wei": "white", "schwarz": "black", "rot": "red", "blau": "blue", "grün": "green", "gelb": "yellow",
    "lila": "purple", "rosa": "pink", "golden": "gold", "blood": "blood", "blut": "blood",
}  # fmt: skip
