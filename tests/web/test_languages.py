"""What a person reads of an answer is a sentence in their language, as `Accept-Language` tells it."""

import asyncio

import pytest

from bot.settings import Settings
from bot.web.languages import preferred_language
from generation.i18n import spoken
from generation.providers.base import ModeratedError, ProgressStep, ProviderRequest, ProviderResult, ReportProgress
from tests.clock import PATIENCE
from tests.generation.fake_provider import fail, hang, paint
from tests.web.api_client import ANN, SESSION, ApiClient, open_api

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
ENGLISH = {"Accept-Language": "en-GB"}
STREET = {"prompt": "a street"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-CH", "de"),
        ("DE-de;q=0.8", "de"),
        ("en, de", "en"),
        ("en;q=0.5, de;q=0.6", "de"),
        ("fr, ja;q=0.9, de;q=0.1", "de"),
        ("de;q=0, en;q=0.1", "en"),
        ("de;q=much, en", "en"),
        ("*", "en"),
        (", ;q=1,,", "en"),
        ("x," * 20_000 + "de", "en"),
    ],
)
def test_the_language_that_is_liked_best_is_spoken(header: str, language: str) -> None:
    assert preferred_language(header) == language


@pytest.mark.parametrize(
    ("body", "field", "english", "german"),
    [
        ({}, "prompt", "The description is missing.", "Die Beschreibung fehlt."),
        ({"prompt": ""}, "prompt", "The description must not be empty.", "Die Beschreibung darf nicht leer sein."),
        ({"prompt": 7}, "prompt", "The description has to be a text.", "Die Beschreibung muss ein Text sein."),
        (
            {"prompt": "x" * 4001},
            "prompt",
            "The description has 4000 characters at most.",
            "Die Beschreibung darf höchstens 4000 Zeichen haben.",
        ),
        (
            STREET | {"style_preferences": {"seed": "abc"}},
            "style_preferences.seed",
            "A seed is a whole number from 0 to 4294967294.",
            "Ein Seed ist eine ganze Zahl von 0 bis 4294967294.",
        ),
        (
            STREET | {"type": "poem"},
            "type",
            "“type” has to be one of scene, character, location, item.",
            "„type“ muss eins davon sein: scene, character, location, item.",
        ),
        (
            STREET | {"count": 9},
            "count",
            "The number of pictures has to be 8 at most.",
            "Die Zahl der Bilder darf höchstens 8 sein.",
        ),
        (
            STREET | {"count": "2"},
            "count",
            "The number of pictures has to be a whole number.",
            "Die Zahl der Bilder muss eine ganze Zahl sein.",
        ),
        (
            STREET | {"references": ["?"]},
            "references.0",
            "A reference picture has to be base64.",
            "Eine Vorlage muss base64 sein.",
        ),
        ([], "body", "The body has to be a JSON object.", "Der Inhalt muss ein JSON-Objekt sein."),
    ],
)
async def test_what_is_wrong_with_a_value_is_a_sentence(
    body: object, field: str, english: str, german: str, web: ApiClient
) -> None:
    for headers, sentence in ((ENGLISH, english), (GERMAN, german)):
        answer = await web.call("POST", f"{SESSION}/generate-image", body, headers=headers)
        assert (answer.status, answer.json["field"], answer.json["error"]) == (422, field, sentence)


@pytest.mark.parametrize(
    ("query", "field"), [("limit=0", "limit"), ("limit=many", "limit"), ("before=x", "before"), ("q=" + "x" * 101, "q")]
)
async def test_what_is_wrong_with_a_query_is_a_sentence_too(query: str, field: str, web: ApiClient) -> None:
    sentences = [
        (await web.call("GET", f"{SESSION}/images?{query}", headers=headers)).json for headers in (ENGLISH, GERMAN)
    ]
    assert [each["field"] for each in sentences] == [field, field]
    assert sentences[0]["error"] != sentences[1]["error"]
    for each in sentences:
        assert each["error"].endswith(".")
        assert "should" not in each["error"].lower()


@pytest.mark.parametrize(
    ("method", "path", "german"),
    [
        ("GET", "/nowhere", "Hier ist nichts."),
        ("GET", f"{SESSION}/image/none", "Dieses Bild ist nicht mehr in der Galerie."),
        ("PATCH", f"{SESSION}/images", "Das geht hier nicht."),
    ],
)
async def test_refusals_are_said_in_the_caller_s_language(method: str, path: str, german: str, web: ApiClient) -> None:
    assert german in (await web.call(method, path, headers=GERMAN)).json["error"]


async def test_styles_are_named_in_the_caller_s_language(web: ApiClient) -> None:
    path = f"{SESSION}/styles"
    english = {each["id"]: each for each in (await web.call("GET", path, headers=ENGLISH)).json["styles"]}
    german = {each["id"]: each for each in (await web.call("GET", path, headers=GERMAN)).json["styles"]}
    assert english["security_cam"]["name"] != german["security_cam"]["name"]
    assert english["neon_noir"]["description"] != german["neon_noir"]["description"]


async def test_stages_are_told_in_the_listener_s_language(web: ApiClient) -> None:
    async def paint_the_sky(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        report(ProgressStep("sky", 0.5))
        return await paint(order, report)

    web.room.painter.then(paint_the_sky)
    headers = {"Authorization": f"Bearer {await web.token()}", **GERMAN}
    async with web.http.get(f"{web.url}{SESSION}/events", headers=headers) as stream, asyncio.timeout(PATIENCE):
        await stream.content.readuntil(b"\n\n")
        await web.room.ask()
        while b'"stage":"Himmel"' not in await stream.content.readuntil(b"\n\n"):
            pass


async def test_what_is_told_of_a_request_is_in_the_caller_s_language(web: ApiClient) -> None:
    web.room.painter.then(fail(ModeratedError("No provider is left that could paint this.")))
    request = await web.room.ended(await web.room.ask())
    path = f"{SESSION}/request/{request.id}"
    assert (await web.call("GET", path, headers=ENGLISH)).json["error"] == request.error_message
    assert (await web.call("GET", path, headers=GERMAN)).json["error"] != request.error_message


async def test_a_page_of_the_gallery_is_kept_for_each_language(web: ApiClient) -> None:
    await web.generate()
    described = []
    for headers in (ENGLISH, GERMAN, ENGLISH):
        (image,) = (await web.call("GET", f"{SESSION}/images", headers=headers)).json["images"]
        described.append(image["alt_text"])
    assert described[0] == described[2] != described[1]


async def test_what_is_stored_of_an_instant_picture_is_english_whoever_asks(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read by others, too, each in their language."""
    heard = list[str]()

    async def listen(order: ProviderRequest, report: ReportProgress) -> ProviderResult:
        heard.append(spoken())
        return await paint(order, report)

    async with open_api(settings, monkeypatch, workers=1) as web:
        # Else the usual worker may be faster than the one of its own.
        web.room.painter.then(hang, listen)
        slow = await web.room.ask()
        await asyncio.wait_for(web.room.painter.painting.wait(), PATIENCE)
        answer = await web.call("POST", f"{SESSION}/generate-image-instant", STREET, headers=GERMAN)
        await web.room.services.requests.cancel(slow, ANN)
    assert (answer.status, heard) == (200, ["en"])
