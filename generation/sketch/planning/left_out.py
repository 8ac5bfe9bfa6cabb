"""What a plan leaves out: whatever of a description can be seen is shown by the plan, or it is said that it is not.

Goes through the noun phrases and deeds of a description, each bound to its owner, and asks of each whether the plan
shows it of that owner: whose deed it is, who holds it, on or behind what somebody is. What nobody has told of is said.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from generation.reading.binding import Bound, bound, is_alive
from generation.reading.noun_phrases import (
    NOUN_TABLES,
    Deed,
    NounPhrase,
)
from generation.reading.scene import Scene
from generation.reading.small_words import small
from generation.reading.terms import Term
from generation.sketch.planning.absent_nouns import is_absent
from generation.sketch.planning.deeds import is_done
from generation.sketch.planning.lost_deeds import FILLED, LostDeeds
from generation.sketch.planning.lost_looks import is_no_sight, lost_looks, without
from generation.sketch.planning.lost_phrases import (
    Gravity,
    LostPhrase,
    each_once,
    in_one,
    joined,
    lost_deed,
    lost_from,
    lost_noun,
    lost_where,
    lost_word,
)
from generation.sketch.planning.plan_contents import PlanContents
from generation.sketch.planning.relations import relation_of
from generation.sketch.planning.stand_ins import stand_ins
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.thing_states import told_places
from generation.sketch.planning.vehicles import BURNING
from generation.sketch.planning.whereabouts import is_related, sort_of
from generation.sketch.planning.word_fates import fates

if TYPE_CHECKING:
    from generation.sketch.planning.plan import Plan

MOST_SAID = 6
MORE = "\u2026"  # stands for what else there is


def left_out(scene: Scene, plan: "Plan", known: tuple[str, ...], subjects: Mapping[int, Subject]) -> tuple[str, ...]:
    """Return the phrases of a description that a plan does not show: the gravest first, MOST_SAID at most.

    `known` are those of which that is known already, `subjects` what became of each noun, by where it stands. A phrase
    is said whole, as it was typed, and once.
    """
    shown = PlanContents(plan, subjects, _told(scene, plan, subjects))
    account = _Account(scene, shown)
    text = scene.terms.text
    named = [LostPhrase(Gravity.THING, start, end, start) for start, end in (_span(text, words) for words in known)]
    lost = in_one(scene.terms, [*_whole(scene, account, shown, known), *(each for each in named if each.start >= 0)])
    elsewhere = [(Gravity.THING, words) for words, each in zip(known, named, strict=True) if each.start < 0]
    heads = {each.part.head.at for each in account.parts if isinstance(each.part, NounPhrase)}
    near = ((Gravity.LOOK, words) for term, words in stand_ins(scene.terms, heads, shown) if not _is_said(term, lost))
    said = [*((each.gravity, each.of(text)) for each in lost), *elsewhere, *near]
    phrases = list(each_once([words for _, words in sorted(said, key=lambda each: each[0])]))
    return tuple(phrases if len(phrases) <= MOST_SAID else [*phrases[:MOST_SAID], MORE])


def _told(scene: Scene, plan: "Plan", subjects: Mapping[int, Subject]) -> frozenset[int]:
    """Return where the words stand of states that somebody's things are painted in."""
    return frozenset(
        at
        for thing in scene.things
        if (subject := subjects.get(thing.at)) is not None and subject in plan.subjects
        for at in told_places(scene, thing, subject)
    )


def _is_said(term: Term, lost: list[LostPhrase]) -> bool:
    return any(each.start <= term.start < each.end for each in lost)


def _whole(scene: Scene, account: "_Account", shown: PlanContents, known: tuple[str, ...]) -> list[LostPhrase]:
    """Return all that is lost, with the words of which nobody could tell anything."""
    text = scene.terms.text
    lost = joined(list(account.lost()), text)
    spans = [*((each.start, each.end) for each in lost), *(_span(text, words) for words in known)]
    rest = [term for term, fate in fates(scene.terms, account.parts, shown, spans) if fate is None]
    rest = [term for term in rest if not account.deeds.is_in_vessel(term)]
    lost = [each for each in lost if each.end > each.start]
    return [*lost, *(account.lost_word(term) for term in rest)]


def _span(text: str, words: str) -> tuple[int, int]:
    """Return where words stand in a text, nowhere if they are put otherwise there."""
    start = text.find(words)
    return start, start + len(words) if start >= 0 else start


