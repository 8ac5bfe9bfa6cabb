"""Verbs: told from nouns by their form and by what stands around them."""

from generation.reading.chunking.heads import may_be_noun
from generation.reading.chunking.open_phrase import OpenPhrase
from generation.reading.noun_phrases import NOUN_TABLES, is_adjective, is_alive, is_noun, relation_of
from generation.reading.small_words import small
from generation.reading.terms import Term
from generation.reading.vocabulary import VERBS


def is_verb(phrase: OpenPhrase, term: Term) -> bool:
    """Tell whether a term is what is done, by its form and by what stands around it."""
    before = phrase.before(term)
    begun = before is None or not before.is_word
    one = not phrase.run and _is_done_by_one(phrase, term)
    if one or (not phrase.run and not phrase.plain):
        return one  # behind an article is a noun
    given = bool(phrase.run) and is_alive(phrase.run[-1]) and _gives(phrase, term)
    if term.folded in small("limbs") and not given and (not phrase.plain or _is_had(phrase)):
        return False  # "an infected hand", "with burning hands"
    if phrase.terms.german and term.is_capital and not begun:
        return False
    follows = bool(phrase.run) and _is_doer(phrase, phrase.run[-1])
    after = phrase.next_to(term)
    begins = after is None or not after.is_word or _opens(after)
    known = _is_verb_in_german(phrase, term, after, follows=follows, begins=begins)
    return _is_verb_by_form(phrase, term, after, follows=follows, begins=begins) if known is None else known


def _is_verb_in_german(
    phrase: OpenPhrase, term: Term, after: Term | None, *, follows: bool, begins: bool
) -> bool | None:
    """Tell whether a German word is a verb by how it ends and what stands before it, None where that does not tell."""
    first = term.folded.partition(" ")[0]  # "schaut aus dem"
    if not phrase.terms.german or term.is_capital or not first.endswith(("t", "en", "end")):
        return None
    done = bool(term.means("poses", "deeds", "actions", "handling")) and not term.means(*NOUN_TABLES)
    if follows and (phrase.run[-1].is_capital or (done and is_alive(phrase.run[-1]))):
        return not is_adjective(term)
    if phrase.run:
        return _is_finite_in_german(phrase, term, after, done=done) or None
    return not term.means(*NOUN_TABLES) and not is_adjective(term) if begins else None


def _is_finite_in_german(phrase: OpenPhrase, term: Term, after: Term | None, *, done: bool) -> bool:
    """Tell whether a verb stands behind a noun that was typed small: "ganger sprüht graffiti"."""
    if not term.folded.partition(" ")[0].endswith("t") or is_adjective(term) or term.means(*NOUN_TABLES):
        return False
    if done:
        return not term.folded.startswith("ge")
    unknown = not term.effects or set(term.effects) <= {"hints"}
    plain = not term.folded.startswith(("ge", "be", "ver", "zer", "ent")) or term.folded in small("depicts")
    object_follows = after is None or after.is_word
    ends = after is None or not after.is_word
    doer = is_alive(phrase.run[-1]) or (ends and not phrase.plain and is_noun(phrase.run[-1]))  # "die kneipe johlt"
    return unknown and plain and doer and (object_follows or not phrase.plain)


def _gives(phrase: OpenPhrase, term: Term) -> bool:
    """Tell whether somebody hands somebody something: "the fixer hands the runner a letter"."""
    after = phrase.next_to(term)
    return after is not None and (after.folded in small("determiners") or bool(after.means("numbers")))


def _is_had(phrase: OpenPhrase) -> bool:
    """Tell whether a noun is still to follow what leads to it."""
    return phrase.relation in {"with", "of", "in"} and not any(map(is_noun, phrase.run))


def _is_done_by_one(phrase: OpenPhrase, term: Term) -> bool:
    """Tell whether an article stands for somebody: "einer spielt Gitarre"."""
    one, plain = phrase.before(term), not term.is_capital and term.folded.endswith("t")
    return one is not None and one.folded in small("some one") and plain and phrase.terms.german


