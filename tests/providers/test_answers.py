"""Answers of remote providers that are no JSON, whatever is wrong with them."""

import httpx
import pytest

from generation.providers.base import CallRate, UnavailableError
from generation.providers.http.client import Remote, call_rate, json_object

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


@pytest.mark.parametrize(
    ("headers", "rate"),
    [
        ({"x-ratelimit-limit-requests": "5", "x-ratelimit-reset-requests": "12s"}, CallRate(5, 60.0)),
        ({"RateLimit-Policy": '"burst";q=2;w=1'}, CallRate(2, 1.0)),
        ({"RateLimit-Policy": "100;w=60"}, CallRate(100, 60.0)),
        ({"RateLimit-Policy": '"daily";q=1000', "x-ratelimit-limit-requests": "0"}, None),
        ({"x-ratelimit-limit-requests": "many"}, None),
        ({"x-ratelimit-limit-requests": "9" * 5000}, None),
        ({"RateLimit-Policy": "1;w=99999999999999"}, None),
        ({"RateLimit-Policy": '"x";q=1;w=' + "9" * 400}, None),
        ({}, None),
    ],
)
def test_a_limit_tells_how_many_calls_it_allows(headers: dict[str, str], rate: CallRate | None) -> None:
    assert call_rate(httpx.Headers(headers)) == rate
