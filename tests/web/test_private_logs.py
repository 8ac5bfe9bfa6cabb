"""What a caller types is in no log of the bot's own, whatever is answered."""

import logging

import pytest

from tests.web.api_client import SESSION, ApiClient

SAID = "zyzzyva"


@pytest.mark.parametrize(
    "body",
    [
        {"prompt": f"a naked child called {SAID}"},
        {"prompt": SAID, "style": SAID},
        {"prompt": SAID, "type": SAID},
        {"prompt": SAID, "style_preferences": {"provider": SAID}},
        {"prompt": SAID * 1000},
    ],
)
async def test_what_the_api_refuses(body: dict[str, object], web: ApiClient, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("bot", "cogs", "generation", "storage"):
        caplog.set_level(logging.DEBUG, logger=name)
    for route in ("generate-image", "generate-image-instant"):
        await web.call("POST", f"{SESSION}/{route}", body)
    assert SAID not in caplog.text
