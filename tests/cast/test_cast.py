"""The cast of a table: characters are added, changed, found, handed to another table and removed."""

import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import pytest
from PIL import Image

from bot.settings import Settings
from generation.cast.cast import MOST_CHARACTERS, Cast
from generation.cast.names import clean_name
from generation.cast.sheet import Sheet
from generation.cast.transfer import exported, imported
from generation.errors import ContentRefusedError, NotAllowedError, NotFoundError, RefusedError
from generation.maintenance import sweep_orphans
from generation.sessions.context import SessionContext
from generation.sessions.permissions import GM, OBSERVER, Actor
from storage.cast import CastStore, Character
from storage.params import SECRET
from tests.generation.application import ANN, BOB, PLAIN, TABLE, THE_GM, Application, open_application

ARI = Sheet("Ari", "she/her", "elf", "short red hair, green eyes, a black leather coat", "a katana")


def picture(colour: str = "red", side: int = 64) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
async def room(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Application]:
    async with open_application(settings, monkeypatch) as room:
        yield room


@pytest.fixture
def cast(room: Application) -> Cast:
    return room.services.cast


async def at(room: Application, actor: Actor = ANN) -> SessionContext:
    return await room.services.sessions.context(actor)


async def names(cast: Cast, actor: Actor) -> list[str]:
    return [each.name for each in await cast.all(actor)]


async def test_a_character_is_found_by_any_spelling_of_its_name(room: Application, cast: Cast) -> None:
    await cast.add(await at(room), Sheet("Jörg Äöü", looks="grey beard"))
    for name in ("jörg äöü", "JÖRG ÄÖÜ", "@Jörg Äöü", '@"jorg aou"'):
        assert (await cast.get(BOB, name)).name == "Jörg Äöü"
    with pytest.raises(RefusedError, match="already somebody called “JORG AOU”"):
        await cast.add(await at(room), Sheet("JORG AOU"))


async def test_who_is_not_there_is_answered_with_who_is_called_alike(room: Application, cast: Cast) -> None:
    with pytest.raises(NotFoundError, match="no cast yet"):
        await cast.get(ANN, "Arie")
    await cast.add(await at(room), ARI)
    await cast.add(await at(room), Sheet("Old Tom"))
    with pytest.raises(NotFoundError, match=r"nobody called “Arie” in the cast\. Did you mean @Ari\?"):
        await cast.get(ANN, "Arie")
    with pytest.raises(NotFoundError, match='Did you mean @"Old Tom"'):
        await cast.get(ANN, "Old Tim")


async def test_a_version_keeps_what_is_not_said_anew_and_becomes_the_current_one(room: Application, cast: Cast) -> None:
    await cast.add(await at(room), ARI, files=[picture()])
    later = Sheet(looks="short red hair, a cyberarm", version="after the chrome upgrade")
    ari = await cast.edit(await at(room), "Ari", later)
    assert [(each.name, each.looks, each.gear) for each in ari.versions] == [
        ("", "short red hair, green eyes, a black leather coat", "a katana"),
        ("after the chrome upgrade", "short red hair, a cyberarm", "a katana"),
    ]
    assert ari.current == "after the chrome upgrade"
    assert ari.versions[0].portraits == ari.versions[1].portraits
    assert (await cast.edit(await at(room), "Ari", Sheet(current=""))).version.gear == "a katana"
    with pytest.raises(RefusedError, match="no version “young”; there are: the first one, “after the chrome upgrade”"):
        await cast.edit(await at(room), "Ari", Sheet(current="young"))
    left = await cast.drop_version(await at(room), "Ari", "After the chrome upgrade")
    assert [each.name for each in left.versions] == [""]
    assert await cast.portraits.read(left.portraits)


async def test_only_its_author_and_the_gm_change_a_character(room: Application, cast: Cast) -> None:
    await cast.add(await at(room), ARI)
    with pytest.raises(NotAllowedError, match="Only whoever has made this character"):
        await cast.edit(await at(room, BOB), "Ari", Sheet(looks="bald"))
    with pytest.raises(NotAllowedError):
        await cast.remove(await at(room, BOB), "Ari")
    await cast.edit(await at(room, THE_GM), "Ari", Sheet(looks="bald"))
    await cast.remove(await at(room, THE_GM), "Ari")
    assert await names(cast, ANN) == []
    watcher = Actor(TABLE, "olga", OBSERVER)
    await room.services.sessions.enter(watcher, "table")
    with pytest.raises(NotAllowedError, match="Observers"):
        await cast.add(await at(room, watcher), ARI)


