"""What is known of OpenAI's image models: when they end, what they cost, which sizes and qualities they take."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from generation.i18n import N_

DEFAULT_MODEL = "gpt-image-2.6-flare"

#: From OpenAI's own types and documents, November 2026; `GET /v1/models` tells of later ones.
SHUTDOWNS = {
    "dall-e-2": date(2026, 5, 12),
    "dall-e-3": date(2026, 5, 12),
    "gpt-image-1": date(2026, 10, 23),
    "gpt-image-1-mini": date(2026, 12, 1),
    "gpt-image-1.5": date(2026, 12, 1),
    "chatgpt-image-latest": date(2026, 12, 1),
}
WARN_DAYS = 60

#: US dollars for a 1024x1024 image. `low` and `high` are the price map of gpt-image-2.5-flare, which resellers give
#: for 2.6 too; the others continue its steps and are estimates.
IMAGE_PRICES = {"low": 0.0059, "medium": 0.0177, "high": 0.053, "xhigh": 0.159, "max": 0.477}
#: US dollars for a million tokens from gpt-image-2 on, as two resellers quote OpenAI's list (September and November
#: 2026); not confirmed at OpenAI, but 196 and 1767 tokens of it are the prices above.
TEXT_IN, IMAGE_IN, IMAGE_OUT = 5.0, 8.0, 30.0
#: US dollars for a preview: 100 tokens, by OpenAI's documents.
PREVIEW_PRICE = 100 * IMAGE_OUT / 1e6

QUALITIES = {"standard": "medium", "hd": "high", **{name: name for name in IMAGE_PRICES}, "auto": "auto"}

STEP = 16
LONGEST = 3840
MOST_PIXELS = 3840 * 2160
#: OpenAI only says that sizes must satisfy the model's pixel limits; those who measured found this floor.
LEAST_PIXELS = 655_360
WIDEST = 3.0


def living_model(configured: str, today: date) -> tuple[str, str | None]:
    """Return the model to ask for, and a warning where it is not the configured one or will soon not be."""
    end = SHUTDOWNS.get(configured)
    if end is not None and end <= today:
        return DEFAULT_MODEL, N_("OpenAI shut {model} down on {date}; {other} paints in its place.").format(
            model=configured, date=end, other=DEFAULT_MODEL
        )
    return configured, None


def ending(model: str, told: object, today: date) -> str | None:
    """Return a warning where a model ends soon, by the date that the API tells, else by the table."""
    try:
        end = date.fromisoformat(told[:10]) if isinstance(told, str) else SHUTDOWNS.get(model)
    except ValueError:
        end = SHUTDOWNS.get(model)
    if end is None or (end - today).days > WARN_DAYS:
        return None
    if end > today:
        text = N_("OpenAI shuts {model} down on {date}; set OPENAI_IMAGE_MODEL to a newer one, such as {other}.")
    else:
        text = N_("OpenAI shut {model} down on {date}; set OPENAI_IMAGE_MODEL to a newer one, such as {other}.")
    return text.format(model=model, date=end, other=DEFAULT_MODEL)


def fit_size(width: int, height: int) -> tuple[int, int]:
    """Return the nearest size that the models take: sides in steps of 16, at most three to one, within their limits.

    A size below the floor becomes a larger one of the same shape.
    """
    ratio = min(max(width / height, 1 / WIDEST), WIDEST)
    pixels = min(max(width * height, LEAST_PIXELS), MOST_PIXELS)
    long = min(math.sqrt(pixels * max(ratio, 1 / ratio)), LONGEST)
    short = long / max(ratio, 1 / ratio)
    sides = _on_grid(long, short)
    return sides if width >= height else sides[::-1]


def _on_grid(long: float, short: float) -> tuple[int, int]:
    """Round both sides to steps without leaving a limit."""
    across, down = (round(side / STEP) * STEP for side in (long, short))
    while across * down < LEAST_PIXELS or across > WIDEST * down:
        down += STEP
    while across * down > MOST_PIXELS:
        across -= STEP
    return across, down


def price(usage: Mapping[str, Any], quality: str, width: int, height: int, *, previews: int = 0) -> float:
    """Return what an image has cost: by its tokens where the answer tells them, else an estimate by size and quality.

    The tokens hold those of the previews; the estimate adds them. It grows with the pixels, which is more than the
    models take for large images; `auto` counts as high.
    """
    details = usage.get("input_tokens_details")
    images = _count(details.get("image_tokens")) if isinstance(details, Mapping) else 0
    texts = max(_count(usage.get("input_tokens")) - images, 0)
    painted = _count(usage.get("output_tokens"))
    if painted:
        return (texts * TEXT_IN + images * IMAGE_IN + painted * IMAGE_OUT) / 1e6
    each = IMAGE_PRICES.get(quality, IMAGE_PRICES["high"])
    return each * width * height / (1024 * 1024) + previews * PREVIEW_PRICE


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
