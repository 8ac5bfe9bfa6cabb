"""The labelled prompts: every rule of the tuning half, and thresholds for the half that nobody tunes on."""

import pytest

from benchmarks.enhance import HELD_OUT, TUNED, Labelled, Score, enhanced, labelled, share_of_types

TUNING = labelled(TUNED)


@pytest.mark.parametrize("prompt", TUNING, ids=[prompt.text[:60] for prompt in TUNING])
def test_a_prompt_of_the_tuning_half_keeps_to_its_label(prompt: Labelled) -> None:
    made = enhanced(prompt.text)
    assert made.type == prompt.type
    assert prompt.context in {None, made.context}
    assert prompt.lost(made.prompt) == []
    assert prompt.unwanted(made.prompt) == []


def test_types_and_contexts_of_the_held_out_half_are_mostly_right() -> None:
    types, contexts = Score(), Score()
    for prompt in labelled(HELD_OUT):
        made = enhanced(prompt.text)
        types.judge(prompt.type, made.type)
        if prompt.context is not None:
            contexts.judge(prompt.context, made.context)
    assert types.share >= 0.9
    assert contexts.share >= 0.9


def test_hardly_a_word_of_the_held_out_half_is_lost_or_unwanted() -> None:
    prompts = [(prompt, enhanced(prompt.text).prompt) for prompt in labelled(HELD_OUT)]
    lost = sum(len(prompt.lost(made)) for prompt, made in prompts)
    unwanted = sum(len(prompt.unwanted(made)) for prompt, made in prompts)
    assert lost <= 0.005 * sum(len(prompt.keep) for prompt, _ in prompts)
    assert unwanted <= 0.02 * sum(len(prompt.never) for prompt, _ in prompts)


def test_kinds_are_found_of_descriptions_as_tables_type_them() -> None:
    assert share_of_types("tuned") >= 0.97
    assert share_of_types("unseen") >= 0.9
