"""The other commands, and many commands in a row."""

from tests.console.conftest import Console


async def generate(console: Console, *prompts: str) -> list[str]:
    answer = await console(stdin="".join(f"/image generate {prompt} --size 512x512\n" for prompt in prompts))
    return [one["image_id"] for one in answer.objects]


async def test_stdin_gives_one_object_a_command(console: Console) -> None:
    answer = await console(stdin="# a comment\n\n/image generate a street\n  image queue  \n/image gallery")
    assert answer.status == 0
    assert [one["status"] for one in answer.objects] == ["completed", "success", "success"]
    assert answer.last["count"] == 1


async def test_stdin_goes_on_after_an_error_and_exits_with_the_worst(console: Console) -> None:
    answer = await console(stdin="/image generate\n/image dance\n/image gallery\n")
    assert [one["status"] for one in answer.objects] == ["refused", "error", "success"]
    assert answer.status == 2
    assert (await console(stdin="/image generate\n/image gallery\n")).status == 1


async def test_quit_leaves_the_rest_of_stdin(console: Console) -> None:
    assert len((await console(stdin="/quit\n/image gallery\n")).objects) == 1


async def test_empty_stdin_is_done_at_once(console: Console) -> None:
    answer = await console()
    assert (answer.status, answer.out) == (0, "")


async def test_the_gallery_is_newest_first(console: Console) -> None:
    await generate(console, "one", "two", "three")
    answer = await console("/image gallery --limit 2")
    assert answer.last["status"] == "success"
    assert (answer.last["count"], answer.last["total"]) == (2, 3)
    assert [image["prompt"] for image in answer.last["images"]] == ["three", "two"]
    assert [image["number"] for image in answer.last["images"]] == [3, 2]
    text = (await console("/image gallery", as_json=False)).out
    assert text.index("three") < text.index("two") < text.index("one")
    assert answer.last["images"][0]["path"] in text


async def test_an_empty_gallery_says_what_to_do(console: Console) -> None:
    assert (await console("/image gallery")).last["images"] == []
    assert "/image generate" in (await console("/image gallery", as_json=False)).out
    assert "/image favorite" in (await console("/image gallery --favorites", as_json=False)).out


async def test_a_limit_has_bounds(console: Console) -> None:
    for limit in ("0", "-1", "1000000"):
        answer = await console(f"/image gallery --limit {limit}")
        assert (answer.status, answer.last["status"]) == (1, "refused")


async def test_sessions_do_not_see_each_other(console: Console) -> None:
    (image_id,) = await generate(console, "one")
    assert (await console("/image gallery", session="other")).last["count"] == 0
    assert (await console(f"/image show {image_id}", session="other")).last["status"] == "refused"


async def test_a_picture_is_found_by_number_id_prefix_and_last(console: Console) -> None:
    first, second = await generate(console, "one", "two")
    for typed, found in (("1", first), ("#2", second), (first, first), (second[:13].upper(), second), ("last", second)):
        assert (await console(f"/image show {typed}")).last["image_id"] == found
    for typed in ("3", "0", "nothing", "x" * 36, "999999999999999999999"):
        answer = await console(f"/image show {typed}")
        assert (answer.status, answer.last["status"]) == (1, "refused")
    assert "one" in (await console("/image show 1", as_json=False)).out


async def test_last_of_an_empty_gallery_is_nothing(console: Console) -> None:
    assert (await console("/image show last")).last["code"] == "not_found"


async def test_a_star_is_given_and_taken(console: Console) -> None:
    await generate(console, "one", "two")
    assert (await console("/image favorite 1")).last["is_favorite"] is True
    assert [image["number"] for image in (await console("/image gallery --favorites")).last["images"]] == [1]
    assert (await console("/image favorite 1 on")).last["is_favorite"] is True
    assert (await console("/image favorite 1")).last["is_favorite"] is False
    assert (await console("/image favorite 1 off")).last["is_favorite"] is False
    assert (await console("/image favorite 1 perhaps")).status == 2


async def test_tags_are_given_shown_and_taken_away(console: Console) -> None:
    await generate(console, "one")
    assert (await console("/image tag 1")).last["tags"] == []
    assert (await console("/image tag last add Run 12, docks")).last["tags"] == ["run 12", "docks"]
    assert "these tags: run 12, docks" in (await console("/image tag 1 list", as_json=False)).out
    assert (await console("/image tag 1 remove run 12, nothing")).last["tags"] == ["docks"]
    assert "no tags" in (await console("/image tag 1 remove docks", as_json=False)).out
    assert (await console("/image tag 1 add")).status == 2
    assert (await console("/image tag 7 add docks")).last["code"] == "not_found"


async def test_a_star_of_another_stays(console: Console) -> None:
    await generate(console, "one")
    await console("/image favorite 1", user="somebody")
    await console("/image favorite 1 on")
    answer = await console("/image favorite 1 off")
    assert (answer.last["starred"], answer.last["is_favorite"]) == (False, True)


async def test_what_can_be_chosen_is_listed(console: Console) -> None:
    provider, *others = (await console("/image providers")).last["providers"]
    assert (provider["name"], provider["is_default"], provider["available"]) == ("sketch", True, True)
    assert {"dalle": "OPENAI_API_KEY is not set."}.items() <= {each["name"]: each["reason"] for each in others}.items()
    assert "neon_noir" in {style["id"] for style in (await console("/image styles")).last["styles"]}
    usages = {command["usage"] for command in (await console("/help")).last["commands"]}
    assert {"/image generate <description>", "/image gallery", "/quit"} <= usages
    for line in ("/image providers", "/image styles", "/image queue", "/help"):
        assert len((await console(line, as_json=False)).out) > 20


async def test_what_is_not_waiting_cannot_be_cancelled(console: Console) -> None:
    request_id = (await console("/image generate one --size 512x512")).last["request_id"]
    assert "done already" in (await console(f"/image cancel {request_id}")).last["error"]
    assert (await console("/image cancel nothing")).last["code"] == "not_found"
