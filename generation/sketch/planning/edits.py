"""Edits of a plan: "make it night", "add rain", "more neon", "remove the van" and the like, and variations.

An edit changes what its words name and leaves the rest, so with the same seed the picture stays the same around it.
"""

from dataclasses import replace

from generation.reading.named import Thing
from generation.reading.scene import Scene, read_scene
from generation.sketch.planning.captioned import shortened
from generation.sketch.planning.casting import thing_of
from generation.sketch.planning.lexicon import MOST, STYLES
from generation.sketch.planning.lights import crowd_of, neon_of, time_of, tint_of
from generation.sketch.planning.people import people_of
from generation.sketch.planning.plan import Plan, only_shown
from generation.sketch.planning.scenery import SCENERY
from generation.sketch.planning.setting import setting_of
from generation.sketch.planning.sign import sign_text, without_sign
from generation.sketch.planning.subject import Garment, Subject

# Words that take away what follows them; the reading knows them as "no".
TAKING = ("remove", "delete", "drop", "erase", "lose", "clear away", "take away", "get rid of", "entferne", "weg mit")
MOVING = frozenset({"move", "set", "relocate", "instead", "place", "put", "transport", "verlege", "change", "turn"})
BRIGHTER = {"night": "dawn", "dawn": "day", "dusk": "day", "day": "day"}
DARKER = {"day": "dusk", "dusk": "night", "dawn": "night", "night": "night"}
MORE, FEWER = frozenset({"more", "another", "mehr", "additional"}), frozenset({"less", "fewer", "weniger"})
TURNED = frozenset({"make", "turn", "change", "paint", "faerbe", "mache"})


def edit_plan(plan: Plan, text: str) -> Plan:
    """Return the plan as the words would have it; an edit that means nothing to the artist gives back an equal plan."""
    wanted = f" {' '.join(without_sign(text).lower().split())} "
    for phrase in TAKING:
        wanted = wanted.replace(f" {phrase} ", " no ")
    scene = read_scene(wanted)
    words, said = scene.terms, scene.terms.words
    plan = _moved(plan, scene, said)
    plan = replace(
        plan,
        time=_time(plan, scene, said),
        weather=_weather(plan, scene),
        camera=words.chosen("cameras") or _zoomed(plan, said),
        crowd=crowd_of(words) or plan.crowd,
        neon=_neon(plan, scene, said),
        tint=tint_of(words) or plan.tint,
        style=words.chosen("styles") or plan.style,
        sign="" if "sign" in words.refused("lights") else sign_text(text) or plan.sign,
    )
    plan = only_shown(replace(plan, subjects=_subjects(plan, scene, wanted, said)))
    shows = SCENERY[plan.scene].shows
    absent = [thing.words for thing in scene.things if _is_brought_in(thing, scene) and not shows(thing.kind)]
    missing = tuple(dict.fromkeys((*plan.missing, *absent)))
    return replace(plan, missing=missing, caption=shortened(*absent) if absent else plan.caption)


def _is_brought_in(thing: Thing, scene: Scene) -> bool:
    """Tell whether an edit asks for something: "a kraken", but not "the van" that is to be red."""
    before = scene.terms.terms[max(0, thing.at - 3) : thing.at]
    return any(term.means("numbers") or term.folded in {"add", "more", "another"} for term in before)


