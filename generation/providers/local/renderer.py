"""The program that paints with one model: loads it, reads orders from stdin, writes frames to stdout.

Its frames:
    image, mask (in)  I, M  image files; they belong to the next order
    order (in)        O     JSON {prompt, negative, width, height, steps, guidance, strength, seed}
    loaded (out)      L     JSON {seconds}
    preview (out)     V     JPEG; it belongs to the next step
    step (out)        S     JSON {step, steps}
    result (out)      R     PNG
    error (out)       E     JSON {error}
Arguments: the model's folder, a device of OpenVINO, the folder for its cache, how many threads, 1 where the model takes
masks, and the LoRA files with their weights as JSON.
"""

import contextlib
import io
import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any, BinaryIO

from generation.child_process.frames import serve_parent, write_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

IMAGE, MASK, ORDER = b"I", b"M", b"O"
LOADED, PREVIEW, STEP, RESULT, ERROR = b"L", b"V", b"S", b"R", b"E"
#: Stable Diffusion's four latents in red, green and blue: a guess good enough to see what it becomes.
_LATENT_RGB = (
    (0.3512, 0.2297, 0.3227),
    (0.3250, 0.4974, 0.2350),
    (-0.2829, 0.1762, 0.2721),
    (-0.2120, -0.2616, -0.7177),
)
_PREVIEW_SIDE = 384


class _Painter:
    """A loaded model: its pipelines from words, from an image, and within a mask."""

    def __init__(self, folder: str, device: str, cache: str, threads: int, loras: str, *, masks: bool) -> None:
        # Its import would send telemetry, and write into the home folder.
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
        import openvino_genai as genai  # noqa: PLC0415  # an extra, and only this process needs it

        tuning: dict[str, Any] = {"CACHE_DIR": cache}
        if device == "CPU":
            tuning["INFERENCE_NUM_THREADS"] = threads
        if chosen := json.loads(loras):
            # In the graph, with any weights: the dynamic mode leaves pipelines that are derived without them.
            tuning["adapters"] = adapters = genai.AdapterConfig(genai.AdapterConfig.Mode.MODE_STATIC)
            for file, weight in chosen:
                adapters.add(genai.Adapter(file), weight)
        self._genai: Any = genai
        self._given = (folder, device), tuning
        if masks:
            # The others are derived from the one that can do most, and share its weights; the other way round crashes.
            masked = self._load("InpaintingPipeline")
            from_image: Any = genai.Image2ImagePipeline(masked)
            self._pipelines = {"mask": masked, "image": from_image, "words": genai.Text2ImagePipeline(from_image)}
        else:
            self._pipelines = {"words": self._load("Text2ImagePipeline")}

    def _load(self, name: str) -> Any:  # noqa: ANN401  # one of OpenVINO's
        given, tuning = self._given
        return getattr(self._genai, name)(*given, **tuning)

    def _pipeline(self, kind: str) -> Any:  # noqa: ANN401  # one of OpenVINO's
        if kind not in self._pipelines:
            # Of a class that has no masks none can be derived from another: one at a time, as each holds all weights.
            self._pipelines.clear()
            names = {"words": "Text2ImagePipeline", "image": "Image2ImagePipeline"}
            self._pipelines[kind] = self._load(names[kind])
        return self._pipelines[kind]

    def paint(self, order: dict[str, Any], image: bytes, mask: bytes, tell: "Callable[[int, int, Any], bool]") -> bytes:
        """Return the picture as a PNG file."""
        size = order["width"], order["height"]
        wanted = {
            "num_inference_steps": order["steps"],
            "guidance_scale": order["guidance"],
            "rng_seed": order["seed"],
            "callback": tell,
        }
        if order["negative"]:
            wanted["negative_prompt"] = order["negative"]
        if not image:
            made = self._pipeline("words").generate(order["prompt"], width=size[0], height=size[1], **wanted)
        else:
            wanted["strength"] = order["strength"]
            given = [_tensor(each, size) for each in (image, mask) if each]
            made = self._pipeline("mask" if mask else "image").generate(order["prompt"], *given, **wanted)
        return _png(made.data[0])


def _tensor(file: bytes, size: tuple[int, int]) -> Any:  # noqa: ANN401  # a tensor of OpenVINO, which the parent lacks
    import numpy as np  # noqa: PLC0415  # the parent imports this module for its frames alone
    import openvino  # noqa: PLC0415  # as above
    from PIL import Image  # noqa: PLC0415  # as above

    with Image.open(io.BytesIO(file)) as image:
        return openvino.Tensor(np.asarray(image.convert("RGB").resize(size, Image.Resampling.LANCZOS))[None].copy())


def _png(pixels: "np.ndarray[Any, Any]") -> bytes:
    from PIL import Image  # noqa: PLC0415  # as above

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()


def _preview(latent: "np.ndarray[Any, Any]") -> bytes:
    """Return a guess at what becomes of a latent, as a JPEG file; nothing for latents of another kind."""
    import numpy as np  # noqa: PLC0415  # as above
    from PIL import Image  # noqa: PLC0415  # as above

    if latent.ndim != 4 or latent.shape[1] != len(_LATENT_RGB):
        return b""
    guess = np.einsum("chw,cd->hwd", latent[0], np.asarray(_LATENT_RGB))
    image = Image.fromarray(((guess + 1.0) * 127.5).clip(0, 255).astype("uint8"))
    image.thumbnail((_PREVIEW_SIDE, _PREVIEW_SIDE))
    file = io.BytesIO()
    image.resize((image.width * 4, image.height * 4), Image.Resampling.BICUBIC).save(file, "JPEG", quality=70)
    return file.getvalue()


def _teller(out: BinaryIO) -> "Callable[[int, int, Any], bool]":
    def tell(step: int, steps: int, latent: Any) -> bool:  # noqa: ANN401  # a tensor of OpenVINO
        # What is raised here would end the process.
        with contextlib.suppress(Exception):
            if preview := _preview(latent.data):
                write_frame(out, PREVIEW, preview)
            write_frame(out, STEP, json.dumps({"step": step + 1, "steps": steps}).encode())
        return False

    return tell


def _why(error: Exception) -> bytes:
    """Return what to tell the parent of an error, in one line."""
    return json.dumps({"error": " ".join(f"{type(error).__name__}: {error}".split())}).encode()


def main(arguments: list[str]) -> None:
    """Load the model and paint orders until stdin closes."""
    folder, device, cache, threads, masks, loras = arguments
    next_frame, out = serve_parent()
    began = time.monotonic()
    try:
        painter = _Painter(folder, device, cache, int(threads), loras, masks=masks == "1")
    except Exception as error:  # noqa: BLE001  # whatever it is, the parent must hear of it
        write_frame(out, ERROR, _why(error))
        return
    write_frame(out, LOADED, json.dumps({"seconds": time.monotonic() - began}).encode())
    given = {IMAGE: b"", MASK: b""}
    while True:
        kind, payload = next_frame()
        if kind != ORDER:
            given[kind] = payload
            continue
        image, mask = given[IMAGE], given[MASK]
        given = {IMAGE: b"", MASK: b""}
        try:
            write_frame(out, RESULT, painter.paint(json.loads(payload), image, mask, _teller(out)))
        except BrokenPipeError:
            os._exit(0)  # the parent was killed, so nobody is left to be told
        except Exception as error:  # noqa: BLE001  # as above
            write_frame(out, ERROR, _why(error))


if __name__ == "__main__":
    main(sys.argv[1:])
