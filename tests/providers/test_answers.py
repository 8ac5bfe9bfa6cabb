"""Answers of remote providers that are no JSON, whatever is wrong with them."""

import time

import httpx
import pytest

from generation.providers.base import CallRate, UnavailableError
from generation.providers.http.client import Remote, json_object
from generation.providers.http.limits import call_rate, retry_after

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


NONE_LEFT = {"x-ratelimit-remaining-requests": "0"}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "4"}, 4.0),
        ({"Retry-After": "-4"}, 0.0),
        ({"Retry-After": "nan"}, 0.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "Mon, 01 Jan 2024 00:00:00 GMT"}, 0.0),
        ({"Retry-After": "Mon, 01 Jan 99999 00:00:00 GMT"}, None),
        ({"Retry-After": "4", **NONE_LEFT, "x-ratelimit-reset-requests": "12s"}, 4.0),
        ({**NONE_LEFT, "x-ratelimit-reset-requests": "12s"}, 12.0),
        ({**NONE_LEFT, "x-ratelimit-reset-requests": "6m0s"}, 360.0),
        ({**NONE_LEFT, "x-ratelimit-reset-requests": "1h0m1.5s"}, 3601.5),
        ({**NONE_LEFT, "x-ratelimit-reset-requests": "120ms"}, 0.12),
        ({**NONE_LEFT, "x-ratelimit-reset-requests": "later"}, None),
        ({**NONE_LEFT, "x-ratelimit-reset-requests": "60s", "x-ratelimit-limit-requests": "5"}, 12.0),
        # It is another limit that was met.
        ({"x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "12s"}, None),
        ({"RateLimit-Remaining": "0", "RateLimit-Reset": "30"}, 30.0),
        ({"RateLimit-Reset": "30"}, 30.0),
        ({"X-RateLimit-Reset": "1000000000"}, 0.0),
        ({"X-RateLimit-Reset": "9" * 5000}, None),
        ({}, None),
    ],
)
def test_a_limit_tells_how_long_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(httpx.Headers(headers)) == pytest.approx(seconds)


def test_a_limit_may_tell_when_it_ends() -> None:
    ends = retry_after(httpx.Headers({"X-RateLimit-Reset": f"{time.time() + 90:.0f}"}))
    assert ends == pytest.approx(90.0, abs=30.0)
