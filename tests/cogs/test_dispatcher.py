"""One dispatcher for buttons, select menus and forms: each custom_id has one handler, those of old messages as well."""

import pytest

from cogs.ui.dispatcher import Dispatcher, Handlers
from tests.cogs.discord_harness import DiscordHarness

#: The verbs on messages that were posted so far, and in forms that were opened: they answer for ever.
BUTTONS = (
    "all amend approve cancel caption change compare cover delete discard dismiss download drop edit erase favorite "
    "forgetall forgetme gallery grid history jump large open page paint rebatch reject report reroll retouch retry "
    "reveal revealwhen "
    "review revise reword rewrite save search send setcontents setlimits settable setwords star stop tag tool "
    "unreveal unstar unstarall uphold upscale vary version via"
)
SELECTS = "change filter large member narrow review set setrole style tool topic version"
FORMS = (
    "amend caption change compose jump recompose rejected reported revealat revised search setcontents setlimits "
    "settable setwords tag tagall"
)


async def answer_nothing(*_args: object) -> None: ...


@pytest.mark.parametrize("kind", ["buttons", "selects", "forms"])
def test_a_custom_id_has_one_handler(kind: str) -> None:
    dispatcher = Dispatcher()
    dispatcher.register(Handlers(**{kind: {"open": answer_nothing}}))
    with pytest.raises(ValueError, match="two handlers for the same custom_id: open"):
        dispatcher.register(Handlers(**{kind: {"close": answer_nothing, "open": answer_nothing}}))


def test_a_button_and_a_form_may_share_a_verb() -> None:
    dispatcher = Dispatcher()
    dispatcher.register(Handlers(buttons={"open": answer_nothing}))
    dispatcher.register(Handlers(selects={"open": answer_nothing}, forms={"open": answer_nothing}))


async def test_every_custom_id_that_was_ever_sent_has_a_handler(harness: DiscordHarness) -> None:
    dispatcher = harness.dispatcher
    assert set(BUTTONS.split()) <= dispatcher._buttons.keys()
    assert set(SELECTS.split()) <= dispatcher._selects.keys()
    assert set(FORMS.split()) <= dispatcher._forms.keys()
