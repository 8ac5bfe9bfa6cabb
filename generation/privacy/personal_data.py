"""Everything that is kept of a person beside the pictures, as one JSON file for that person."""

import asyncio
import json
from pathlib import Path
from typing import Any

from storage.privacy import PrivacyStore
from storage.records import Request

NAME = "my-data.json"
#: Columns that hold JSON themselves.
_JSON = {"body", "versions"}


class PersonalData:
    """Write a person's data into a file."""

    def __init__(self, store: PrivacyStore) -> None:
        self._store = store

    async def write(self, user_id: str, folder: Path) -> tuple[str, ...]:
        """Write the file into a folder, and return its name as the only one."""
        told: dict[str, Any] = {"user_id": user_id, "names": await self._store.names(user_id)}
        for name, rows in (await self._store.told(user_id)).items():
            told[name] = [{key: _plain(key, value) for key, value in row.items()} for row in rows]
        told["requests"] = [_request(each) for each in await self._store.requests(user_id)]
        text = json.dumps(told, ensure_ascii=False, indent=1, default=str)
        await asyncio.to_thread((folder / NAME).write_text, text, encoding="utf-8")
        return (NAME,)


def _plain(key: str, value: Any) -> Any:  # noqa: ANN401  # whatever a column holds
    return json.loads(value) if key in _JSON else value


def _request(request: Request) -> dict[str, Any]:
    return {
        "id": request.id,
        "session_id": request.session_id,
        "asked_at": request.created_at,
        "status": request.status,
        "description": request.prompt,
        "type": request.type,
        "visibility": request.visibility,
        "preferences": json.loads(request.params.preferences()),
        "image_id": request.result_image_id,
        "error": request.error_message,
    }
