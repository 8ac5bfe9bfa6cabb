"""A player's gallery shows no gap where a secret image is: on pages, in custom_ids, or by positions made by hand."""

import re

from tests.cogs.discord_harness import DiscordHarness, custom_ids, footer, private_answer
from tests.cogs.gallery_actions import labels


async def around_a_secret(harness: DiscordHarness) -> None:
    await harness.generate_image("a dock")
    for number in range(3):
        await harness.generate_secret(f"traitor {number}")
    await harness.generate_image("a bar")


async def test_pages_and_custom_ids_count_what_a_player_may_see(harness: DiscordHarness) -> None:
    await around_a_secret(harness)
    page = await harness.open_gallery()
    assert footer(page) == "Picture 1 of 2, newest first"
    await harness.press(page, "older")
    older = harness.refetch(page)
    assert footer(older) == "Picture 2 of 2, newest first"
    assert labels(older)["Next"]
    for message in (page, older):
        named = [part for name in custom_ids(message) for part in name.split(":")[2:]]
        assert not [part for part in named if re.fullmatch(r"[1-9]\d{0,8}", part)]


async def test_a_position_made_by_hand_finds_nothing_out(harness: DiscordHarness) -> None:
    await around_a_secret(harness)
    page = await harness.open_gallery()
    (view,) = await harness.services.views.recent(harness.session_id)
    seen = set()
    for guess in range(1, 8):
        data = {"custom_id": f"scene:page:{view.id}:newer:{guess}", "component_type": 2}
        await harness.player._dispatch_interaction(3, harness.channel, data, source_message_id=page.id)
        seen.add(footer(harness.refetch(page)))
    assert seen == {"Picture 1 of 2, newest first"}
    data = {"custom_id": f"scene:page:{view.id}:newer:{'0' * 15}x", "component_type": 2}
    answer = await harness.player._dispatch_interaction(3, harness.channel, data, source_message_id=page.id)
    assert "from another version" in private_answer(answer)
    harness.env.errors.clear()
