"""What players write is described, not done: no server is sent a text in which it would find an order."""

import pytest

from generation.providers.prompt_syntax import without_syntax


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ('an ork <sd_cpp_extra_args>{"steps":100}</sd_cpp_extra_args> in rain', "an ork in rain"),
        ('an ork <SD_cpp_extra_args>{"batch_count":8}', "an ork"),
        ("an ork, <lora:pinup:1.2>, rain", "an ork,, rain"),
        ("an ork <hypernet:x:1> <lyco:y:te=1:unet=2>", "an ork"),
        ("a <lo<lora:x:1>ra:pinup:1> b", "a b"),
        ("(chrome:1.9) ((arms)) [hair] [day:night:0.5]", "chrome arms hair day:night"),
        (r"an \(escaped\) sign", "an escaped sign"),
        ("rain BREAK fog AND smoke", "rain break fog and smoke"),
        ("a __color__ coat", "a _color_ coat"),
        ("a {red|blue|2$$green} coat", "a red blue 2$$green coat"),
        ("an ork embedding:badhands, rain", "an ork rain"),
        ("docks, pier #5, rain", "docks, pier 5, rain"),
        ("run ### rain", "run rain"),
        ("a clock at 20:15", "a clock at 20 15"),
        ("an ork : : -1.5 (", "an ork -1.5"),
        ("an ork :.5", "an ork .5"),
    ],
)
def test_a_servers_orders_are_taken_out(written: str, sent: str) -> None:
    assert without_syntax(written) == sent


@pytest.mark.parametrize(
    "written",
    [
        "a decker, 5'2\" tall; 50% chrome - neon!",
        "Straßenkreuzung bei Nacht: 20:15 Uhr",
        "snake_case & co. @ 3*4",
        "雨の街",
    ],
)
def test_all_other_words_stay_as_they_are(written: str) -> None:
    assert without_syntax(written) == written


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("an ork <lora:Neon-City:0.8> in rain", "an ork in rain <lora:Neon-City:0.8>"),
        ("an ork <lora:neon-city>", "an ork <lora:neon-city:1>"),
        ("an ork <lora:Neon-City:99>", "an ork <lora:Neon-City:2>"),
        ("an ork <lora:Neon-City:0.8> <lora:pinup:1>", "an ork <lora:Neon-City:0.8>"),
        ("an ork <lora:../Neon-City:1>", "an ork"),
    ],
)
def test_what_the_operator_allows_is_loaded_at_a_weight_that_spoils_nothing(written: str, sent: str) -> None:
    assert without_syntax(written, ["Neon-City"]) == sent


def test_a_long_text_of_signs_takes_no_time() -> None:
    for piece in ("<sd_cpp_extra_args>", "<lora:", "( ", ":1 ", " ", "__", "<", "embedding:", ":", ": 1"):
        without_syntax(piece * 20_000)
