"""Changes that a provider makes: a menu of what can be had here, a form for what it needs, and a request as any."""

import io
from typing import Any

import discord

from cogs.actors import enter_session, enter_session_context
from cogs.bot import SceneBot
from cogs.generate.submit import RequestSubmitter
from cogs.ui.components import Option, make_view, select
from cogs.ui.dispatcher import Handlers
from cogs.ui.embeds import NEON, prompt_text
from cogs.ui.forms import ChoiceField, FormInput, TextField, form
from cogs.ui.mentions import name_mentions
from cogs.ui.replies.replies import open_form, reply
from generation.editing.changes import CUT_OUT, ERASE, INPAINT, KINDS, OUTPAINT, REPLACE, VIEW, WORDS, Change
from generation.editing.pixel_edits import RATIOS
from generation.editing.region import SIDE, cells_region
from generation.editing.views import VIEWS
from generation.errors import NotFoundError
from generation.i18n import N_, _
from generation.requests.variations import UPSCALE

#: The longest instruction that a form takes.
_LONGEST = 1000
_FIELDS = "fields.jpg"
_HINTS = {
    WORDS: N_("remove the van; make it night; add rain"),
    INPAINT: N_("what is to be there: a neon sign"),
    ERASE: N_("choose fields; what is there goes"),
    OUTPAINT: N_("more of the scene around it"),
    REPLACE: N_("one thing for another, by name"),
    CUT_OUT: N_("what is behind becomes transparent"),
    VIEW: N_("the same scene as AR, Matrix or astral"),
    UPSCALE: N_("the same picture, larger"),
}


class ProviderChanges:
    """Offer changes by a provider, ask for what they need, and submit them."""

    def __init__(self, bot: SceneBot, submitter: RequestSubmitter) -> None:
        self._services = bot.services
        self._submitter = submitter

    def handlers(self) -> Handlers:
        """Return what the menu and its forms do."""
        return Handlers(
            buttons={"change": self._open_menu},
            selects={"change": self._chosen},
            forms={"change": self._filled},
        )

    async def submit(self, interaction: discord.Interaction[Any], image_id: str, change: Change) -> None:
        """Queue a change.

        Raises:
            SceneError: it cannot be done here; the sentence says who could.

        """
        context = await enter_session_context(interaction)
        params, notes = await self._services.editing.change_params(image_id, change, context)
        await self._submitter.submit(interaction, params, notes=notes, context=context)

    async def _open_menu(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        """Show the picture under its fields, and what can be done to it; what nobody here can says who could."""
        actor = await enter_session(interaction)
        image = await self._services.gallery.image(ids[0], actor)
        able = await self._services.editing.can_do(image)
        ranked = sorted(KINDS, key=lambda kind: kind not in able)
        options = [
            Option(
                kind,
                _sentence_case(_(KINDS[kind]))
                if kind in able
                else _("{kind} (nobody here can)").format(kind=_sentence_case(_(KINDS[kind]))),
                _(_HINTS[kind]),
            )
            for kind in ranked
        ]
        embed = discord.Embed(
            title=_("Change the picture"),
            description=_("A provider makes a new picture of it; it counts as any other. The fields are for parts."),
            color=NEON,
        )
        embed.add_field(name=_("Description"), value=prompt_text(image.prompt, 300), inline=False)
        embed.set_image(url=f"attachment://{_FIELDS}")
        menu = select("change", image.id, options=options, hint=_("What is to be done?"))
        file = discord.File(io.BytesIO(await self._services.editing.numbered_fields(image)), _FIELDS)
        await reply(interaction, embed=embed, view=make_view(menu), files=[file], ephemeral=True)

    async def _chosen(self, interaction: discord.Interaction[Any], ids: list[str], values: list[str]) -> None:
        """Ask for what a kind of change needs, or submit one that needs nothing."""
        image_id, kind = ids[0], values[0]
        if kind not in KINDS:
            raise NotFoundError(_("This is from another version of the bot. Open it again."))
        if kind in {CUT_OUT, UPSCALE}:
            await self.submit(interaction, image_id, Change(kind))
            return
        title = _sentence_case(_(KINDS[kind]))
        await open_form(interaction, form("change", image_id, kind, title=title[:45], fields=_fields(kind)))

    async def _filled(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        cells = tuple(int(each) for each in filled.chosen.get("fields", ()) if each.isdecimal())
        change = Change(
            ids[1],
            words=await name_mentions(interaction, filled.text("words")),
            search=await name_mentions(interaction, filled.text("search")),
            region=cells_region(cells) if cells else "",
            ratio=filled.choice("ratio") or "",
            view=filled.choice("view") or "",
        )
        await self.submit(interaction, ids[0], change)


def _fields(kind: str) -> list[TextField | ChoiceField]:
    numbers = [Option(str(number), _field_name(number)) for number in range(1, SIDE * SIDE + 1)]
    words = TextField("words", _("What is to be done"), hint=_(_HINTS[kind]), required=True, max_length=_LONGEST)
    there = TextField("words", _("What is to be there"), required=True, max_length=_LONGEST)
    part = ChoiceField("fields", _("Which part"), numbers, required=True, max_values=SIDE * SIDE)
    match kind:
        case "inpaint":
            return [part, there]
        case "erase":
            return [part]
        case "outpaint":
            shapes = [Option(ratio, ratio) for ratio in RATIOS]
            more = TextField("words", _("What is around it; empty for more of the same"), max_length=_LONGEST)
            return [ChoiceField("ratio", _("Shape"), shapes, required=True), more]
        case "search-and-replace":
            return [TextField("search", _("What is replaced"), required=True, max_length=200), there]
        case "view":
            views = [Option(name, _(view.title)) for name, view in VIEWS.items()]
            return [ChoiceField("view", _("View"), views, required=True)]
        case _:
            return [words]


def _field_name(number: int) -> str:
    down = (_("top"), _("middle"), _("bottom"))[(number - 1) // SIDE]
    across = (_("left"), _("centre"), _("right"))[(number - 1) % SIDE]
    return f"{number}: {down}, {across}"


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
