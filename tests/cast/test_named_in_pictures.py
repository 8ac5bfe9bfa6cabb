"""Characters in descriptions: what providers are sent, what goes with the request, and what nobody is told."""

import json
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.settings import Settings
from generation.cast.cast import Cast
from generation.cast.sheet import Sheet
from generation.editing.changes import WORDS, Change
from generation.editing.pixel_edits import PixelEdits
from generation.errors import RefusedError
from generation.i18n import speaking
from generation.images.alt_text import spoken_alt_text
from generation.providers.base import Capabilities, ProviderRequest, ProviderResult, ReportProgress
from generation.requests.params import parse_params
from generation.requests.variations import reroll
from generation.sessions.permissions import GM, Actor
from generation.sketch.planning.plan import Plan, plan_scene
from generation.sketch.planning.telling import Telling
from storage.gallery_filters import GalleryFilter
from storage.params import PUBLIC, SECRET, GenerationParams
from storage.records import COMPLETED
from tests.cast.test_cast import ARI, at, picture
from tests.generation.application import ANN, BOB, THE_GM, Application, open_application
from tests.generation.fake_provider import picture_file

TOM = Sheet("Old Tom", "he/him", "dwarf", "a grey beard")
NYX = Sheet("Nyx", "she/her", "human", "silver eyes, a crescent scar", secret=True)
LOOKS = ("silver eyes", "crescent")


@pytest.fixture
async def room(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Application]:
    async with open_application(settings, monkeypatch) as room:
        await room.services.cast.add(await at(room), ARI)
        await room.services.cast.add(await at(room), TOM)
        await room.services.cast.add(await at(room, THE_GM), NYX)
        yield room


@pytest.fixture
def cast(room: Application) -> Cast:
    return room.services.cast


def asked(prompt: str, **more: object) -> GenerationParams:
    return replace(parse_params(prompt, size="512x512"), **more)  # type: ignore[arg-type]  # fields of the params


async def sent(room: Application, prompt: str, by: Actor = ANN, **more: object) -> str:
    """Have a picture painted and return the prompt that the provider was sent."""
    await room.picture(asked(prompt, **more), by)
    return room.painter.orders[-1].prompt


async def test_looks_stand_at_the_name_and_no_name_is_sent(room: Application) -> None:
    prompt = await sent(room, '@Ari meets "@Old Tom" in a bar. @ari\'s katana glows and @Old Tom laughs')
    assert "short red hair, green eyes, a black leather coat, a katana)" in prompt
    assert "a grey beard) in a bar" in prompt
    assert "The elf woman's katana glows and the dwarf man laughs" in prompt
    for name in ("Ari", "Tom", "@"):
        assert name not in prompt


async def test_those_who_are_alike_are_told_apart(room: Application, cast: Cast) -> None:
    await cast.add(await at(room), Sheet("Bea", "she/her", "elf", "white hair"))
    prompt = await sent(room, "@Ari hugs @Bea; @Bea cries, @Ari smiles")
    assert prompt.startswith("An elf woman")
    assert "another elf woman (white hair)" in prompt or "another elf woman" in prompt
    assert "the other elf woman cries, the first elf woman smiles" in prompt


async def test_the_description_stays_as_it_was_typed(room: Application) -> None:
    image = await room.picture(asked('@Ari meets @"Old Tom"'))
    assert image.prompt == '@Ari meets @"Old Tom"'


@pytest.mark.parametrize("by", [ANN, BOB])
async def test_who_is_unknown_is_answered_and_nothing_is_stored(room: Application, by: Actor) -> None:
    with pytest.raises(RefusedError, match=r"nobody called “Arie” in the cast\. Did you mean @Ari"):
        await room.ask(asked("@Arie in a bar"), by)
    assert await room.stored() == 0


async def test_looks_are_those_of_when_it_was_asked_for(room: Application, cast: Cast) -> None:
    image = await room.picture(asked("@Ari in a bar"))
    await cast.edit(await at(room), "Ari", Sheet(looks="bald, a cyberarm"))
    assert image.request_id is not None
    again = reroll(image, await room.services.requests.again(image.request_id, ANN))
    await room.picture(again)
    assert "short red hair" in room.painter.orders[-1].prompt
    assert "bald, a cyberarm" in await sent(room, "@Ari in a bar")
    await cast.remove(await at(room), "Ari")
    await room.picture(again)
    assert "short red hair" in room.painter.orders[-1].prompt


async def test_a_version_can_be_named(room: Application, cast: Cast) -> None:
    await cast.edit(await at(room), "Ari", Sheet(looks="a cyberarm", version="after the chrome upgrade"))
    await cast.edit(await at(room), "Ari", Sheet(current=""))
    assert "(a cyberarm, a katana)" in await sent(room, "@Ari (chrome) in a bar")
    assert "short red hair" in await sent(room, "@Ari in a bar")
    assert "(in the rain)" in await sent(room, "@Ari (in the rain)")


