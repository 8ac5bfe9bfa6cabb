"""Drafts: one's own, whole, and gone after a day."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generation.errors import NotFoundError
from generation.prompts.values import EXACT, FALLBACK, EnhancedPrompt
from generation.requests.drafts import Drafts
from generation.sessions.permissions import GM, Actor
from storage.database import Database
from storage.drafts import DraftStore
from storage.params import GenerationParams

ANN, BOB, THE_GM = Actor("table", "ann"), Actor("table", "bob"), Actor("table", "gm", GM)
ASKED = GenerationParams(
    "a street — „Straße“",
    type="location",
    style="neon_noir",
    provider="dalle",
    width=512,
    height=768,
    quality="hd",
    seed=7,
    priority=2,
    visibility="secret",
    parent_id="p",
    only=True,
    edit_kind="change",
    edit_strength=0.25,
    edit_search="sky",
    exact="a street",
    negative="blurry",
)
CRAFTED = EnhancedPrompt(
    type="location",
    prompt="A rain-soaked street, neon lighting",
    negative="blurry",
    kept_terms=("street",),
    added=("neon lighting",),
    alt_text="A wet street.",
    source=FALLBACK,
    context="outdoors",
    note="enhanced by rules",
)


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return Drafts(DraftStore(database))


async def gone(drafts: Drafts, draft_id: str, by: Actor = ANN) -> str:
    with pytest.raises(NotFoundError) as caught:
        await drafts.get(draft_id, by)
    return caught.value.sentence


async def test_a_draft_comes_back_as_it_was_saved(drafts: Drafts) -> None:
    draft = await drafts.save(ASKED, ANN, CRAFTED)
    assert (draft.params, draft.enhanced) == (ASKED, CRAFTED)
    assert await drafts.get(draft.id, ANN) == draft


async def test_a_draft_may_have_no_enhanced_text(drafts: Drafts) -> None:
    draft = await drafts.save(ASKED, ANN)
    assert (await drafts.get(draft.id, ANN)).enhanced is None


async def test_a_draft_outlives_a_restart(tmp_path: Path) -> None:
    async with Database(tmp_path / "scenes.db") as database:
        draft = await Drafts(DraftStore(database)).save(ASKED, ANN, CRAFTED)
    async with Database(tmp_path / "scenes.db") as database:
        assert await Drafts(DraftStore(database)).get(draft.id, ANN) == draft


async def test_nobody_else_has_it_not_even_the_gm_or_its_owner_elsewhere(drafts: Drafts) -> None:
    draft = await drafts.save(ASKED, ANN, CRAFTED)
    for other in (BOB, THE_GM, Actor("elsewhere", "ann")):
        assert await gone(drafts, draft.id, other) == ("This preview is gone. Make a new one with /image enhance.")
        with pytest.raises(NotFoundError):
            await drafts.change(draft.id, other, params=ASKED, enhanced=None)
        with pytest.raises(NotFoundError):
            await drafts.take(draft.id, other)
    assert await drafts.get(draft.id, ANN) == draft


async def test_an_edited_text_replaces_the_one_that_was_shown(drafts: Drafts) -> None:
    draft = await drafts.save(ASKED, ANN, CRAFTED)
    edited = replace(CRAFTED, prompt="A dry street", source=EXACT)
    changed = await drafts.change(draft.id, ANN, params=ASKED, enhanced=edited)
    assert (changed.id, changed.params, changed.enhanced) == (draft.id, ASKED, edited)
    assert await drafts.get(draft.id, ANN) == changed


async def test_of_two_who_press_at_once_one_takes_it(drafts: Drafts) -> None:
    draft = await drafts.save(ASKED, ANN)
    taken = await asyncio.gather(*[drafts.take(draft.id, ANN) for _ in range(2)], return_exceptions=True)
    assert sorted(type(each).__name__ for each in taken) == ["Draft", "NotFoundError"]
    await gone(drafts, draft.id)


async def test_drafts_are_forgotten_after_a_day(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    old = await drafts.save(ASKED, ANN)
    assert await drafts.forget_old() == 0
    tomorrow = datetime.fromisoformat("2999-01-01T00:00:00+00:00")
    monkeypatch.setattr("generation.requests.drafts.now", lambda: tomorrow)
    young = await drafts.save(ASKED, ANN)
    monkeypatch.setattr("generation.requests.drafts.now", lambda: tomorrow + timedelta(hours=23))
    assert await drafts.forget_old() == 1
    await gone(drafts, old.id)
    assert await drafts.get(young.id, ANN) == young


async def test_a_draft_of_another_version_is_read_as_far_as_it_is_known(drafts: Drafts, database: Database) -> None:
    newer = await drafts.save(ASKED, ANN)
    unreadable = await drafts.save(ASKED, ANN)
    bodies = {
        newer.id: json.dumps({"params": {"prompt": "a street", "mood": "calm"}, "enhanced": None, "more": 1}),
        unreadable.id: json.dumps({"params": {"prompt": 7}, "enhanced": None}),
    }
    for draft_id, body in bodies.items():
        await database.rows("change_draft", id=draft_id, session_id="table", user_id="ann", body=body)
    assert (await drafts.get(newer.id, ANN)).params == GenerationParams("a street")
    await gone(drafts, unreadable.id)
