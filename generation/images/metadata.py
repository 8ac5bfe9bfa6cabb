"""What an image file says of itself: everything that others wrote is taken out, what we know is written in.

Done on the container, not by decoding: the pixels stay byte for byte what the provider painted.
"""

import json
import re
import struct
import zlib
from collections.abc import Iterator, Mapping

#: What an image needs to be shown as meant; all other chunks go.
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
#: What the first chunk has at least.
_WEBP_HEAD = {b"VP8X": 10, b"VP8 ": 10, b"VP8L": 5}
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_XMP_FLAG, _EXIF_FLAG = 0x04, 0x08
#: JPEG markers that stand alone, without a length.
_JPEG_BARE = {0x01, *range(0xD0, 0xDA)}
_JPEG_START_OF_SCAN, _JPEG_COMMENT, _JPEG_END = 0xDA, 0xFE, 0xD9
#: The next marker; among pixels, a zero or a restart after FF means that they go on.
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


def rewrite(data: bytes, format_: str, about: Mapping[str, str]) -> bytes:
    """Return a checked image file with our metadata in place of any other, `format_` is png, jpg or webp.

    Of several frames the first is left; a WebP is to have one.
    """
    return {"png": _rewrite_png, "jpg": _rewrite_jpeg, "webp": _rewrite_webp}[format_](data, about)


def _rewrite_png(data: bytes, about: Mapping[str, str]) -> bytes:
    out = [_PNG_SIGNATURE]
    for kind, body in _png_chunks(data):
        if kind == b"IEND":
            out += [_png_chunk(b"iTXt", _png_text(name, text)) for name, text in about.items()]
        if kind in _PNG_KEPT:
            out.append(_png_chunk(kind, body))
    return b"".join(out)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG_SIGNATURE)
    while at + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind = data[at + 4 : at + 8]
        yield kind, data[at + 8 : at + 8 + length]
        if kind == b"IEND":
            return
        at += 12 + length


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png_text(name: str, text: str) -> bytes:
    # Keyword, no compression, no language, no translated keyword, UTF-8.
    return name.encode("latin-1") + b"\0\0\0\0\0" + text.encode()


def _rewrite_jpeg(data: bytes, about: Mapping[str, str]) -> bytes:
    comment = json.dumps(dict(about), ensure_ascii=True).encode()[:65000]
    out, told = [b"\xff\xd8"], False
    for marker, segment in _jpeg_segments(data):
        if marker == _JPEG_START_OF_SCAN and about and not told:
            out.append(b"\xff" + bytes([_JPEG_COMMENT]) + struct.pack(">H", len(comment) + 2) + comment)
            told = True
        if _keeps_jpeg_segment(marker, segment[4:]):
            out.append(segment)
    return b"".join(out)


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each marker with its segment, a scan's with the pixels that follow it; what lies behind the end is left."""
    at = 2
    while found := _JPEG_MARKER.search(data, at):
        at, marker = found.end() - 2, data[found.end() - 1]
        end = at + 2
        if marker not in _JPEG_BARE:
            end += int.from_bytes(data[end : end + 2], "big")
        if marker == _JPEG_START_OF_SCAN:
            following = _JPEG_MARKER.search(data, end)
            end = following.start() if following else len(data)
        yield marker, data[at:end]
        if marker == _JPEG_END:
            return
        at = end


def _keeps_jpeg_segment(marker: int, body: bytes) -> bool:
    """Keep what decoding needs: tables, frame headers, JFIF, Adobe's colour transform, a colour profile."""
    if marker == _JPEG_COMMENT:
        return False
    if not 0xE0 <= marker <= 0xEF:
        return True
    return (
        (marker == 0xE0 and body.startswith(b"JFIF\0"))
        or (marker == 0xEE and body.startswith(b"Adobe"))
        or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
    )


def _rewrite_webp(data: bytes, about: Mapping[str, str]) -> bytes:
    """Write an extended WebP file with our metadata as XMP; a plain one becomes extended for it."""
    chunks = [(kind, body) for kind, body in _webp_chunks(data) if kind in _WEBP_KEPT]
    if not chunks or len(chunks[0][1]) < _WEBP_HEAD.get(chunks[0][0], 0):
        return data
    if chunks[0][0] == b"VP8X":
        flags = chunks[0][1][0] & ~(_EXIF_FLAG | _XMP_FLAG)
        chunks[0] = (b"VP8X", bytes([flags | _XMP_FLAG if about else flags]) + chunks[0][1][1:])
    elif about:
        chunks.insert(0, (b"VP8X", _webp_header(*chunks[0])))
    if about:
        chunks.append((b"XMP ", _xmp(about)))
    body = b"".join(kind + struct.pack("<I", len(each)) + each + b"\0" * (len(each) % 2) for kind, each in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        yield kind, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _webp_header(kind: bytes, body: bytes) -> bytes:
    """Return the VP8X chunk for a plain file: flags, and width and height less one in 24 bits each."""
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        width, height, alpha = bits & 0x3FFF, bits >> 14 & 0x3FFF, bits >> 28 & 1
    else:
        across, down = int.from_bytes(body[6:8], "little"), int.from_bytes(body[8:10], "little")
        width, height, alpha = (across & 0x3FFF) - 1, (down & 0x3FFF) - 1, 0
    flags = _XMP_FLAG | (0x10 if alpha else 0)
    return bytes([flags, 0, 0, 0]) + width.to_bytes(3, "little") + height.to_bytes(3, "little")


def _xmp(about: Mapping[str, str]) -> bytes:
    text = json.dumps(dict(about), ensure_ascii=True).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about=""><dc:description><rdf:Alt>'
        f'<rdf:li xml:lang="x-default">{text}</rdf:li>'
        "</rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()
