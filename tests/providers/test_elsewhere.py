"""An address of a picture that a provider names: only the public internet is asked, once looked up, without a key."""

import base64
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from generation.providers.base import UnreadableError
from generation.providers.http.elsewhere import MAX_FILE, fetch_elsewhere, is_public
from tests.generation.fake_provider import picture_file
from tests.servers.public_store import PublicStore

PNG = picture_file()


@pytest.fixture
async def store(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PublicStore]:
    async with PublicStore(monkeypatch) as store:
        yield store


async def refusal(address: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        await fetch_elsewhere("Painter", address)
    return caught.value.sentence


async def test_a_picture_is_fetched_from_what_was_looked_up_under_its_own_name(store: PublicStore) -> None:
    store.file = web.Response(body=PNG)
    assert await fetch_elsewhere("Painter", store.address("a.png?signature=1")) == PNG
    (asked,) = store.asked
    assert (asked.path_qs, asked.headers["Host"]) == ("/a.png?signature=1", store.host)
    assert not {"Authorization", "Cookie", "apikey"} & set(asked.headers)
    assert store.looked_up == ["images.example"], "looked up once, so that no other answer can follow"


async def test_a_certificate_of_another_name_is_not_taken(store: PublicStore) -> None:
    store.file = web.Response(body=PNG)
    address = store.address("a.png").replace("images.example", "other.example")
    assert "could not be fetched" in await refusal(address)
    assert store.asked == []


async def test_a_name_that_cannot_be_decoded_is_no_bug_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    async with PublicStore(monkeypatch, "10.0.0.7"):
        assert "does not follow" in await refusal("https://xn--/a.png")


@pytest.mark.parametrize("host", ["straße.example", "xn--strae-oqa.example"])
async def test_the_very_name_of_the_certificate_is_looked_up(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    async with PublicStore(monkeypatch, "10.0.0.7") as store:
        await refusal(f"https://{host}/a.png")
        assert store.looked_up == ["xn--strae-oqa.example"]


@pytest.mark.parametrize("address", ["64:ff9b:1::7f00:1", "::7f00:1", "::ffff:0:7f00:1", "fec0::1", "5f00::1"])
def test_what_is_no_unicast_address_of_the_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.7", "::1", "::ffff:192.168.1.1", "64:ff9b::a00:7"])
async def test_a_name_of_which_one_address_is_inside_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    async with PublicStore(monkeypatch, "8.8.8.8", inside) as store:
        assert "does not follow" in await refusal(store.address("a.png"))
        assert store.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/a",
        "https://localhost/a",
        "https://[::1]/a",
        "https://[::ffff:127.0.0.1]/a",
        "https://10.0.0.7/a",
        "https://192.168.1.1/a",
        "https://169.254.169.254/latest/meta-data",
        "https://0.0.0.0/a",
        "https://2130706433/a",
        "https://user:pass@8.8.8.8/a",
        "http://8.8.8.8/a",
        "ftp://8.8.8.8/a",
        "file:///etc/passwd",
        "https:///a",
        "https://8.8.8.8:port/a",
        "https://8.8.8.8:65536/a",
    ],
)
async def test_nothing_is_fetched_from_the_bots_own_network(address: str) -> None:
    assert (await refusal(address)).startswith("Painter sent a picture's address that")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("169.254.1.1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("::ffff:8.8.8.8", True),
    ],
)
def test_which_addresses_are_public(address: str, *, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (web.Response(status=302, headers={"Location": "https://127.0.0.1/"}), "could not be fetched (302)"),
        (web.Response(status=403, body=b"<Error>expired</Error>"), "could not be fetched (403)"),
        (web.Response(body=b"<html>", content_type="text/html"), "not a picture"),
    ],
)
async def test_what_is_there_must_be_a_whole_picture(store: PublicStore, file: web.Response, why: str) -> None:
    store.file = file
    assert why in await refusal(store.address("a.png"))


async def test_a_file_without_end_is_given_up(store: PublicStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.providers.http.elsewhere.MAX_FILE", len(PNG) - 1)
    store.file = web.Response(body=PNG)
    assert "too large" in await refusal(store.address("a.png"))
    assert MAX_FILE == 50 * 2**20


async def test_a_data_url_is_the_picture_itself() -> None:
    assert await fetch_elsewhere("Painter", f"data:image/png;base64,{base64.b64encode(PNG).decode()}") == PNG
    assert "not a picture" in await refusal("data:text/html,<b>no</b>")
