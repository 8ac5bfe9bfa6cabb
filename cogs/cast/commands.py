"""`/character`: who appears again and again in this session's pictures."""

import io
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from cogs.actors import enter_session, enter_session_context
from cogs.bot import SceneBot
from cogs.cast.completions import CastCompletions
from cogs.cast.embeds import list_embed, page_buttons, pages_of
from cogs.cast.forms import CharacterForms, added_text, changed_text
from cogs.generate.attachments import read_attachment
from cogs.ui.components import make_view
from cogs.ui.contexts import WHERE_THE_BOT_IS
from cogs.ui.dispatcher import Handlers
from cogs.ui.replies.replies import edit_message, reply, reply_privately
from generation.cast.names import LONGEST_NAME, LONGEST_VERSION
from generation.cast.sheet import LONGEST_GEAR, LONGEST_LOOKS, LONGEST_METATYPE, LONGEST_PRONOUNS, Sheet, version_of
from generation.cast.transfer import exported, imported
from generation.errors import RefusedError
from generation.i18n import N_, _, ngettext

Name = app_commands.Range[str, 1, LONGEST_NAME]
Pronouns = app_commands.Range[str, 1, LONGEST_PRONOUNS]
Metatype = app_commands.Range[str, 1, LONGEST_METATYPE]
Looks = app_commands.Range[str, 1, LONGEST_LOOKS]
Gear = app_commands.Range[str, 1, LONGEST_GEAR]
VersionName = app_commands.Range[str, 1, LONGEST_VERSION]
#: What Discord takes everywhere.
_MOST_BYTES = 10 * 2**20
#: What tells one character from another, besides a name: it comes of a completion.
_LONGEST_ID = 60

_TEXTS = {
    "pronouns": N_("For example: she/her"),
    "metatype": N_("For example: elf"),
    "looks": N_("How the character looks, for example: short red hair, a black leather coat"),
    "gear": N_("What the character carries, for example: a katana"),
    "secret": N_("Only you know of the character (GM)"),
    "picture1": N_("A reference picture of the face, for providers that take one"),
    "picture2": N_("Another reference picture"),
    "picture3": N_("Another reference picture"),
    "picture4": N_("Another reference picture"),
}


