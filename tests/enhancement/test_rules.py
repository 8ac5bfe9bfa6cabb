"""What the fallback enhancer puts beside a player's words, and what it leaves alone."""

import pytest

from generation.prompts.values import FALLBACK
from generation.reading.words import words_of
from tests.enhancement.inputs import NEGATIVE, PLAIN, enhanced, prompt_of, style

STREET = (
    "A rain-soaked Seattle street with neon lighting, cyberpunk aesthetic, urban decay, high-tech low-life atmosphere, "
    "corporate towers in background, cinematic lighting, detailed, 4k"
)
#: What belongs to a city by night, and to nothing else.
CITY = ("rain-soaked", "Seattle", "neon", "urban", "corporate towers", "high-tech", "cyberpunk")


def test_the_specifications_example_comes_out_of_the_general_slots() -> None:
    assert prompt_of("A street scene") == STREET


@pytest.mark.parametrize("place", ["market", "rooftop", "night market", "plaza"])
def test_another_place_differs_in_the_place_alone(place: str) -> None:
    assert prompt_of(f"A {place} scene") == STREET.replace("street", place)


def test_a_forest_stays_one() -> None:
    made = enhanced("a serene forest lake at dawn, no neon")
    assert made.prompt.startswith("a serene forest lake at dawn, no neon, ")
    assert made.context == "wilderness"
    assert words_of(made.prompt).count("neon") == 1
    assert not [word for word in CITY if word != "neon" and word.lower() in made.prompt.lower()]


def test_the_same_words_and_seed_make_the_same_text() -> None:
    assert enhanced("two trolls in a bar", seed=7) == enhanced("two trolls in a bar", seed=7)


def test_other_seeds_vary_weather_light_and_mood() -> None:
    texts = {prompt_of("A street scene", seed=seed) for seed in range(20)}
    assert len(texts) == 20
    for word in ("rain-soaked", "fog-bound", "neon lighting", "holographic", "tense", "melancholy"):
        assert any(word in text for text in texts)


def test_an_enhancement_says_what_it_added_and_who_made_it() -> None:
    made = enhanced("A street scene")
    assert made.source == FALLBACK
    assert made.added[:3] == ("rain-soaked Seattle", "neon lighting", "cyberpunk aesthetic")
    assert made.kept_terms == ("street",)


def test_where_a_campaign_plays_is_its_setting() -> None:
    assert prompt_of("A street scene", setting="Berlin") == STREET.replace("Seattle", "Berlin")
    assert prompt_of("A street scene", setting="") == STREET.replace("Seattle ", "")


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Alley scene", "Rain-soaked Seattle alley with neon lighting, "),
        ("alley", "rain-soaked Seattle alley with neon lighting, "),
        ("The market", "The rain-soaked Seattle market with neon lighting, "),
        ("An alley", "An alley, set in rain-soaked Seattle, warm light from a back door "),
        ("A street, 4k", "A street, 4k, set in rain-soaked Seattle, warm light from doorways "),
        ("A dark alley", "A dark alley, set in rain-soaked Seattle, "),
        (
            "A man is running in an alley. He falls.",
            "A man is running in an alley. He falls. Warm light from a back door ",
        ),
    ],
)
def test_capitals_and_articles_stay_right(text: str, opening: str) -> None:
    assert prompt_of(text).startswith(opening)


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("A picture of a troll", "A troll (massive build, "),
        ("draw me an image of a troll", "a troll (massive build, "),
        ("A bar scene with two orks", "A bar with two orks (muscular build, "),
        ("A crime scene", "A crime scene, "),
    ],
)
def test_what_a_description_says_of_itself_is_left_out(text: str, opening: str) -> None:
    assert prompt_of(text).startswith(opening)


def test_a_city_that_begins_with_a_vowel_does_not_follow_a() -> None:
    assert prompt_of("A street, no rain", setting="Osaka").startswith("A street, no rain, set in fog-bound Osaka, ")
    dry = prompt_of("A street scene", setting="Osaka", style=style("neon_noir"))
    assert "A Osaka" not in dry


@pytest.mark.parametrize("text", ["a street in Berlin", "the Reeperbahn in Hamburg", "an alley in Kleinkleckersdorf"])
def test_a_place_that_is_named_gets_no_other_city(text: str) -> None:
    assert "Seattle" not in prompt_of(text)


@pytest.mark.parametrize(
    ("told", "absent"),
    [
        ("a foggy street", "rain"),
        ("a street at noon", "night"),
        ("a street by candlelight", "neon"),
        ("aerial view of a street", "low angle"),
        ("a cheerful street", "tense"),
        ("a street, watercolor", "cinematic"),
        ("a steampunk street", "cyberpunk"),
        ("a street, highly detailed", "4k"),
        ("a street, skyline on the horizon", "corporate towers"),
        ("a street in Tokyo", "Seattle"),
    ],
)
def test_a_slot_that_the_player_filled_is_left_alone(told: str, absent: str) -> None:
    for seed in range(12):
        assert not set(absent.split()) <= set(words_of(", ".join(enhanced(told, seed=seed).added)))


