"""The head of a noun phrase: which of its words is the noun, how many it means, of what colour."""

from generation.reading.chunking.open_phrase import OpenPhrase
from generation.reading.noun_phrases import is_adjective, is_alive, is_noun, is_one_of
from generation.reading.small_words import small
from generation.reading.terms import Term

SEVERAL = 3  # what a plural without a number is taken for


def head_of(phrase: OpenPhrase, run: list[Term], *, plain: bool) -> Term | None:
    """Return the last noun of a run of terms; an unknown word at its end is one where it can be."""
    for at in range(len(run) - 1, -1, -1):
        term = run[at]
        if is_noun(term) and not _only_says_of_what_sort(term, run, at):
            return term
        if not term.effects and not term.senses and may_be_noun(phrase, term, run[:at], plain=plain):
            return term
        if term.folded in small("limbs") and (not plain or phrase.relation in {"with", "of", "in"}):
            return term
        if is_noun(term):
            return term
    if (
        run
        and not plain
        and not run[-1].effects
        and not is_one_of("invisible deeds", run[-1])
        and _is_last(phrase, run[-1])
    ):
        return run[-1]  # "a drunk", "the wounded", "a bathtub", of which only a topic is known
    return None


def _is_last(phrase: OpenPhrase, term: Term) -> bool:
    """Tell whether no other word for the same noun can follow a term: as in "half-eaten", "a big, red van"."""
    end = term.start + len(term.typed)
    return phrase.terms.text[end : end + 1] not in {"-", ","} and term.folded not in small("then")


def may_be_noun(phrase: OpenPhrase, term: Term, before: list[Term], *, plain: bool) -> bool:
    """Tell whether an unknown word can be a noun, by its form and the words before it in the phrase."""
    word = term.folded
    written_as_noun = phrase.terms.german and term.is_capital and term.at > 0
    if (is_adjective(term) and not written_as_noun) or word.endswith("ly") or len(word) < 3 or word.isdigit():
        return False
    if word in small("then") and not written_as_noun:
        return False
    if phrase.terms.german:
        bent = word.endswith(("e", "n", "er", "es", "em", "ig", "lich"))
        done = bool(before) and before[-1].is_capital and not term.is_capital  # "die Gruppe besprach"
        return term.is_capital or not (bent or plain or done)
    return not (word.endswith("ed") or (word.endswith("ing") and not before))


def number_by_verb(phrase: OpenPhrase, head: Term) -> int:
    """Return how many a German noun without an article means, by the verb behind it; 0 where that does not tell."""
    verb = phrase.next_to(head)
    if not (phrase.terms.german and is_alive(head) and verb and verb.is_word and not verb.is_capital):
        return 0
    if is_adjective(verb) or verb.folded in small("with") | small("in") | small("at") | small("near") | small("joints"):
        return 0
    return 1 if verb.folded.endswith("t") else SEVERAL if verb.folded.endswith("en") else 0


def is_colour_of_head(term: Term, run: list[Term]) -> bool:
    """Tell whether a colour is the head's, and not of hair or eyes that a word further on names."""
    if not term.means("colours"):
        return False
    after = run[run.index(term) + 1 : run.index(term) + 2]
    return not (after and after[0].means("body_parts") and after[0] is not run[-1])


def colour_after(phrase: OpenPhrase, head: Term) -> str:
    """Return the colour that is said after a noun: "a van in red", "make the van red"."""
    joint = phrase.next_to(head)
    if joint is None:
        return ""
    if joint is phrase.terms.terms[-1]:
        return joint.means("colours")
    colour = phrase.terms.terms[joint.at + 1]
    last = phrase.next_to(colour)
    alone = last is None or not (is_noun(last) or is_adjective(last))
    thing = joint.folded == "," and not head.means("roles", "metatypes", "genders")  # "a van, yellow, no doors"
    return colour.means("colours") if alone and (thing or joint.folded in {"in", "painted"}) else ""


def _only_says_of_what_sort(term: Term, run: list[Term], at: int) -> bool:
    """Tell whether an adjective that is in a noun's table, as "elven" or "armored", stands behind a noun."""
    return bool(term.means("features")) and not term.means("items", "roles") and any(map(is_noun, run[:at]))


def holds_what_follows(vessel: Term, content: Term) -> bool:
    """Tell whether a German noun is the measure of an unknown one behind it."""
    return bool(vessel.means("items")) and vessel.is_capital and content.is_capital and not content.effects