async def test_a_secret_character_exists_for_the_gm_alone(room: Application, cast: Cast) -> None:
    with pytest.raises(NotAllowedError, match="Only the GM has secret characters"):
        await cast.add(await at(room), Sheet("Nyx", secret=True))
    await cast.add(await at(room, THE_GM), Sheet("Nyx", looks="silver eyes", secret=True))
    assert await names(cast, THE_GM) == ["Nyx"]
    assert await names(cast, ANN) == []
    assert await cast.names(ANN, "n") == ()
    for name in ("Nyx", (await cast.all(THE_GM))[0].id):
        with pytest.raises(NotFoundError, match="no cast yet"):
            await cast.get(ANN, name)
    # Nor does a name that is taken tell of it.
    await cast.add(await at(room), Sheet("Nyx", looks="pink hair"))
    assert await names(cast, ANN) == ["Nyx"]
    with pytest.raises(RefusedError, match="already somebody"):
        await cast.edit(await at(room, THE_GM), (await cast.all(THE_GM))[1].id, Sheet(secret=False))


async def test_what_is_never_painted_is_no_look(room: Application, cast: Cast) -> None:
    await room.change(lines=["spiders"])
    with pytest.raises(ContentRefusedError):
        await cast.add(await at(room), Sheet("Arachne", looks="covered in spiders"))
    with pytest.raises(ContentRefusedError):
        await cast.add(await at(room), Sheet("Lolita", looks="a naked child"))


@pytest.mark.parametrize("name", ["", "@", "(chrome)", "x" * 41, "everyone", "!!!", "a@b"])
def test_names_that_could_not_be_typed_are_refused(name: str) -> None:
    with pytest.raises(RefusedError):
        clean_name(name)


async def test_texts_are_bounded(room: Application, cast: Cast) -> None:
    for sheet in (Sheet("Ari", looks="x" * 401), Sheet("Ari", gear="x" * 201), Sheet("Ari", version="x" * 41)):
        with pytest.raises(RefusedError, match="characters"):
            await cast.add(await at(room), sheet)
    with pytest.raises(RefusedError, match="5 reference pictures are too many"):
        await cast.add(await at(room), ARI, files=[picture()] * 5)
    await cast.add(await at(room), ARI, files=[picture()] * 3)
    with pytest.raises(RefusedError, match="up to 4 reference pictures; this version has 3"):
        await cast.edit(await at(room), "Ari", Sheet(), files=[picture()] * 2)
    assert len(room.files()) == 6