@pytest.mark.parametrize(
    ("text", "context", "absent"),
    [
        ("a boardroom", "indoors", ("rain", "street", "towers", "Seattle")),
        ("a desert", "wilderness", ("neon", "street", "towers", "cyberpunk", "Seattle")),
        ("a matrix host", "matrix", ("rain", "fog", "street", "Seattle", "urban")),
        ("the astral plane", "astral", ("rain", "neon", "street", "Seattle", "screen")),
        ("a street seen in astral space", "astral", ("rain", "neon", "Seattle", "towers")),
        ("a sunken city, divers", "wilderness", ("rain", "fog", "neon", "street")),
        ("a space station corridor", "indoors", ("rain", "fog", "street", "sky")),
        ("a medieval market in 1420", "outdoors", ("neon", "cyberpunk", "tech", "Seattle")),
    ],
)
def test_contexts_exclude_each_others_additions(text: str, context: str, absent: tuple[str, ...]) -> None:
    for seed in range(12):
        made = enhanced(text, seed=seed)
        assert made.context == context
        assert not set(words_of(" ".join(absent))) & set(words_of(", ".join(made.added)))


def test_a_long_description_gets_one_phrase_and_a_longer_one_none() -> None:
    text = (
        "The runners stand on the roof of a pyramid while rain whips their coats and searchlights cut through the "
        "clouds, and far below them the traffic is a slow river of red light"
    )
    made = enhanced(text)
    assert made.prompt.startswith(text)
    assert len(made.added) == 1
    assert not enhanced(f"{text}. Behind them the door opens, and a guard with a lamp looks out into the rain").added


def test_metatypes_gear_and_places_get_visual_glosses() -> None:
    assert "tusks" in prompt_of("an ork ganger")
    assert "interface cables" in prompt_of("a cyberdeck")
    assert "barrel fires" in prompt_of("the Redmond Barrens")


def test_slurs_are_replaced_and_slang_gets_a_gloss_beside_it() -> None:
    assert prompt_of("A trog bouncer").startswith("An ork bouncer (muscular build, lower tusks and pointed ears), ")
    assert prompt_of("Dandelion eaters in a bar").startswith("Elves in a bar, ")
    assert prompt_of("a dog breeder").startswith("a dog breeder, ")
    assert prompt_of("my chummer in a bar").startswith("my chummer (streetwise companion) in a bar, ")


def test_nothing_is_said_twice() -> None:
    text = prompt_of("half-body portrait of an elf, shallow depth of field", style=style("dossier"))
    assert (text.count("half-body"), text.count("depth of field")) == (1, 1)


def test_the_campaigns_line_stands_behind_the_slots() -> None:
    text = prompt_of("a bar", premise="The year is 2078, everything is tinged with sepia.")
    assert "The year is 2078" in text
    assert text.index("spilling over") < text.index("2078")


def test_a_negative_prompt_is_made_only_for_those_who_have_one() -> None:
    assert enhanced("a bar", PLAIN).negative == ""
    assert "watermark" in enhanced("a bar", NEGATIVE).negative
    assert "rain indoors" in enhanced("a bar", NEGATIVE).negative


def test_what_is_asked_for_is_never_in_the_negative_prompt() -> None:
    negative = enhanced("a forest with neon signs and traffic", NEGATIVE, style=style("wild_awakened")).negative
    assert "neon" not in negative
    assert "traffic" not in negative


@pytest.mark.parametrize(
    ("text", "alt"),
    [
        ("A street scene", "Scene outdoors: a street."),
        ("a serene forest lake at dawn, no neon", "Location in the wild: a serene forest lake at dawn."),
        ("Item: custom cyberdeck", "Item: custom cyberdeck."),
        ("a map of the sewers", "Item: a map of the sewers."),
        ("a postcard from Chicago", "Item: a postcard from Chicago."),
        ("Mein Charakter: Elfe", "Character: Elfe."),
        ("Demo vor dem Rathaus", "Scene outdoors: Demo vor dem Rathaus."),
        ("ork decker", "Character: ork decker."),
        ("A bar. It is late!", "Location indoors: a bar; It is late."),
        ("Ms. Johnson in a bar. Dr. Faust, too", "Character indoors: Ms. Johnson in a bar; Dr. Faust, too."),
    ],
)
def test_the_alternative_text_is_one_plain_sentence(text: str, alt: str) -> None:
    assert enhanced(text).alt_text == alt


@pytest.mark.parametrize("text", ["troll " * 300, "x" * 2000])
def test_the_alternative_text_is_short(text: str) -> None:
    assert len(enhanced(text).alt_text) <= 200
    assert enhanced(text).alt_text.endswith("\u2026.")


def test_a_place_with_its_preposition_is_no_part_of_the_noun_before() -> None:
    made = enhanced("a decker in a van", type="scene").prompt
    assert not made.startswith("a decker in a van (")
