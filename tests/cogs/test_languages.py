"""Who reads what in which language: one's own answers in one's own, what hangs in the channel in the server's."""

from types import SimpleNamespace
from typing import Any

import discord
import pytest
from discord import app_commands
from simcord import InteractionResult, MemberActor

from cogs.actors import channel_language, message_language, user_language
from cogs.commands.sync import sync_commands
from cogs.ui.components import button
from generation.i18n import spoken
from generation.providers.base import InvalidError
from tests.cogs.discord_harness import DiscordHarness, answer, buttons, custom_ids, fields, footer, private_answer
from tests.generation.fake_provider import FakeProvider, fail, hang

GERMAN, ENGLISH = "de", "en-US"


class Locales:
    """What Discord says of the languages of people and server; simcord knows English alone."""

    def __init__(self, harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch) -> None:
        self._people: dict[str, str] = {}
        self.server = ENGLISH
        emit = harness.env.backend.emit

        def emit_in_language(event: str, payload: dict[str, Any], *more: Any, **options: Any) -> Any:  # noqa: ANN401  # simcord's own
            if event == "INTERACTION_CREATE":
                user = payload["member"]["user"] if "member" in payload else payload["user"]
                payload["locale"] = self._people.get(str(user["id"]), ENGLISH)
                if "guild_locale" in payload:
                    payload["guild_locale"] = self.server
            return emit(event, payload, *more, **options)

        monkeypatch.setattr(harness.env.backend, "emit", emit_in_language)

    def set(self, person: MemberActor, locale: str) -> None:
        """Give somebody a language."""
        self._people[str(person.id)] = locale


@pytest.fixture
def locales(harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch) -> Locales:
    return Locales(harness, monkeypatch)


def labels(message: Any) -> list[str]:  # noqa: ANN401  # either kind of message
    return [each["label"] for each in buttons(message) if "label" in each]


def request_id(message: Any) -> str:  # noqa: ANN401  # either kind of message
    """Return the id of the request that a message's first button is about."""
    return custom_ids(message)[0].rpartition(":")[2]


def form_of(result: InteractionResult) -> tuple[str, list[str]]:
    """Return a form's title and labels."""
    assert result.modal is not None
    return result.modal["title"], [each["label"] for each in result.modal["components"]]


