"""What a plan leaves out: every word of something visible is shown by the plan, or it is said that it is not.

Goes through the noun phrases and verbs of a description one by one, and asks of each word that means something to see
whether anything in the plan shows it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generation.reading.chunking import noun_phrases
from generation.reading.noun_phrases import NOUN_TABLES, Deed, NounPhrase, is_adjective, is_name, is_noun, is_one_of
from generation.reading.scene import Scene
from generation.reading.small_words import small
from generation.reading.terms import Term
from generation.reading.vocabulary import PLACES
from generation.sketch.planning.plan_contents import PlanContents

if TYPE_CHECKING:
    from generation.sketch.planning.plan import Plan

MOST_SAID = 6
_VISIBLE_SENSES = frozenset({"person", "creature", "thing", "vehicle", "outdoors", "indoors", "wilderness", "event"})
_VESSELS = frozenset({"bottle", "cup", "food", "vial", "case", "suitcase_open", "money"})
_UNSEEN = ("unseen", "views", "groups", "adverbs")
_SHORTEST = 3  # letters of a word that is worth saying


def left_out(scene: Scene, plan: "Plan", known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the phrases of a description that a plan does not show: `known` ones first, MOST_SAID at most.

    A phrase is said whole, as it was typed, and once.
    """
    shown = PlanContents(plan)
    nouns, looks, deeds = list(known), list[str](), list[str]()
    parts = noun_phrases(scene.terms)
    for at, part in enumerate(parts):
        if isinstance(part, Deed):
            deeds += [_with_object(part.term, parts[at + 1 :], scene)] if _is_lost_deed(part.term, shown) else []
        elif part.head.refused or part.relation == "like" or _is_within(part, parts[:at], shown):
            continue
        elif _is_lost(part, scene, shown):
            nouns.append(_whole(part, scene))
        else:
            looks += [_whole(part, scene) for _ in _lost_looks(part, scene, shown)][:1]
    nouns += [term.typed for term in scene.terms.found("weather") if not shown.has(term) and not term.means("hints")]
    return tuple(_each_once([*nouns, *looks, *deeds]))[:MOST_SAID]


def _is_within(phrase: NounPhrase, before: list[NounPhrase | Deed], shown: PlanContents) -> bool:
    """Tell whether something is in a vessel that is shown: the whiskey of a "bottle of whiskey"."""
    vessel = before[-1] if before else None
    if not isinstance(vessel, NounPhrase) or phrase.relation != "of":
        return False
    return vessel.head.means("items") in _VESSELS and shown.has(vessel.head)


def _each_once(phrases: list[str]) -> Iterator[str]:
    """Return phrases without those that a longer one has in it; the longer one stands where the first did."""
    said = set[str]()
    for phrase in phrases:
        words = f" {phrase.lower()} "
        longest = max((other for other in phrases if words in f" {other.lower()} "), key=len)
        if longest.lower() not in said:
            said.add(longest.lower())
            yield longest


def _whole(phrase: NounPhrase, scene: Scene) -> str:
    """Return a phrase as it was typed, without its number."""
    leads = (term for term in phrase.before if not term.means("numbers") and term.folded not in small("adverbs"))
    first = next(leads, phrase.head)
    return scene.terms.text[first.start : phrase.head.start] + phrase.head.typed


def _with_object(verb: Term, rest: list[NounPhrase | Deed], scene: Scene) -> str:
    """Return a verb with what it is done to, where that follows at once: "playing football"."""
    follows = next(iter(rest), None)
    if not isinstance(follows, NounPhrase) or follows.verb is not verb or follows.relation:
        return verb.typed
    text = scene.terms.text
    return text[verb.start : follows.head.start] + follows.head.typed


def _is_lost(phrase: NounPhrase, scene: Scene, shown: PlanContents) -> bool:
    """Tell whether the plan shows nothing of what a phrase is about."""
    head = phrase.head
    if head.folded in small("limbs"):
        return not shown.is_anybody
    if shown.has(head):
        return head.is_inexact
    if head.means(*NOUN_TABLES) or head.means("weather", "crowds", "hints"):
        return True
    if _is_no_sight(head) or is_name(phrase, scene.terms):
        return False
    return not head.effects and (not head.senses or bool(head.senses & _VISIBLE_SENSES))


def _is_no_sight(term: Term) -> bool:
    words = term.folded.split()
    return (
        len(term.folded) < _SHORTEST
        or term.folded[0].isdigit()
        or any(word in small(name) for word in {term.folded, term.folded.removesuffix("s")} for name in _UNSEEN)
        or words[-1] in small("unseen")
    )


def _lost_looks(phrase: NounPhrase, scene: Scene, shown: PlanContents) -> Iterator[Term]:
    """Return what stands before a noun that is shown and is not to be seen of it."""
    if phrase.head.folded in small("groups"):
        return  # a "broken pair of chopsticks"
    for at, term in enumerate(phrase.before):
        if term.refused or term.means("numbers") or term.folded in small("views"):
            continue
        if term.means("colours"):
            if not shown.has_colour(phrase, phrase.before[at + 1 :]):
                yield term
        elif not shown.has_look(term, phrase) and _is_sight(term, scene):
            yield term


def _is_sight(term: Term, scene: Scene) -> bool:
    """Tell whether a word before a noun says of it what is plain to see."""
    if is_one_of("plain to see", term) or term.means(*NOUN_TABLES, "weather"):
        return True
    return not is_adjective(term) and _is_modifying_noun(term, scene)


def _is_modifying_noun(term: Term, scene: Scene) -> bool:
    """Tell whether a word before a noun is one that can be seen itself: "lightning rod", "pizza boxes"."""
    if term.effects or _is_no_sight(term):
        return False
    if term.senses:
        return bool(term.senses & (_VISIBLE_SENSES - {"event"}))
    named = term.is_capital and (not scene.terms.german or term.at > 0)
    return not named and not term.folded.endswith(
        ("ly", "ic", "al", "ous", "ful", "ish", "y", "ive", "less", "an", "ese")
    )


def _is_lost_deed(term: Term, shown: PlanContents) -> bool:
    """Tell whether something that can be seen is done, and the plan does not show it."""
    if term.refused or shown.has(term):
        return False
    if is_one_of("plain to see", term) or term.means("unpainted"):
        return True
    if term.means("poses", "actions", "expressions"):
        return True
    if term.effects or is_noun(term) or is_adjective(term):
        return False
    if _is_no_sight(term) or term.folded in small("unseen deeds"):
        return False
    return not term.senses & PLACES
