"""What a description says no to is not added, and goes to the negative prompt where there is one."""

import pytest

from generation.reading.negation import refusals, without_refusals
from generation.reading.words import words_of
from tests.enhancement.inputs import NEGATIVE, PLAIN, enhanced, prompt_of


@pytest.mark.parametrize(
    ("text", "rest", "refused"),
    [
        ("A serene forest lake at dawn, no neon", "A serene forest lake at dawn", ["neon"]),
        ("A street without any rain at night", "A street at night", ["rain"]),
        ("A street, not at night, with vans", "A street, with vans", ["night"]),
        ("A street, never raining", "A street", ["raining"]),
        ("A street free of cars", "A street", ["cars"]),
        ("A neon-free street", "A street", ["neon"]),
        ("A troll with no horns in a bar", "A troll in a bar", ["horns"]),
        ("A lake, no boats on the water", "A lake", ["boats"]),
        ("A bar, no neon or holograms", "A bar", ["neon", "holograms"]),
        ("No people. A street", "A street", ["people"]),
        ("There are no people. A street", "A street", ["people"]),
        ("A forge. No magic. No humans.", "A forge.", ["magic", "humans"]),
        ("A plaza, nobody around", "A plaza", ["people"]),
        ("A street (no rain)", "A street", ["rain"]),
        ("A portrait, no neon please", "A portrait", ["neon"]),
        ("A street without cars and people", "A street", ["cars", "people"]),
        ("A car w/o wheels", "A car", ["wheels"]),
        ("A gala, nobody wears a mask", "A gala", ["mask"]),
        ("A knight minus his helmet", "A knight", ["helmet"]),
        ("Eine Gasse in Berlin, ohne Regen", "Eine Gasse in Berlin", ["Regen"]),
        ("Ein Wald, keine H\u00e4user, kein Mensch zu sehen", "Ein Wald", ["H\u00e4user", "Mensch"]),
    ],
)
def test_a_refusal_is_taken_out_and_what_stays_is_correct(text: str, rest: str, refused: list[str]) -> None:
    assert without_refusals(text, refusals(text)) == (rest, refused)
    made = enhanced(text, NEGATIVE)
    assert made.prompt.startswith(rest.rstrip("."))
    assert made.negative.split(", ")[: len(refused)] == refused


@pytest.mark.parametrize(
    "text",
    [
        "A man who is not smiling",
        "An ad-free street",
        "A street where it never rains",
        "no neon in a dark alley",
        "A street without rain and with neon",
        "A runner without looking back",
        "no neon",
    ],
)
def test_where_the_text_needs_it_a_refusal_stays_and_is_refused_all_the_same(text: str) -> None:
    made = enhanced(text, NEGATIVE)
    assert made.prompt.startswith(text)
    assert made.negative.startswith(refusals(text)[0].words)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("an ork who doesn't wear a helmet", ["helmet"]),
        ("a samurai who isn\u2019t wearing any armor or helmet", ["armor", "helmet"]),
        ("a runner who does not have cyberware", ["cyberware"]),
        ("he wears no hat", ["hat"]),
        ("a street where there aren't any cars", ["cars"]),
        ("a woman who lacks a left arm", ["left arm"]),
        ("a guard who refuses to wear armor", ["armor"]),
        ("an elf, unarmed", ["weapons"]),
        ("a portrait, avoid text and watermarks", ["text", "watermarks"]),
        ("ein Ork, der keinen Helm tr\u00e4gt", ["Helm"]),
        ("ein Zwerg, der keinen Bart hat", ["Bart"]),
        ("eine Stra\u00dfe, auf der keine Autos fahren", ["Autos"]),
        ("die Deckerin tr\u00e4gt weder Brille noch Hut", ["Brille", "Hut"]),
        ("eine unbewaffnete Elfe", ["Waffen"]),
    ],
)
def test_whatever_way_no_is_said_it_reaches_the_negative_prompt(text: str, refused: list[str]) -> None:
    assert enhanced(text, NEGATIVE).negative.split(", ")[: len(refused)] == refused


@pytest.mark.parametrize("text", ["A lake, no neon", "A street without rain", "A bar, kein Neon"])
def test_without_a_negative_prompt_the_players_words_stay(text: str) -> None:
    assert prompt_of(text, PLAIN).startswith(text)


@pytest.mark.parametrize(
    "text",
    ["No man's land", "a no-go zone", "a street, no longer in use", 'a door with a sign "NO RAIN"', "Pier No. 7"],
)
def test_not_every_no_refuses(text: str) -> None:
    assert refusals(text) == []


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("a street, no neon", {"neon"}),
        ("a street, no rain", {"rain", "drizzle", "wet"}),
        ("a street, not at night", {"night", "neon", "moonlight"}),
        ("a street, no skyscrapers", {"towers", "skyscrapers", "arcology"}),
        ("a street, no posters, no cables", {"posters", "cables"}),
        ("a street, no chrome", {"chrome"}),
        ("an elf mage, no magic", {"glyphs", "glowing"}),
        ("a street samurai without weapons", {"blade", "blades"}),
        ("a street, ohne Regen", {"rain", "drizzle", "wet"}),
        ("a bar, keine Bildschirme, no screens", {"screen", "screens"}),
    ],
)
def test_nothing_refused_is_ever_added(text: str, absent: set[str]) -> None:
    for seed in range(24):
        assert not absent & set(words_of(", ".join(enhanced(text, seed=seed).added)))


@pytest.mark.parametrize("text", ["the crew waits, nobody talks", "nobody is smiling", "niemand lacht"])
def test_that_nobody_does_something_refuses_no_people(text: str) -> None:
    assert refusals(text) == []
    assert "people" not in enhanced(text, NEGATIVE).negative


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("a windowless cell", ["windows"]),
        ("eine fensterlose Zelle", ["Fenster"]),
        ("a hairless elf", ["hair"]),
        ("skip the fog, please", ["fog"]),
        ("a bar, hold the smoke", ["smoke"]),
        ("leave out the moon", ["moon"]),
        ("lass bitte den Rauch weg", ["Rauch"]),
        ("auf Schnee verzichten", ["Schnee"]),
        ("anstelle von Fackeln nur Mondlicht", ["Fackeln"]),
        ("we do not want to see drones", ["drones"]),
        ("eine menschenleere Halle", ["Menschen"]),
        ("a hall free from dust", ["dust"]),
    ],
)
def test_every_way_of_leaving_something_out_is_heard(text: str, refused: list[str]) -> None:
    assert [word for no in refusals(text) for word in no.each] == refused


@pytest.mark.parametrize(
    "text",
    [
        "he can't stop laughing",
        "the guard doesn't notice the elf",
        "no wonder the dragon is angry",
        "nothing can stop the tank",
        "not without my dog",
        "why not a dragon",
        "a not-so-subtle ork",
        "last of the team, more often than not drunk",
        "kein Wunder, dass der Troll lacht",
        "nicht weit vom Hafen",
        "ohne Zweifel der Chef",
        "a wireless headset, a homeless ork, a ruthless killer",
        "ein obdachloser Zwerg mit drahtloser Kamera",
        "guards hold the line",
        "kids skip stones",
        "a room on the second floor, No. 5",
    ],
)
def test_what_only_sounds_like_a_refusal_is_none(text: str) -> None:
    assert not refusals(text)


def test_a_text_that_ends_in_a_word_which_begins_a_refusal_is_read_to_its_end() -> None:
    assert refusals("smugglers in a cargo hold") == []
