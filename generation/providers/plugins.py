"""Providers that others have written: found among what is installed, checked, and kept from harming the bot by mistake.

A plugin is code in our own process: these checks keep order, and what is installed is trusted. `docs/plugins.md`
tells how to write one.
"""

import asyncio
import inspect
import logging
import re
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from importlib.metadata import EntryPoint
from importlib.metadata import entry_points as installed_entry_points
from typing import Any

from generation.i18n import N_
from generation.providers.base import (
    INTERFACE,
    OLDEST_INTERFACE,
    Capabilities,
    Health,
    ImageProvider,
    ModelSettings,
    ProviderDescription,
    ProviderError,
    ProviderRequest,
    ProviderResult,
    ReportProgress,
    TimedOutError,
    UnavailableError,
    UnreadableError,
)

log = logging.getLogger(__name__)

GROUP = "shadowrun_scenes.providers"
PROBE_SECONDS = 10.0
MAX_TITLE = 60
_NAME = re.compile(r"[a-z][a-z0-9_]{1,31}")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
_METHODS = ("generate", "probe", "aclose")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The plugins that can be used, a sentence for each that cannot, and the descriptions, set up or not."""

    providers: tuple[ImageProvider, ...] = ()
    problems: tuple[str, ...] = ()
    descriptions: tuple[ProviderDescription, ...] = ()


class PluginError(Exception):
    """Say what is wrong with a plugin, as the end of the sentence that begins with its name."""


def load_plugins(
    environment: Mapping[str, str], taken: Collection[str] = (), entry_points: Iterable[EntryPoint] | None = None
) -> Loaded:
    """Load the installed plugins; one that is broken, or has a name that is taken, is left out, reported and logged.

    A plugin sees of the environment only the variables that it declares.
    """
    providers: dict[str, ImageProvider] = {}
    descriptions: dict[str, ProviderDescription] = {}
    problems: list[str] = []
    try:
        found = installed_entry_points(group=GROUP) if entry_points is None else entry_points
        found = sorted(found, key=lambda point: (point.name, point.value))
    except Exception:  # whatever a broken installation raises
        problems.append(N_("The installed plugins cannot be listed; the log tells why."))
        log.exception(problems[-1])
        found = []
    for point in found:
        try:
            description, provider = _load(point, environment, taken={*taken, *providers, *descriptions})
        except (Exception, SystemExit) as error:  # a plugin may raise anything, and must not end the bot
            problems.append(
                N_("The plugin {name} is left out: {reason}.").format(name=repr(point.name), reason=_reason(error))
            )
            log.warning(problems[-1], exc_info=None if isinstance(error, PluginError) else error)
            continue
        if description is not None:
            descriptions[description.name] = description
        if provider is not None:
            providers[provider.name] = provider
    return Loaded(tuple(providers.values()), tuple(problems), tuple(descriptions.values()))


def _load(
    point: EntryPoint, environment: Mapping[str, str], taken: Collection[str]
) -> "tuple[ProviderDescription | None, PluginProvider | None]":
    """Return a plugin's description, which version 1 had not, and its provider, unless it is not set up."""
    factory = point.load()
    version = getattr(factory, "INTERFACE", None)
    if type(version) is not int:
        raise PluginError(N_("it does not say for which INTERFACE it is written"))
    if not OLDEST_INTERFACE <= version <= INTERFACE:
        raise PluginError(
            N_("it is written for version {version} of the provider interface, and this is {ours}").format(
                version=version, ours=INTERFACE
            )
        )
    described = None if version == 1 else _description(factory, taken)
    description = described or _version_1_description(factory)
    inner: object = description.set_up(environment)
    if inner is None:
        return described, None
    if inspect.iscoroutine(inner):
        inner.close()
        raise PluginError(N_("its create() must not be a coroutine"))
    provider = _validated(inner, taken)
    if described and (provider.name, provider.title) != (described.name, described.title):
        raise PluginError(N_("its provider has another name or title than its PROVIDER says"))
    return described, PluginProvider(provider)


def _description(factory: object, taken: Collection[str]) -> ProviderDescription:
    """Return how a plugin describes its provider."""
    description = getattr(factory, "PROVIDER", None)
    if not isinstance(description, ProviderDescription):
        raise PluginError(N_("its PROVIDER is no ProviderDescription of generation.providers.base"))
    _check_names(description.name, description.title, taken)
    _check_callable(description.variables, description.create)
    if not _is_line(description.missing):
        raise PluginError(N_("its PROVIDER does not say in one line what is missing"))
    if description.check_model is not None and not callable(description.check_model):
        raise PluginError(N_("its check_model cannot be called"))
    if not set(description.model_settings) <= {each.name for each in fields(ModelSettings)}:
        raise PluginError(N_("its model_settings are not among those of ModelSettings"))
    check = description.check_model
    return replace(description, check_model=None if check is None else partial(_check_model, check, description.name))


def _check_model(check: Callable[[ModelSettings], None], name: str, model: ModelSettings) -> None:
    """Have a plugin check what is set for a model; that it cannot is said like a value that is wrong."""
    try:
        check(model)
    except ValueError:
        raise
    except Exception as error:
        log.exception("The plugin %s failed at check_model().", name)
        raise ValueError(N_("its plugin has an error; the log tells more")) from error


