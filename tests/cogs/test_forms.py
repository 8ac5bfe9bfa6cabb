"""Forms: what Discord sends back is read whatever shape it has, and what is hostile is a sentence."""

from typing import Any

import pytest

from cogs.ui.components import MAX_OPTIONS, Option, select
from cogs.ui.forms import MAX_FIELDS, ChoiceField, FormInput, TextField, form, read_form
from tests.cogs.discord_harness import DiscordHarness, private_answer

LABELS = {
    "custom_id": "scene:amend:1",
    "components": [
        {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "prompt", "value": " an ork \n"}},
        {"type": 18, "id": 3, "component": {"type": 3, "id": 4, "custom_id": "style", "values": ["neon_noir"]}},
        {"type": 18, "id": 5, "component": {"type": 3, "id": 6, "custom_id": "size", "values": []}},
        {"type": 10, "id": 7},
    ],
}
ROWS = {
    "custom_id": "scene:amend:1",
    "components": [
        {"type": 1, "components": [{"type": 4, "custom_id": "prompt", "value": "an ork"}]},
        {"type": 1, "components": [{"type": 4, "custom_id": "negative", "value": ""}]},
    ],
}


def test_labels_hold_a_part_each() -> None:
    filled = read_form(LABELS)
    assert filled.text("prompt") == "an ork"
    assert (filled.choice("style"), filled.choice("size")) == ("neon_noir", None)


def test_the_older_rows_do_too() -> None:
    filled = read_form(ROWS)
    assert (filled.text("prompt"), filled.text("negative")) == ("an ork", "")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"components": []},
        {"components": [{"type": 1, "components": []}]},
        {"components": [{"type": 18}]},
        {"components": [{"type": 18, "component": {"type": 4, "custom_id": "prompt", "value": None}}]},
    ],
)
def test_what_is_missing_is_empty(data: dict[str, Any]) -> None:
    filled = read_form(data)
    assert filled.text("prompt") == ""
    assert filled.choice("style") is None


def test_a_choice_of_several_keeps_them_all() -> None:
    part = {"type": 3, "custom_id": "types", "values": ["scene", "item"]}
    assert read_form({"components": [{"type": 18, "component": part}]}) == FormInput({}, {"types": ["scene", "item"]})


def test_a_form_keeps_within_discords_bounds_and_says_all_in_its_id() -> None:
    options = [Option(str(number), "x" * 150, "y" * 150) for number in range(40)]
    fields = [TextField(f"text{number}", "l" * 80, "v" * 9000, "h" * 200) for number in range(5)]
    modal = form("amend", "a1", "b2", title="t" * 80, fields=[*fields, ChoiceField("style", "Style", options)])
    payload = modal.to_dict()
    assert payload["custom_id"] == "scene:amend:a1:b2"
    assert len(payload["title"]) == 45
    assert len(payload["components"]) == MAX_FIELDS
    field = payload["components"][0]
    assert len(field["label"]) == 45
    assert (len(field["component"]["value"]), len(field["component"]["placeholder"])) == (4000, 100)
    menu: Any = ChoiceField("style", "Style", options, max_values=99).to_discord()
    assert len(menu.options) == MAX_OPTIONS
    assert menu.max_values == MAX_OPTIONS
    assert {len(option.label) for option in menu.options} == {100}


def test_a_menu_on_a_message_keeps_within_them_too() -> None:
    options = [Option(str(number), f"Style {number}") for number in range(40)]
    menu: Any = select("style", options=options)
    assert len(menu.options) == MAX_OPTIONS


@pytest.mark.parametrize(
    "custom_id",
    [
        "scene:draw:1",
        "scene:",
        "scene::",
        "scene:amend:../../etc",
        "scene:amend:1;DROP TABLE draft",
        "scene:AMEND:1",
        "scene:amend:no-such-draft",
    ],
)
async def test_a_form_that_the_bot_does_not_know_is_a_sentence(harness: DiscordHarness, custom_id: str) -> None:
    data = {"custom_id": custom_id, "components": LABELS["components"]}
    sentence = private_answer(await harness.player._dispatch_interaction(5, harness.channel, data))
    assert "another version of the bot" in sentence or "This preview is gone" in sentence


async def test_a_form_without_its_id_harms_nobody(harness: DiscordHarness) -> None:
    data = {"custom_id": "scene:amend", "components": []}
    assert "from another version of the bot" in private_answer(
        await harness.player._dispatch_interaction(5, harness.channel, data)
    )
    assert (await harness.generate_image()).attachments


async def test_somebody_elses_form_is_left_alone(harness: DiscordHarness) -> None:
    result = await harness.player._dispatch_interaction(5, harness.channel, {"custom_id": "other", "components": []})
    assert not result.acknowledged
