"""What is to happen, drawn by chance that can be repeated: who asks where, and who is killed after how many ends."""

import random
from dataclasses import dataclass

#: Where is asked: in the channels of two servers, each on a shard of its own, and by the web.
FRONTS = ("gateway 0", "gateway 1", "web")
MACHINES = (*FRONTS, "worker 0", "worker 1", "worker 2")


@dataclass(frozen=True, slots=True)
class Kill:
    """A process that is killed when so many requests have ended."""

    after: int
    machine: str


@dataclass(frozen=True, slots=True)
class Plan:
    """By which front each request is asked for, and the kills in their order."""

    fronts: tuple[str, ...]
    kills: tuple[Kill, ...]

    @classmethod
    def drawn(cls, requests: int, kills: int, seed: int) -> "Plan":
        """Draw a plan; the same seed is the same plan."""
        chance = random.Random(seed)  # noqa: S311  # chance that can be repeated is what is wanted
        moments = sorted(chance.choices(range(requests * 9 // 10), k=kills))
        # A table's session is known to the web when somebody has asked at the table.
        fronts = (FRONTS[0], *chance.choices(FRONTS, k=requests - 1))
        return cls(fronts, tuple(Kill(after, chance.choice(MACHINES)) for after in moments))
