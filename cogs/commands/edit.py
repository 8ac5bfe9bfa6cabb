"""The command `/image edit`, which joins the group of `ImageCog`."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice

from cogs.edit.actions import EditActions
from cogs.gallery.tags import TagActions
from generation.editing.grades import GRADES
from generation.editing.pixel_edits import FRAMES, RATIOS, TURNS, PixelEdits
from generation.editing.views import VIEWS
from generation.i18n import N_


def edit_command(actions: EditActions, tags: TagActions) -> app_commands.Command[Any, Any, Any]:
    """Return the command."""

    @app_commands.command(
        name="edit", description=N_("Crop, turn, recolour or caption a picture, or change it by words")
    )
    @app_commands.describe(
        picture=N_("Type some words of its description, then choose it; without options the editor opens"),
        words=N_("What a provider is to change, for example: remove the van"),
        view=N_("The same scene as it is perceived otherwise"),
        crop=N_("The shape that it is cut to"),
        rotate=N_("Clockwise, in degrees"),
        mirror=N_("Left and right swapped"),
        filter=N_("A colour filter"),
        frame=N_("A frame around it"),
        caption=N_("Words at its foot"),
        brightness=N_("-100 to 100"),
        contrast=N_("-100 to 100"),
        saturation=N_("-100 to 100"),
        temperature=N_("-100 (colder) to 100 (warmer)"),
    )
    @app_commands.choices(
        view=[Choice(name=view.title, value=name) for name, view in VIEWS.items()],
        crop=[Choice(name=ratio, value=ratio) for ratio in RATIOS],
        filter=[Choice(name=grade.title, value=name) for name, grade in GRADES.items()],
        frame=[Choice(name=title, value=name) for name, title in FRAMES.items()],
    )
    # By itself: to mypy the choices of one decorator are of one type.
    @app_commands.choices(rotate=[Choice(name=f"{degrees}°", value=degrees) for degrees in TURNS if degrees])
    async def edit(  # noqa: PLR0913, PLR0917  # each option of the command is a parameter
        interaction: discord.Interaction[Any],
        picture: str,
        words: str = "",
        view: str = "",
        crop: str = "",
        rotate: int = 0,
        mirror: bool = False,  # noqa: FBT001, FBT002  # an option on Discord
        filter: str = "",  # noqa: A002  # the option's name on Discord
        frame: str = "",
        caption: str = "",
        brightness: app_commands.Range[int, -100, 100] = 0,
        contrast: app_commands.Range[int, -100, 100] = 0,
        saturation: app_commands.Range[int, -100, 100] = 0,
        temperature: app_commands.Range[int, -100, 100] = 0,
    ) -> None:
        edits = PixelEdits(
            rotate=rotate,
            flip=mirror,
            crop=crop,
            brightness=brightness,
            contrast=contrast,
            saturation=saturation,
            temperature=temperature,
            grade=filter,
            caption=caption,
            frame=frame,
        )
        await actions.run(interaction, picture, edits, words=words, view=view)

    @edit.autocomplete("picture")
    async def complete_picture(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        return await tags.complete_image(interaction, typed)

    return edit
