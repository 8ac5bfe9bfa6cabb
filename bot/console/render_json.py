"""Results as JSON: one object a line on stdout, and nothing else there."""

import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from bot.console.cast_output import as_values
from bot.console.comparison_output import comparison_values
from bot.console.follow import Report
from bot.console.recap_output import recap_values
from bot.console.results import (
    ArchiveImported,
    BatchGenerated,
    Cancelled,
    CastResult,
    Compared,
    ComparisonPainted,
    Enhanced,
    Exported,
    FavoriteSet,
    GalleryListed,
    Generated,
    HelpShown,
    ImageFile,
    ImageShown,
    ProvidersListed,
    QueueListed,
    Quit,
    RecapResult,
    Result,
    SharingResult,
    StylesListed,
    TagsShown,
    VersionsListed,
)
from bot.console.sharing_output import sharing_values
from generation.errors import ContentRefusedError, RefusedError
from generation.providers.health import ProviderStatus
from generation.providers.with_model import reference_of
from generation.requests.batches import status_of
from generation.requests.previews import Preview
from generation.styles.chosen import chosen_style
from storage.errors import SceneError
from storage.records import Image, Request

SUCCESS = {"status": "success"}


class JsonOutput:
    """Writes results as JSON; with `progress` also a line a step."""

    shows_images = False

    def __init__(self, *, progress: bool) -> None:
        self._progress = progress

    @contextlib.contextmanager
    def progress(self) -> Iterator[Report]:
        """Write progress lines while the context is open."""
        yield self._report if self._progress else lambda _request_id, _stage, _fraction: None

    def _report(self, request_id: str, stage: str, fraction: float) -> None:
        _write({"event": "progress", "request_id": request_id, "stage": stage, "fraction": round(fraction, 4)})

    def show(self, result: Result) -> None:
        """Write a result."""
        _write(as_json(result))

    def show_error(self, error: SceneError) -> None:
        """Write a refusal or an error."""
        status = "refused" if isinstance(error, RefusedError) else "error"
        answer = {"status": status, "error": str(error), "code": error.code}
        _write(answer | ({"rephrase": error.rephrase} if isinstance(error, ContentRefusedError) else {}))


def as_json(result: Result) -> dict[str, Any]:
    """Return a result as a JSON object."""
    match result:
        case Generated() | BatchGenerated() | ComparisonPainted():
            return _painted(result)
        case Enhanced(preview):
            return SUCCESS | _enhanced(preview)
        case GalleryListed(image_files, total):
            images = [_image_file(image_file) for image_file in image_files]
            return SUCCESS | {"images": images, "count": len(images), "total": total}
        case ImageShown(image_file) | FavoriteSet(image_file) | TagsShown(image_file):
            changed: dict[str, Any] = {"starred": result.starred} if isinstance(result, FavoriteSet) else {}
            if isinstance(result, TagsShown):
                changed = {"tags": list(image_file.image.tag_names)}
            return SUCCESS | _image_file(image_file) | changed
        case VersionsListed() | Compared() | Exported() | ArchiveImported():
            return SUCCESS | _told(result)
        case _:
            return SUCCESS | _listed(result)


def _painted(result: Generated | BatchGenerated | ComparisonPainted) -> dict[str, Any]:
    if isinstance(result, Generated):
        return _generated(result)
    compared = comparison_values(result) if isinstance(result, ComparisonPainted) else {}
    return _batch(result.generated) | compared


def _told(result: VersionsListed | Compared | Exported | ArchiveImported) -> dict[str, Any]:
    """Return what JSON has of pictures that belong together, or were taken along."""
    if isinstance(result, VersionsListed | Compared):
        return _history(result)
    return _taken_along(result)


def _history(result: VersionsListed | Compared) -> dict[str, Any]:
    if isinstance(result, Compared):
        return {"before": _image_file(result.before), "after": _image_file(result.after)}
    pairs = zip(result.image_files, result.done, strict=True)
    return {"versions": [_image_file(file) | {"done": done} for file, done in pairs], "at": result.at}


def _listed(
    result: ProvidersListed
    | StylesListed
    | QueueListed
    | Cancelled
    | CastResult
    | SharingResult
    | RecapResult
    | HelpShown
    | Quit,
) -> dict[str, Any]:
    match result:
        case ProvidersListed(providers):
            return {"providers": [_provider(status) for status in providers]}
        case StylesListed(styles):
            return {"styles": [asdict(style) for style in styles]}
        case QueueListed(requests):
            return {"requests": [_request(request) for request in requests], "count": len(requests)}
        case Cancelled(request):
            return _request(request)
        case HelpShown(commands):
            return {"commands": [{"usage": command.usage, "meaning": command.meaning} for command in commands]}
        case _:
            return _shared(result)


