"""What people and creatures do with each other: fight, chase, feed, stroke, lead, play, dance round a fire."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from generation.sketch.crowds.around import at_table
from generation.sketch.crowds.bearing import borne_between
from generation.sketch.crowds.ensemble import Actor, Beast, Ensemble, Grip, Piece, towards
from generation.sketch.crowds.over_bodies import over_beast
from generation.sketch.crowds.seatings import seated_together
from generation.sketch.planning.acting import GUNS
from generation.sketch.planning.creatures import AIR, ALIASES, CREATURES, Creature
from generation.sketch.planning.stagings import OVER_BODY
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS

People = Sequence[Subject]
Beasts = Sequence[Subject]
FOUR_LEGGED = frozenset({
    "cat", "dog", "wolf", "hellhound", "barghest", "horse", "unicorn", "bear", "rat", "devil_rat", "lion", "tiger",
    "panther", "fox", "spirit_beast", "goat", "deer", "robot_dog", "rabbit", "pig",
})  # fmt: skip
SPELLS = frozenset({"mage", "shaman"})  # who fights with them
KNEE_HIGH = 0.75  # metres: whoever strokes or feeds what is lower squats
REARING = 0.50  # radians: how far up the front of what attacks is


def known_of(beast: Subject) -> Creature:
    """Return what is known of a creature."""
    return CREATURES[ALIASES.get(beast.kind, beast.kind)]


def _each(beasts: Beasts) -> list[Subject]:
    return [replace(beast, count=1) for beast in beasts for _ in range(beast.count)][:5]


def _fight(people: People, beasts: Beasts, luck: float) -> Ensemble:
    """Let creatures spring at people, who stand before them with what they have in their hands."""
    actors = [
        Actor(
            person,
            (-0.42 - 0.62 * at, 0.0, 0.10 - 0.42 * at),
            1.05,
            "aim" if GUNS & set(person.holds) else "cast" if person.role in SPELLS else "fight",
        )
        for at, person in enumerate(people)
    ]
    flames = tuple(Piece("fireball", (0.30, 1.25, 0.0), scale=0.8) for person in people[:1] if person.role in SPELLS)
    reach = 0.75 if flames or any(GUNS & set(person.holds) for person in people) else 0.28
    out = []
    for at, beast in enumerate(_each(beasts)):
        springs = beast.kind in FOUR_LEGGED and at % 2 == 0
        out.append(
            Beast(
                beast,
                (reach + 0.55 * at, _lift(beast), -0.25 - 0.55 * at),
                -1.0,
                "run" if springs else "prowl",
                rear=REARING if springs else 0.0,
                least=0.5,
            )
        )
    return replace(_pair(actors, out), pieces=flames)


def _lift(beast: Subject) -> float:
    """Return how high a creature is above the ground that does nothing but fly."""
    return 0.9 if known_of(beast).keeps == AIR and known_of(beast).poses == ("fly",) else 0.0


def _pair(actors: Sequence[Actor], beasts: Sequence[Beast]) -> Ensemble:
    return Ensemble(tuple(actors), half=1.5, beasts=tuple(beasts))


def _chase(people: People, beasts: Beasts, luck: float) -> Ensemble:
    """Run: who is named first after the others, to the right."""
    runs = [Actor(person, (0.75 - 0.7 * at, 0.0, 0.15 - 0.3 * at), 0.95, "run") for at, person in enumerate(people)]
    behind = 0.20 - 0.7 * (len(people) - 1)
    after = [
        Beast(beast, (behind - 0.5 * at, 0.0, -0.30 - 0.5 * at), 1.0, "run", 0.45, least=0.5)
        for at, beast in enumerate(_each(beasts))
    ]
    return _pair(runs, [replace(beast, at=(beast.at[0], _lift(beast.subject), beast.at[2])) for beast in after])


def _feed(people: People, beasts: Beasts, luck: float) -> Ensemble:
    """Hold something out to creatures, from a seat or squatting."""
    first, fed = people[0], _each(beasts)
    if first.place:
        seated = seated_together([replace(first, deed="feed")], first.pose or "sit", luck)
        if seated is not None:
            level = [Beast(beast, (-0.85 - 0.3 * at, 0.0, 0.70 + 0.22 * at), 1.0, "stand", 0.5)
                     for at, beast in enumerate(fed)]  # fmt: skip
            return replace(seated, beasts=tuple(level), half=seated.half + 0.3)
    return _before(first, people[1:], fed, "feed")


def _pet(people: People, beasts: Beasts, luck: float) -> Ensemble:
    return _before(people[0], people[1:], _each(beasts), "")


def _before(first: Subject, others: People, beasts: Sequence[Subject], deed: str) -> Ensemble:
    """Reach out to the nearest of some creatures, squatting before small ones."""
    known, many = known_of(beasts[0]), len(beasts)
    high = min(known.height, 2.2)
    small = high < KNEE_HIGH
    head = (0.20, (0.62 if many > 1 else 0.95) * high + (0.16 if deed else 0.0), 0.08)
    actor = Actor(
        replace(first, pose="", deed=deed),
        (-0.42, 0.0, 0.0),
        0.95,
        "crouch" if small else "stand",
        grips=(Grip(off=head), None),
    )
    mates = [Actor(person, (-1.1 - 0.6 * at, 0.0, -0.4), 0.8, "watch") for at, person in enumerate(others)]
    herd = [
        Beast(
            beast,
            (0.12 + 0.38 * at, 0.0, 0.10 + (0.30 if at % 2 else -0.25) * (many > 1)),
            -1.0,
            "stand",
            0.4 + 0.2 * (at % 3),
            most=2.2,
        )
        for at, beast in enumerate(beasts)
    ]
    return _pair([actor, *mates], herd)


def _lead(people: People, beasts: Beasts, luck: float) -> Ensemble:
    """Walk with creatures on a leash."""
    actors = [Actor(person, (-0.55 - 0.7 * at, 0.0, 0.0), 0.6, "walk") for at, person in enumerate(people)]
    actors[0] = replace(actors[0], grips=(Grip(off=(-0.28, 0.95, 0.22)), None))
    out = [
        Beast(beast, (0.95 + 0.25 * at, 0.0, 0.20 - 0.5 * at), 1.0, "walk", 0.5, most=1.6, least=0.4, leash=True)
        for at, beast in enumerate(_each(beasts))
    ]
    return _pair(actors, out)


def _play_chess(people: People, beasts: Beasts, luck: float) -> Ensemble:
    """Sit at a table with a board, the creature opposite, in scale with who plays it."""
    table = at_table([*people[:1], *people[:1]], luck)
    player = replace(table.actors[0], subject=replace(people[0], pose="", deed="move_piece"))
    beast = Beast(_each(beasts)[0], (0.62, 0.0, -0.1), -1.0, "sit", 0.45, most=2.2, least=1.15)
    return Ensemble(
        (player,),
        (Piece("round_table"), Piece("chair", player.at, player.facing), Piece("item chess_board", (0.0, 0.765, 0.05))),
        half=1.7,
        pitch=0.2,
        beasts=(beast,),
    )


def _dance(people: People, beasts: Beasts, luck: float) -> Ensemble:
    """Dance round a fire, people and creatures in turn."""
    mixed: list[Subject] = [*people, *_each(beasts)]
    count = len(mixed)
    actors, out = [], []
    for at, who in enumerate(mixed):
        angle = math.pi * (0.02 + 0.96 * at / max(1, count - 1))
        x, z = -(0.75 + 0.28 * count) * math.cos(angle), -1.05 * math.sin(angle) + 0.1
        if who.kind == "figure":
            actors.append(Actor(who, (x, 0.0, z), towards((x, z), (0.0, 0.75), 0.95), "dance"))
        else:
            side = -1.0 if x > 0 else 1.0
            out.append(Beast(who, (x + 0.4 * side, 0.0, z - 0.2), side, "sit", 0.7, 0.45, most=1.9))
    return Ensemble(tuple(actors), half=1.0 + 0.3 * count, fire=True, pitch=0.16, beasts=tuple(out))


def _repair(people: People, beasts: Beasts, luck: float) -> Ensemble:
    """Work on a machine, a small one on a workbench, a motorcycle beside the knees."""
    first, machine = replace(people[0], pose="", deed="repair", holds=()), beasts[0]
    mates = [Actor(person, (-1.2 - 0.6 * at, 0.0, -0.4), 0.7, "watch") for at, person in enumerate(people[1:])]
    if machine.kind == "bike":
        hand = (Grip(off=(0.05, 0.42, 0.22)), Grip(off=(0.30, 0.40, 0.22)))
        kneels = Actor(first, (-0.10, 0.0, 0.62), 2.5, "kneel", grips=hand, shows=people[0])
        return Ensemble((kneels, *mates), (Piece("bike", turn=-0.25),), half=1.3, pitch=0.1)
    works = Actor(first, (0.0, 0.0, -0.62), 0.0, "stand", level=1.5, shows=people[0])
    bench = Piece("bare_workbench")
    if machine.kind in ITEMS and machine.kind not in CREATURES:
        thing = Piece(f"item {machine.kind}", (0.0, 0.905, 0.0))
        return Ensemble((works, *mates), (bench, thing), half=1.0, pitch=0.16)
    body = Beast(machine, (0.45, 0.905, 0.05), 1.0, "stand", 0.6, most=0.45)
    return Ensemble((works, *mates), (bench,), half=1.0, pitch=0.16, beasts=(body,))


OF_BEASTS: dict[str, Callable[[People, Beasts, float], Ensemble]] = {
    "fight": _fight, "chase": _chase, "feed": _feed, "pet": _pet, "walk_dog": _lead, "play_chess": _play_chess,
    "dance": _dance, "repair": _repair, OVER_BODY: lambda people, beasts, _: over_beast(people, beasts),
}  # fmt: skip


def with_beasts(action: str, people: People, beasts: Beasts, luck: float) -> Ensemble | None:
    """Return people and the creatures in their company as they do something with each other."""
    loads = [each for each in beasts if each.kind in ITEMS]
    if people and loads and action == "bear":
        return borne_between(people, loads[0])
    if not people or not beasts or action not in OF_BEASTS:
        return None
    ensemble = OF_BEASTS[action](people, beasts, luck)
    return ensemble if luck < 0.5 else ensemble.mirrored()
