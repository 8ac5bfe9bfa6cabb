"""The rendering child: reads orders from stdin, paints, writes frames to stdout; a closed stdin ends it.

Its frames:
    order (in)      O  JSON {prompt, description, negative, type, style, seed, width, height, captions,
                       edit: {kind, recipe, seed, view} or null, cast: [{first, later, noun, looks, face}]}
    preview (out)   V  JPEG, belongs to the next step
    step (out)      S  JSON {stage, fraction}
    about (out)     A  JSON {alt_text, notes, seed, recipe}
    display (out)   D  JPEG, the copy for pages
    thumbnail (out) T  JPEG, the copy for lists
    result (out)    R  PNG
    error (out)     E  JSON {error}
It is a program of its own so that the event loop never waits, a cancel can kill it, and its crash hurts nobody.
"""

import io
import json
import os
import traceback
from typing import Any, BinaryIO

from generation.child_process.frames import serve_parent, write_frame

ORDER, PREVIEW, STEP, ABOUT, DISPLAY, THUMBNAIL, RESULT, ERROR = b"O", b"V", b"S", b"A", b"D", b"T", b"R", b"E"


def _paint(order: dict[str, Any], out: BinaryIO) -> None:
    from PIL import Image  # noqa: PLC0415  # the parent imports this module for its frames alone, without Pillow

    from generation.images.renditions import display_copy, thumbnail_of  # noqa: PLC0415  # as above
    from generation.sketch.paint import painting_of  # noqa: PLC0415  # numpy belongs in this process, not in the parent
    from generation.sketch.planning.recipes import notes_on_change, plan_of  # noqa: PLC0415  # as above
    from generation.sketch.planning.telling import telling_of  # noqa: PLC0415  # as above

    def on_layer(stage: str, fraction: float, preview: Image.Image | None) -> None:
        if preview is not None:
            file = io.BytesIO()
            preview.save(file, "JPEG", quality=70)
            write_frame(out, PREVIEW, file.getvalue())
        write_frame(out, STEP, json.dumps({"stage": stage, "fraction": fraction}).encode())

    plan, seed = plan_of(order)
    painting = painting_of(plan, seed, order["width"], order["height"], on_layer)
    picture = painting.picture
    file = io.BytesIO()
    # Grain hardly compresses: the fastest level costs 3 % of size and saves most of the time.
    picture.save(file, "PNG", compress_level=1)
    told = telling_of(painting.in_view, order.get("description") or order["prompt"])
    about = {
        "alt_text": told.alt_text,
        "notes": [*told.notes, *notes_on_change(order, plan)],
        "seed": seed,
        "recipe": json.dumps(told.recipe_of(plan)),
    }
    write_frame(out, ABOUT, json.dumps(about).encode())
    write_frame(out, DISPLAY, display_copy(picture))
    write_frame(out, THUMBNAIL, thumbnail_of(picture))
    write_frame(out, RESULT, file.getvalue())


def main() -> None:
    """Paint orders until stdin closes."""
    next_frame, out = serve_parent()
    import generation.sketch.paint  # noqa: F401, PLC0415  # warm: the first order need not wait for numpy

    while True:
        _kind, payload = next_frame()
        try:
            _paint(json.loads(payload), out)
        except BrokenPipeError:
            os._exit(0)  # the parent was killed, so nobody is left to be told
        except Exception as error:  # noqa: BLE001  # whatever it is, the parent must hear of it
            traceback.print_exc()
            write_frame(out, ERROR, json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())


if __name__ == "__main__":
    main()
