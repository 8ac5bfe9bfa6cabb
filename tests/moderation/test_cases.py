"""The table of cases: what a sensible table expects of the default rules."""

import json
from pathlib import Path
from typing import Any

import pytest

from generation.moderation.moderator import judge
from generation.moderation.verdict import CATEGORIES, Action, Rules, Verdict

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
ACTIONS = {"pass": Action.ALLOW, "soften": Action.SOFTEN, "review": Action.REVIEW, "block": Action.BLOCK}


def name(case: dict[str, Any]) -> str:
    return f"{case['expect']}{'-mature' if case['mature'] else ''}-{ascii(case['text'])[1:40]}"


def verdict_on(case: dict[str, Any]) -> Verdict:
    # The age restriction permits gore; that this table wants it is for its game master to say.
    gore = Action.ALLOW if case["mature"] else Action.SOFTEN
    return judge(case["text"], Rules({**CATEGORIES, "gore": gore}, mature=case["mature"]))


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_case_is_judged_as_a_sensible_table_expects(case: dict[str, Any]) -> None:
    verdict = verdict_on(case)
    if case["expect"] == "hard":
        assert (verdict.action, verdict.hard, verdict.category) == (Action.BLOCK, True, case["category"]), case["why"]
    else:
        assert (verdict.action, verdict.hard) == (ACTIONS[case["expect"]], False), case["why"]
    if verdict.action is not Action.ALLOW:
        assert verdict.category == case["category"]


@pytest.mark.parametrize("case", [case for case in CASES if case["expect"] == "hard"], ids=name)
def test_a_hard_block_holds_under_the_most_permissive_rules_and_offers_no_rephrase(case: dict[str, Any]) -> None:
    everything = Rules(dict.fromkeys(CATEGORIES, Action.ALLOW), mature=True)
    verdict = judge(case["text"], everything)
    assert verdict.hard
    assert verdict.action is Action.BLOCK
    assert (verdict.text, verdict.rephrase) == ("", "")
    assert verdict.reason


@pytest.mark.parametrize("case", [case for case in CASES if case["expect"] == "pass"], ids=name)
def test_what_passes_is_sent_as_it_was_typed(case: dict[str, Any]) -> None:
    verdict = verdict_on(case)
    assert verdict.text == case["text"]
    assert verdict.reason == ""
