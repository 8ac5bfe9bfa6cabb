"""Enhanced texts and drafts as the database keeps them."""

from datetime import datetime, timedelta

import pytest

from storage.database import Database
from storage.drafts import DraftRow, DraftStore
from storage.prompt_cache import PromptCache
from tests.storage.stores import MOMENT, SECOND

DAY = timedelta(days=1)
ROW = DraftRow("d", "table", "ann", '{"a": 1}', MOMENT)
ANN, BOB = {"session_id": "table", "user_id": "ann"}, {"session_id": "table", "user_id": "bob"}


@pytest.fixture
def crafts(database: Database) -> PromptCache:
    return PromptCache(database)


@pytest.fixture
def drafts(database: Database) -> DraftStore:
    return DraftStore(database)


async def used_at(database: Database) -> datetime:
    (row,) = await database.rows("cached_prompt", key="k")
    used: datetime = row["used_at"]
    return used


class TestEnhancedTexts:
    async def test_an_answer_is_found_under_its_key_alone(self, crafts: PromptCache) -> None:
        await crafts.put("k", "street", "a street", MOMENT)
        assert await crafts.get("k", MOMENT) == "a street"
        assert await crafts.get("another", MOMENT) is None

    async def test_a_newer_answer_replaces_the_one_before(self, crafts: PromptCache) -> None:
        for answer in ("a street", "an alley"):
            await crafts.put("k", "street", answer, MOMENT)
        assert await crafts.get("k", MOMENT) == "an alley"

    async def test_a_use_is_noted_once_a_day_at_most(self, crafts: PromptCache, database: Database) -> None:
        await crafts.put("k", "street", "a street", MOMENT)
        for later, noted in ((DAY - SECOND, MOMENT), (DAY, MOMENT + DAY), (DAY + SECOND, MOMENT + DAY)):
            await crafts.get("k", MOMENT + later)
            assert await used_at(database) == noted

    async def test_what_nobody_has_used_for_long_is_forgotten(self, crafts: PromptCache) -> None:
        await crafts.put("old", "street", "a street", MOMENT)
        await crafts.put("used", "alley", "an alley", MOMENT)
        await crafts.get("used", MOMENT + 3 * DAY)
        assert await crafts.forget_unused(MOMENT + 2 * DAY) == 1
        assert await crafts.get("old", MOMENT) is None
        assert await crafts.get("used", MOMENT) == "an alley"


class TestDrafts:
    async def test_a_draft_is_its_owners_in_the_session_where_it_was_saved(self, drafts: DraftStore) -> None:
        await drafts.save(ROW)
        assert await drafts.get("d", **ANN) == ROW
        for other in (BOB, {"session_id": "elsewhere", "user_id": "ann"}):
            assert await drafts.get("d", **other) is None
            assert await drafts.change("d", "{}", **other) is None
            assert await drafts.take("d", **other) is None
        assert await drafts.get("d", **ANN) == ROW

    async def test_a_draft_changes_under_the_same_id(self, drafts: DraftStore) -> None:
        await drafts.save(ROW)
        changed = await drafts.change("d", "{}", **ANN)
        assert changed == DraftRow("d", "table", "ann", "{}", MOMENT)
        assert await drafts.get("d", **ANN) == changed

    async def test_a_draft_is_taken_once(self, drafts: DraftStore) -> None:
        await drafts.save(ROW)
        assert await drafts.take("d", **ANN) == ROW
        assert await drafts.take("d", **ANN) is None

    async def test_old_drafts_are_forgotten(self, drafts: DraftStore) -> None:
        await drafts.save(ROW)
        await drafts.save(DraftRow("young", "table", "ann", "{}", MOMENT + DAY))
        assert await drafts.forget_old(MOMENT) == 0
        assert await drafts.forget_old(MOMENT + SECOND) == 1
        assert await drafts.get("d", **ANN) is None
        assert await drafts.get("young", **ANN) is not None
