"""Every provider that comes with the bot, in the order in which they are asked where PROVIDER_ORDER says nothing."""

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
