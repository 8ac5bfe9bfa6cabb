"""A table's own styles: added, changed, found, locked and removed by its GM."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.settings import Settings
from generation.errors import ContentRefusedError, NotAllowedError, NotFoundError, RefusedError
from generation.sessions.permissions import GM, Actor
from generation.sessions.styles import LONGEST_NAME, LONGEST_TEXT, MOST_STYLES
from generation.styles.catalogue import all_styles
from storage.records import COMPLETED
from storage.styles import StyleStore
from tests.generation.application import ANN, PLAIN, TABLE, THE_GM, Application, open_application
from tests.generation.at_once import look_before_anybody_acts


@pytest.fixture
async def room(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Application]:
    async with open_application(settings, monkeypatch) as room:
        yield room


async def own(room: Application) -> list[str]:
    return [name for name in await room.services.styles.all(TABLE) if name not in all_styles()]


async def test_a_style_takes_colours_and_preset_of_its_base(room: Application) -> None:
    added = await room.services.styles.add(
        THE_GM, " Rust  Tide ", "verdigris, dripping pipes", negative="chrome", base="Barrens Grit"
    )
    base = all_styles()["barrens_grit"]
    assert (added.style.id, added.style.name, added.base) == ("rust_tide", "Rust Tide", "barrens_grit")
    assert (added.style.palette, added.style.preset) == (base.palette, base.preset)
    assert (added.style.positive, added.style.negative) == ("verdigris, dripping pipes", "chrome")


async def test_painters_are_told_no_codes_and_nothing_that_cannot_be_seen(room: Application) -> None:
    added = await room.services.styles.add(THE_GM, "Rust\u00adTide", "verdi\u00adgris, <:skull:5> on <@12>")
    assert (added.style.name, added.style.positive) == ("RustTide", "verdigris, skull on @someone")
    settings = await room.services.admin.change(THE_GM, premise="<@12> hunts \ufeff<a:toxic_spirit:5>")
    assert settings.premise == "@someone hunts toxic spirit"


async def test_it_is_found_by_id_and_by_name_and_stands_before_the_shipped_ones(room: Application) -> None:
    added = await room.services.styles.add(THE_GM, "Rust Tide", "verdigris")
    for text in ("rust_tide", "RUST TIDE", " Rust Tide "):
        assert await room.services.styles.find(TABLE, text) == added
    assert next(iter(await room.services.styles.all(TABLE))) == "rust_tide"
    assert await room.services.styles.find(TABLE, None) is None


async def test_another_table_does_not_know_it(room: Application) -> None:
    await room.services.styles.add(THE_GM, "Rust Tide", "verdigris")
    with pytest.raises(RefusedError, match="I do not know the style"):
        await room.services.styles.find("elsewhere", "rust_tide")


async def test_a_misspelt_one_is_answered_with_what_is_close_the_tables_own_included(room: Application) -> None:
    await room.services.styles.add(THE_GM, "Rust Tide", "verdigris")
    with pytest.raises(RefusedError, match="Did you mean rust_tide") as refused:
        await room.ask(replace(PLAIN, style="rust tid"))
    assert "neon_noir" in refused.value.sentence


async def test_the_same_name_again_changes_it_and_other_letters_make_another(room: Application) -> None:
    await room.services.styles.add(THE_GM, "Rust Tide", "verdigris")
    changed = await room.services.styles.add(THE_GM, "RUST-TIDE", "copper")
    assert changed.style.positive == "copper"
    assert await own(room) == ["rust_tide"]
    for name in ("Düster", "Döster", "Ночь", "День"):
        await room.services.styles.add(THE_GM, name, "dark")
    assert await own(room) == ["rust_tide", "düster", "döster", "ночь", "день"]


@pytest.mark.parametrize("name", ["neon_noir", "Neon Noir", "neon noir!", "Corporate Cold", "CORPORATE COLD"])
async def test_the_shipped_styles_names_are_taken(room: Application, name: str) -> None:
    with pytest.raises(RefusedError, match="every table has"):
        await room.services.styles.add(THE_GM, name, "verdigris")


@pytest.mark.parametrize(
    ("name", "positive", "negative"),
    [
        ("", "verdigris", ""),
        ("!?", "verdigris", ""),
        ("x" * (LONGEST_NAME + 1), "verdigris", ""),
        ("Rust", "", ""),
        ("Rust", "  \n ", ""),
        ("Rust", "x" * (LONGEST_TEXT + 1), ""),
        ("Rust", "verdigris", "x" * (LONGEST_TEXT + 1)),
    ],
)
async def test_what_is_missing_or_too_long_is_refused(
    room: Application, name: str, positive: str, negative: str
) -> None:
    with pytest.raises(RefusedError):
        await room.services.styles.add(THE_GM, name, positive, negative=negative)
    assert await own(room) == []


async def test_a_look_that_is_never_painted_is_refused(room: Application) -> None:
    with pytest.raises(ContentRefusedError):
        await room.services.styles.add(THE_GM, "Odd", "a nude child in each corner")


async def test_a_base_has_to_be_a_shipped_style(room: Application) -> None:
    await room.services.styles.add(THE_GM, "Rust Tide", "verdigris")
    with pytest.raises(RefusedError):
        await room.services.styles.add(THE_GM, "Deeper Rust", "verdigris", base="rust_tide")


async def test_there_may_be_so_many_and_a_full_table_can_still_change_one(room: Application) -> None:
    for number in range(MOST_STYLES):
        await room.services.styles.add(THE_GM, f"Look {number}", "verdigris")
    with pytest.raises(RefusedError, match="at most 25"):
        await room.services.styles.add(THE_GM, "One more", "verdigris")
    await room.services.styles.add(THE_GM, "Look 3", "copper")
    await room.services.styles.remove(THE_GM, "Look 4")
    await room.services.styles.add(THE_GM, "One more", "verdigris")
    assert len(await own(room)) == MOST_STYLES


@pytest.mark.parametrize("by", [ANN, replace(ANN, role="observer")])
async def test_only_the_gm_adds_and_removes(room: Application, by: Actor) -> None:
    await room.services.styles.add(THE_GM, "Rust Tide", "verdigris")
    with pytest.raises(NotAllowedError):
        await room.services.styles.add(by, "Mine", "verdigris")
    with pytest.raises(NotAllowedError):
        await room.services.styles.remove(by, "Rust Tide")
    assert await own(room) == ["rust_tide"]


async def test_a_gm_removes_nothing_of_another_table_and_nothing_shipped(room: Application) -> None:
    await room.services.styles.add(THE_GM, "Rust Tide", "verdigris")
    for by, name in ((Actor("elsewhere", "x", GM), "Rust Tide"), (THE_GM, "Neon Noir"), (THE_GM, "")):
        with pytest.raises(NotFoundError):
            await room.services.styles.remove(by, name)


async def test_a_locked_style_that_is_removed_lets_go_and_does_not_come_back_with_its_name(room: Application) -> None:
    await room.services.styles.add(THE_GM, "Rust Tide", "verdigris")
    await room.change(style_lock="Rust Tide", premise="a drowned city")
    await room.services.styles.remove(THE_GM, "rust_tide")
    settings = await room.services.admin.settings(TABLE)
    assert (settings.style_lock, settings.premise) == (None, "a drowned city")
    await room.change(spoilers=True)
    await room.services.styles.add(THE_GM, "Rust Tide", "another look")
    await room.picture()
    assert "another look" not in room.painter.orders[0].prompt


async def test_removing_another_leaves_the_lock(room: Application) -> None:
    for name in ("Rust Tide", "Salt"):
        await room.services.styles.add(THE_GM, name, "verdigris")
    await room.change(style_lock="Salt")
    await room.services.styles.remove(THE_GM, "Rust Tide")
    assert (await room.services.admin.settings(TABLE)).style_lock == "salt"


async def test_a_style_changed_while_a_request_waits_is_painted_as_it_is_then(room: Application) -> None:
    await room.services.styles.add(THE_GM, "Rust Tide", "verdigris")
    await room.change(approval="all")
    request_id = await room.ask(replace(PLAIN, style="rust_tide"))
    await room.services.styles.add(THE_GM, "Rust Tide", "copper everywhere")
    await room.services.reviews.approve(request_id, THE_GM)
    assert (await room.ended(request_id)).status == COMPLETED
    assert "copper everywhere" in room.painter.orders[0].prompt


async def test_two_who_add_at_once_both_succeed(room: Application) -> None:
    await asyncio.gather(*(room.services.styles.add(THE_GM, f"Look {number}", "verdigris") for number in range(5)))
    assert len(await own(room)) == 5


async def test_the_lock_of_a_removed_style_does_not_come_back(room: Application) -> None:
    services = room.services
    for limit in range(10):
        await services.styles.add(THE_GM, "Rust Tide", "verdigris")
        await services.admin.change(THE_GM, style_lock="Rust Tide")
        await asyncio.gather(
            services.styles.remove(THE_GM, "Rust Tide"), services.admin.change(THE_GM, hourly_limit=limit)
        )
        assert (await services.admin.settings(TABLE)).style_lock is None


async def test_a_style_that_is_removed_meanwhile_is_not_locked(room: Application) -> None:
    services = room.services
    await services.styles.add(THE_GM, "Rust Tide", "verdigris")
    locked, _ = await asyncio.gather(
        services.admin.change(THE_GM, style_lock="Rust Tide"),
        services.styles.remove(THE_GM, "Rust Tide"),
        return_exceptions=True,
    )
    assert isinstance(locked, RefusedError) or (await services.admin.settings(TABLE)).style_lock is None


async def test_a_provider_that_is_not_set_up_any_more_demands_nothing_of_a_repeat(room: Application) -> None:
    request_id = await room.ask(replace(PLAIN, provider="comfyui", only=True))
    await room.ended(request_id)
    again = replace(await room.services.requests.again(request_id, ANN), provider="dalle")
    repeat = await room.ended(await room.ask(again))
    assert repeat.status == COMPLETED
    assert "dalle is not set up here" in repeat.notes[0]
    with pytest.raises(RefusedError):
        await room.ask(replace(again, repeats=False))


async def test_of_many_styles_at_once_no_more_are_added_than_a_table_may_have(
    room: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.sessions.styles.MOST_STYLES", 2)
    look_before_anybody_acts(monkeypatch, 5, store=StyleStore, act="add")
    added = (room.services.styles.add(THE_GM, f"Rust {number}", "verdigris") for number in range(5))
    answers = await asyncio.gather(*added, return_exceptions=True)
    assert len(await own(room)) == 2
    assert sum("at most 2 styles" in str(answer) for answer in answers) == 3
