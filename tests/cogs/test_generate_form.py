"""/image generate without a description: the form that asks for it."""

from typing import Any

import pytest
from simcord import InteractionResult

from tests.cogs.discord_harness import STREET, DiscordHarness, answer, fields, private_answer
from tests.generation.fake_provider import FakeProvider, picture_file


async def opened(harness: DiscordHarness, **options: Any) -> InteractionResult:  # noqa: ANN401  # options of the command
    result = await harness.player.slash(harness.channel, "image generate", **options)
    assert result.modal is not None
    return result


def parts(result: InteractionResult) -> dict[str, dict[str, Any]]:
    """Return the parts of a form by their labels."""
    assert result.modal is not None
    return {label["label"]: label["component"] for label in result.modal["components"]}


async def test_it_asks_for_what_the_command_has_options_for(harness: DiscordHarness) -> None:
    form = await opened(harness)
    assert list(parts(form)) == ["What to paint", "Type", "Style", "Provider", "Size"]
    assert parts(form)["What to paint"]["required"]
    assert not parts(form)["Style"]["required"]
    assert await harness.services.requests.counts() == {}


async def test_what_was_given_already_is_filled_in(harness: DiscordHarness) -> None:
    form = await opened(harness, type="item", style="neon_noir", size="wide", provider="sketch")
    chosen = {
        label: option["value"]
        for label, part in parts(form).items()
        for option in part.get("options", ())
        if option.get("default")
    }
    assert chosen == {"Type": "item", "Style": "neon_noir", "Provider": "sketch", "Size": "wide"}


async def test_a_style_may_be_given_by_its_name(harness: DiscordHarness) -> None:
    (chosen,) = (
        each for each in parts(await opened(harness, style="Neon Noir"))["Style"]["options"] if each.get("default")
    )
    assert chosen["value"] == "neon_noir"


async def test_what_it_does_not_show_is_kept(harness: DiscordHarness, painter: FakeProvider) -> None:
    form = await opened(harness, quality="hd", seed=7, count=2)
    placeholder = answer(await harness.player.submit_modal(form, {"description": STREET}))
    assert placeholder.embeds[0].title == "Painting 2 pictures"
    await harness.wait_until_delivered()
    assert sorted(order.seed for order in painter.orders) == [7, 8]
    assert {order.quality for order in painter.orders} == {"hd"}


async def test_what_comes_back_is_painted(harness: DiscordHarness, painter: FakeProvider) -> None:
    form = await opened(harness)
    filled = {"description": STREET, "type": ["item"], "style": ["neon_noir"], "size": ["wide"]}
    placeholder = answer(await harness.player.submit_modal(form, filled))
    await harness.wait_until_delivered()
    assert fields(harness.refetch(placeholder))["Style"] == "Neon Noir"
    (order,) = painter.orders
    assert (order.type, order.style, order.width, order.height) == ("item", "neon_noir", 1792, 1024)


@pytest.mark.parametrize("options", [{}, {"seed": 7}])
async def test_it_is_taken_after_a_restart_too(harness: DiscordHarness, options: dict[str, Any]) -> None:
    form = await opened(harness, **options)
    await harness.restart()
    placeholder = answer(await harness.player.submit_modal(form, {"description": STREET}))
    await harness.wait_until_delivered()
    assert harness.refetch(placeholder).attachments
    assert len(harness.image_messages()) == 1


async def test_a_description_that_is_none_is_refused(harness: DiscordHarness) -> None:
    form = await opened(harness)
    assert private_answer(await harness.player.submit_modal(form, {"description": "…"})).startswith(
        "Describe what to paint"
    )
    assert await harness.services.requests.counts() == {}


async def test_a_reference_picture_needs_its_description_at_once(harness: DiscordHarness) -> None:
    sentence = private_answer(
        await harness.player.slash(harness.channel, "image generate", reference=("face.png", picture_file()))
    )
    assert sentence == "Type the description together with the reference picture: a form cannot hold a picture."
    assert harness.env.errors
