"""/session style: a table's own looks on Discord."""

import pytest
from simcord import InteractionResult, ResponseMessage

from generation.providers.base import InvalidError
from generation.sessions.styles import MOST_STYLES
from generation.styles.catalogue import all_styles
from tests.cogs.discord_harness import STREET, DiscordHarness, answer, fields, private_answer
from tests.generation.fake_provider import FakeProvider, fail, paint


async def add(
    harness: DiscordHarness, name: str = "Rust Tide", look: str = "verdigris on everything", **more: str
) -> str:
    return private_answer(await harness.gm.slash(harness.channel, "session style add", name=name, look=look, **more))


async def listed(harness: DiscordHarness) -> ResponseMessage:
    message = answer(await harness.player.slash(harness.channel, "session style list"))
    assert message.ephemeral
    return message


async def lock(harness: DiscordHarness, style: str | None = None) -> str:
    options = {} if style is None else {"style": style}
    return private_answer(await harness.gm.slash(harness.channel, "session style lock", **options))


async def remove(harness: DiscordHarness, name: str) -> InteractionResult:
    return await harness.gm.slash(harness.channel, "session style remove", name=name)


async def offered(harness: DiscordHarness, command: str, option: str, typed: str = "") -> list[str]:
    return [each["value"] for each in await harness.gm.autocomplete(harness.channel, command, option, typed)]


async def test_an_added_look_is_offered_listed_and_painted(harness: DiscordHarness, painter: FakeProvider) -> None:
    assert "`/image generate style:rust_tide`" in await add(harness, base="barrens_grit")
    assert (await offered(harness, "image generate", "style", "rust"))[0] == "rust_tide"
    assert "**Rust Tide** (`rust_tide`): verdigris on everything" in (
        ((await listed(harness)).embeds[0].description or "").replace("\\", "")
    )
    await harness.generate_image(style="rust_tide")
    assert "verdigris on everything" in painter.orders[0].prompt
    assert painter.orders[0].style == "barrens_grit"


async def test_only_the_gm_adds_removes_and_locks(harness: DiscordHarness) -> None:
    await add(harness)
    commands = {
        "add": {"name": "Mine", "look": "chrome"},
        "remove": {"name": "Rust Tide"},
        "lock": {"style": "rust_tide"},
    }
    for verb, options in commands.items():
        sentence = private_answer(await harness.player.slash(harness.channel, f"session style {verb}", **options))
        assert sentence.startswith("Only the GM may ")
    assert len(harness.env.errors) == len(commands)
    assert await offered(harness, "session style remove", "name") == ["rust_tide"]


@pytest.mark.parametrize(
    ("name", "look", "sentence"),
    [
        ("Neon Noir", "chrome", "is a style that every table has"),
        ("Corporate Cold", "chrome", "is a style that every table has"),
        ("!?", "chrome", "letters or digits among them"),
        ("Odd", "a nude child in each corner", "I do not paint this"),
    ],
)
async def test_a_look_that_cannot_be_is_a_sentence(
    harness: DiscordHarness, name: str, look: str, sentence: str
) -> None:
    assert sentence in await add(harness, name, look)
    assert harness.env.errors
    assert await offered(harness, "session style remove", "name") == []


async def test_one_too_many_is_a_sentence_and_all_can_be_listed(harness: DiscordHarness) -> None:
    for number in range(MOST_STYLES):
        await harness.services.sessions.enter(harness.as_gm(), "table")
        await harness.services.styles.add(harness.as_gm(), f"Look *{number}* with a long name", "v" * 80)
    assert "at most 25 styles" in await add(harness, "One more")
    assert harness.env.errors
    embeds = (await listed(harness)).embeds
    assert sum(len(embed) for embed in embeds) <= 6000
    assert "… and more" in (embeds[0].description or "")
    assert "tactical_map" in (embeds[1].description or "")
    assert len(await offered(harness, "session style remove", "name")) == 25


async def test_a_lock_outranks_a_wish_says_so_and_lets_go(harness: DiscordHarness, painter: FakeProvider) -> None:
    assert await lock(harness, "Neon Noir") == "From now on everything here is painted as **Neon Noir**."
    message = await harness.generate_image(style="corp_sterile")
    assert fields(message)["Style"] == "Neon Noir"
    assert fields(message)["Note"] == "This table paints everything as Neon Noir."
    assert painter.orders[0].style == "neon_noir"
    assert "locked: **Neon Noir**" in (((await listed(harness)).embeds[0].description) or "")
    assert await lock(harness) == "No style is locked; everybody chooses."
    await harness.generate_image(STREET, style="corp_sterile")
    assert painter.orders[1].style == "corp_sterile"


async def test_a_lock_on_nothing_known_is_a_sentence(harness: DiscordHarness) -> None:
    assert "Did you mean neon_noir?" in await lock(harness, "neon nor")
    assert harness.env.errors


async def test_removing_a_locked_look_lets_go_of_it(harness: DiscordHarness, painter: FakeProvider) -> None:
    await add(harness)
    await lock(harness, "rust_tide")
    assert private_answer(await remove(harness, "Rust Tide")) == (
        "**Rust Tide** is removed. No style is locked any more; everybody chooses."
    )
    await harness.generate_image()
    assert "verdigris" not in painter.orders[0].prompt


async def test_what_is_not_there_cannot_be_removed(harness: DiscordHarness) -> None:
    await add(harness)
    assert "The built-in ones cannot be removed." in private_answer(await remove(harness, "neon_noir"))
    assert harness.env.errors
    assert private_answer(await remove(harness, "rust_tide")) == "**Rust Tide** is removed."


async def test_options_complete_themselves(harness: DiscordHarness) -> None:
    await add(harness)
    assert await offered(harness, "session style lock", "style", "RUST") == ["rust_tide"]
    assert await offered(harness, "session style add", "base", "noir") == ["neon_noir"]
    assert set(await offered(harness, "session style add", "base")) == set(all_styles())


async def test_another_channel_has_other_looks(harness: DiscordHarness) -> None:
    await add(harness)
    elsewhere = harness.guild.create_text_channel("elsewhere")
    assert await harness.gm.autocomplete(elsewhere, "session style remove", "name", "") == []


async def test_what_was_painted_in_a_look_that_is_removed_is_painted_again_and_says_so(
    harness: DiscordHarness, painter: FakeProvider
) -> None:
    gone = "The style “Rust Tide” is gone from this table; the artist chooses."
    await add(harness)
    message = await harness.generate_image(style="rust_tide")
    painter.always = fail(InvalidError("No."))
    failed = await harness.generate_image(style="Rust Tide")
    preview = answer(
        await harness.player.slash(harness.channel, "image enhance", description=STREET, style="rust_tide")
    )
    painter.always = paint
    await remove(harness, "Rust Tide")
    for on, verb in ((message, "reroll"), (message, "vary"), (failed, "retry"), (preview, "send")):
        again = answer(await harness.press(on, verb))
        assert gone in {field.value for field in again.embeds[0].fields}, verb
        await harness.wait_until_delivered()
        assert painter.orders[-1].style is None, verb
    typed = await harness.generate_refused(style="rust_tide")
    assert "I do not know the style “rust_tide”" in typed, "a fresh wish is another matter"
