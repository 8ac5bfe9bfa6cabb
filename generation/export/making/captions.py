"""What an album says below a picture, in the language of whoever speaks."""

from datetime import datetime

from generation.export.making.export_contents import ExportContents, Picture
from generation.i18n import _, ngettext

STAR = "★"


def facts(picture: Picture) -> list[str]:
    """Return the lines of facts below a picture: whose it is and when, how it was painted, what it is sorted by."""
    when = _day(datetime.fromisoformat(picture.created_at))
    stars = f"{STAR} {picture.stars}" if picture.stars else ""
    painted = _("Painted by {provider}").format(provider=picture.provider_title)
    seed = "" if picture.seed is None else _("seed {seed}").format(seed=picture.seed)
    whose = _("Requested by {author}").format(author=picture.author) if picture.author else ""
    lines = [
        _between(whose, when, stars),
        _between(painted, picture.style_name, seed),
        ", ".join(f"#{tag}" for tag in picture.tags),
    ]
    return [line for line in lines if line]


def summary_of(contents: ExportContents) -> str:
    """Return how many pictures an export has, and from when."""
    count = len(contents.pictures)
    told = ngettext("{count} picture", "{count} pictures", count).format(count=count)
    if not count:
        return told
    days = sorted(datetime.fromisoformat(picture.created_at) for picture in contents.pictures)
    first, last = _day(days[0]), _day(days[-1])
    return _between(told, first if first == last else f"{first} \N{EN DASH} {last}")


def secrets_of(contents: ExportContents) -> str:
    """Return the warning that an export holds secret pictures; empty where it does not."""
    if not contents.secrets:
        return ""
    return ngettext(
        "For the GM alone: {count} picture in here is secret.",
        "For the GM alone: {count} pictures in here are secret.",
        contents.secrets,
    ).format(count=contents.secrets)


def made_on(contents: ExportContents) -> str:
    """Return when an export was made, and by what."""
    day = _day(datetime.fromisoformat(contents.made_at))
    return _("Made on {day} with Scene Visualizer").format(day=day)


def _between(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