class TestAGermanOnAnEnglishServer:
    @pytest.fixture(autouse=True)
    def german(self, harness: DiscordHarness, locales: Locales) -> None:
        locales.set(harness.player, GERMAN)

    async def test_is_told_in_german_that_it_took_too_long(
        self, harness: DiscordHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cogs.ui.replies.answer.ANSWER_WITHIN", 0.0)
        too_late = private_answer(await harness.player.slash(harness.channel, "image generate"))
        assert too_late.startswith("Das hat zu lange gedauert")

    async def test_is_refused_in_german(self, harness: DiscordHarness) -> None:
        assert "Meintest du neon_noir?" in await harness.generate_refused(style="neon nor")

    async def test_is_refused_in_german_for_what_a_description_says(self, harness: DiscordHarness) -> None:
        await harness.services.sessions.enter(harness.as_gm(), "table")
        await harness.services.admin.change(harness.as_gm(), lines=("clown",))
        offer = answer(await harness.player.slash(harness.channel, "image generate", description="a clown in a bar"))
        assert offer.content == "Diese Runde malt das nicht: clown. Beschreib die Szene ohne das."
        assert labels(offer) == ["Stattdessen das malen", "Selbst formulieren"]

    async def test_has_pictures_hung_in_english(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        shown = await harness.generate_image("a bar", provider="dalle")
        painter.then(hang)
        placeholder = await harness.generate("a bar", provider="dalle")
        assert fields(placeholder)["Note"] == "dalle is not set up here; Fake painter paints instead."
        assert labels(placeholder) == ["Cancel"]
        assert fields(shown)["Type"] == "Location"
        assert fields(shown)["Note"] == "dalle is not set up here; Fake painter paints instead."
        assert "Favorite" in labels(shown)

    async def test_leaves_a_message_english_whose_button_is_pressed(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image("a bar", provider="dalle")
        await harness.press(message, "favorite")
        shown = harness.refetch(message)
        assert fields(shown)["Stars"] == "⭐ 1"
        assert "Note" in fields(shown)

    async def test_opens_forms_in_german(self, harness: DiscordHarness) -> None:
        title, parts = form_of(await harness.player.slash(harness.channel, "image generate"))
        assert title == "Eine Szene malen lassen"
        assert parts == ["Was gemalt werden soll", "Art", "Stil", "Anbieter", "Größe"]

    async def test_is_answered_in_german_when_a_form_is_refused(self, harness: DiscordHarness) -> None:
        form = await harness.player.slash(harness.channel, "image generate")
        refused = await harness.player.submit_modal(form, {"description": "…"})
        assert private_answer(refused).startswith("Beschreib, was gemalt werden soll")

    async def test_turns_a_shared_page_in_english_and_an_own_one_in_german(self, harness: DiscordHarness) -> None:
        message = await harness.generate_image()
        page = await harness.open_gallery()
        assert footer(page) == "Picture 1 of 1, newest first"
        await harness.press(page, "grid")
        assert footer(harness.refetch(page)) == "Pictures 1 to 1 of 1, newest first"
        own = answer(await harness.press(message, "gallery"))
        assert footer(own) == "Bild 1 von 1, das neueste zuerst"
        assert labels(own)[:4] == ["Ganz vorn", "Zurück", "Weiter", "Ganz hinten"]

    async def test_sees_what_others_do_not_see_in_german(self, harness: DiscordHarness) -> None:
        usage = answer(await harness.player.slash(harness.channel, "image usage"))
        assert usage.embeds[0].title == "Verbrauch"
        providers = answer(await harness.player.slash(harness.channel, "image providers"))
        assert "kann malen, Standard" in (providers.embeds[0].fields[0].value or "")

    async def test_has_options_completed_by_the_german_names_of_styles(self, harness: DiscordHarness) -> None:
        offered = await harness.player.autocomplete(harness.channel, "image generate", "style", "giftz")
        assert [each["value"] for each in offered] == ["toxic"]
        assert offered[0]["name"].startswith("Giftzone: Säureregen")
        english = await harness.other.autocomplete(harness.channel, "image generate", "style", "toxic")
        assert english[0]["name"].startswith("Toxic Zone: Acid rain")

    async def test_is_told_of_an_old_button_in_german(self, harness: DiscordHarness) -> None:
        message = await harness.post_button(button("cling", "1", label="Cling"))
        said = private_answer(await harness.press(message, "cling"))
        assert said == "Dieser Knopf stammt von einer anderen Version des Bots. Nutze stattdessen /image gallery."


class TestAnEnglishPlayerOnAGermanServer:
    @pytest.fixture(autouse=True)
    def german(self, locales: Locales) -> None:
        locales.server = GERMAN

    async def test_is_refused_in_english(self, harness: DiscordHarness) -> None:
        assert "Did you mean neon_noir?" in await harness.generate_refused(style="neon nor")

    async def test_has_pictures_hung_in_german(self, harness: DiscordHarness, painter: FakeProvider) -> None:
        painter.then(hang, hang)
        placeholder = await harness.generate("a bar", provider="dalle")
        note = "dalle ist hier nicht eingerichtet; stattdessen malt Fake painter."
        assert fields(placeholder)["Hinweis"] == note
        assert labels(placeholder) == ["Abbrechen"]

    async def test_sees_the_result_in_german(self, harness: DiscordHarness) -> None:
        shown = await harness.generate_image("a bar", provider="dalle")
        assert fields(shown)["Art"] == "Ort"
        assert fields(shown)["Hinweis"] == "dalle ist hier nicht eingerichtet; stattdessen malt Fake painter."
        assert labels(shown)[:3] == ["Favorit", "Neu würfeln", "Abwandeln"]

    async def test_keeps_the_notes_when_a_star_is_given(self, harness: DiscordHarness) -> None:
        shown = await harness.generate_image("a bar", provider="dalle")
        await harness.press(shown, "favorite")
        assert fields(harness.refetch(shown))["Hinweis"].startswith("dalle ist hier")  # type: ignore[union-attr]  # it is there
        assert fields(harness.refetch(shown))["Sterne"] == "⭐ 1"

    async def test_reads_in_german_why_there_is_no_picture(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        painter.always = fail(InvalidError("Fake painter cannot do “erase”."))
        shown = await harness.generate_image("a bar")
        assert shown.embeds[0].title == "Diesmal kein Bild"
        assert fields(shown)["Warum"] == "Fake painter beherrscht „erase“ nicht."
        row = await harness.services.requests.unchecked_request(request_id(shown))
        assert row is not None
        assert row.error_message == "Fake painter cannot do “erase”."

    async def test_finds_a_placeholder_from_before_a_restart_in_german(
        self, harness: DiscordHarness, painter: FakeProvider
    ) -> None:
        painter.then(hang)
        placeholder = await harness.generate("a bar")
        await painter.painting.wait()
        await harness.restart()
        line = await harness.client.tracker._find(request_id(placeholder))
        assert line is not None
        assert line.locale == GERMAN

    async def test_ends_a_session_for_all_in_german(self, harness: DiscordHarness) -> None:
        ended = answer(await harness.gm.slash(harness.channel, "session end"))
        assert ended.content.startswith("Die Sitzung ist beendet.")


class TestOtherLanguages:
    async def test_are_answered_in_english(self, harness: DiscordHarness, locales: Locales) -> None:
        locales.set(harness.player, "fr")
        locales.server = "ja"
        assert "Did you mean neon_noir?" in await harness.generate_refused(style="neon nor")
        assert "Favorite" in labels(await harness.generate_image())


class TestCommands:
    @pytest.fixture
    async def payloads(self, harness: DiscordHarness) -> list[dict[str, Any]]:
        tree = harness.client.tree
        assert tree.translator is not None
        return [await each.get_translated_payload(tree, tree.translator) for each in tree.get_commands()]

    async def test_are_described_in_german(self, payloads: list[dict[str, Any]]) -> None:
        untranslated = [
            each["name"]
            for each in _parts(payloads)
            if each.get("description") and each.get("description_localizations", {}).keys() != {GERMAN}
        ]
        assert untranslated == []

    async def test_are_called_the_same_everywhere_but_in_menus(self, payloads: list[dict[str, Any]]) -> None:
        named = {each["name"]: each.get("name_localizations", {}) for each in _parts(payloads) if "options" in each}
        assert all(not names for names in named.values())
        menus = {each["name"]: each.get("name_localizations", {}) for each in payloads if each["type"] == 3}
        assert menus == {
            "Add to album": {GERMAN: "Ins Album"},
            "Favorite": {GERMAN: "Favorit"},
            "Tag": {GERMAN: "Schlagwort"},
            "Illustrate this": {GERMAN: "Bild dazu malen"},
            "Make a character of this": {GERMAN: "Eine Figur daraus machen"},
        }

    async def test_have_their_choices_in_german(self, payloads: list[dict[str, Any]]) -> None:
        choices = [choice for each in _parts(payloads) for choice in each.get("choices", ())]
        assert {"Szene", "Figur", "Früher"} <= {each.get("name_localizations", {}).get(GERMAN) for each in choices}

    async def test_are_within_discords_bounds_in_every_language(self, payloads: list[dict[str, Any]]) -> None:
        for each in _parts(payloads):
            assert all(len(text) <= 100 for text in each.get("description_localizations", {}).values()), each["name"]
            names = [choice.get("name_localizations", {}) for choice in each.get("choices", ())]
            assert all(len(text) <= 100 for names_ in names for text in names_.values()), each["name"]
        assert all(len(text) <= 32 for each in payloads for text in each.get("name_localizations", {}).values())

    async def test_are_synced_again_when_a_translation_has_changed(self, harness: DiscordHarness) -> None:
        class Shouting(app_commands.Translator):
            async def translate(
                self,
                string: app_commands.locale_str,
                locale: discord.Locale,
                context: app_commands.TranslationContextTypes,
            ) -> str | None:
                described = context.location is app_commands.TranslationContextLocation.command_description
                return string.message.upper() if described and locale is discord.Locale.german else None

        before = len(_syncs(harness))
        await sync_commands(harness.client)
        assert len(_syncs(harness)) == before
        await harness.client.tree.set_translator(Shouting())
        await sync_commands(harness.client)
        assert len(_syncs(harness)) == before + 1


def _parts(payloads: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return commands, groups and options, whatever they stand in."""
    return [part for each in payloads for part in (each, *_parts(each.get("options", [])))]


def _syncs(harness: DiscordHarness) -> list[str]:
    return [each.path for each in harness.env.http_requests if each.method == "PUT" and each.path.endswith("/commands")]


@pytest.mark.parametrize(
    ("user", "server", "ephemeral", "languages"),
    [
        # To the user, to the channel, to who reads the message.
        ("de", "en-US", True, "de en de"),
        ("de", "en-US", False, "de en en"),
        ("de", "en-US", None, "de en en"),
        ("en-US", "de", True, "en de en"),
        ("en-US", "de", False, "en de de"),
        ("de", None, False, "de de de"),
        ("en-US", None, None, "en en en"),
    ],
)
def test_each_text_is_in_the_language_of_all_who_read_it(
    user: str, server: str | None, languages: str, *, ephemeral: bool | None
) -> None:
    message = None if ephemeral is None else SimpleNamespace(flags=SimpleNamespace(ephemeral=ephemeral))
    interaction: Any = SimpleNamespace(locale=user, guild_locale=server, message=message)
    told = []
    for speak in (user_language, channel_language, message_language):
        with speak(interaction):
            told.append(spoken())
    assert " ".join(told) == languages
