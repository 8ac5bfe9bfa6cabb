"""/character on Discord: added by options or a form, named in descriptions, and secret ones for the GM alone."""

import io
import json

from PIL import Image
from simcord import InteractionResult, MemberActor

from generation.cast.sheet import Sheet
from generation.providers.base import Capabilities
from tests.cogs.discord_harness import DiscordHarness, answer, fields, footer, image_id, private_answer
from tests.generation.fake_provider import FakeProvider

LOOKS = "short red hair, green eyes, a black leather coat"
SECRET_LOOKS = "silver eyes"


def photo(colour: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (200, 200), colour).save(file, "PNG")
    return file.getvalue()


async def add(
    harness: DiscordHarness, name: str = "Ari", by: MemberActor | None = None, **options: object
) -> InteractionResult:
    given: dict[str, object] = {"looks": LOOKS, "pronouns": "she/her", "metatype": "elf"}
    return await (by or harness.player).slash(harness.channel, "character add", name=name, **(given | options))


async def test_a_character_is_added_shown_and_painted(harness: DiscordHarness, painter: FakeProvider) -> None:
    painter.capabilities = Capabilities(references=2, seed=True)
    card = answer(await add(harness, picture1=("ari.png", photo()), gear="a katana"))
    assert card.ephemeral
    assert card.embeds[0].thumbnail.url
    shown = answer(await harness.other.slash(harness.channel, "character show", name="ari"))
    assert not shown.ephemeral
    assert (shown.embeds[0].title, shown.embeds[0].description) == ("Ari", LOOKS)
    assert fields(shown) == {"Metatype": "elf", "Pronouns": "she/her", "Gear": "a katana", "In a description": "`@Ari`"}
    assert footer(shown) == "Reference pictures: 1"
    answer(await harness.other.slash(harness.channel, "image generate", description="@Ari in a bar", size="512x512"))
    await harness.wait_until_delivered()
    order = painter.orders[-1]
    assert f"({LOOKS}, a katana)" in order.prompt
    assert "Ari" not in order.prompt
    assert len(order.references) == 1
    (message,) = harness.image_messages()
    assert "@Ari" in (message.embeds[0].description or "")


async def test_without_looks_a_form_asks_for_them(harness: DiscordHarness) -> None:
    form = await harness.player.slash(harness.channel, "character add", name="Ari")
    assert form.modal is not None
    result = await harness.player.submit_modal(form, {"name": "Ari", "looks": LOOKS, "metatype": "elf"})
    assert answer(result).embeds[0].description == LOOKS
    form = await harness.player.slash(harness.channel, "character edit", name="Ari")
    assert form.modal is not None
    assert form.modal["components"][3]["component"]["value"] == LOOKS
    changed = await harness.player.submit_modal(form, {"name": "Ari", "looks": "bald"})
    assert answer(changed).embeds[0].description == "bald"


async def test_a_picture_becomes_a_character(harness: DiscordHarness) -> None:
    message = await harness.generate_image("an elf woman with red hair")
    form = await harness.other.context_menu(harness.channel, "Make a character of this", message)
    assert form.modal is not None
    assert form.modal["components"][3]["component"]["value"] == "an elf woman with red hair"
    card = answer(await harness.other.submit_modal(form, {"name": "Ari", "looks": "red hair"}))
    assert footer(card) == "Reference pictures: 1"
    assert image_id(message)


async def test_a_version_is_made_and_named(harness: DiscordHarness, painter: FakeProvider) -> None:
    await add(harness)
    edited = await harness.player.slash(
        harness.channel, "character edit", name="Ari", version="after the chrome upgrade", looks="a cyberarm"
    )
    assert "after the chrome upgrade" in (fields(answer(edited))["Versions"] or "")
    versions = await harness.player.autocomplete(harness.channel, "character show", "version", "chr", name="Ari")
    assert [each["name"] for each in versions] == ["after the chrome upgrade"]
    await harness.player.slash(harness.channel, "image generate", description="@Ari (chrome) runs", size="512x512")
    await harness.wait_until_delivered()
    assert "(a cyberarm)" in painter.orders[-1].prompt