class _Account:
    """Goes through a description and asks of each part whether it is shown."""

    def __init__(self, scene: Scene, shown: PlanContents) -> None:
        self._terms, self._shown = scene.terms, shown
        self.parts = bound(scene.terms)
        self.deeds = LostDeeds(self._terms, self.parts, shown)

    def lost(self) -> Iterator[LostPhrase]:
        """Return what is not shown, each with how grave that is."""
        for at, each in enumerate(self.parts):
            if self._shown.tells(each.part.term if isinstance(each.part, Deed) else each.part.head):
                continue
            if isinstance(each.part, Deed):
                yield from self.deeds.lost(each.part, each.owner, at)
            elif each.part.relation == "like":
                yield from self._lost_guise(each.part)
            elif each.part.head.stands_for >= 0:
                if self._is_lost_relation(each, each.part):
                    yield lost_where(each.part)
            elif not each.part.head.refused and not self._is_within(each):
                yield from self._lost_phrase(each, each.part)
                yield from _lost_city(each.part)
        yield from self._lost_limbless()
        for term in self._terms.found("weather"):
            if not self._shown.has(term) and not term.means("hints"):
                yield lost_word(Gravity.THING, term)

    def lost_word(self, term: Term) -> LostPhrase:
        """Return a word of which nobody has told, with what it is done to if it is a deed."""
        for at, each in enumerate(self.parts):
            if isinstance(each.part, NounPhrase) and term in each.part.before:
                return lost_from(Gravity.LOOK, term, each.part)  # "burned car"
            if isinstance(each.part, Deed) and each.part.term is term:
                return self.deeds.from_doer(lost_deed(term, self.parts[at + 1 :]), each.owner)
        return lost_word(Gravity.LOOK, term)

    def _lost_phrase(self, each: Bound, phrase: NounPhrase) -> Iterator[LostPhrase]:
        owner = self._shown.subject_of(each.owner)
        if phrase.relation == "of" and (made := self._is_made(phrase)) is not None and owner is not None:
            yield lost_from(Gravity.LOOK, made, phrase)
            return
        if self._is_lost_event(phrase):
            yield lost_noun(Gravity.DEED, phrase, self._terms.text)
        elif phrase.head.folded in small("ends") and phrase.relation and (not phrase.told or not phrase.own):
            return  # "with a candle on top"
        elif self._is_burning(phrase):
            if owner is None or BURNING not in owner.features:
                yield lost_where(phrase)
        elif phrase.leads_by in small("not now") and phrase.head.means("actions") and not phrase.head.means("roles"):
            yield lost_where(phrase)
        elif phrase.lead and phrase.head.folded in small("limbs") and self._is_of_absent(each):
            yield lost_where(phrase)  # the bullet in "a bullet out of a leg"
        elif self._is_absent(phrase, owner):
            yield lost_noun(self._gravity(phrase), phrase, self._terms.text)
        else:
            yield from self._lost_details(each, phrase, owner)

    def _is_of_absent(self, each: Bound) -> bool:
        """Tell whether a phrase is of a thing of which nothing is shown."""
        whose = each.owner
        return whose is not None and not is_alive(whose) and is_absent(whose, None, self._shown, self._terms)

    def _lost_details(self, each: Bound, phrase: NounPhrase, owner: Subject | None) -> Iterator[LostPhrase]:
        """Return how many, where and how something is said to be that is shown, and shown otherwise."""
        if self._are_too_few(phrase):
            yield lost_from(Gravity.LOOK, self._terms.before(phrase.terms[0]) or phrase.terms[0], phrase)
        elif self._is_lost_relation(each, phrase) or self._is_lost_limb(phrase):
            yield lost_where(phrase)
        elif any(lost_looks(phrase, owner, self._shown, self._terms)):
            yield lost_noun(Gravity.LOOK, phrase, self._terms.text)

    def _are_too_few(self, phrase: NounPhrase) -> bool:
        """Tell whether fewer are shown than a number says; of people that is asked with who they are."""
        subject, before = self._shown.subject_of(phrase), self._terms.before(phrase.terms[0])
        said = before is not None and before.means("numbers")
        if said and subject is None and (holder := self._shown.holder_of(phrase)) is not None:
            return phrase.head.means("items") in holder.holds and phrase.count > holder.count  # one in each hand
        return bool(said) and subject is not None and subject.kind != "figure" and subject.count < phrase.count

    def _is_made(self, phrase: NounPhrase) -> Term | None:
        """Return the "made" before what something is made of, which is not to be seen of it."""
        before = self._terms.before(phrase.lead[0]) if phrase.lead else None
        return before if before is not None and before.folded in small("made of") else None

    def _is_lost_event(self, phrase: NounPhrase) -> bool:
        """Tell whether something that is done has a noun for it and nobody who does it: "a handshake"."""
        head = phrase.head
        done = head.means("actions") and not head.means(*NOUN_TABLES) and phrase.leads_by not in small("not now")
        return bool(done) and not is_done(head, None, self._shown.action, None, near=False)

    def _is_burning(self, phrase: NounPhrase) -> bool:
        """Tell whether a fire is that of what is "on fire"."""
        return phrase.head.means("effects") == "fire" and phrase.leads_by in {"on", "in"} and not phrase.told

    def _gravity(self, phrase: NounPhrase) -> Gravity:
        first = next((each.part for each in self.parts if isinstance(each.part, NounPhrase)), None)
        if phrase is first and not phrase.relation:
            return Gravity.MAIN
        if is_alive(phrase):
            return Gravity.ALIVE
        return Gravity.PLACE if phrase.head.means("places", "districts") else Gravity.THING

    def _is_absent(self, phrase: NounPhrase, owner: Subject | None) -> bool:
        return is_absent(phrase, owner, self._shown, self._terms)

    def _is_within(self, each: Bound) -> bool:
        """Tell whether something is in a vessel that is shown: the whiskey of a "bottle of whiskey"."""
        if each.owner is None or not isinstance(each.part, NounPhrase) or each.part.relation != "of":
            return False
        head = each.part.head
        drunk = not head.means(*NOUN_TABLES) or bool(head.means("hints"))
        return drunk and each.owner.head.means("items") in FILLED and self._shown.has(each.owner.head)

    def _is_lost_relation(self, each: Bound, phrase: NounPhrase) -> bool:
        """Tell whether somebody or something is elsewhere than a phrase says: "on her shoulder"."""
        relation = relation_of(phrase.leads_by)
        if phrase.relation == "with":
            return self._is_with_beast(each, phrase)
        if not relation or phrase.relation in {"of", "like"}:
            return False
        if each.owner is None or _is_of_picture(phrase):
            return False
        subject = self._shown.subject_of(each.owner) or self._shown.holder_of(each.owner)
        if subject is None:
            return False
        return not is_related(subject, relation, phrase.head, self._shown)

    def _is_with_beast(self, each: Bound, phrase: NounPhrase) -> bool:
        """Tell whether a creature or thing is said to have what only lies about: "a rat with a crown"."""
        owner = self._shown.subject_of(each.owner)
        if owner is None or owner.kind == "figure" or not phrase.head.means("items", "garments"):
            return False
        return sort_of(owner.kind) != "thing" and phrase.head.means("items", "garments") not in owner.features

    def _is_lost_limb(self, phrase: NounPhrase) -> bool:
        """Tell whether something is said of a limb that no table knows: "with her back to us", "with big ears"."""
        limb = phrase.head.folded in small("limbs") | small("parts") and not phrase.head.effects
        return limb and phrase.relation == "with" and (phrase.told or bool(phrase.before))

    def _lost_limbless(self) -> Iterator[LostPhrase]:
        """Return what somebody, or a vehicle, is to lack that has it: a man "without arms", a car "ohne Räder"."""
        for term in self._terms.terms:
            start, is_of_vehicle = without(term, self._terms), term.folded in small("vehicle parts")
            has_it = self._shown.has_vehicle if is_of_vehicle else self._shown.is_anybody
            if start is not None and has_it and not self._shown.tells(term):
                yield LostPhrase(Gravity.LOOK, start.start, term.start + len(term.typed), start.start)

    def _lost_guise(self, phrase: NounPhrase) -> Iterator[LostPhrase]:
        """Return as what something is used or somebody disguised."""
        before = self._terms.before(phrase.lead[0]) if phrase.lead else None
        dressed = before is not None and before.folded in small("dressed")
        if (phrase.leads_by in {"as", "als"} or dressed) and phrase.told and self._shown.is_anybody:
            yield lost_where(phrase)


def _is_of_picture(phrase: NounPhrase) -> bool:
    """Tell whether a phrase is of the hour, the weather or the picture, or of what is worn: there is no being in it."""
    return bool(
        phrase.head.means("times", "weather", "styles", "cameras", "lights", "hours", "crowds", "garments", "features",
                          "text_only", "asked", "sheets", "expressions", "colours", "districts")
    )  # fmt: skip


def _lost_city(phrase: NounPhrase) -> Iterator[LostPhrase]:
    """Return a city that is named, and looks like any other."""
    for term in phrase.terms:
        street = term.means("districts") == "street" or ("city" in term.senses and not term.effects)
        if street and not term.refused and term.folded not in small("home"):
            yield lost_word(Gravity.LOOK, term)


def is_only_a_mood(scene: Scene) -> bool:
    """Tell whether a description names nothing but what cannot be seen: "loneliness"."""
    heads = [each.part.head for each in bound(scene.terms) if isinstance(each.part, NounPhrase)]
    named = any((scene.people, scene.things, scene.places, scene.furnishings))
    return not named and any(is_no_sight(head) for head in heads)
