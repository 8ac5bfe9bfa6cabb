"""/campaign and /album in a terminal."""

from pathlib import Path

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


async def test_an_album_is_ordered_exported_renamed_and_deleted(console: Console, tmp_path: Path) -> None:
    for scene in ("a dock", "a bar"):
        await console(f"/image generate {scene} --size 512x512")
    await console('/album create "Act one"')
    for number in (1, 2):
        await console(f'/album add "Act one" {number}')
    moved = (await console('/album move "Act one" last 1')).last
    assert [each["prompt"] for each in moved["pictures"]] == ["a bar", "a dock"]
    assert (await console('/album move "Act one" last first')).last["code"] == "usage"
    exported = (await console('/image export EXPORTED --album "act one"'.replace("EXPORTED", str(tmp_path)))).last
    assert (exported["title"], exported["pictures"]) == ("Act one", 2)
    assert (await console('/album rename "Act one" "Act two"')).last["name"] == "Act two"
    asked = await console('/album delete "Act two"')
    assert "add --yes" in asked.last["error"]
    assert (await console("/album list")).last["count"] == 1
    deleted = await console('/album delete "Act two" --yes', as_json=False)
    assert "The album Act two is deleted" in deleted.out
    assert (await console("/album list")).last["count"] == 0


async def test_the_campaigns_gallery_is_listed_and_its_pictures_are_opened(console: Console, tmp_path: Path) -> None:
    await console("/image generate a den --size 512x512", session="den")
    code = (await console("/campaign create Nights")).last["code"]
    await console(f"/campaign join {code}", session="den")
    await console("/image generate a dock --size 512x512")
    listed = (await console("/image gallery --scope campaign")).last
    assert [each["prompt"] for each in listed["images"]] == ["a dock", "a den"]
    shown = await console("/image gallery --scope campaign --limit 1", as_json=False)
    assert "1 of 2 pictures, of the campaign" in shown.out
    assert "/image gallery --scope campaign --before 2" in shown.out
    older = (await console("/image gallery --scope campaign --before 2")).last
    assert [each["prompt"] for each in older["images"]] == ["a den"]
    both = (await console(f"/image export {tmp_path} --scope campaign")).last
    assert both["pictures"] == 2
    await console(f"/image favorite {older['images'][0]['image_id']}", session="den")
    for scope, oldest, starred in (
        ("campaign", ["a den", "a dock"], ["a den", "a dock"]),
        ("session", ["a dock"], ["a dock"]),
    ):
        for order, prompts in (("oldest", oldest), ("stars", starred)):
            ordered = (await console(f"/image gallery --scope {scope} --sort {order}")).last
            assert [each["prompt"] for each in ordered["images"]] == prompts
        until = (await console(f"/image gallery --scope {scope} --at 2001-02-03")).last
        assert until["images"] == []
        since = (await console(f"/image gallery --scope {scope} --sort oldest --at 2001-02-03")).last
        assert [each["prompt"] for each in since["images"]] == oldest
    told = (await console("/image gallery --scope campaign --sort stars", as_json=False)).out
    assert "those with the most stars first" in told
    for mistyped in ("--sort best", "--at pizza", "--sort oldest --before 2"):
        assert (await console(f"/image gallery {mistyped}")).last["code"] == "usage"
    short = older["images"][0]["image_id"][:8]
    assert (await console(f"/image show {short}")).last["prompt"] == "a den"
    assert (await console("/image gallery --scope world")).last["code"] == "usage"


async def test_the_recap_is_drafted_and_decided_but_posted_on_discord_alone(console: Console) -> None:
    await console("/image generate a dock --size 512x512")
    assert (await console("/recap suggest last --caption Rain")).last["taken"]
    drafted = (await console("/recap show")).last
    assert [line["caption"] for line in drafted["lines"]] == ["Rain"]
    assert "Rain" in (await console("/recap show", as_json=False)).out
    assert drafted["plan"] == {"at_start": False, "weekday": None, "hour": None}
    for posting in ("/recap post", "/recap plan start", "/recap plan weekly --day friday --hour 19"):
        assert "not on Discord" in (await console(posting)).last["error"]
    assert "which day" in (await console("/recap plan weekly")).last["error"]
    for mistyped in ("/recap plan daily", "/recap plan weekly --day pizza"):
        assert (await console(mistyped)).last["code"] == "usage"
    assert "There is no suggestion 3" in (await console("/recap approve 3")).last["error"]
