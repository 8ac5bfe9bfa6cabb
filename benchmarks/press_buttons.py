"""Presses every button, menu and form of every message in a channel, as its readers can."""

from collections.abc import Mapping

from tests.servers.discord import FakeDiscord, Interaction, Message

COMMAND, COMPONENT, AUTOCOMPLETE, FORM = 2, 3, 4, 5
MODAL = 9
_MENU, _USERS, _ROLES, _CHANNELS = 3, 5, 6, 8
#: What a form is filled in with, by the names of its fields; others keep what they were shown with.
FORM_TEXTS: Mapping[str, str] = {
    "description": "a shrine in the rain", "number": "1", "words": "a", "tags": "rain", "reason": "spilled soykaf",
}  # fmt: skip
#: Texts of responses that tell of a button which is no longer known, or of an error.
FAILURES = ("another version", "Something went wrong")


async def press_everything(discord: FakeDiscord) -> None:
    """Press every component of the messages that are there, submit the forms that were opened, and print the result.

    A page that was turned has other buttons than before; each verb is pressed as the message then has it.
    """
    opened = {each.modal["custom_id"]: each for each in discord.interactions if _opens_form(each)}
    pressed: list[Interaction] = []
    for message in [each for each in discord.messages() if not each.deleted and each.author_id == discord.bot_id]:
        for verb in dict.fromkeys(map(_verb, message.custom_ids)):
            custom_id = next((each for each in message.custom_ids if _verb(each) == verb), None)
            if custom_id and not message.deleted and not (message.component(custom_id) or {}).get("disabled"):
                pressed.append(await _press(discord, message, custom_id, verb))
    forms = [await _send_off(discord, shown) for shown in opened.values()]
    failed = [f"{kind_of(each)}: {_text_of(each)}" for each in (*pressed, *forms) if _failed(each)]
    slowest = max((each.ack_seconds or each.age) * 1000 for each in (*pressed, *forms))
    print(f"after the kill {len(pressed)} buttons and menus and {len(forms)} forms were used")
    print(f"the slowest was acknowledged in {slowest:.0f} ms; dead: {', '.join(failed) or 'none'}")


def kind_of(interaction: Interaction) -> str:
    """Return in a word or two what an interaction is."""
    data = interaction.data
    if interaction.type == COMMAND:
        return f"/{' '.join([data['name'], *(each['name'] for each in data.get('options', ()) if each['type'] == 1)])}"
    if interaction.type == AUTOCOMPLETE:
        return "completion"
    return f"{'form' if interaction.type == FORM else 'press'} {_verb(data['custom_id'])}"


async def _press(discord: FakeDiscord, message: Message, custom_id: str, verb: str) -> Interaction:
    component = message.component(custom_id) or {}
    values = {
        _MENU: [component["options"][-1]["value"]] if component.get("options") else [],
        _USERS: [str(discord.player_id)],
        _ROLES: [str(discord.gm_role_id)],
        _CHANNELS: [str(discord.second_channel_id)],
    }.get(component["type"], [])
    # What calls a picture off is pressed by somebody who may not: that, too, is answered, and the picture comes.
    user = discord.other_player_id if verb in {"cancel", "stop"} else discord.gm_id
    return await discord.click(message.id, custom_id, user=message.recipient_id or user, values=values)


async def _send_off(discord: FakeDiscord, shown: Interaction) -> Interaction:
    parts = str(shown.modal["components"])
    return await discord.submit_modal(shown, {name: text for name, text in FORM_TEXTS.items() if f"'{name}'" in parts})


def _opens_form(interaction: Interaction) -> bool:
    return interaction.callback is not None and interaction.callback["type"] == MODAL


def _failed(interaction: Interaction) -> bool:
    return interaction.callback is None or any(text in _text_of(interaction) for text in FAILURES)


def _text_of(interaction: Interaction) -> str:
    return str((interaction.callback or {}).get("data", {}).get("content", ""))


def _verb(custom_id: str) -> str:
    return custom_id.split(":")[1]
