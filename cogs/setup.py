"""Put the cogs together on a bot."""

from dataclasses import dataclass

from cogs.bot import SceneBot
from cogs.delivery.progress import ProgressTracker
from cogs.delivery.reviews import ReviewDesk
from cogs.delivery.sender import Outbox
from cogs.gallery.actions import GalleryPages
from cogs.gallery.context_menus import MenusCog
from cogs.gallery.image_actions import Pictures
from cogs.gallery.messages import GalleryMessages
from cogs.gallery.refresh import Refreshing
from cogs.gallery.removal import Removing
from cogs.gallery.stars import Clearing, Stars, StarsCog
from cogs.gallery.tags import Tagging
from cogs.generate.form import Composing
from cogs.generate.illustrate import IllustrateCog
from cogs.generate.preview import Enhancing
from cogs.generate.submit import Asking
from cogs.image import ImageCog
from cogs.owner import OwnerCog
from cogs.session.commands import SessionCog
from cogs.session.settings import SettingsDesk
from cogs.ui.buttons import SceneButton
from cogs.ui.forms import FormsCog
from cogs.ui.selects import SceneSelect


@dataclass(frozen=True, slots=True)
class DiscordParts:
    """What runs beside the gateway: the progress board, the outbox, and what keeps opened pages up to date."""

    tracker: ProgressTracker
    outbox: Outbox
    refreshing: Refreshing


async def add_cogs(bot: SceneBot) -> DiscordParts:
    """Add every cog and button to the bot and return what is to be run beside it."""
    tracker, stars = ProgressTracker(bot), Stars(bot)
    outbox = Outbox(bot, tracker)
    asking, messages = Asking(bot, tracker, outbox), GalleryMessages(bot)
    composing, tagging = Composing(bot, asking), Tagging(bot, messages)
    pages = GalleryPages(bot, messages, stars, composing)
    Clearing(bot)
    enhancing = Enhancing(bot, asking, composing)
    Pictures(bot, asking, composing, pages, stars)
    Removing(bot)
    ReviewDesk(bot)
    bot.add_dynamic_items(SceneButton, SceneSelect)
    await bot.add_cog(FormsCog(bot))
    await bot.add_cog(ImageCog(bot, asking, pages, composing, enhancing, tagging, outbox.private))
    await bot.add_cog(IllustrateCog(bot, enhancing))
    await bot.add_cog(SessionCog(bot, SettingsDesk(bot)))
    await bot.add_cog(StarsCog(bot, stars))
    await bot.add_cog(MenusCog(bot, stars, tagging))
    await bot.add_cog(OwnerCog(bot))
    return DiscordParts(tracker, outbox, Refreshing(bot, messages))
