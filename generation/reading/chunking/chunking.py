"""From terms to noun phrases and verbs: walks over a text word by word."""

from collections.abc import Iterator
from dataclasses import replace

from generation.reading.chunking.heads import (
    SEVERAL,
    colour_after,
    head_of,
    holds_what_follows,
    is_colour_of_head,
    number_by_verb,
)
from generation.reading.chunking.open_phrase import OpenPhrase
from generation.reading.chunking.verbs import is_participle, is_verb
from generation.reading.lexicon import fold
from generation.reading.measures import is_measure
from generation.reading.members import is_member
from generation.reading.noun_phrases import GROUP, NOUN_TABLES, Deed, NounPhrase, is_alive, is_noun, relation_of
from generation.reading.small_words import small
from generation.reading.terms import Term, Terms

MOST = 7  # of one kind in a picture
#: Tables of what is done, or said of somebody, with no noun behind it.
_DONE_OR_SAID = ("poses", "deeds", "actions", "expressions", "features", "hair_colours", "ages", "physiques")
_TROOPS = frozenset({"trupp", "gruppe", "bande", "rudel", "horde", "schwarm", "meute"})  # "ein Trupp Söldner"
_HEAPS = frozenset({"haufen", "menge", "dutzend", "handvoll"})  # of rats, but not of gold
_SAT_ON = frozenset({"bed", "sofa", "chair", "table", "desk", "bench", "armchair"})
_CONTRACTED = frozenset({"aufm", "vorm", "hinterm", "unterm", "ueberm", "nebem"})  # with the article in them


def noun_phrases(terms: Terms) -> list[NounPhrase | Deed]:
    """Return the noun phrases of a text and its verbs in order."""
    return list(_Chunker(terms).phrases())


