"""Exports as jobs: one at a time, cancelled, stopped and gone on with, followed, and forgotten after a day."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from generation.clock import now
from generation.errors import NotFoundError, RefusedError
from generation.export.choosing import chosen_by_ids
from generation.export.exports import ExportOrder
from generation.export.local import export_into
from storage.errors import StorageError
from storage.exports import Export, ExportStore
from tests.clock import PATIENCE
from tests.export.taken_along import Shelf, unpacked
from tests.generation.fake_provider import pixels
from tests.generation.wired_services import ANN, BOB


async def test_a_person_has_one_export_at_a_time_and_can_cancel_it(shelf: Shelf) -> None:
    image = await shelf.paint()
    order = ExportOrder("zip", chosen_by_ids([image.id]))
    begun = await shelf.table.exports.begin(order, ANN, session_name="The table")
    with pytest.raises(RefusedError, match="still being made"):
        await shelf.table.exports.begin(order, ANN, session_name="The table")
    await shelf.table.exports.begin(order, BOB, session_name="The table")
    assert await shelf.table.exports.cancel(begun.id, ANN)
    await shelf.table.exports.begin(order, ANN, session_name="The table")


@pytest.mark.parametrize(
    ("order", "sentence"), [({"format": "docx"}, "formats zip, pdf"), ({"per_page": 3}, "one or two")]
)
async def test_what_cannot_be_made_is_refused_at_once(shelf: Shelf, order: dict[str, Any], sentence: str) -> None:
    image = await shelf.paint()
    wanted = replace(ExportOrder("zip", chosen_by_ids([image.id])), **order)
    with pytest.raises(RefusedError, match=sentence):
        await shelf.table.exports.begin(wanted, ANN, session_name="The table")


async def test_a_cancel_ends_the_making(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    image = await shelf.paint()
    exports = shelf.table.exports
    begun = await exports.begin(ExportOrder("zip", chosen_by_ids([image.id])), ANN, session_name="The table")
    load = shelf.table.gallery.original

    async def cancelled_first(wanted: object) -> bytes:
        await exports.cancel(begun.id, ANN)
        return await load(wanted)  # type: ignore[arg-type]  # an image

    monkeypatch.setattr(shelf.table.gallery, "original", cancelled_first)
    assert await shelf.table.export_worker.make_one(begun.id)
    assert await exports.unchecked(begun.id) is None
    assert list(shelf.folder.rglob("*.zip")) == []


async def test_an_export_goes_on_after_a_stop_with_what_it_had(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    images = [await shelf.paint(f"street {number}") for number in range(9)]
    exports, gallery = shelf.table.exports, shelf.table.gallery
    begun = await exports.begin(ExportOrder("zip", chosen_by_ids(i.id for i in images)), ANN, session_name="The table")
    load, loaded, stuck = gallery.original, list[str](), asyncio.Event()

    async def until_stuck(image: object) -> bytes:
        loaded.append(image.id)  # type: ignore[attr-defined]  # an image
        if len(loaded) == 6 and not stuck.is_set():
            stuck.set()
            await asyncio.sleep(PATIENCE)
        return await load(image)  # type: ignore[arg-type]  # as above

    monkeypatch.setattr(gallery, "original", until_stuck)
    making = asyncio.create_task(shelf.table.export_worker.make_one())
    await stuck.wait()
    making.cancel()
    await asyncio.wait({making})
    waiting = await exports.unchecked(begun.id)
    assert waiting is not None
    assert waiting.state == "waiting"
    loaded.clear()
    assert await shelf.table.export_worker.make_one()
    assert 1 <= len(loaded) <= 5
    listed, files = unpacked(await shelf.file(await exports.get(begun.id, ANN)))
    assert len(listed["images"]) == len(files) == 9


async def test_what_a_dead_process_was_making_waits_again(shelf: Shelf) -> None:
    image = await shelf.paint()
    exports = shelf.table.exports
    begun = await exports.begin(ExportOrder("zip", chosen_by_ids([image.id])), ANN, session_name="The table")
    claimed = await shelf.table.stores.exports.claim()
    assert claimed is not None
    await shelf.table.export_worker.recover()
    assert not await shelf.table.export_worker.make_one(), "its process lives"
    shelf.table.stores.exports.held.let_go(claimed.lease_token or "")
    await shelf.table.export_worker.recover()
    assert await shelf.table.export_worker.make_one()
    assert (await exports.get(begun.id, ANN)).state == "done"


async def test_an_export_ends_after_a_day_and_its_files_with_it(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    await shelf.paint()
    export = await shelf.export()
    path = shelf.table.stores.blobs.path(export.files[0].key)
    assert path is not None
    assert path.exists()
    later = now() + timedelta(hours=24, minutes=1)
    for module in ("exports", "export_worker"):
        monkeypatch.setattr(f"generation.export.{module}.now", lambda: later)
    with pytest.raises(NotFoundError):
        await shelf.table.exports.get(export.id, ANN)
    await shelf.table.export_worker.forget_ended()
    assert not path.exists()


async def test_a_picture_that_is_deleted_for_good_takes_the_exports_along_that_hold_it(shelf: Shelf) -> None:
    image = await shelf.paint()
    export = await shelf.export()
    await shelf.table.gallery.delete(image.id, ANN)
    with pytest.raises(NotFoundError):
        await shelf.table.exports.get(export.id, ANN)


async def test_a_lost_file_costs_that_picture_and_is_told(shelf: Shelf) -> None:
    lost, there = await shelf.paint("lost"), await shelf.paint("there")
    await shelf.table.stores.blobs.delete([lost.image_url or ""])
    listed, files = unpacked(await shelf.file(await shelf.export()))
    assert [entry["file"] is None for entry in listed["images"]] == [True, False]
    assert [pixels(data) for data in files.values()] == [pixels(await shelf.table.gallery.original(there))]


async def test_what_fails_says_so_and_is_over(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    await shelf.paint()
    monkeypatch.setattr("generation.export.maker.sys.executable", "/bin/false")
    export = await shelf.export()
    assert export.state == "failed"
    assert "did not work" in (export.error_message or "")


async def test_progress_is_told_until_the_end(shelf: Shelf) -> None:
    image = await shelf.paint()
    begun = await shelf.table.exports.begin(
        ExportOrder("pdf", chosen_by_ids([image.id])), ANN, session_name="The table"
    )
    # Before it is made: who follows may look after the making has begun.
    assert (begun.state, begun.stage) == ("waiting", "")
    making = asyncio.create_task(shelf.table.export_worker.make_one())
    seen = [(each.state, each.stage) async for each in shelf.table.exports.follow(begun)]
    await making
    assert ("working", "Collecting pictures") in seen
    assert ("working", "Making the files") in seen
    assert seen[-1][0] == "done"


async def into_folder(shelf: Shelf, order: ExportOrder, folder: Path) -> tuple[Path, ...]:
    """Export as who sits at the machine does, and return the files."""
    _export, paths = await export_into(
        folder,
        order,
        ANN,
        shelf.table.exports,
        shelf.table.export_worker,
        session_name="The table",
        report=lambda _stage, _fraction: None,
    )
    return paths


async def test_who_sits_at_the_machine_is_not_held_up_by_what_a_dead_process_has_left(shelf: Shelf) -> None:
    image = await shelf.paint()
    exports, order = shelf.table.exports, ExportOrder("zip", chosen_by_ids([image.id]), "Neon")
    left = await exports.begin(order, ANN, session_name="The table")
    claimed = await shelf.table.stores.exports.claim()
    assert claimed is not None
    shelf.table.stores.exports.held.let_go(claimed.lease_token or "")
    folder = shelf.folder / "out"
    paths = await into_folder(shelf, order, folder)
    assert [path.name for path in paths] == ["neon.zip"]
    assert unpacked(paths[0].read_bytes())[0]["title"] == "Neon"
    assert await exports.unchecked(left.id) is None


async def test_who_sits_at_the_machine_hears_that_the_database_refuses(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = await shelf.paint()

    async def refuse(_only: str | None = None) -> None:
        raise StorageError("The database is locked.")

    monkeypatch.setattr(shelf.table.stores.exports, "claim", refuse)
    with pytest.raises(StorageError):
        async with asyncio.timeout(PATIENCE):
            await into_folder(shelf, ExportOrder("zip", chosen_by_ids([image.id])), shelf.folder / "out")


async def test_who_comes_too_late_with_an_export_takes_nothing_from_who_has_made_it(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, exports, store = await shelf.paint(), shelf.table.exports, shelf.table.stores.exports
    begun = await exports.begin(ExportOrder("zip", chosen_by_ids([image.id])), ANN, session_name="The table")
    end = ExportStore.end

    async def made_by_another_first(own: ExportStore, late: Export, *arguments: Any, **named: Any) -> bool:  # noqa: ANN401  # as the step has them
        monkeypatch.setattr(ExportStore, "end", end)
        await store.free(late.id, late.lease_token or "")
        assert await shelf.table.export_worker.make_one()
        return await end(own, late, *arguments, **named)

    monkeypatch.setattr(ExportStore, "end", made_by_another_first)
    assert await shelf.table.export_worker.make_one()
    made = await exports.get(begun.id, ANN)
    listed, files = unpacked(await shelf.file(made))
    assert len(listed["images"]) == len(files) == 1
