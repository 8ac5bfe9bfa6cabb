"""Builds the enhancer, with a language model where one is configured, and remote moderation."""

from bot.environment import SettingsError
from bot.settings import Settings
from bot.validation_messages import BAD_VALUE
from generation.moderation.moderator import judge
from generation.moderation.remote import RemoteModeration, RemoteOptions
from generation.prompts.enhancer import Enhancer
from generation.prompts.llm.client import LanguageModel
from storage.prompt_cache import PromptCache

OPENAI = "https://api.openai.com/v1"
OFF = "off"


def build_enhancer(settings: Settings, store: PromptCache) -> Enhancer:
    """Return the enhancer; where no language model is set up it goes by rules alone.

    Raises:
        SettingsError: the server's address is none.

    """
    return Enhancer(_model(settings), store, judge)


def _model(settings: Settings) -> LanguageModel | None:
    """Return the language model: with a key for OpenAI's, or at a server of one's own, which needs none."""
    reachable = settings.openai_api_key or settings.openai_base_url.rstrip("/") != OPENAI
    if not reachable or settings.openai_text_model.lower() == OFF:
        return None
    try:
        return LanguageModel(settings.openai_base_url, settings.openai_text_model, _key(settings))
    except ValueError as error:
        raise SettingsError(BAD_VALUE.format(variable="OPENAI_BASE_URL", reason=error)) from None


def build_moderation(settings: Settings) -> RemoteModeration | None:
    """Return OpenAI's moderation where there is a key for it."""
    if not settings.openai_api_key:
        return None
    return RemoteModeration(RemoteOptions(_key(settings), settings.openai_base_url))


def _key(settings: Settings) -> str:
    return settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
