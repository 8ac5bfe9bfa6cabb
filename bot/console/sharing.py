"""The commands of campaigns and albums: what was typed becomes a call of a service."""

from bot.console.parse import Command, UsageError
from bot.console.pictures import find_image
from bot.console.results import AlbumDeleted, AlbumShown, AlbumsListed, CampaignShown, Result
from generation.i18n import _
from generation.services import Services
from generation.sessions.permissions import Actor
from storage.gallery_filters import CAMPAIGN, SESSION


async def campaign_info(services: Services, actor: Actor, _command: Command) -> Result:
    """Show the campaign, with the sessions that the user may see."""
    return CampaignShown(await services.campaigns.info(actor))


async def campaign_create(services: Services, actor: Actor, command: Command) -> Result:
    """Create a campaign with this session as its first."""
    await services.campaigns.create(actor, command.words[0])
    return CampaignShown(await services.campaigns.info(actor))


async def campaign_join(services: Services, actor: Actor, command: Command) -> Result:
    """Bring this session into a campaign by its code."""
    await services.campaigns.join(actor, command.words[0])
    return CampaignShown(await services.campaigns.info(actor))


async def campaign_leave(services: Services, actor: Actor, _command: Command) -> Result:
    """Take this session out of its campaign."""
    return CampaignShown(None, (await services.campaigns.leave(actor)).name)


async def album_list(services: Services, actor: Actor, _command: Command) -> Result:
    """List the albums of the session and of its campaign."""
    return AlbumsListed(await services.albums.all(actor))


async def album_show(services: Services, actor: Actor, command: Command) -> Result:
    """Show what the user sees in an album."""
    album = await services.albums.named(command.words[0], actor)
    return AlbumShown(album, await services.albums.pictures(actor, album.id))


async def album_create(services: Services, actor: Actor, command: Command) -> Result:
    """Make an album."""
    scope = CAMPAIGN if "campaign" in command.options else SESSION
    return AlbumShown(await services.albums.create(actor, command.words[0], scope), ())


async def album_add(services: Services, actor: Actor, command: Command) -> Result:
    """Put a picture into an album."""
    album = await services.albums.named(command.words[0], actor)
    image = await find_image(services, actor, command.words[1])
    await services.albums.add(actor, album.id, image.id, command.value("caption") or "")
    return AlbumShown(album, await services.albums.pictures(actor, album.id))


async def album_remove(services: Services, actor: Actor, command: Command) -> Result:
    """Take a picture out of an album."""
    album = await services.albums.named(command.words[0], actor)
    image = await find_image(services, actor, command.words[1])
    await services.albums.remove(actor, album.id, image.id)
    return AlbumShown(album, await services.albums.pictures(actor, album.id))


async def album_move(services: Services, actor: Actor, command: Command) -> Result:
    """Give a picture another place in an album."""
    album = await services.albums.named(command.words[0], actor)
    image, place = await find_image(services, actor, command.words[1]), command.words[2]
    if not place.isdecimal() or len(place) > 9:
        raise UsageError(_("Say which place the picture is to have: 1 is the first."))
    await services.albums.move(actor, album.id, image.id, int(place))
    return AlbumShown(album, await services.albums.pictures(actor, album.id))


async def album_rename(services: Services, actor: Actor, command: Command) -> Result:
    """Call an album something else."""
    album = await services.albums.named(command.words[0], actor)
    renamed = await services.albums.rename(actor, album.id, command.words[1])
    return AlbumShown(renamed, await services.albums.pictures(actor, album.id))


async def album_delete(services: Services, actor: Actor, command: Command) -> Result:
    """Delete an album; a word says that it is meant."""
    album = await services.albums.named(command.words[0], actor)
    if "yes" not in command.options:
        raise UsageError(_("This deletes the album, not its pictures. If you mean it, add --yes."))
    return AlbumDeleted(await services.albums.delete(actor, album.id))
