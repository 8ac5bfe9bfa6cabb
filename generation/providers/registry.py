"""Which providers there are, in which order they are asked, and which one an order goes to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generation.errors import RefusedError
from generation.providers.base import ImageProvider

#: Every name that a user may wish for, whether it is set up here or not.
KNOWN_NAMES = (
    "dalle",
    "stability",
    "sketch",
    "comfyui",
    "sdapi",
    "openai_compatible",
    "aihorde",
    "midjourney",
    "gemini",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The provider for an order, and what the user should know of the choice."""

    provider: ImageProvider
    note: str | None = None


class Providers:
    """Hold the providers that are set up, the default one first."""

    def __init__(self, providers: Sequence[ImageProvider]) -> None:
        if not providers:
            raise ValueError("at least one provider is needed; sketch needs nothing")
        self._by_name = {provider.name: provider for provider in providers}

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of what is set up, in the order of asking."""
        return tuple(self._by_name)

    @property
    def default(self) -> ImageProvider:
        """Return the provider that paints when nobody wishes for another."""
        return next(iter(self._by_name.values()))

    def __iter__(self) -> Iterator[ImageProvider]:
        return iter(self._by_name.values())

    def get(self, name: str) -> ImageProvider | None:
        """Return a provider by its name."""
        return self._by_name.get(name)

    def choose(self, wish: str | None, width: int, height: int) -> Choice:
        """Return who paints a picture of this size; a wish that cannot be met goes to another, and the note says so.

        Raises:
            RefusedError: there is no such name, or nobody here can paint this size.

        """
        if wish and wish not in KNOWN_NAMES and wish not in self._by_name:
            raise RefusedError(f"I do not know the provider “{wish[:40]}”. Set up here: {', '.join(self.names)}.")
        wished = self._by_name.get(wish or "")
        if wished and wished.capabilities.can_paint(width, height):
            return Choice(wished)
        able = next((provider for provider in self if provider.capabilities.can_paint(width, height)), None)
        if able is None:
            raise RefusedError(f"No provider that is set up here can paint {width}x{height}. Try 1024x1024.")
        if not wish:
            return Choice(able)
        reason = f"{wished.title} cannot paint {width}x{height}" if wished else f"{wish} is not set up here"
        return Choice(able, f"{reason}; {able.title} paints instead.")
