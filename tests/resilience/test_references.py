"""Pictures that go into a request and pictures that come out of it, through the whole application."""

import io
from collections.abc import AsyncIterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import aiosqlite
import pytest
from PIL import Image as Pillow

from bot.settings import Settings
from cogs.delivery.result_renderer import ResultRenderer
from generation.errors import RefusedError
from generation.images.given import MAX_BYTES, MOST
from generation.providers.base import Capabilities, ProviderRequest, ProviderResult, ReportProgress, UnavailableError
from generation.requests.params import parse_params
from generation.requests.requests import REFERENCES_GONE
from generation.sessions.permissions import GM, Actor
from storage.outbox import RESULT
from storage.params import SECRET, GenerationParams
from storage.records import COMPLETED, Image
from tests.generation.fake_provider import FakeProvider, fail, paint, picture_file
from tests.generation.phone_photos import SECRET as SECRET_WORDS
from tests.generation.phone_photos import halves, moving, tags, two_in_one, written
from tests.resilience.running_app import ANN, TABLE, RunningApp, be_quick, run_app

THE_GM = Actor(TABLE, "gm", GM)
PROMPT = "the traitor is the fixer"
PHOTO = written(halves(), "JPEG", exif=tags())
PICTURE, OTHER = picture_file(), picture_file("WEBP")


