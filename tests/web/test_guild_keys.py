"""A server's own key over HTTP: its provider is listed for the sessions of that server, and for no others."""

from datetime import UTC, datetime

import pytest

from bot.settings import Settings
from generation.guild_keys.keyed_providers import KeyedProviders
from generation.guild_keys.sealing import Sealing, new_secret
from generation.providers.stability import provider as stability
from generation.sessions.permissions import Actor
from storage.guild_keys import GuildKey
from tests.web.api_client import ANN, open_api

KEY = "sk-of-this-server-0123456789"
HERE, THERE = Actor("on-the-server", "ann"), Actor("elsewhere", "ann")


async def test_its_provider_is_listed_for_that_server_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A port on which nobody listens: a provider that cannot be asked is listed as well.
    variables = {"STABILITY_BASE_URL": "http://127.0.0.1:9"}
    keyed = KeyedProviders([stability.PROVIDER], {"stability": "STABILITY_API_KEY"}, variables)
    sealing = Sealing([new_secret()])
    async with open_api(settings, monkeypatch) as web:
        app = web.room.running.app
        monkeypatch.setattr(app.services.guild_providers, "_sealing", sealing)
        monkeypatch.setattr(app.services.guild_providers, "_keyed", keyed)
        for actor, guild in ((HERE, "100"), (THERE, "200")):
            await app.services.sessions.enter(actor, "table", guild_id=guild)
        sealed = sealing.seal(KEY, "100", "stability")
        await app.stores.guild_keys.set(GuildKey("k1", "100", "stability", sealed, "7", datetime.now(UTC), "works"))
        listed = {
            by.session_id: await web.get(f"/api/session/{by.session_id}/image-providers", by=by)
            for by in (HERE, THERE, ANN)
        }
    assert {name: "stability" in answer.json["providers"] for name, answer in listed.items()} == {
        HERE.session_id: True,
        THERE.session_id: False,
        ANN.session_id: False,
    }
    for answer in listed.values():
        assert KEY.encode() not in answer.body
        assert sealed.encode() not in answer.body
