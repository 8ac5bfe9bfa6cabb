"""Everything that is read or changed by session, with a second one beside it in which the same people are."""

import pytest

from storage.drafts import DraftRow
from storage.gallery_filters import GalleryFilter, GalleryView
from storage.members import Member
from storage.params import SECRET
from storage.styles import SessionStyle
from storage.tokens import StoredToken
from tests.storage.gallery_images import Kind, add_image
from tests.storage.stores import MOMENT, SECOND, Stores, new_request

TABLE, OTHER = "table", "other"


@pytest.fixture
async def stores(stores: Stores) -> Stores:
    """Open a second session."""
    await stores.sessions.open(OTHER, "The other table", MOMENT)
    return stores


class TestMembers:
    async def test_have_a_role_in_each(self, stores: Stores) -> None:
        await stores.sessions.join(TABLE, "ann", "gm", MOMENT)
        await stores.sessions.join(OTHER, "ann", "player", MOMENT)
        assert (await stores.sessions.role(TABLE, "ann"), await stores.sessions.role(OTHER, "ann")) == ("gm", "player")
        here, there = await stores.sessions.seen(TABLE, "ann"), await stores.sessions.seen(OTHER, "ann")
        assert here is not None
        assert there is not None
        assert (here.session.id, here.role, there.session.id, there.role) == (TABLE, "gm", OTHER, "player")

    async def test_who_is_in_one_is_not_in_the_other(self, stores: Stores) -> None:
        await stores.sessions.join(TABLE, "ann", "gm", MOMENT)
        await stores.sessions.join(TABLE, "bob", "player", MOMENT)
        there = await stores.sessions.seen(OTHER, "ann")
        assert there is not None
        assert (there.role, await stores.sessions.role(OTHER, "ann")) == (None, None)
        assert (await stores.members.count(TABLE), await stores.members.count(OTHER)) == (2, 0)
        assert await stores.members.members(TABLE) == (Member("ann", "gm", None, 1), Member("bob", "player", None, 1))
        assert await stores.members.members(OTHER) == ()

    async def test_joining_as_somebody_else_in_one_is_written_though_the_other_says_so(self, stores: Stores) -> None:
        await stores.sessions.join(OTHER, "ann", "gm", MOMENT, name="Ann")
        await stores.sessions.join(TABLE, "ann", "player", MOMENT, name="Ann")
        await stores.sessions.join(TABLE, "ann", "gm", MOMENT, name="Ann")
        assert await stores.sessions.role(TABLE, "ann") == "gm"

    async def test_role_and_priority_are_given_in_one(self, stores: Stores) -> None:
        for session in (TABLE, OTHER):
            await stores.sessions.join(session, "ann", "player", MOMENT)
            await stores.sessions.join(session, "bob", "player", MOMENT)
        await stores.members.give_role(TABLE, "ann", "observer", MOMENT)
        await stores.members.give_priority(TABLE, "ann", 3, MOMENT)
        assert Member("ann", "observer", "observer", 3) in await stores.members.members(TABLE)
        assert Member("bob", "player", None, 1) in await stores.members.members(TABLE)
        assert Member("ann", "player", None, 1) in await stores.members.members(OTHER)

    async def test_who_is_new_has_the_least_priority(self, stores: Stores) -> None:
        await stores.members.give_priority(OTHER, "ann", 3, MOMENT)
        here, there = await stores.sessions.seen(TABLE, "ann"), await stores.sessions.seen(OTHER, "ann")
        assert here is not None
        assert there is not None
        assert (here.priority, there.priority) == (1, 3)

    async def test_who_comes_as_something_else_was_let_in_then(self, stores: Stores) -> None:
        for seconds, (name, role) in enumerate([("ann", "observer"), ("bob", "player"), ("ann", "player")]):
            await stores.sessions.join(TABLE, name, role, MOMENT + seconds * SECOND)
        assert [each.user_id for each in await stores.members.members(TABLE)] == ["ann", "bob"]

    @pytest.mark.parametrize("before", [None, "Ann"])
    @pytest.mark.parametrize("now", [None, "Ann"])
    async def test_who_comes_again_as_before_is_not_written_anew(
        self, before: str | None, now: str | None, stores: Stores
    ) -> None:
        await stores.sessions.join(OTHER, "ann", "player", MOMENT, name="Ann")
        for seconds, (name, called) in enumerate([("ann", before), ("bob", None), ("ann", now)]):
            await stores.sessions.join(TABLE, name, "player", MOMENT + seconds * SECOND, name=called)
        written = before is None and now is not None
        order = ["ann", "bob"] if written else ["bob", "ann"]
        assert [each.user_id for each in await stores.members.members(TABLE)] == order
        seen = await stores.sessions.seen(TABLE, "ann")
        assert seen is not None
        assert seen.name == (before or now)

    async def test_gms_come_first_and_observers_last_of_one_kind_who_was_let_in_last(self, stores: Stores) -> None:
        people = [("ann", "observer", 3), ("bob", "player", 0), ("cid", "player", 1), ("dan", "gm", 0)]
        for name, role, seconds in people:
            await stores.sessions.join(TABLE, name, role, MOMENT + seconds * SECOND)
        assert [each.user_id for each in await stores.members.members(TABLE)] == ["dan", "cid", "bob", "ann"]

    async def test_a_new_name_is_held_against_those_of_its_own_session(self, stores: Stores) -> None:
        for session, leads, names in ((TABLE, "gm-1", ("Ann", None)), (OTHER, "gm-2", ("Anna", "Bob"))):
            await stores.members.lead(session, leads, MOMENT)
            for user, name in zip(("1", "2"), names, strict=True):
                await stores.sessions.join(session, user, "player", MOMENT, name=name)
            await stores.tokens.add(
                StoredToken(f"of {session}", "invitation", session, leads, "player", MOMENT, MOMENT + SECOND)
            )
        known = list[str]()
        joining = StoredToken("new", "bearer", TABLE, "cid", "player", MOMENT, MOMENT + SECOND)
        assert await stores.tokens.join(f"of {TABLE}", "invitation", joining, known.extend)
        assert sorted(known) == ["1", "2", "Ann", "gm-1"]

    async def test_painters_are_called_as_their_own_session_calls_them(self, stores: Stores) -> None:
        for session, names in ((TABLE, ("Ann", "Bob")), (OTHER, ("Anna", None))):
            for user, name in zip(("ann", "bob"), names, strict=True):
                await stores.sessions.join(session, user, "player", MOMENT, name=name)
                await stores.add_image(user=user, session=session)
        for session, expected in ((TABLE, {"ann": "Ann", "bob": "Bob"}), (OTHER, {"ann": "Anna", "bob": None})):
            choices = await stores.images.choices(session, "user", sees_secrets=True)
            assert {choice.value: choice.name for choice in choices} == expected
            page = await stores.images.page(session, sees_secrets=True, most=9)
            assert {image.user_id: image.user_name for image in page.images} == expected
            assert {choice.name for choice in await stores.images.choices(session, "type", sees_secrets=True)} == {None}


