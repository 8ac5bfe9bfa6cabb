"""Binding: whose each noun phrase and each deed of a description is, by where they stand and not by what they mean."""

from dataclasses import dataclass

from generation.reading.chunking.chunking import noun_phrases
from generation.reading.noun_phrases import Deed, NounPhrase
from generation.reading.small_words import small
from generation.reading.terms import Terms
from generation.reading.vocabulary import PEOPLE, PLACES

_ALIVE_TABLES = ("roles", "metatypes", "creatures", "drones", "vehicles")
_OF_THE_BODY = ("garments", "features", "body_parts")
_PERSON_TABLES = ("roles", "metatypes")
#: What things do by themselves.
_OF_THINGS = frozenset({"", "float", "fall", "hang", "soar"})


@dataclass(frozen=True, slots=True)
class Bound:
    """A noun phrase or a deed, and the noun phrase whose it is: who does it, has it, or is there; None if nobody's.

    `deed` is the verb that joins a noun phrase to its owner, if one does.
    """

    part: NounPhrase | Deed
    owner: NounPhrase | None = None
    deed: Deed | None = None


def bound(terms: Terms) -> list[Bound]:
    """Return the noun phrases and deeds of a text in order, each bound to its owner."""
    return _Binding(terms).all()


def is_alive(phrase: NounPhrase) -> bool:
    """Tell whether a phrase names somebody or a creature or machine that may do something."""
    return bool(phrase.head.means(*_ALIVE_TABLES) or phrase.head.senses & PEOPLE)


