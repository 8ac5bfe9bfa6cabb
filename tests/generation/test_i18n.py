"""The language of whoever is spoken to: set for a task, kept out of what is stored, put in where something is shown."""

import asyncio
import errno
import re
from typing import Any

import pytest

from generation import i18n
from generation.errors import RefusedError
from generation.i18n import N_, _, everywhere, in_language, language_of, ngettext, said, speak, speaking
from generation.images.sizes import parse_size
from generation.prompts.text import clean_prompt
from storage.errors import StorageReadOnlyError, from_os

GALLERY = "Gallery"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE_ch", "de"),
        ("en-US", "en"),
        ("fr", "en"),
        ("den", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_locale_is_spoken_to_in_a_language_that_there_is(locale: str | None, language: str) -> None:
    assert language_of(locale) == language


def test_nobody_in_particular_is_spoken_to_in_english() -> None:
    assert _(GALLERY) == "Gallery"


def test_within_a_block_it_is_the_blocks_language() -> None:
    with speaking("de"):
        assert _(GALLERY) == "Galerie"
        with speaking("fr"):
            assert _(GALLERY) == "Gallery"
        assert _(GALLERY) == "Galerie"
    assert _(GALLERY) == "Gallery"


def test_an_error_ends_the_block() -> None:
    with pytest.raises(RefusedError), speaking("de"):
        raise RefusedError
    assert _(GALLERY) == "Gallery"


async def test_what_one_task_speaks_no_other_does() -> None:
    async def look_up(locale: str) -> str:
        speak(locale)
        await asyncio.sleep(0)
        return _(GALLERY)

    found = await asyncio.gather(look_up("de"), look_up("en-GB"), look_up("de"))
    assert list(found) == ["Galerie", "Gallery", "Galerie"]
    assert _(GALLERY) == "Gallery"


def test_counted_things_are_counted() -> None:
    def pictures(count: int) -> str:
        return ngettext("{count} picture", "{count} pictures", count).format(count=count)

    assert [pictures(count) for count in (0, 1, 2)] == ["0 pictures", "1 picture", "2 pictures"]
    with speaking("de"):
        assert [pictures(count) for count in (0, 1, 2)] == ["0 Bilder", "1 Bild", "2 Bilder"]


def test_nothing_is_nothing_in_every_language() -> None:
    with speaking("de"):
        assert (_(""), said(""), in_language("", "de")) == ("", "", "")


def test_a_marked_text_stays_english_until_it_is_shown() -> None:
    with speaking("de"):
        assert N_(GALLERY) == "Gallery"
        assert said(N_(GALLERY)) == "Galerie"


def test_a_text_is_known_in_every_language() -> None:
    assert everywhere("Note") == {"Note", "Hinweis"}


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("DALL-E did not answer in time.", "DALL-E hat nicht rechtzeitig geantwortet."),
        ("DALL-E did not finish within 120 seconds.", "DALL-E ist in 120 Sekunden nicht fertig geworden."),
        (
            "trying again in 4 s: DALL-E is overloaded.",
            "neuer Versuch in 4 s: DALL-E ist überlastet.",
        ),
        (
            "DALL-E is overloaded; painted by Sketch artist.",
            "DALL-E ist überlastet; gemalt von Sketch artist.",
        ),
        (
            "dalle cannot paint 512x512 after a reference picture; Sketch artist paints instead.",
            "dalle kann 512x512 nicht nach einer Vorlage malen; stattdessen malt Sketch artist.",
        ),
        ("This table paints everything as Toxic Zone.", "Diese Runde malt alles als Giftzone."),
        ("12 before you, about 40 s", "12 vor dir, etwa 40 s"),
        (
            "Scene outdoors: a dog in front of a Stuffer Shack. Asked for: a dog, by the door of 7",
            "Szene im Freien: a dog in front of a Stuffer Shack. Gewünscht: a dog, by the door of 7",
        ),
    ],
)
def test_a_sentence_that_was_kept_is_known_by_the_words_around_its_values(english: str, german: str) -> None:
    assert said(english) == english
    with speaking("de"):
        assert said(english) == german


@pytest.mark.parametrize(
    "sentence",
    [
        "A plugin's own sentence of 7 words, by its author.",
        "A bar: two orks, one of them asleep.",
        "Ein Hund.",
        "{name}",
    ],
)
def test_a_sentence_that_is_not_known_stays_as_it_is(sentence: str) -> None:
    with speaking("de"):
        assert said(sentence) == sentence


def test_what_somebody_has_typed_is_never_taken_for_a_text_of_ours() -> None:
    with speaking("de"):
        assert said("The GM said no: Gallery") == "Die Spielleitung hat abgelehnt: Gallery"


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (lambda: parse_size("huge"), "Die Größe „huge“ kenne ich nicht. Möglich sind square, landscape,"),
        (lambda: parse_size("1x1"), "1x1 geht nicht. "),
        (lambda: clean_prompt(" "), "Beschreib, was gemalt werden soll"),
        (lambda: clean_prompt("a" * 4001), "Die Beschreibung hat 4,001 Zeichen; möglich sind 4,000."),
    ],
)
def test_a_service_refuses_in_the_language_of_whoever_asks(refused: Any, sentence: str) -> None:  # noqa: ANN401  # a call that raises
    with pytest.raises(RefusedError) as english:
        refused()
    assert not english.value.sentence.startswith(sentence)
    with speaking("de"), pytest.raises(RefusedError) as german:
        refused()
    assert german.value.sentence.startswith(sentence)


def test_what_the_storage_says_is_said_by_whoever_shows_it() -> None:
    full = from_os(OSError(errno.ENOSPC, "No space left on device"), "/x")
    assert full.sentence == "The bot's disk is full; nothing was lost. The operator has to free some space."
    with speaking("de"):
        assert said(full.sentence) == (
            "Der Datenträger des Bots ist voll; verloren ist nichts. Der Betreiber muss Platz schaffen."
        )


def test_an_error_of_the_storage_without_values_may_hold_braces() -> None:
    assert StorageReadOnlyError("{as it stands}").sentence == "{as it stands}"


def test_a_long_alternative_text_is_gone_through_for_the_patterns_whose_words_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []

    class Watched:
        def __init__(self, pattern: re.Pattern[str]) -> None:
            self._pattern = pattern

        def fullmatch(self, sentence: str) -> re.Match[str] | None:
            tried.append(self._pattern.pattern)
            return self._pattern.fullmatch(sentence)

    known = [(words, Watched(pattern), text) for words, pattern, text in i18n._patterns("de")]
    monkeypatch.setattr(i18n, "_patterns", lambda _language: known)
    alt = "Scene outdoors: a street. Asked for: " + "a b (c), d: e. " * 60
    with speaking("de"):
        assert said(alt).startswith("Szene")
    assert len(tried) < len(known) / 10
