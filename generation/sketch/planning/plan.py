"""From a description to a plan: pure data that says what will be painted. Standard library only, quick to import."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from generation.reading.scene import Scene, read_scene
from generation.reading.term_reading import read_terms
from generation.sketch.planning.caption import describe
from generation.sketch.planning.captioned import caption_of
from generation.sketch.planning.casting import cast_of, head_first, put_where_said
from generation.sketch.planning.decals import Decal, painted_in, surfaces_of, with_surface
from generation.sketch.planning.encounters import meeting
from generation.sketch.planning.furniture import is_furnished
from generation.sketch.planning.left_out import is_only_a_mood, left_out
from generation.sketch.planning.lexicon import STYLES
from generation.sketch.planning.lights import crowd_of, neon_of, time_of, tint_of
from generation.sketch.planning.likeness import Likeness, once_each, plainly, with_faces
from generation.sketch.planning.place_states import shows_states, states_of
from generation.sketch.planning.scenery import SCENERY, usual_style, usual_time
from generation.sketch.planning.setting import house_of, setting_of
from generation.sketch.planning.sign import lettered, sign_text, unwritten, without_sign
from generation.sketch.planning.subject import Garment, Subject
from generation.sketch.planning.together import doers_first, done_together

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["KINDS", "Garment", "Plan", "Subject", "describe", "only_shown", "plan_scene"]

VERSION = 3  # of a plan's form, and of how it is painted
KINDS = ("scene", "character", "location", "item")
OTHER_TIME = {"night": "day", "dusk": "night", "dawn": "day", "day": "night"}
#: Tables of what may stand at a place anyway.
STANDING = ("vehicles", "items", "furnishings", "creatures")
#: Sheets that a style is drawn on.
FRAMES = {"dossier": "dossier", "gear_blueprint": "blueprint"}
ON_PANES = frozenset({"rain", "snow", "fog"})  # weather that is seen on a window from inside


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be painted. What a scene cannot show is not in its plan.

    `place` is a kind of the scene, "" the usual one, and for a portrait the scene behind it; `neon` is 0 for none, 1 as
    usual, 2 for much; `tint` names the colour of the lights where one is asked for. `action` is what the people do
    together, `frame` the sheet that was asked for ("dossier", "blueprint"), `missing` the player's words for what the
    artist cannot paint, and `caption` the words that are set into the picture for it. `is_mood` tells that they name
    nothing that can be painted at all. `states` are those that the place is in, as "flooded", `decals` what is painted,
    spilt or burnt on its walls, its floor or a vehicle, `without` the kinds of things that are not to stand there
    though they usually do. `version` is of the plan's own form: 1 had none of these.
    """

    scene: str
    style: str
    time: str = "night"
    weather: str = "clear"
    camera: str = "eye"
    crowd: str = "some"
    neon: int = 1
    subjects: tuple[Subject, ...] = ()
    sign: str = ""
    place: str = ""
    tint: str = ""
    action: str = ""
    frame: str = ""
    caption: str = ""
    missing: tuple[str, ...] = ()
    is_mood: bool = False
    states: tuple[str, ...] = ()
    decals: tuple[Decal, ...] = ()
    without: tuple[str, ...] = ()
    version: int = VERSION

    def of(self, kind: str) -> Subject | None:
        """Return the first subject of a kind."""
        return next((subject for subject in self.subjects if subject.kind == kind), None)

    def count(self, kind: str) -> int:
        """Return how many of a kind there are."""
        return sum(subject.count for subject in self.subjects if subject.kind == kind)

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as JSON-friendly data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Plan:
        """Read what `to_dict` wrote, also after a trip through JSON; what a later version added is passed over.

        Raises:
            ValueError: it is no plan.

        """
        try:
            given = {field.name: data[field.name] for field in fields(cls) if field.name in data}
            subjects = tuple(Subject.from_dict(item) for item in given.pop("subjects", ()))
            missing, states, without = (tuple(given.pop(name, ())) for name in ("missing", "states", "without"))
            decals = tuple(Decal.from_dict(item) for item in given.pop("decals", ()))
            said = {"missing": missing, "states": states, "without": without, "decals": decals}
            plan = cls(**{"version": 1, **given, **said}, subjects=subjects)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("this is not a plan of the sketch artist") from error
        if plan.scene not in SCENERY or plan.style not in STYLES:
            raise ValueError(f"the sketch artist has no scene {plan.scene!r} in the style {plan.style!r}")
        return plan


