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
class Needs:
    """What a request needs of a provider."""

    width: int
    height: int
    references: int = 0
    edit_kind: str | None = None

    @property
    def in_words(self) -> str:
        """Return the needs as the end of a sentence."""
        if self.edit_kind:
            return f"do the edit “{self.edit_kind}”"
        return f"paint {self.width}x{self.height}" + (" after a reference picture" if self.references else "")

    def met_by(self, provider: ImageProvider) -> bool:
        """Tell whether a provider can do it."""
        can = provider.capabilities
        if self.edit_kind and self.edit_kind not in can.edits:
            return False
        return can.can_paint(self.width, self.height) and self.references <= can.references


@dataclass(frozen=True, slots=True)
class Choice:
    """The provider for an order, and what the user should know of the choice."""

    provider: ImageProvider
    note: str | None = None


class Providers:
    """Hold the providers that are set up: those asked in turn, the default first, and those asked by name only."""

    def __init__(self, in_turn: Sequence[ImageProvider], by_name_only: Sequence[ImageProvider] = ()) -> None:
        if not in_turn:
            raise ValueError("at least one provider is needed; sketch needs nothing")
        self.in_turn = tuple(in_turn)
        self._by_name = {provider.name: provider for provider in (*in_turn, *by_name_only)}

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of what is set up, in the order of asking."""
        return tuple(self._by_name)

    @property
    def default(self) -> ImageProvider:
        """Return the provider that paints when nobody wishes for another."""
        return self.in_turn[0]

    def __iter__(self) -> Iterator[ImageProvider]:
        return iter(self._by_name.values())

    def get(self, name: str) -> ImageProvider | None:
        """Return a provider by its name."""
        return self._by_name.get(name)

    def choose(self, wish: str | None, needs: Needs, *, only: bool = False) -> Choice:
        """Return who paints what is needed; a wish that cannot be met goes to another, and the note says so.

        Raises:
            RefusedError: there is no such name, or nobody here (with `only`: not the wished one) can do it.

        """
        if wish and wish not in KNOWN_NAMES and wish not in self._by_name:
            raise RefusedError(f"I do not know the provider “{wish[:40]}”. Set up here: {', '.join(self.names)}.")
        wished = self._by_name.get(wish or "")
        if wished and needs.met_by(wished):
            return Choice(wished)
        reason = f"{wished.title} cannot {needs.in_words}" if wished else f"{wish} is not set up here"
        if only:
            raise RefusedError(f"{reason}. Set up here: {', '.join(self.names)}.")
        able = next((provider for provider in self.in_turn if needs.met_by(provider)), None)
        if able is None:
            raise RefusedError(f"No provider that is set up here can {needs.in_words}. See /image providers.")
        return Choice(able, f"{reason}; {able.title} paints instead." if wish else None)