async def test_the_version_that_counts_can_be_named_as_well(room: Application, cast: Cast) -> None:
    await cast.edit(await at(room), "Ari", Sheet(looks="a cyberarm", version="chrome"))
    image = await room.picture(asked("@Ari (chrome) in a bar; @Ari smiles"))
    assert "chrome" not in room.painter.orders[-1].prompt
    assert "the elf woman smiles" in room.painter.orders[-1].prompt
    await cast.edit(await at(room), "Ari", Sheet(looks="bald", version="chrome"))
    assert image.request_id is not None
    await room.picture(reroll(image, await room.services.requests.again(image.request_id, ANN)))
    assert "a cyberarm" in room.painter.orders[-1].prompt
    assert "chrome" not in room.painter.orders[-1].prompt


async def test_what_no_description_holds_is_refused(room: Application, cast: Cast) -> None:
    await cast.edit(await at(room), "Ari", Sheet(looks="x " * 199))
    with pytest.raises(RefusedError, match="With the looks of those in it the description has"):
        await room.ask(asked("@Ari " + "y" * 3900))
    for number in range(7):
        await cast.add(await at(room), Sheet(f"P{number}"))
    with pytest.raises(RefusedError, match="7 characters are too many"):
        await room.ask(asked(" ".join(f"@P{number}" for number in range(7))))


async def test_looks_are_judged_with_the_description(room: Application, cast: Cast) -> None:
    await cast.add(await at(room), Sheet("Web", looks="a harness of cobwebs"))
    await room.change(lines=["cobwebs"])
    with pytest.raises(RefusedError):
        await room.ask(asked("@Web in a bar"))


async def test_portraits_go_along_as_far_as_the_provider_takes_them(room: Application, cast: Cast) -> None:
    await cast.edit(await at(room), "Ari", Sheet(), files=[picture("red"), picture("green")])
    await cast.edit(await at(room), "Old Tom", Sheet(), files=[picture("blue")])
    for most, shown in ((0, [(), ()]), (1, [(1,), ()]), (2, [(1,), (2,)]), (5, [(1, 3), (2,)])):
        room.painter.capabilities = replace(room.painter.capabilities, references=most)
        request = await room.ended(await room.ask(asked("@Ari meets @Old Tom")))
        assert request.status == COMPLETED
        got = room.painter.orders[-1]
        assert [member.shown_in for member in got.cast] == shown
        assert len(got.references) == min(most, 3)
        told = " ".join(request.notes)
        assert ("takes" in told) == (most < 3), told


async def test_portraits_that_are_gone_refuse_nothing(room: Application, cast: Cast) -> None:
    room.painter.capabilities = Capabilities(seed=True, references=4, deadline=5.0)
    await cast.edit(await at(room), "Ari", Sheet(), files=[picture()])
    image = await room.picture(asked("@Ari in a bar"))
    assert len(room.painter.orders[-1].references) == 1
    await cast.edit(await at(room), "Ari", Sheet(), drop_portraits=True)
    assert image.request_id is not None
    await room.picture(reroll(image, await room.services.requests.again(image.request_id, ANN)))
    assert not room.painter.orders[-1].references


async def test_a_preview_shows_the_looks_and_sends_who_was_shown(room: Application, cast: Cast) -> None:
    preview = await room.services.previews.show(asked("@Ari in a bar"), await at(room))
    assert "short red hair" in preview.enhanced.prompt
    await cast.edit(await at(room), "Ari", Sheet(looks="bald"))
    await room.picture(await room.services.previews.to_send(preview.draft.id, ANN))
    got = room.painter.orders[-1]
    assert got.prompt == preview.enhanced.prompt
    assert [member.looks for member in got.cast] == ["short red hair, green eyes, a black leather coat, a katana"]


async def test_for_a_player_a_secret_character_does_not_exist(room: Application) -> None:
    with pytest.raises(RefusedError, match="nobody called “Nyx”") as refusal:
        await room.ask(asked("@Nyx in a bar"))
    with pytest.raises(RefusedError) as other:
        await room.ask(asked("@Qzx in a bar"))
    assert str(refusal.value).replace("Nyx", "Qzx") == str(other.value)
    with pytest.raises(RefusedError, match="nobody called “Nyx”"):
        await room.services.previews.show(asked("@Nyx in a bar"), await at(room))


async def test_the_gm_is_warned_before_a_secret_character_is_painted_for_all(room: Application) -> None:
    with pytest.raises(RefusedError, match="Only you know of Nyx"):
        await room.ask(asked("@Nyx in a bar"), THE_GM)
    assert "silver eyes" in await sent(room, "@Nyx in a bar", THE_GM, visibility=SECRET)