def plan_scene(
    description: str,
    negative: str = "",
    *,
    kind: str | None = None,
    style: str | None = None,
    enhanced: str = "",
    likenesses: Sequence[Likeness] = (),
) -> Plan:
    """Plan a picture of a description in the player's words, without what the negative prompt names.

    `kind` is one of KINDS or None, `style` one of the style ids or None; a style that is not known counts as None. What
    an enhancement has added fills hour and weather where the player has left them open, and nothing else. Those of the
    table's cast look like their `likenesses`.
    """
    painted = painted_in(description)
    read, likenesses = plainly(without_sign(painted.text), likenesses)
    scene = read_scene(read, negative)
    where, unknown = setting_of(scene, None if kind == "scene" or painted.decals else kind)
    where = with_surface(where, painted.decals)
    name, _, place = where.partition("/")
    cast = with_faces(scene, cast_of(scene, where), likenesses)
    if name != "portrait":
        cast = head_first(scene, put_where_said(scene, cast))
    cast, met = meeting(scene, cast) if SCENERY[name].figures and name != "portrait" else (cast, "")
    if name == "portrait" and not cast.subjects:
        name, place = "stage", ""
    unpainted = (*unknown, *cast.missing, *_unknown_deeds(scene), *unwritten(painted.text), *painted.unknown)
    words, added, action = scene.terms, read_terms(enhanced), met or done_together(scene.doing, cast.subjects)
    weather = words.chosen("weather") or _filled(scene, added.chosen("weather"))
    time = time_of(words) or time_of(added) or _default_time(scene, name, place)
    chosen = style in STYLES or words.chosen("styles") or "neon" in words.effects("lights")
    plan = Plan(
        scene=name,
        style=style if style in STYLES else words.chosen("styles") or usual_style(name, place),
        time=time,
        weather=weather or "clear",
        camera=words.chosen("cameras") or "eye",
        crowd=crowd_of(words) or "some",
        neon=neon_of(words, 0 if time == "day" and not chosen else 1),
        subjects=once_each(doers_first(scene, action, cast.subjects)),
        sign=sign_text(painted.text) or lettered(house_of(scene, where)),
        place=place,
        tint=tint_of(words),
        action=action,
        states=states_of(scene),
        decals=painted.decals,
        without=tuple(dict.fromkeys(kind for table in STANDING for kind in words.refused(table))),
    )
    plan = only_shown(replace(plan, frame=scene.sheet or FRAMES.get(plan.style, "")))
    bare = tuple(decal.said for decal in painted.decals if decal not in plan.decals)
    missing = left_out(scene, plan, (*unpainted, *bare), cast.shown(scene))
    is_mood = not missing and not plan.subjects and not plan.decals and is_only_a_mood(scene)
    plan = replace(plan, missing=missing, is_mood=is_mood)
    return replace(plan, caption=caption_of(plan, description))


def _unknown_deeds(scene: Scene) -> list[str]:
    """Return the words of what happens and is in no table: a "wedding" that looks like nothing in particular."""
    return [deed[1:] for deed in scene.doing if deed.startswith("?")]


def _filled(scene: Scene, weather: str) -> str:
    return "" if weather in scene.terms.refused("weather") else weather


def _default_time(scene: Scene, name: str, place: str) -> str:
    behind, _, kind = place.partition("/") if name == "portrait" else (name, "", place)
    usual = usual_time(behind if behind in SCENERY else name, kind)
    return OTHER_TIME[usual] if usual in scene.terms.refused("times") else usual


def _sees_weather(plan: Plan) -> bool:
    """Tell whether a place has a window, if it is a room: what falls outside is seen on its panes."""
    scene, _, place = plan.place.partition("/") if plan.scene == "portrait" else (plan.scene, "", plan.place)
    if (scene, place) == ("docks", "warehouse"):
        return False  # which is inside
    return scene != "room" or (plan.weather in ON_PANES and is_furnished(scene, place, "window"))


def _shows_states(plan: Plan) -> bool:
    scene, _, place = plan.place.partition("/") if plan.scene == "portrait" else (plan.scene, "", plan.place)
    return shows_states(scene, place)


def only_shown(plan: Plan) -> Plan:
    """Reset what the scene cannot show."""
    scenery, bare = SCENERY[plan.scene], Plan(plan.scene, plan.style)
    # Behind somebody who is portrayed at a place is that place, at its hour.
    around = SCENERY.get(plan.place.partition("/")[0], scenery) if plan.scene == "portrait" else scenery
    shown = tuple(subject for subject in plan.subjects if scenery.shows(subject.kind))
    return replace(
        plan,
        time=plan.time if around.time else bare.time,
        weather=plan.weather if around.weather and _sees_weather(plan) else bare.weather,
        camera=plan.camera if plan.camera in scenery.cameras else bare.camera,
        crowd=plan.crowd if scenery.crowd else bare.crowd,
        neon=plan.neon if around.neon else bare.neon,
        sign=plan.sign if scenery.sign else bare.sign,
        subjects=(plan.subjects[:1] if plan.frame == "blueprint" else plan.subjects) if plan.scene == "item" else shown,
        frame=plan.frame if plan.scene in {"portrait", "item"} else "",
        action=plan.action if scenery.figures else "",
        states=plan.states if _shows_states(plan) else (),
        decals=tuple(decal for decal in plan.decals if decal.on in surfaces_of(plan.scene, plan.place, shown)),
    )
