"""Options that several commands have: what can be chosen for them, and how they are completed."""

from discord import app_commands
from discord.app_commands import Choice

from generation.i18n import N_
from generation.images.sizes import NAMED
from generation.prompts.text import MOST_SEED, TYPES
from storage.gallery_filters import CAMPAIGN, NEWEST, OLDEST, SESSION, STARS

TYPE_CHOICES = [Choice(name=kind.capitalize(), value=kind) for kind in TYPES]
QUALITY_CHOICES = [Choice(name=N_("Standard"), value="standard"), Choice(name="HD", value="hd")]
SCOPE_CHOICES = [Choice(name=N_("This session"), value=SESSION), Choice(name=N_("The whole campaign"), value=CAMPAIGN)]
SORT_CHOICES = [
    Choice(name=N_("The newest first"), value=NEWEST),
    Choice(name=N_("The oldest first"), value=OLDEST),
    Choice(name=N_("Those with the most stars first"), value=STARS),
]
Seed = app_commands.Range[int, 0, MOST_SEED]
_SIZES = (*NAMED, "16:9", "9:16", "21:9", "512x512", "2048x2048")


def complete_size(typed: str) -> list[Choice[str]]:
    """Return the sizes that hold what was typed: those with names, and examples of ratios and of pixels."""
    named = {size: f"{size} ({w}x{h})" for size, (w, h) in NAMED.items()}
    return [Choice(name=named.get(size, size), value=size) for size in _SIZES if typed.casefold() in size][:25]