async def test_names_are_completed_inside_a_description(harness: DiscordHarness) -> None:
    await add(harness)
    await add(harness, "Old Tom")
    await add(harness, "Nyx", harness.gm, secret=True)

    async def offered(typed: str, by: MemberActor | None = None) -> list[str]:
        offers = await (by or harness.player).autocomplete(harness.channel, "image generate", "description", typed)
        return [each["value"] for each in offers]

    assert await offered("@") == ["@Ari ", '@"Old Tom" ']
    assert await offered("@Ari meets @ol") == ['@Ari meets @"Old Tom" ']
    assert await offered("@Ari meets @to") == ['@Ari meets @"Old Tom" ']
    assert await offered("in a bar") == []
    assert await offered("@N") == []
    assert await offered("@N", harness.gm) == ["@Nyx "]
    assert await offered("x" * 97 + " @a") == []


async def test_who_is_unknown_is_answered(harness: DiscordHarness) -> None:
    await add(harness)
    said = await harness.generate_refused("@Arie in a bar")
    assert said.startswith("There is nobody called “Arie” in the cast. Did you mean @Ari?")
    said = private_answer(await harness.player.slash(harness.channel, "character show", name="Zed"))
    assert said.startswith("There is nobody called “Zed” in the cast.")
    assert harness.env.errors


async def test_a_secret_character_is_the_gms_alone(harness: DiscordHarness) -> None:
    card = answer(await add(harness, "Nyx", harness.gm, secret=True, looks=SECRET_LOOKS))
    assert card.ephemeral
    shown = answer(await harness.gm.slash(harness.channel, "character show", name="Nyx"))
    assert shown.ephemeral
    assert SECRET_LOOKS in (shown.embeds[0].description or "")
    assert "Nyx" in (answer(await harness.gm.slash(harness.channel, "character list")).embeds[0].description or "")
    mine = answer(await harness.player.slash(harness.channel, "character list"))
    assert "Nyx" not in (mine.embeds[0].description or "")
    refusals = [
        private_answer(await harness.player.slash(harness.channel, command, name="Nyx"))
        for command in ("character show", "character edit", "character remove", "character export")
    ]
    assert all(each.startswith("There is nobody called “Nyx”: this table has no cast yet") for each in refusals)
    assert (await harness.generate_refused("@Nyx in a bar")).startswith("There is nobody called “Nyx”")
    refused = await harness.gm.slash(harness.channel, "image generate", description="@Nyx in a bar")
    assert private_answer(refused).startswith("Only you know of Nyx.")
    assert private_answer(await add(harness, "Zoe", secret=True)).startswith("Only the GM has secret characters")
    assert harness.env.errors


async def test_a_cast_is_exported_and_imported(harness: DiscordHarness) -> None:
    await add(harness, picture1=("ari.png", photo()))
    result = await harness.player.slash(harness.channel, "character export")
    handed = answer(result)
    assert handed.ephemeral
    data = await handed.attachments[0].read()
    assert [each["name"] for each in json.loads(data)["cast"]] == ["Ari"]
    assert "Removed" in private_answer(await harness.player.slash(harness.channel, "character remove", name="Ari"))
    said = await harness.player.slash(harness.channel, "character import", file=("cast.json", data))
    assert private_answer(said) == "1 character added."
    said = await harness.player.slash(harness.channel, "character import", file=("cast.json", b"no"))
    assert "no cast that I can read" in private_answer(said)
    assert harness.env.errors


async def test_a_long_list_has_pages(harness: DiscordHarness) -> None:
    await harness.enter_gm()
    context = await harness.services.sessions.context(harness.as_gm())
    for number in range(17):
        await harness.services.cast.add(context, Sheet(f"Runner {number:02}"))
    page = answer(await harness.player.slash(harness.channel, "character list"))
    assert footer(page) == "Page 1 of 2"
    await harness.press(page, "cast:1")
    turned = harness.refetch(page)
    assert "Runner 16" in (turned.embeds[0].description or "")
    assert footer(turned) == "Page 2 of 2"
