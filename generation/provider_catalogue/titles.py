"""What providers are called where people read of them; they need not be set up here."""

from generation.provider_catalogue.builtin import BUILT_IN
from generation.sketch import provider as sketch
from storage.params import EDITOR, SLASH, name_of

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
    name, model = name_of(reference), reference.partition(SLASH)[2]
    title = _TITLES.get(name, name)
    return f"{title} ({model})" if model else title
