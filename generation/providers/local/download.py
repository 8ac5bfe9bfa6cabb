"""Fetch a model's files from a hub with Hugging Face's interface: resumed where they were cut, compared with hashes."""

import asyncio
import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import httpx

from generation.i18n import N_
from storage.errors import StorageError, from_os

HUB = "https://huggingface.co"
#: What is asked for again when a connection was cut, and the pauses before, in seconds.
TRIES, PAUSES = 5, (1.0, 2.0, 5.0, 10.0)
_CHUNK = 2**20
#: What a model's folder may hold: weights, their description, the tokenizer's words.
_WANTED = frozenset({".bin", ".xml", ".json", ".txt", ".model", ".jinja"})
#: So much room is left free beside a download, in bytes.
SPARE_BYTES = 500 * 2**20

#: The longest list of files that is read, in bytes.
LONGEST_ANSWER = 10 * 2**20
_NO_HUB = N_("What answers there is no hub of models. Look at HF_ENDPOINT, and whether this network asks for a login.")

#: Told of the bytes that have arrived, and of all.
ReportBytes = Callable[[int, int], None]


class DownloadError(StorageError):
    """Say why a model cannot be fetched."""

    code = "download"


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file as the hub tells of it: `sha256` of one that is large, else `git`, the hash of a blob of git's."""

    path: str
    size: int
    git: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a model at a commit."""

    repository: str
    commit: str
    files: tuple[HubFile, ...]

    @property
    def size(self) -> int:
        """Return the size of all files, in bytes."""
        return sum(file.size for file in self.files)


class Hub:
    """Fetch from a hub; proxies are those of the environment, `HF_ENDPOINT` another hub."""

    def __init__(self, endpoint: str | None = None) -> None:
        self._endpoint = (endpoint or os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")
        self._client = httpx.AsyncClient(follow_redirects=True, timeout=httpx.Timeout(30.0, read=60.0))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def snapshot(self, repository: str, revision: str) -> Snapshot:
        """Return what a branch holds now.

        Raises:
            DownloadError: the hub does not answer, or has no such model.

        """
        about = await self._json(f"{self._endpoint}/api/models/{repository}/revision/{quote(revision, safe='')}")
        try:
            commit = str(about["sha"])
            listed = await self._json(f"{self._endpoint}/api/models/{repository}/tree/{quote(commit)}?recursive=true")
            files = tuple(_hub_file(each) for each in listed if each.get("type") == "file" and _is_wanted(each["path"]))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DownloadError(_NO_HUB) from error
        if not files:
            raise DownloadError(N_("{repository} has no files of a model."), repository=repository)
        return Snapshot(repository, commit, files)

    async def fetch(self, snapshot: Snapshot, folder: Path, report: ReportBytes) -> None:
        """Fetch the files that are not in the folder yet, each resumed at what has arrived of it.

        Those that are there are compared with their hashes: they may be of an earlier commit.

        Raises:
            DownloadError: the disk has no room, the hub does not answer, or sends what is not what it told of.
            StorageError: a file cannot be written.

        """
        try:
            missing = [file for file in snapshot.files if not await asyncio.to_thread(_is_whole, folder, file)]
            await asyncio.to_thread(check_room, folder, sum(file.size for file in missing))
        except OSError as error:
            raise from_os(error, str(folder)) from error
        arrived = snapshot.size - sum(file.size for file in missing)
        for file in missing:
            before = arrived

            def told(bytes_of_file: int, before: int = before) -> None:
                report(before + bytes_of_file, snapshot.size)

            await self._fetch_file(snapshot, file, folder, told)
            arrived += file.size
        report(arrived, snapshot.size)

    async def _fetch_file(self, snapshot: Snapshot, file: HubFile, folder: Path, told: Callable[[int], None]) -> None:
        target = folder / file.path
        part = target.with_name(f"{target.name}.part")
        address = f"{self._endpoint}/{snapshot.repository}/resolve/{snapshot.commit}/{quote(file.path)}"
        for pause in (*PAUSES[: TRIES - 1], None):
            try:
                await self._resume(address, file, part, told)
                break
            except httpx.HTTPError as error:
                if pause is None or not _may_pass(error):
                    raise _unanswered(error) from error
                await asyncio.sleep(pause)
            except OSError as error:
                raise from_os(error, str(part)) from error
        try:
            right = await asyncio.to_thread(_has_hash, part, file)
            if right:
                part.replace(target)
            else:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise from_os(error, str(target)) from error
        if not right:
            raise DownloadError(
                N_("{file} is not what the hub told of: its hash is another. It is deleted; try again."),
                file=file.path,
            )

    async def _resume(self, address: str, file: HubFile, part: Path, told: Callable[[int], None]) -> None:
        have = await asyncio.to_thread(_arrived, part, file.size)
        if have and have == file.size:
            return
        # As it stands there: a range of what is packed would be another.
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
        async with self._client.stream("GET", address, headers=headers) as response:
            if response.status_code not in {200, 206}:
                raise httpx.HTTPStatusError(str(response.status_code), request=response.request, response=response)
            resumed = response.status_code == 206
            with part.open("ab" if resumed else "wb") as out:
                arrived = have if resumed else 0
                async for chunk in response.aiter_bytes():
                    if arrived + len(chunk) > file.size:
                        raise DownloadError(N_("{file} is longer than the hub told."), file=file.path)
                    await asyncio.to_thread(out.write, chunk)
                    arrived += len(chunk)
                    told(arrived)
        if arrived < file.size:
            raise httpx.ReadError("cut off")

    async def _json(self, address: str) -> Any:  # noqa: ANN401  # whatever the hub says
        try:
            async with self._client.stream("GET", address) as response:
                body = bytearray()
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > LONGEST_ANSWER:
                        raise DownloadError(_NO_HUB)
        # An address that is none is no error of HTTP for httpx.
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _unanswered(error) from error
        status = response.status_code
        if status in {401, 403, 404}:
            raise DownloadError(N_("The hub has no such model, or not for everybody ({status})."), status=status)
        if not response.is_success:
            raise DownloadError(N_("The hub answered {status}. Try again later."), status=status)
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            raise DownloadError(_NO_HUB) from error


@contextlib.contextmanager
def only_one(folder: Path, name: str) -> Iterator[None]:
    """Let one process at a time fetch a model: two would write into each other's files.

    Raises:
        DownloadError: another one is at it.
        StorageError: the folder cannot be written to.

    """
    path = folder / f"{name}.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = path.open("w")
    except OSError as error:
        raise from_os(error, str(path)) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DownloadError(
                N_("{name} is being fetched by another process. Wait for that one."), name=name
            ) from error
        yield


def _hub_file(entry: dict[str, Any]) -> HubFile:
    """Read a file's entry.

    Raises:
        DownloadError: its path would lead out of the folder.

    """
    path = PurePosixPath(str(entry["path"]))
    if path.is_absolute() or ".." in path.parts or "\0" in path.name:
        raise DownloadError(N_("{path} would lead out of the model's folder."), path=path)
    large, size = entry.get("lfs"), int(entry["size"])
    if size < 0:
        raise DownloadError(_NO_HUB)
    return HubFile(str(path), size, str(entry["oid"]), str(large["oid"]) if large is not None else None)


def _is_wanted(path: str) -> bool:
    return PurePosixPath(path).suffix in _WANTED


def _is_whole(folder: Path, file: HubFile) -> bool:
    target = folder / file.path
    return target.is_file() and target.stat().st_size == file.size and _has_hash(target, file)


def _arrived(part: Path, size: int) -> int:
    """Return how much of a file is there already; more than all of it is none of it."""
    part.parent.mkdir(parents=True, exist_ok=True)
    have = part.stat().st_size if part.exists() else 0
    if have > size:
        part.unlink()
        return 0
    return have


def _has_hash(path: Path, file: HubFile) -> bool:
    # Git's own hash is of a header and the content; it is no secret's, and nobody chooses one who is not the hub.
    digest = hashlib.sha256() if file.sha256 else hashlib.sha1(f"blob {file.size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest() == (file.sha256 or file.git)


def check_room(folder: Path, needed: int) -> None:
    """See that a model's files, of so many bytes, have room in a folder, which is made.

    Raises:
        DownloadError: they have none.
        OSError: the folder cannot be made.

    """
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if needed + SPARE_BYTES > free:
        raise DownloadError(
            N_("The model needs {needed} MB of disk, and {free} MB are free."),
            needed=(needed + SPARE_BYTES) // 10**6,
            free=free // 10**6,
        )


def _may_pass(error: httpx.HTTPError) -> bool:
    """Tell whether the same may be answered a moment later."""
    status = error.response.status_code if isinstance(error, httpx.HTTPStatusError) else None
    return status is None or status in {408, 429} or status >= 500


def _unanswered(error: httpx.HTTPError | httpx.InvalidURL) -> DownloadError:
    if isinstance(error, httpx.HTTPStatusError):
        return DownloadError(N_("The hub answered {status}. Try again later."), status=error.response.status_code)
    return DownloadError(
        N_("The hub cannot be reached ({reason}). What has arrived is kept; run the same command again."),
        reason=type(error).__name__,
    )