@pytest.fixture
async def inside(
    clean_environment: Path, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[RunningApp]:
    """Open the application with a painter that takes references, and let two people in."""
    be_quick(monkeypatch)
    monkeypatch.setattr("bot.wiring.providers.SketchProvider", lambda _studio: painter)
    painter.capabilities = Capabilities(references=MOST)
    async with run_app(Settings(data_dir=clean_environment / "data"), workers=2) as inside:
        await inside.enter(ANN)
        await inside.enter(THE_GM)
        yield inside


def params(*, visibility: str = "public", provider: str | None = None) -> GenerationParams:
    return parse_params(PROMPT, size="512x512", visibility=visibility, provider=provider)


async def ask(inside: RunningApp, *files: bytes) -> str:
    """Ask for an image after others and return the request's id."""
    services = inside.app.services
    return (await services.requests.submit(params(), await services.sessions.context(ANN), files=files)).request.id


def stored_files(inside: RunningApp) -> list[Path]:
    return [path for path in (inside.app.settings.data_dir / "images").rglob("*") if path.is_file()]


async def files_of(inside: RunningApp, request_id: str) -> list[bytes]:
    return [await inside.app.services.gallery.original(each) for each in await images_of(inside, request_id)]


async def images_of(inside: RunningApp, request_id: str) -> tuple[Image, ...]:
    assert (await inside.ended(request_id)).status == COMPLETED
    return await inside.app.services.gallery.unchecked_of_request(request_id)


def about_of(file: bytes) -> dict[str | tuple[int, int], object]:
    image = Pillow.open(io.BytesIO(file))
    image.load()
    return dict(image.info)


async def test_references_reach_the_provider_as_they_came_at_every_try(
    inside: RunningApp, painter: FakeProvider
) -> None:
    painter.then(fail(UnavailableError("Down.")))
    request_id = await ask(inside, PICTURE, OTHER)
    await inside.ended(request_id)
    assert [order.references for order in painter.orders] == [(PICTURE, OTHER)] * 2
    services = inside.app.services
    again = await services.requests.again(request_id, ANN)
    repeat = await services.requests.submit(again, await services.sessions.context(ANN))
    await inside.ended(repeat.request.id)
    assert painter.orders[-1].references == (PICTURE, OTHER), "a retry asks for the same"
    assert set(repeat.request.params.references).isdisjoint(again.references), "with copies of its own"


async def test_a_repeat_whose_references_are_gone_is_painted_without_them(
    inside: RunningApp, painter: FakeProvider
) -> None:
    request_id = await ask(inside, PICTURE)
    await inside.ended(request_id)
    services = inside.app.services
    again = await services.requests.again(request_id, ANN)
    await inside.app.stores.blobs.delete(list(again.references))
    repeat = await services.requests.submit(again, await services.sessions.context(ANN))
    assert repeat.notes == (REFERENCES_GONE,)
    await inside.ended(repeat.request.id)
    assert [each.references for each in painter.orders] == [(PICTURE,), ()]


@pytest.mark.parametrize(
    ("references", "sentence"),
    [
        ((b"",), "not a picture that I can read"),
        ((b"<svg xmlns='http://www.w3.org/2000/svg'/>",), "not a picture that I can read"),
        ((PICTURE, PICTURE[:60]), "damaged or incomplete"),
        ((PICTURE,) * (MOST + 1), "too many; use 4 at most"),
        ((PICTURE + bytes(MAX_BYTES),), "larger than 25 MB"),
    ],
)
async def test_what_is_no_reference_is_refused_and_nothing_is_kept(
    inside: RunningApp, painter: FakeProvider, references: tuple[bytes, ...], sentence: str
) -> None:
    painter.capabilities = Capabilities(references=9)
    with pytest.raises(RefusedError, match=sentence):
        await ask(inside, *references)
    assert not stored_files(inside)
    assert not await inside.rows("SELECT id FROM image_generation")


async def test_a_reference_that_nobody_can_use_is_refused(inside: RunningApp, painter: FakeProvider) -> None:
    painter.capabilities = Capabilities()
    with pytest.raises(RefusedError, match="after a reference picture"):
        await ask(inside, PICTURE)
    assert not stored_files(inside)


async def test_a_request_that_comes_twice_keeps_its_references_once(inside: RunningApp) -> None:
    requests, context = inside.app.services.requests, await inside.app.services.sessions.context(ANN)
    first = await requests.submit(params(), context, files=[PICTURE], idempotency_key="k")
    before = {path for path in stored_files(inside) if "reference" in path.name}
    again = await requests.submit(params(), context, files=[PICTURE], idempotency_key="k")
    assert again.repeated
    assert again.request.id == first.request.id
    assert {path for path in stored_files(inside) if "reference" in path.name} == before
    with pytest.raises(RefusedError, match="used for another request"):
        await requests.submit(params(), context, files=[OTHER], idempotency_key="k")


async def test_a_public_picture_tells_its_description(inside: RunningApp) -> None:
    (file,) = await files_of(inside, await inside.ask(params()))
    about = about_of(file)
    assert about["Description"] == PROMPT
    assert (about["provider"], about["model"]) == ("sketch", "fake-1")


@pytest.mark.parametrize("embeds", [True, False])
async def test_a_secret_picture_never_tells_its_description(inside: RunningApp, *, embeds: bool) -> None:
    await say(inside, embeds=embeds)
    await inside.ended(await inside.ask(params(visibility=SECRET), THE_GM))
    assert len(stored_files(inside)) == 3
    for path in stored_files(inside):
        assert PROMPT.encode() not in path.read_bytes()


async def test_a_session_may_keep_its_descriptions_to_itself(inside: RunningApp) -> None:
    await say(inside, embeds=False)
    (file,) = await files_of(inside, await inside.ask(params()))
    about = about_of(file)
    assert "Description" not in about
    assert about["model"] == "fake-1", "the rest is told"


async def say(inside: RunningApp, *, embeds: bool) -> None:
    """Set the session's wish, which no command sets yet."""
    async with aiosqlite.connect(inside.app.settings.database_path) as connection:
        await connection.execute("UPDATE session SET settings = ?", (f'{{"embed_prompt": {str(embeds).lower()}}}',))
        await connection.commit()


async def paint_four(request: ProviderRequest, report: ReportProgress) -> ProviderResult:
    first = await paint(request, report)
    return ProviderResult(first.data, "grid", more=(OTHER, picture_file("JPEG"), first.data), cost=1.0)


async def test_four_pictures_of_one_answer_are_four_images_of_one_request(
    inside: RunningApp, painter: FakeProvider
) -> None:
    await inside.ended(await inside.ask(params()))
    painter.then(paint_four)
    request_id = await inside.ask(params())
    images = await images_of(inside, request_id)
    assert [image.index for image in images] == [0, 1, 2, 3]
    assert [image.seq for image in images] == [2, 3, 4, 5]
    assert [image.format for image in images] == ["png", "webp", "jpg", "png"]
    assert sum(image.cost or 0 for image in images) == pytest.approx(1.0)
    request = await inside.ended(request_id)
    assert request.result_image_id == images[0].id
    message = await ResultRenderer(inside.app.services).render(request, RESULT)
    assert message is not None
    assert [file.filename for file in message.files()] == ["scene.png", "scene1.webp", "scene2.jpg", "scene3.png"]
    assert message.image_ids == tuple(image.id for image in images)


async def test_one_bad_picture_of_four_leaves_nothing_behind(inside: RunningApp, painter: FakeProvider) -> None:
    async def half(request: ProviderRequest, report: ReportProgress) -> ProviderResult:
        first = await paint(request, report)
        return ProviderResult(first.data, "grid", more=(OTHER, PICTURE[:60]))

    painter.then(half)
    assert len(await images_of(inside, await inside.ask(params()))) == 1, "it was asked once more"
    assert len(stored_files(inside)) == 3


@pytest.mark.parametrize("sent", [two_in_one(), moving("GIF"), moving("WEBP"), written(halves(), "AVIF"), PHOTO])
async def test_whatever_kind_of_picture_a_provider_sends_it_is_asked_once(
    inside: RunningApp, painter: FakeProvider, sent: bytes
) -> None:
    async def send(_request: ProviderRequest, _report: ReportProgress) -> ProviderResult:
        return ProviderResult(sent, "phone")

    painter.then(send)
    request_id = await inside.ask(params())
    (image,) = await images_of(inside, request_id)
    assert len(painter.orders) == 1
    (file,) = await files_of(inside, request_id)
    kept = Pillow.open(io.BytesIO(file))
    assert (kept.format, kept.mode, kept.size) == (
        {"png": "PNG", "jpg": "JPEG"}[image.format or ""],
        "RGB",
        (image.width, image.height),
    )
    assert SECRET_WORDS.encode() not in file
    assert PROMPT in str(about_of(file)), "it tells its own description"


async def test_a_plugin_paints(clean_environment: Path, painter: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    painter.name, painter.title = "easel", "The Easel"
    monkeypatch.setenv("EASEL_KEY", "k")
    seen: list[object] = []

    def create(environment: dict[str, str]) -> FakeProvider:
        seen.append(environment)
        return painter

    factory = SimpleNamespace(INTERFACE=1, VARIABLES=("EASEL_KEY",), create=create)
    monkeypatch.setattr(EntryPoint, "load", lambda _point: factory)
    point = EntryPoint("easel", "easel:provider", "shadowrun_scenes.providers")
    monkeypatch.setattr("generation.providers.plugins.installed_entry_points", lambda **_: [point])
    async with run_app(Settings(data_dir=clean_environment / "data"), workers=1) as inside:
        await inside.enter()
        (image,) = await images_of(inside, await inside.ask(params(provider="easel")))
        status = next(each for each in await inside.app.services.health.all() if each.name == "easel")
    assert image.provider == "easel"
    assert (status.title, status.configured, status.available) == ("The Easel", True, True)
    assert seen == [{"EASEL_KEY": "k"}]
