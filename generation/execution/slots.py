"""Workers that each provider may hold: never all of them, so that one that hangs leaves some to the others."""

from generation.providers.registry import Providers
from storage.records import Request


class ProviderSlots:
    """Count which provider the workers of this process are at.

    A request counts for the provider that it will be put to first, and then for the one that it is put to. With a
    single worker, or a single provider, nothing is kept free.
    """

    def __init__(self, providers: Providers) -> None:
        self._providers = providers
        self._at: dict[str, str] = {}
        self.workers = 0

    @property
    def usual(self) -> str:
        """Return the provider that a request is put to where it wants none."""
        return self._providers.default.name

    def full(self) -> list[str]:
        """Return the providers that may hold no further worker."""
        return [name for name in set(self._at.values()) if self._is_full(name)]

    def take(self, request: Request) -> None:
        """Count a request that was claimed for the provider that it will be put to first."""
        wanted = request.params.provider_name
        self._at[request.id] = self.usual if wanted is None or self._providers.get(wanted) is None else wanted

    def move(self, request_id: str, provider: str) -> bool:
        """Count a request for the provider that it is about to be put to; False where that one is full."""
        if self._at.get(request_id) == provider:
            return True
        if self._is_full(provider):
            return False
        self._at[request_id] = provider
        return True

    def free(self, request_id: str) -> bool:
        """Count a request no more, and tell whether the provider that it was at was full."""
        was_full = self._is_full(self._at.get(request_id, ""))
        self._at.pop(request_id, None)
        return was_full

    def _is_full(self, provider: str) -> bool:
        alone = self.workers <= 1 or len(list(self._providers)) <= 1
        return not alone and list(self._at.values()).count(provider) >= self.workers - 1
