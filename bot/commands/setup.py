"""`bot.py setup`: ask for token and keys one by one, try each at once, write `.env`, and start."""

import asyncio
from dataclasses import dataclass

from dotenv import set_key

from bot.commands.answers import Ask, agrees, ask_person
from bot.commands.checks.discord_token import check_discord, find_invite
from bot.commands.checks.finding import Finding, Mark, fine, wrong
from bot.commands.model import EXTRA_MISSING, about_model, add
from bot.environment import ENV_FILE, SettingsError, environment_with_files
from bot.settings import load_settings
from bot.wiring.providers import setting_values
from generation.i18n import N_, _, said
from generation.provider_catalogue.builtin import BUILT_IN
from generation.providers.local.installed import installed_models
from generation.providers.local.manifest import listed_models
from generation.providers.local.provider import is_there
from storage.errors import SceneError, from_os


@dataclass(frozen=True, slots=True)
class Question:
    """A variable, what it is good for, and the provider that it sets up; `secret` is not shown while it is typed."""

    variable: str
    about: str
    provider: str | None = None
    secret: bool = True


QUESTIONS = (
    Question("DISCORD_TOKEN", N_("The bot's token, from https://discord.com/developers/applications, page Bot.")),
    Question("OPENAI_API_KEY", N_("OpenAI, for pictures, descriptions and moderation: platform.openai.com."), "dalle"),
    Question("STABILITY_API_KEY", N_("Stability, for pictures: platform.stability.ai."), "stability"),
    Question("GEMINI_API_KEY", N_("Google's Gemini, for pictures: aistudio.google.com."), "gemini"),
    Question("COMFYUI_URL", N_("A ComfyUI of your own, such as http://127.0.0.1:8188."), "comfyui", secret=False),
    Question("SDAPI_URL", N_("An AUTOMATIC1111 or Forge, such as http://127.0.0.1:7860."), "sdapi", secret=False),
    Question("AIHORDE_API_KEY", N_("The AI Horde, free and slow; 0000000000 is the anonymous key."), "aihorde"),
)


def set_up(ask: Ask = ask_person) -> bool:
    """Ask, try and write; return whether the bot is to be started.

    Raises:
        SettingsError: `.env` or a setting that is there already is bad.
        StorageError: `.env` cannot be written.

    """
    load_settings()
    _say(_("Each answer is optional: press Enter to leave it out, or as it is. What you type is not shown."))
    for question in QUESTIONS:
        _answer(question, ask)
    _offer_model(ask)
    if ENV_FILE.exists():
        written = _("All of it is in {file}, which only you may read. `bot.py doctor` looks at everything.")
        _say(f"\n{written.format(file=ENV_FILE.absolute())}")
    _print_invite()
    return agrees(ask, _("Start the bot now?"), usually=True)


def _offer_model(ask: Ask) -> None:
    """Offer to fetch the first of the models that paint on this machine, or say how to come by one."""
    listed, settings = next(iter(listed_models().values())), load_settings()
    if installed_models(settings.models_folder):
        return
    if not is_there():
        _say(f"\n{about_model(listed)}\n{_(EXTRA_MISSING)}")
        return
    _say("")
    try:
        asyncio.run(add(settings, listed.name, agreed=False, ask=ask))
    except SceneError as error:
        _say(said(str(error)))


def _answer(question: Question, ask: Ask) -> None:
    """Ask until what is typed is taken, or nothing is."""
    _say(f"\n{question.variable}: {_(question.about)}")
    if environment_with_files().get(question.variable):
        _say(_("There is one already; Enter keeps it."))
    while value := ask(f"{question.variable}: ", secret=question.secret).strip():
        finding = asyncio.run(_try(question, value))
        _say(finding.line)
        # What is away now may be there later.
        if finding.mark is not Mark.WRONG or agrees(ask, _("Keep it all the same?")):
            _write(question.variable, value)
            return
        _say(_("Try again, or press Enter to leave it out."))


async def _try(question: Question, value: str) -> Finding:
    """Ask whoever it is for whether it is good."""
    try:
        settings = load_settings(**{question.variable.lower(): value})
    except SettingsError as error:
        return wrong(said(str(error)))
    if question.provider is None:
        return (await check_discord(settings, {}))[0]
    (description,) = [each for each in BUILT_IN if each.name == question.provider]
    try:
        provider = description.set_up(setting_values(settings))
    except ValueError as error:
        return wrong(said(str(error)))
    if provider is None:
        return wrong(said(description.missing))
    try:
        health = await provider.probe()
    finally:
        await provider.aclose()
    if health.able:
        return fine(_("{name} can paint.").format(name=provider.title))
    reason = said(health.reason or "").rstrip(".")
    return wrong(_("{name} cannot paint: {reason}.").format(name=provider.title, reason=reason))


def _write(variable: str, value: str) -> None:
    try:
        ENV_FILE.touch(mode=0o600)
        ENV_FILE.chmod(0o600)
        set_key(ENV_FILE, variable, value, quote_mode="auto")
    except OSError as error:
        raise from_os(error, str(ENV_FILE)) from error


def _print_invite() -> None:
    try:
        link = asyncio.run(find_invite(load_settings()))
    except SceneError as error:
        _say(said(str(error)))
    else:
        _say(_("Invite the bot to your server: {link}").format(link=link))


def _say(text: str) -> None:
    print(text)  # noqa: T201  # the command's conversation
