"""Base64 as servers write it: in lines, for addresses, without its end, as a `data:` URL."""

import base64

import pytest

from generation.providers.base import UnreadableError
from generation.providers.http.media import from_base64
from tests.generation.fake_provider import picture_file

PNG = picture_file()
TEXT = base64.b64encode(PNG).decode()


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        base64.encodebytes(PNG).decode(),
        TEXT.rstrip("="),
        base64.urlsafe_b64encode(PNG).decode(),
        base64.urlsafe_b64encode(PNG).decode().rstrip("="),
        f"data:image/png;base64,{TEXT}",
        f"data:image/jpeg;base64,\r\n{TEXT}\r\n",
    ],
)
def test_a_picture_is_read_however_it_is_written(text: str) -> None:
    assert from_base64("Painter", text) == PNG


@pytest.mark.parametrize("text", ["", "?", TEXT[:-3] + "!", "A", "PGh0bWw+", "bild\u00e4", "data:image/png;base64"])
def test_what_is_none_is_of_no_use(text: str) -> None:
    with pytest.raises(UnreadableError, match=r"^Painter sent something that is not a picture\.$"):
        from_base64("Painter", text)
