"""Words that are told from all others, in every place that a request's words may stand, and where they are found."""

import json
from collections.abc import Iterator
from pathlib import Path

from generation.clock import now
from storage.params import GenerationParams
from storage.records import NewRequest
from tests.storage.behind import execute
from tests.storage.stores import MOMENT, Stores, finished, new_request

#: Signs that stand in no file else; each begins with a byte of its own, so that the search index cannot shorten them.
PROMPT, ENHANCED, TAG, REASON = "꙰꧁ꡀ", "ㇰ㏁㊪", "ꔀꕅꗇ", "ⴳⵥⵣ"
MARKS = (PROMPT, ENHANCED, TAG, REASON)


def traces(folder: Path) -> Iterator[str]:
    """Yield where signs of the marks stand in a folder's files."""
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for mark in MARKS:
                yield from (f"{path.name}: {sign}" for sign in mark if sign.encode() in data or _escaped(sign) in data)


def _escaped(sign: str) -> bytes:
    return json.dumps(sign).strip('"').encode()


async def paint(stores: Stores, new: NewRequest) -> str:
    """Bring a request into the gallery with its words wherever they may stand, and return the image's id."""
    await stores.enqueue(new, channel_id="channel")
    claim = await stores.queue.claim(MOMENT, only=new.id)
    assert claim is not None
    image = finished(claim)
    await stores.blobs.put_all({image.image_url: PROMPT.encode(), f"{image.image_url}-failed": PROMPT.encode()})
    note: dict[str, object] = {"error_message": REASON, "id": new.id}
    await execute(stores.database, "UPDATE delivery SET error_message = :error_message WHERE request_id = :id", **note)
    await execute(stores.database, "UPDATE image_generation SET error_message = :error_message WHERE id = :id", **note)
    insert = (
        "INSERT INTO attempt (id, request_id, provider, started_at, error_message, cost)"
        " VALUES (:id, :id, 'p', :now, :error_message, 0.5)"
    )
    await execute(stores.database, insert, now=MOMENT, **note)
    await stores.prompt_cache.put(new.id, new.params.prompt, ENHANCED, MOMENT)
    await stores.queue.complete(claim, [finished(claim)], MOMENT)
    describe = (
        "UPDATE generated_image SET enhanced_prompt = :text, alt_text = :prompt, negative_prompt = :text"
        " WHERE request_id = :id"
    )
    await execute(stores.database, describe, text=ENHANCED, prompt=PROMPT, id=new.id)
    await stores.images.change_tags(claim.image_id, lambda _had: (TAG,))
    return claim.image_id


def secretive(**more: object) -> NewRequest:
    """Return a request that has the words in all of its fields."""
    new = new_request(prompt=f"a street {PROMPT}", key="key")
    params = GenerationParams(
        new.params.prompt,
        "scene",
        exact=ENHANCED,
        negative=ENHANCED,
        edit_search=ENHANCED,
        references=("table/r/0.png",),
    )
    values = {"params": params, "notes": (REASON,), "body_hash": REASON, **more}
    return NewRequest(new.id, "table", "ann", created_at=now(), **values)  # type: ignore[arg-type]  # as the test says
