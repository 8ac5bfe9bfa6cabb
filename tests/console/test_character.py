"""/character in a terminal: what Discord and the page can do with the cast, it can."""

import json
from pathlib import Path

from tests.cast.test_cast import picture
from tests.console.conftest import Console

ADD = '/character add "Old Tom" --looks "a grey beard" --pronouns he/him --metatype dwarf'


async def test_a_character_is_added_shown_changed_and_removed(console: Console, tmp_path: Path) -> None:
    face = tmp_path / "tom.png"
    face.write_bytes(picture())
    added = (await console(f"{ADD} --picture {face}")).last
    assert (added["mention"], added["looks"], added["portraits"]) == ('@"Old Tom"', "a grey beard", 1)
    changed = (await console('/character edit "old tom" --version "after the fall" --looks "an eyepatch"')).last
    assert (changed["version"], changed["versions"]) == ("after the fall", ["", "after the fall"])
    text = (await console('/character show "Old Tom"', as_json=False)).out
    assert "an eyepatch" in text
    assert '@"Old Tom"' in text
    assert (await console("/character list")).last["count"] == 1
    painted = (await console("/image generate @Old Tom in a bar --size 512x512")).last
    assert painted["prompt"] == "@Old Tom in a bar"
    assert "(an eyepatch) in a bar" in painted["enhanced_prompt"]
    assert (await console('/character remove "Old Tom" --version "after the fall"')).last["versions"] == [""]
    assert (await console('/character remove "Old Tom"')).last["name"] == "Old Tom"
    assert "/character add" in (await console("/character list", as_json=False)).out


async def test_who_is_unknown_is_answered(console: Console) -> None:
    await console(ADD)
    answer = await console("/image generate @Tim in a bar")
    assert (answer.status, answer.last["status"]) == (1, "refused")
    assert "nobody called “Tim”" in answer.last["error"]


async def test_a_cast_goes_through_a_file(console: Console, tmp_path: Path) -> None:
    await console(ADD)
    file = tmp_path / "cast.json"
    assert (await console(f"/character export {file}")).last["path"] == str(file)
    assert json.loads(file.read_text())["cast"][0]["name"] == "Old Tom"
    there = await console(f"/character import {file}", session="elsewhere")
    assert (there.last["added"], there.last["refused"]) == (["Old Tom"], [])
    missing = await console(f"/character import {tmp_path}/none.json")
    assert "cannot be used" in missing.last["error"]
