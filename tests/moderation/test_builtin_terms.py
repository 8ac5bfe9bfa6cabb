"""The built-in words themselves: each is found as it stands, and what stands in its place is harmless."""

import pytest

from generation.moderation.builtin_terms import builtin_terms
from generation.moderation.categories import GROUPS
from generation.moderation.moderator import judge
from generation.moderation.normalize import tokenize
from generation.moderation.term_index import Form
from generation.moderation.verdict import CATEGORIES, Action, Rules

FORMS: list[Form] = [form for entries in builtin_terms()._index.values() for _, form in entries]
SOFT = Rules(dict.fromkeys(CATEGORIES, Action.SOFTEN))


def test_every_form_of_every_term_is_found_as_it_stands() -> None:
    lost = [
        form.words
        for form in FORMS
        if form.term.group
        not in {hit.term.group for hit in builtin_terms().find(tokenize(f"There, {form.words}: there"))}
    ]
    assert lost == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_term_of_a_category_is_toned_down_to_something_that_passes(category: str) -> None:
    groups = {group for group, name in GROUPS.items() if name == category}
    left = []
    for form in FORMS:
        if form.term.group in groups:
            verdict = judge(f"An alley, {form.words}, rain", SOFT)
            if verdict.action is not Action.SOFTEN or judge(verdict.text, Rules()).action is not Action.ALLOW:
                left.append((form.words, verdict))
    assert left == []


@pytest.mark.parametrize(
    "word", ["Scunthorpe", "Essex", "analysis", "grape", "skyscraper", "annals", "therapist", "Dickens"]
)
def test_no_term_is_found_inside_of_another_word(word: str) -> None:
    assert builtin_terms().find(tokenize(f"{word} {word.upper()} {word}s")) == []
