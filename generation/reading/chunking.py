"""From terms to noun phrases: walks over a text word by word, and tells nouns from what is done."""

from collections.abc import Iterator

from generation.reading.measures import is_measure
from generation.reading.members import is_member
from generation.reading.noun_phrases import (
    GROUP,
    NOUN_TABLES,
    RELATIONS,
    Deed,
    NounPhrase,
    is_adjective,
    is_noun,
    is_one_of,
)
from generation.reading.small_words import small
from generation.reading.terms import Term, Terms
from generation.reading.vocabulary import PEOPLE, VERBS

MOST = 7  # of one kind in a picture
SEVERAL = 3  # what a plural without a number is taken for
#: Tables of what is done, or said of somebody, with no noun behind it.
_DONE_OR_SAID = ("poses", "deeds", "actions", "expressions", "features", "hair_colours", "ages", "physiques")
_TROOPS = frozenset({"trupp", "gruppe", "bande", "rudel", "horde", "schwarm", "meute"})  # "ein Trupp Söldner"


class _Chunker:
    """Walks over the terms from noun phrase to noun phrase."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._all = terms.terms
        self._reset()
        self._relation, self._joined, self._mark = "", False, True
        self._lead: tuple[Term, ...] = ()
        self._verb: Term | None = None
        self._clause = 0

    def _reset(self) -> None:
        self._run: list[Term] = []
        self._number, self._plain, self._own = 0, True, False

    def phrases(self) -> Iterator[NounPhrase | Deed]:
        for term in self._all:
            if self._run and term.refused and not self._run[-1].refused:
                yield from self._close()  # "zwerg statt elf"
            yield from self._take(term)
        yield from self._close()

    def _next(self, term: Term) -> Term | None:
        return self._all[term.at + 1] if term.at + 1 < len(self._all) else None

    def _before(self, term: Term) -> Term | None:
        return self._all[term.at - 1] if term.at else None

    def _take(self, term: Term) -> Iterator[NounPhrase | Deed]:
        word = term.folded
        if not term.is_word:
            yield from self._close()
            self._relation, self._verb, self._joined, self._mark = "", None, False, True
            self._clause += 1
        elif is_measure(term, self._all):
            pass
        elif is_member(term, self._all, german=self._terms.german):
            yield from self._close()
            self._relation, self._verb, self._joined = "", None, False
            yield self._bare(term, "", after_mark=self._mark)
        elif term.means("places") and _relation(word.partition(" ")[0]) and " " in word:  # "in a van"
            yield from self._close()
            self._relation = "in"
            self._run.append(term)
        elif term.means("ways"):
            yield from self._close()
            yield Deed(term, self._clause)
        elif term.means("asked", "sheets", "cameras") and not term.means(*NOUN_TABLES):
            yield from self._close()
        elif word in small("joints"):
            yield from self._join(term)
        elif (relation := self._relation_of(term)) and not self._is_part_of_run(term):
            if self._is_only_an_end(term):
                self._reset()  # the top of "on top of"
            yield from self._close()
            begun = self._lead[-1].at + 1 if self._lead else -1
            self._lead = (*self._lead, term) if begun == term.at else (term,)
            self._relation = self._relation if self._goes_on(term) else relation
            self._joined = False
        else:
            yield from self._take_word(term)

    def _take_word(self, term: Term) -> Iterator[NounPhrase | Deed]:
        word = term.folded
        if word in small("determiners"):
            yield from self._determiner(term)
        elif term.means("numbers") and word not in small("groups") and not self._is_hyphened(term):
            yield from self._close()
            self._number, self._plain = int(term.means("numbers")), False
        elif word in small("breaks") and not term.effects and not self._is_can(term):
            yield from self._close()
            self._relation, self._verb, self._joined = "", None, False
        elif self._is_verb(term):
            yield from self._close()
            self._verb, self._relation, self._joined = term, "", False
            yield Deed(term, self._clause)
        else:
            if self._run and " " in word and word.split()[0] in small("in"):
                yield from self._close()  # "an ork in a bus": the place is no word for the ork
                self._relation = "in"
            self._run.append(term)
            if term.possessive:
                yield from self._owner_of_limb(term)
                self._reset()
                self._number, self._plain = 1, False

    def _owner_of_limb(self, owner: Term) -> Iterator[NounPhrase]:
        """Return who is there with the limb that is named: the troll of "on a troll's shoulders"."""
        limb = self._next(owner)
        if limb is not None and _is_alive(owner) and limb.folded in small("limbs") | small("parts") | small("hands"):
            yield self._bare(owner, "near", tuple(self._run[:-1]), after_mark=False)

    def _bare(self, head: Term, relation: str, before: tuple[Term, ...] = (), *, after_mark: bool) -> NounPhrase:
        """Return one who is named by no phrase of their own."""
        return NounPhrase(
            head, before, relation, None, joined=False, count=1, told=True, own=False, colour="",
            clause=self._clause, after_mark=after_mark,
        )  # fmt: skip

    def _is_can(self, term: Term) -> bool:
        """Tell whether a word is the thing that is called like a verb: a "spray can"."""
        return term.folded in {"can", "cans"} and bool(self._run) and not self._plain and not is_noun(self._run[-1])

    def _is_hyphened(self, term: Term) -> bool:
        """Tell whether a number is part of a word for a look: "one-armed"."""
        end = term.start + len(term.typed)
        return self._terms.text[end : end + 1] == "-"

    def _join(self, joint: Term) -> Iterator[NounPhrase | Deed]:
        before, after = self._before(joint), self._next(joint)
        if not (before and after and before.means("colours") and after.means("colours")):
            yield from self._close()
            self._joined = True

    def _goes_on(self, term: Term) -> bool:
        """Tell whether a relation is of several words: "in front of" and "next to" are near, "inside of" is at."""
        before = self._before(term)
        if before is None or self._relation not in {"near", "at"} or term.folded not in {"of", "to"}:
            return False
        return before.folded in small("near") | small("at") | small("ends")

    def _is_part_of_run(self, term: Term) -> bool:
        """Tell whether a word that may lead to a noun is joined to what stands before: "burnt-out", "a bar inside"."""
        if not self._run:
            return False
        after = self._next(term)
        leads = after is not None and after.folded in small("determiners")
        return self._terms.text[term.start - 1 : term.start] == "-" or (is_noun(term) and not leads)

    def _is_only_an_end(self, term: Term) -> bool:
        """Tell whether what stands before is no thing of its own, but the top of "on top of"."""
        if term.folded != "of" or len(self._run) != 1 or not self._plain or self._relation not in {"near", "at", "in"}:
            return False
        if self._run[0].folded not in small("ends"):
            return False
        self._lead = (*self._lead, self._run[0])
        return True

    def _relation_of(self, term: Term) -> str:
        return "at" if self._terms.german and term.folded == "an" else _relation(term.folded)

    def _determiner(self, term: Term) -> Iterator[NounPhrase | Deed]:
        last = self._run[-1] if self._run else None
        follows_noun = last is not None and (is_noun(last) or (self._terms.german and last.is_capital))
        yield from self._close()
        if follows_noun:  # "auf einem Dach ein Buch": what led to the one does not lead to the other
            self._relation = "of" if term.folded in {"des", "der", "eines", "einer"} else ""
        self._number = 1 if term.folded in small("singular") else 0
        self._plain, self._own = False, term.folded in small("own")

    def _is_verb(self, term: Term) -> bool:
        """Tell whether a term is what is done, by its form and by what stands around it."""
        before = self._before(term)
        begun = before is None or not before.is_word
        one = not self._run and self._is_done_by_one(term)
        if one or (not self._run and not self._plain):
            return one  # behind an article is a noun
        given = bool(self._run) and _is_alive(self._run[-1]) and self._gives(term)
        if term.folded in small("limbs") and not given and (not self._plain or self._is_had()):
            return False  # "an infected hand", "with burning hands"
        if self._terms.german and term.is_capital and not begun:
            return False
        follows = bool(self._run) and self._is_doer(self._run[-1])
        after = self._next(term)
        begins = after is None or not after.is_word or _opens(after)
        if self._terms.german and not term.is_capital and term.folded.endswith(("t", "en", "end")):
            done = term.means("poses", "deeds", "actions", "handling") and not term.means(*NOUN_TABLES)
            if follows and (self._run[-1].is_capital or (done and _is_alive(self._run[-1]))):
                return not is_adjective(term)
            if begins and not self._run:
                return not term.means(*NOUN_TABLES) and not is_adjective(term)
        return self._is_verb_by_form(term, after, follows=follows, begins=begins)

    def _gives(self, term: Term) -> bool:
        """Tell whether somebody hands somebody something: "the fixer hands the runner a letter"."""
        after = self._next(term)
        return after is not None and (after.folded in small("determiners") or bool(after.means("numbers")))

    def _is_had(self) -> bool:
        """Tell whether a noun is still to follow what leads to it."""
        return self._relation in {"with", "of", "in"} and not any(map(is_noun, self._run))

    def _is_done_by_one(self, term: Term) -> bool:
        """Tell whether an article stands for somebody: "einer spielt Gitarre"."""
        one, plain = self._before(term), not term.is_capital and term.folded.endswith("t")
        return one is not None and one.folded in small("some one") and plain and self._terms.german

    def _is_verb_by_form(self, term: Term, after: Term | None, *, follows: bool, begins: bool) -> bool:
        word = term.folded
        known = bool(term.means("poses", "deeds", "actions", "handling")) or bool(term.senses & VERBS)
        if " " in word and word.partition(" ")[0].endswith("ing") and term.means("actions"):
            return follows  # "playing cards"
        goes_on = known and self._goes_on_doing(term)
        if is_noun(term) and not goes_on and not self._is_verb_before_object(term, after, known=known):
            doer = bool(self._run) and is_noun(self._run[-1])
            return doer and word.endswith("ing") and begins and (after is not None or _is_alive(self._run[-1]))
        if word.endswith("ing") and len(word) > 4:
            if follows and not known and not is_noun(self._run[-1]):
                return False  # "a grumpy halfling"
            return follows or begins or (not self._run and "handling" in term.effects)
        if known:
            return follows or begins or goes_on
        return follows and self._may_be_verb(term) and self._has_room(term, after, begins=begins)

    def _goes_on_doing(self, term: Term) -> bool:
        """Tell whether an "and" joins what somebody does to what they do already: "sits on a roof and eats noodles"."""
        before, finite = self._before(term), term.folded.endswith("t" if self._terms.german else "s")
        joined = before is not None and before.folded in small("joints")
        after = self._next(term)
        to_it = after is not None and after.folded in small("determiners") and bool(term.means("deeds"))
        plain = not term.means(*NOUN_TABLES) or to_it  # "and smokes a cigar"
        return joined and finite and not self._run and not term.is_capital and plain

    def _has_room(self, term: Term, after: Term | None, *, begins: bool) -> bool:
        """Tell whether an unknown word is a verb by what follows it: "a troll wins", "the fixer counts money"."""
        if after is None or not after.is_word:
            return self._number == 1
        return begins or (is_noun(after) and term.folded.endswith(("s", "ed")) and _is_alive(self._run[-1]))

    def _is_doer(self, term: Term) -> bool:
        """Tell whether a verb may follow: a noun, a verb's form in -ing, or an unknown word behind an article."""
        if is_noun(term) or term.folded.endswith("ing"):
            return True
        unknown = not term.effects and not term.senses
        brought_in = not self._plain or (self._terms.german and term.is_capital)
        return unknown and brought_in and self._may_be_noun(term, [], plain=False)

    def _is_participle(self, term: Term) -> bool:
        """Tell whether an unknown word says what was done to somebody: "strapped to a piano"."""
        unknown = not (term.effects or term.senses or is_adjective(term) or term.is_capital)
        bound = term.folded.startswith("ge") and term.folded.endswith(("t", "en"))
        return unknown and len(term.folded) > 4 and (term.folded.endswith("ed") or (self._terms.german and bound))

    def _may_be_verb(self, term: Term) -> bool:
        """Tell whether an unknown word behind a noun has a verb's form."""
        word, subject = term.folded, self._run[-1]
        if term.effects or term.senses or is_adjective(term):
            return False
        if self._terms.german:
            return not term.is_capital and word.endswith(("t", "en"))
        third = word.endswith("s") and not word.endswith("ss")
        return third != subject.plural

    def _is_verb_before_object(self, term: Term, after: Term | None, *, known: bool) -> bool:
        """Tell whether a word that is a noun, too, is a verb here: "a troll guards the door"."""
        if not self._run or not known or after is None or not is_noun(self._run[-1]):
            return False
        posed = term.means("poses") and _is_alive(self._run[-1]) and not term.means("roles", "metatypes", "creatures")
        stands = bool(posed) and term.folded.endswith("s") and bool(_relation(after.folded))  # "ork stands in the rain"
        return after.folded in small("determiners") or bool(after.means("numbers")) or stands

    def _close(self) -> Iterator[NounPhrase | Deed]:
        run, number, plain, own = self._run, self._number, self._plain, self._own
        self._reset()
        measure = self._terms.german and len(run) > 1 and _holds_what_follows(run[-2], run[-1])
        head = run[-2] if measure else self._head(run, plain=plain)  # "drei Kisten Munition"
        if head is None:
            for term in run:
                if not plain and not term.means("actions", "expressions"):
                    continue  # "the run" is nobody's running, but "a ritual" is done
                if term.means(*_DONE_OR_SAID) or (plain and self._is_participle(term)):
                    yield Deed(term, self._clause)
            return
        at = run.index(head)
        several = (head.plural and not (number == 1 and self._terms.german)) or head.folded in small("others")
        grouped = any(term.folded in _TROOPS for term in run[:at])
        agreed = 0 if number or not plain or self._joined else self._number_by_verb(head)
        number, several = number or (agreed == 1), several or agreed > 1
        count = number if number > 1 else GROUP if grouped else SEVERAL if several and number != 1 else 1
        told = bool(number) or not plain or head.plural
        colour = next((term.means("colours") for term in reversed(run[:at]) if self._colours(term, run)), "")
        yield NounPhrase(
            head, tuple(run[:at]), self._relation, self._verb, self._joined, min(MOST, count), told, own,
            colour or self._colour_after(head), self._clause, self._mark, self._lead if self._relation else (),
        )  # fmt: skip
        for term in run[at + 1 :]:
            yield Deed(term, self._clause)
        self._mark = False
        if not self._joined and self._relation == "":
            self._verb = None

    def _number_by_verb(self, head: Term) -> int:
        """Return how many a German noun without an article means, by the verb behind it; 0 where that does not tell."""
        verb = self._next(head)
        if not (self._terms.german and _is_alive(head) and verb and verb.is_word and not verb.is_capital):
            return 0
        if is_adjective(verb) or verb.folded in small("with") | small("in") | small("at") | small("near") | small(
            "joints"
        ):
            return 0
        return 1 if verb.folded.endswith("t") else SEVERAL if verb.folded.endswith("en") else 0

    def _colours(self, term: Term, run: list[Term]) -> bool:
        """Tell whether a colour is the head's, and not of hair or eyes that a word further on names."""
        if not term.means("colours"):
            return False
        after = run[run.index(term) + 1 : run.index(term) + 2]
        return not (after and after[0].means("body_parts") and after[0] is not run[-1])

    def _colour_after(self, head: Term) -> str:
        """Return the colour that is said after a noun: "a van in red", "make the van red"."""
        joint = self._next(head)
        if joint is None:
            return ""
        if joint is self._all[-1]:
            return joint.means("colours")
        colour = self._all[joint.at + 1]
        last = self._next(colour)
        alone = last is None or not (is_noun(last) or is_adjective(last))
        thing = joint.folded == "," and not head.means("roles", "metatypes", "genders")  # "a van, yellow, no doors"
        return colour.means("colours") if alone and (thing or joint.folded in {"in", "painted"}) else ""

    def _head(self, run: list[Term], *, plain: bool) -> Term | None:
        """Return the last noun of a run of terms; an unknown word at its end is one where it can be."""
        for at in range(len(run) - 1, -1, -1):
            term = run[at]
            if is_noun(term) and not _only_says_of_what_sort(term, run, at):
                return term
            if not term.effects and not term.senses and self._may_be_noun(term, run[:at], plain=plain):
                return term
            if term.folded in small("limbs") and (not plain or self._relation in {"with", "of", "in"}):
                return term
            if is_noun(term):
                return term
        if (
            run
            and not plain
            and not run[-1].effects
            and not is_one_of("invisible deeds", run[-1])
            and self._is_last(run[-1])
        ):
            return run[-1]  # "a drunk", "the wounded", "a bathtub", of which only a topic is known
        return None

    def _is_last(self, term: Term) -> bool:
        """Tell whether no other word for the same noun can follow a term: as in "half-eaten", "a big, red van"."""
        end = term.start + len(term.typed)
        return self._terms.text[end : end + 1] not in {"-", ","} and term.folded not in small("then")

    def _may_be_noun(self, term: Term, before: list[Term], *, plain: bool) -> bool:
        word = term.folded
        written_as_noun = self._terms.german and term.is_capital and term.at > 0
        if (is_adjective(term) and not written_as_noun) or word.endswith("ly") or len(word) < 3 or word.isdigit():
            return False
        if word in small("then") and not written_as_noun:
            return False
        if self._terms.german:
            bent = word.endswith(("e", "n", "er", "es", "em", "ig", "lich"))
            done = bool(before) and before[-1].is_capital and not term.is_capital  # "die Gruppe besprach"
            return term.is_capital or not (bent or plain or done)
        return not (word.endswith("ed") or (word.endswith("ing") and not before))


def _only_says_of_what_sort(term: Term, run: list[Term], at: int) -> bool:
    """Tell whether an adjective that is in a noun's table, as "elven" or "armored", stands behind a noun."""
    return bool(term.means("features")) and not term.means("items", "roles") and any(map(is_noun, run[:at]))


def _is_alive(term: Term) -> bool:
    return bool(term.means("roles", "metatypes", "creatures") or term.senses & PEOPLE)


def _relation(word: str) -> str:
    return next((name for name in RELATIONS if word in small(name)), "")


def _opens(term: Term) -> bool:
    """Tell whether a term begins something new behind a verb."""
    word = term.folded
    return (
        word in small("determiners")
        or bool(_relation(word))
        or word in small("breaks")
        or word in small("joints")
        or bool(term.means("numbers"))
    )


def noun_phrases(terms: Terms) -> list[NounPhrase | Deed]:
    """Return the noun phrases of a text and its verbs in order."""
    return list(_Chunker(terms).phrases())


def _holds_what_follows(vessel: Term, content: Term) -> bool:
    """Tell whether a German noun is the measure of an unknown one behind it."""
    return bool(vessel.means("items")) and vessel.is_capital and content.is_capital and not content.effects
