"""Every provider that comes with the bot, in the order in which they are asked where PROVIDER_ORDER says nothing.

They stand together here, above the folders that they live in, because they know nothing of each other.
"""

from generation.images.alt_text import let_describe
from generation.providers.aihorde import provider as aihorde
from generation.providers.comfyui import provider as comfyui
from generation.providers.gemini import provider as gemini
from generation.providers.local import provider as local
from generation.providers.midjourney import provider as midjourney
from generation.providers.openai import compatible, dalle
from generation.providers.sdapi import provider as sdapi
from generation.providers.stability import provider as stability
from generation.sketch import provider as sketch
from storage.params import EDITOR, SLASH

#: Paid ones, those on a server or a machine of one's own, free ones; the sketch artist, who can always paint, is last.
BUILT_IN = (
    dalle.PROVIDER,
    stability.PROVIDER,
    gemini.PROVIDER,
    comfyui.PROVIDER,
    sdapi.PROVIDER,
    compatible.PROVIDER,
    local.PROVIDER,
    aihorde.PROVIDER,
    midjourney.PROVIDER,
    sketch.PROVIDER,
)

for _each in BUILT_IN:
    if _each.describe is not None:
        let_describe(_each.name, _each.describe)

#: The bot's own editor is nobody who can be asked to paint; an image that it has made names who had painted it before.
_TITLES = {each.name: each.title for each in BUILT_IN} | {EDITOR: "Editor"}


def painted_by(provider: str, model: str | None) -> str:
    """Return who has painted an image, and with which model; the sketch artist has but one."""
    title = provider_title(provider)
    return f"{title} · {model}" if model and provider != sketch.PROVIDER.name else title


def provider_title(reference: str) -> str:
    """Return what a provider is called, with its model where one is named; a plugin's name where it is none of these.

    It need not be set up here.
    """
    name, _, model = reference.partition(SLASH)
    title = _TITLES.get(name, name)
    return f"{title} ({model})" if model else title
