"""How the editor of pixels looks: a preview, what is changed so far, and the buttons and menus of its two pages."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import discord

from cogs.ui.components import Option, button, in_rows, make_view, select
from cogs.ui.embeds import NEON, prompt_text
from generation.editing.apply import Preview
from generation.editing.editing import PixelDraft
from generation.editing.grades import GRADES
from generation.editing.pixel_edits import FRAMES, MOST, RATIOS, PixelEdits
from generation.i18n import N_, _

#: The file of a preview.
PREVIEW = "preview.jpg"
MAIN, TONES = "main", "tones"
#: By how much a press changes a tone.
STEP = 20
#: Stands for none of a menu's values, as Discord takes no empty one.
NONE = "none"


@dataclass(frozen=True, slots=True)
class Tool:
    """A button of the editor: the page that it is on, how it is called, and what it makes of the edits."""

    page: str
    label: str
    emoji: str
    press: Callable[[PixelEdits], PixelEdits]


def _tone(name: str, by: int) -> Callable[[PixelEdits], PixelEdits]:
    def press(edits: PixelEdits) -> PixelEdits:
        value = max(-MOST, min(MOST, getattr(edits, name) + by))
        return replace(edits, **{name: value})

    return press


def _turned(degrees: int) -> Callable[[PixelEdits], PixelEdits]:
    return lambda edits: replace(edits, rotate=(edits.rotate + degrees) % 360)


#: By what stands in a custom_id; \ufe0f has a sign drawn as an emoji.
TOOLS: dict[str, Tool] = {
    "left": Tool(MAIN, N_("Turn left"), "\N{LEFTWARDS ARROW WITH HOOK}\ufe0f", _turned(270)),
    "right": Tool(MAIN, N_("Turn right"), "\N{RIGHTWARDS ARROW WITH HOOK}\ufe0f", _turned(90)),
    "flip": Tool(MAIN, N_("Mirror"), "\N{LEFT RIGHT ARROW}\ufe0f", lambda edits: replace(edits, flip=not edits.flip)),
    "flop": Tool(MAIN, N_("Upside down"), "\N{UP DOWN ARROW}\ufe0f", lambda edits: replace(edits, flop=not edits.flop)),
    "reset": Tool(MAIN, N_("Start over"), "\N{WASTEBASKET}\ufe0f", lambda _edits: PixelEdits()),
    "darker": Tool(TONES, N_("Darker"), "\N{NEW MOON SYMBOL}", _tone("brightness", -STEP)),
    "brighter": Tool(TONES, N_("Brighter"), "\N{BLACK SUN WITH RAYS}\ufe0f", _tone("brightness", STEP)),
    "softer": Tool(TONES, N_("Softer"), "\N{FOG}\ufe0f", _tone("contrast", -STEP)),
    "harder": Tool(TONES, N_("More contrast"), "\N{FIRST QUARTER MOON SYMBOL}", _tone("contrast", STEP)),
    "paler": Tool(TONES, N_("Paler"), "\N{MEDIUM WHITE CIRCLE}", _tone("saturation", -STEP)),
    "richer": Tool(TONES, N_("More colour"), "\N{ARTIST PALETTE}", _tone("saturation", STEP)),
    "colder": Tool(TONES, N_("Colder"), "\N{SNOWFLAKE}\ufe0f", _tone("temperature", -STEP)),
    "warmer": Tool(TONES, N_("Warmer"), "\N{FIRE}", _tone("temperature", STEP)),
}


def editor_embed(draft: PixelDraft, preview: Preview, prompt: str) -> discord.Embed:
    """Return the preview with what is changed so far, and the size that the picture will have."""
    embed = discord.Embed(title=_("Edit the picture"), description=prompt_text(prompt, 300), color=NEON)
    embed.add_field(name=_("Changes"), value=prompt_text(draft.edits.told() or _("None yet."), 1000), inline=False)
    embed.add_field(name=_("Size"), value=f"{preview.width}x{preview.height}")
    embed.set_footer(text=_("Only you see this. Save makes a new picture; this one stays."))
    return embed.set_image(url=f"attachment://{PREVIEW}")


def editor_view(draft: PixelDraft, page: str) -> discord.ui.View:
    """Return the buttons and menus of a page of the editor."""
    rows = _tones_rows(draft) if page == TONES else _main_rows(draft)
    return make_view(*in_rows(rows))


def _main_rows(draft: PixelDraft) -> list[list[discord.ui.Item[Any]]]:
    edits = draft.edits
    crops = [(ratio, ratio) for ratio in RATIOS]
    grades = [(name, _(grade.title)) for name, grade in GRADES.items()]
    frames = [(name, _(title)) for name, title in FRAMES.items()]
    turning = [_tool_button(draft, name) for name in ("left", "right", "flip", "flop", "reset")]
    tones = button("tool", draft.id, TONES, label=_("Light and colour"), emoji="\N{HIGH BRIGHTNESS SYMBOL}")
    caption = button("caption", draft.id, label=_("Caption"), emoji="\N{MEMO}")
    return [
        [_menu(draft, "crop", crops, edits.crop, _("Crop"), _("Crop: as it is"))],
        [_menu(draft, "grade", grades, edits.grade, _("Filter"), _("Filter: none"))],
        [_menu(draft, "frame", frames, edits.frame, _("Frame"), _("Frame: none"))],
        [*turning],
        [_save_button(draft), tones, caption, _change_button(draft), _discard_button(draft)],
    ]


def _tones_rows(draft: PixelDraft) -> list[list[discord.ui.Item[Any]]]:
    tones = [_tool_button(draft, name) for name, tool in TOOLS.items() if tool.page == TONES]
    back = button("tool", draft.id, MAIN, label=_("Back"), emoji="\N{LEFTWARDS BLACK ARROW}\N{VARIATION SELECTOR-16}")
    return [[*tones[:4]], [*tones[4:]], [_save_button(draft), back]]


def _tool_button(draft: PixelDraft, name: str) -> discord.ui.Button[Any]:
    tool = TOOLS[name]
    return button("tool", draft.id, name, label=_(tool.label), emoji=tool.emoji)


def _save_button(draft: PixelDraft) -> discord.ui.Button[Any]:
    nothing = draft.edits.does_nothing
    return button("save", draft.id, label=_("Save"), style=discord.ButtonStyle.primary, disabled=nothing)


def _change_button(draft: PixelDraft) -> discord.ui.Button[Any]:
    return button("change", draft.image_id, label=_("Words, parts, views"), emoji="\N{SPARKLES}")


def _discard_button(draft: PixelDraft) -> discord.ui.Button[Any]:
    return button("discard", draft.id, label=_("Cancel"))


def _menu(
    draft: PixelDraft, what: str, values: list[tuple[str, str]], chosen: str, title: str, none: str
) -> discord.ui.Select[Any]:
    options = [Option(NONE, none, chosen=not chosen)]
    options += [Option(value, f"{title}: {label}", chosen=value == chosen) for value, label in values]
    return select("tool", draft.id, what, options=options)
