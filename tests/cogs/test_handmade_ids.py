"""Hand-made custom_ids: whatever stands in one, whoever sends it reads a sentence, and the log has no traceback."""

import random
import string
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cogs.discord_harness import DiscordHarness, image_id
from tests.cogs.test_dispatcher import BUTTONS, FORMS, SELECTS

COMPONENT, FORM = 3, 5
BUTTON, STRING_SELECT = 2, 3
LONGEST = 100
DELETING = ("erase", "uphold")
#: For every verb so many ids, drawn from what may stand there and what may not.
DRAWS = 5
ODD = (
    *("-1", "0", "1", "00", "4294967296", "9" * 60, "-" + "9" * 60, "None", "null", "nan", "_", "-", "newest", "older"),
    *(
        "\uff11\uff12",
        "\u0663",
        "²",
        "ß",
        "🎲",
        "\u202e",
        "a b",
        "a\nb",
        "'; DROP TABLE session",
        "../../etc",
        "",
        "x" * 95,
        "\ud800",
    ),
)


def handmade(verb: str, real: list[str], chance: random.Random) -> Iterator[str]:
    """Yield custom_ids of a verb: with no ids, with too few, too many and wrong ones, and ids of other things."""
    yield f"scene:{verb}"
    yield f"scene:{verb}:"
    yield f"scene:{verb}:{':'.join('a' * 48)}"
    for _ in range(DRAWS):
        odd = [*ODD, "".join(chance.choices(string.printable, k=5))]
        ids = [chance.choice(real if chance.random() < share else odd) for share in (0.8, 0.5, 0.3)]
        yield ":".join(("scene", verb, *ids[: chance.randrange(1, 4)]))


def component(custom_id: str, values: list[str] | None) -> dict[str, Any]:
    kind = {"component_type": BUTTON} if values is None else {"component_type": STRING_SELECT, "values": values}
    return {"custom_id": custom_id, **kind}


def filled(custom_id: str, text: str) -> dict[str, Any]:
    names = ("number", "words", "tags", "text", "reason", "when", "description", "prompt", "hourly", "budget", "lines")
    labels = [{"type": 18, "component": {"type": 4, "custom_id": name, "value": text}} for name in names]
    return {"custom_id": custom_id, "components": labels}


@pytest.mark.parametrize("kind", ["buttons", "selects", "forms"])
async def test_a_handmade_custom_id_is_a_sentence(
    kind: str, harness: DiscordHarness, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(5)  # noqa: S311  # a test's own choices
    message = await harness.generate_image()
    page = await harness.open_gallery()
    (view,) = await harness.services.views.recent(harness.session_id)
    image = await harness.services.gallery.image(image_id(message), harness.as_gm())
    real = [image.id, image.request_id or "", view.id, str(message.id), str(page.id), harness.session_id]
    verbs = {"buttons": BUTTONS, "selects": SELECTS, "forms": FORMS}[kind].split()
    failed = []
    # What deletes comes last: the others are to find what they are pressed for.
    for verb in sorted([*verbs, "nothing", "", "UPPER", "ünïcode"], key=DELETING.__contains__):
        name = f"select-{verb}" if kind == "selects" else verb
        for custom_id in handmade(name, real, chance):
            text = chance.choice([*ODD, "9" * 5000])
            data = {
                "buttons": component(custom_id, None),
                "selects": component(custom_id, chance.choice([[], [text], [*real]])),
                "forms": filled(custom_id, text),
            }[kind]
            by = chance.choice([harness.player, harness.gm])
            caplog.clear()
            result = await by._dispatch_interaction(
                FORM if kind == "forms" else COMPONENT, harness.channel, data, source_message_id=message.id
            )
            harness.env.errors.clear()
            if any(record.exc_info for record in caplog.records):
                failed.append((custom_id, data, caplog.text.strip().splitlines()[-1]))
            elif len(custom_id) <= LONGEST and not (result.response or result.acknowledged):
                failed.append((custom_id, data, "no answer"))
    assert not failed, "\n".join(map(str, failed))
