"""Stand-ins: words for which something near is painted, so that it is said what: "machine gun (a rifle instead)"."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from generation.reading.terms import Term, Terms
from generation.sketch.planning import german
from generation.sketch.planning.caption_words import ITEMS, THINGS
from generation.sketch.planning.creatures import ALIASES
from generation.sketch.planning.english_grammar import plural, with_article
from generation.sketch.planning.plan_contents import PlanContents
from generation.sketch.planning.rooms import ROOMS

#: Words by the lexicon's table and the name of what is painted for them, folded. Who looks alike needs no word.
STAND_INS: Mapping[str, Mapping[str, str]] = {
    "weather": {
        "rain": "storm, stormy, thunderstorm, lightning storm, thunder and lightning, sturm, gewitter, unwetter",
        "snow": "blizzard, snowstorm, schneesturm",
    },
    "metatypes": {
        "troll": "giant, cyclops, fomorian, riese",
        "ork": "oni, ogre, hobgoblin",
        "elf": "dryad",
    },
    "creatures": {
        "horse": "pegasus",
        "bird": "parrot, papagei, seagull, gull, moewe",
        "bear": "polar bear, eisbaer",
        "tiger": "sabertooth, sabretooth, saebelzahntiger",
        "butterfly": "moth",
        "deer": "elk, reindeer, rentier",
        "spirit": "watcher, sprite",
    },
    "vehicles": {
        "truck": "pickup, pickup truck, tanker, tanklaster",
        "boat": "ship, ferry, schiff, faehre",
        "train": "tram, strassenbahn",
        "car": "hover car, jeep, suv",
        "helicopter": "tilt rotor, t bird, vtol",
        "tank": "apc, schuetzenpanzer",
    },
    "items": {
        "rifle": "machine gun, lmg, hmg, maschinengewehr",
        "pistol": "taser",
        "cyberdeck": "terminal, laptop, computer, notebook, rechner",
        "food": "soup, meal, suppe, mahlzeit, abendessen",
        "cake": "pie",
        "knife": "machete",
        "commlink": "tablet",
    },
    "places": {
        "room/theatre": "opera, opera house, cinema, ballroom, oper, opernhaus, kino, ballsaal",
        "room/temple": "mosque, synagogue",
        "room/vault": "bank, bank lobby",
        "room/throne_room": "palace, palast",
        "room/school": "university, universitaet",
        "room/bedroom": "barracks, kaserne",
        "room/tunnel": "a mine, the mine, abandoned mine, bergwerk",
    },
}
_NO_VANS = frozenset({"car", "taxi", "police_car", "tank", "boat", "helicopter", "bus", "train", "ambulance"})
_IN_ONE = {"taxi": "taxi", "car": "car", "auto": "car", "wagen": "car"}  # of "in a taxi", which is one word
_WEATHER = {"rain": ("rain", "Regen"), "snow": ("snow", "Schnee")}


def stand_ins(terms: Terms, heads: AbstractSet[int], shown: PlanContents) -> Iterator[tuple[Term, str]]:
    """Return the words for which something near is shown, each with that and what it is, in the text's language.

    `heads` are the places of the heads of noun phrases: a "giant octopus" is no giant.
    """
    for term in terms.terms:
        table = next((name for name in STAND_INS if _stands_in(term, name)), "")
        if table == "metatypes" and not {term.at, term.at + 1} & heads:
            continue
        if table == "metatypes" and term.at not in heads and not terms.terms[term.at + 1].means("roles"):
            continue
        vehicle = term.means("vehicles") or _IN_ONE.get(term.folded.split()[-1], "")
        if shown.around()[1] == "vehicle_inside" and vehicle in _NO_VANS and not term.refused:
            yield term, f"{term.typed} ({'stattdessen ein Lieferwagen' if terms.german else 'a van instead'})"
            continue
        if table and not term.refused and shown.has(term):
            name = _named(table, term.effects[table], many=term.plural, in_german=terms.german)
            if name:
                yield term, f"{term.typed} (stattdessen {name})" if terms.german else f"{term.typed} ({name} instead)"


def _stands_in(term: Term, table: str) -> bool:
    words = STAND_INS[table].get(term.means(table), "").split(", ")
    return not {term.folded, term.folded.removesuffix("s")}.isdisjoint(words)


def _named(table: str, effect: str, *, many: bool, in_german: bool) -> str:
    """Return what is painted as one would say it: "a rifle", "ein Gewehr"."""
    if table == "weather":
        return _WEATHER[effect][in_german]
    if in_german:
        return _german(table, effect, many=many)
    if table == "places":
        return with_article(ROOMS[effect.partition("/")[2]])
    kind = ALIASES.get(effect, effect)
    name = THINGS.get(kind) or ITEMS.get(kind) or kind
    return plural(name) if many else with_article(name)


def _german(table: str, effect: str, *, many: bool) -> str:
    noun = german.noun("things" if table in {"creatures", "vehicles", "items"} else table, effect)
    if noun is None:
        return ""
    return noun.bare(several=True) if many else noun.counted(1)