class TestWhoIsAsked:
    async def test_is_nobody_where_nobody_was_seen_who_leads(self, stores: Stores) -> None:
        await stores.sessions.join(OTHER, "ann", "gm", MOMENT)
        await stores.sessions.join(TABLE, "ann", "player", MOMENT)
        assert (await stores.reviews.reviewer(TABLE), await stores.reviews.reviewer(OTHER)) == (None, "ann")

    async def test_is_the_sessions_own_gm(self, stores: Stores) -> None:
        await stores.members.hand_over(TABLE, "ann", MOMENT)
        await stores.members.hand_over(OTHER, "bob", MOMENT)
        assert (await stores.reviews.reviewer(TABLE), await stores.reviews.reviewer(OTHER)) == ("ann", "bob")

    async def test_is_else_who_was_seen_last(self, stores: Stores) -> None:
        for name, seconds in (("ann", 0), ("bob", 2), ("cid", 1)):
            await stores.sessions.join(TABLE, name, "gm", MOMENT + seconds * SECOND)
        assert await stores.reviews.reviewer(TABLE) == "bob"

    @pytest.mark.parametrize(("guild_id", "asked"), [(None, "ann"), ("77", "bob")])
    async def test_is_on_discord_no_gm_who_is_none_there_any_more(
        self, stores: Stores, guild_id: str | None, asked: str
    ) -> None:
        await stores.sessions.open("new", "New", MOMENT, guild_id=guild_id)
        await stores.sessions.join("new", "bob", "gm", MOMENT)
        await stores.members.lead("new", "ann", MOMENT)
        await stores.sessions.join("new", "ann", "gm", MOMENT - SECOND)
        assert await stores.reviews.reviewer("new") == "ann"
        await stores.sessions.join("new", "ann", "player", MOMENT)
        await stores.sessions.join(OTHER, "ann", "gm", MOMENT)
        assert await stores.reviews.reviewer("new") == asked

    async def test_leads_without_being_given_a_role(self, stores: Stores) -> None:
        await stores.members.hand_over(TABLE, "ann", MOMENT)
        await stores.members.hand_over(OTHER, "ann", MOMENT)
        await stores.members.lead(TABLE, "bob", MOMENT, before="ann")
        session, other = await stores.sessions.get(TABLE), await stores.sessions.get(OTHER)
        assert session is not None
        assert other is not None
        assert (session.gm_user_id, other.gm_user_id) == ("bob", "ann")
        assert await stores.members.members(TABLE) == (Member("ann", "player", "player", 1),)
        assert await stores.members.members(OTHER) == (Member("ann", "gm", "gm", 1),)


