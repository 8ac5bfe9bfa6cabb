"""Which providers there are, in which order they are asked, and which one a request goes to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generation.errors import RefusedError
from generation.i18n import N_
from generation.providers.base import ImageProvider, ProviderDescription


@dataclass(frozen=True, slots=True)
class Needs:
    """What a request needs of a provider."""

    width: int
    height: int
    references: int = 0
    edit_kind: str | None = None

    def too_much_for(self, title: str) -> str:
        """Say that one provider cannot do it; the words begin a sentence."""
        if self.edit_kind:
            return N_("{provider} cannot do the edit “{edit}”").format(provider=title, edit=self.edit_kind)
        if self.references:
            text = N_("{provider} cannot paint {size} after a reference picture")
        else:
            text = N_("{provider} cannot paint {size}")
        return text.format(provider=title, size=f"{self.width}x{self.height}")

    @property
    def too_much_for_all(self) -> str:
        """Say that nobody here can do it."""
        if self.edit_kind:
            return N_("No provider that is set up here can do the edit “{edit}”. See /image providers.").format(
                edit=self.edit_kind
            )
        if self.references:
            text = N_(
                "No provider that is set up here can paint {size} after a reference picture. See /image providers."
            )
        else:
            text = N_("No provider that is set up here can paint {size}. See /image providers.")
        return text.format(size=f"{self.width}x{self.height}")

    def met_by(self, provider: ImageProvider) -> bool:
        """Tell whether a provider can do it."""
        can = provider.capabilities
        if self.edit_kind and self.edit_kind not in can.edits:
            return False
        return can.can_paint(self.width, self.height) and self.references <= can.references


@dataclass(frozen=True, slots=True)
class ProviderChoice:
    """The provider for a request, and what the user should know of the choice."""

    provider: ImageProvider
    note: str | None = None


class Providers:
    """Hold the providers that are set up: those asked in turn, the default first, and those asked by name only.

    `known` describes all that there are; those of them that are not set up are `missing`.
    """

    def __init__(
        self,
        in_turn: Sequence[ImageProvider],
        by_name_only: Sequence[ImageProvider] = (),
        known: Sequence[ProviderDescription] = (),
    ) -> None:
        if not in_turn:
            raise ValueError("at least one provider is needed; sketch needs nothing")
        self.in_turn = tuple(in_turn)
        self._by_name = {provider.name: provider for provider in (*in_turn, *by_name_only)}
        self._purposes = {each.name: each.purpose for each in known}
        self.missing = tuple(each for each in known if each.name not in self._by_name)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of what is set up, in the order of asking."""
        return tuple(self._by_name)

    @property
    def default(self) -> ImageProvider:
        """Return the provider of requests that name none."""
        return self.in_turn[0]

    def __iter__(self) -> Iterator[ImageProvider]:
        return iter(self._by_name.values())

    def get(self, name: str) -> ImageProvider | None:
        """Return a provider by its name."""
        return self._by_name.get(name)

    def purpose(self, name: str) -> str:
        """Return in a few words what a provider is for; empty where nobody said."""
        return self._purposes.get(name, "")

    def is_missing(self, name: str | None) -> bool:
        """Tell whether this is a provider that exists, but is not set up here."""
        return any(each.name == name for each in self.missing)

    def choose(self, wanted: str | None, needs: Needs, *, only: bool = False) -> ProviderChoice:
        """Return a provider that can do what is needed: the wanted one, or the first in turn with a note.

        Raises:
            RefusedError: there is no such name, or nobody here (with `only`: not the wanted one) can do it.

        """
        if wanted and wanted not in self._by_name and not self.is_missing(wanted):
            raise RefusedError(
                N_("I do not know the provider “{provider}”. Set up here: {providers}.").format(
                    provider=wanted[:40], providers=", ".join(self.names)
                )
            )
        provider = self._by_name.get(wanted or "")
        if provider and needs.met_by(provider):
            return ProviderChoice(provider)
        if provider:
            why = needs.too_much_for(provider.title)
        else:
            why = N_("{provider} is not set up here").format(provider=wanted)
        if only:
            raise RefusedError(N_("{why}. Set up here: {providers}.").format(why=why, providers=", ".join(self.names)))
        able = next((provider for provider in self.in_turn if needs.met_by(provider)), None)
        if able is None:
            raise RefusedError(needs.too_much_for_all)
        note = N_("{why}; {provider} paints instead.").format(why=why, provider=able.title)
        return ProviderChoice(able, note if wanted else None)
