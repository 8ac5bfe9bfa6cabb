"""Campaigns: who brings sessions together, what they share, and what nobody sees of a channel that is not theirs."""

from dataclasses import replace
from typing import Any

import pytest

from generation.campaigns.scope import CampaignScope
from generation.errors import NotAllowedError, NotFoundError, RefusedError
from generation.moderation.moderator import judge
from generation.moderation.verdict import Action
from generation.prompts.enhancer import Enhancer
from generation.providers.registry import Providers
from generation.services import Services, build
from generation.sessions.members import Seen
from generation.sessions.permissions import GM, OBSERVER, PLAYER, Actor
from storage.campaigns import CampaignStore
from storage.errors import SceneError
from storage.gallery_filters import CAMPAIGN, GalleryFilter
from storage.params import SECRET
from tests.generation.fake_provider import FakeProvider
from tests.storage.gallery_images import Kind, add_image
from tests.storage.stores import MOMENT, Stores

#: Ann leads Seattle and plays in Chicago, Bob the other way round; Cid is in both, Dee in Seattle alone.
SEEN = {
    ("seattle", "ann"): Seen(leads=True),
    ("seattle", "bob"): Seen(),
    ("seattle", "cid"): Seen(),
    ("seattle", "dee"): Seen(),
    ("chicago", "ann"): Seen(),
    ("chicago", "bob"): Seen(leads=True),
    ("chicago", "cid"): Seen(),
    ("chicago", "eve"): Seen(leads=True),
    ("seattle", "eve"): Seen(leads=True),
}
ANN, BOB = Actor("seattle", "ann", GM), Actor("chicago", "bob", GM)
CID, DEE, EVE = Actor("seattle", "cid"), Actor("seattle", "dee"), Actor("seattle", "eve", GM)


class Discord:
    """Who is seen in which channel, and whether anybody answers."""

    def __init__(self) -> None:
        self.seen = dict(SEEN)
        self.is_silent = False

    async def look_up(self, session_id: str, user_id: str) -> Seen | None:
        if self.is_silent:
            raise OSError("no answer")
        return self.seen.get((session_id, user_id))


@pytest.fixture
def discord() -> Discord:
    return Discord()


@pytest.fixture
async def services(stores: Stores, discord: Discord, monkeypatch: pytest.MonkeyPatch) -> Services:
    """Return services that ask Discord each time, and two sessions there."""
    monkeypatch.setattr("generation.sessions.members.BELIEVED_FOR", 0.0)
    services = build(stores, Providers([FakeProvider()]), Enhancer(None, stores.prompt_cache, judge)).services
    services.membership.look_up = discord.look_up
    for session_id in ("seattle", "chicago"):
        await stores.sessions.open(session_id, session_id.title(), MOMENT, guild_id=f"server of {session_id}")
    return services


@pytest.fixture
async def emerald(services: Services) -> str:
    """Return the code of a campaign that both sessions are in."""
    campaign = await services.campaigns.create(ANN, "Emerald City Nights")
    await services.campaigns.join(BOB, campaign.join_code.lower().replace("-", " "))
    return campaign.join_code


async def seen_by(services: Services, actor: Actor, shown: GalleryFilter | None = None) -> list[str]:
    scope = await services.campaigns.scope(actor, CAMPAIGN)
    page = await scope.page(shown or GalleryFilter(), most=50)
    assert page.total == len(page.images)
    return [image.prompt for image in page.images]


async def paint(stores: Stores) -> dict[str, str]:
    """Paint a public and a secret picture in each session; return their ids by their descriptions."""
    ids = {}
    for session in ("seattle", "chicago"):
        ids[f"{session} street"] = await add_image(stores, Kind(f"{session} street", tags=(session,)), session)
        secret = Kind(f"{session} traitor", tags=(f"{session} plot",), visibility=SECRET)
        ids[f"{session} traitor"] = await add_image(stores, secret, session)
    return ids


async def test_each_sees_what_their_channels_show_them(services: Services, stores: Stores, emerald: str) -> None:
    assert emerald
    await paint(stores)
    public, theirs = ["chicago street", "seattle street"], "seattle traitor"
    assert await seen_by(services, CID) == public
    assert await seen_by(services, ANN) == ["chicago street", theirs, "seattle street"]
    assert await seen_by(services, DEE) == ["seattle street"]
    assert await seen_by(services, EVE) == ["chicago traitor", "chicago street", theirs, "seattle street"]


