"""Forms of characters: for a new one, a changed one, and one that a picture shows."""

from typing import Any

import discord

from cogs.actors import enter_session_context
from cogs.bot import SceneBot
from cogs.cast.embeds import character_embed, portrait_file
from cogs.ui.dispatcher import Handlers
from cogs.ui.forms import FormInput, TextField, form
from cogs.ui.replies.replies import open_form, reply
from generation.cast.names import LONGEST_NAME
from generation.cast.sheet import LONGEST_GEAR, LONGEST_LOOKS, LONGEST_METATYPE, LONGEST_PRONOUNS, Sheet, version_of
from generation.i18n import _
from storage.cast import Character, Version

#: Verbs of custom_ids: a new character, perhaps of a picture, and a changed one.
ADD, EDIT = "castadd", "castedit"
_SECRET = "secret"  # noqa: S105  # it is the word behind a new character's id


class CharacterForms:
    """Open and take forms, and answer with the card of a character."""

    def __init__(self, bot: SceneBot) -> None:
        self._cast = bot.services.cast

    def handlers(self) -> Handlers:
        """Return what forms that are sent off do."""
        return Handlers(forms={ADD: self._add, EDIT: self._edit})

    async def open_new(
        self, interaction: discord.Interaction[Any], sheet: Sheet, *, image_id: str = "", secret: bool = False
    ) -> None:
        """Open the form for a new character, which a picture of the gallery may show."""
        ids = (image_id or "-", *((_SECRET,) if secret else ()))
        version = Version(looks=sheet.looks or "", gear=sheet.gear or "")
        fields = _fields(sheet.name or "", sheet.pronouns or "", sheet.metatype or "", version)
        await open_form(interaction, form(ADD, *ids, title=_("A new character"), fields=fields))

    async def open_existing(
        self, interaction: discord.Interaction[Any], character: Character, version: Version
    ) -> None:
        """Open the form for what is said of a character, in one of its versions."""
        number = character.versions.index(version)
        fields = _fields(character.name, character.pronouns, character.metatype, version)
        title = _("{name}: change").format(name=character.name)
        await open_form(interaction, form(EDIT, character.id, str(number), title=title, fields=fields))

    async def show(
        self,
        interaction: discord.Interaction[Any],
        character: Character,
        text: str | None = None,
        *,
        version: Version | None = None,
        ephemeral: bool = True,
    ) -> None:
        """Answer with a character's card; a secret one is for the user's eyes whatever is asked for."""
        shown = version or character.version
        thumbnail = await self._cast.portraits.thumbnail(shown)
        embed = character_embed(character, shown, with_portrait=thumbnail is not None)
        more = {"file": portrait_file(thumbnail, character.name)} if thumbnail else {}
        await reply(interaction, text, embed=embed, ephemeral=ephemeral or character.secret, **more)

    async def _add(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        context = await enter_session_context(interaction)
        image_id = ids[0] if ids[0] != "-" else None
        sheet = _sheet(filled, secret=ids[1:] == [_SECRET])
        character = await self._cast.add(context, sheet, image_id=image_id)
        await self.show(interaction, character, added_text(character))

    async def _edit(self, interaction: discord.Interaction[Any], ids: list[str], filled: FormInput) -> None:
        context = await enter_session_context(interaction)
        character = await self._cast.get(context.actor, ids[0])
        number = int(ids[1]) if ids[1].isdecimal() else 0
        version = character.versions[min(number, len(character.versions) - 1)]
        sheet = _sheet(filled, version=version.name)
        changed = await self._cast.edit(context, character.id, sheet)
        await self.show(interaction, changed, changed_text(), version=version_of(changed, version.name))


def added_text(character: Character) -> str:
    """Say how a new character comes into pictures."""
    if character.secret:
        return _("Only you know of this character. Name it with an @ in secret pictures.")
    return _("In the cast now. Name it with an @ in any description, and it looks the same in every picture.")


def changed_text() -> str:
    """Say from when on a change counts."""
    return _("Changed. New pictures show it so; what was painted, and is painted again, stays as it was.")


def _fields(name: str, pronouns: str, metatype: str, version: Version) -> list[TextField]:
    return [
        TextField("name", _("Name"), name, _("For example: Ari"), required=True, max_length=LONGEST_NAME),
        TextField("pronouns", _("Pronouns"), pronouns, _("For example: she/her"), max_length=LONGEST_PRONOUNS),
        TextField("metatype", _("Metatype"), metatype, _("For example: elf"), max_length=LONGEST_METATYPE),
        TextField(
            "looks",
            _("Looks"),
            version.looks,
            _("For example: short red hair, green eyes, a black leather coat"),
            multiline=True,
            max_length=LONGEST_LOOKS,
        ),
        TextField("gear", _("Gear"), version.gear, _("For example: a katana"), max_length=LONGEST_GEAR),
    ]


def _sheet(filled: FormInput, *, version: str | None = None, secret: bool | None = None) -> Sheet:
    return Sheet(
        filled.text("name"),
        filled.text("pronouns"),
        filled.text("metatype"),
        filled.text("looks"),
        filled.text("gear"),
        version,
        secret=secret or None,
    )
