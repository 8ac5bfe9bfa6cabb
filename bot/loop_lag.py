"""The event loop's lag: how long whoever wants to answer waits until what runs before is done."""

import asyncio

from generation.observability.metrics import LOOP_LAG, REGISTRY

#: Between two looks; each wakes the process.
SECONDS = 0.5


async def measure_lag() -> None:
    """Measure the lag again and again, until this is cancelled."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + SECONDS
        await asyncio.sleep(SECONDS)
        LOOP_LAG.observe(max(0.0, loop.time() - due))


def average_lag() -> float:
    """Return the lag in seconds on average since the start; 0 where it is not measured yet."""
    total, count = (REGISTRY.get_sample_value(f"scenes_loop_lag_seconds_{name}") or 0.0 for name in ("sum", "count"))
    return total / count if count else 0.0
