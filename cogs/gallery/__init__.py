"""Gallery pages, and what is done with images: stars, tags, downloads, deletion, reports, and new requests from them.

Lives here: what begins at an image that is there. What a page may show to whom is decided in `generation.gallery`.
"""