async def test_what_is_held_and_decided_is_one_sessions(stores: Stores) -> None:
    ids: dict[str, list[str]] = {TABLE: [], OTHER: []}
    for session in (TABLE, OTHER, TABLE):
        request = await stores.enqueue(new_request(session=session, at=MOMENT + len(ids[TABLE]) * SECOND))
        claim = await stores.claim()
        await stores.reviews.hold(claim, "why", MOMENT, review_channel=None)
        ids[session].append(request.id)
    await stores.enqueue(new_request())
    for session, held in ids.items():
        assert [each.id for each in await stores.reviews.held(session)] == held


async def test_settings_status_locale_and_mark_are_one_sessions(stores: Stores) -> None:
    await stores.sessions.change_settings(TABLE, lambda _session, _styles: '{"spoilers": true}')
    await stores.members.set_status(TABLE, "ended")
    await stores.sessions.set_locale(TABLE, "de")
    await stores.sessions.set_mature(TABLE, mature=True)
    here, there = await stores.sessions.get(TABLE), await stores.sessions.get(OTHER)
    assert here is not None
    assert there is not None
    assert (here.settings, here.status, here.locale, here.mature) == ('{"spoilers": true}', "ended", "de", True)
    assert (there.settings, there.status, there.locale, there.mature) == ("{}", "active", None, False)
    assert (await stores.sessions.locale(TABLE), await stores.sessions.locale(OTHER)) == ("de", None)


async def test_opened_pages_are_one_sessions_and_of_their_time(stores: Stores) -> None:
    for name, session, seconds in (("a", TABLE, 0), ("b", TABLE, 1), ("c", TABLE, 2), ("d", OTHER, 2)):
        created_at = MOMENT + seconds * SECOND
        await stores.sessions.open_view(GalleryView(name, session, "ann", "{}", shared=True, created_at=created_at))
    await stores.sessions.turn_view("b", '{"favorites": true}', MOMENT, place=3, grid=True)
    await stores.sessions.attach_view("b", "77")
    views = await stores.sessions.views_since(TABLE, MOMENT, 10)
    assert [(each.id, each.filter, each.message_id) for each in views] == [
        ("c", "{}", None),
        ("b", '{"favorites": true}', "77"),
    ]
    assert [each.id for each in await stores.sessions.views_since(TABLE, MOMENT, 1)] == ["c"]
    assert await stores.sessions.sessions_with_views(MOMENT + SECOND) == (TABLE, OTHER)
    assert await stores.sessions.sessions_with_views(MOMENT + 2 * SECOND) == ()


class TestOpenedPagesOfWhatIsDeleted:
    """With its last picture in a session, a page that shows a tag or a search goes; every other page stays."""

    async def view(self, stores: Stores, name: str, shown: GalleryFilter, session: str = TABLE) -> None:
        await stores.sessions.open_view(
            GalleryView(name, session, "ann", shown.to_json(), shared=True, created_at=MOMENT)
        )

    async def left(self, stores: Stores) -> set[str]:
        """Return the names of the pages that are still there."""
        early = MOMENT - SECOND
        pages = [await stores.sessions.views_since(session, early, 10) for session in (TABLE, OTHER)]
        return {view.id for views in pages for view in views}

    async def test_a_tags_page_goes_with_the_last_one_of_its_own_session(self, stores: Stores) -> None:
        first, second = [await add_image(stores, Kind(tags=("rain",))) for _ in range(2)]
        await add_image(stores, Kind(tags=("fog",)))
        await add_image(stores, Kind(tags=("rain",)), session=OTHER)
        await self.view(stores, "rain here", GalleryFilter(tag="rain"))
        await self.view(stores, "rain there", GalleryFilter(tag="rain"), OTHER)
        await self.view(stores, "snow", GalleryFilter(tag="snow"))
        await stores.images.delete(first)
        assert await self.left(stores) == {"rain here", "rain there", "snow"}
        await stores.images.delete(second)
        assert await self.left(stores) == {"rain there", "snow"}

    async def test_a_searchs_page_goes_with_the_last_one_of_its_own_session(self, stores: Stores) -> None:
        first, second = [await add_image(stores, Kind(prompt="a harbour in the rain")) for _ in range(2)]
        for part in ("a harbour in the fog", "rain"):
            await add_image(stores, Kind(prompt=part))
        await add_image(stores, Kind(prompt="a harbour in the rain"), session=OTHER)
        await self.view(stores, "rain here", GalleryFilter(search="Rain harbour"))
        await self.view(stores, "rain there", GalleryFilter(search="rain"), OTHER)
        await self.view(stores, "snow", GalleryFilter(search="rain snow"))
        await stores.images.delete(first)
        assert await self.left(stores) == {"rain here", "rain there", "snow"}
        await stores.images.delete(second)
        assert await self.left(stores) == {"rain there", "snow"}

    async def test_a_page_that_shows_neither_stays_when_nothing_is_left(self, stores: Stores) -> None:
        image = await add_image(stores, Kind(tags=("rain",)))
        await self.view(stores, "all", GalleryFilter())
        await self.view(stores, "favorites", GalleryFilter(favorites=True))
        await stores.images.delete(image)
        assert await self.left(stores) == {"all", "favorites"}


