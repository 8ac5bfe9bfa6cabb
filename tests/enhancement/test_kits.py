"""The kits of light and detail: whole, and reachable from what the lexicon knows."""

import re

from generation.prompts.rules.kits import kits, names, tones
from generation.reading.lexicon import tables

#: A plan has no light, and is told as one.
_NO_PLACE = {"siteplan"}


def test_every_place_of_the_lexicon_has_a_light_and_details() -> None:
    known = {*tables()["places"].values(), *tables()["districts"].values()} - _NO_PLACE
    assert known <= names("places").keys()
    for name, kit in kits("places").items():
        assert kit.sources, name
        assert len(kit.surfaces) >= 3, name
        assert len(kit.details) >= 3, name


def test_every_light_has_a_tone_and_no_article() -> None:
    for table in ("lights", "hours", "deeds", "places", "subjects", "things", "creatures", "people"):
        for kit in kits(table).values():
            for source in kit.sources:
                assert len(tones(source.tone)) >= 5
                assert source.text.split()[0] not in {"a", "an", "the"}


def test_no_fire_is_cold() -> None:
    for table in ("lights", "hours", "deeds", "places", "subjects", "things", "creatures", "people"):
        for name, kit in kits(table).items():
            cold = [source.text for source in kit.sources if source.tone in {"cold", "grey"}]
            assert not [
                text for text in cold if re.search(r"\b(?:fire|firelight|flames?|candles?|candlelight|embers)\b", text)
            ], name