async def test_who_may_not_see_a_channel_finds_nothing_of_it(services: Services, stores: Stores, emerald: str) -> None:
    """Neither on a page nor by search, number, choice, tag or id, and not that the session is there."""
    assert emerald
    ids = await paint(stores)
    scope = await services.campaigns.scope(DEE, CAMPAIGN)
    assert isinstance(scope, CampaignScope)
    for shown in (GalleryFilter(search="chicago"), GalleryFilter(tag="chicago"), GalleryFilter(tag="chicago plot")):
        assert await seen_by(services, DEE, shown) == []
    assert [each.value for each in await scope.choices("tag")] == ["seattle"]
    assert [each.images for each in await scope.choices("type")] == [1]
    assert (await scope.jump(1)).total == 1
    with pytest.raises(RefusedError, match="from 1 to 1"):
        await scope.jump(2)
    for prompt in ("chicago street", "chicago traitor", "seattle traitor"):
        with pytest.raises(NotFoundError):
            await scope.image(ids[prompt])
        with pytest.raises(NotFoundError):
            await services.campaigns.image(ids[prompt], DEE)
    assert not scope.sees("chicago")
    assert not scope.sees("seattle", secret=True)
    assert [each.session.id for each in (await services.campaigns.info(DEE)).sessions] == ["seattle"]


async def test_who_is_shut_out_of_a_channel_sees_nothing_of_it_any_more(
    services: Services, stores: Stores, discord: Discord, emerald: str
) -> None:
    assert emerald
    await paint(stores)
    assert "chicago street" in await seen_by(services, CID)
    del discord.seen["chicago", "cid"]
    assert await seen_by(services, CID) == ["seattle street"]


async def test_while_discord_is_silent_each_session_keeps_to_itself(
    services: Services, stores: Stores, discord: Discord, emerald: str
) -> None:
    assert emerald
    await paint(stores)
    discord.is_silent = True
    assert await seen_by(services, CID) == ["seattle street"]


async def test_a_lesser_role_here_opens_no_secrets_elsewhere(services: Services, stores: Stores, emerald: str) -> None:
    """A token that grants a player's role shows a GM what a player sees, in all sessions."""
    assert emerald
    await paint(stores)
    assert await seen_by(services, replace(EVE, role=PLAYER)) == ["chicago street", "seattle street"]
    assert await seen_by(services, replace(EVE, role=OBSERVER)) == ["chicago street", "seattle street"]


async def test_names_that_people_choose_open_no_channel_and_no_secrets(
    services: Services, stores: Stores, emerald: str
) -> None:
    """Whoever calls themselves by a GM's id in a session that is not on Discord is not that GM."""
    for session_id in ("home", "den"):
        await stores.sessions.open(session_id, session_id, MOMENT, gm_user_id="eve")
        await stores.sessions.join(session_id, "eve", GM, MOMENT)
        await services.campaigns.join(Actor(session_id, "eve", GM), emerald)
    await stores.sessions.join("den", "cid", PLAYER, MOMENT)
    await paint(stores)
    await add_image(stores, Kind("den street"), "den")
    await add_image(stores, Kind("den traitor", visibility=SECRET), "den")
    assert await seen_by(services, Actor("home", "eve", GM)) == ["den street"]
    assert await seen_by(services, Actor("home", "stranger")) == []
    assert "den street" not in await seen_by(services, EVE)


async def test_a_session_that_leaves_takes_nothing_along_and_leaves_nothing(
    services: Services, stores: Stores, emerald: str
) -> None:
    await paint(stores)
    await services.admin.change(BOB, lines=("spiders",))
    await services.styles.add(BOB, "Windy City", "grey lake light")
    assert "windy_city" in await services.styles.all("seattle")
    await services.campaigns.leave(BOB)
    assert await seen_by(services, CID) == ["seattle street"]
    assert "windy_city" not in await services.styles.all("seattle")
    assert (await services.sessions.shared_rules("seattle")).lines == ()
    with pytest.raises(RefusedError, match="in no campaign"):
        await services.campaigns.scope(BOB, CAMPAIGN)
    assert await services.campaigns.sharing_sessions("chicago") == ("chicago",)
    await services.campaigns.join(BOB, emerald)
    assert await services.campaigns.sharing_sessions("chicago") == ("chicago", "seattle")