async def test_a_cast_has_a_bound(room: Application, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.cast.cast.MOST_CHARACTERS", 2)
    for name in ("Ari", "Bo"):
        await cast.add(await at(room), Sheet(name))
    with pytest.raises(RefusedError, match="at most 2 characters"):
        await cast.add(await at(room), Sheet("Cy"), files=[picture()])
    assert room.files() == []
    assert MOST_CHARACTERS == 60


async def test_secret_characters_take_no_room_that_players_could_miss(
    room: Application, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.cast.cast.MOST_CHARACTERS", 2)
    for name in ("Nyx", "Vex"):
        await cast.add(await at(room, THE_GM), Sheet(name, secret=True))
    for name in ("Ari", "Bo"):
        await cast.add(await at(room), Sheet(name))
    with pytest.raises(RefusedError, match="at most 2 characters"):
        await cast.add(await at(room, THE_GM), Sheet("Zed", secret=True))


async def test_a_picture_of_the_gallery_shows_a_character(room: Application, cast: Cast) -> None:
    image = await room.picture()
    ari = await cast.add(await at(room), ARI, image_id=image.id)
    assert len(await cast.portraits.read(ari.portraits)) == 1
    thumbnail = await cast.portraits.thumbnail(ari.version)
    assert thumbnail is not None
    assert thumbnail.startswith(b"\xff\xd8")


async def test_a_secret_picture_makes_a_secret_character(room: Application, cast: Cast) -> None:
    image = await room.picture(replace(PLAIN, visibility=SECRET), THE_GM)
    with pytest.raises(NotFoundError):
        await cast.add(await at(room), Sheet("Nyx"), image_id=image.id)
    nyx = await cast.add(await at(room, THE_GM), Sheet("Nyx"), image_id=image.id)
    assert nyx.secret
    await cast.add(await at(room), ARI)
    with pytest.raises(RefusedError, match="That picture is secret"):
        await cast.edit(await at(room, THE_GM), "Ari", Sheet(), image_id=image.id)


async def test_portraits_outlive_the_sweep_and_go_with_the_character(room: Application, cast: Cast) -> None:
    ari = await cast.add(await at(room), ARI, files=[picture()])
    stem = ari.portraits[0].rpartition("-")[0]
    stores = room.running.app.stores
    assert await stores.cast.has_portrait(stem)
    assert await sweep_orphans(stores.images, stores.cast, stores.blobs) == 0
    await cast.remove(await at(room), "Ari")
    assert not await stores.cast.has_portrait(stem)
    assert room.files() == []


async def test_what_somebody_has_made_goes_with_their_data(room: Application, cast: Cast) -> None:
    await cast.add(await at(room), ARI, files=[picture()])
    await cast.add(await at(room, BOB), Sheet("Bo"))
    assert await cast.erase_of_user("ann") == 1
    assert await names(cast, THE_GM) == ["Bo"]
    assert room.files() == []


async def test_a_cast_goes_to_another_table_as_a_file(room: Application, cast: Cast) -> None:
    ari = await cast.add(await at(room), ARI, files=[picture()])
    await cast.edit(await at(room), "Ari", Sheet(looks="a cyberarm", version="chrome"))
    await cast.edit(await at(room), "Ari", Sheet(current=""))
    await cast.add(await at(room, THE_GM), Sheet("Nyx", secret=True))
    told = json.loads(await exported(cast, ANN))
    assert (told["schema"], [each["name"] for each in told["cast"]]) == (1, ["Ari"])
    file = await exported(cast, THE_GM)
    for actor in (Actor("elsewhere", "ann"), Actor("elsewhere", "fixer", GM)):
        await room.services.sessions.enter(actor, "elsewhere")
    there = await at(room, Actor("elsewhere", "ann"))
    result = await imported(cast, there, file)
    assert (result.added, len(result.refused)) == (("Ari",), 1)
    copy = await cast.get(there.actor, "Ari")
    assert (copy.face, copy.current, [each.looks for each in copy.versions]) == (
        ari.face, "", [ARI.looks, "a cyberarm"],
    )  # fmt: skip
    assert [len(each.portraits) for each in copy.versions] == [1, 1]
    again = await imported(cast, await at(room, Actor("elsewhere", "fixer", GM)), file)
    assert (again.added, again.refused[0][:34]) == (("Nyx",), "Ari: There is already somebody cal")


@pytest.mark.parametrize("data", [b"", b"[]", b'{"schema": 2, "cast": []}', b'{"schema": 1, "cast": [{"name": "A"}]}'])
async def test_what_is_no_cast_is_refused(room: Application, cast: Cast, data: bytes) -> None:
    with pytest.raises(RefusedError, match="no cast that I can read"):
        await imported(cast, await at(room), data)


async def test_a_campaigns_sessions_know_each_others_cast_and_change_their_own(room: Application, cast: Cast) -> None:
    there, there_gm = Actor("elsewhere", "cem"), Actor("elsewhere", "boss", GM)
    for actor in (there, there_gm):
        await room.services.sessions.enter(actor, "elsewhere")
    await cast.add(await at(room), ARI)
    await cast.add(await at(room, THE_GM), Sheet("Nyx", secret=True))
    created = await room.services.campaigns.create(THE_GM, "Seattle nights")
    await room.services.campaigns.join(there_gm, created.join_code)
    assert await names(cast, there) == ["Ari"]
    # Who leads there leads nothing here.
    assert await names(cast, there_gm) == ["Ari"]
    with pytest.raises(NotAllowedError, match="Only whoever has made this character"):
        await cast.edit(await at(room, there_gm), "Ari", Sheet(looks="bald"))
    await room.services.campaigns.leave(there_gm)
    assert await names(cast, there) == []


async def test_who_is_brought_with_several_versions_comes_whole_or_not_at_all(
    room: Application, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    await cast.add(await at(room), ARI, files=[picture()])
    await cast.edit(await at(room), "Ari", Sheet(looks="chrome arms", version="chrome"), files=[picture("blue")])
    await cast.edit(await at(room), "Ari", Sheet(current=""))
    file = await exported(cast, ANN)
    await room.services.sessions.enter(Actor("elsewhere", "fixer", GM), "Elsewhere", gm_user_id="fixer")
    there = await at(room, Actor("elsewhere", "fixer", GM))
    rows = list[str]()
    change = CastStore.change

    async def count(self: CastStore, character: Character, read_at: datetime) -> str:
        rows.append(character.name)
        return await change(self, character, read_at)

    monkeypatch.setattr(CastStore, "change", count)
    assert (await imported(cast, there, file)).added == ("Ari",)
    assert rows == [], "where a process ends between two writes, half of a character would stay, and be in the way"
    brought = await cast.get(there.actor, "Ari")
    assert [(each.name, len(each.portraits)) for each in brought.versions] == [("", 1), ("chrome", 2)]
    assert brought.current == ""
