"""`bot.py export`: a session's pictures or its campaign's, in a folder, while no bot runs."""

import json
import zipfile
from pathlib import Path

import pytest

from bot.cli import main
from generation.campaigns.campaigns import AT_THE_MACHINE
from generation.errors import RefusedError
from generation.sessions.sessions import check_ids

pytestmark = pytest.mark.usefixtures("clean")


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def typed(session: str, line: str, capsys: pytest.CaptureFixture[str]) -> str:
    return said(["console", "--session", session, "--json", line], capsys)


def pictures(told: str) -> tuple[str, list[str]]:
    """Return the title of an exported archive, and what was asked for of its pictures."""
    with zipfile.ZipFile(told.strip()) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    return manifest["title"], [image["prompt"] for image in manifest["images"]]


def test_a_campaign_s_sessions_are_exported_together(capsys: pytest.CaptureFixture[str]) -> None:
    for session, place in (("table", "a dock"), ("den", "a bar"), ("elsewhere", "a street")):
        typed(session, f"/image generate {place} --size 512x512", capsys)
    code = json.loads(typed("table", "/campaign create Emerald", capsys).splitlines()[-1])["code"]
    typed("den", f"/campaign join {code}", capsys)
    told = said(["export", "taken", "--session", "table", "--scope", "campaign"], capsys)
    assert pictures(told) == ("Emerald", ["a dock", "a bar"])
    Path(told.strip()).unlink()
    assert pictures(said(["export", "taken", "--session", "den"], capsys))[1] == ["a bar"]
    assert main(["export", "taken", "--session", "elsewhere", "--scope", "campaign"]) != 0


def test_nobody_is_called_what_the_machine_is() -> None:
    with pytest.raises(RefusedError, match="printable"):
        check_ids("table", AT_THE_MACHINE)
