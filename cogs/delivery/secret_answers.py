"""Secret results that answer an interaction: only its token reaches them, and only while it lives."""

import logging
from dataclasses import dataclass

import discord

from cogs.bot import SceneBot
from cogs.delivery.secret_renderer import ImageIds, SecretRenderer
from cogs.ui.replies.answer import DISCORD_ERRORS, AnswerMessage
from generation.events import ChangedElsewhere, Event, GalleryChanged
from generation.i18n import speaking
from storage.errors import SceneError
from storage.records import Request

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _SecretAnswer:
    """An answer that shows a request's images: which, and which of them it says are secret."""

    request: Request
    interaction: discord.Interaction
    message: AnswerMessage
    shown: ImageIds


class SecretAnswers:
    """Have the GM's answers follow what happens to their images elsewhere: reveals and deletions."""

    def __init__(self, bot: SceneBot, renderer: SecretRenderer) -> None:
        self._services = bot.services
        self._renderer = renderer
        self._answers: dict[str, _SecretAnswer] = {}

    def remember(
        self, request: Request, interaction: discord.Interaction, message: AnswerMessage, shown: ImageIds
    ) -> None:
        """Keep an answer that was just sent, for as long as it can be edited; `shown` is what it was rendered from."""
        self._forget_expired()
        self._answers[request.id] = _SecretAnswer(request, interaction, message, shown)

    async def run(self) -> None:
        """Update answers as galleries change."""
        with self._services.events.subscribe(_is_wanted) as events:
            async for event in events:
                self._forget_expired()
                for answer in list(self._answers.values()):
                    if isinstance(event, ChangedElsewhere) or event.session_id == answer.request.session_id:
                        await self._update(answer)

    def _forget_expired(self) -> None:
        self._answers = {key: each for key, each in self._answers.items() if not each.interaction.is_expired()}

    async def _update(self, answer: _SecretAnswer) -> None:
        try:
            images, secret = await self._renderer.image_ids(answer.request)
            if (images, secret) == answer.shown:
                return
            if images:
                await self._edit(answer, whole=images != answer.shown[0])
                answer.shown = images, secret
                return
            await answer.message.delete()
        except (SceneError, *DISCORD_ERRORS) as error:
            log.info("the answer of %s could not be brought up to date: %s", answer.request.id, error)
            if not _is_refusal(error):
                # The next change tries again, while the interaction lives.
                return
        self._answers.pop(answer.request.id, None)

    async def _edit(self, answer: _SecretAnswer, *, whole: bool) -> None:
        """Edit an answer, `whole` with its files."""
        with speaking(answer.interaction.locale):
            now = await self._renderer.render_answer(answer.request)
        if now is None:
            return
        attachments = now.files() if whole else discord.utils.MISSING
        await answer.message.edit(embed=now.embed, attachments=attachments, view=now.view)


def _is_wanted(event: Event) -> bool:
    return isinstance(event, GalleryChanged | ChangedElsewhere)


def _is_refusal(error: Exception) -> bool:
    """Tell whether Discord has refused an edit for good; 401 is an interaction that is over."""
    return isinstance(error, discord.HTTPException) and error.status < 500 and error.status != 429
