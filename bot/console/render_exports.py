"""What the terminal says of exports and imports."""

from collections.abc import Iterator

from bot.console.results import ArchiveImported, Exported
from generation.i18n import ngettext, said


def export_lines(exported: Exported) -> Iterator[str]:
    """Yield how many pictures were exported, and where the files are."""
    count = len(exported.export.chosen)
    yield ngettext("{count} picture was exported:", "{count} pictures were exported:", count).format(count=count)
    yield from exported.paths


def import_lines(result: ArchiveImported) -> Iterator[str]:
    """Yield what came of an import, and why something was left out."""
    imported = result.imported
    added = ngettext("{count} picture was added.", "{count} pictures were added.", imported.added)
    yield added.format(count=imported.added)
    if imported.known:
        known = ngettext("{count} picture was here already.", "{count} pictures were here already.", imported.known)
        yield known.format(count=imported.known)
    if left_out := imported.left_out:
        told = ngettext("{count} picture was left out:", "{count} pictures were left out:", len(left_out))
        yield told.format(count=len(left_out))
        yield from (f"{each.number}. {said(each.reason)}" for each in left_out)