def _version_1_description(factory: object) -> ProviderDescription:
    """Return a description of a plugin that was written for version 1 of the interface.

    Such a plugin has VARIABLES and create() in its module; what its provider is called is not known before it is made.
    """
    variables, create = getattr(factory, "VARIABLES", None), getattr(factory, "create", None)
    _check_callable(variables, create)
    return ProviderDescription("", "", variables, "", create)  # type: ignore[arg-type]  # checked the line before


def _check_callable(variables: object, create: object) -> None:
    names = variables if isinstance(variables, tuple) else (None,)
    if not all(isinstance(name, str) and _VARIABLE.fullmatch(name) for name in names):
        raise PluginError(N_("its variables are no tuple of names of environment variables"))
    if not callable(create):
        raise PluginError(N_("it has no create()"))


def _check_names(name: object, title: object, taken: Collection[str]) -> None:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise PluginError(N_("its provider's name must be 2 to 32 of a-z, 0-9 and _, and begin with a letter"))
    if name in taken:
        raise PluginError(N_("there is a provider named {name} already").format(name=name))
    if not _is_line(title, MAX_TITLE):
        raise PluginError(
            N_("its provider's title must be one line of at most {most} characters").format(most=MAX_TITLE)
        )


def _is_line(text: object, longest: int = 200) -> bool:
    return isinstance(text, str) and 0 < len(text.strip()) <= longest and text.isprintable()


def _validated(inner: Any, taken: Collection[str]) -> ImageProvider:  # noqa: ANN401  # whatever a plugin has made
    """Return a plugin's provider if it has what `ImageProvider` asks for."""
    name, title, capabilities = (getattr(inner, what, None) for what in ("name", "title", "capabilities"))
    _check_names(name, title, taken)
    if not isinstance(capabilities, Capabilities):
        raise PluginError(N_("its provider's capabilities are not those of generation.providers.base"))
    for method in (*_METHODS, *(("resume",) if capabilities.resume else ())):
        if not callable(getattr(inner, method, None)):
            raise PluginError(N_("its provider has no {method}()").format(method=method))
    provider: ImageProvider = inner
    return provider


def _reason(error: BaseException) -> str:
    if isinstance(error, PluginError):
        return str(error)
    if isinstance(error, ImportError):
        return N_("it cannot be imported ({error})").format(error=" ".join(str(error).split()))
    # The message stays in the log: it may hold what the plugin read from the environment.
    return N_("it raised {error}; the log tells more").format(error=type(error).__name__)


class PluginProvider:
    """Stand between a plugin's provider and the bot, so that whatever it raises becomes a `ProviderError`."""

    def __init__(self, inner: ImageProvider) -> None:
        self._inner = inner
        # Read once: they are checked, and the plugin must not change them afterwards.
        self.name = inner.name
        self.title = inner.title
        self.capabilities = inner.capabilities

    async def generate(self, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Return the plugin's image.

        Raises:
            ProviderError: the plugin's own, or in place of anything else that it raised.

        """
        return await self._guarded("generate", request, report)

    async def resume(self, job_id: str, request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        """Have the plugin go on with a job.

        Raises:
            ProviderError: as `generate`.

        """
        return await self._guarded("resume", job_id, request, report)

    @property
    def call_off(self) -> Callable[[str], Awaitable[None]] | None:
        """Return how to call off a job that nobody waits for any more, where the plugin can."""
        return getattr(self._inner, "call_off", None)

    async def probe(self) -> Health:
        """Return what the plugin says of itself; that it is not able where it says nothing of use."""
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                health: object = await self._inner.probe()
        except TimeoutError:
            return Health(able=False, reason=N_("{provider} did not answer in time.").format(provider=self.title))
        except Exception:
            log.exception("The plugin %s failed at probe().", self.name)
            return Health(able=False, reason=N_("{provider} has an error in its plugin.").format(provider=self.title))
        if not isinstance(health, Health):
            return Health(able=False, reason=N_("{provider} has an error in its plugin.").format(provider=self.title))
        return health

    async def aclose(self) -> None:
        """Have the plugin let go of what it holds."""
        try:
            await self._inner.aclose()
        except Exception:
            log.exception("The plugin %s failed at aclose().", self.name)

    async def _guarded(self, method: str, *arguments: object) -> ProviderResult:
        try:
            result: object = await getattr(self._inner, method)(*arguments)
        except ProviderError:
            raise
        except TimeoutError as error:
            raise TimedOutError(N_("{provider} did not answer in time.").format(provider=self.title)) from error
        except Exception as error:
            log.exception("The plugin %s failed at %s().", self.name, method)
            raise UnavailableError(
                N_("{provider} has an error in its plugin ({error}).").format(
                    provider=self.title, error=type(error).__name__
                )
            ) from error
        if not isinstance(result, ProviderResult) or not result.data or type(result.data) is not bytes:
            raise UnreadableError(N_("{provider} returned no picture.").format(provider=self.title))
        if not _is_size(result.asked):
            raise UnreadableError(
                N_("{provider} does not say in pixels what size it was asked for.").format(provider=self.title)
            )
        return result


def _is_size(size: object) -> bool:
    """Tell whether this is a width and a height, or nothing."""
    if size is None:
        return True
    return isinstance(size, tuple) and len(size) == 2 and all(type(side) is int and side > 0 for side in size)
