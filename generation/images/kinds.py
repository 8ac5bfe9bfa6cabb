"""What an image file is, by its first bytes; what decoders, servers and file names call it does not count."""

PNG, JPEG, WEBP, AVIF, HEIC, GIF = "png", "jpg", "webp", "avif", "heic", "gif"
MEDIA_TYPES = {
    PNG: "image/png",
    JPEG: "image/jpeg",
    WEBP: "image/webp",
    AVIF: "image/avif",
    HEIC: "image/heic",
    GIF: "image/gif",
}
#: How an ISO media file says what is inside; an AVIF may also bear the general ones.
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def kind_of(data: bytes) -> str | None:
    """Return what kind of image a file is, named as its ending; None is nothing that is taken for one."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if data[4:8] == b"ftyp":
        return _kind_of_brands(data)
    return None


def _kind_of_brands(data: bytes) -> str | None:
    end = min(int.from_bytes(data[:4], "big"), len(data), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}
    if brands & _AVIF_BRANDS:
        return AVIF
    return HEIC if brands & _HEIC_BRANDS else None