class CastCog(commands.Cog):
    """Add, change, show and remove characters."""

    character = app_commands.Group(
        name="character",
        description=N_("Who looks the same in every picture"),
        allowed_contexts=WHERE_THE_BOT_IS,
    )

    def __init__(self, bot: SceneBot, forms: CharacterForms) -> None:
        self._cast = bot.services.cast
        self._forms = forms
        self._completions = CastCompletions(bot)

    def handlers(self) -> Handlers:
        """Return what the buttons of the list do."""
        return Handlers(buttons={"cast": self._turn_page})

    @character.command(name="add", description=N_("Add a character; without looks a form asks for them"))
    @app_commands.describe(name=N_("What the character is called, and named with an @ in descriptions"), **_TEXTS)
    async def add(  # noqa: PLR0913, PLR0917  # each option of the command is a parameter
        self,
        interaction: discord.Interaction[Any],
        name: Name,
        pronouns: Pronouns | None = None,
        metatype: Metatype | None = None,
        looks: Looks | None = None,
        gear: Gear | None = None,
        secret: bool = False,  # noqa: FBT001, FBT002  # an option on Discord
        picture1: discord.Attachment | None = None,
        picture2: discord.Attachment | None = None,
        picture3: discord.Attachment | None = None,
        picture4: discord.Attachment | None = None,
    ) -> None:
        """Add a character, or open the form."""
        pictures = [each for each in (picture1, picture2, picture3, picture4) if each is not None]
        sheet = Sheet(name, pronouns, metatype, looks, gear, secret=secret or None)
        if looks is None and not pictures:
            await self._forms.open_new(interaction, sheet, secret=secret)
            return
        context = await enter_session_context(interaction)
        files = [await read_attachment(each) for each in pictures]
        character = await self._cast.add(context, sheet, files=files)
        await self._forms.show(interaction, character, added_text(character))

    @character.command(name="edit", description=N_("Change a character; without anything to change a form shows it"))
    @app_commands.describe(
        name=N_("Whom to change"),
        new_name=N_("What the character is called from now on"),
        version=N_("Which version; a new name makes a new one, such as: after the chrome upgrade"),
        current=N_("The version that counts where none is named"),
        drop_pictures=N_("Take the version's reference pictures away first"),
        **(_TEXTS | {"secret": N_("Only the GM knows of the character, or everybody (GM)")}),
    )
    async def edit(  # noqa: PLR0913, PLR0917  # each option of the command is a parameter
        self,
        interaction: discord.Interaction[Any],
        name: app_commands.Range[str, 1, _LONGEST_ID],
        version: VersionName | None = None,
        new_name: Name | None = None,
        pronouns: Pronouns | None = None,
        metatype: Metatype | None = None,
        looks: Looks | None = None,
        gear: Gear | None = None,
        current: VersionName | None = None,
        secret: bool | None = None,  # noqa: FBT001  # an option on Discord
        drop_pictures: bool = False,  # noqa: FBT001, FBT002  # an option on Discord
        picture1: discord.Attachment | None = None,
        picture2: discord.Attachment | None = None,
        picture3: discord.Attachment | None = None,
        picture4: discord.Attachment | None = None,
    ) -> None:
        """Change a character, or open the form with what is said of it."""
        pictures = [each for each in (picture1, picture2, picture3, picture4) if each is not None]
        sheet = Sheet(new_name, pronouns, metatype, looks, gear, version, current, secret)
        if sheet == Sheet() and not pictures and not drop_pictures:
            actor = await enter_session(interaction)
            character = await self._cast.get(actor, name)
            await self._forms.open_existing(interaction, character, character.version)
            return
        context = await enter_session_context(interaction)
        files = [await read_attachment(each) for each in pictures]
        changed = await self._cast.edit(context, name, sheet, files=files, drop_portraits=drop_pictures)
        shown = version_of(changed, version) if version else changed.version
        await self._forms.show(interaction, changed, changed_text(), version=shown)

    @character.command(name="show", description=N_("Show a character to the table; a secret one for your eyes only"))
    @app_commands.describe(name=N_("Whom to show"), version=N_("Which version; without one the current one"))
    async def show(
        self,
        interaction: discord.Interaction[Any],
        name: app_commands.Range[str, 1, _LONGEST_ID],
        version: VersionName | None = None,
    ) -> None:
        """Show a character's card."""
        character = await self._cast.get(await enter_session(interaction), name)
        shown = version_of(character, version) if version else None
        await self._forms.show(interaction, character, version=shown, ephemeral=False)

    @character.command(name="list", description=N_("Who is in the cast, for your eyes only"))
    async def list_all(self, interaction: discord.Interaction[Any]) -> None:
        """List the cast as far as the user may know of it."""
        characters = await self._cast.all(await enter_session(interaction))
        view = make_view(*page_buttons(characters, 0))
        await reply(interaction, embed=list_embed(characters, 0), view=view, ephemeral=True)

    @character.command(name="remove", description=N_("Remove a character, or one version; what was painted stays"))
    @app_commands.describe(name=N_("Whom to remove"), version=N_("Only this version"))
    async def remove(
        self,
        interaction: discord.Interaction[Any],
        name: app_commands.Range[str, 1, _LONGEST_ID],
        version: VersionName | None = None,
    ) -> None:
        """Remove a character or a version."""
        context = await enter_session_context(interaction)
        if version is not None:
            left = await self._cast.drop_version(context, name, version)
            await self._forms.show(interaction, left, _("That version is removed."))
            return
        await self._cast.remove(context, name)
        await reply_privately(interaction, _("Removed from the cast. What was painted stays."))

    @character.command(name="export", description=N_("Get the cast, or one character, as a file for another session"))
    @app_commands.describe(name=N_("Only this character"))
    async def export(
        self, interaction: discord.Interaction[Any], name: app_commands.Range[str, 1, _LONGEST_ID] | None = None
    ) -> None:
        """Hand out a JSON file, for the user's eyes only."""
        actor = await enter_session(interaction)
        data = await exported(self._cast, actor, (name,) if name else ())
        if len(data) > _MOST_BYTES:
            raise RefusedError(_("The file would be larger than Discord takes. Export characters by name, one by one."))
        file = discord.File(io.BytesIO(data), "cast.json")
        text = _("Read it in another session with `/character import`.")
        await reply(interaction, text, file=file, ephemeral=True)

    @character.command(name="import", description=N_("Add the characters of a file that /character export has written"))
    @app_commands.describe(file=N_("The JSON file"))
    async def import_(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        """Add the characters of a file."""
        context = await enter_session_context(interaction)
        result = await imported(self._cast, context, await read_attachment(file))
        added = len(result.added)
        lines = [ngettext("{count} character added.", "{count} characters added.", added).format(count=added)]
        await reply_privately(interaction, "\n".join((*lines, *result.refused))[:1900])

    async def _turn_page(self, interaction: discord.Interaction[Any], ids: list[str]) -> None:
        characters = await self._cast.all(await enter_session(interaction))
        page = int(ids[0]) if ids[0].isdecimal() else 0
        page = min(page, pages_of(characters) - 1)
        view = make_view(*page_buttons(characters, page))
        await edit_message(interaction, embed=list_embed(characters, page), view=view)

    @edit.autocomplete("name")
    @show.autocomplete("name")
    @remove.autocomplete("name")
    @export.autocomplete("name")
    async def _complete_name(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._completions.name(interaction, typed)

    @edit.autocomplete("version")
    @edit.autocomplete("current")
    @show.autocomplete("version")
    @remove.autocomplete("version")
    async def _complete_version(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await self._completions.version(interaction, typed)