def vary_plan(plan: Plan, number: int) -> Plan:
    """Return a variation: the same composition in another light or palette. Numbers from 1; the same gives the same."""
    times = [time for time in ("night", "dusk", "dawn", "day") if time != plan.time]
    styles = [style for style in STYLES if style != plan.style]
    if SCENERY[plan.scene].time and number % 2:
        return replace(plan, time=times[number // 2 % len(times)])
    return replace(plan, style=styles[(number * 5) % len(styles)])


def _moved(plan: Plan, scene: Scene, said: frozenset[str]) -> Plan:
    """Move to another place where the words say so: "in a bar instead", "move it to the docks"."""
    if not (said & MOVING and scene.places):
        return plan
    where, _ = setting_of(scene, "location")
    name, _, place = where.partition("/")
    return replace(plan, scene=name, place=place)


def _time(plan: Plan, scene: Scene, said: frozenset[str]) -> str:
    if said & {"brighter", "heller"}:
        return BRIGHTER[plan.time]
    if said & {"darker", "dunkler"}:
        return DARKER[plan.time]
    return time_of(scene.terms) or plan.time


def _weather(plan: Plan, scene: Scene) -> str:
    asked = scene.terms.chosen("weather")
    return asked or ("clear" if plan.weather in scene.terms.refused("weather") else plan.weather)


def _zoomed(plan: Plan, said: frozenset[str]) -> str:
    if said & {"closer", "naeher"} or {"zoom", "in"} <= said:
        return "eye" if plan.camera == "wide" else "close"
    if said & {"wider", "farther", "further", "weiter"} or {"zoom", "out"} <= said:
        return "eye" if plan.camera == "close" else "wide"
    return plan.camera


def _neon(plan: Plan, scene: Scene, said: frozenset[str]) -> int:
    if "neon" in scene.terms.effects("lights"):
        if said & FEWER:
            return max(0, plan.neon - 1)
        if said & MORE:
            return 2
        return max(1, plan.neon)
    return neon_of(scene.terms, plan.neon)


def _subjects(plan: Plan, scene: Scene, wanted: str, said: frozenset[str]) -> tuple[Subject, ...]:
    kept = [_left(subject, scene) for subject in plan.subjects]
    subjects = [_coloured(subject, scene) for subject in kept if subject is not None]
    if not scene.people:
        subjects = _dressed(subjects, wanted)
    if plan.scene in {"portrait", "item"}:
        return tuple(subjects or plan.subjects)
    scenery = SCENERY[plan.scene]
    things = [subject for thing in scene.things if (subject := thing_of(thing, scenery)) is not None]
    turned = bool(said & TURNED)
    for new in (*things, *people_of(scene, scenery)[0]):
        same = next((old for old in subjects if _alike(old, new)), None)
        if same is None:
            subjects.append(new)
        elif not turned:
            more = min(MOST, same.count + new.count if said & MORE else max(same.count, new.count))
            subjects[subjects.index(same)] = replace(same, count=more, colour=new.colour or same.colour)
    return tuple(subjects)


def _dressed(subjects: list[Subject], wanted: str) -> list[Subject]:
    """Give the first person what the words say of nobody in particular: "make the coat red", "add a beard"."""
    first = next((subject for subject in subjects if subject.kind == "figure"), None)
    said = next(iter(read_scene(f"somebody, {wanted}").people), None)
    if first is None or said is None:
        return subjects
    worn = {garment.kind: garment for garment in first.garments}
    worn |= {each.kind: Garment(each.kind, each.colour) for each in said.garments}
    dressed = replace(
        first,
        garments=tuple(worn.values()),
        features=tuple(dict.fromkeys((*first.features, *said.features))),
        hair=said.hair or first.hair,
        expression=said.expression or first.expression,
        pose=said.pose or first.pose,
    )
    return [dressed if subject is first else subject for subject in subjects]


def _alike(old: Subject, new: Subject) -> bool:
    return (old.kind, old.role, old.metatype) == (new.kind, new.role, new.metatype)


def _left(subject: Subject, scene: Scene) -> Subject | None:
    """Return what the words leave of a subject: nothing, or a figure without what it is to lay down."""
    refused = scene.terms.refused
    if subject.kind != "figure":
        gone = {kind for table in ("creatures", "drones", "vehicles", "effects", "items") for kind in refused(table)}
        return None if subject.kind in gone else subject
    roles, metatypes = set(refused("roles")) - {"person"}, set(refused("metatypes"))
    if subject.role in roles or (subject.metatype in metatypes and not roles) or crowd_of(scene.terms) == "empty":
        return None
    laid_down = frozenset((*refused("features"), *refused("garments"), *refused("items")))
    return replace(
        subject,
        features=tuple(item for item in subject.features if item not in laid_down),
        garments=tuple(worn for worn in subject.garments if worn.kind not in laid_down),
        holds=tuple(item for item in subject.holds if item not in laid_down),
    )


def _coloured(subject: Subject, scene: Scene) -> Subject:
    """Give a thing the colour said of it, also where it follows: "make the van red"; a garment's is the garment's."""
    if subject.kind == "figure":
        return _dyed(subject, scene)
    tint = next((thing.colour for thing in scene.things if thing.kind == subject.kind and thing.colour), "")
    return replace(subject, colour=tint) if tint else subject


def _dyed(subject: Subject, scene: Scene) -> Subject:
    for person in scene.people:
        if (person.role and person.role == subject.role) or (person.metatype and person.metatype == subject.metatype):
            worn = {garment.kind: garment.colour for garment in person.garments if garment.colour}
            garments = tuple(Garment(each.kind, worn.get(each.kind, each.colour)) for each in subject.garments)
            return replace(subject, colour=person.colour or subject.colour, garments=garments)
    return subject
