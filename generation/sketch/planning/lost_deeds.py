"""Deeds of a description that a plan does not show: nobody is there who does it, or nothing to do it to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generation.reading.binding import Bound, is_alive
from generation.reading.noun_phrases import NOUN_TABLES, Deed, NounPhrase, is_adjective, is_noun, is_one_of
from generation.reading.terms import Term, Terms
from generation.sketch.planning.absent_nouns import is_absent
from generation.sketch.planning.deeds import is_done
from generation.sketch.planning.lost_looks import is_no_sight
from generation.sketch.planning.lost_phrases import WITH_VERBS, LostPhrase, lost_deed
from generation.sketch.planning.plan_contents import PlanContents
from generation.sketch.planning.subject import Subject

#: Ways of being with each other that are to be seen of what people do, folded.
_WAYS = {
    "back_to_back": {"back to back", "ruecken an ruecken"}, "hold_hands": {"hand in hand", "holding hands"},
    "shake_hands": {"shaking hands"},
}  # fmt: skip
#: What is shown with what is in it.
FILLED = frozenset({"bottle", "cup", "food", "vial", "case", "suitcase_open", "money"})


class LostDeeds:
    """Ask of each deed among the parts of a description whether it is shown."""

    def __init__(self, terms: Terms, parts: Sequence[Bound], shown: PlanContents) -> None:
        self._terms, self._parts, self._shown = terms, parts, shown

    def lost(self, deed: Deed, doer: NounPhrase | None, at: int) -> Iterator[LostPhrase]:
        """Return a deed, the `at`-th part, where it is not shown of its doer, with what it is done to."""
        term, subject = deed.term, self._shown.subject_of(doer)
        # Who is not there is said already.
        is_nobodys = doer is not None and subject is None and is_absent(doer, None, self._shown, self._terms)
        is_nobodys = is_nobodys and not self._shown.has_people
        if (
            term.refused
            or is_nobodys
            or self.is_in_vessel(term)
            or is_one_of("invisible deeds", term)
            or self._is_falling(term)
        ):
            return
        to = self._object_of(term)
        is_to_nothing = to is not None and is_absent(to, subject, self._shown, self._terms)
        comes_out = subject is not None and subject.kind != "figure" and subject.at.startswith("out of ")
        is_shown = comes_out or self._is_of_next(term) or self._is_shown(term, subject, doer)
        is_shown = is_shown and not self._is_too_much(term)
        if is_shown and doer is not None and self._is_of_body(doer):
            is_shown = self._shown.has_look(term, doer, subject)  # "eyes closed"
        if is_to_nothing and (is_one_of("just holding", term) or (is_shown and term.means("deeds"))):
            return  # what is held, or read, is said already
        apart = to is not None and self._is_apart(term, to, subject)
        if is_to_nothing or apart or not is_shown:
            lost = self.from_doer(lost_deed(term, self._parts[at + 1 :]), doer)
            before = self._terms.before(term)
            too = before is not None and self._is_too_much(term) and lost.start == term.start
            yield replace(lost, start=before.start) if before is not None and too else lost

    def _is_shown(self, term: Term, subject: Subject | None, doer: NounPhrase | None) -> bool:
        """Tell whether a deed or a look that stands behind its noun is to be seen of its owner."""
        if term.means("ways"):
            return self._shown.action in _WAYS and term.folded in _WAYS[self._shown.action]
        if term.means("states") and subject is not None:
            return term.means("states") in subject.features  # its own, not the place's
        if term.means("poses", "deeds", "actions", "handling"):
            near = self._shown.scene == "portrait"
            to = self._object_of(term)
            return is_done(term, subject, self._shown.action, to.head if to else None, near=near)
        looks = doer is not None and self._shown.has_look(term, doer, subject)
        if looks or (term.effects and self._shown.has(term, subject)):
            return True
        if is_one_of("plain to see", term) or term.means("unpainted", "expressions", "features", "states"):
            return False
        noun = is_noun(term) and not term.folded.endswith("ing")
        return bool(term.effects) or noun or is_adjective(term) or is_no_sight(term)

    def _is_too_much(self, term: Term) -> bool:
        """Tell whether somebody is said to be more so than fits: "too big for the bathtub"."""
        before = self._terms.before(term)
        return before is not None and before.folded in {"too", "zu"} and is_one_of("sizes", term)

    def _is_of_next(self, term: Term) -> bool:
        """Tell whether a verb only leads to what is done: who "plays" arm-wrestling."""
        after = self._terms.after(term)
        return after is not None and bool(after.means("actions")) and after.means("actions") == self._shown.action

    def _is_of_body(self, doer: NounPhrase) -> bool:
        """Tell whether a part of a body or a garment is said to be in some state."""
        return not is_alive(doer) and bool(doer.head.means("body_parts", "garments", "features"))

    def is_in_vessel(self, term: Term) -> bool:
        """Tell whether a German noun is what a vessel right before it holds: the wine of "eine Flasche Wein"."""
        before = self._terms.before(term) if self._terms.german and term.is_capital else None
        return before is not None and before.means("items") in FILLED and self._shown.has(before)

    def _is_apart(self, term: Term, to: NounPhrase, doer: Subject | None) -> bool:
        """Tell whether what is kicked, climbed or carried is not touched: a door that stands elsewhere."""
        done = term.means("poses") in {"kick", "carry", "throw", "float"} and doer is not None and doer.kind == "figure"
        if not done or doer is None or self._shown.action in {"fight", "carry", "bear", "drag", "push"}:
            return False
        held = to.head.means("items") in doer.holds or to.head.means("furnishings") == "fireball"
        return not held and bool(to.head.means(*NOUN_TABLES))

    def _is_falling(self, term: Term) -> bool:
        """Tell whether a verb is what weather does: "snow falling on Seattle"."""
        before = self._terms.before(term)
        return before is not None and bool(before.means("weather")) and self._shown.has(before)

    def _object_of(self, verb: Term) -> NounPhrase | None:
        """Return what a verb is done to."""
        parts = (each.part for each in self._parts if isinstance(each.part, NounPhrase))
        return next((part for part in parts if part.verb is verb and part.leads_by in {"", *WITH_VERBS}), None)

    def from_doer(self, lost: LostPhrase, doer: NounPhrase | None) -> LostPhrase:
        """Return a deed with the thing that does it, where that stands right before: "Rauch steigt auf"."""
        if doer is not None and self._is_of_body(doer):
            return replace(lost, start=doer.terms[0].start, led_from=doer.terms[0].start)  # "eyes closed"
        if doer is None or is_alive(doer) or doer.relation or self._shown.subject_of(doer) is not None:
            return lost
        end = doer.head.start + len(doer.head.typed)
        if self._terms.text[end : lost.start] != " " or doer.head.means("places", "districts"):
            return lost
        if "group" in doer.head.senses:
            return lost
        return replace(lost, start=doer.terms[0].start, led_from=doer.terms[0].start)
