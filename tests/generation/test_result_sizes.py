"""An image of another size than asked for: refused where the provider has to keep the size, else noted."""

from dataclasses import replace

import pytest

from generation.providers.base import Capabilities, ProviderRequest, ProviderResult, ReportProgress, UnavailableError
from generation.providers.registry import Providers
from generation.requests.params import parse_params
from storage.params import GenerationParams
from tests.generation.fake_provider import Behaviour, FakeProvider, paint, picture_file
from tests.generation.wired_services import WiredServices

WIDE = parse_params("a street", size="1920x1080")


def of_size(width: int, height: int, asked: tuple[int, int] | None = None) -> Behaviour:
    """Return a deed that paints so large, having been asked itself for `asked`, where it has to keep that."""

    async def deed(_order: ProviderRequest, _report: ReportProgress) -> ProviderResult:
        return ProviderResult(picture_file("PNG", width, height), model="fake-1", asked=asked)

    return deed


def second(table: WiredServices, monkeypatch: pytest.MonkeyPatch) -> FakeProvider:
    """Set a painter up whom others' failures leave their work to."""
    painter = FakeProvider()
    painter.name, painter.title = "second", "Second painter"
    painter.always = of_size(1920, 1080)
    monkeypatch.setattr(table.pipeline._providers, "operators", Providers([table.painter, painter]))
    return painter


@pytest.mark.parametrize("size", [(1920, 1080), (1920, 1088), (960, 540), (2880, 1620)])
async def test_a_size_that_was_kept_is_a_picture(table: WiredServices, size: tuple[int, int]) -> None:
    table.painter.then(of_size(*size, asked=(1920, 1080)))
    async with table.working():
        done = await table.ended(await table.ask(WIDE))
    assert (done.status, done.retry_count) == ("completed", 0)


@pytest.mark.parametrize("size", [(1024, 1024), (1920, 1140), (900, 506), (64, 36)])
async def test_a_size_that_was_not_kept_is_a_failure_that_others_make_good(
    table: WiredServices, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    table.painter.always = of_size(*size, asked=(1920, 1080))
    second(table, monkeypatch)
    async with table.working():
        done = await table.ended(await table.ask(WIDE))
    assert done.status == "completed"
    assert done.notes == ("Fake painter sent a picture of another size than asked for; painted by Second painter.",)
    assert await table.stores.turns(done.id) == [("sketch", "completed")] * 2 + [("second", "completed")]
    assert len(table.files()) == 3


async def test_where_nobody_else_is_left_the_request_ends_with_that_sentence(table: WiredServices) -> None:
    table.painter.always = of_size(512, 512, asked=(1920, 1080))
    async with table.working():
        done = await table.ended(await table.ask(WIDE))
    assert (done.status, done.error_code) == ("failed", UnavailableError.code)
    assert done.error_message == "Fake painter sent a picture of another size than asked for."
    assert table.files() == []


@pytest.mark.parametrize("size", [(1344, 768), (1024, 1024), (2048, 2048)])
async def test_a_provider_with_sizes_of_its_own_paints_and_the_user_is_told(
    table: WiredServices, size: tuple[int, int]
) -> None:
    table.painter.then(of_size(*size))
    async with table.working():
        done = await table.ended(await table.ask(WIDE))
    assert done.notes == (f"Asked for 1920x1080; Fake painter paints {size[0]}x{size[1]} instead.",)


@pytest.mark.parametrize("size", [(1920, 1080), (1880, 1060), (2560, 1440), (1920, 1100)])
async def test_a_few_percent_or_a_larger_picture_are_not_worth_a_word(
    table: WiredServices, size: tuple[int, int]
) -> None:
    table.painter.then(of_size(*size))
    async with table.working():
        done = await table.ended(await table.ask(WIDE))
    assert done.notes == ()


async def test_the_size_of_a_changed_picture_is_its_own(table: WiredServices) -> None:
    table.painter.capabilities = Capabilities(edits=frozenset({"upscale"}))
    table.painter.then(paint, of_size(128, 96))
    async with table.working():
        first = await table.ended(await table.ask())
        changed = GenerationParams("a street", parent_id=first.result_image_id, edit_kind="upscale")
        done = await table.ended(await table.ask(changed))
    assert (done.status, done.notes) == ("completed", ())


@pytest.mark.parametrize(("takes_seeds", "asked"), [(False, 7), (False, None), (True, 7)])
async def test_a_seed_that_a_provider_does_not_take_is_told(
    table: WiredServices,
    monkeypatch: pytest.MonkeyPatch,
    takes_seeds: bool,  # noqa: FBT001  # a parameter of the test
    asked: int | None,
) -> None:
    monkeypatch.setattr(table.painter, "capabilities", replace(table.painter.capabilities, seed=takes_seeds))
    async with table.working():
        done = await table.ended(await table.ask(parse_params("a street", seed=asked)))
    note = "Fake painter takes no seed; the same description is painted differently each time."
    assert done.notes == ((note,) if asked is not None and not takes_seeds else ())
