"""What stands there for what people do and are on, and where they are then if no place is named. Data."""

from collections.abc import Sequence

from generation.sketch.planning.seats import SEATS
from generation.sketch.planning.subject import Subject

#: What stands there for a deed, a pose, an action or a seat, by the names of the lexicon's furnishings and items.
BRINGS: dict[str, frozenset[str]] = {
    "type": frozenset({"desk", "screen", "chair", "cup", "commlink"}),
    "repair": frozenset({"workbench", "table", "gun_parts"}),
    "operate": frozenset({"stretcher", "table", "lamp", "bed", "syringe"}),
    "cook": frozenset({"stove", "food"}),
    "chop": frozenset({"workbench", "food", "knife"}),
    "polish": frozenset({"cup"}),
    "sell": frozenset({"stall", "counter", "food"}),
    "slide": frozenset({"table", "chair"}),
    "smoke": frozenset({"cigarette"}),
    "look_out": frozenset({"window", "sill"}),
    "paint": frozenset({"easel", "painting"}),
    "sing": frozenset({"microphone"}),
    "play_piano": frozenset({"piano", "chair"}),
    "play_drums": frozenset({"drums"}),
    "play_violin": frozenset({"violin"}),
    "open_safe": frozenset({"safe", "vault_door"}),
    "write": frozenset({"table", "desk", "chair", "note", "letter"}),
    "cover": frozenset({"crate", "box"}),
    "balloon": frozenset({"balloon"}),
    "count": frozenset({"table", "money", "chair"}),
    "climb": frozenset({"ladder"}),
    "throw": frozenset({"fireball"}),
    "bound": frozenset({"chair", "rope"}),
    "read": frozenset({"book"}),
    "interrogate": frozenset({"chair", "lamp", "rope"}),
    "play_cards": frozenset({"table", "chair", "card", "bottle"}),
    "table_talk": frozenset({"table", "chair"}),
    "dine": frozenset({"table", "chair", "food", "bottle", "cup"}),
    "campfire": frozenset({"fire", "log"}),
    "play_chess": frozenset({"table", "chair", "chess_board"}),
    "bear": frozenset({"stretcher"}),
    "walk_dog": frozenset({"leash"}),
    "push": frozenset({"wheelchair"}),
    "arm_wrestle": frozenset({"table", "chair"}),
    "toast": frozenset({"cup", "bottle"}),
    "eat": frozenset({"food"}),
    "table_side": frozenset({"table", "chair"}),
    "play_guitar": frozenset({"guitar"}),
    "phone": frozenset({"phone", "commlink"}),
    "bed": frozenset({"bed"}),
    "armchair": frozenset({"armchair", "chair"}),
    "bar_stool": frozenset({"bar_stool", "chair"}),
    "rocking_chair": frozenset({"rocking_chair", "chair"}),
    "office_chair": frozenset({"chair"}),
}
#: Where one is who does or sits on that, if no place is named: where hardly anywhere else is thought of.
WHERE: dict[str, str] = {
    "bathtub": "room/bathroom",
    "hot_tub": "room/spa",
    "swim": "room/pool",
    "hang": "outdoors/facade",
    "fall": "outdoors/facade",
    "bed": "room/bedroom",
    "sofa": "room/living_room",
    "armchair": "room/living_room",
    "rocking_chair": "room/living_room",
    "throne": "room/throne_room",
    "stretcher": "lab/clinic",
    "bar_stool": "bar",
    "log": "wilderness/forest",
    "kerb": "street",
    "car": "stage",
    "bike": "stage",
    "ledge": "outdoors/roof_edge",
    "wheelchair": "room/hospital",
    "office_chair": "room/office",
    "type": "room/office",
    "doze": "room/office",
    "play_piano": "room/hall",
    "open_safe": "room/office",
    "play_drums": "bar/club",
    "knit": "room/living_room",
    "repair": "room/garage",
    "cook": "room/kitchen",
    "chop": "room/kitchen",
    "sell": "market",
    "operate": "lab/clinic",
    "sing": "bar/club",
    "look_out": "room/room",
    "campfire": "wilderness/forest",
    "interrogate": "room/interrogation_room",
    "bound": "room/cell",
    "arm_wrestle": "bar",
    "dine": "room/dining_room",
    "toast": "bar",
}


def brought(people: Sequence[Subject], action: str) -> set[str]:
    """Return what stands there for what people do and are on."""
    names = {action, *(name for person in people for name in (person.deed, person.pose, person.place))} - {""}
    return {thing for name in names for thing in (BRINGS.get(name) or ({name} if name in SEATS else ()))}


def usual_places(people: Sequence[Subject], action: str) -> list[str]:
    """Return where people are who do that or are on that, if no place is named."""
    names = [name for person in people for name in (person.place, person.deed, person.pose)]
    return [WHERE[name] for name in (action, *names) if name in WHERE]
