"""The console speaks the language of the terminal; what programs read, and what is stored, stays English."""

import contextlib
import sqlite3

import pytest

from bot.settings import Settings
from bot.terminal_language import terminal_language
from tests.console.conftest import Console


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT@euro"}, "de"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "nl_NL.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, "de"),
        ({"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "de_DE.UTF-8"}, "de"),
        ({"LANGUAGE": "nl:de:en", "LANG": "en_US.UTF-8"}, "de"),
        ({"LANGUAGE": "en:de", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LANGUAGE": "de_CH", "LC_ALL": "nl_NL.UTF-8"}, "de"),
        ({"LANGUAGE": "de", "LC_ALL": "C"}, "en"),
        ({"LANGUAGE": "de", "LANG": "C.UTF-8"}, "en"),
        ({"LANGUAGE": "de"}, "en"),
        ({"LANGUAGE": "", "LANG": "de_DE.UTF-8"}, "de"),
    ],
)
def test_the_language_is_found_as_gettext_finds_it(environment: dict[str, str], language: str) -> None:
    assert terminal_language(environment) == language


async def test_text_is_german_where_the_terminal_is(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    painted = await console("/image generate a street --seed 7 --provider dalle", as_json=False)
    assert "Gemalt von" in painted.out
    assert "Seed 7" in painted.out
    assert "ist hier nicht eingerichtet" in painted.out
    assert "ein Bild malen und zeigen" in (await console("/help", as_json=False)).out
    assert "Meintest du /image generate?" in (await console("/image generte", as_json=False)).err
    assert "Diesmal kein Bild" in (await console("/image generate impossible", as_json=False)).out


async def test_json_is_english_whatever_the_terminal_is(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert "There is no command" in (await console("/image improve")).last["error"]
    assert "I do not know the style" in (await console("/image generate a street --style x")).last["error"]


async def test_what_is_stored_is_english(console: Console, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    await console("/image generate a street --provider dalle", as_json=False)
    with contextlib.closing(sqlite3.connect(settings.database_path)) as connection:
        ((notes,),) = connection.execute("SELECT notes FROM image_generation")
    assert "is not set up here" in notes
