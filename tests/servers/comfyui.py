"""A ComfyUI: its queue, history, WebSocket and files, painting when it is told to."""

import asyncio
import json
import struct
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web

Json = dict[str, Any]


@dataclass
class Call:
    """A request that came in."""

    method: str
    path: str
    body: Any = None
    query: dict[str, str] = field(default_factory=dict)
    login: str | None = None


class FakeComfyUI:
    """One worker's worth of ComfyUI; a test plays the worker with `start`, `progress`, `finish` and the like."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.checkpoints: list[str] = ["dreamshaper.safetensors", "sdxl.safetensors"]
        self.diffusion_models: list[str] = []
        self.running: list[list[Any]] = []
        self.pending: list[list[Any]] = []
        self.history: dict[str, Json] = {}
        self.files: dict[str, bytes] = {}
        #: The kinds of node that it lacks.
        self.missing_nodes: set[str] = set()
        #: What was uploaded, by folder and name, and with which type.
        self.uploads: dict[str, bytes] = {}
        #: Whether a graph that it has painted is answered from what it knows, without painting, as ComfyUI does.
        self.remembers = False
        #: Whether it was started with previews; else only a job that asks for them has some.
        self.started_with_previews = False
        self.sockets: list[tuple[str, web.WebSocketResponse]] = []
        self.opened: list[str] = []
        #: What to answer in place of the next answers: by path, a status and a body (text or JSON).
        self.instead: dict[str, tuple[int, Any]] = {}
        #: Pictures that are there before `POST /prompt` has answered, as with a graph that ComfyUI has cached.
        self.at_once: dict[str, bytes] = {}
        #: How many of the next questions after a job are answered with 502.
        self.lost_polls = 0
        self.refuse_sockets = False
        self.hang: set[str] = set()
        self.submitted = asyncio.Event()
        self.socket_opened = asyncio.Event()
        app = web.Application(middlewares=[self._record])
        app.router.add_post("/prompt", self._prompt)
        app.router.add_get("/queue", self._queue)
        app.router.add_post("/queue", self._queue_delete)
        app.router.add_post("/interrupt", self._interrupt)
        app.router.add_get("/history/{id}", self._history)
        app.router.add_get("/view", self._view)
        app.router.add_get("/models/checkpoints", self._checkpoints)
        app.router.add_get("/models/diffusion_models", self._diffusion_models)
        app.router.add_get("/object_info/{node_class}", self._object_info)
        app.router.add_post("/upload/image", self._upload)
        app.router.add_get("/ws", self._ws)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self.url = ""

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.drop_sockets()
        await self._runner.cleanup()

    def called(self, method: str, path: str) -> list[Call]:
        """Return the requests of this kind."""
        return [call for call in self.calls if (call.method, call.path) == (method, path)]

    # What the worker does

    async def start(self, job_id: str) -> None:
        """Take a job out of the queue and begin to paint it."""
        entry = next(entry for entry in self.pending if entry[1] == job_id)
        self.pending.remove(entry)
        self.running.append(entry)
        await self.tell("execution_start", prompt_id=job_id)
        await self.tell("executing", prompt_id=job_id, node="5")

    async def progress(self, job_id: str, value: int, most: int) -> None:
        """Tell how far a node is."""
        await self.tell("progress", prompt_id=job_id, node="5", value=value, max=most)

    async def finish(self, job_id: str, files: dict[str, bytes], *, kind: str = "output", silent: bool = False) -> None:
        """Finish a job with these pictures."""
        self.files |= files
        images = [{"filename": name, "subfolder": "", "type": kind} for name in files]
        if not silent:
            await self.tell("executed", prompt_id=job_id, node="7", output={"images": images})
            await self.tell("execution_success", prompt_id=job_id)
        self.end(job_id, {"status_str": "success", "completed": True, "messages": []}, {"7": {"images": images}})

    def end(self, job_id: str, status: Json, outputs: Json) -> None:
        """Put a job into the history."""
        entry = next(entry for entry in (*self.running, *self.pending) if entry[1] == job_id)
        self.running = [each for each in self.running if each is not entry]
        self.pending = [each for each in self.pending if each is not entry]
        self.history[job_id] = {"prompt": entry, "outputs": outputs, "status": status, "meta": {}}

    async def fail(self, job_id: str, event: str, **data: Any) -> None:  # noqa: ANN401
        """End a job without a picture."""
        message = {"prompt_id": job_id} | data
        await self.tell(event, **message)
        self.end(job_id, {"status_str": "error", "completed": False, "messages": [[event, message]]}, {})

    async def tell(self, kind: str, **data: Any) -> None:  # noqa: ANN401
        """Send an event to whoever has queued the job."""
        for socket in self._listeners(data.get("prompt_id")):
            await socket.send_json({"type": kind, "data": data})

    async def preview(self, picture: bytes, *, kind: int = 1, format_: int = 1) -> None:
        """Send a binary frame of the job that runs to whoever has queued it, if it is one with previews."""
        job_id, extra = (self.running[0][1], self.running[0][3]) if self.running else (None, {})
        if self.started_with_previews or extra.get("preview_method") == "auto":
            for socket in self._listeners(job_id):
                await socket.send_bytes(struct.pack(">II", kind, format_) + picture)

    def _listeners(self, job_id: str | None) -> list[web.WebSocketResponse]:
        """Return the sockets that are told of a job: all where nobody's name stands on it."""
        jobs = (*self.running, *self.pending, *(entry["prompt"] for entry in self.history.values()))
        names = [entry[3].get("client_id") for entry in jobs if entry[1] == job_id and len(entry) > 3]
        return [socket for name, socket in self.sockets if not names or names[0] in {None, name}]

    async def drop_sockets(self) -> None:
        """Close every socket."""
        sockets, self.sockets = self.sockets, []
        self.socket_opened.clear()
        for _, socket in sockets:
            await socket.close()

    # What it answers

    @web.middleware
    async def _record(self, request: web.Request, handler: Any) -> web.StreamResponse:  # noqa: ANN401
        login = request.headers.get("authorization")
        sent = await request.text() if request.content_type == "application/json" else ""
        body = json.loads(sent) if sent else None
        self.calls.append(Call(request.method, request.path, body, dict(request.query), login))
        if request.path in self.hang:
            await asyncio.sleep(30)
        for path in (f"{request.method} {request.path}", request.path):
            if path in self.instead:
                status, body = self.instead[path]
                if isinstance(body, str):
                    return web.Response(status=status, text=body, content_type="text/html")
                return web.json_response(body, status=status)
        if self.lost_polls and request.path.startswith("/history"):
            self.lost_polls -= 1
            return web.Response(status=502)
        response: web.StreamResponse = await handler(request)
        return response

    async def _prompt(self, request: web.Request) -> web.Response:
        body = await request.json()
        for node_id, node in body["prompt"].items():
            if refusal := self._refusal(node_id, node):
                return web.json_response(refusal, status=400)
        number = len(self.calls)
        job_id = f"job-{len(self.called('POST', '/prompt'))}"
        extra = body.get("extra_data", {}) | {"client_id": body["client_id"]}
        self.pending.append([number, job_id, body["prompt"], extra, ["7"]])
        self.submitted.set()
        known = [entry["outputs"] for entry in self.history.values() if entry["prompt"][2] == body["prompt"]]
        if self.remembers and known:
            self.end(job_id, {"status_str": "success", "completed": True, "messages": []}, known[0])
        if self.at_once:
            await self.start(job_id)
            await self.finish(job_id, self.at_once)
        return web.json_response({"prompt_id": job_id, "number": number, "node_errors": {}})

    def _refusal(self, node_id: str, node: Json) -> Json | None:
        kind, image = node["class_type"], str(node["inputs"].get("image"))
        if kind in self.missing_nodes:
            message = f"Cannot execute because node {kind} does not exist."
            error = {"type": "invalid_prompt", "message": message, "details": f"Node ID '#{node_id}'"}
            return {"error": error, "node_errors": {}}
        if kind in {"LoadImage", "LoadImageMask"} and f"temp/{image.removesuffix(' [temp]')}" not in self.uploads:
            error = {
                "type": "custom_validation_failed",
                "message": "Custom validation failed for node",
                "details": f"image - Invalid image file: {image}",
            }
            failed = {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation"}
            return {"error": failed, "node_errors": {node_id: {"errors": [error], "class_type": kind}}}
        return None

    async def _queue(self, _request: web.Request) -> web.Response:
        return web.json_response({"queue_running": self.running, "queue_pending": self.pending})

    async def _queue_delete(self, request: web.Request) -> web.Response:
        gone = (await request.json())["delete"]
        self.pending = [entry for entry in self.pending if entry[1] not in gone]
        return web.Response()

    async def _interrupt(self, request: web.Request) -> web.Response:
        job_id = (await request.json())["prompt_id"]
        if job_id in {entry[1] for entry in self.running}:
            await self.fail(job_id, "execution_interrupted", node_id="5", node_type="KSampler", executed=[])
        return web.Response()

    async def _history(self, request: web.Request) -> web.Response:
        job_id = request.match_info["id"]
        return web.json_response({job_id: self.history[job_id]} if job_id in self.history else {})

    async def _view(self, request: web.Request) -> web.Response:
        data = self.files.get(request.query["filename"])
        return web.Response(body=data, content_type="image/png") if data is not None else web.Response(status=404)

    async def _checkpoints(self, _request: web.Request) -> web.Response:
        return web.json_response(self.checkpoints)

    async def _diffusion_models(self, _request: web.Request) -> web.Response:
        return web.json_response(self.diffusion_models)

    async def _object_info(self, request: web.Request) -> web.Response:
        name = request.match_info["node_class"]
        return web.json_response({} if name in self.missing_nodes else {name: {"name": name, "input": {}}})

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        image = form["image"]
        assert isinstance(image, web.FileField)
        name, folder, kind = image.filename, str(form.get("subfolder", "")), str(form.get("type", "input"))
        self.uploads[f"{kind}/{folder}/{name}"] = image.file.read()
        return web.json_response({"name": name, "subfolder": folder, "type": kind})

    async def _ws(self, request: web.Request) -> web.StreamResponse:
        if self.refuse_sockets:
            return web.Response(status=404)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        client_id = request.query["clientId"]
        self.sockets.append((client_id, socket))
        self.opened.append(client_id)
        await socket.send_json({"type": "status", "data": {"status": {"exec_info": {"queue_remaining": 0}}}})
        self.socket_opened.set()
        async for message in socket:
            if message.type is WSMsgType.ERROR:
                break
        self.sockets = [pair for pair in self.sockets if pair[1] is not socket]
        return socket
