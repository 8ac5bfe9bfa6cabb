"""Tell what the operator's file sets for the providers' models."""

from collections.abc import Iterator

from bot.commands.checks.finding import Finding, fine, note
from bot.wiring.app import App
from generation.i18n import _
from generation.providers.base import ModelSettings


def about_models(app: App) -> list[Finding]:
    """Return a line for each model, and what is set to no effect; nothing where there is no file."""
    file = app.providers_file
    if file.path is None:
        return []
    read = fine(_("What models need is read from {file}.").format(file=file.path.absolute()))
    return [read, *(finding for name in file.models for finding in _of_provider(app, name))]


def _of_provider(app: App, name: str) -> Iterator[Finding]:
    if app.services.providers.get(name) is None:
        yield note(_("[{name}] is set to no effect, as {name} is not set up.").format(name=name))
        return
    usual = app.services.providers.usual_model(name)
    if usual.given:
        yield fine(_line(name, usual))
    for model in app.services.providers.models(name):
        yield fine(_line(f"{name}/{model.name}", model))


def _line(reference: str, model: ModelSettings) -> str:
    return _("{reference} paints with: {settings}.").format(reference=reference, settings=model.summary)
