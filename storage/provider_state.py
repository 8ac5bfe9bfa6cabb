"""The state of each provider: breaker, rate limit and last probe, shared by the workers of all processes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.records import Record
from storage.sql_database import SqlDatabase, Transaction


@dataclass(frozen=True, slots=True)
class ProviderState(Record):
    """A row of `provider_state`."""

    provider: str
    failures: int
    open_until: datetime | None
    open_reason: str | None
    tokens: float
    refilled_at: float
    able: bool | None
    reason: str | None
    warnings: str
    waiting: int | None
    probed_at: datetime | None
    paused: bool
    set_up_as: str | None

    @property
    def warning_lines(self) -> tuple[str, ...]:
        """Return what the last probe warned of."""
        return tuple(json.loads(self.warnings))

    def free_at(self, opens: datetime, *, capacity: float, per_second: float, before: int = 0) -> datetime:
        """Return when the bucket holds a whole call, from `opens` on, after those that `before` others wait for."""
        if not per_second:
            return opens
        held = min(capacity, self.tokens + (opens.timestamp() - self.refilled_at) * per_second)
        return opens + timedelta(seconds=max(0.0, before + 1 - held) / per_second)


class ProviderStore:
    """Read and change the table `provider_state`."""

    def __init__(self, database: SqlDatabase) -> None:
        self._database = database
        self._setups: Mapping[str, str] = {}

    async def begin(self, setups: Mapping[str, str]) -> None:
        """Note how providers are set up here, and forget the rest and the probe of one that was set up otherwise."""
        self._setups = setups
        states = await self.states()
        for provider, set_up_as in setups.items():
            if provider in states and states[provider].set_up_as != set_up_as:
                await self._database.run("set_up_anew", provider=provider, set_up_as=set_up_as)

    async def admit(
        self,
        provider: str,
        now: datetime,
        *,
        capacity: float,
        per_second: float,
        trial: timedelta,
        rested: datetime | None = None,
        in_line: bool = False,
    ) -> tuple[bool, ProviderState, int]:
        """Take one call out of the provider's bucket if its breaker lets it pass, in one statement.

        The bucket holds `capacity` calls and is filled with `per_second` (0: no limit). After an open breaker's time
        one call is let through, and the next no sooner than after `trial`; after a pause everybody is. A breaker that
        is open until `rested` is known to have been open for its time, whatever the time is.

        Who comes anew, and was not `in_line`, leaves as many calls in the bucket as there are requests that wait for
        one: their number is returned, too.
        """
        if not per_second:
            state = await self._database.one(ProviderState, "provider_state_of", provider=provider)
            if state is not None and state.open_until is None:
                # Nothing to count and nothing to close: the usual case costs no write.
                return True, state, 0
        values = {
            "provider": provider,
            "now": now,
            # By a clock of all machines: one that is ahead would fill the bucket anew at each of its calls.
            "seconds": now.timestamp() + self._database.clock_offset,
            "capacity": max(capacity, 1.0),
        }

        async def body(tx: Transaction) -> tuple[bool, ProviderState, int]:
            before = 0 if in_line else await tx.value(int, "line_length", provider=provider) or 0
            await tx.run("know_provider", provider=provider, capacity=values["capacity"], seconds=values["seconds"])
            await tx.run("rewind_bucket", provider=provider, seconds=values["seconds"])
            admitted = await tx.one(
                ProviderState,
                "admit_call",
                per_second=per_second,
                before=before,
                trial_until=now + trial,
                rested=rested,
                **values,
            )
            state = admitted or await tx.one(ProviderState, "provider_state_of", provider=provider)
            assert state is not None  # noqa: S101  # it was made known above
            return admitted is not None, state, before

        return await self._database.write(body)

    async def look(self, provider: str) -> tuple[ProviderState, int]:
        """Return how a provider that was called is doing, and how many requests wait for a place there."""

        async def body(tx: Transaction) -> tuple[ProviderState, int]:
            state = await tx.one(ProviderState, "provider_state_of", provider=provider)
            assert state is not None  # noqa: S101  # its first call has made it known
            return state, await tx.value(int, "line_length", provider=provider) or 0

        return await self._database.read(body)

    async def states(self) -> dict[str, ProviderState]:
        """Return every provider that was ever called or probed."""
        return {state.provider: state for state in await self._database.all(ProviderState, "provider_states")}

    async def is_troubled(self, provider: str) -> bool:
        """Tell whether a provider has failures to its name, or a breaker that is open."""
        return bool(await self._database.value(int, "is_troubled", provider=provider))

    async def succeeded(self, provider: str) -> None:
        """Close the provider's breaker: it has answered."""
        await self._database.run("call_succeeded", provider=provider)

    async def failed(self, provider: str) -> int:
        """Count a failure that is the provider's own and return how many there were in a row."""
        return await self._database.value(int, "call_failed", provider=provider) or 0

    async def open_breaker(self, provider: str, until: datetime, reason: str) -> None:
        """Leave a provider alone for a while; a later end that is noted already stays."""
        await self._rest("open_breaker", provider, until, reason)

    async def pause(self, provider: str, until: datetime, reason: str) -> None:
        """Let nobody call a provider that asks for it for a while, and everybody afterwards; a later end stays."""
        await self._rest("pause_calls", provider, until, reason)

    async def _rest(self, query: str, provider: str, until: datetime, reason: str) -> None:
        set_up_as = self._setups.get(provider)
        await self._database.run(query, provider=provider, until=until, reason=reason, set_up_as=set_up_as)

    async def record_probe(
        self,
        provider: str,
        now: datetime,
        *,
        able: bool,
        reason: str | None,
        warnings: tuple[str, ...],
        waiting: int | None,
    ) -> None:
        """Remember what a probe has found."""

        async def body(tx: Transaction) -> None:
            # Last filled long ago, the bucket is full at the first call, whose place knows how much it holds.
            await tx.run("know_provider", provider=provider, capacity=0.0, seconds=0.0)
            await tx.run(
                "record_probe",
                provider=provider,
                able=able,
                reason=reason,
                warnings=json.dumps(warnings),
                waiting=waiting,
                now=now,
                set_up_as=self._setups.get(provider),
            )

        await self._database.write(body)
