"""Answers of remote providers that are no JSON, whatever is wrong with them."""

import httpx
import pytest

from generation.providers.base import UnavailableError
from generation.providers.http.client import Remote, json_object

#: A page, bytes that are no text, a number with more digits and lists within more lists than Python reads.
NO_JSON = [b"<html>", b"\x89PNG\r\n", b'{"seed": ' + b"9" * 5000 + b"}", b"[" * 100_000]


@pytest.mark.parametrize("body", NO_JSON, ids=["page", "bytes", "number", "lists"])
async def test_what_is_no_json_is_an_answer_of_no_use(body: bytes) -> None:
    remote = Remote("Painter", "http://localhost")
    with pytest.raises(UnavailableError, match="Painter sent something that is not JSON"):
        remote.parse(httpx.Response(200, content=body))
    assert json_object(httpx.Response(200, content=body)) == {}
    assert str(remote.failure(httpx.Response(500, content=body))) == "Painter error: 500."
    await remote.aclose()


def test_what_is_no_object_is_an_empty_one() -> None:
    assert json_object(httpx.Response(200, json=[1])) == {}
    assert json_object(httpx.Response(200, json={"a": 1})) == {"a": 1}