class _Chunker:
    """Walks over the terms from noun phrase to noun phrase."""

    def __init__(self, terms: Terms) -> None:
        self._open = OpenPhrase(terms)

    def phrases(self) -> Iterator[NounPhrase | Deed]:
        for term in self._open.terms.terms:
            if self._open.run and term.refused and not self._open.run[-1].refused:
                yield from self._close()  # "zwerg statt elf"
            yield from self._take(term)
        yield from self._close()

    def _take(self, term: Term) -> Iterator[NounPhrase | Deed]:
        word = term.folded
        if not term.is_word:
            yield from self._close()
            self._open.relation, self._open.verb, self._open.joined, self._open.mark = "", None, False, True
            self._open.clause += 1
        elif is_measure(term, self._open.terms.terms):
            pass
        elif is_member(term, self._open.terms.terms, german=self._open.terms.german):
            yield from self._close()
            self._open.relation, self._open.verb, self._open.joined = "", None, False
            yield self._bare(term, "", after_mark=self._open.mark)
        elif term.means("places") and relation_of(word.partition(" ")[0]) and " " in word:  # "in a van"
            yield from self._close()
            self._open.relation = "in"
            self._open.run.append(term)
        elif term.means("ways"):
            yield from self._close()
            yield Deed(term, self._open.clause)
        elif term.means("asked", "sheets", "cameras", "showings") and not term.means(*NOUN_TABLES):
            yield from self._close()
        elif word in small("joints"):
            yield from self._join(term)
        elif (relation := self._relation_of(term)) and not self._is_part_of_run(term):
            yield from self._lead(term, relation)
        else:
            yield from self._take_word(term)

    def _lead(self, term: Term, relation: str) -> Iterator[NounPhrase | Deed]:
        """Take a word that leads to the next noun."""
        if self._is_only_an_end(term):
            self._open.reset()  # the top of "on top of"
        yield from self._close()
        begun = self._open.lead[-1].at + 1 if self._open.lead else -1
        self._open.lead = (*self._open.lead, term) if begun == term.at else (term,)
        self._open.relation = self._open.relation if self._goes_on(term) else relation
        self._open.joined = False
        if fold(term.typed) in _CONTRACTED:
            self._open.plain = False

    def _take_word(self, term: Term) -> Iterator[NounPhrase | Deed]:
        word = term.folded
        if term.stands_for >= 0:
            yield from self._pronoun(term)
        elif word in small("determiners"):
            yield from self._determiner(term)
        elif term.means("numbers") and word not in small("groups") and not self._is_hyphened(term):
            yield from self._close()
            self._open.number, self._open.plain = int(term.means("numbers")), False
        elif word in small("breaks") and not term.effects and not self._is_can(term):
            yield from self._close()
            self._open.relation, self._open.verb, self._open.joined = "", None, False
        elif is_verb(self._open, term):
            yield from self._close()
            self._open.verb, self._open.relation, self._open.joined = term, "", False
            yield Deed(term, self._open.clause)
        else:
            if self._open.run and " " in word and word.split()[0] in small("in"):
                yield from self._close()  # "an ork in a bus": the place is no word for the ork
                self._open.relation = "in"
            self._open.run.append(term)
            if term.possessive:
                yield from self._owner_of_limb(term)
                self._open.reset()
                self._open.number, self._open.plain = 1, False

    def _pronoun(self, term: Term) -> Iterator[NounPhrase | Deed]:
        """Take a word that stands for a noun before it."""
        yield from self._close()
        phrase = self._open
        bare = self._bare(term, phrase.relation, after_mark=phrase.mark)
        yield replace(bare, verb=phrase.verb, lead=phrase.lead if phrase.relation else ())
        phrase.relation, phrase.verb, phrase.joined, phrase.mark = "", None, False, False

    def _owner_of_limb(self, owner: Term) -> Iterator[NounPhrase]:
        """Return who is there with the limb that is named: the troll of "on a troll's shoulders"."""
        limb = self._open.next_to(owner)
        if limb is not None and is_alive(owner) and limb.folded in small("limbs") | small("parts") | small("hands"):
            yield self._bare(owner, "near", tuple(self._open.run[:-1]), after_mark=False)

    def _bare(self, head: Term, relation: str, before: tuple[Term, ...] = (), *, after_mark: bool) -> NounPhrase:
        """Return one who is named by no phrase of their own."""
        return NounPhrase(
            head, before, relation, None, joined=False, count=1, told=True, own=False, colour="",
            clause=self._open.clause, after_mark=after_mark,
        )  # fmt: skip

    def _is_can(self, term: Term) -> bool:
        """Tell whether a word is the thing that is called like a verb: a "spray can"."""
        run = self._open.run
        return term.folded in {"can", "cans"} and bool(run) and not self._open.plain and not is_noun(run[-1])

    def _is_hyphened(self, term: Term) -> bool:
        """Tell whether a number is part of a word for a look: "one-armed"."""
        end = term.start + len(term.typed)
        return self._open.terms.text[end : end + 1] == "-"

    def _join(self, joint: Term) -> Iterator[NounPhrase | Deed]:
        before, after = self._open.before(joint), self._open.next_to(joint)
        if not (before and after and before.means("colours") and after.means("colours")):
            yield from self._close()
            self._open.joined = True

    def _goes_on(self, term: Term) -> bool:
        """Tell whether a relation is of several words: "in front of" and "next to" are near, "inside of" is at."""
        before = self._open.before(term)
        if before is None or self._open.relation not in {"near", "at"} or term.folded not in {"of", "to"}:
            return False
        return before.folded in small("near") | small("at") | small("ends")

    def _is_part_of_run(self, term: Term) -> bool:
        """Tell whether a word that may lead to a noun is joined to what stands before: "burnt-out", "a bar inside"."""
        if not self._open.run:
            return False
        after = self._open.next_to(term)
        leads = after is not None and after.folded in small("determiners")
        return self._open.terms.text[term.start - 1 : term.start] == "-" or (is_noun(term) and not leads)

    def _is_only_an_end(self, term: Term) -> bool:
        """Tell whether what stands before is no thing of its own, but the top of "on top of"."""
        phrase = self._open
        if term.folded != "of" or len(phrase.run) != 1 or not (phrase.plain or self._is_of_furniture(term)):
            return False
        if phrase.relation not in {"near", "at", "in"} or phrase.run[0].folded not in small("ends"):
            return False
        phrase.lead = (*phrase.lead, phrase.run[0])
        return True

    def _is_of_furniture(self, of: Term) -> bool:
        """Tell whether it is the edge of what one sits on: "on the edge of her bed"."""
        noun = next((term for term in self._open.terms.terms[of.at + 1 : of.at + 3] if is_noun(term)), None)
        return noun is not None and noun.means("furnishings") in _SAT_ON

    def _relation_of(self, term: Term) -> str:
        return "at" if self._open.terms.german and term.folded == "an" else relation_of(term.folded)

    def _determiner(self, term: Term) -> Iterator[NounPhrase | Deed]:
        last = self._open.run[-1] if self._open.run else None
        follows_noun = last is not None and (is_noun(last) or (self._open.terms.german and last.is_capital))
        yield from self._close()
        if follows_noun:  # "auf einem Dach ein Buch": what led to the one does not lead to the other
            self._open.relation = "of" if term.folded in {"des", "der", "eines", "einer"} else ""
        self._open.number = 1 if term.folded in small("singular") else 0
        self._open.plain, self._open.own = False, term.folded in small("own")

    def _close(self) -> Iterator[NounPhrase | Deed]:
        phrase = self._open
        run, number, plain, own = phrase.run, phrase.number, phrase.plain, phrase.own
        phrase.reset()
        measure = phrase.terms.german and len(run) > 1 and holds_what_follows(run[-2], run[-1])
        head = run[-2] if measure else head_of(phrase, run, plain=plain)  # "drei Kisten Munition"
        if head is None:
            for term in run:
                if not plain and not term.means("actions", "expressions"):
                    continue  # "the run" is nobody's running, but "a ritual" is done
                if term.means(*_DONE_OR_SAID) or (plain and is_participle(phrase, term)):
                    yield Deed(term, phrase.clause)
            return
        at = run.index(head)
        several = (head.plural and not (number == 1 and phrase.terms.german)) or head.folded in small("others")
        grouped = any(term.folded in _TROOPS or (term.folded in _HEAPS and is_alive(head)) for term in run[:at])
        agreed = 0 if number or not plain or phrase.joined else number_by_verb(phrase, head)
        number, several = number or (agreed == 1), several or agreed > 1
        count = number if number > 1 else GROUP if grouped else SEVERAL if several and number != 1 else 1
        told = bool(number) or not plain or head.plural
        colour = next((term.means("colours") for term in reversed(run[:at]) if is_colour_of_head(term, run)), "")
        yield NounPhrase(
            head, tuple(run[:at]), phrase.relation, phrase.verb, phrase.joined, min(MOST, count), told, own,
            colour or colour_after(phrase, head), phrase.clause, phrase.mark, phrase.lead if phrase.relation else (),
        )  # fmt: skip
        for term in run[at + 1 :]:
            yield Deed(term, phrase.clause)
        phrase.mark = False
        if not phrase.joined and phrase.relation == "":
            phrase.verb = None
