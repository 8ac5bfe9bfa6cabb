"""What ComfyUI answers over HTTP, read with care: it is the operator's server, with anybody's extensions in it."""

import json
from typing import Any

from generation.i18n import N_
from generation.providers.base import InvalidError
from generation.providers.http.jobs import JobFailedError

MAX_REASON = 200


def graph_error(body: bytes) -> str | None:
    """Return why a graph was not taken, the node first: the message alone only says that something is wrong."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    answer = answer if isinstance(answer, dict) else {}
    for node_id, node in _mapping(answer.get("node_errors")).items():
        for error in _list(_mapping(node).get("errors")):
            said, node_type = _mapping(error), _mapping(node).get("class_type")
            return _joined(f"node {node_id} ({node_type})", said.get("message"), said.get("details"))
    error = _mapping(answer.get("error"))
    return _joined(error.get("message"), error.get("details")) or None


def queued_jobs(answer: object) -> tuple[list[str], list[str]]:
    """Return the ids of the jobs that run and of those that wait, the next one first."""
    queue = _mapping(answer)
    running, pending = (
        [entry for entry in _list(queue.get(name)) if isinstance(entry, list) and len(entry) > 1]
        for name in ("queue_running", "queue_pending")
    )
    # A heap in ComfyUI's memory, so not in order; a job's number tells its turn, and may be negative.
    pending.sort(key=lambda entry: entry[0] if isinstance(entry[0], int | float) else 0)
    return [str(entry[1]) for entry in running], [str(entry[1]) for entry in pending]


def client_of(answer: object, job_id: str) -> str | None:
    """Return the client that has put a job into the queue, while it is there."""
    queue = _mapping(answer)
    for entry in (*_list(queue.get("queue_running")), *_list(queue.get("queue_pending"))):
        if isinstance(entry, list) and len(entry) > 3 and entry[1] == job_id:
            client_id = _mapping(entry[3]).get("client_id")
            return client_id if isinstance(client_id, str) and client_id else None
    return None


def finished(entry: dict[str, Any]) -> list[dict[str, str]]:
    """Return where the images of a finished job are: those that were saved, else those that were shown.

    Raises:
        JobFailedError: it was stopped or failed.
        InvalidError: its workflow makes no image.

    """
    status = _mapping(entry.get("status"))
    messages = {message[0]: _mapping(message[1]) for message in _list(status.get("messages")) if _is_message(message)}
    # An interrupted job calls itself an error too.
    if "execution_interrupted" in messages:
        raise JobFailedError(N_("ComfyUI was told there to stop this picture."))
    if status.get("status_str") == "error":
        raise _failed(messages.get("execution_error", {}))
    files = [
        {key: str(image.get(key, "")) for key in ("filename", "subfolder", "type")}
        for output in _mapping(entry.get("outputs")).values()
        for image in map(_mapping, _list(_mapping(output).get("images")))
        if image.get("filename")
    ]
    saved = [file for file in files if file["type"] == "output"]
    if not files:
        raise InvalidError(N_("ComfyUI ran the workflow, and there is no picture: it needs a node that saves one."))
    return saved or files


def graph_of(entry: dict[str, Any]) -> object:
    """Return the graph that a job in the history was."""
    prompt = _list(entry.get("prompt"))
    return prompt[2] if len(prompt) > 2 else None


def _failed(error: dict[str, Any]) -> JobFailedError:
    kind = str(error.get("exception_type", ""))
    if "OutOfMemory" in kind:
        return JobFailedError(N_("ComfyUI ran out of memory. A smaller picture may work."))
    node = f"node {error.get('node_id')} ({error.get('node_type')})" if "node_id" in error else N_("painting")
    said = " ".join(str(error.get("exception_message", "")).split())[:MAX_REASON].rstrip(".")
    return JobFailedError(N_("ComfyUI failed in {place}.").format(place=_joined(node, said)))


def _is_message(message: object) -> bool:
    return isinstance(message, list) and len(message) == 2 and isinstance(message[0], str)


def _joined(*parts: object) -> str:
    return ": ".join(str(part).rstrip(".") for part in parts if part)


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
