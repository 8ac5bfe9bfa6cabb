"""Tags: by a form under a page, from a message's menu, or by `/image tag`."""

from collections.abc import Sequence
from typing import Any

import discord
from discord.app_commands import Choice

from cogs.actors import enter_session, identify_actor
from cogs.bot import SceneBot
from cogs.gallery.embeds import one_line_prompt
from cogs.gallery.page_messages import GalleryMessages
from cogs.lookups.chosen_image import chosen_image
from cogs.ui.components import Option
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import prompt_text, type_title
from cogs.ui.forms import ChoiceField, FormInput, TextField, form
from cogs.ui.replies.replies import open_form, reply_privately
from generation.errors import RefusedError
from generation.gallery.filters import SEARCH_MOST, parse_filter
from generation.gallery.tags import TAG_LONGEST, TAGS_MOST, parse_tags
from generation.i18n import N_, _, ngettext
from generation.sessions.permissions import Actor
from storage.gallery_filters import SESSION
from storage.records import Image

_MAX_LENGTH = (TAG_LONGEST + 2) * TAGS_MOST
_MAX_CHOICES = 25
_HINT = N_("For example: npc, redmond, act two")


class TagActions:
    """Give images tags."""

    def __init__(self, bot: SceneBot, messages: GalleryMessages) -> None:
        self._services = bot.services
        self._messages = messages

    def handlers(self) -> Handlers:
        """Return what the button on a page, and the forms for one image and for several, do."""
        return Handlers(
            buttons={"tag": self._open_form_for}, forms={"tag": self._set_tags, "tagall": self._add_to_message}
        )

    async def open_form(
        self, interaction: discord.Interaction[Any], actor: Actor, images: Sequence[Image], *ids: str
    ) -> None:
        """Open the form: with the tags of one image to be changed, or empty for tags that several are to have.

        Raises:
            NotAllowedError: it is somebody else's image, or the session has ended.

        """
        for image in images:
            self._services.access.require_active_session(actor)
            self._services.access.require_author_or_gm(actor, image.user_id)
        tags = images[0].tag_names if len(images) == 1 else ()
        field = TextField(
            "tags", _("Tags, with commas between them"), ", ".join(tags), _(_HINT), max_length=_MAX_LENGTH
        )
        options = [Option(each.value, each.value) for each in await self._services.gallery.tags(actor)]
        others = [option for option in options if option.value not in tags]
        fields: list[TextField | ChoiceField] = [field]
        if others:
            choice = ChoiceField("known", _("Or choose"), others, hint=_("Tags of this table"), max_values=TAGS_MOST)
            fields.append(choice)
        verb, title = ("tag", _("Tag this picture")) if len(images) == 1 else ("tagall", _("Tag these pictures"))
        await open_form(interaction, form(verb, *ids, title=title, fields=fields))

    async def add(self, interaction: discord.Interaction[Any], picture: str, tags: str) -> None:
        """Give an image further tags.

        Raises:
            RefusedError: it names no picture, or a tag cannot be one.

        """
        actor = await enter_session(interaction)
        image_id = await chosen_image(self._services, actor, picture)
        tags_now = await self._services.gallery.add_tags(image_id, actor, parse_tags(tags))
        await reply_privately(interaction, _tags_text(tags_now))

    async def complete_image(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """Return the newest images whose description or tags hold what was typed."""
        actor = await identify_actor(interaction)
        shown = parse_filter(search=typed[:SEARCH_MOST])
        page = await self._services.gallery.page(actor, shown, most=_MAX_CHOICES)
        return [
            Choice(name=f"{type_title(image.type)}: {one_line_prompt(image, 80)}"[:100], value=image.id)
            for image in page.images
        ]

    async def complete_tags(
        self, interaction: discord.Interaction[Any], typed: str, scope: str = SESSION
    ) -> list[Choice[str]]:
        """Return ways to go on with the last tag of a list, by the tags that pictures of a scope have."""
        actor = await identify_actor(interaction)
        before, comma, last = typed.rpartition(",")
        kept = f"{before.strip()}{comma} " if comma else ""
        typed_tags = {tag.strip().lower() for tag in before.split(",")}
        known = await (await self._services.campaigns.scope(actor, scope)).choices("tag", last)
        texts = [kept + each.value for each in known if each.value not in typed_tags]
        return [Choice(name=text, value=text) for text in texts if len(text) <= 100]

    async def _open_form_for(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], actor)
        await self.open_form(interaction, actor, [image], *ids)

    async def _set_tags(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        """Put what was typed and chosen in place of the tags; the second id is the page that shows them."""
        image_id, page_id = ids[0], ids[1:]
        actor = await enter_session(interaction)
        page = await self._services.views.get(page_id[0], actor) if page_id else None
        image = await self._services.gallery.image(image_id, actor)
        tags = await self._services.gallery.set_tags(image.id, actor, _tags_in(filled))
        if page is not None:
            await self._messages.show_changed(interaction, page, image, actor)
            return
        await reply_privately(interaction, _tags_text(tags))

    async def _add_to_message(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        """Give the images of a message further tags."""
        actor = await enter_session(interaction)
        tags = _tags_in(filled)
        if not tags:
            raise RefusedError(_("Give at least one tag."))
        postings = await self._services.postings.of_message(ids[0])
        for posting in postings:
            await self._services.gallery.add_tags(posting.image_id, actor, tags)
        await reply_privately(
            interaction,
            ngettext(
                "{count} picture has these tags now: {tags}",
                "{count} pictures have these tags now: {tags}",
                len(postings),
            ).format(count=len(postings), tags=prompt_text(", ".join(tags))),
        )


def _tags_in(filled: FormInput) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*parse_tags(filled.text("tags")), *filled.chosen.get("known", [])]))


def _tags_text(tags: Sequence[str]) -> str:
    if not tags:
        return _("This picture has no tags now.")
    return _("This picture has these tags now: {tags}").format(tags=prompt_text(", ".join(tags)))