async def test_lines_and_veils_of_all_hold_for_each_the_stricter_first(services: Services, emerald: str) -> None:
    assert emerald
    await services.admin.change(ANN, lines=("spiders",), veils=("blood", "rats"))
    await services.admin.change(BOB, lines=("rats",), veils=("fire",))
    for session_id in ("seattle", "chicago"):
        rules = await services.sessions.shared_rules(session_id)
        assert set(rules.lines) == {"spiders", "rats"}
        assert set(rules.veils) == {"blood", "fire"}
        assert judge("rats in the sewers", rules).action is Action.BLOCK
    info = await services.campaigns.info(ANN)
    assert (info.join_code, set(info.lines)) == (emerald, {"spiders", "rats"})
    assert (await services.campaigns.info(CID)).join_code is None


async def test_styles_are_shared_and_ones_own_goes_first(services: Services, emerald: str) -> None:
    assert emerald
    for actor, look in ((ANN, "emerald light"), (BOB, "lake light")):
        await services.styles.add(actor, "House", look)
    await services.styles.add(BOB, "Windy City", "grey")
    for actor, look in ((ANN, "emerald light"), (BOB, "lake light")):
        assert (await services.styles.all(actor.session_id))["house"].style.positive == look
    await services.admin.change(ANN, style_lock="Windy City")
    with pytest.raises(NotFoundError):
        await services.styles.remove(ANN, "Windy City")


async def test_only_a_gm_brings_a_session_in_or_out(services: Services, emerald: str) -> None:
    campaigns = services.campaigns
    for refused in (
        campaigns.create(CID, "Mine"),
        campaigns.join(CID, emerald),
        campaigns.leave(CID),
        campaigns.rename(CID, "Mine"),
        campaigns.new_code(CID),
    ):
        with pytest.raises(NotAllowedError):
            await refused


async def test_a_session_is_in_one_campaign_and_a_code_is_good_until_there_is_another(
    services: Services, emerald: str
) -> None:
    campaigns = services.campaigns
    for refused in (campaigns.create(BOB, "Windy Nights"), campaigns.join(BOB, emerald)):
        with pytest.raises(RefusedError, match="in a campaign already"):
            await refused
    await campaigns.leave(BOB)
    code = await campaigns.new_code(ANN)
    with pytest.raises(NotFoundError, match="No campaign has this code"):
        await campaigns.join(BOB, emerald)
    await campaigns.join(BOB, code)
    for name in ("", " \u200b ", "x" * 81):
        with pytest.raises(SceneError, match="1 to 80 characters"):
            await campaigns.rename(ANN, name)


async def test_a_campaign_has_room_for_so_many_sessions(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.campaigns.campaigns.MOST_SESSIONS", 1)
    campaign = await services.campaigns.create(ANN, "Emerald City Nights")
    with pytest.raises(RefusedError, match="at most 1 sessions"):
        await services.campaigns.join(BOB, campaign.join_code)


async def test_a_pictures_number_counts_what_the_viewer_may_see(
    services: Services, stores: Stores, emerald: str
) -> None:
    assert emerald
    await paint(stores)
    for actor, numbers in ((CID, [2, 1]), (EVE, [4, 3, 2, 1]), (DEE, [1])):
        scope = await services.campaigns.scope(actor, CAMPAIGN)
        page = await scope.page(most=9)
        found = await scope.numbers(page.images)
        assert [found[image.id] for image in page.images] == numbers
        place = scope.place_of(page.images[0])
        assert scope.read_place(scope.write_place(place)) == place
        assert services.gallery.positions.read("seattle", scope.write_place(place)) is None


async def test_a_code_that_is_changed_while_somebody_joins_lets_nobody_in(
    services: Services, emerald: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await services.campaigns.leave(BOB)
    join = CampaignStore.join

    async def changed_first(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401  # as the step has them
        await services.campaigns.new_code(ANN)
        return await join(*arguments, **named)

    monkeypatch.setattr(CampaignStore, "join", changed_first)
    with pytest.raises(NotFoundError, match="No campaign has this code"):
        await services.campaigns.join(BOB, emerald)
    assert await services.campaigns.of_session(BOB.session_id) is None
