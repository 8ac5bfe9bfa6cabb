"""/campaign and /album in a terminal."""

from tests.console.conftest import Console


async def test_two_sessions_come_together_and_part(console: Console) -> None:
    await console("/image styles", session="den")
    created = (await console('/campaign create "Emerald City Nights"')).last
    assert created["name"] == "Emerald City Nights"
    joined = (await console(f"/campaign join {created['code']}", session="den")).last
    assert joined["status"] == "success"
    text = (await console("/campaign info", as_json=False)).out
    assert "Campaign Emerald City Nights" in text
    assert created["code"] in text
    assert (await console("/campaign leave", session="den")).last["left"] == "Emerald City Nights"
    refused = await console("/campaign info", session="den")
    assert refused.last["status"] == "refused"


async def test_an_album_is_made_and_filled(console: Console) -> None:
    painted = (await console("/image generate a dock --size 512x512")).last
    picture = painted.get("image_id") or painted["id"]
    assert (await console('/album create "Act one"')).last["pictures"] == []
    added = (await console(f'/album add "act one" {picture} --caption "It began here."')).last
    assert [each["caption"] for each in added["pictures"]] == ["It began here."]
    assert (await console("/album list")).last["albums"][0]["images"] == 1
    assert "It began here." in (await console('/album show "Act one"', as_json=False)).out
    assert (await console(f'/album remove "Act one" {picture}')).last["pictures"] == []


async def test_a_picture_is_put_into_an_album_by_its_number(console: Console) -> None:
    await console("/image generate a dock --size 512x512")
    await console('/album create "Act one"')
    assert len((await console('/album add "Act one" 1')).last["pictures"]) == 1
    assert (await console('/album remove "Act one" last')).last["pictures"] == []
    refused = await console('/album add "Act one" 99')
    assert "There is no picture “99” in this session" in refused.last["error"]
