"""Acting: what somebody of a description does with the hands, and what they sit or lie on, as a subject has it.

What the painters bring for a deed or a seat is data here, so that nobody says that it is missing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from generation.reading.binding import Bound, bound
from generation.reading.named import Person
from generation.reading.noun_phrases import NounPhrase
from generation.reading.scene import Scene
from generation.reading.small_words import small
from generation.reading.terms import Term
from generation.sketch.planning.anchors import thing_of, with_anchor
from generation.sketch.planning.creatures import CLOTHES, HATS, MOUNT, ON_HEADS, VESSELS
from generation.sketch.planning.creatures import SEATS as CREATURE_SEATS
from generation.sketch.planning.relations import name_of, relation_of
from generation.sketch.planning.seats import ONE_IS_IN, seat_of_word, with_seat
from generation.sketch.planning.slack import slackened
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.things import ITEMS

#: What hands do, by the names of the lexicon's deeds.
DEEDS = frozenset(
    {
        "read",
        "smoke",
        "eat",
        "toast",
        "play_guitar",
        "knit",
        "repair",
        "operate",
        "cook",
        "phone",
        "examine",
        "offer",
        "slide",
        "sell",
        "paint",
        "sing",
        "pray",
        "cry",
        "look_out",
        "count",
        "type",
        "doze",
        "balloon",
        "play_piano",
        "play_drums",
        "play_violin",
        "open_safe",
        "write",
        "cover",
        "slump",
        "lift",
        "polish",
        "chop",
    }
)
GUNS = frozenset({"pistol", "revolver", "rifle", "smg", "shotgun", "sniper_rifle"})
#: What is done with what: the verb's names or its word, and the names of the lexicon's items.
_DONE_TO = {
    "play_piano": ({"hold"}, {"piano"}), "play_drums": ({"hold", "play_drums"}, {"drums"}),
    "play_violin": ({"hold"}, {"violin"}), "play_guitar": ({"hold"}, {"guitar"}),
    "open_safe": ({"hack"}, {"safe", "vault_door"}),
}  # fmt: skip
_OF_THEM = 3  # words within which "one of them" stands before what that one does
_ONE = frozenset({"one", "einer", "eine", "eines", "another"})
_KEYBOARDS = frozenset({"keyboard", "keyboards", "tastatur", "cyberdeck", "deck", "laptop"})
COVER = frozenset({"crate", "box"})  # behind what somebody takes cover
#: What is done with something that is held.
_DONE_WITH = {
    "guitar": "play_guitar", "balloon": "balloon", "microphone": "sing", "cigarette": "smoke", "phone": "phone",
}  # fmt: skip
#: Where somebody has a creature, by the words for it, folded.
_ON_SOMEBODY = {
    "shoulder": "shoulder", "shoulders": "shoulder", "schulter": "shoulder", "schultern": "shoulder",
    "neck": "shoulder", "hals": "shoulder", "nacken": "shoulder", "arm": "arm", "wrist": "arm", "fist": "arm",
    "faust": "arm", "glove": "arm", "hand": "arm", "head": "head", "kopf": "head", "lap": "lap", "schoss": "lap",
    "knee": "lap", "knees": "lap", "arms": "arms", "armen": "arms",
}  # fmt: skip

_RISES = frozenset({"climb", "jump", "crawl", "sit", "stand", "swim", "fly"})
_RIDDEN = frozenset({"bike", "scooter", "hover_bike"})
_US = frozenset({"us", "uns", "viewer", "camera", "kamera", "betrachter", "you", "dich", "me", "mich"})
#: On which one rides, whatever else is said.
_STEEDS = frozenset({"horse", "unicorn"})
_OPENS = ("open", "crack", "break", "oeffn", "knack")  # how words begin for what one does to a safe
_LETS = frozenset({"laesst", "lassen", "lets"})
_JACKS = ("jack", "plug", "stoepsel", "eingestoepsel", "verkabel", "cable", "kabel")  # how words for it begin


class Acting:
    """What each person of a description does and is on, by where their noun stands."""

    def __init__(self, scene: Scene) -> None:
        self._deeds: dict[int, list[Term]] = defaultdict(list)
        self._on: dict[int, list[tuple[str, str, Term]]] = defaultdict(list)
        self._ridden: set[int] = set()
        self._rides: dict[int, str] = {}
        self._at: dict[int, set[str]] = defaultdict(set)
        self._items: dict[int, list[str]] = defaultdict(list)
        self._about: dict[int, list[tuple[str, Term]]] = defaultdict(list)
        self._has: dict[int, list[str]] = defaultdict(list)
        self._holders: dict[int, int] = {}
        self._done_to: dict[int, list[str]] = defaultdict(list)
        self._terms = scene.terms.terms
        self._keyboards: dict[int, str] = {}
        self._covered: dict[int, str] = {}
        self._heaps: dict[int, tuple[str, Term, int]] = {}
        self._objects: dict[int, set[str]] = defaultdict(set)
        self._to_somebody: set[int] = set()
        self._anchors: dict[int, list[tuple[str, str]]] = defaultdict(list)
        self._jacked: set[int] = set()
        self._mounts: dict[int, str] = {}
        self._worn: dict[int, list[str]] = defaultdict(list)
        for each in bound(scene.terms):
            if each.owner is None or each.part is each.owner:
                continue
            if isinstance(each.part, NounPhrase):
                if each.deed is not None and not each.part.relation:
                    self._objects[each.deed.term.at].add(each.part.head.folded)
                    self._to_somebody |= {each.deed.term.at} if each.part.head.means("roles", "metatypes") else set()
                self._note(each, each.part, each.owner.head.at)
            elif not each.part.term.refused:
                self._deeds[each.owner.head.at].append(each.part.term)

    def _note(self, each: Bound, part: NounPhrase, at: int) -> None:
        """Note what a noun phrase says of its owner, who stands at a place."""
        head, verb, relation = part.head, each.deed.term if each.deed else None, relation_of(part.leads_by)
        whose = self._holders.get(at, at)
        if head.means("items") and (part.relation == "with" or (verb and verb.means("deeds", "handling"))):
            self._items[at].append(head.means("items"))
        if head.means("furnishings") and relation == "beside":
            self._at[whose].add(head.means("furnishings"))
        if relation == "on" and head.folded in _KEYBOARDS and not head.means("roles"):
            self._keyboards[at] = f"on {name_of(head)}"
        if head.folded in _ON_SOMEBODY:
            self._about[at].append((relation, head))
        if relation == "on" and head.means("items") in {"phone", "commlink"}:
            self._has[at].append("phone")  # who talks on the phone
        if head.means("furnishings") in _DONE_WITH:
            self._has[at].append(head.means("furnishings"))
        if relation == "behind" and {head.means("items"), head.means("furnishings")} & COVER:
            self._covered[at] = f"behind {name_of(head)}"
        self._note_thing_below(part, relation, at, whose)
        self._note_anchor(part, relation, at, whose)
        self._note_mount(head, relation, whose)
        worn = head.means("garments", "features") if part.relation in {"with", "in", "", "of"} else ""
        self._worn[at] += [worn] if worn else []
        if seat := seat_of_word(part):
            listed = not part.relation and part.after_mark and seat in ONE_IS_IN  # "an old dwarf, rocking chair"
            self._on[whose].append(("in" if listed else part.leads_by, seat, head))
        if verb is not None and not part.relation:
            self._note_object(verb, head, at)

    def _note_mount(self, head: Term, relation: str, whose: int) -> None:
        """Note what somebody rides who is said to be on it: "on motorbikes", "rides on a bear"."""
        if relation == "on" and head.means("vehicles") in _RIDDEN:
            self._rides[whose], self._mounts[whose] = "bike", f"on {head.means('vehicles')}"
        elif relation == "on" and any(verb.means("poses") == "ride" for verb in self._deeds[whose]):
            self._ridden.add(head.at)
        elif relation == "on" and head.means("creatures") in _STEEDS:
            self._ridden.add(head.at)
            self._rides[whose] = head.means("creatures")

    def _note_anchor(self, part: NounPhrase, relation: str, at: int, whose: int) -> None:
        """Note what somebody may be leaning on, in or behind, also where it is a heap: "a stack of tyres"."""
        if any(word.startswith(_JACKS) for word in (part.head.folded, *([part.verb.folded] if part.verb else []))):
            self._jacked.add(whose)
        if part.relation == "of" and at in self._heaps:
            lead, _, owner = self._heaps[at]
            self._anchors[owner].append((relation_of(lead), thing_of(part)))
        elif not relation and (part.verb is not None or part.relation == "of"):
            self._anchors[whose].append(("", thing_of(part)))  # "guards the door", "the window of a car"
        elif relation and (whose == at or part.leads_by not in {"onto", "into"}):
            self._anchors[whose].append((relation, thing_of(part)))

    def _note_thing_below(self, part: NounPhrase, relation: str, at: int, whose: int) -> None:
        """Note the thing that a creature is on, also where it is a heap of them: "on a stack of cash"."""
        head, thing = part.head, part.head.means("items")
        if part.verb is not None and part.verb.means("actions") == "drive" and head.means("vehicles") == "bike":
            self._rides[at] = "bike"
        if thing in CREATURE_SEATS and relation == "on":
            self._on[whose].append((part.leads_by, thing, head))
        elif thing in CREATURE_SEATS and part.relation == "of" and at in self._heaps:
            lead, heap, owner = self._heaps[at]
            self._on[owner].append((lead, thing, heap))
        elif relation == "on" and head.folded in small("groups"):
            self._heaps[head.at] = (part.leads_by, head, at)

    def _note_object(self, verb: Term, head: Term, at: int) -> None:
        """Note what something is done to: who reads a newspaper in a chair is in it, not the newspaper."""
        acts = {verb.means("handling"), verb.means("deeds"), verb.means("actions")}
        acts |= {"hack"} if verb.folded.startswith(_OPENS) else set()
        done = (deed for deed, (verbs, items) in _DONE_TO.items() if head.means("items") in items and verbs & acts)
        self._done_to[at] += done
        if not head.means("roles", "metatypes"):
            self._holders[head.at] = self._holders.get(at, at)
        if verb.means("poses") == "ride":
            self._ridden.add(head.at)
            self._rides[at] = head.means("vehicles")

    def played_by(self, person: Person, subject: Subject) -> Subject:
        """Return a person's subject with its deed, pose and seat."""
        places = (person.at, *person.also)
        verbs = [term for at in places for term in self._deeds[at]]
        deed = next(
            (term.means("deeds") for term in verbs if term.means("deeds") in DEEDS and self._looks_so(term)), ""
        )
        had = [*(item for item in subject.holds if item != "phone"), *(name for at in places for name in self._has[at])]
        if any(term.means("poses") == "type" for term in verbs) and self._at[person.at] & {"desk", "screen", "table"}:
            deed = deed or "type"
        deed = next((found for at in places for found in self._done_to[at]), deed)
        deed = deed or next((_DONE_WITH[name] for name in had if name in _DONE_WITH), "")
        subject = replace(subject, deed=deed, pose=self._own_pose(subject.pose, verbs))
        subject = slackened(subject, person, self._terms)
        if subject.pose == "aim" and self._is_at_us():
            subject = replace(subject, pose="aim_at_us")
        if subject.pose == "point" and GUNS & set(person.holds):
            subject = replace(subject, pose="aim")
        if (settled := self._at_something(person.at, places, subject)) is not None:
            return settled
        if any(self._rides.get(at) == "bike" for at in places):
            mount = next((self._mounts[at] for at in places if at in self._mounts), "")
            if subject.pose in {"", "ride", "sit"}:
                return replace(subject, pose="ride", place="bike", at=mount)
        if not subject.pose and any(self._rides.get(at) in _STEEDS for at in places):
            return replace(subject, pose="ride")
        jacked = any(term.folded.startswith(_JACKS) for term in verbs) or any(at in self._jacked for at in places)
        anchors = [anchor for at in places for anchor in self._anchors[at]]
        done = [name for term in verbs for name in term.effects.values()]
        if (anchored := with_anchor(subject, anchors, done, jacked=jacked)) is not None:
            return anchored
        on = [(lead, seat, term) for at in places for lead, seat, term in self._on[at]]
        return with_seat(subject, on)

    def is_of_one(self, person: Person) -> bool:
        """Tell whether what the hands of several do is done by one of them: "one of them plays the guitar"."""
        verbs = (term for at in (person.at, *person.also) for term in self._deeds[at] if term.means("deeds"))
        return person.count > 1 and any(self._is_ones(verb) for verb in verbs)

    def _is_ones(self, verb: Term) -> bool:
        before = [term.folded for term in self._terms[max(0, verb.at - _OF_THEM) : verb.at]]
        return bool(_ONE & set(before))

    def _is_at_us(self) -> bool:
        """Tell whether what is done is done at whoever looks: "straight at us"."""
        words = [term.folded for term in self._terms]
        return any(lead in {"at", "auf", "into", "in"} and {*words[at + 1 : at + 3]} & _US
                   for at, lead in enumerate(words))  # fmt: skip

    def _at_something(self, own: int, places: Sequence[int], subject: Subject) -> Subject | None:
        """Return somebody behind cover, asleep at a keyboard or a desk, or sitting at one; None who is at none."""
        behind = next((self._covered[at] for at in places if at in self._covered), "")
        if behind and subject.pose in {"", "crouch", "aim", "kneel"}:
            return replace(subject, deed="cover", pose="crouch", at=behind)
        board = min(self._at[own] & {"table", "desk"}, default="")
        keys = next((self._keyboards[at] for at in places if at in self._keyboards), "")
        at = keys or f"beside {board}"
        if (keys or board) and subject.pose == "lie":
            return replace(subject, pose="sit", deed="doze", place="table_side", at=at)
        if board and subject.pose == "sit" and not subject.deed:
            return replace(subject, place="table_side", at=at)
        if subject.pose in {"", "sit"} and subject.deed == "eat" and "table" in self._at[own]:
            return replace(subject, pose="sit", place="table_side", at="beside table")
        return None

    def _looks_so(self, verb: Term) -> bool:
        """Tell whether what is done looks as usual: who paints nails has no easel, who sews a wound no cloth."""
        if verb.folded.endswith("ed") and verb.means("deeds") != "slump":
            return False  # "painted on a shield"
        if verb.means("deeds") == "polish":
            return not self._objects[verb.at].isdisjoint(small("glasses"))  # which are in hand
        return verb.means("deeds") not in {"paint", "knit"} or self._objects[verb.at].isdisjoint(small("no canvas"))

    def settled(self, at: int, subject: Subject) -> Subject:
        """Return a creature, whose noun stands at a place, with what it holds and what, or on whom, it is."""
        worn = tuple(dict.fromkeys(self._worn[at]))
        hats = ["hat" if kind in HATS else kind for kind in worn if kind in ON_HEADS | HATS]
        holds = (*hats[:1], *(item for item in self._items[at] if item in ITEMS and item not in hats))[:2]
        clothes = tuple(kind for kind in worn if kind in CLOTHES)[:1]
        subject = replace(subject, holds=holds, features=(*subject.features, *clothes))
        if at in self._ridden:
            return replace(subject, place=MOUNT)
        for relation, name in self._anchors[at]:
            if relation in {"out of", "in"} and name in VESSELS:
                return replace(subject, at=f"{relation} {name}", pose="" if subject.pose in _RISES else subject.pose)
        for relation, term in self._about[at]:
            if relation in {"on", "in", "around"}:
                return replace(subject, place=_ON_SOMEBODY[term.folded], at=f"{relation} {name_of(term)}")
        for lead, seat, term in self._on[at]:
            on_it = relation_of(lead) == "on" or (relation_of(lead) == "in" and seat in ONE_IS_IN)
            if on_it and seat in CREATURE_SEATS and not subject.place:
                pose = "" if subject.pose == "sit" else subject.pose
                return replace(subject, place=seat, pose=pose, at=f"{relation_of(lead)} {name_of(term)}")
        return subject

    def _own_pose(self, pose: str, verbs: Sequence[Term]) -> str:
        """Return a pose, but for one that is another's: a shotgun that leans beside somebody."""
        let = any(term.folded in _LETS for term in self._terms)
        if pose == "float" and (let or any(self._objects[verb.at] for verb in verbs if verb.means("poses") == "float")):
            return ""  # it is another that is levitated
        if pose == "throw" and any(verb.at in self._to_somebody for verb in verbs if verb.means("poses") == "throw"):
            return ""  # who is thrown out is no ball
        said = [term.means("poses") for terms in self._deeds.values() for term in terms]
        own = [term.means("poses") for term in verbs if term.means("poses") and not term.folded.endswith("ed")]
        if not pose or (pose in said and pose not in own):
            return next((name for name in own if name), "")
        return pose
