"""Comparisons: one description in several styles, by several providers, or both, asked for as a whole."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from generation.errors import ContentRefusedError, LimitReachedError, NotFoundError, RefusedError
from generation.i18n import speaking
from generation.providers.base import Capabilities, ModeratedError
from generation.requests.batch_sheets import BatchSheets
from generation.requests.comparing import NO_SEED, axes_of, compared_again
from generation.requests.requests import Submitted
from generation.sessions.permissions import Actor
from generation.sessions.settings import SessionSettings
from storage.params import SECRET, GenerationParams
from storage.records import CANCELLED, COMPLETED, FAILED, HELD, QUEUED, Request
from tests.generation.fake_provider import FakeProvider, fail, hang
from tests.generation.wired_services import ANN, STREET, THE_GM, WiredServices, until, wire_services
from tests.storage.stores import Stores

STYLES = replace(STREET, styles=("neon_noir", "dossier", "graphic_novel"))


class Seedless(FakeProvider):
    """A second painter, who takes no seeds, paints nothing small, and charges."""

    name = "dalle"
    title = "Second painter"

    def __init__(self) -> None:
        super().__init__()
        self.capabilities = Capabilities(smallest=1024, largest=1536, hd=False, cost=0.04, deadline=5.0)


@pytest.fixture
def second() -> Seedless:
    return Seedless()


@pytest.fixture
async def pair(stores: Stores, painter: FakeProvider, second: Seedless, tmp_path: Path) -> AsyncIterator[WiredServices]:
    """Return a table with two painters, five pictures an hour and ten cents a day."""
    async with wire_services(
        stores, painter, tmp_path / "owners", user_limit=5, others=[second], daily_budget=0.1
    ) as table:
        yield table


async def submit(
    table: WiredServices, params: GenerationParams, by: Actor = ANN, *, key: str | None = None
) -> Submitted:
    return await table.requests.submit(
        params, await table.sessions.context(by), channel_id="channel", idempotency_key=key
    )


async def painted(table: WiredServices, submitted: Submitted) -> list[Request]:
    async with table.working(2):
        return [await table.ended(request.id) for request in submitted.requests]


class TestCells:
    async def test_each_style_is_a_request_with_the_same_seed(
        self, table: WiredServices, painter: FakeProvider
    ) -> None:
        submitted = await submit(table, STYLES)
        assert [each.params.style for each in submitted.requests] == list(STYLES.styles)
        assert {each.batch_id for each in submitted.requests} == {submitted.request.id}
        assert len({each.params.seed for each in submitted.requests}) == 1
        assert submitted.request.params.seed is not None
        assert await table.deliveries.counts() == {"waiting": 1}
        await painted(table, submitted)
        assert {order.seed for order in painter.orders} == {submitted.request.params.seed}

    async def test_a_given_seed_is_everybodys(self, table: WiredServices) -> None:
        submitted = await submit(table, replace(STYLES, seed=7))
        assert {each.params.seed for each in submitted.requests} == {7}

    async def test_a_matrix_is_read_row_by_row_the_longer_axis_across(self, pair: WiredServices) -> None:
        params = replace(
            STREET, styles=("Neon Noir", "dossier"), providers=("sketch", "dalle"), width=1024, height=1024
        )
        submitted = await submit(pair, params)
        pairs = [(each.params.provider, each.params.style) for each in submitted.requests]
        assert pairs == [("sketch", "neon_noir"), ("sketch", "dossier"), ("dalle", "neon_noir"), ("dalle", "dossier")]
        axes = axes_of(submitted.requests)
        assert axes is not None
        assert axes.is_matrix
        assert axes.labels() == (("Neon Noir", "Runner Dossier"), ("Sketch artist", "DALL-E"))

    async def test_a_provider_is_asked_for_what_it_can_do_and_the_rest_is_said(self, pair: WiredServices) -> None:
        submitted = await submit(pair, replace(STREET, providers=("sketch", "dalle"), quality="hd", seed=3))
        ours, theirs = submitted.requests
        assert (ours.params.seed, ours.params.size, ours.params.quality) == (3, (512, 512), "hd")
        assert (theirs.params.seed, theirs.params.size, theirs.params.quality) == (None, (1024, 1024), "standard")
        assert NO_SEED in theirs.notes
        assert "Cannot paint 512x512; this is 1024x1024." in theirs.notes
        assert ours.notes == ()

    async def test_nobody_else_paints_what_a_named_provider_fails_at(
        self, pair: WiredServices, second: Seedless, painter: FakeProvider
    ) -> None:
        second.always = fail(ModeratedError("That is not for me."))
        submitted = await submit(pair, replace(STREET, providers=("sketch", "dalle")))
        ended = await painted(pair, submitted)
        assert [each.status for each in ended] == [COMPLETED, FAILED]
        assert "That is not for me." in (ended[1].error_message or "")
        assert len(painter.orders) == 1

    async def test_again_it_is_the_same_comparison(self, pair: WiredServices) -> None:
        params = replace(STREET, styles=("neon_noir", "dossier"), providers=("sketch", "dalle"))
        submitted = await submit(pair, params)
        again = compared_again(submitted.requests, await pair.requests.again(submitted.request.id, ANN))
        assert (again.styles, again.providers, again.count) == (params.styles, params.providers, 1)

    async def test_the_same_key_again_is_the_same_comparison(self, table: WiredServices) -> None:
        first, again = await submit(table, STYLES, key="k"), await submit(table, STYLES, key="k")
        assert again.repeated
        assert [each.id for each in again.requests] == [each.id for each in first.requests]
        with pytest.raises(RefusedError, match="used for another request"):
            await submit(table, replace(STYLES, styles=("neon_noir", "dossier")), key="k")


class TestRefusedAsAWhole:
    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"styles": ("neon_noir",)}, "two styles or more"),
            ({"styles": ("neon_noir", "Neon Noir")}, "two styles or more"),
            ({"styles": ("neon_noir", "no_such_style")}, "no_such_style"),
            ({"styles": (), "providers": ("sketch", "nobody")}, "do not know the provider"),
            ({"styles": (), "providers": ("sketch", "gemini")}, "not set up here"),
            ({"styles": ("neon_noir", "dossier"), "count": 3}, "Leave the number out"),
        ],
    )
    async def test_it_says_what_to_do(self, pair: WiredServices, changed: dict[str, object], sentence: str) -> None:
        with pytest.raises(RefusedError, match=sentence):
            await submit(pair, replace(STREET, **changed))  # type: ignore[arg-type]  # any of them
        assert await pair.requests.counts() == {}

    async def test_eight_are_the_most(self, table: WiredServices) -> None:
        from generation.styles.catalogue import all_styles  # noqa: PLC0415  # nothing else needs it

        with pytest.raises(RefusedError, match="9 styles by 1 providers are 9 pictures; 8 are the most"):
            await submit(table, replace(STREET, styles=tuple(all_styles())[:9]))
        assert len((await submit(table, replace(STREET, styles=tuple(all_styles())[:8]))).requests) == 8

    async def test_every_cell_counts_for_the_hourly_limit(self, pair: WiredServices) -> None:
        await submit(pair, STYLES)
        with pytest.raises(LimitReachedError, match="3 pictures are more than the 2 you have left"):
            await submit(pair, STYLES)
        assert await pair.requests.counts() == {QUEUED: 3}

    async def test_the_budget_has_to_suffice_for_all_of_it(self, pair: WiredServices) -> None:
        expensive = replace(STREET, styles=STYLES.styles, providers=("dalle",))
        with pytest.raises(LimitReachedError, match=r"These 3 pictures cost up to \$0\.12, and of today's \$0\.10"):
            await submit(pair, expensive)
        assert await pair.requests.counts() == {}
        # Two and two free ones suffice.
        await submit(pair, replace(expensive, styles=("neon_noir", "dossier"), providers=("sketch", "dalle")))

    async def test_a_table_with_one_style_has_none_to_compare(self, table: WiredServices) -> None:
        await table.stores.set_settings(SessionSettings(style_lock="dossier").to_json())
        with pytest.raises(RefusedError, match="paints everything as Runner Dossier"):
            await submit(table, STYLES)

    async def test_what_is_never_painted_is_refused_once(self, table: WiredServices) -> None:
        with pytest.raises(ContentRefusedError):
            await submit(table, replace(STYLES, prompt="a naked woman"))
        assert await table.requests.counts() == {}


class TestTheGm:
    async def test_one_word_counts_for_all_cells(self, stores: Stores, table: WiredServices) -> None:
        await stores.set_settings(SessionSettings(approval="all").to_json())
        submitted = await submit(table, STYLES)
        assert [each.status for each in submitted.requests] == [HELD] * 3
        await table.reviews.approve(submitted.request.id, THE_GM, text="a dry street")
        now_ = await table.requests.batch_of(submitted.request)
        assert [(each.status, each.prompt) for each in now_] == [(QUEUED, "a dry street")] * 3
        assert [each.params.style for each in now_] == list(STYLES.styles)

    async def test_a_no_ends_all_of_it(self, stores: Stores, table: WiredServices) -> None:
        await stores.set_settings(SessionSettings(approval="all").to_json())
        submitted = await submit(table, STYLES)
        await table.reviews.reject(submitted.requests[1].id, THE_GM, "Not today.")
        batch = await table.requests.batch_of(submitted.request)
        assert {(each.status, each.error_message) for each in batch} == {(FAILED, "The GM said no: Not today.")}

    async def test_a_secret_one_is_the_gms_alone(self, table: WiredServices) -> None:
        submitted = await submit(table, replace(STYLES, visibility=SECRET), THE_GM)
        for each in submitted.requests:
            with pytest.raises(NotFoundError):
                await table.requests.get(each.id, ANN)
        assert await table.requests.waiting(ANN) == ()
        await painted(table, submitted)
        assert (await table.gallery.page(ANN)).total == 0
        with pytest.raises(RefusedError):
            await submit(table, replace(STYLES, visibility=SECRET), ANN)


class TestTheEnd:
    async def test_cancel_is_for_all_of_it(self, table: WiredServices, painter: FakeProvider) -> None:
        painter.always = hang
        submitted = await submit(table, STYLES)
        async with table.working():
            await until(lambda: len(painter.orders) == 1)
            assert await table.requests.cancel_batch(submitted.request.id, ANN)
            ended = [await table.ended(each.id) for each in submitted.requests]
        assert {each.status for each in ended} == {CANCELLED}

    async def test_the_sheet_fills_in(self, table: WiredServices, painter: FakeProvider) -> None:
        sheets = BatchSheets(table.gallery)
        submitted = await submit(table, STYLES)
        assert await sheets.unchecked_sheet(submitted.requests) is None
        painter.then(fail(ModeratedError("No.")))
        await painted(table, submitted)
        batch = await table.requests.batch_of(submitted.request)
        with speaking("de"):
            sheet, again = await asyncio.gather(sheets.unchecked_sheet(batch), sheets.unchecked_sheet(batch))
        assert sheet == again
        with Image.open(io.BytesIO(sheet or b"")) as image:
            assert (image.format, image.width) == ("JPEG", 1558)