def _shared(result: CastResult | SharingResult | RecapResult | Quit) -> dict[str, Any]:
    if isinstance(result, Quit):
        return {}
    if isinstance(result, RecapResult):
        return recap_values(result)
    return sharing_values(result) if isinstance(result, SharingResult) else as_values(result)


def _taken_along(result: Exported | ArchiveImported) -> dict[str, Any]:
    if isinstance(result, Exported):
        export = result.export
        about = {"title": export.title, "format": export.format, "pictures": len(export.chosen)}
        return about | {"paths": list(result.paths)}
    imported = result.imported
    left_out = [{"number": each.number, "reason": each.reason} for each in imported.left_out]
    return {"added": imported.added, "known": imported.known, "left_out": left_out}


def _enhanced(preview: Preview) -> dict[str, Any]:
    enhanced = preview.enhanced
    return {
        "prompt": preview.draft.params.prompt,
        "type": enhanced.type,
        "enhanced_prompt": enhanced.prompt,
        "negative_prompt": enhanced.negative,
        "style": preview.style,
        "alt_text": enhanced.alt_text,
        "kept_terms": list(enhanced.kept_terms),
        "added": list(enhanced.added),
        "source": enhanced.source,
        "provider": reference_of(preview.provider),
        "notes": [note for note in (*preview.notes, enhanced.note) if note],
    }


def _batch(generated: Sequence[Generated]) -> dict[str, Any]:
    requests = [each.request for each in generated]
    return {
        "status": status_of(requests),
        "batch_id": requests[0].batch_id,
        "images": [_generated(each) for each in generated],
        "count": len(requests),
    }


def _generated(generated: Generated) -> dict[str, Any]:
    request = generated.request
    described = (
        _image_file(generated.image_file)
        if generated.image_file
        else dict.fromkeys(_IMAGE_KEYS)
        | {"prompt": request.prompt, "type": request.type, "style": request.params.style}
    )
    answer = described | {
        "status": request.status,
        "request_id": request.id,
        "session_id": request.session_id,
        "user_id": request.user_id,
        "notes": list(generated.notes),
    }
    return answer if generated.image_file else answer | {"error": request.error_message, "code": request.error_code}


_IMAGE_KEYS = (
    "image_id",
    "path",
    "provider",
    "seed",
    "generation_time",
    "enhanced_prompt",
    "width",
    "height",
    "alt_text",
)


def _image_file(image_file: ImageFile) -> dict[str, Any]:
    image: Image = image_file.image
    return {
        "image_id": image.id,
        "request_id": image.request_id,
        "session_id": image.session_id,
        "user_id": image.user_id,
        "number": image.seq,
        "path": image_file.path,
        "provider": image.provider,
        "model": image.model,
        "seed": image.seed,
        "generation_time": image.generation_time,
        "prompt": image.prompt,
        "enhanced_prompt": image.enhanced_prompt,
        "negative_prompt": image.negative_prompt,
        "type": image.type,
        "style": image.style,
        "chosen_style": chosen_style(image),
        "width": image.width,
        "height": image.height,
        "alt_text": image.alt_text,
        "is_favorite": image.is_favorite,
        "created_at": image.created_at.isoformat(),
    }


def _provider(status: ProviderStatus) -> dict[str, Any]:
    can = status.capabilities
    described = {
        "name": status.name,
        "title": status.title,
        "configured": status.configured,
        "available": status.available,
        "is_default": status.default,
        "reason": status.reason,
        "warnings": list(status.warnings),
        "queue": status.queue,
        "models": [each.reference for each in status.models],
    }
    if can is not None:
        described |= {
            name: getattr(can, name) for name in ("smallest", "largest", "max_prompt", "seed", "cost", "references")
        }
        described |= {"negative": can.negative, "edits": sorted(can.edits), "progress": can.progress}
    return described


def _request(request: Request) -> dict[str, Any]:
    return {
        "request_id": request.id,
        "session_id": request.session_id,
        "user_id": request.user_id,
        "prompt": request.prompt,
        "type": request.type,
        "priority": request.params.priority,
        "request_status": request.status,
        "created_at": request.created_at.isoformat(),
    }


def _write(answer: dict[str, Any]) -> None:
    # ASCII, so that no terminal's or pipe's encoding can stand in the way.
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
