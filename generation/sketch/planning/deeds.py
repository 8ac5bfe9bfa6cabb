"""What the painters show of what is done: by the pose of who does it, or by what people do together. Data, and asking.

A painter who shows a new pose adds it to `figures.POSES`, a new action to ACTIONS, and the words for it to the lexicon.
"""

from generation.reading.noun_phrases import is_one_of
from generation.reading.terms import Term
from generation.sketch.planning.acting import DEEDS
from generation.sketch.planning.creatures import ALIASES, COMPANY, CREATURES, SEATS, cannot_lie
from generation.sketch.planning.deed_settings import BRINGS
from generation.sketch.planning.figures import POSES, WHOLE_POSES
from generation.sketch.planning.stagings import OVER_BODY, OVER_BODY_DEEDS, is_staged
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.together import TOGETHER
from generation.sketch.planning.vehicles import VEHICLES

#: What people can be seen to do together, by the names of the lexicon's actions.
ACTIONS = frozenset({
    "talk", "meet", "table_talk", "deal", "chase", "gunfight", "ritual", "queue", "guard", "carry", "dance", "fight",
    "sneak", "hack", "cast", "interrogate", "drink", "play_cards", "sleep", "celebrate", *TOGETHER,
})  # fmt: skip
#: What nobody can be seen to do alone.
TAKES_TWO = frozenset({
    "talk", "meet", "table_talk", "deal", "chase", "gunfight", "queue", "carry", "play_cards",
    *TOGETHER - {"campfire", "operate", "dine", "toast", "hold_up", "hand_over"},
})  # fmt: skip
#: Poses and actions that look like another one.
_LIKE = {
    "talk": {"table_talk", "meet", "deal", "phone"}, "meet": {"talk", "table_talk", "deal"},
    "table_talk": {"talk", "meet"},
    "hack": {"type"}, "type": {"hack"}, "cast": {"ritual"},
    "run": {"chase"}, "aim": {"gunfight", "hold_up"}, "carry": {"bear"}, "fight": {"gunfight"},
    "celebrate": {"raise", "dance"},
    "guard": {"stand", ""}, "stand": {"", "guard", "queue", "lean", "arms_crossed", "talk", "meet"},
    "walk": {"sneak", "walk_dog"},
    "crouch": {"sneak"}, "sneak": {"crouch"}, "sit": {"ride", "table_talk", "play_cards", "interrogate", "perch"},
    "ride": {"sit"}, "drive": {"ride"}, "perch": {"sit"}, "drink": {"celebrate", "toast"}, "lounge": {"sit", "lie"},
    "lie": {"sleep", "doze", "curl"}, "sleep": {"lie", "doze", "curl"},
    "fly": {"soar", "float"}, "soar": {"fly"}, "float": {"fly"},
    "work": {"repair", "type", "cook", "operate"},
    "hug": {"comfort"}, "comfort": {"hug"}, "deal": {"talk", "meet", "table_talk", "hand_over", "sell", "slide"},
    "offer": {"hand_over", "slide"}, "slide": {"offer", "hand_over", "push"}, "hand_over": {"deal", "offer"},
    "repair": {"operate"}, "slump": {"sag", "doze", "lounge", "lie"},
    "serve": {"sell", "offer"},
}  # fmt: skip
#: Poses that head and shoulders show, or the whole of somebody that a portrait shows for their sake.
SEEN_NEAR = frozenset({"", "arms_crossed", "drink", "type", "aim", "cast", "hack"}) | WHOLE_POSES
_WITH_HANDS = frozenset({"bear", "push", "repair"})
#: What is done with a thing, whose verb only says that something is in hand: "plays the piano", "takes cover".
_BY_HANDLING = frozenset({"play_piano", "play_drums", "play_violin", "play_guitar", "open_safe", "cover"})
_SMOKES, _SMOKED = ("smok", "rauch", "puff", "paff"), {"cigar", "cigarette"}
#: What a vehicle does that looks the same whether it stands or goes.
_OF_VEHICLES = frozenset({"stand", "drive", "chase", "walk"})
_FLYING = frozenset({"fly", "hover"})


