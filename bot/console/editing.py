"""The commands that edit a picture and look at its versions."""

from bot.console.context import CommandContext
from bot.console.edit_options import change_of, picture_and_words, pixel_edits_of
from bot.console.follow import generate
from bot.console.image_files import load_generated, load_image_file
from bot.console.parse import Command, UsageError
from bot.console.pictures import find_image
from bot.console.results import Compared, Result, VersionsListed
from generation.errors import RefusedError
from generation.i18n import _

#: How many painted pictures are shown side by side.
MOST_COMPARED = 2


async def edit(context: CommandContext, command: Command) -> Result:
    """Edit the pixels of a picture, or have a provider change it."""
    picture, words = picture_and_words(command.text)
    edits, change = pixel_edits_of(command), change_of(command, words)
    image, service = await find_image(context.services, context.actor, picture), context.services.editing
    session = await context.services.sessions.context(context.actor)
    if change is not None and not edits.does_nothing:
        raise UsageError(_("Either words, a part or a view, or edits of the pixels: each makes a picture of its own."))
    if change is not None:
        params, notes = await service.change_params(image.id, change, session)
    else:
        params, notes = await service.pixel_params(image.id, edits, session), ()
    with context.output.progress() as report:
        (request,) = await generate(
            context.services, params, context.actor, context.workers, context.interrupts, report, notes
        )
    return await load_generated(context, request)


async def versions(context: CommandContext, command: Command) -> Result:
    """List the versions of a picture."""
    image, service = await find_image(context.services, context.actor, command.words[0]), context.services.editing
    family = await service.family(image.id, context.actor)
    files = [await load_image_file(context, each, small=True) for each in family.images]
    return VersionsListed(tuple(files), tuple([await service.what_was_done(each) for each in family.images]), family.at)


async def compare(context: CommandContext, command: Command) -> Result:
    """Show two pictures side by side; one alone with what it was made of."""
    words = command.text.split()
    if not 1 <= len(words) <= MOST_COMPARED:
        raise UsageError(_("Name one picture or two; or type a description with --styles or --providers."))
    images = [await find_image(context.services, context.actor, word) for word in words]
    service = context.services.editing
    if len(images) == 1:
        before = (await service.family(images[0].id, context.actor)).before
        if before is None:
            raise RefusedError(_("This picture was made of no other that is there. Name two to compare them."))
        images.insert(0, before)
    both = await service.side_by_side(*images) if context.output.shows_images else None
    return Compared(await load_image_file(context, images[0]), await load_image_file(context, images[1]), both)
