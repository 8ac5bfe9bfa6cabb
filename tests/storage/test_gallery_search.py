"""Search: words of descriptions and tags, in any order, as plain text, whatever they consist of."""

import sqlite3
import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from storage import migrations
from storage.database import Database
from storage.gallery_filters import GalleryFilter
from storage.params import SECRET
from storage.search_words import FOLDED
from tests.storage.disk import on_writer
from tests.storage.gallery_images import Kind, add_image, fill, found, reveal, walk
from tests.storage.stores import MOMENT, Stores, new_request, stores_on

HOSTILE = [
    '"', '""', "'", "'; DROP TABLE image_search; --", "street*", "^street", "words:street", "NEAR(street rain)", "NOT",
    "AND", "street OR", "-street", "(((", "{street}", "street + rain", "%", "_", "%%%", "___", "\\", "\\%", "s_reet",
    "s%t", "[", '"street', 'str"eet', "street\\", "image_search", "🔥🔥🔥", "東京塔", "\u0301\u0301\u0301",
]  # fmt: skip


async def hang_all(stores: Stores, *prompts: str) -> None:
    for prompt in prompts:
        await add_image(stores, Kind(prompt))


async def test_all_words_are_found_in_any_order_and_inside_of_others(stores: Stores) -> None:
    await hang_all(stores, "A rain-soaked Street", "streets of neon", "neon rain")
    assert await found(stores, "street") == ["streets of neon", "A rain-soaked Street"]
    assert await found(stores, "neon street") == ["streets of neon"]
    assert await found(stores, "RAIN  street") == ["A rain-soaked Street"]
    assert await found(stores, "street neon rain") == []


async def test_letters_of_other_languages_are_found_in_either_case(stores: Stores) -> None:
    await hang_all(stores, "Ein ÜBERFALL in Köln", "Токио ночью")
    assert await found(stores, "überfall") == ["Ein ÜBERFALL in Köln"]
    assert await found(stores, "KÖLN") == ["Ein ÜBERFALL in Köln"]
    assert await found(stores, "токио") == ["Токио ночью"]


@pytest.mark.parametrize(("plain", "sign"), [(plain, sign) for plain, signs in FOLDED.items() for sign in signs])
async def test_a_word_is_found_with_whichever_quotes_and_dashes_it_was_written(
    plain: str, sign: str, stores: Stores
) -> None:
    written = [f"O{sign}Malley{sign}s bar", f"O{plain}Malley{plain}s bar"]
    image_id = await add_image(stores, Kind(written[0], tags=(f"semi{sign}auto",)))
    await add_image(stores, Kind(written[1]))
    for asked in (sign, plain):
        assert await found(stores, f"o{asked}malley") == written[::-1]
        assert await found(stores, f"O{asked}M") == written[::-1]
        assert await found(stores, f"semi{asked}auto") == [written[0]]
    await stores.images.change_tags(image_id, lambda _had: ())
    assert await found(stores, f"semi{sign}auto") == []


@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
async def test_a_word_is_found_however_its_letters_are_composed(
    stored: Literal["NFC", "NFD"], asked: Literal["NFC", "NFD"], stores: Stores
) -> None:
    prompt = unicodedata.normalize(stored, "Café in Köln, für 3 ¥")
    await hang_all(stores, prompt)
    for words in ("café", "CAFÉ köln", "ür", "öl 3"):
        assert await found(stores, unicodedata.normalize(asked, words)) == [prompt]


async def test_what_was_stored_before_words_were_folded_is_found(tmp_path: Path) -> None:
    path, written = tmp_path / "scenes.db", "O\u2019Malley\u2019s"
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.apply(connection, last=17)
    connection.execute("INSERT INTO session (id, name, created_at) VALUES ('table', 'table', '2026-01-01')")
    connection.execute(
        "INSERT INTO generated_image (id, session_id, user_id, prompt, provider, status, seq)"
        " VALUES ('a', 'table', 'ann', ?, 'fake', 'completed', 1)",
        [written],
    )
    connection.close()
    async with Database(path) as database:
        stores = await stores_on(database, tmp_path / "images")
        assert await found(stores, "o'malley's") == [written]
        await stores.images.delete("a")
        assert await found(stores, "o'malley's") == []


