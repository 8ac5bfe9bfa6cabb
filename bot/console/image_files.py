"""Load the images of a command's results: with the path of the file, and a copy where the output shows images."""

import contextlib

from bot.console.context import CommandContext
from bot.console.results import Generated, ImageFile
from storage.errors import StorageError
from storage.records import Image, Request


async def load_generated(context: CommandContext, request: Request) -> Generated:
    """Return a request that has ended, with its image where it has one."""
    if request.result_image_id is None:
        return Generated(request, None, request.notes)
    image = await context.services.gallery.image(request.result_image_id, context.actor)
    return Generated(request, await load_image_file(context, image), request.notes)


async def load_image_file(context: CommandContext, image: Image, *, small: bool = False) -> ImageFile:
    """Return an image with its path, and a copy, or a `small` one, where the output shows images."""
    gallery = context.services.gallery
    copy = None
    if context.output.shows_images:
        # A file that somebody has moved away costs the look at it, not the answer.
        with contextlib.suppress(StorageError):
            copy = await (gallery.thumbnail(image) if small else gallery.display_copy(image))
    return ImageFile(image, gallery.path(image), copy)
