"""Edits over HTTP: what there is, previews, saved edits, changes by a provider, versions; and who may see what."""

import base64
import io
from dataclasses import replace

import pytest
from PIL import Image

from generation.sessions.permissions import OBSERVER, Actor
from storage.records import COMPLETED
from tests.generation.application import BOB
from tests.web.api_client import ANN, SESSION, THE_GM, ApiClient


def able(web: ApiClient, *edits: str) -> None:
    """Let the painter do these edits."""
    web.room.painter.capabilities = replace(web.room.painter.capabilities, edits=frozenset(edits))


async def test_the_edits_that_there_are_come_with_their_sums(web: ApiClient) -> None:
    offered = (await web.get(f"{SESSION}/editing")).json
    assert "16:9" in offered["ratios"]
    assert {each["name"] for each in offered["views"]} == {"meatspace", "ar", "matrix", "astral"}
    assert [len(row) for row in offered["grades"][0]["matrix"]] == [4, 4, 4]
    assert {"change", "erase", "outpaint", "view"} <= {each["name"] for each in offered["kinds"]}


async def test_a_preview_shows_an_edit_and_stores_nothing(web: ApiClient) -> None:
    image = await web.generate()
    answer = await web.post(f"{SESSION}/image/{image.id}/edit/preview", {"crop": "1:1", "grade": "noir"})
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
    shown = Image.open(io.BytesIO(answer.body))
    assert shown.width == shown.height
    assert answer.headers["X-Image-Size"] == "{0}x{0}".format(min(image.width or 0, image.height or 0))
    assert (await web.get(f"{SESSION}/images")).json["total"] == 1


async def test_a_saved_edit_is_a_version_of_its_image(web: ApiClient) -> None:
    image = await web.generate()
    path = f"{SESSION}/image/{image.id}/edit"
    answer = await web.post(path, {"rotate": 90, "caption": "Later"}, Idempotency_Key="once")
    again = await web.post(path, {"rotate": 90, "caption": "Later"}, Idempotency_Key="once")
    assert answer.status == 200, answer.body
    assert again.json["request_id"] == answer.json["request_id"]
    done = await web.room.ended(answer.json["request_id"])
    assert done.status == COMPLETED
    found = (await web.get(f"{SESSION}/image/{done.result_image_id}/versions", by=BOB)).json
    assert [each["image"]["id"] for each in found["versions"]] == [image.id, done.result_image_id]
    assert found["at"] == 1
    assert found["versions"][1]["done"] == "Edited: turned by 90°, caption: “Later”."
    details = (await web.get(f"{SESSION}/image/{done.result_image_id}")).json["image"]
    assert (details["provider"], details["parent_id"]) == ("editor", image.id)
    assert (details["width"], details["height"]) == (image.height, image.width)


async def test_of_a_secret_parent_players_learn_nothing_before_it_is_revealed(web: ApiClient) -> None:
    secret = await web.generate(THE_GM, secret=True)
    answer = await web.post(f"{SESSION}/image/{secret.id}/edit", {"rotate": 90}, by=THE_GM)
    child = str((await web.room.ended(answer.json["request_id"])).result_image_id)
    gm = await web.room.services.sessions.context(THE_GM)
    await web.room.services.reveals.now(child, gm.actor)

    async def parents(by: Actor) -> set[str | None]:
        """Return every parent that any answer tells of the child."""
        listed = (await web.get(f"{SESSION}/images?limit=1&sort=newest", by=by)).json["images"]
        details = (await web.get(f"{SESSION}/image/{child}", by=by)).json["image"]
        versions = (await web.get(f"{SESSION}/image/{child}/versions", by=by)).json["versions"]
        told = [*listed, details, *(each["image"] for each in versions)]
        return {each["parent_id"] for each in told if each["id"] == child}

    assert await parents(BOB) == {None}
    assert secret.id not in str((await web.get(f"{SESSION}/images", by=BOB)).json)
    assert await parents(THE_GM) == {secret.id}
    await web.room.services.reveals.now(secret.id, gm.actor)
    assert await parents(BOB) == {secret.id}


async def test_a_change_hands_words_and_mask_to_a_provider(web: ApiClient) -> None:
    able(web, "inpaint", "change")
    image = await web.generate()
    mask = Image.new("RGBA", (100, 75))
    mask.paste((255, 255, 255, 255), (0, 0, 50, 75))
    file = io.BytesIO()
    mask.save(file, "PNG")
    body = {"kind": "inpaint", "words": "a neon sign", "mask": base64.b64encode(file.getvalue()).decode()}
    answer = await web.post(f"{SESSION}/image/{image.id}/change", body)
    assert answer.status == 200, answer.body
    await web.room.ended(answer.json["request_id"])
    order = web.room.painter.orders[-1]
    assert (order.prompt, order.edit and order.edit.kind) == ("a neon sign", "inpaint")
    sent = Image.open(io.BytesIO((order.edit and order.edit.mask) or b"")).convert("L")
    assert sent.size == (image.width, image.height)
    assert (sent.getpixel((2, 2)), sent.getpixel((sent.width - 3, 2))) == (255, 0)


async def test_where_nobody_can_it_is_said_who_could(web: ApiClient) -> None:
    able(web)
    image = await web.generate()
    answer = await web.post(f"{SESSION}/image/{image.id}/change", {"kind": "remove-background"})
    assert answer.status == 400
    assert "Stable Diffusion could." in answer.json["error"]


@pytest.mark.parametrize(
    ("way", "body"),
    [
        ("edit", {"rotate": 45}),
        ("edit", {"brightness": 101}),
        ("edit", {"crop": "7:1"}),
        ("edit", {}),
        ("edit", {"caption": "a naked child"}),
        ("edit/preview", {"caption": "x" * 161}),
        ("change", {"kind": "dream"}),
        ("change", {"kind": "erase", "fields": [10]}),
        ("change", {"kind": "erase", "mask": "no base64!"}),
        ("change", {}),
    ],
)
async def test_bad_input_is_a_sentence(web: ApiClient, way: str, body: dict[str, object]) -> None:
    image = await web.generate()
    answer = await web.post(f"{SESSION}/image/{image.id}/{way}", body)
    assert answer.status in {400, 403, 422}
    assert answer.json["error"]


async def test_nobody_but_the_gm_finds_anything_of_a_secret_image(web: ApiClient) -> None:
    able(web, "change")
    secret = await web.generate(THE_GM, secret=True)
    path = f"{SESSION}/image/{secret.id}"
    for way, body in (
        ("edit/preview", {"flip": True}),
        ("edit", {"flip": True}),
        ("change", {"kind": "change", "words": "x"}),
    ):
        assert (await web.post(f"{path}/{way}", body)).status == 404
    assert (await web.get(f"{path}/versions")).status == 404
    edited = await web.post(f"{path}/edit", {"flip": True}, by=THE_GM)
    await web.room.ended(edited.json["request_id"])
    assert (await web.get(f"{SESSION}/images")).json["total"] == 0
    assert len((await web.get(f"{path}/versions", by=THE_GM)).json["versions"]) == 2


async def test_an_observer_looks_and_edits_nothing(web: ApiClient) -> None:
    image = await web.generate()
    watcher = Actor(ANN.session_id, "eve", OBSERVER)
    await web.room.services.admin.give_role(THE_GM, watcher.user_id, OBSERVER)
    assert (await web.get(f"{SESSION}/image/{image.id}/versions", by=watcher)).status == 200
    assert (await web.post(f"{SESSION}/image/{image.id}/edit", {"flip": True}, by=watcher)).status == 403
