"""Telling: what is said of a finished picture — its alt text and its notes — and what is kept to say it again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from generation.i18n import N_, said
from generation.reading.small_words import small
from generation.reading.term_reading import read_terms
from generation.reading.terms import Term, Terms
from generation.sketch.planning import caption, decal_captions, german
from generation.sketch.planning.figures import GARMENTS
from generation.sketch.planning.plan import Plan
from generation.sketch.planning.subject import Subject
from generation.sketch.planning.told import told_kinds, without_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generation.sketch.planning.in_view import InView

REACH = 4  # words before a noun among which its number stands
NOT_SEEN = N_("Not to be seen in this picture: {words}.")


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of a picture: its plan with what is to be seen of it alone, and the words for what is not."""

    shown: Plan
    unseen: tuple[str, ...] = ()

    @property
    def notes(self) -> list[str]:
        """Return what the requester is to be told, in English."""
        return [*caption.notes_on(self.shown), *self._on_unseen()]

    @property
    def alt_text(self) -> str:
        """Return the alt text in English."""
        return " ".join([caption.describe(self.shown) + decal_captions.in_english(self.shown), *self._on_unseen()])

    @property
    def german_alt_text(self) -> str:
        """Return the alt text in German, for whoever is spoken to in it."""
        shown = german.describe(self.shown) + decal_captions.in_german(self.shown)
        return " ".join([shown, *map(said, self.notes)])

    def _on_unseen(self) -> list[str]:
        return [NOT_SEEN.format(words=", ".join(self.unseen))] if self.unseen else []

    def recipe_of(self, plan: Plan) -> dict[str, Any]:
        """Return a plan, by which its picture is changed, with what is told of the picture, as JSON-friendly data."""
        subjects = [asdict(subject) for subject in self.shown.subjects]
        return {**plan.to_dict(), "shown": {"subjects": subjects, "unseen": self.unseen, "place": self.shown.place}}

    @classmethod
    def from_recipe(cls, data: dict[str, Any]) -> Telling:
        """Read what `recipe_of` wrote, also after a trip through JSON; an older recipe shows all of its plan.

        Raises:
            ValueError: it is no recipe of the sketch artist.

        """
        plan = Plan.from_dict(data)
        if "shown" not in data:
            return cls(plan)
        try:
            subjects = tuple(Subject.from_dict(one) for one in data["shown"]["subjects"])
            place = data["shown"].get("place", plan.place)
            return cls(replace(plan, subjects=subjects, place=place), tuple(data["shown"]["unseen"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("this is not a recipe of the sketch artist") from error


def telling_of(view: InView, description: str) -> Telling:
    """Tell what a picture shows; what it does not show is called as the player has called it."""
    told = told_kinds(view.plan)
    roles = {subject.role for subject in view.plan.subjects}
    told -= GARMENTS - roles  # a suit that somebody wears is no "suit" who negotiates
    hidden = _words_for(tuple(kind for kind in view.hidden if kind not in told), description)
    fewer = _words_for(view.fewer, description, with_number=True)
    painted = [decal.said for decal in view.unpainted]
    missing = without_unseen(view.plan.missing, view.hidden)
    said = " ".join(missing).lower()
    unseen = (words for words in dict.fromkeys([*hidden, *fewer, *painted]) if words.lower() not in said)
    return Telling(replace(view.plan, missing=missing), tuple(unseen))


def _words_for(kinds: tuple[str, ...], description: str, *, with_number: bool = False) -> Iterator[str]:
    """Return how a player has called each of some kinds; `with_number` as many as were asked for.

    What nobody has asked for is not missed.
    """
    terms = read_terms(description)
    for kind in kinds:
        named = [term for term in terms.terms if not term.refused and _means(term, kind)]
        numbers = [
            (term, noun)
            for noun in named
            for term in terms.terms[max(0, noun.at - REACH) : noun.at]
            if term.means("numbers") not in {"", "1"}
        ]
        if named and with_number and (numbers or _group_of(named[0], terms)):
            first, last = numbers[-1] if numbers else (named[0], _group_of(named[0], terms) or named[0])
            yield terms.text[first.start : last.start + len(last.typed)]
        elif named and not with_number:
            yield named[0].typed


def _group_of(noun: Term, terms: Terms) -> Term | None:
    """Return the word right behind a noun by which several are meant: the squad of a "merc squad"."""
    after = terms.after(noun)
    return after if after is not None and after.folded in small("groups") else None


def _means(term: Term, kind: str) -> bool:
    return kind in term.effects.values() or (kind == "figure" and bool(term.means("metatypes", "genders", "roles")))