class _Binding:
    """Goes over the parts of a text, and remembers who was spoken of."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._parts = noun_phrases(terms)
        self._subject: NounPhrase | None = None
        self._last: NounPhrase | None = None
        self._doers: dict[int, NounPhrase | None] = {}  # by the place of the verb
        self._owners: dict[int, NounPhrase | None] = {}  # of noun phrases, by the place of the head
        self._deeds: dict[int, Deed] = {}

    def all(self) -> list[Bound]:
        return [self._bind(part, self._parts[at + 1 : at + 2]) for at, part in enumerate(self._parts)]

    def _bind(self, part: NounPhrase | Deed, after: list[NounPhrase | Deed]) -> Bound:
        if isinstance(part, Deed):
            doer = self._doers[part.term.at] = self._doer(part, after)
            self._deeds[part.term.at] = part
            return Bound(part, doer)
        if part.head.refused:
            return Bound(part)  # who is not there does nothing
        deed = self._deeds.get(part.verb.at) if part.verb is not None else None
        if part.head.stands_for >= 0:
            return self._bind_pronoun(part, deed, after)
        owner = self._owner(part, deed)
        self._owners[part.head.at] = owner
        self._last = part
        return Bound(part, owner, deed if part.verb is not None and owner is self._doers.get(part.verb.at) else None)

    def _bind_pronoun(self, part: NounPhrase, deed: Deed | None, after: list[NounPhrase | Deed]) -> Bound:
        """Bind an "it" or "him", of whom nothing else is said, to who does something to them or is there."""
        follows = after[0] if after else None
        if part.after_mark and isinstance(follows, NounPhrase) and not follows.relation:
            owner: NounPhrase | None = follows  # "beside him two bodyguards"
        else:
            owner = self._doers.get(deed.term.at) if deed is not None else self._last
        if owner is not None and owner.head.at == part.head.stands_for:
            owner = self._last  # "a mother hides her child behind her"
        if owner is not None and owner.head.at == part.head.stands_for:
            owner = None
        return Bound(part, owner, deed)

    # Deeds

    def _doer(self, deed: Deed, after: list[NounPhrase | Deed]) -> NounPhrase | None:
        """Return who does something: who stands right before it, or else who was spoken of."""
        last = self._last
        if last is None or last is self._subject:
            return self._subject or self._inverted(after)
        follows = last.clause == deed.clause and last.head.at == deed.term.at - 1
        if follows and (self._may_act(last, deed) or self._does_itself(last, deed)):
            return last
        if self._is_too_much(last, deed):
            return last
        return self._subject or self._inverted(after)

    def _may_act(self, phrase: NounPhrase, deed: Deed) -> bool:
        """Tell whether who stands before a verb, and is not whom the text is about, does it."""
        if phrase.head.means(*_OF_THE_BODY):
            return False
        if is_alive(phrase):
            finite = not deed.term.folded.partition(" ")[0].endswith(("ing", "end", "ed"))
            if finite and phrase.relation == "with" and phrase.verb is None and self._may_still_act():
                return False  # "a guard with a dog patrols": the guard does
            return phrase.relation in {"", "with", "of"} or phrase.verb is not None
        if self._subject is not None and is_alive(self._subject):
            return False  # "an elf with a saxophone juggling"
        acts = deed.term.means("poses", "deeds", "actions", "handling")
        return phrase.relation == "with" and phrase.told and not acts

    def _is_too_much(self, phrase: NounPhrase, deed: Deed) -> bool:
        """Tell whether a garment or a part of a body is said to be too much so: "a suit too small"."""
        between = self._terms.terms[phrase.head.at + 1 : deed.term.at]
        degrees = bool(between) and all(term.folded in small("how much") for term in between)
        return degrees and bool(phrase.head.means(*_OF_THE_BODY, "items"))

    def _may_still_act(self) -> bool:
        """Tell whether who is spoken of does nothing yet."""
        subject = self._subject
        return subject is not None and is_alive(subject) and not self._has_done(subject)

    def _does_itself(self, phrase: NounPhrase, deed: Deed) -> bool:
        """Tell whether a thing that is somebody's does what no person does: "his coat floating", "bullets flying"."""
        before = self._terms.before(phrase.terms[0])
        owned = before is not None and before.folded in small("owners")
        bare = not phrase.relation and phrase.after_mark and phrase.verb is None
        if bare and phrase.told and not phrase.head.means(*_OF_THE_BODY):
            return True  # "a shotgun leaning against the wall"
        return (owned or bare) and deed.term.means("poses") in _OF_THINGS and not is_alive(phrase)

    def _inverted(self, after: list[NounPhrase | Deed]) -> NounPhrase | None:
        """Return who does something that stands before its doer: "im Regen wartet ein Ork"."""
        follows = after[0] if after else None
        return follows if isinstance(follows, NounPhrase) and not follows.relation else None

    # Noun phrases

    def _owner(self, phrase: NounPhrase, deed: Deed | None) -> NounPhrase | None:
        if deed is not None and self._doers.get(deed.term.at) is phrase:
            self._subject = phrase
            return None
        if phrase.relation in {"", "like"}:
            return self._owner_of_bare(phrase, deed)
        if phrase.relation == "of":
            return self._last
        if deed is not None:
            return self._doers[deed.term.at]
        return self._owner_by_standing(phrase)

    def _owner_of_bare(self, phrase: NounPhrase, deed: Deed | None) -> NounPhrase | None:
        if deed is not None:
            return self._doers[deed.term.at]
        begins = is_alive(phrase) and self._subject is not None and self._has_done(self._subject)
        if phrase.joined and self._last is not None and self._last is not self._subject and not begins:
            return self._owners.get(self._last.head.at)
        if self._subject is not None and (
            (phrase.head.means(*_OF_THE_BODY) and not is_alive(phrase)) or self._is_listed(phrase)
        ):
            return self._subject
        joins = phrase.joined and self._subject is not None and not self._has_done(self._subject)
        if not joins:
            self._subject = phrase
        return None

    def _is_listed(self, phrase: NounPhrase) -> bool:
        """Tell whether a noun behind a comma only says more of whom a text is about: "chrome fingers"."""
        somebody = self._subject is not None and bool(
            self._subject.head.means(*_PERSON_TABLES) or "person" in self._subject.head.senses
        )
        elsewhere = phrase.head.means("places", "districts") or phrase.head.senses & PLACES
        other = is_alive(phrase) or elsewhere or phrase.head.folded in small("members")
        return somebody and phrase.after_mark and phrase.clause > 0 and not other

    def _is_had_by_subject(self, phrase: NounPhrase) -> bool:
        """Tell whether a thing is what somebody who is spoken of has with them."""
        had = phrase.relation == "with" and self._owners.get(phrase.head.at) is self._subject
        return (
            had
            and self._subject is not None
            and not is_alive(phrase)
            and bool(phrase.head.means("items", *_OF_THE_BODY))
        )

    def _has_done(self, phrase: NounPhrase) -> bool:
        """Tell whether somebody does something already, so that who is joined by an "and" does something else."""
        return any(doer is phrase for doer in self._doers.values())

    def _owner_by_standing(self, phrase: NounPhrase) -> NounPhrase | None:
        """Return who has what follows a preposition: what stands before that, or who was spoken of."""
        last = self._last
        if last is None:
            return None  # "inside an elevator, four runners"
        before = self._terms.before(phrase.terms[0])
        if before is not None and before.folded in small("owners") and self._subject is not None and not is_alive(last):
            return self._subject  # "queen of the seelie court on her throne"
        if last.clause != phrase.clause and phrase.after_mark:
            return self._subject
        if phrase.joined and phrase.relation == "with" and last.relation == "with":
            return self._owners.get(last.head.at)  # "with a baby and an axe"
        if phrase.head.means("vehicles", "creatures") and self._is_had_by_subject(last):
            return self._subject  # "an elf with a bow on a horse"
        attached = last.head.folded in small("views") or last.head.means(*_OF_THE_BODY)
        has = phrase.relation == "with" and last.head.means("places", "districts") and self._subject is not None
        return self._subject if attached or has else last
