"""`/image recap`: see what the next recap would say, suggest a picture, decide on suggestions, post it or plan it."""

import io
from collections.abc import Sequence
from typing import Any

import discord

from cogs.actors import check_bot_permissions, enter_session
from cogs.bot import SceneBot
from cogs.delivery.recap import recap_alt_text, recap_embed
from cogs.gallery.page_actions import PageActions
from cogs.lookups.chosen_image import chosen_image
from cogs.ui.components import Option, button, in_rows, make_view, select
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import ASH, NEON, prompt_text
from cogs.ui.forms import FormInput, TextField, form
from cogs.ui.mentions import mention_of
from cogs.ui.replies.replies import edit_message, open_form, reply, reply_privately
from cogs.ui.spoilers import covered_embed, covered_filename
from generation.campaigns.recap_plans import START, plan_text, weekday_of_plan
from generation.campaigns.words import LONGEST_CAPTION
from generation.i18n import _, ngettext
from generation.images.alt_text import spoken_alt_text
from generation.sessions.permissions import GM, Actor
from storage.errors import StorageError
from storage.gallery_filters import GalleryFilter
from storage.recaps import Suggestion

NOW = "now"


class RecapActions:
    """What `/image recap` and its buttons do."""

    def __init__(self, bot: SceneBot, pages: PageActions) -> None:
        self._services = bot.services
        self._recaps = bot.services.recaps
        self._pages = pages

    def handlers(self) -> Handlers:
        """Return what the buttons, menus and forms do."""
        return Handlers(
            buttons={
                "recapopen": self._open_favorites,
                "recappost": self._post,
                "recapyes": self._approve,
                "recapno": self._reject,
                "recapedit": self._open_caption_form,
                "recapadd": self._open_suggestion_form,
            },
            selects={"recap": self._show_suggestion},
            forms={"recapedit": self._approve_edited, "recapadd": self._suggest_from_form},
        )

    async def run(
        self, interaction: discord.Interaction[Any], when: str | None, weekday: int | None, hour: int | None
    ) -> None:
        """Post a recap, plan it, or show what it would say."""
        actor = await enter_session(interaction)
        if when == NOW:
            check_bot_permissions(interaction)
            await self._recaps.post(actor, str(interaction.id))
            await reply_privately(interaction, _("The recap is on its way into this channel."))
            return
        if when is not None:
            await self._plan(interaction, actor, when, weekday, hour)
            return
        await self._show_draft(interaction, actor)

    async def suggest(self, interaction: discord.Interaction[Any], picture: str, caption: str) -> None:
        """Suggest a picture and a line about it; a GM's is taken at once."""
        actor = await enter_session(interaction)
        image_id = await chosen_image(self._services, actor, picture)
        await self._suggest(interaction, actor, image_id, caption)

    async def _suggest(self, interaction: discord.Interaction[Any], actor: Actor, image_id: str, caption: str) -> None:
        taken = await self._recaps.suggest(actor, image_id, caption)
        text = (
            _("It is in the next recap.")
            if taken
            else _("Suggested. The GM finds it under `/image recap`, and approves, edits or rejects it.")
        )
        await reply_privately(interaction, text)

    async def _plan(
        self, interaction: discord.Interaction[Any], actor: Actor, when: str, weekday: int | None, hour: int | None
    ) -> None:
        weekly = weekday_of_plan(when, weekday)
        check_bot_permissions(interaction)
        plan = await self._recaps.set_plan(actor, at_start=when == START, weekday=weekly, hour=hour)
        await reply_privately(interaction, plan_text(plan))

    async def _show_draft(self, interaction: discord.Interaction[Any], actor: Actor) -> None:
        """Show what the next recap would say, and to the GM what waits for a word of theirs."""
        lines = await self._recaps.draft(actor.session_id)
        waiting = await self._recaps.suggestions(actor)
        files: list[discord.File] = []
        items: list[list[discord.ui.Item[Any]]] = []
        if lines:
            embed = recap_embed(lines)
            sheet = await self._services.gallery.contact_sheet([line.image for line in lines])
            name, alt_text = "recap.jpg", recap_alt_text(lines)[:1024]
            if any([await self._services.reveals.is_covered(line.image) for line in lines]):
                embed, name = covered_embed(embed), covered_filename(name)
            files.append(discord.File(io.BytesIO(sheet), name, description=alt_text))
        else:
            text = _("There is nothing to look back on yet: star pictures, or suggest one with a line for it.")
            embed = discord.Embed(title=_("Previously on …"), description=text, color=ASH)
        embed.set_footer(text=plan_text(await self._recaps.plan(actor.session_id)))
        if actor.role == GM:
            if lines:
                items.append([button("recappost", label=_("Post it now"), style=discord.ButtonStyle.primary)])
            if waiting:
                items.append([_suggestion_menu(waiting)])
        view = make_view(*in_rows(items)) if items else discord.utils.MISSING
        await reply(interaction, embed=embed, view=view, files=files, ephemeral=True)

    async def _post(self, interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        actor = await enter_session(interaction)
        check_bot_permissions(interaction)
        # The preview that has the button posts once, however often it is pressed.
        occasion = str(interaction.message.id if interaction.message else interaction.id)
        await self._recaps.post(actor, occasion)
        await reply_privately(interaction, _("The recap is on its way into this channel."))

    async def _show_suggestion(self, interaction: discord.Interaction[Any], _ids: list[str], values: list[str]) -> None:
        actor = await enter_session(interaction)
        suggestion, image = await self._recaps.suggestion(actor, values[0])
        embed = discord.Embed(
            title=_("Suggested for the recap"),
            description=prompt_text(suggestion.caption or image.prompt),
            color=NEON,
        ).add_field(name=_("Suggested by"), value=mention_of(suggestion.suggested_by))
        view = make_view(
            button("recapyes", suggestion.id, label=_("Approve"), style=discord.ButtonStyle.success),
            button("recapedit", suggestion.id, label=_("Edit the line"), emoji="\N{MEMO}"),
            button("recapno", suggestion.id, label=_("Reject"), style=discord.ButtonStyle.danger),
        )
        try:
            data = await self._services.gallery.display_copy(image)
        except StorageError:
            await reply(interaction, embed=embed, view=view, ephemeral=True)
            return
        file = discord.File(io.BytesIO(data), "scene.jpg", description=spoken_alt_text(image)[:1024])
        await reply(interaction, embed=embed, view=view, file=file, ephemeral=True)

    async def _approve(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self._recaps.decide(await enter_session(interaction), ids[0], approve=True)
        await self._decided(interaction, _("It is in the next recap."))

    async def _reject(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        await self._recaps.decide(await enter_session(interaction), ids[0], approve=False)
        await self._decided(interaction, _("Rejected; it is in no recap."))

    async def _open_caption_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        suggestion, _image = await self._recaps.suggestion(await enter_session(interaction), ids[0])
        field = TextField("caption", _("The line"), suggestion.caption, max_length=LONGEST_CAPTION)
        await open_form(interaction, form("recapedit", ids[0], title=_("Approve in other words"), fields=[field]))

    async def _approve_edited(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        actor = await enter_session(interaction)
        await self._recaps.decide(actor, ids[0], approve=True, caption=filled.text("caption"))
        await self._decided(interaction, _("It is in the next recap, in your words."))

    async def _decided(self, interaction: discord.Interaction[Any], text: str) -> None:
        await edit_message(interaction, content=text, embed=None, attachments=[], view=None)

    async def _open_suggestion_form(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], actor)
        hint = _("What happened, in one line")
        field = TextField("caption", _("The line"), hint=hint, max_length=LONGEST_CAPTION)
        await open_form(interaction, form("recapadd", image.id, title=_("For the next recap"), fields=[field]))

    async def _suggest_from_form(
        self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput
    ) -> None:
        await self._suggest(interaction, await enter_session(interaction), ids[0], filled.text("caption"))

    async def _open_favorites(self, interaction: discord.Interaction[Any], _ids: list[str]) -> None:
        await self._pages.open(interaction, shared=False, shown=GalleryFilter(favorites=True))


def _suggestion_menu(waiting: Sequence[Suggestion]) -> discord.ui.Item[Any]:
    hint = ngettext("{count} suggestion waits", "{count} suggestions wait", len(waiting)).format(count=len(waiting))
    options = [Option(each.id, each.caption or _("A picture without a line")) for each in waiting]
    return select("recap", options=options, hint=hint)
