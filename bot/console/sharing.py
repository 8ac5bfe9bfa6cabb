"""The commands of campaigns and albums: what was typed becomes a call of a service."""

from bot.console.parse import Command
from bot.console.results import AlbumShown, AlbumsListed, CampaignShown, Result
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
    """Put a picture into an album, by its id."""
    album = await services.albums.named(command.words[0], actor)
    await services.albums.add(actor, album.id, command.words[1], command.value("caption") or "")
    return AlbumShown(album, await services.albums.pictures(actor, album.id))


async def album_remove(services: Services, actor: Actor, command: Command) -> Result:
    """Take a picture out of an album, by its id."""
    album = await services.albums.named(command.words[0], actor)
    await services.albums.remove(actor, album.id, command.words[1])
    return AlbumShown(album, await services.albums.pictures(actor, album.id))
