"""Which providers can be called with a key of a server's own, and how one of them is made."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from generation.providers.base import ImageProvider, ProviderDescription

#: Stands for a key where it is only asked whether one would do.
_SOME_KEY = "0123456789abcdef"


class KeyedProviders:
    """The descriptions of providers, the variable of each that holds its key, and what else is set for them.

    Addresses and models are the operator's, only the key is the server's: no server has the bot call another place.
    """

    def __init__(
        self,
        known: Sequence[ProviderDescription] = (),
        key_variables: Mapping[str, str] | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._known = {each.name: each for each in known}
        self._key_variables = key_variables or {}
        self._variables = variables or {}

    @cached_property
    def takers(self) -> Mapping[str, str]:
        """Return the titles of the providers that a key alone sets up here, by their names."""
        able = (each for each in self._known.values() if self.create(each.name, _SOME_KEY) is not None)
        return {each.name: each.title for each in able}

    def create(self, name: str, key: str) -> ImageProvider | None:
        """Return a provider that is called with this key; None where a key alone does not set it up."""
        description, variable = self._known.get(name), self._key_variables.get(name)
        if description is None or variable is None:
            return None
        try:
            return description.set_up({**self._variables, variable: key})
        except Exception:  # noqa: BLE001  # a plugin may raise anything, and its words may hold the key
            return None
