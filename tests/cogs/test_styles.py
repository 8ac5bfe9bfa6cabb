"""/session style: a table's own looks on Discord."""

import pytest
from simcord import InteractionResult, ResponseMessage

from generation.sessions.styles import MOST_STYLES
from generation.styles.catalogue import all_styles
from tests.cogs.table import STREET, Table, answer, fields, whispered
from tests.generation.painter import FakePainter


async def add(table: Table, name: str = "Rust Tide", look: str = "verdigris on everything", **more: str) -> str:
    return whispered(await table.gm.slash(table.channel, "session style add", name=name, look=look, **more))


async def listed(table: Table) -> ResponseMessage:
    message = answer(await table.player.slash(table.channel, "session style list"))
    assert message.ephemeral
    return message


async def lock(table: Table, style: str | None = None) -> str:
    options = {} if style is None else {"style": style}
    return whispered(await table.gm.slash(table.channel, "session style lock", **options))


async def remove(table: Table, name: str) -> InteractionResult:
    return await table.gm.slash(table.channel, "session style remove", name=name)


async def offered(table: Table, command: str, option: str, typed: str = "") -> list[str]:
    return [each["value"] for each in await table.gm.autocomplete(table.channel, command, option, typed)]


async def test_an_added_look_is_offered_listed_and_painted(table: Table, painter: FakePainter) -> None:
    assert "`/image generate style:rust_tide`" in await add(table, base="barrens_grit")
    assert (await offered(table, "image generate", "style", "rust"))[0] == "rust_tide"
    assert "**Rust Tide** (`rust_tide`): verdigris on everything" in (
        ((await listed(table)).embeds[0].description or "").replace("\\", "")
    )
    await table.painted(style="rust_tide")
    assert "verdigris on everything" in painter.orders[0].prompt
    assert painter.orders[0].style == "barrens_grit"


async def test_only_the_gm_adds_removes_and_locks(table: Table) -> None:
    await add(table)
    commands = {
        "add": {"name": "Mine", "look": "chrome"},
        "remove": {"name": "Rust Tide"},
        "lock": {"style": "rust_tide"},
    }
    for verb, options in commands.items():
        sentence = whispered(await table.player.slash(table.channel, f"session style {verb}", **options))
        assert sentence.startswith("Only the GM may ")
    assert len(table.env.errors) == len(commands)
    assert await offered(table, "session style remove", "name") == ["rust_tide"]


@pytest.mark.parametrize(
    ("name", "look", "sentence"),
    [
        ("Neon Noir", "chrome", "is a style that every table has"),
        ("Corporate Cold", "chrome", "is a style that every table has"),
        ("!?", "chrome", "letters or digits among them"),
        ("Odd", "a nude child in each corner", "I do not paint this"),
    ],
)
async def test_a_look_that_cannot_be_is_a_sentence(table: Table, name: str, look: str, sentence: str) -> None:
    assert sentence in await add(table, name, look)
    assert table.env.errors
    assert await offered(table, "session style remove", "name") == []


async def test_one_too_many_is_a_sentence_and_all_can_be_listed(table: Table) -> None:
    for number in range(MOST_STYLES):
        await table.services.sessions.enter(table.as_gm(), "table")
        await table.services.styles.add(table.as_gm(), f"Look *{number}* with a long name", "v" * 80)
    assert "at most 25 styles" in await add(table, "One more")
    assert table.env.errors
    embeds = (await listed(table)).embeds
    assert sum(len(embed) for embed in embeds) <= 6000
    assert "… and more" in (embeds[0].description or "")
    assert "tactical_map" in (embeds[1].description or "")
    assert len(await offered(table, "session style remove", "name")) == 25


async def test_a_lock_outranks_a_wish_says_so_and_lets_go(table: Table, painter: FakePainter) -> None:
    assert await lock(table, "Neon Noir") == "From now on everything here is painted as **Neon Noir**."
    message = await table.painted(style="corp_sterile")
    assert fields(message)["Style"] == "Neon Noir"
    assert fields(message)["Note"] == "This table paints everything as Neon Noir."
    assert painter.orders[0].style == "neon_noir"
    assert "locked: **Neon Noir**" in (((await listed(table)).embeds[0].description) or "")
    assert await lock(table) == "No style is locked; everybody chooses."
    await table.painted(STREET, style="corp_sterile")
    assert painter.orders[1].style == "corp_sterile"


async def test_a_lock_on_nothing_known_is_a_sentence(table: Table) -> None:
    assert "Did you mean neon_noir?" in await lock(table, "neon nor")
    assert table.env.errors


async def test_removing_a_locked_look_lets_go_of_it(table: Table, painter: FakePainter) -> None:
    await add(table)
    await lock(table, "rust_tide")
    assert whispered(await remove(table, "Rust Tide")) == (
        "**Rust Tide** is removed. It was locked; everybody chooses again."
    )
    await table.painted()
    assert "verdigris" not in painter.orders[0].prompt


async def test_what_is_not_there_cannot_be_removed(table: Table) -> None:
    await add(table)
    assert "The shipped ones cannot be removed." in whispered(await remove(table, "neon_noir"))
    assert table.env.errors
    assert whispered(await remove(table, "rust_tide")) == "**Rust Tide** is removed."


async def test_options_complete_themselves(table: Table) -> None:
    await add(table)
    assert await offered(table, "session style lock", "style", "RUST") == ["rust_tide"]
    assert await offered(table, "session style add", "base", "noir") == ["neon_noir"]
    assert set(await offered(table, "session style add", "base")) == set(all_styles())


async def test_another_channel_has_other_looks(table: Table) -> None:
    await add(table)
    elsewhere = table.guild.create_text_channel("elsewhere")
    assert await table.gm.autocomplete(elsewhere, "session style remove", "name", "") == []