#: What else is to be seen of a pose: who leans has the arms crossed.
ALSO = {"lean": {"arms_crossed"}}


def is_done(term: Term, doer: Subject | None, action: str, to: Term | None, *, near: bool) -> bool:
    """Tell whether what a verb says is to be seen of its doer.

    `action` is what people do together, `to` what it is done to, `near` tells that it is a portrait.
    """
    asked = {effect for effect in (term.means("poses"), term.means("deeds"), term.means("actions")) if effect}
    comes_out = doer is not None and doer.kind != "figure" and doer.at.startswith("out of ")  # in whatever way
    if (
        comes_out
        or (is_one_of("just holding", term) and _is_held(to, doer))
        or (doer is not None and _is_with_it(term, doer, to))
    ):
        return True
    by_hand = action in _WITH_HANDS or (doer is not None and doer.deed in _BY_HANDLING)
    if (by_hand and term.means("handling")) or (not near and _is_at_it(asked, doer, action, to)):
        return True
    if not asked:
        worn = to is None or bool(to.means("garments", "features"))
        return term.means("handling") == "wear" and worn  # which is seen by what is worn
    if doer is None:
        return action in ACTIONS and bool(_alike(asked) & {action})
    if doer.kind != "figure":
        company = (doer.place == COMPANY and bool(_alike(asked) & {action})) or (action == "chase" and action in asked)
        return company or _is_done_by_thing(asked, doer)
    seen = ({doer.pose} & {*POSES, ""}) if not near else ({doer.pose} & SEEN_NEAR)
    seen |= ({doer.deed} & DEEDS) if not near else set()
    seen |= ALSO.get(doer.pose, set()) if not near else set()
    together = {action} & ACTIONS - {""}
    return bool(_alike(asked) & (seen | together))


def _is_at_it(asked: set[str], doer: Subject | None, action: str, to: Term | None) -> bool:
    """Tell whether somebody does it at the thing or body that it is done to; nobody sees at what one only looks."""
    if asked == {"gaze"} and (to is None or not to.means("furnishings", "items")):
        return True
    if "gather" in asked and to is not None and to.means("roles", "metatypes"):
        return True  # who lies there has the others about them
    return (action == OVER_BODY and bool(asked & OVER_BODY_DEEDS)) or (doer is not None and is_staged(asked, doer.at))


def _is_with_it(term: Term, doer: Subject, to: Term | None) -> bool:
    """Tell whether what is done is seen by what it is done with: a cigar, the guitar that is played."""
    if term.folded.startswith(_SMOKES) and _SMOKED & set(doer.features):
        return True
    return to is not None and to.means("items", "furnishings") in BRINGS.get(doer.deed, ())


def _is_held(to: Term | None, doer: Subject | None) -> bool:
    """Tell whether somebody has in hand what is said; where nothing is said there is nothing to be seen."""
    if to is None or doer is None:
        return to is None
    return to.means("items") in doer.holds or bool(to.means("garments", "features"))


def _alike(asked: set[str]) -> set[str]:
    return asked.union(*(_LIKE.get(effect, set()) for effect in asked))


def _is_done_by_thing(asked: set[str], doer: Subject) -> bool:
    kind = ALIASES.get(doer.kind, doer.kind)
    known = (CREATURES | VEHICLES).get(kind)
    if known is None:
        return bool(asked & {"stand", "lie"})
    if kind in VEHICLES:
        return bool(asked & _OF_VEHICLES) or (bool(asked & _FLYING) and "fly" in known.poses and doer.pose != "stand")
    if asked & {"sit", "perch"} and doer.place in SEATS:
        return True
    poses = {*known.poses, "stand", *(() if cannot_lie(known) else {"lie"})}
    poses |= {"curl"} if "lie" in poses else set()
    if "read" in asked:
        return bool({"newspaper", "book"} & set(doer.holds))
    poses |= {"sit"} if "perch" in poses else set()
    return bool(_alike(asked) & poses & ({doer.pose, "sleep"} | ({"fly"} if doer.place == "above" else set())))
