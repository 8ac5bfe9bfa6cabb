"""Words as they are searched for: whichever quotes and dashes somebody types, and however letters are composed."""

import unicodedata

#: As the view `image_words` folds what is found.
FOLDED = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`\u2039\u203a",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
}
_TO_PLAIN = str.maketrans({sign: plain for plain, signs in FOLDED.items() for sign in signs})


def fold(text: str) -> str:
    """Return a text in lower case, composed, with plain quotes and dashes."""
    if text.isascii():
        # Most are, and thousands are folded for a word that no index has.
        return text.replace("`", "'").lower()
    return unicodedata.normalize("NFC", text).translate(_TO_PLAIN).lower()
