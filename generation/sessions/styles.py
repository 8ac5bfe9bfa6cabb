"""The styles of one table: the shipped ones, and those that its GM has added."""

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generation.clock import now
from generation.errors import ContentRefusedError, NotFoundError, RefusedError
from generation.i18n import _
from generation.moderation.moderator import judge
from generation.moderation.verdict import Rules
from generation.sessions.permissions import Access, Actor
from generation.styles.catalogue import Style, all_styles, parse_style, unknown_style
from generation.text.visible import named_and_visible
from storage.styles import SessionStyle, StyleStore

MOST_STYLES = 25
LONGEST_NAME, LONGEST_TEXT = 40, 500


@dataclass(frozen=True, slots=True)
class TableStyle:
    """A style as a table knows it; `base` is the shipped one that painters with styles of their own go by."""

    style: Style
    base: str


class TableStyles:
    """Find, add and remove styles."""

    def __init__(self, store: StyleStore, access: Access) -> None:
        self._store = store
        self._access = access

    async def all(self, session_id: str) -> dict[str, TableStyle]:
        """Return a table's styles by id, its own ones first, then those of its campaign's other sessions."""
        own, shared = await self._store.of_session(session_id), await self._store.shared_with(session_id)
        return table_styles((*own, *shared))

    async def find(self, session_id: str, text: str | None) -> TableStyle | None:
        """Return a style for its id or name; nothing given is the painter's own choice.

        Raises:
            RefusedError: there is no such style at this table.

        """
        if not text:
            return None
        # No table's own style may have a shipped one's id, so that most need no look at the table's.
        if (wanted := text.strip().casefold()) in all_styles():
            return TableStyle(all_styles()[wanted], wanted)
        return find_style(await self.all(session_id), text)

    async def stored(self, session_id: str, style_id: str | None) -> TableStyle | None:
        """Return the style that a row names; None, too, where it was removed since."""
        if style_id is None or style_id in all_styles():
            return TableStyle(all_styles()[style_id], style_id) if style_id else None
        return (await self.all(session_id)).get(style_id)

    async def add(
        self, actor: Actor, name: str, positive: str, *, negative: str = "", base: str | None = None
    ) -> TableStyle:
        """Add a style to the table, or change the one of the same name.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            RefusedError: a text is missing or too long, the name is a shipped style's, there are too many, or what it
                shows is never painted.

        """
        self._access.require_gm(actor, _("Only the GM may add styles."))
        name, positive, negative = (named_and_visible(text) for text in (name, positive, negative))
        style_id = re.sub(r"[\W_]+", "_", name.casefold()).strip("_")
        if not style_id or len(name) > LONGEST_NAME:
            raise RefusedError(
                _("A style's name has 1 to {longest} characters, letters or digits among them.").format(
                    longest=LONGEST_NAME
                )
            )
        if style_id in all_styles() or name.casefold() in {each.name.casefold() for each in all_styles().values()}:
            raise RefusedError(_("“{name}” is a style that every table has. Choose another name.").format(name=name))
        if not positive or len(positive) > LONGEST_TEXT or len(negative) > LONGEST_TEXT:
            raise RefusedError(
                _("Say in up to {longest} characters how pictures in this style look.").format(longest=LONGEST_TEXT)
            )
        verdict = await asyncio.to_thread(judge, f"{name}, {positive}", Rules(), negative)
        if verdict.hard:
            raise ContentRefusedError(verdict.reason)
        row = SessionStyle(
            actor.session_id,
            style_id,
            name,
            positive[:80],
            positive,
            negative,
            parse_style(base) or next(iter(all_styles())),
            actor.user_id,
        )
        if not await self._store.add(row, now(), most=MOST_STYLES):
            raise RefusedError(
                _("A table has at most {most} styles of its own. Remove one first.").format(most=MOST_STYLES)
            )
        return _table_style(row)

    async def remove(self, actor: Actor, name: str) -> TableStyle:
        """Remove one of the table's own styles, and let go of it where it is locked; pictures in it keep its name.

        Raises:
            NotAllowedError: somebody else than the GM tries.
            NotFoundError: the table has no such style of its own.

        """
        self._access.require_gm(actor, _("Only the GM may remove styles."))
        wanted = name.strip().casefold()
        for each in await self._store.of_session(actor.session_id):
            if wanted in {each.id, each.name.casefold()}:
                await self._store.remove(actor.session_id, each.id)
                return _table_style(each)
        raise NotFoundError(_("This table has no style of its own by that name. The built-in ones cannot be removed."))


def table_styles(own: Iterable[SessionStyle]) -> dict[str, TableStyle]:
    """Return the styles of a table that has these of its own, by id, its own ones first; of an id the first."""
    known: dict[str, TableStyle] = {}
    for each in own:
        known.setdefault(each.id, _table_style(each))
    return known | {name: TableStyle(style, name) for name, style in all_styles().items()}


def find_style(known: Mapping[str, TableStyle], text: str) -> TableStyle:
    """Return a style for its id or name.

    Raises:
        RefusedError: it is none of the known ones.

    """
    wanted = text.strip().casefold()
    for each in known.values():
        if wanted in {each.style.id, each.style.name.casefold()}:
            return each
    raise unknown_style(wanted, known)


def _table_style(row: SessionStyle) -> TableStyle:
    """Give a table's style the colours and the preset of its base."""
    base = all_styles().get(row.base) or next(iter(all_styles().values()))
    style = replace(
        base, id=row.id, name=row.name, description=row.description, positive=row.positive, negative=row.negative
    )
    return TableStyle(style, base.id)
