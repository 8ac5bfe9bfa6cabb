"""What players write is described, not done: a server finds no order in it, and every word that is none arrives.

How the servers read a text is told here by small readers of our own, after their documents and what was seen of them.
"""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.providers.prompt_syntax import (
    NOTHING,
    comfyui_prompt,
    horde_prompt,
    stability_prompt,
    unknown_prompt,
    web_ui_prompt,
)

Sanitize = Callable[[str], str]
ALL: list[Sanitize] = [web_ui_prompt, comfyui_prompt, horde_prompt, stability_prompt, unknown_prompt]
checked = settings(max_examples=300, deadline=None, database=None, derandomize=True)

PROSE = [
    "if x < 3: he and y > 4",
    "the troll (2080) sits [half asleep] by the {old} door",
    "a decker, 5'2\" tall; 50% chrome - neon!",
    "Straßenkreuzung bei Nacht: 20:15 Uhr (um 20:15)",
    "snake_case & co. @ 3*4, C:\\games\\run",
    "a <sad> ork says <<no>> and <3: love> wins",
    "we meet at 20:15",
    "pier 5 | dock 7",
    "the embedding: a chip in her skull",
    "she weighs (about: 80) kilos",
    "雨の街",
]
HOSTILE = [
    'an ork <sd_cpp_extra_args>{"steps":100}</sd_cpp_extra_args> in rain',
    'an ork <SD_cpp_extra_args>{"batch_count":8}',
    'an ork <sd_cpp_extra_ar(gs:1.2)>{"batch_count":8}</sd_cpp_extra_args>',
    "an ork, <lora:pinup:1.2>, rain",
    "an ork <lora:a <b:1> rain",
    "an ork <hypernet:x:1> <lyco:y:te=1:unet=2> <segment:face>",
    "a <lo<lora:x:1>ra:pinup:1> b",
    "a <lo(ra:1.2):pinup:1> b",
    "(chrome:1.9) ((arms)) [hair] [day:night:0.5]",
    "(((((chrome",
    "((((((((((chrome:1.2):1.2):1.2):1.2):1.2):1.2):1.2):1.2):1.2):1e9)",
    r"an \(escaped\) \\(sign\\) \\",
    "rain BREAK fog AND smoke AND neon :1.5",
    "an ork : : -1.5 (",
    "an ork :.5",
    "a __color__ coat of ___cloth___",
    "a {red|blue|2$$green} coat",
    "an ork embedding:badhands, (embeddin(g:1.2):worse",
    "docks, pier #5, rain",
    "run ### rain ##### fog",
]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


# How servers read


def web_ui_orders(prompt: str) -> list[str]:
    """Return what a web UI, or sd-server, would act on."""
    unescaped = re.sub(r"\\[\\()\[\]]", "", prompt)
    return [
        *re.findall(r"<\w+:[^>]+>", prompt),
        *re.findall(r"[()\[\]{}#\\]", unescaped),
        *re.findall(r"\b(?:BREAK|AND|ADDCOMM|ADDBASE|ADDCOL|ADDROW)\b", prompt),
        *re.findall(r"__+", prompt),
        *re.findall(r":\s*[-+]?(?:\d+\.?|\d*\.\d+)\s*$", prompt),
        *re.findall(r"<sd_cpp_extra_args>", prompt, re.IGNORECASE),
    ]


def comfyui_orders(prompt: str) -> list[str]:
    """Return what ComfyUI's text encoders would act on, or nodes that read more than they do."""
    unescaped = prompt.replace(r"\(", "").replace(r"\)", "")
    return [
        *re.findall(r"[()\[\]{}]", unescaped),
        *re.findall(r"embedding:", prompt, re.IGNORECASE),
        *re.findall(r"<\w+:[^>]+>", prompt),
        *re.findall(r"\b(?:BREAK|AND)\b|__+", prompt),
    ]


def horde_orders(prompt: str) -> list[str]:
    return [*comfyui_orders(prompt), *re.findall("###", prompt)]


def stability_orders(prompt: str) -> list[str]:
    return re.findall(r":\s*[-+]?[.\d]+\s*\)", prompt)


def unknown_orders(prompt: str) -> list[str]:
    """Return what sd-server and LocalAI would act on, but for one pair of brackets: it is worth a tenth."""
    single = re.sub(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]", r"\1\2", prompt)
    return [
        *re.findall(r"[()\[\]]", single),
        *re.findall(r":\s*[-+]?[.\d]+\s*\)", prompt),
        *re.findall(r"<\w+:[^>]+>|<sd_cpp_extra_args>", prompt, re.IGNORECASE),
        *re.findall(r"\bBREAK\b", prompt),
        # LocalAI parts a description here from what is not wanted.
        *re.findall(r"\|", prompt),
    ]


READ = [
    (web_ui_prompt, web_ui_orders),
    (comfyui_prompt, comfyui_orders),
    (horde_prompt, horde_orders),
    (stability_prompt, stability_orders),
    (unknown_prompt, unknown_orders),
]
PIECES = [
    *"()[]{}<>|\\#:;,. _",
    *(
        "lora",
        "lyco",
        "sd_cpp_extra_args",
        "embedding",
        "AND",
        "BREAK",
        "1.9",
        "20:15",
        "ork",
        "__",
        "###",
        "</",
        "x:1",
    ),
]


@pytest.mark.parametrize(("sanitize", "orders"), READ)
@pytest.mark.parametrize("written", HOSTILE)
def test_no_server_finds_an_order(sanitize: Sanitize, orders: Callable[[str], list[str]], written: str) -> None:
    assert orders(sanitize(written)) == []


