"""Put the cogs together on a bot."""

from dataclasses import dataclass

from cogs.album.actions import AlbumActions
from cogs.album.commands import AlbumCog
from cogs.album.context_menu import AlbumMenuCog
from cogs.album.recap import RecapActions
from cogs.bot import SceneBot
from cogs.campaign.commands import CampaignCog
from cogs.cast.commands import CastCog
from cogs.cast.completions import CastCompletions
from cogs.cast.context_menu import MakeCharacterCog
from cogs.cast.forms import CharacterForms
from cogs.commands.compare import compare_command
from cogs.commands.edit import edit_command
from cogs.commands.export import export_commands
from cogs.commands.image import ImageCog
from cogs.commands.owner import AdminCog, OwnerCog
from cogs.commands.recap import recap_command
from cogs.delivery.opened_channels import OpenedChannelsCog
from cogs.delivery.place_choices import PlaceChoiceActions
from cogs.delivery.posted_messages import PostedMessageUpdater
from cogs.delivery.progress import ProgressTracker
from cogs.delivery.reveals import RevealActions
from cogs.delivery.reviews import ReviewActions
from cogs.delivery.sender import OutboxSender
from cogs.edit.actions import EditActions
from cogs.edit.history import HistoryActions
from cogs.edit.pixel_editor import PixelEditor
from cogs.edit.provider_changes import ProviderChanges
from cogs.export.actions import ExportActions
from cogs.export.progress import ExportAnswers
from cogs.gallery.clear_stars import ClearStarsActions
from cogs.gallery.context_menus import ContextMenusCog
from cogs.gallery.deletion import DeleteActions
from cogs.gallery.download import DownloadActions
from cogs.gallery.image_actions import ImageActions
from cogs.gallery.page_actions import PageActions
from cogs.gallery.page_messages import GalleryMessages
from cogs.gallery.page_refresh import PageRefresher
from cogs.gallery.reports import ReportActions
from cogs.gallery.star_reactions import StarReactionsCog, StarReconciler
from cogs.gallery.tags import TagActions
from cogs.generate.form import GenerationForm
from cogs.generate.illustrate import IllustrateCog
from cogs.generate.preview import PreviewActions
from cogs.generate.style_picker import StylePicker
from cogs.generate.submit import RequestSubmitter
from cogs.guild_keys.commands import GuildKeyForms, LeftGuildsCog
from cogs.privacy.commands import PrivacyActions, PrivacyCog
from cogs.session.channel_names import ChannelNamesCog
from cogs.session.commands import SessionCog
from cogs.session.settings import SettingsActions
from cogs.ui.dispatcher import Dispatcher
from cogs.ui.edit_pace import EditPace


@dataclass(frozen=True, slots=True)
class BackgroundParts:
    """What runs beside the gateway: progress, the outbox, and what keeps sent messages and opened pages true."""

    tracker: ProgressTracker
    outbox: OutboxSender
    refresher: PageRefresher
    posted: PostedMessageUpdater
    exports: ExportAnswers


async def add_cogs(bot: SceneBot) -> BackgroundParts:
    """Add every cog and the handlers of all custom_ids to the bot, and return what is to be run beside it.

    Raises:
        ValueError: two features handle the same custom_id.

    """
    tracker, reconciler, messages, pace = ProgressTracker(bot), StarReconciler(bot), GalleryMessages(bot), EditPace()
    outbox = OutboxSender(bot, tracker, reconciler.take_up_early)
    posted = PostedMessageUpdater(bot, pace)
    submitter = RequestSubmitter(bot, tracker)
    generation_form = GenerationForm(bot, submitter)
    previews = PreviewActions(bot, submitter, generation_form)
    style_picker = StylePicker(bot, generation_form)
    pages = PageActions(bot, messages, reconciler, generation_form)
    images = ImageActions(bot, submitter, generation_form, pages, reconciler)
    tags, reveals, settings, deletion = (
        TagActions(bot, messages),
        RevealActions(bot),
        SettingsActions(bot),
        DeleteActions(bot, posted),
    )
    characters = CharacterForms(bot)
    cast = CastCog(bot, characters)
    albums, recaps = AlbumActions(bot), RecapActions(bot, pages)
    export_answers = ExportAnswers(bot)
    exports = ExportActions(bot, export_answers)
    editor, changes = PixelEditor(bot, submitter), ProviderChanges(bot, submitter)
    guild_keys, dispatcher = GuildKeyForms(bot), Dispatcher()
    for feature in (
        *(generation_form, previews, style_picker, pages, images, tags, reveals, settings, deletion),
        *(ReviewActions(bot), PlaceChoiceActions(bot), DownloadActions(bot), ReportActions(bot, deletion)),
        *(ClearStarsActions(bot), characters, cast, albums, recaps, exports),
        *(editor, changes, HistoryActions(bot), PrivacyActions(bot), guild_keys),
    ):
        dispatcher.register(feature.handlers())
    completions = CastCompletions(bot)
    image_cog = ImageCog(
        *(bot, submitter, generation_form, previews, style_picker, pages, tags, reveals),
        completions,
    )
    edit = edit_command(EditActions(editor, changes, submitter), tags)
    compare = compare_command(bot, submitter, completions)
    for command in (edit, compare, recap_command(recaps, tags), *export_commands(exports, pages, tags, albums)):
        image_cog.image.add_command(command)
    for cog in (
        dispatcher,
        image_cog,
        IllustrateCog(bot, previews),
        SessionCog(bot, settings),
        CampaignCog(bot),
        cast,
        MakeCharacterCog(bot, characters),
        AlbumCog(bot, albums, tags),
        AlbumMenuCog(bot, albums),
        ChannelNamesCog(bot),
        OpenedChannelsCog(posted),
        StarReactionsCog(bot, reconciler),
        PrivacyCog(bot, exports),
        ContextMenusCog(bot, reconciler, tags),
        OwnerCog(bot),
        AdminCog(bot, guild_keys),
        LeftGuildsCog(bot),
    ):
        await bot.add_cog(cog)
    return BackgroundParts(tracker, outbox, PageRefresher(bot, messages, pace), posted, export_answers)
