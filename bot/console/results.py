"""Results of commands, which the text and the JSON output show each in its way."""

from dataclasses import dataclass

from bot.console.grammar import Syntax
from generation.campaigns.albums import PictureInAlbum
from generation.campaigns.campaigns import CampaignInfo
from generation.campaigns.recaps import RecapLine
from generation.export.imports import Imported
from generation.providers.health import ProviderStatus
from generation.requests.previews import Preview
from generation.styles.catalogue import Style
from storage.albums import Album, ListedAlbum
from storage.cast import Character, Version
from storage.exports import Export
from storage.recaps import RecapPlan, Suggestion
from storage.records import COMPLETED, Image, Request


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An image, the path of its file, and a smaller copy where the output shows images."""

    image: Image
    path: str | None
    copy: bytes | None = None


@dataclass(frozen=True, slots=True)
class Generated:
    """A request that has ended, and its image unless it failed or was cancelled."""

    request: Request
    image_file: ImageFile | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchGenerated:
    """The requests of a batch, all of which have ended."""

    generated: tuple[Generated, ...]


@dataclass(frozen=True, slots=True)
class GalleryListed:
    """The newest images of a session, or with `of_campaign` of all its sessions; `oldest` is the last one's number."""

    image_files: tuple[ImageFile, ...]
    total: int
    favorites: bool
    of_campaign: bool = False
    oldest: int | None = None
    #: `newest`, `oldest` or `stars`: which come first.
    order: str = "newest"


@dataclass(frozen=True, slots=True)
class Enhanced:
    """The prompt that would be sent to a provider."""

    preview: Preview


@dataclass(frozen=True, slots=True)
class ImageShown:
    """One image."""

    image_file: ImageFile


@dataclass(frozen=True, slots=True)
class VersionsListed:
    """The versions of an image, oldest first, each with how it came of its parent; `at` is the one asked for."""

    image_files: tuple[ImageFile, ...]
    done: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Two images, and both side by side in one where the output shows images."""

    before: ImageFile
    after: ImageFile
    both: bytes | None = None


@dataclass(frozen=True, slots=True)
class ComparisonPainted:
    """The requests of a comparison, which have ended, with a label for each; the path of their sheet, and its file."""

    generated: tuple[Generated, ...]
    labels: tuple[str, ...]
    sheet_path: str | None
    sheet: bytes | None = None


@dataclass(frozen=True, slots=True)
class TagsShown:
    """An image with the tags that it has now."""

    image_file: ImageFile


@dataclass(frozen=True, slots=True)
class FavoriteSet:
    """An image whose star was set or taken; others may have starred it too."""

    image_file: ImageFile
    starred: bool


@dataclass(frozen=True, slots=True)
class ProvidersListed:
    """The providers and their state."""

    providers: tuple[ProviderStatus, ...]


@dataclass(frozen=True, slots=True)
class StylesListed:
    """The styles."""

    styles: tuple[Style, ...]


@dataclass(frozen=True, slots=True)
class QueueListed:
    """The session's requests that have not ended."""

    requests: tuple[Request, ...]


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A request that was cancelled."""

    request: Request


@dataclass(frozen=True, slots=True)
class CastListed:
    """The characters that the user may know of."""

    characters: tuple[Character, ...]


@dataclass(frozen=True, slots=True)
class CharacterShown:
    """A character, in one of its versions."""

    character: Character
    version: Version


@dataclass(frozen=True, slots=True)
class CharacterRemoved:
    """A character that was removed."""

    character: Character


@dataclass(frozen=True, slots=True)
class CastExported:
    """A file that the cast was written into."""

    path: str
    bytes: int


@dataclass(frozen=True, slots=True)
class CastImported:
    """Who was added from a file, and a sentence for each who was not."""

    added: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """An export, and the paths of its files."""

    export: Export
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArchiveImported:
    """What came of an import."""

    imported: Imported


@dataclass(frozen=True, slots=True)
class CampaignShown:
    """A campaign as the user may know of it, or the name of the one that the session has left."""

    campaign: CampaignInfo | None
    left: str = ""


@dataclass(frozen=True, slots=True)
class AlbumsListed:
    """The albums of the session and of its campaign."""

    albums: tuple[ListedAlbum, ...]


@dataclass(frozen=True, slots=True)
class AlbumShown:
    """An album with what the user sees of it."""

    album: Album
    pictures: tuple[PictureInAlbum, ...]


@dataclass(frozen=True, slots=True)
class AlbumDeleted:
    """An album that was deleted."""

    album: Album


@dataclass(frozen=True, slots=True)
class RecapShown:
    """What the next recap would show, and what waits for the GM's word."""

    lines: tuple[RecapLine, ...]
    waiting: tuple[tuple[Suggestion, Image], ...]
    plan: RecapPlan


@dataclass(frozen=True, slots=True)
class RecapSuggested:
    """A suggestion, and whether it is in the next recap at once."""

    taken: bool


@dataclass(frozen=True, slots=True)
class RecapPosted:
    """The recap is on its way to Discord."""


@dataclass(frozen=True, slots=True)
class HelpShown:
    """The commands."""

    commands: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Quit:
    """The end of the console."""


Result = (
    Generated
    | BatchGenerated
    | Enhanced
    | GalleryListed
    | ImageShown
    | FavoriteSet
    | TagsShown
    | VersionsListed
    | Compared
    | ComparisonPainted
    | ProvidersListed
    | StylesListed
    | QueueListed
    | Cancelled
    | CastListed
    | CharacterShown
    | CharacterRemoved
    | CastExported
    | CastImported
    | Exported
    | ArchiveImported
    | CampaignShown
    | AlbumsListed
    | AlbumShown
    | AlbumDeleted
    | RecapShown
    | RecapSuggested
    | RecapPosted
    | HelpShown
    | Quit
)
SharingResult = CampaignShown | AlbumsListed | AlbumShown | AlbumDeleted
RecapResult = RecapShown | RecapSuggested | RecapPosted
CastResult = CastListed | CharacterShown | CharacterRemoved | CastExported | CastImported


def succeeded(result: Result) -> bool:
    """Tell whether a command succeeded as a whole."""
    match result:
        case Generated(request):
            return request.status == COMPLETED
        case BatchGenerated(generated) | ComparisonPainted(generated):
            return all(each.request.status == COMPLETED for each in generated)
        case _:
            return True