async def test_what_has_two_things_has_both_in_its_own_session(stores: Stores) -> None:
    """Places are counted in each session from 1 on: what lies at one in another session is another picture."""
    mine, item = await add_image(stores, Kind()), await add_image(stores, Kind(user="bob", type="item"))
    both = [await add_image(stores, Kind(type="item"), session=OTHER) for _ in range(2)]
    shown = GalleryFilter(member="ann", type="item")
    for session, expected in ((TABLE, []), (OTHER, both[::-1])):
        page = await stores.images.page(session, sees_secrets=True, shown=shown, most=9)
        assert ([image.id for image in page.images], page.total) == (expected, len(expected))
    for kind, expected in ((GalleryFilter(member="ann"), [mine]), (GalleryFilter(type="item"), [item])):
        page = await stores.images.page(TABLE, sees_secrets=True, shown=kind, most=9)
        assert ([image.id for image in page.images], page.total) == (expected, 1)


async def test_secrets_are_one_sessions(stores: Stores) -> None:
    secret, elsewhere = await stores.add_image(SECRET), await stores.add_image(SECRET, session=OTHER)
    await stores.add_image()
    for session, image in ((TABLE, secret), (OTHER, elsewhere)):
        found = await stores.reveals.secrets(session, "street", sees_secrets=True)
        assert [each.id for each in found] == [image]
        assert await stores.reveals.secrets(session, "harbour", sees_secrets=True) == ()
        assert await stores.reveals.secrets(session, "", sees_secrets=False) == ()


async def test_a_style_is_one_sessions_and_so_is_its_lock(stores: Stores) -> None:
    for session in (TABLE, OTHER):
        style = SessionStyle(session, "ink", f"Ink of {session}", "", "ink", "", "noir", "ann")
        await stores.styles.add(style, MOMENT, most=1)
        await stores.sessions.change_settings(session, lambda _session, _styles: '{"style_lock":"ink"}')
    assert [each.name for each in await stores.styles.of_session(TABLE)] == ["Ink of table"]
    assert await stores.styles.remove(TABLE, "ink")
    assert not await stores.styles.remove(TABLE, "ink")
    assert [each.name for each in await stores.styles.of_session(OTHER)] == ["Ink of other"]
    here, there = await stores.sessions.get(TABLE), await stores.sessions.get(OTHER)
    assert here is not None
    assert there is not None
    assert (here.settings, there.settings) == ("{}", '{"style_lock":"ink"}')


async def test_tokens_are_revoked_of_one_person_in_one_session(stores: Stores) -> None:
    people = [(TABLE, "ann"), (TABLE, "ann"), (TABLE, "bob"), (OTHER, "ann")]
    for number, (session, user) in enumerate(people):
        token = StoredToken(str(number), "bearer", session, user, "player", MOMENT, MOMENT + SECOND)
        await stores.tokens.add(token)
    assert await stores.tokens.revoke_all(TABLE, "ann") == 2
    left = [number for number in range(4) if await stores.tokens.get(str(number))]
    assert left == [2, 3]


@pytest.mark.parametrize(("session", "user"), [(OTHER, "ann"), (TABLE, "bob")])
async def test_a_draft_is_one_persons_in_one_session(stores: Stores, session: str, user: str) -> None:
    await stores.drafts.save(DraftRow("d", TABLE, "ann", "mine", MOMENT))
    assert await stores.drafts.get("d", session_id=session, user_id=user) is None
    assert await stores.drafts.change("d", "stolen", session_id=session, user_id=user) is None
    assert await stores.drafts.take("d", session_id=session, user_id=user) is None
    kept = await stores.drafts.take("d", session_id=TABLE, user_id="ann")
    assert kept is not None
    assert kept.body == "mine"
