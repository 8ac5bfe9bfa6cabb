"""Which picture an option of a command names: one of the list that Discord completes, or a number of the gallery."""

import re

from generation.errors import RefusedError
from generation.i18n import _
from generation.services import Services
from generation.sessions.permissions import Actor

_IMAGE_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"#?(\d{1,9})")


async def chosen_image(services: Services, actor: Actor, typed: str) -> str:
    """Return the id of a picture that was chosen, or of the one that the gallery shows the viewer under a number.

    Raises:
        RefusedError: it is neither, or there are not so many.

    """
    if _IMAGE_ID.fullmatch(typed):
        return typed
    if number := _NUMBER.fullmatch(typed.strip()):
        return (await services.gallery.jump(actor, int(number[1]))).images[0].id
    raise RefusedError(
        _(
            "Choose the picture from the list that comes up while you type some of its description, or give the number"
            " that the gallery shows: 1 is the newest."
        )
    )
