"""Leases in the hands of a process: held from before the row says so until somebody lets go, and no longer."""

import pytest

from storage.errors import StorageError
from storage.held_leases import HeldLeases


class Claims:
    """What there is to claim, and by which tokens it was tried."""

    def __init__(self, held: HeldLeases, found: str | Exception | None) -> None:
        self._held, self._found = held, found
        self.tokens: list[str] = []

    async def claim(self, token: str) -> str | None:
        assert token in self._held, "who looks for lost leases must find this one held"
        self.tokens.append(token)
        if isinstance(self._found, Exception):
            raise self._found
        return self._found


async def test_what_was_claimed_is_held_until_it_is_let_go() -> None:
    held = HeldLeases("owner")
    claims = Claims(held, "work")
    assert [await held.take(claims.claim) for _ in range(2)] == ["work", "work"]
    first, second = claims.tokens
    assert first != second
    assert first.startswith("owner:")
    held.let_go(first)
    assert (first in held, second in held) == (False, True)
    held.let_go(first)


@pytest.mark.parametrize("found", [None, StorageError("Full.")])
async def test_nothing_is_held_where_nothing_was_claimed(found: Exception | None) -> None:
    held = HeldLeases("owner")
    claims = Claims(held, found)
    if found is None:
        assert await held.take(claims.claim) is None
    else:
        with pytest.raises(StorageError):
            await held.take(claims.claim)
    assert claims.tokens[0] not in held