@pytest.mark.parametrize(("sanitize", "orders"), READ)
@checked
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=24))
def test_no_server_finds_an_order_in_any_mixture_of_signs(
    sanitize: Sanitize, orders: Callable[[str], list[str]], pieces: list[str]
) -> None:
    written = "".join(pieces)
    sent = sanitize(written)
    assert orders(sent) == []
    assert bool(sent) == bool(written.strip())


@pytest.mark.parametrize("sanitize", ALL)
@pytest.mark.parametrize("written", PROSE)
def test_prose_keeps_its_words(sanitize: Sanitize, written: str) -> None:
    assert words(sanitize(written)) == words(written)


@pytest.mark.parametrize("sanitize", ALL)
@checked
@given(
    sentence=st.lists(
        st.tuples(
            st.sampled_from(["", "", "", "(", "[", "<", '"', "(("]),
            st.from_regex(r"[A-Za-z\u00e4\u00df\u96e8]{1,8}|[0-9]{1,4}", fullmatch=True),
            st.sampled_from(["", "", "", ",", ".", ":", ")", "]", ">", "!", " -", "))", " <", " >"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_sentence_keeps_its_words(sanitize: Sanitize, sentence: list[tuple[str, str, str]]) -> None:
    written = " ".join(f"{before}{word}{after}" for before, word, after in sentence)
    assert [word.lower() for word in words(sanitize(written))] == [word.lower() for word in words(written)]


# How each text is put


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("an ork, <lora:pinup:1.2>, rain", "an ork,, rain"),
        ("(chrome:1.9) ((arms)) [hair]", r"chrome \(\(arms\)\) \[hair\]"),
        ("the troll (2080), at (20:15)", r"the troll \(2080\), at \(20:15\)"),
        ("rain BREAK fog AND smoke", "rain break fog and smoke"),
        ("a __color__ coat, {red|blue}", r"a _color_ coat, \(red|blue\)"),
        ("docks, pier #5, rain", "docks, pier 5, rain"),
        ("a clock at 20:15", "a clock at 20:15,"),
        ("if x < 3: he and y > 4", "if x < 3: he and y > 4"),
        ("a heart <3: love>", "a heart < 3: love>"),
        (r"C:\run", r"C:\\run"),
    ],
)
def test_web_uis_get_signs_escaped(written: str, sent: str) -> None:
    assert web_ui_prompt(written) == sent


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("the troll (2080) [asleep]", r"the troll \(2080\) \(asleep\)"),
        ("an ork embedding:badhands, rain", "an ork embedding :badhands, rain"),
        ("docks, pier #5 at 20:15", "docks, pier #5 at 20:15"),
        (r"C:\run", r"C:\run"),
        ("an ork <lora:x:1> <kind: sad>", "an ork <kind: sad>"),
    ],
)
def test_comfyui_gets_brackets_escaped(written: str, sent: str) -> None:
    assert comfyui_prompt(written).replace("< kind", "<kind") == sent


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("the troll (2080) {x}", "the troll (2080) {x}"),
        ("((chrome)) [[hair]]", "(chrome) [hair]"),
        ("(rain:1.9), (at 20:15)", "rain, (at 20 15)"),
        ("pier #5, __x__", "pier #5, __x__"),
        ("rain BREAK fog AND smoke", "rain break fog AND smoke"),
        ("pier 5 | dock 7", "pier 5 / dock 7"),
    ],
)
def test_a_server_of_which_nothing_is_known_gets_no_escapes(written: str, sent: str) -> None:
    assert unknown_prompt(written) == sent


def test_stability_gets_no_weights() -> None:
    assert stability_prompt("(rain:0.3) (at 20:15) ((2080)) <x:y>") == "rain (at 20 15) ((2080)) <x:y>"


def test_ai_horde_gets_one_text() -> None:
    assert horde_prompt("run ### rain, pier #5") == "run # rain, pier #5"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("an ork <lora:Neon-City:0.8> in rain", "an ork in rain <lora:Neon-City:0.8>"),
        ("an ork <lora:neon-city>", "an ork <lora:neon-city:1>"),
        ("an ork <lora:Neon-City:99>", "an ork <lora:Neon-City:2>"),
        ("an ork <lora:Neon-City:0.8> <lora:pinup:1>", "an ork <lora:Neon-City:0.8>"),
        ("an ork <lora:../Neon-City:1>", "an ork"),
        ("<lora:Neon-City:1>", "<lora:Neon-City:1>"),
    ],
)
def test_what_the_operator_allows_is_loaded_at_a_weight_that_spoils_nothing(written: str, sent: str) -> None:
    assert web_ui_prompt(written, ["Neon-City"]) == sent


@pytest.mark.parametrize("written", ["<lora:x:1>", "###", "#", "<sd_cpp_extra_args>{}</sd_cpp_extra_args>"])
def test_a_text_of_orders_alone_is_not_sent_empty(written: str) -> None:
    assert web_ui_prompt(written) == NOTHING
    assert web_ui_prompt(" ") == ""


@pytest.mark.parametrize("sanitize", ALL)
def test_a_long_text_of_signs_takes_no_time(sanitize: Sanitize) -> None:
    for piece in ("<sd_cpp_extra_args>", "<lora:", "( ", "(a:1", "(a:1)", ":1 ", " ", "__", "<", "embedding:", ": 1"):
        sanitize(piece * 20_000)
        sanitize(piece * 20_000 + ")" * 20_000)