async def seen_by_players(room: Application) -> str:
    """Return all that a player can read of the gallery and of the requests behind it."""
    page = await room.services.gallery.page(BOB, most=10)
    assert page.images
    rows = [await room.row(each.request_id or "") for each in page.images]
    kept = [(each.prompt, each.enhanced_prompt, each.negative_prompt, each.alt_text) for each in page.images]
    spoken = [spoken_alt_text(each) for each in page.images]
    return repr((kept, spoken, [(row.prompt, row.notes, row.error_message) for row in rows]))


async def test_secret_looks_reach_nobody_once_the_picture_is_revealed(
    room: Application, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[object] = []
    room.services.events.listen(lambda event: heard.append(repr(event)))
    with caplog.at_level(logging.DEBUG, logger="generation"):
        image = await room.picture(asked("@Nyx meets @Ari", visibility=SECRET), THE_GM)
        assert image.request_id is not None
        await room.services.reveals.now(image.id, THE_GM)
        said = [await seen_by_players(room), caplog.text, *map(str, heard)]
        assert "short red hair" in said[0]
        # What a player has painted again of it knows nothing of her.
        again = reroll(image, await room.services.requests.again(image.request_id, BOB))
        await room.picture(replace(again, visibility="public"), BOB)
        said += [await seen_by_players(room), room.painter.orders[-1].prompt, caplog.text]
    for looks in LOOKS:
        assert looks not in "".join(said)
    for word in ("silver", "crescent"):
        page = await room.services.gallery.page(BOB, GalleryFilter(search=word), most=10)
        assert page.images == ()


async def test_nobody_is_told_in_german_either_what_a_secret_picture_shows(room: Application) -> None:
    plan = plan_scene("a woman with red hair in a bar")
    recipe = json.dumps(Telling(plan).recipe_of(plan))

    async def paint_by_recipe(order: ProviderRequest, _report: ReportProgress) -> ProviderResult:
        return ProviderResult(picture_file("PNG", 512, 512), "fake", alt_text="A woman with red hair.", recipe=recipe)

    room.painter.then(paint_by_recipe)
    image = await room.picture(asked("@Nyx in a bar", visibility=SECRET), THE_GM)
    with speaking("de"):
        assert "Frau" not in spoken_alt_text(image)
        assert "Frau" in spoken_alt_text(replace(image, recipe=recipe))
    assert image.recipe is not None
    assert Plan.from_dict(json.loads(image.recipe)) == plan


async def test_who_is_in_a_picture_keeps_nobody_from_editing_it(room: Application, cast: Cast) -> None:
    editing, flipped = room.services.editing, PixelEdits(flip=True)
    bar = await room.picture(asked("@Ari in a bar"))
    await cast.remove(await at(room), "Ari")
    edited = await room.picture(await editing.pixel_params(bar.id, flipped, await at(room)))
    assert (edited.parent_id, edited.prompt) == (bar.id, "@Ari in a bar")
    secret = await room.picture(asked("@Nyx waits", visibility=SECRET), THE_GM)
    hidden = await room.picture(await editing.pixel_params(secret.id, flipped, await at(room, THE_GM)), THE_GM)
    assert hidden.visibility == SECRET
    await room.services.reveals.now(secret.id, THE_GM)
    seen = await room.picture(await editing.pixel_params(secret.id, flipped, await at(room)))
    assert (seen.parent_id, seen.visibility) == (secret.id, PUBLIC)
    told = await seen_by_players(room)
    assert not any(word in told for word in LOOKS)


async def test_a_change_of_a_secret_picture_may_show_who_is_secret(room: Application) -> None:
    room.painter.capabilities = replace(room.painter.capabilities, edits=frozenset({WORDS}))
    secret = await room.picture(asked("@Nyx waits", visibility=SECRET), THE_GM)
    change, context = Change(WORDS, words="remove the van"), await at(room, THE_GM)
    params, _notes = await room.services.editing.change_params(secret.id, change, context)
    assert (await room.picture(params, THE_GM)).visibility == SECRET


async def test_of_two_in_a_campaign_who_are_called_alike_each_session_has_its_own_painted(
    room: Application, cast: Cast
) -> None:
    services, eve = room.services, Actor("den", "eve", GM)
    await services.sessions.enter(eve, "The Den", gm_user_id="eve")
    campaign = await services.campaigns.create(THE_GM, "Nights")
    await services.campaigns.join(eve, campaign.join_code)
    await cast.add(await at(room, eve), Sheet("Ari", looks="a shaved head"))
    assert "short red hair" in await sent(room, "@Ari in a bar")
    assert "a shaved head" in await sent(room, "@Ari in a bar", eve)
    assert "short red hair" in await sent(room, "@Ari in a bar", THE_GM, visibility=SECRET)
