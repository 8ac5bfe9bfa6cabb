"""Edits of a plan: "make it night", "add rain", "more neon", "remove the van" and the like, and variations.

An edit changes what its words name and leaves the rest, so with the same seed the picture stays the same around it.
"""

from dataclasses import replace

from generation.sketch.planning import lexicon
from generation.sketch.planning.description import Found, Reading, read, sign_text
from generation.sketch.planning.plan import Plan, crowd_of, neon_of, only_shown, route, time_of, tint_of
from generation.sketch.planning.scenery import SCENERY
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.subjects import people_of, things_of

# Words that take away what follows them; `reading` knows them as "no".
TAKING = ("remove", "delete", "drop", "erase", "lose", "clear away", "take away", "get rid of", "entferne", "weg mit")
MOVING = frozenset({"move", "set", "relocate", "instead", "place", "put", "transport", "verlege", "change", "turn"})
BRIGHTER = {"night": "dawn", "dawn": "day", "dusk": "day", "day": "day"}
DARKER = {"day": "dusk", "dusk": "night", "dawn": "night", "night": "night"}
MORE, FEWER = frozenset({"more", "another", "mehr", "additional"}), frozenset({"less", "fewer", "weniger"})
TURNED = frozenset({"make", "turn", "change", "paint", "faerbe", "mache"})


def edit_plan(plan: Plan, text: str) -> Plan:
    """Return the plan as the words would have it; an edit that means nothing to the artist gives back an equal plan."""
    wanted = f" {' '.join(text.lower().split())} "
    for phrase in TAKING:
        wanted = wanted.replace(f" {phrase} ", " no ")
    words = read(wanted)
    said = frozenset(words.tokens)
    plan = _moved(plan, words, said)
    plan = replace(
        plan,
        time=_time(plan, words, said),
        weather=_weather(plan, words),
        camera=words.chosen(lexicon.CAMERAS) or _zoomed(plan, said),
        crowd=crowd_of(words) or plan.crowd,
        neon=_neon(plan, words, said),
        tint=tint_of(words) or plan.tint,
        style=words.chosen(lexicon.STYLE_WORDS) or plan.style,
        sign="" if "sign" in words.refused(lexicon.LIGHTS) else sign_text(text) or plan.sign,
    )
    return only_shown(replace(plan, subjects=_subjects(plan, words, said)))


def vary_plan(plan: Plan, number: int) -> Plan:
    """Return a variation: the same composition in another light or palette. Numbers from 1; the same gives the same."""
    times = [time for time in ("night", "dusk", "dawn", "day") if time != plan.time]
    styles = [style for style in lexicon.STYLES if style != plan.style]
    if SCENERY[plan.scene].time and number % 2:
        return replace(plan, time=times[number // 2 % len(times)])
    return replace(plan, style=styles[(number * 5) % len(styles)])


def _moved(plan: Plan, words: Reading, said: frozenset[str]) -> Plan:
    """Move to another place where the words say so: "in a bar instead", "move it to the docks"."""
    if not (said & MOVING and words.found(lexicon.PLACES)):
        return plan
    scene, _, place = route(words, "location").partition("/")
    return replace(plan, scene=scene, place=place)


def _time(plan: Plan, words: Reading, said: frozenset[str]) -> str:
    if said & {"brighter", "heller"}:
        return BRIGHTER[plan.time]
    if said & {"darker", "dunkler"}:
        return DARKER[plan.time]
    return time_of(words) or plan.time


def _weather(plan: Plan, words: Reading) -> str:
    asked = words.chosen(lexicon.WEATHER)
    return asked or ("clear" if plan.weather in words.refused(lexicon.WEATHER) else plan.weather)


def _zoomed(plan: Plan, said: frozenset[str]) -> str:
    if said & {"closer", "naeher"} or {"zoom", "in"} <= said:
        return "eye" if plan.camera == "wide" else "close"
    if said & {"wider", "farther", "further", "weiter"} or {"zoom", "out"} <= said:
        return "eye" if plan.camera == "close" else "wide"
    return plan.camera


def _neon(plan: Plan, words: Reading, said: frozenset[str]) -> int:
    if "neon" in words.all(lexicon.LIGHTS):
        if said & FEWER:
            return max(0, plan.neon - 1)
        if said & MORE:
            return 2
        return max(1, plan.neon)
    return neon_of(words, plan.neon)


def _subjects(plan: Plan, words: Reading, said: frozenset[str]) -> tuple[Subject, ...]:
    kept = [_left(subject, words) for subject in plan.subjects]
    subjects = [_coloured(subject, words) for subject in kept if subject is not None]
    if plan.scene in {"portrait", "item"}:
        return tuple(subjects or plan.subjects)
    turned = bool(said & TURNED)
    for new in (*things_of(words, plan.scene), *people_of(words, plan.scene)):
        same = next((old for old in subjects if _alike(old, new)), None)
        if same is None:
            subjects.append(new)
        elif not turned:
            more = min(lexicon.MOST, same.count + new.count if said & MORE else max(same.count, new.count))
            subjects[subjects.index(same)] = replace(same, count=more, colour=new.colour or same.colour)
    return tuple(subjects)


def _alike(old: Subject, new: Subject) -> bool:
    return (old.kind, old.role, old.metatype) == (new.kind, new.role, new.metatype)


def _left(subject: Subject, words: Reading) -> Subject | None:
    """Return what the words leave of a subject: nothing, or a figure without what it is to lay down."""
    if subject.kind != "figure":
        return None if subject.kind in words.refused(lexicon.THINGS) else subject
    roles = set(words.refused(lexicon.ROLES)) - {"runner"}
    metatypes = set(words.refused(lexicon.METATYPES))
    if subject.role in roles or (subject.metatype in metatypes and not roles) or "empty" in _emptied(words):
        return None
    laid_down = frozenset(words.refused(lexicon.FEATURES))
    return replace(subject, features=tuple(item for item in subject.features if item not in laid_down))


def _emptied(words: Reading) -> list[str]:
    return [found.effect for found in words.negated(lexicon.CROWDS)]


def _coloured(subject: Subject, words: Reading) -> Subject:
    """Give a thing the colour said of it, also where it follows: "make the van red"."""
    for found in (*words.found(lexicon.THINGS), *words.found(lexicon.ROLES), *words.found(lexicon.METATYPES)):
        if found.effect in {subject.kind, subject.role, subject.metatype}:
            tint = found.colour or _colour_after(found, words)
            if tint:
                return replace(subject, colour=tint)
    return subject


def _colour_after(found: Found, words: Reading) -> str:
    after = words.tokens[found.at + len(found.phrase.split()) :][:1]
    return lexicon.COLOUR_WORDS.get(after[0], "") if after else ""