async def test_short_words_are_found_too(stores: Stores) -> None:
    await hang_all(stores, "an AR overlay", "a star", "a bar in Ü-Stadt")
    assert await found(stores, "ar") == ["a bar in Ü-Stadt", "a star", "an AR overlay"]
    assert await found(stores, "ü") == ["a bar in Ü-Stadt"]
    assert await found(stores, "ar overlay") == ["an AR overlay"]


async def test_short_words_alone_are_looked_for_in_the_newest_pictures_only(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.gallery_pages.REACH", 10)
    await fill(stores, 30)
    shown = GalleryFilter(search="st")
    page = await stores.images.page("table", sees_secrets=False, shown=shown)
    assert (page.total, page.images[0].seq) == (10, 30)
    oldest = await stores.images.page("table", sees_secrets=False, shown=shown, after=0)
    assert [image.seq for image in oldest.images] == [21]


async def test_tags_are_words_as_well_and_follow_their_changes(stores: Stores) -> None:
    image_id = await add_image(stores, Kind("a street", tags=("blackmail", "big city")))
    assert await found(stores, "blackmail") == ["a street"]
    assert await found(stores, "street city") == ["a street"]
    await stores.images.change_tags(image_id, lambda _had: ("ransom",))
    assert await found(stores, "blackmail") == []
    assert await found(stores, "ransom") == ["a street"]


async def test_a_word_does_not_reach_from_the_description_into_a_tag(stores: Stores) -> None:
    await add_image(stores, Kind("a street", tags=("cat", "dog")))
    for joined in ("streetcat", "catdog", 'cat", "dog', '["'):
        assert await found(stores, joined) == []


@pytest.mark.parametrize("search", HOSTILE)
async def test_signs_stand_for_themselves(stores: Stores, search: str) -> None:
    await hang_all(stores, "a rain-soaked street", f"a sign that says {search} in neon")
    expected = [f"a sign that says {search} in neon"]
    assert [prompt for prompt in await found(stores, search) if prompt != "a rain-soaked street"] == expected
    if not all(word in "a rain-soaked street" for word in search.lower().split()):
        assert await found(stores, search) == expected


@pytest.mark.sqlite
async def test_a_deleted_picture_is_found_no_more(stores: Stores) -> None:
    image_id = await add_image(stores, Kind("a zeppelin", tags=("sky",)))
    await stores.images.delete(image_id)
    assert await found(stores, "zeppelin") == []
    leftover = "SELECT count(*) FROM image_search WHERE image_search MATCH 'zeppelin OR sky'"
    row = await on_writer(stores.database, lambda connection: connection.execute(leftover).fetchone())
    assert row[0] == 0


async def test_players_find_no_secret_picture_until_it_is_revealed(stores: Stores) -> None:
    secret = await add_image(stores, Kind("the hidden vault", visibility=SECRET))
    for search in ("vault", "va", "hidden vault"):
        assert await found(stores, search) == []
        assert await found(stores, search, sees_secrets=True) == ["the hidden vault"]
    await reveal(stores, secret)
    assert await found(stores, "vault") == ["the hidden vault"]


async def test_what_is_pending_or_failed_is_not_found(stores: Stores) -> None:
    for name in ("pending", "failed"):
        await stores.enqueue(new_request(prompt=f"a {name} zeppelin"))
        claim = await stores.claim()
        if name == "failed":
            await stores.queue.fail(claim, "x", "x", MOMENT)
    assert await found(stores, "zeppelin") == []


async def test_sessions_do_not_find_each_others_pictures(stores: Stores) -> None:
    for session in ("first", "second"):
        await stores.sessions.open(session, session, MOMENT)
        await add_image(stores, Kind(f"a street in {session}"), session=session)
    await add_image(stores, Kind("a street here"))
    for session, prompt in (
        ("first", "a street in first"),
        ("second", "a street in second"),
        ("table", "a street here"),
    ):
        page = await stores.images.page(session, sees_secrets=True, shown=GalleryFilter(search="street"), most=9)
        assert [image.prompt for image in page.images] == [prompt]


async def test_a_search_within_a_filter_finds_what_has_both(stores: Stores) -> None:
    wanted = await add_image(stores, Kind("a neon street", "bob", tags=("rain",)))
    await add_image(stores, Kind("a neon street", "ann", tags=("rain",)))
    await add_image(stores, Kind("a dark street", "bob", tags=("rain",)))
    assert await walk(stores, GalleryFilter(member="bob", search="neon")) == [wanted]
    assert await walk(stores, GalleryFilter(member="bob", tag="rain", search="neon st")) == [wanted]
