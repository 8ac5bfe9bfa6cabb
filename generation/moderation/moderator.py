"""The local layers in their order: hard blocks, the session's lines, our categories, the session's veils.

What a text says to a machine ("ignore your instructions") is a description like any other here: nothing takes it for an
order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generation.moderation import reasons
from generation.moderation.builtin_terms import builtin_terms
from generation.moderation.categories import Finding, by_group, findings
from generation.moderation.hard_blocks import HitsByGroup, doubtful, hard_block
from generation.moderation.normalize import FoldedWord, tokenize
from generation.moderation.rewrite import Swap, rewrite
from generation.moderation.session_terms import LINE, VEIL, own_hits
from generation.moderation.term_index import Hit
from generation.moderation.verdict import Action, Rules, Verdict

#: What stands for something that is only hinted at.
UNSEEN = "something unseen"
#: What stands for a category's words that have nothing of their own.
INSTEAD = {"real_people": "a stranger", "self_harm": "in despair", "hate": "angry slogans"}

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class _Analysis:
    """A text and all that was found in it."""

    text: str
    rules: Rules
    tokens: Sequence[FoldedWord]
    found: HitsByGroup
    own: Sequence[Hit]
    findings: Sequence[Finding]


def judge(text: str, rules: Rules) -> Verdict:
    """Judge a description by a session's rules, on this machine alone; the strictest action wins.

    A softened text passes when it is judged again. A block that a table could have decided otherwise offers a rephrase
    that keeps the scene, where something is left of it.
    """
    analysis = _analyse(text, rules)
    if analysis is None:
        return Verdict(text=text)
    verdict = _settled(analysis)
    if verdict.action is not Action.BLOCK or verdict.hard:
        return verdict
    hits = [*analysis.own, *(hit for each in analysis.findings for hit in each.hits)]
    if len({place for hit in hits for place in range(hit.first, hit.last + 1)}) == len(analysis.tokens):
        return verdict
    rest = _rewritten(analysis, hits)
    left = _analyse(rest, rules)
    again = _settled(left) if left else Verdict(text=rest)
    return verdict if again.action is Action.BLOCK else replace(verdict, rephrase=again.text)


def _settled(analysis: _Analysis) -> Verdict:
    """Return the verdict on a text and on what it was softened to: words that go can bring others together."""
    strictest = verdict = _judged(analysis)
    for _ in range(_ROUNDS):
        if verdict.action is Action.BLOCK:
            return verdict
        strictest = max(strictest, verdict, key=lambda each: each.action)
        if verdict.text == analysis.text:
            return replace(strictest, text=verdict.text)
        softened = _analyse(verdict.text, analysis.rules)
        if softened is None:
            return replace(strictest, text=verdict.text)
        analysis, verdict = softened, _judged(softened)
    return Verdict(Action.BLOCK, strictest.category, reasons.reason(Action.BLOCK, strictest.category))


def _analyse(text: str, rules: Rules) -> _Analysis | None:
    """Return what was found in a text; None where nothing was, as in most: there is nothing to judge then."""
    tokens = tokenize(text)
    hits = builtin_terms().find(tokens)
    own = own_hits(tokens, rules.lines, rules.veils) if rules.lines or rules.veils else ()
    if not hits and not own:
        return None
    found = by_group(hits)
    return _Analysis(text, rules, tokens, found, own, findings(tokens, found, rules))


def _judged(analysis: _Analysis) -> Verdict:
    """Return the verdict on a text as it stands."""
    if blocked := hard_block(analysis.text, analysis.tokens, analysis.found):
        return blocked
    if lines := [hit for hit in analysis.own if hit.term.group == LINE]:
        return Verdict(Action.BLOCK, LINE, reasons.line(lines[0].term.words), matched=_words(lines))
    doubt = doubtful(analysis.tokens, analysis.found)
    grounds = [(each.action, each.category, each.hits) for each in analysis.findings if each.action]
    if doubt:
        grounds.append((Action.REVIEW, "minor", ()))
    if veils := [hit for hit in analysis.own if hit.term.group == VEIL]:
        grounds.append((Action.SOFTEN, VEIL, tuple(veils)))
    action, category, _ = max(grounds, key=lambda ground: ground[0], default=(Action.ALLOW, "", ()))
    softened = [hit for each in analysis.findings if _is_softened(each, analysis.rules) for hit in each.hits] + veils
    return Verdict(
        action,
        category,
        reasons.reason(action, category),
        text="" if action is Action.BLOCK else _rewritten(analysis, softened),
        matched=_words(hit for _, _, hits in grounds for hit in hits),
        in_doubt=doubt or "suggestive" in analysis.found or "revealing" in analysis.found,
    )


def _is_softened(finding: Finding, rules: Rules) -> bool:
    """Tell whether a finding is rewritten; without an age restriction no game master can let gore pass as it is."""
    return finding.action is Action.SOFTEN or (finding.category == "gore" and not rules.mature)


def _rewritten(analysis: _Analysis, hits: Iterable[Hit]) -> str:
    """Return the text with other words in the place of these."""
    categories = {hit.term: each.category for each in analysis.findings for hit in each.hits}
    return rewrite(analysis.text, (_swap(analysis, hit, categories.get(hit.term)) for hit in hits))


def _swap(analysis: _Analysis, hit: Hit, category: str | None) -> Swap:
    start, end = analysis.tokens[hit.first].start, analysis.tokens[hit.last].end
    if category is None:
        words = UNSEEN
    else:
        words = hit.term.instead[-1 if hit.several else 0] if hit.term.instead else INSTEAD.get(category, "")
    # A table's own word must not come in by the back door.
    if own_hits(tokenize(words), analysis.rules.lines, analysis.rules.veils):
        words = ""
    return Swap(start, end, words, alone=category is None or category == "real_people")


def _words(hits: Iterable[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.term.words for hit in hits))
