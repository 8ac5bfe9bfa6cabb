"""Our own categories: which words belong to them, and what a session's rules make of those."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generation.moderation.hard_blocks import HitsByGroup
from generation.moderation.normalize import FoldedWord
from generation.moderation.term_index import Hit, near
from generation.moderation.verdict import CATEGORIES, Action, Rules

#: The groups of built-in words whose hits are a category's.
GROUPS = {"explicit": "sexual", "gore": "gore", "hate": "hate", "self_harm": "self_harm", "person": "real_people"}

_NOT = frozenset({"no", "not", "without", "non", "zero", "never", "kein", "keine", "keinen", "keiner", "ohne", "nicht"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one category, and what becomes of it."""

    category: str
    action: Action
    hits: tuple[Hit, ...]


def by_group(hits: Iterable[Hit]) -> HitsByGroup:
    """Return hits by the group of their term, each group from the left."""
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        found[hit.term.group].append(hit)
    return found


def action_for(category: str, rules: Rules) -> Action:
    """Return what becomes of a category here.

    Where channel and server are not age-restricted, gore is softened at least and nothing sexual is left to anybody's
    judgement.
    """
    action = rules.categories.get(category, CATEGORIES[category])
    if rules.mature:
        return action
    if category == "gore":
        return max(action, Action.SOFTEN)
    if category == "sexual" and action is not Action.SOFTEN:
        return Action.BLOCK
    return action


def findings(tokens: Sequence[FoldedWord], found: HitsByGroup, rules: Rules) -> list[Finding]:
    """Return what was found of each category; what the text itself rules out ("no gore") does not count."""
    hits: dict[str, list[Hit]] = defaultdict(list)
    for group, category in GROUPS.items():
        hits[category] += [hit for hit in found.get(group, ()) if not _ruled_out(hit, tokens)]
    hits["hate"] += _incitement(found)
    return [Finding(category, action_for(category, rules), tuple(each)) for category, each in hits.items() if each]


def _ruled_out(hit: Hit, tokens: Sequence[FoldedWord]) -> bool:
    return bool(hit.first) and tokens[hit.first - 1].letters in _NOT and not tokens[hit.first].free


def _incitement(found: HitsByGroup) -> list[Hit]:
    """Return calls against people of a kind: neither the call nor the people alone are hatred."""
    pairs = near(found.get("incitement", ()), found.get("people", ()), distance=1)
    return [Hit(call.term, min(call.first, one.first), max(call.last, one.last)) for call, one in pairs]
