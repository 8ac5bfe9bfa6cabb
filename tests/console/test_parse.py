"""What a typed line means, whatever people type."""

import pytest

from bot.console.parse import Command, UsageError, parse


def generate(text: str, **options: str | int) -> Command:
    return Command("image generate", text=text, options=options)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        # The slash is optional, and case does not matter in what is not the user's own text.
        ("/image generate A Street", generate("A Street")),
        ("image generate A Street", generate("A Street")),
        ("  /IMAGE   Generate A Street ", generate("A Street")),
        # Options stand before, after, or within the description, with a space or with an equals sign.
        ("/image generate a street --size wide", generate("a street", size="wide")),
        ("/image generate --size=wide a street", generate("a street", size="wide")),
        ("/image generate a --seed 7 street --type item", generate("a street", seed=7, type="item")),
        ("/image generate a street --Size wide", generate("a street", size="wide")),
        ("/image generate a street --seed -5", generate("a street", seed=-5)),
        ("/image generate a street --seed=0", generate("a street", seed=0)),
        ("/image generate a street --size wide --size tall", generate("a street", size="tall")),
        # Values may be quoted.
        ('/image generate a street --style "Neon Noir"', generate("a street", style="Neon Noir")),
        ("/image generate --style='Neon Noir' a street", generate("a street", style="Neon Noir")),
        ('/image generate --style="Neon Noir" a street', generate("a street", style="Neon Noir")),
        ('/image generate a street --style ""', generate("a street", style="")),
        # Apostrophes and quotes belong to the description.
        ("/image generate the troll's bar", generate("the troll's bar")),
        ("/image generate the troll's bar --size wide", generate("the troll's bar", size="wide")),
        ("/image generate 'neath the bridge", generate("'neath the bridge")),
        ('/image generate a sign saying "LAST CALL"', generate('a sign saying "LAST CALL"')),
        ('/image generate a sign, "LAST CALL", in red', generate('a sign, "LAST CALL", in red')),
        ('/image generate a 5" disk --size wide', generate('a 5" disk', size="wide")),
        ('/image generate an unclosed "quote --size wide', generate('an unclosed "quote', size="wide")),
        ('/image generate "ONE" and "TWO"', generate('"ONE" and "TWO"')),
        # A description that is one quotation as a whole was quoted out of a shell's habit.
        ('/image generate "a rainy street" --size wide', generate("a rainy street", size="wide")),
        ("/image generate 'a rainy street'", generate("a rainy street")),
        # What is in double quotes is no option, and neither are dashes.
        ('/image generate a screen: "rm --force"', generate('a screen: "rm --force"')),
        ("/image generate a street -- at night --5 below", generate("a street -- at night --5 below")),
        ("/image generate a half-lit street -x", generate("a half-lit street -x")),
        # Not refused here: that a description is needed is the service's rule.
        ("/image generate", generate("")),
        ("/image generate --size wide", generate("", size="wide")),
        ("/image generate \\ $(reboot) `x` ; | & * [red]", generate("\\ $(reboot) `x` ; | & * [red]")),
        ("/image generate größe 雨の街 🌧", generate("größe 雨の街 🌧")),
        ("/image gallery", Command("image gallery")),
        ("/image gallery --favorites --limit 3", Command("image gallery", options={"favorites": 1, "limit": 3})),
        ("/image show 'abc'", Command("image show", words=("abc",))),
        ("/image favorite last off", Command("image favorite", words=("last", "off"))),
        ("/help", Command("help")),
        ("quit", Command("quit")),
    ],
)
def test_a_line_is_understood(line: str, command: Command) -> None:
    assert parse(line) == command


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("", ["Say what to do", "/image generate", "/quit"]),
        ("/", ["/image generate"]),
        ("/image", ["Say what to do", "/image gallery"]),
        ("/image improve a street", ["/image improve", "no command", "/image generate"]),
        ("/image print", ["no command", "The commands are"]),
        ("/image generte a street", ["no command", "Did you mean /image generate?"]),
        ("/imgae generate a street", ["Did you mean /image generate?"]),
        ("/genrate a street", ["Did you mean /image generate?"]),
        ("image favourite last", ["Did you mean /image favorite?"]),
        ("hlep", ["Did you mean /help?"]),
        ("exti", ["Did you mean /quit?"]),
        ("/picture generate x", ["no command “/picture”"]),
        ("x" * 5000, ["no command", "…"]),
        ("/image generate a street --colour red", ["--colour", "--type", "--priority", "double quotes"]),
        ("/image generate a street --sise wide", ["Did you mean --size?"]),
        ("/image generate a street --size:wide", ["no option --size:wide"]),
        ("/image generate a street --size", ["--size needs a value", "1024x1024"]),
        ("/image generate a street --size= wide", ["--size needs a value"]),
        ("/image generate a street --size --seed 7", ["--size needs a value"]),
        ("/image generate a street --seed soon", ["--seed needs a whole number", "soon"]),
        ("/image generate a street --seed " + "9" * 5000, ["--seed needs a whole number"]),
        ("/image gallery --favorites=yes", ["stands alone"]),
        ("/image gallery please", ["does not take “please”", "/image gallery"]),
        ("/image styles --all", ["It has no options"]),
        ("/image show", ["needs more", "/image show <number|id|last>"]),
        ("/image show 1 2", ["does not take “2”"]),
        ("/image favorite 1 on off", ["does not take “off”"]),
    ],
)
def test_a_line_that_is_none_is_answered_with_what_there_is(line: str, named: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        parse(line)
    assert all(words in error.value.sentence for words in named), error.value.sentence
    assert len(error.value.sentence) < 400
    assert "\n" not in error.value.sentence
