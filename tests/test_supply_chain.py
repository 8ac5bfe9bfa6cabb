"""What the bot runs on: which licences are allowed, and when it counts as checked for vulnerabilities."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
#: The project's own scripts, which CI runs.
LICENCES: dict[str, Any] = runpy.run_path(str(ROOT / ".ci" / "licences"))
AUDIT: dict[str, Any] = runpy.run_path(str(ROOT / ".ci" / "audit"))

FINE = {"name": "httpx", "version": "0.28.1", "vulns": []}
BAD = {"name": "pillow", "version": "9.0.0", "vulns": [{"id": "CVE-2071-1"}, {"id": "CVE-2071-2"}]}
UNKNOWN = {"name": "rich", "skip_reason": "not found"}


@pytest.mark.parametrize("licence", ["MIT", "MIT AND Apache-2.0", "MIT OR Apache-2.0", "GPL-3.0-only OR MIT"])
def test_a_licence_is_allowed_where_some_choice_is(licence: str) -> None:
    assert LICENCES["is_allowed"](licence)


@pytest.mark.parametrize(
    "licence", ["", "unknown", "GPL-3.0-only", "MIT AND GPL-3.0-only", "AGPL-3.0-only OR SSPL-1.0"]
)
def test_a_licence_that_asks_for_more_is_not_allowed(licence: str) -> None:
    assert not LICENCES["is_allowed"](licence)


def verdict(*packages: object, told: str = "") -> tuple[int, str]:
    status, sentence = AUDIT["verdict"](json.dumps({"dependencies": packages}) if packages else "", told)
    return int(status), str(sentence)


def test_what_is_known_to_be_vulnerable_fails_and_is_named() -> None:
    status, sentence = verdict(FINE, BAD)
    assert status == 1
    assert "pillow 9.0.0 (CVE-2071-1, CVE-2071-2)" in sentence


def test_where_all_could_be_looked_up_and_nothing_is_known_all_is_well() -> None:
    assert verdict(FINE) == (0, "No vulnerability is known of 1 packages.")


@pytest.mark.parametrize("packages", [(), (UNKNOWN, UNKNOWN)])
def test_where_nobody_could_be_asked_it_says_that_nothing_was_checked(packages: tuple[object, ...]) -> None:
    status, sentence = verdict(*packages, told="the connection was refused")
    assert status == 0
    assert sentence.startswith("NOT RUN")


def test_a_package_that_could_not_be_looked_up_among_others_fails() -> None:
    status, sentence = verdict(FINE, UNKNOWN)
    assert status == 1
    assert "rich" in sentence
