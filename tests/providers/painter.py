"""Painting with one provider in a test: what it reported, and why it did not paint, which has to be fit for players."""

import contextlib
import traceback
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from generation.providers.base import ImageProvider, ProgressStep, ProviderError, ProviderRequest, ProviderResult


@contextlib.contextmanager
def refused(
    title: str, secret: str, kind: type[ProviderError] = ProviderError, text: str | None = None
) -> Iterator[pytest.ExceptionInfo[ProviderError]]:
    """Expect an error of the provider's in one line; neither it nor what it was raised from shows the secret."""
    with pytest.raises(kind, match=text) as caught:
        yield caught
    error = caught.value
    assert title in error.sentence
    assert "\n" not in error.sentence
    assert secret not in "".join(traceback.format_exception(error))


async def refusal(provider: ImageProvider, request: ProviderRequest, secret: str) -> ProviderError:
    """Return why a provider does not paint."""
    with refused(provider.title, secret) as caught:
        await provider.generate(request, ignore)
    return caught.value


def ignore(step: ProgressStep) -> None:
    """Report to nobody."""


class Painter:
    """A provider with the request that it gets, the steps that it reported, and the secret that it keeps."""

    def __init__(self, provider: ImageProvider, request: ProviderRequest, secret: str) -> None:
        self.provider = provider
        self.steps: list[ProgressStep] = []
        self._request = request
        self._secret = secret

    async def paint(self, **changes: Any) -> ProviderResult:  # noqa: ANN401  # the request's own types
        return await self.provider.generate(replace(self._request, **changes), self.steps.append)

    async def refusal(self) -> ProviderError:
        return await refusal(self.provider, self._request, self._secret)
