"""Servers' own keys as they are stored: one of a server and provider, each server's its own, and what they cost."""

from dataclasses import replace
from datetime import timedelta

from storage.guild_keys import REFUSED, WORKS, GuildKey
from storage.usage import BudgetCap, Costs
from tests.storage.stores import MOMENT, SECOND, Stores, new_request

KEY = GuildKey("k1", "100", "dalle", "sealed-1", "7", MOMENT, WORKS)
COSTS = Costs({"dalle": 0.25}, 0.0, purse="100")


async def test_a_server_has_one_key_for_a_provider_the_last_that_was_set(stores: Stores) -> None:
    await stores.guild_keys.set(KEY)
    await stores.guild_keys.set(replace(KEY, id="k2", sealed="sealed-2"))
    await stores.guild_keys.set(replace(KEY, id="k3", guild_id="200"))
    assert [key.id for key in await stores.guild_keys.of_guild("100")] == ["k2"]
    assert [key.id for key in await stores.guild_keys.of_guild("200")] == ["k3"]
    assert await stores.guild_keys.remove("100", "dalle")
    assert not await stores.guild_keys.remove("100", "dalle")
    assert await stores.guild_keys.guilds() == ("200",)


async def test_a_sessions_keys_are_those_of_its_server(stores: Stores) -> None:
    await stores.guild_keys.set(KEY)
    await stores.sessions.open("on-it", "Table", MOMENT, guild_id="100")
    await stores.sessions.open("elsewhere", "Other table", MOMENT, guild_id="200")
    await stores.sessions.open("nowhere", "No server", MOMENT)
    assert [key.id for key in await stores.guild_keys.of_session("on-it")] == ["k1"]
    assert await stores.guild_keys.of_session("elsewhere") == await stores.guild_keys.of_session("nowhere") == ()


async def test_how_its_provider_did_goes_with_a_key(stores: Stores) -> None:
    await stores.guild_keys.set(KEY)
    for name in ("dalle", "dalle@k1"):
        await stores.providers.record_probe(name, MOMENT, able=True, reason=None, warnings=(), waiting=None)
    await stores.guild_keys.set_budget("100", 5.0)
    assert await stores.guild_keys.forget_guild("100")
    assert set(await stores.providers.states()) == {"dalle"}
    assert await stores.guild_keys.budget("100") is None


async def test_the_state_of_a_key_is_what_was_heard_last(stores: Stores) -> None:
    await stores.guild_keys.set(KEY)
    await stores.guild_keys.note_state("k1", REFUSED, "no")
    await stores.guild_keys.note_state("gone", REFUSED, "no")
    (key,) = await stores.guild_keys.all()
    assert (key.state, key.reason) == (REFUSED, "no")


async def test_a_key_that_is_set_while_all_are_encrypted_anew_stays(stores: Stores) -> None:
    await stores.guild_keys.set(KEY)
    assert await stores.guild_keys.reseal([(replace(KEY, sealed="earlier"), "anew")]) == 0
    assert await stores.guild_keys.reseal([(KEY, "anew")]) == 1
    (key,) = await stores.guild_keys.all()
    assert key.sealed == "anew"


async def test_whoever_set_a_key_shows_in_what_is_kept_of_them_and_never_the_key(stores: Stores) -> None:
    await stores.guild_keys.set(KEY)
    assert (await stores.privacy.kept("7")).keys == 1
    (told,) = (await stores.privacy.told("7"))["keys"]
    assert (told["guild_id"], told["provider"], "sealed" in told) == ("100", "dalle", False)


async def test_calls_by_a_servers_own_key_are_paid_by_that_server_alone(stores: Stores) -> None:
    request = await stores.enqueue(new_request())
    call = await stores.attempts.open(request.id, "dalle", MOMENT, key_guild_id="100")
    await stores.attempts.close(call, "completed", MOMENT, cost=0.5)
    month = MOMENT - SECOND
    assert await stores.usage.spent_by_own_keys(month, COSTS) == 0.5
    assert await stores.usage.spent_by_own_keys(month, replace(COSTS, purse="200")) == 0
    operators = replace(COSTS, purse="")
    assert await stores.usage.spent("table", month, replace(operators, elsewhere=frozenset({"dalle"}))) == 0
    (share,) = await stores.usage.shares("table", month, operators, sees_secrets=True)
    assert (share.provider, share.key_guild_id, share.cost) == ("dalle", "100", 0.5)


async def test_a_servers_month_has_room_for_what_fits_and_no_more(stores: Stores) -> None:
    request = await stores.enqueue(new_request())
    month = MOMENT - timedelta(days=3)
    cap = BudgetCap("table", None, MOMENT, monthly=0.5, month=month)
    opened = [await stores.usage.open_within(request.id, "dalle", MOMENT, cap, COSTS) for _ in range(3)]
    assert [call is not None for call in opened] == [True, True, False]
    # The operator's budget is another one.
    operators = BudgetCap("table", 0.25, month)
    assert await stores.usage.open_within(request.id, "dalle", MOMENT, operators, replace(COSTS, purse=""))
