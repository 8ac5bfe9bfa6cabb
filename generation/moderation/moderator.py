"""The local layers in their order: hard blocks, the session's lines, our categories, the session's veils.

What a text says to a machine ("ignore your instructions") is a description like any other here: nothing takes it for an
order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generation.moderation import reasons
from generation.moderation.avoided import Avoided, read_avoided, without_clothing
from generation.moderation.builtin_terms import builtin_terms
from generation.moderation.categories import Finding, action_for, by_group, findings
from generation.moderation.clothing import Undress, undress
from generation.moderation.company import in_company
from generation.moderation.compounds import compounds
from generation.moderation.hard_blocks import Picture, doubt, hard_block, may_show_minor
from generation.moderation.normalize import FoldedWord, tokenize
from generation.moderation.rewrite import Swap, rewrite
from generation.moderation.session_terms import LINE, VEIL, own_hits
from generation.moderation.term_index import Hit, Term
from generation.moderation.verdict import Action, Rules, Verdict
from generation.moderation.worldwide import foreign
from generation.reading.term_reading import read_terms

#: What stands for a category's words that have nothing of their own, and for what is only hinted at.
INSTEAD = {
    VEIL: "something unseen",
    "real_people": "a stranger",
    "self_harm": "in despair",
    "hate": "angry slogans",
}
IN_GERMAN = {
    VEIL: "etwas Ungesehenes",
    "real_people": "jemand Fremdes",
    "self_harm": "verzweifelt",
    "hate": "wütende Parolen",
}

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class _Analysis:
    """A text, what is to be avoided, and all that was found in both."""

    picture: Picture
    avoided: str
    rules: Rules
    own: Sequence[Hit]
    findings: Sequence[Finding]
    naked: bool

    @property
    def text(self) -> str:
        return self.picture.text

    @property
    def tokens(self) -> Sequence[FoldedWord]:
        return self.picture.tokens


def judge(text: str, rules: Rules, avoided: str = "", *, pictured: bool = False) -> Verdict:
    """Judge a picture by a session's rules, on this machine alone; the strictest action wins.

    The picture is what `text` describes and `avoided` keeps out of it; `pictured` tells that pictures come with them,
    of whom nobody here can know whether they are real. A softened text passes when it is judged again.
    A block that a table could have decided otherwise offers a rephrase that keeps the scene, where something is left of
    it.
    """
    analysis = _analyse(text, rules, avoided, pictured=pictured)
    if analysis is None:
        return Verdict(text=text)
    verdict = _settled(analysis)
    if verdict.action is not Action.BLOCK or verdict.hard:
        return verdict
    hits = [*analysis.own, *(hit for each in analysis.findings for hit in each.hits)]
    if len({place for hit in hits for place in range(hit.first, hit.last + 1)}) == len(analysis.tokens):
        return verdict
    rest = _rewritten(analysis, hits)
    left = _analyse(rest, rules, avoided, pictured=pictured)
    again = _settled(left) if left else Verdict(text=rest)
    return verdict if again.action is Action.BLOCK else replace(verdict, rephrase=again.text)


def dressed(text: str, avoided: str) -> str:
    """Return what is to be avoided without clothing, where a minor may be shown: it must not be asked away."""
    if not avoided:
        return avoided
    picture = _read(text, Avoided())
    may_be = picture.foreign.minor or may_show_minor(picture.tokens, picture.found)
    return without_clothing(avoided) if may_be else avoided


def _settled(analysis: _Analysis) -> Verdict:
    """Return the verdict on a text and on what it was softened to: words that go can bring others together."""
    strictest = verdict = _judged(analysis)
    for _ in range(_ROUNDS):
        if verdict.action is Action.BLOCK:
            return verdict
        strictest = max(strictest, verdict, key=lambda each: each.action)
        if verdict.text == analysis.text:
            return replace(strictest, text=verdict.text)
        softened = _analyse(verdict.text, analysis.rules, analysis.avoided, pictured=analysis.picture.pictured)
        if softened is None:
            return replace(strictest, text=verdict.text)
        analysis, verdict = softened, _judged(softened)
    return Verdict(Action.BLOCK, strictest.category, reasons.reason(Action.BLOCK, strictest.category))


def _analyse(text: str, rules: Rules, avoided: str, *, pictured: bool) -> _Analysis | None:
    """Return what was found in a text; None where nothing was, as in most: there is nothing to judge then."""
    kept_out = read_avoided(avoided)
    picture = _read(text, kept_out, pictured=pictured)
    own = own_hits(picture.tokens, rules.lines, rules.veils) if rules.lines or rules.veils else ()
    if not picture and not own and not kept_out.naked:
        return None
    return _Analysis(picture, avoided, rules, own, findings(picture.tokens, picture.found, rules), kept_out.naked)


def _read(text: str, kept_out: Avoided, *, pictured: bool = False) -> Picture:
    """Return what a text says of one picture, together with what is to be kept out of it."""
    tokens = tokenize(text)
    hits = sorted([*builtin_terms().find(tokens), *compounds(tokens)], key=lambda hit: hit.first)
    found = by_group([*in_company(hits, tokens), *(replace(hit, term=_not_grown(hit)) for hit in kept_out.grown_up)])
    spoken = foreign(text)
    if kept_out.abroad:
        spoken = replace(spoken, bare=True)
    is_somebody = pictured or spoken.minor or spoken.person or found.get("person") or may_show_minor(tokens, found)
    if not is_somebody:
        return Picture(text, tokens, found, foreign=spoken)
    worn, out = undress(tokens), kept_out.clothing
    return Picture(text, tokens, found, Undress(worn.sure + out.sure, worn.maybe + out.maybe), spoken, pictured)


def _not_grown(hit: Hit) -> Term:
    return replace(hit.term, group="age")


def _judged(analysis: _Analysis) -> Verdict:
    """Return the verdict on a text as it stands."""
    picture = analysis.picture
    if blocked := hard_block(picture):
        return blocked
    if lines := [hit for hit in analysis.own if hit.term.group == LINE]:
        return Verdict(Action.BLOCK, LINE, reasons.line(lines[0].term.words), matched=_words(lines))
    doubted = doubt(picture)
    grounds = list[tuple[Action, str, Sequence[Hit]]]()
    if doubted:
        grounds.append((Action.REVIEW, doubted, ()))
    grounds += [(each.action, each.category, each.hits) for each in analysis.findings if each.action]
    if analysis.naked and (action := action_for("sexual", analysis.rules)):
        grounds.append((max(action, Action.REVIEW), "sexual", ()))
    if picture.foreign.person and (action := action_for("real_people", analysis.rules)):
        # A name in another script has no other word to stand in its place.
        grounds.append((max(action, Action.REVIEW), "real_people", ()))
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
        in_doubt=bool(doubted or picture.undress.maybe or picture.of("suggestive", "revealing")),
    )


def _is_softened(finding: Finding, rules: Rules) -> bool:
    """Tell whether a finding is rewritten; without an age restriction no game master can let gore pass as it is."""
    return finding.action is Action.SOFTEN or (finding.category == "gore" and not rules.mature)


def _rewritten(analysis: _Analysis, hits: Iterable[Hit]) -> str:
    """Return the text with other words in the place of these."""
    found = list(hits)
    if not found:
        return analysis.text
    categories = {hit.term: each.category for each in analysis.findings for hit in each.hits}
    instead = IN_GERMAN if read_terms(analysis.text).german else INSTEAD
    return rewrite(analysis.text, (_swap(analysis, hit, categories.get(hit.term, VEIL), instead) for hit in found))


def _swap(analysis: _Analysis, hit: Hit, category: str, instead: Mapping[str, str]) -> Swap:
    start, end = analysis.tokens[hit.first].start, analysis.tokens[hit.last].end
    words = hit.term.instead[-1 if hit.several else 0] if hit.term.instead else instead.get(category, "")
    # A table's own word must not come in by the back door.
    if own_hits(tokenize(words), analysis.rules.lines, analysis.rules.veils):
        words = ""
    return Swap(start, end, words, alone=category in {VEIL, "real_people"})


def _words(hits: Iterable[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.term.words for hit in hits))