def _is_verb_by_form(phrase: OpenPhrase, term: Term, after: Term | None, *, follows: bool, begins: bool) -> bool:
    word = term.folded
    known = bool(term.means("poses", "deeds", "actions", "handling")) or bool(term.senses & VERBS)
    if " " in word and word.partition(" ")[0].endswith("ing") and term.means("actions"):
        return follows  # "playing cards"
    stands = term.means("poses") == "stand" and follows and begins and phrase.run[-1].means("roles", "metatypes")
    goes_on = bool(stands) or (known and _goes_on_doing(phrase, term))  # "two guards stand", but a "taco stand"
    if is_noun(term) and not goes_on and not _is_verb_before_object(phrase, term, after, known=known):
        doer = bool(phrase.run) and is_noun(phrase.run[-1])
        return doer and word.endswith("ing") and begins and (after is not None or is_alive(phrase.run[-1]))
    if word.endswith("ing") and len(word) > 4:
        if follows and not known and not is_noun(phrase.run[-1]):
            return False  # "a grumpy halfling"
        return follows or begins or (not phrase.run and "handling" in term.effects)
    if known:
        return follows or begins or goes_on
    return follows and _may_be_verb(phrase, term) and _has_room(phrase, term, after, begins=begins)


def _goes_on_doing(phrase: OpenPhrase, term: Term) -> bool:
    """Tell whether an "and" joins what somebody does to what they do already: "sits on a roof and eats noodles"."""
    before, finite = phrase.before(term), term.folded.endswith("t" if phrase.terms.german else "s")
    joined = before is not None and before.folded in small("joints")
    after = phrase.next_to(term)
    to_it = after is not None and after.folded in small("determiners") and bool(term.means("deeds"))
    plain = not term.means(*NOUN_TABLES) or to_it  # "and smokes a cigar"
    return joined and finite and not phrase.run and not term.is_capital and plain


def _has_room(phrase: OpenPhrase, term: Term, after: Term | None, *, begins: bool) -> bool:
    """Tell whether an unknown word is a verb by what follows it: "a troll wins", "the fixer counts money"."""
    if after is None or not after.is_word:
        return phrase.number == 1
    if term.folded in small("past"):
        return True
    return begins or (is_noun(after) and term.folded.endswith(("s", "ed")) and is_alive(phrase.run[-1]))


def _is_doer(phrase: OpenPhrase, term: Term) -> bool:
    """Tell whether a verb may follow: a noun, a verb's form in -ing, or an unknown word behind an article."""
    if is_noun(term) or term.folded.endswith("ing"):
        return True
    unknown = not term.effects and not term.senses
    brought_in = not phrase.plain or (phrase.terms.german and term.is_capital)
    return unknown and brought_in and may_be_noun(phrase, term, [], plain=False)


def is_participle(phrase: OpenPhrase, term: Term) -> bool:
    """Tell whether an unknown word says what was done to somebody: "strapped to a piano"."""
    unknown = not (term.effects or term.senses or is_adjective(term) or term.is_capital)
    bound = term.folded.startswith("ge") and term.folded.endswith(("t", "en"))
    return unknown and len(term.folded) > 4 and (term.folded.endswith("ed") or (phrase.terms.german and bound))


def _may_be_verb(phrase: OpenPhrase, term: Term) -> bool:
    """Tell whether an unknown word behind a noun has a verb's form."""
    word, subject = term.folded, phrase.run[-1]
    if term.effects or term.senses or is_adjective(term):
        return False
    if phrase.terms.german:
        return not term.is_capital and word.endswith(("t", "en"))
    third = word.endswith("s") and not word.endswith("ss")
    return third != subject.plural or _is_past(term, subject)


def _is_past(verb: Term, subject: Term) -> bool:
    """Tell whether a word is what somebody did: "a cop got stuck", "a ganger stabbed him"."""
    return is_alive(subject) and (verb.folded in small("past") or verb.folded.endswith("ed"))


def _is_verb_before_object(phrase: OpenPhrase, term: Term, after: Term | None, *, known: bool) -> bool:
    """Tell whether a word that is a noun, too, is a verb here: "a troll guards the door"."""
    if not phrase.run or not known or after is None or not is_noun(phrase.run[-1]):
        return False
    posed = term.means("poses") and is_alive(phrase.run[-1]) and not term.means("roles", "metatypes", "creatures")
    stands = bool(posed) and term.folded.endswith("s") and bool(relation_of(after.folded))  # "ork stands in the rain"
    return after.folded in small("determiners") or bool(after.means("numbers")) or stands


def _opens(term: Term) -> bool:
    """Tell whether a term begins something new behind a verb."""
    word = term.folded
    return (
        word in small("determiners")
        or bool(relation_of(word))
        or word in small("breaks")
        or word in small("joints")
        or bool(term.means("numbers"))
    )
