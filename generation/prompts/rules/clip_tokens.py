"""How many tokens a text is to CLIP's text encoder, at most.

SDXL-class models look at 77 tokens of a text at a time. CLIP's own tokenizer needs its 49,000 merges. No small package
that is kept up carries them, so this is a bound that needs none:

- CLIP first splits a text at white space, and between letters, single digits and other marks. No merge reaches over
  such a split, so a text has as many tokens as its pieces together.
- A piece is at first one token a byte of UTF-8, and merges only ever make fewer. A byte a token is therefore its bound.
- `clip_words.txt` has what the tokenizer itself makes of 6,000 usual words that it keeps whole, and of the words of
  this game: "renraku=3" is three tokens.

So it is exact for those, and too high for other names and rare words alone.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

#: The begin and the end mark.
MARKS = 2
_PIECE = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+")


@cache
def _known() -> dict[str, int]:
    words = (Path(__file__).parent / "clip_words.txt").read_text(encoding="utf-8").split()
    return {word: int(tokens or 1) for word, _, tokens in (entry.partition("=") for entry in words)}


def most_tokens(text: str) -> int:
    """Return how many tokens a text has at most, without the two marks."""
    # Some tokenizers compose characters first, others do not.
    return max(_count(form.lower()) for form in {text, unicodedata.normalize("NFC", text)})


def _count(text: str) -> int:
    known = _known()
    return sum(known.get(piece) or len(piece.encode("utf-8", "surrogatepass")) for piece in _PIECE.findall(text))
