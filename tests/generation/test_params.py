"""What may be asked: descriptions, types, sizes, styles, seeds."""

import pytest

from generation.errors import RefusedError
from generation.images.sizes import LARGEST, NAMED, SMALLEST, parse_size
from generation.prompts.text import LONGEST, clean_prompt, parse_seed, parse_type
from generation.styles.catalogue import all_styles, parse_style


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "\x00\x01\x1f\x7f",
        "\u200b\u200d\ufeff\u2060\u202e",
        "...!?",
        "\U0001f303\U0001f3d9\ufe0f",
        "\u0301\u0301",
    ],
)
def test_a_description_of_nothing_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(RefusedError, match="Describe what to paint, for example"):
        clean_prompt(text)


@pytest.mark.parametrize("text", ["a" * 6000, "a" * (LONGEST + 1), "a " * LONGEST])
def test_a_description_that_is_too_long_is_refused_with_both_numbers(text: str) -> None:
    with pytest.raises(RefusedError, match=f"has {len(text):,} characters; {LONGEST:,} is the most"):
        clean_prompt(text)


def test_what_composing_lengthens_is_measured_as_it_is_stored() -> None:
    with pytest.raises(RefusedError, match="has 8,000 characters"):
        clean_prompt("\u0958" * LONGEST)


def test_the_longest_description_is_taken() -> None:
    assert clean_prompt("a" * LONGEST) == "a" * LONGEST


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  a   street\n\nat\tnight ", "a street at night"),
        ("a\x00street\x1b[31m", "a street [31m"),
        ("se\u200bcret\u202edrowssap", "secretdrowssap"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("Feuer\u00adwehr\u00adhaus, a\u2060b, \ufeffa bar", "Feuerwehrhaus, ab, a bar"),
        ("\u2066left\u2069 \u200fright\u200e", "left right"),
        # A family, a woman astronaut, a pirate flag, a heart on fire, and an emoji that this Python does not know.
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 a", "\U0001f468\u200d\U0001f469\u200d\U0001f467 a"),
        ("\U0001f469\U0001f3fd\u200d\U0001f680 a", "\U0001f469\U0001f3fd\u200d\U0001f680 a"),
        ("\U0001f3f4\u200d\u2620\ufe0f a", "\U0001f3f4\u200d\u2620\ufe0f a"),
        ("a \u2764\ufe0f\u200d\U0001f525 \U0001fae8\U0001faef", "a \u2764\ufe0f\u200d\U0001f525 \U0001fae8\U0001faef"),
        ("a\u200db \u200d \U0001f680\u200d", "ab \U0001f680"),
        # Persian for "I want", and Marathi and Sinhala conjuncts, which a joiner keeps.
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("\u0930\u094d\u200d\u092f \u0d9a\u0dca\u200d\u0dbb", "\u0930\u094d\u200d\u092f \u0d9a\u0dca\u200d\u0dbb"),
        ("@everyone <@123> in <#4> with <@&5>", "@everyone @someone in #channel with @group"),
        ("<:street_sam:12>throws<a:skull:13>, now", "street sam throws skull, now"),
        ("at <t:0:t> on <t:86400:D>, <t:1:R>", "at 00:00 on 2 January 1970, 1 January 1970 00:00"),
        ("</image generate:5> <id:browse> <t:999999999999999>", "/image generate browse"),
        ("a < b <nobody> <@x> <:a>", "a < b <nobody> <@x> <:a>"),
        ("a street \U0001f303", "a street \U0001f303"),
        ("\u96e8\u306e\u8857", "\u96e8\u306e\u8857"),
    ],
)
def test_a_description_is_made_clean_and_otherwise_left_as_text(text: str, clean: str) -> None:
    assert clean_prompt(text) == clean


def test_cleaning_twice_changes_nothing_more() -> None:
    once = clean_prompt("a\u200b  b\u0301\x07 c")
    assert clean_prompt(once) == once


@pytest.mark.parametrize(
    ("text", "type_"), [(None, "scene"), ("", "scene"), (" Character ", "character"), ("item", "item")]
)
def test_a_type_is_one_of_four(text: str | None, type_: str) -> None:
    assert parse_type(text) == type_


@pytest.mark.parametrize("text", ["video", "scenes", "x" * 9000])
def test_another_type_is_refused_with_the_four(text: str) -> None:
    with pytest.raises(RefusedError, match="scene, character, location, item") as refusal:
        parse_type(text)
    assert len(refusal.value.sentence) < 200


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (None, (1024, 1024)),
        ("", (1024, 1024)),
        ("square", (1024, 1024)),
        ("Landscape", (1536, 1024)),
        ("1024x1024", (1024, 1024)),
        (" 512 X 2048 ", (512, 2048)),
        ("640\u00d7832", (640, 832)),
        ("640*832", (640, 832)),
        ("1:1", (1024, 1024)),
        ("16:9", (1360, 768)),
        ("1:4", (512, 2048)),
        ("4:1", (2048, 512)),
    ],
)
def test_a_size_is_a_name_a_ratio_or_width_by_height(text: str | None, size: tuple[int, int]) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize(
    "text",
    [
        *(
            "511x1024",
            "1024x2049",
            "0x0",
            "-512x512",
            "1024",
            "1024x",
            "x",
            "huge",
            "0:1",
            "1:0",
            "5:1",
            "1:5",
            "1e3x1e3",
        ),
        *("1024x1024x1024", "999999x999999", "\u0661\u0660x\u0661\u0660", "1024x1024; DROP TABLE", "   "),
    ],
)
def test_another_size_is_refused_with_what_is_possible(text: str) -> None:
    with pytest.raises(RefusedError, match=r"Give square, .* a ratio like 16:9, or WIDTHxHEIGHT from 512 to 2048"):
        parse_size(text)


def test_every_ratio_gives_a_size_within_bounds_near_it() -> None:
    ratios = [(across, down) for across in range(1, 100) for down in range(1, 100) if 1 / 4 <= across / down <= 4]
    for across, down in ratios:
        width, height = parse_size(f"{across}:{down}")
        assert all(SMALLEST <= side <= LARGEST and side % 16 == 0 for side in (width, height))
        assert abs(width / height / (across / down) - 1) < 0.03


def test_every_named_size_is_within_bounds() -> None:
    assert all(SMALLEST <= side <= LARGEST for size in NAMED.values() for side in size)


def test_a_style_is_found_by_id_or_name_in_any_case() -> None:
    assert parse_style(None) is None
    assert parse_style("") is None
    for style in all_styles().values():
        assert parse_style(style.id) == parse_style(f" {style.name.upper()} ") == style.id


def test_an_unknown_style_is_refused_with_the_nearest() -> None:
    first = next(iter(all_styles()))
    with pytest.raises(RefusedError, match=f"Did you mean {first}"):
        parse_style(f"{first}x")
    with pytest.raises(RefusedError, match="The styles are"):
        parse_style("%" * 5000)


@pytest.mark.parametrize("seed", [None, 0, 1, 4294967294])
def test_a_seed_within_bounds_is_taken(seed: int | None) -> None:
    assert parse_seed(seed) == seed


@pytest.mark.parametrize("seed", [-1, 4294967295, 2**64])
def test_a_seed_out_of_bounds_is_refused(seed: int) -> None:
    with pytest.raises(RefusedError, match="from 0 to 4294967294"):
        parse_seed(seed)
