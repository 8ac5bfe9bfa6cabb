"""What a command has found or done: values that a person's and a machine's output show each in its way."""

from dataclasses import dataclass

from bot.console.grammar import Syntax
from generation.providers.health import ProviderStatus
from generation.requests.previews import Preview
from generation.styles.catalogue import Style
from storage.records import COMPLETED, Image, Request


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, where its file lies, and a smaller copy to look at where that was wanted."""

    image: Image
    path: str | None
    copy: bytes | None = None


@dataclass(frozen=True, slots=True)
class Painted:
    """A request that is done, and its picture unless it failed or was cancelled."""

    request: Request
    picture: Picture | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchPainted:
    """Several requests of one wish that are done."""

    painted: tuple[Painted, ...]


@dataclass(frozen=True, slots=True)
class GalleryListed:
    """The newest pictures of a session."""

    pictures: tuple[Picture, ...]
    total: int
    favorites: bool


@dataclass(frozen=True, slots=True)
class Enhanced:
    """What would be sent to a painter."""

    preview: Preview


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture."""

    picture: Picture


@dataclass(frozen=True, slots=True)
class Starred:
    """A picture whose star was given or taken; others may have starred it too."""

    picture: Picture
    starred: bool


@dataclass(frozen=True, slots=True)
class ProvidersListed:
    """Who can paint."""

    providers: tuple[ProviderStatus, ...]


@dataclass(frozen=True, slots=True)
class StylesListed:
    """Which looks there are."""

    styles: tuple[Style, ...]


@dataclass(frozen=True, slots=True)
class QueueListed:
    """What the session waits for."""

    requests: tuple[Request, ...]


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A request that was called off."""

    request: Request


@dataclass(frozen=True, slots=True)
class HelpShown:
    """What can be typed."""

    commands: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """The wish to leave."""


Result = (
    Painted
    | BatchPainted
    | Enhanced
    | GalleryListed
    | Shown
    | Starred
    | ProvidersListed
    | StylesListed
    | QueueListed
    | Cancelled
    | HelpShown
    | Left
)


def succeeded(result: Result) -> bool:
    """Tell whether a command did all that it was asked to do."""
    match result:
        case Painted(request):
            return request.status == COMPLETED
        case BatchPainted(painted):
            return all(each.request.status == COMPLETED for each in painted)
        case _:
            return True
