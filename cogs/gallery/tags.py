"""Tags: by a form under a page, from a message's menu, or by `/image tag`."""

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord.app_commands import Choice as Suggestion

from cogs.actors import enter_session, recognize
from cogs.bot import SceneBot
from cogs.gallery.embeds import image_words
from cogs.gallery.messages import GalleryMessages
from cogs.ui.embeds import prompt_text, type_title
from cogs.ui.forms import Choice, Field, Filled, Option, form
from cogs.ui.replies import reply_privately
from generation.errors import RefusedError
from generation.gallery.filters import SEARCH_MOST, parse_shown
from generation.gallery.tags import TAG_LONGEST, TAGS_MOST, parse_tags
from generation.i18n import N_, _, ngettext
from generation.sessions.permissions import Actor
from storage.records import Image

_LONGEST = (TAG_LONGEST + 2) * TAGS_MOST
_SUGGESTED = 25
_HINT = N_("For example: npc, redmond, act two")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Tagging:
    """Give pictures tags."""

    def __init__(self, bot: SceneBot, messages: GalleryMessages) -> None:
        self._services = bot.services
        self._messages = messages
        bot.presses |= {"tag": self._ask}
        bot.forms |= {"tag": self._tag, "tagall": self._tag_all}

    async def ask(
        self, interaction: discord.Interaction[Any], actor: Actor, images: Sequence[Image], *ids: str
    ) -> None:
        """Open the form: with the tags of one picture to be changed, or empty for tags that several are to have.

        Raises:
            NotAllowedError: it is somebody else's picture, or the session has ended.

        """
        for image in images:
            self._services.access.may_change(actor)
            self._services.access.may_undo(actor, image.user_id)
        tags = images[0].tag_names if len(images) == 1 else ()
        field = Field("tags", _("Tags, with commas between them"), ", ".join(tags), _(_HINT), longest=_LONGEST)
        known = [Option(each.value, each.value) for each in await self._services.gallery.tags(actor)]
        others = [option for option in known if option.value not in tags]
        parts: list[Field | Choice] = [field]
        if others:
            parts.append(Choice("known", _("Or choose"), others, hint=_("Tags of this table"), most=TAGS_MOST))
        verb, title = ("tag", _("Tag this picture")) if len(images) == 1 else ("tagall", _("Tag these pictures"))
        await interaction.response.send_modal(form(verb, *ids, title=title, parts=parts))

    async def add(self, interaction: discord.Interaction[Any], picture: str, tags: str) -> None:
        """Give a picture further tags.

        Raises:
            RefusedError: it is none of the suggested pictures, or a tag cannot be one.

        """
        actor = await enter_session(interaction)
        if not _ID.fullmatch(picture):
            raise RefusedError(
                _("Choose the picture from the list that comes up while you type some of its description.")
            )
        tags_now = await self._services.gallery.add_tags(picture, actor, parse_tags(tags))
        await reply_privately(interaction, _told(tags_now))

    async def suggest_pictures(self, interaction: discord.Interaction[Any], typed: str) -> list[Suggestion[str]]:
        """Return the newest pictures whose description or tags hold what was typed."""
        actor = await recognize(interaction)
        shown = parse_shown(search=typed[:SEARCH_MOST])
        found = await self._services.gallery.page(actor, shown, most=_SUGGESTED)
        return [
            Suggestion(name=f"{type_title(image.type)}: {image_words(image, 80)}"[:100], value=image.id)
            for image in found.images
        ]

    async def suggest_tags(self, interaction: discord.Interaction[Any], typed: str) -> list[Suggestion[str]]:
        """Return ways to go on with the last tag of a list."""
        actor = await recognize(interaction)
        before, comma, last = typed.rpartition(",")
        given = f"{before.strip()}{comma} " if comma else ""
        had = {tag.strip().lower() for tag in before.split(",")}
        texts = [given + each.value for each in await self._services.gallery.tags(actor, last) if each.value not in had]
        return [Suggestion(name=text, value=text) for text in texts if len(text) <= 100]

    async def _ask(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], actor)
        await self.ask(interaction, actor, [image], *ids)

    async def _tag(self, interaction: discord.Interaction[Any], ids: list[str], sent: Filled) -> None:
        """Put what was typed and chosen in place of the tags; the second id is the page that shows them."""
        image_id, *page_id = ids
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(image_id, actor)
        tags = await self._services.gallery.set_tags(image.id, actor, _wanted(sent))
        if page_id:
            page = await self._services.sessions.opened_page(page_id[0])
            await self._messages.show_again(interaction, page, image, actor)
            return
        await reply_privately(interaction, _told(tags))

    async def _tag_all(self, interaction: discord.Interaction[Any], ids: list[str], sent: Filled) -> None:
        """Give the pictures of a message further tags."""
        actor = await enter_session(interaction)
        wanted = _wanted(sent)
        if not wanted:
            raise RefusedError(_("Give at least one tag."))
        postings = await self._services.deliveries.postings_of_message(ids[0])
        for posting in postings:
            await self._services.gallery.add_tags(posting.image_id, actor, wanted)
        await reply_privately(
            interaction,
            ngettext(
                "{count} picture has these tags now: {tags}",
                "{count} pictures have these tags now: {tags}",
                len(postings),
            ).format(count=len(postings), tags=prompt_text(", ".join(wanted))),
        )


def _wanted(sent: Filled) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*parse_tags(sent.text("tags")), *sent.chosen.get("known", [])]))


def _told(tags: Sequence[str]) -> str:
    if not tags:
        return _("This picture has no tags now.")
    return _("This picture has these tags now: {tags}").format(tags=prompt_text(", ".join(tags)))
