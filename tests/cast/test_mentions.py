"""Where a description names somebody of the cast."""

import pytest

from generation.cast.mentions import mentions_in, without_signs

KNOWN = {
    "ari": ("", "after the chrome upgrade", "young"),
    "old tom": ("",),
    "jorg": ("",),
    "dr. who": ("",),
    "o'neil": ("",),
}


def found(text: str) -> list[tuple[str, str, str, bool]]:
    return [
        (text[each.start : each.end], each.name, each.version, each.possessive) for each in mentions_in(text, KNOWN)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('@Ari meets @"Old Tom" in a bar', [("@Ari", "Ari", "", False), ('@"Old Tom"', "Old Tom", "", False)]),
        ('@ari meets "@Old Tom" in a bar', [("@ari", "ari", "", False), ('"@Old Tom"', "Old Tom", "", False)]),
        ("„@Old Tom“ trinkt", [("„@Old Tom“", "Old Tom", "", False)]),
        ("@Old Tom drinks", [("@Old Tom", "Old Tom", "", False)]),
        ("@Ari's gun", [("@Ari's", "Ari", "", True)]),
        ("@Ari’s gun", [("@Ari’s", "Ari", "", True)]),  # noqa: RUF001  # as phones type it
        ("@Aris Waffe", [("@Aris", "Ari", "", True)]),
        ('@"Old Tom"\'s bar', [('@"Old Tom"\'s', "Old Tom", "", True)]),
        ("@Jörg raucht, @JORG lacht", [("@Jörg", "Jörg", "", False), ("@JORG", "JORG", "", False)]),
        ("@Ari (chrome) runs", [("@Ari (chrome)", "Ari", "after the chrome upgrade", False)]),
        ("@Ari (young)'s bike", [("@Ari (young)'s", "Ari", "young", True)]),
        ("@Ari's (young) bike", [("@Ari's (young)", "Ari", "young", True)]),
        ("@Ari (in the rain)", [("@Ari", "Ari", "", False)]),
        ("the bar of @Ari.", [("@Ari", "Ari", "", False)]),
        ("@Dr. Who, @O'Neil", [("@Dr. Who", "Dr. Who", "", False), ("@O'Neil", "O'Neil", "", False)]),
        ("@Nobody's gun", [("@Nobody's", "Nobody", "", True)]),
        ("mail ari@ari.net <@12> a sign @ the door", []),
        ("noodles @5 nuyen, @3am, @500¥ and @2nd street", []),
        ("@everyone meets @someone of @group @here", []),
    ],
)
def test_names_are_found_as_people_type_them(text: str, expected: list[tuple[str, str, str, bool]]) -> None:
    assert found(text) == expected


def test_a_text_can_be_had_with_bare_names() -> None:
    assert without_signs('@Ari meets "@Old Tom"', KNOWN) == "Ari meets Old Tom"
