"""Every provider that comes with the bot, in the order in which they are asked where PROVIDER_ORDER says nothing.

They stand together here, above the folders that they live in, because they know nothing of each other.
"""

from generation.providers import gemini, sdapi
from generation.providers.aihorde import provider as aihorde
from generation.providers.comfyui import provider as comfyui
from generation.providers.midjourney import provider as midjourney
from generation.providers.openai import compatible, dalle
from generation.providers.stability import provider as stability
from generation.sketch import provider as sketch

#: Paid ones, those on a server of one's own, free ones; the sketch artist, who can always paint, is last.
BUILT_IN = (
    dalle.PROVIDER,
    stability.PROVIDER,
    gemini.PROVIDER,
    comfyui.PROVIDER,
    sdapi.PROVIDER,
    compatible.PROVIDER,
    aihorde.PROVIDER,
    midjourney.PROVIDER,
    sketch.PROVIDER,
)

_TITLES = {each.name: each.title for each in BUILT_IN}


def provider_title(name: str) -> str:
    """Return what a provider is called, whether it is set up here or not; a plugin's name where it is none of these."""
    return _TITLES.get(name, name)
