"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import inspect
import json
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from emulator.call import Call, Upload
from emulator.errors import RefusedError
from emulator.faults import Fault
from emulator.methods import methods_of
from emulator.methods.account import unauthorized
from emulator.state import Bot, Json, StoredFile
from emulator.world import World

FILE_METHOD = "file"


class BotApi:
    """Answers bots out of a world.

    Args:
        world: what the methods act upon.
        closing: set when the server stops; ends calls that hang.
    """

    def __init__(self, world: World, closing: asyncio.Event) -> None:
        self._world = world
        self._closing = closing
        self._methods = methods_of(world)

    def routes(self) -> list[web.RouteDef]:
        """What to serve."""
        return [
            web.route("*", "/bot{token}/{method}", self._call),
            web.route("*", "/bot{token}", self._nowhere),
            web.get("/file/bot{token}/{path:.+}", self._download),
        ]

    async def _nowhere(self, _request: web.Request) -> web.Response:
        return _refusal(RefusedError(404, "Not Found"))

    async def _call(self, request: web.Request) -> web.Response:
        try:
            bot = self._bot(request)
            name = request.match_info["method"]
            call = await _read_call(bot, name, request)
            fault = self._world.faults.take(bot.username, name)
            self._world.record(bot, name, call.loggable(), fault.kind if fault else None)
            await self._suffer(fault, request)
            answer = _result(await self._act(call))
        except RefusedError as error:
            return _refusal(error)
        if fault is not None and fault.kind == "reset_after":
            await _drop(request)
        return answer

    async def _act(self, call: Call) -> Any:  # each method returns its own kind
        method = self._methods.get(call.method.lower())
        if method is None:
            raise RefusedError(404, "Not Found")
        result = method(call)
        return await result if inspect.isawaitable(result) else result

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            bot = self._bot(request)
            path = request.match_info["path"]
            fault = self._world.faults.take(bot.username, FILE_METHOD)
            self._world.record(bot, FILE_METHOD, {"path": path}, fault.kind if fault else None)
            await self._suffer(fault, request)
            file = self._file(path)
        except RefusedError as error:
            return _refusal(error)
        if fault is not None and fault.kind == "reset_after":
            return await _half(request, file.content)
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _file(self, path: str) -> StoredFile:
        file = self._world.files.at(path)
        if file is None:
            raise RefusedError(404, "Not Found")
        return file

    def _bot(self, request: web.Request) -> Bot:
        bot = self._world.bot_with(request.match_info["token"])
        if bot is None:
            raise unauthorized()
        return bot

    async def _suffer(self, fault: Fault | None, request: web.Request) -> None:
        """Lets the fault take its course as far as it comes before the act."""
        if fault is None:
            return
        if (refusal := fault.refusal()) is not None:
            raise refusal
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault.kind == "hang":
            # The server cancels this handler as soon as the client hangs up.
            await self._closing.wait()
        if fault.kind in {"hang", "reset"}:
            await _drop(request)


async def _drop(request: web.Request) -> None:
    """Breaks the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    # The loss of the connection cancels this handler while it waits.
    await asyncio.get_running_loop().create_future()


async def _half(request: web.Request, content: bytes) -> web.StreamResponse:
    """Promises all of the content and breaks off in the middle."""
    response = web.StreamResponse()
    response.content_length = len(content)
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    if request.transport is not None:
        # A clean close lets the first half arrive, as a lost network would.
        request.transport.close()
    return response


async def _read_call(bot: Bot, method: str, request: web.Request) -> Call:
    params: Json = dict(request.query)
    files: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            body = await request.read()
            params |= json.loads(body) if body else {}
        elif request.can_read_body:
            for name, value in (await request.post()).items():
                if isinstance(value, FileField):
                    with value.file:
                        files[name] = Upload(value.filename, value.content_type, value.file.read())
                else:
                    params[name] = value
    except web.HTTPRequestEntityTooLarge as error:
        raise RefusedError(413, "Request Entity Too Large") from error
    except (ValueError, TypeError) as error:
        raise RefusedError(400, "Bad Request: can't parse the request body") from error
    return Call(bot, method, params, files)


def _result(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refusal(error: RefusedError) -> web.Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.json_response(body, status=error.code)
