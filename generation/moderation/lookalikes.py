# ruff: noqa: RUF001  # lookalikes are what this is about
"""Signs that are taken for Latin letters: tables only; `normalize` reads them.

Unicode's own list of confusable characters has thousands of entries, and the packages that carry it bring hundreds of
kilobytes to answer another question (whether a name is deceptive). What is needed here is which Latin letter a reader,
or a picture model, sees: the alphabets that people really borrow from.
"""

import string

LETTERS = string.ascii_lowercase

#: What a capital I is folded to, a small one without a dot: it may be an l.
TALL_I = "\u0131"

#: Signs that Unicode's compatibility forms leave as they are, and the Latin letter that a reader takes them for.
LOOKALIKES = {
    sign: letter
    for signs, letters in (
        ("аɑᴀαΑАⱯɐ", "a"),
        ("вьбᏴβΒВЬʙɓƀ", "b"),
        ("сϲᴄСϹɔⅽ", "c"),
        ("ԁдđðᴅδɖɗ", "d"),
        ("еёєэεΕЕЁЄᴇɘəǝɛ", "e"),
        ("ғƒꜰ", "f"),
        ("ɡɢɠց", "g"),
        ("һнħʜНҺΗհ", "h"),
        ("іїɩιЇɪⅰ", "i"),
        ("ӏӀІΙıǀ", TALL_I),
        ("јϳᴊЈȷ", "j"),
        ("кᴋκΚКқ", "k"),
        ("łʟɭƚⅼ", "l"),
        ("мᴍΜМ", "m"),
        ("пийηɴΝПИЙղոռ", "n"),
        ("оοσᴏΟОøØɵօ", "o"),
        ("рρᴘΡРþ", "p"),
        ("ԛգ", "q"),
        ("гᴦʀяГЯɹ", "r"),
        ("ѕςꜱЅʂ", "s"),
        ("тτᴛΤТŧ", "t"),
        ("υᴜцʋɯμսџ", "u"),
        ("νᴠѵⅴ", "v"),
        ("ԝωᴡшщϣ", "w"),
        ("хχΧХ×", "x"),
        ("уүγʏΥУЎў", "y"),
        ("ᴢΖʐƶ", "z"),
    )
    for sign in signs
    for letter in letters
}

#: Letters in coloured boxes and flags' letters, by the code point of their A.
BOXED = (0x1F150, 0x1F170, 0x1F1E6)

#: Pictures that stand for a word.
EMOJI = {"👶": "baby", "🧒": "child", "👧": "girl", "👦": "boy", "🚸": "children"}

#: Letters and marks that show nothing, beside those whose category says so.
BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5")

#: What else a sign may stand for inside a word.
COULD_BE = {
    TALL_I: "il",
    "0": "0o",
    "1": "1il",
    "2": "2z",
    "3": "3e",
    "4": "4a",
    "5": "5s",
    "6": "6g",
    "7": "7t",
    "8": "8b",
    "9": "9g",
    "@": "a",
    "$": "s",
    "!": "il",
    "|": "il",
    "+": "t",
    "€": "e",
    "£": "l",
    "v": "vu",
    "z": "zs",
    "*": LETTERS,
}

#: One sign for all that may stand for each other: words that could be the same have the same key.
SKELETON = str.maketrans(f"{TALL_I}l1!|£0@4$5z23€7+869v", "iiiiiioaasssseettbggu")
