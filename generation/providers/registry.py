"""Which providers there are, in which order they are asked, and which one a request goes to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from generation.errors import RefusedError
from generation.i18n import N_
from generation.providers.base import ImageProvider, ModelSettings, ProviderDescription
from generation.providers.own_key import OwnKey, ProviderWithOwnKey
from generation.providers.with_model import ProviderModels, ProviderWithModel, reference_of
from storage.params import SLASH, name_of


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


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen: the reference that is typed, and what it is called."""

    reference: str
    title: str


class Providers:
    """Hold the providers that are set up: those asked in turn, the default first, and those asked by name only.

    `known` describes all that there are; those of them that are not set up are `missing`. `models` are, by a provider's
    name, what it paints with. A reference is a provider's name, or `name/model`. `order` names those that are asked in
    turn where they are set up, as they may be for one server.
    """

    def __init__(
        self,
        in_turn: Sequence[ImageProvider],
        by_name_only: Sequence[ImageProvider] = (),
        known: Sequence[ProviderDescription] = (),
        models: Mapping[str, ProviderModels] | None = None,
        *,
        order: Sequence[str] = (),
        own: Mapping[str, OwnKey] | None = None,
    ) -> None:
        if not in_turn:
            raise ValueError("at least one provider is needed; sketch needs nothing")
        self._models = {} if models is None else models
        self._known, self._own = tuple(known), {} if own is None else own
        self._order = tuple(order) or tuple(each.name for each in in_turn)
        self._arrange(in_turn, by_name_only)
        self._purposes = {each.name: each.purpose for each in known}
        self.missing = tuple(each for each in known if each.name not in self._by_name)

    def _arrange(self, in_turn: Sequence[ImageProvider], by_name_only: Sequence[ImageProvider]) -> None:
        self._in_turn, self._by_name_only = tuple(in_turn), tuple(by_name_only)
        self.in_turn = tuple(map(self._painting_as_set, in_turn))
        self._by_name = {each.name: each for each in (*self.in_turn, *map(self._painting_as_set, by_name_only))}
        with_models = (
            self._with_settings(each, model) for each in (*in_turn, *by_name_only) for model in self.models(each.name)
        )
        self._with_model = {each.reference.casefold(): each for each in with_models}

    def renew(self, renewed: Mapping[str, ImageProvider]) -> tuple[ImageProvider, ...]:
        """Put providers in place of those of their names, and return these, which finish what they are at."""
        former = tuple(each for each in (*self._in_turn, *self._by_name_only) if each.name in renewed)
        self._arrange(
            [renewed.get(each.name, each) for each in self._in_turn],
            [renewed.get(each.name, each) for each in self._by_name_only],
        )
        return former

    def with_own(self, own: Mapping[str, tuple[ImageProvider, OwnKey]]) -> Self:
        """Return these with the providers that a server has keys of its own for, in place of those of their names."""
        all_of_them = {each.name: each for each in (*self._in_turn, *self._by_name_only)}
        all_of_them |= {name: provider for name, (provider, _key) in own.items()}
        in_turn = [all_of_them.pop(name) for name in self._order if name in all_of_them]
        keys = {name: key for name, (_provider, key) in own.items()}
        return type(self)(in_turn, tuple(all_of_them.values()), self._known, self._models, order=self._order, own=keys)

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

    @property
    def choices(self) -> Iterator[ImageProvider]:
        """Yield what can be chosen: each provider, and then each of its models."""
        for provider in self:
            yield provider
            yield from self.with_models(provider.name)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Return what can be chosen, as it is shown and typed."""
        return tuple(Offer(reference_of(each), each.title) for each in self.choices)

    def offers_for_menu(self, most: int, chosen: str | None) -> tuple[Offer, ...]:
        """Return as many offers as a menu has room for: all, or the chosen one, the providers, and then models."""
        if len(self.offers) <= most:
            return self.offers
        ranked = sorted(self.offers, key=lambda each: (each.reference != chosen, SLASH in each.reference))
        return tuple(ranked[:most])

    def with_models(self, name: str) -> tuple[ProviderWithModel, ...]:
        """Return a provider once for each of its models that can be chosen."""
        return tuple(each for each in self._with_model.values() if each.name == name)

    def models(self, name: str) -> tuple[ModelSettings, ...]:
        """Return the models of a provider that can be chosen."""
        return self._models[name].named if name in self._models else ()

    def usual_model(self, name: str) -> ModelSettings:
        """Return what a provider paints with where no model is chosen."""
        return self._models[name].usual if name in self._models else ModelSettings()

    def get(self, reference: str) -> ImageProvider | None:
        """Return a provider, with the model that is named; as it usually paints where it has no such model any more."""
        return self._with_model.get(reference.casefold()) or self._by_name.get(name_of(reference))

    def of_name(self, name: str, wanted: str | None) -> ImageProvider | None:
        """Return a provider by its name alone, with the model that was wanted if it was one of this provider's."""
        return self.get(wanted if wanted and name_of(wanted) == name else name)

    def lacks_model(self, reference: str) -> bool:
        """Tell whether a provider that is set up has not the model that is named with it."""
        known = reference.casefold() in self._with_model or reference in self._by_name
        return name_of(reference) in self._by_name and not known

    def _painting_as_set(self, provider: ImageProvider) -> ImageProvider:
        """Return a provider that paints with what the operator has set where no model is chosen."""
        models = self._models.get(provider.name)
        if models is None and provider.name not in self._own:
            return provider
        models = models or ProviderModels()
        return self._with_settings(provider, models.usual, models.named)

    def _with_settings(
        self, provider: ImageProvider, model: ModelSettings, others: Sequence[ModelSettings] = ()
    ) -> ProviderWithModel:
        own = self._own.get(provider.name)
        if own is None:
            return ProviderWithModel(provider, model, others)
        return ProviderWithOwnKey(provider, model, others, own=own)

    def purpose(self, name: str) -> str:
        """Return in a few words what a provider is for; empty where nobody said."""
        return self._purposes.get(name, "")

    def is_missing(self, reference: str | None) -> bool:
        """Tell whether this is a provider that exists, but is not set up here."""
        return any(each.name == name_of(reference or "") for each in self.missing)

    def choose(self, wanted: str | None, needs: Needs, *, only: bool = False) -> ProviderChoice:
        """Return a provider that can do what is needed: the wanted one, or the first in turn with a note.

        Raises:
            RefusedError: there is no such name, or nobody here (with `only`: not the wanted one) can do it.

        """
        provider = self.get(wanted or "")
        if wanted and provider is None and not self.is_missing(wanted):
            raise RefusedError(
                N_("I do not know the provider “{provider}”. Set up here: {providers}.").format(
                    provider=wanted[:40], providers=", ".join(self.names)
                )
            )
        if wanted and self.lacks_model(wanted):
            raise self._unknown_model(wanted)
        if provider and needs.met_by(provider):
            return ProviderChoice(provider)
        if provider:
            why = needs.too_much_for(provider.title)
        else:
            why = N_("{provider} is not set up here").format(provider=name_of(wanted or ""))
        if only:
            raise RefusedError(N_("{why}. Set up here: {providers}.").format(why=why, providers=", ".join(self.names)))
        able = next((provider for provider in self.in_turn if needs.met_by(provider)), None)
        if able is None:
            raise RefusedError(needs.too_much_for_all)
        note = N_("{why}; {provider} paints instead.").format(why=why, provider=able.title)
        return ProviderChoice(able, note if wanted else None)

    def _unknown_model(self, reference: str) -> RefusedError:
        name, _, model = reference.partition(SLASH)
        if not self.models(name):
            return RefusedError(
                N_("“{provider}” has no models to choose from here. Give its name alone.").format(provider=name)
            )
        return RefusedError(
            N_("“{provider}” has no model “{model}”. It has: {models}.").format(
                provider=name, model=model[:60], models=", ".join(each.name for each in self.models(name))
            )
        )
