"""What is said of an image in the terminal: its kind, who has painted it, and where its file is."""

from pathlib import Path

from rich.text import Text

from bot.console.results import ImageFile
from generation.i18n import _
from generation.provider_catalogue.titles import painted_by
from generation.styles.chosen import style_of
from storage.records import Image

LONGEST_EXCERPT = 200


def summary_of(image: Image) -> str:
    """Return type, style and size."""
    return f"{type_name(image.type)}, {style_of(image)}, {image.width}x{image.height}"


def type_name(image_type: str) -> str:
    """Return what a type is called."""
    return _(image_type.capitalize())


def painter_of(image: Image) -> str:
    """Return who has painted it, and how long that took."""
    title = painted_by(image.provider, image.model)
    if image.generation_time is None:
        return title
    return _("{provider} in {seconds} s").format(provider=title, seconds=f"{image.generation_time:.1f}")


def seed_of(image: Image) -> str:
    """Return the seed as it stands behind the provider; nothing where there is none."""
    return "" if image.seed is None else ", " + _("seed {seed}").format(seed=image.seed)


def star_of(image: Image) -> str:
    """Return the star of a favorite; nothing where it is none."""
    return "★ " if image.is_favorite else ""


def path_of(image_file: ImageFile) -> Text:
    """Return where the file is: on this machine, or its key in the image store."""
    if image_file.path is None:
        return Text(image_file.image.image_url or "")
    return Text(image_file.path, style=f"link {Path(image_file.path).as_uri()}")


def excerpt(prompt: str) -> str:
    """Return a description, cut where it is long."""
    return prompt if len(prompt) <= LONGEST_EXCERPT else f"{prompt[: LONGEST_EXCERPT - 1]}…"
