"""A store that speaks S3, for a test run of its own, and a line to it that can be disturbed.

moto runs as a process of its own. Whoever wants it to fail lets requests pass through `Line`.
"""

import asyncio
import io
import re
import secrets
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager

import httpx
import pytest
from aiohttp import ClientSession, web

from storage.bucket import BucketPlace, open_bucket

HOP = {"host", "connection", "content-length", "transfer-encoding", "keep-alive", "date", "server"}


@contextmanager
def server():
    """Run a store; yields its address."""
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for line in process.stderr:
            if found := re.search(rb"Running on (http://[\w.:]+)", line):
                break
        else:
            raise RuntimeError("moto has not started")
        # It tells of each request; a pipe that nobody reads would stop it.
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield found[1].decode()
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


class Line:
    """Passes requests on to a store, but for those that a test has ordered to go wrong."""

    def __init__(self, behind):
        self.behind = behind
        self.seen = Counter()
        self._orders = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def order(self, kind, method="*", times=1, skip=0):
        """Let requests of a method suffer; `times` of -1 means all of them."""
        self._orders.append({"kind": kind, "method": method, "times": times, "skip": skip})

    def clear(self):
        self._orders.clear()
        self.seen.clear()

    def __enter__(self):
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(self, *_error):
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _start(self):
        self._session = ClientSession(auto_decompress=False)
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_route("*", "/{rest:.*}", self._pass_on)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _stop(self):
        await self._session.close()
        await self._runner.cleanup()

    def _fault(self, method):
        for order in self._orders:
            if order["method"] not in {"*", method}:
                continue
            if order["skip"] > 0:
                order["skip"] -= 1
                continue
            if order["times"] == 0:
                continue
            order["times"] -= 1
            return order["kind"]
        return None

    async def _pass_on(self, request):
        self.seen[request.method] += 1
        body = await request.read()
        fault = self._fault(request.method)
        if fault == "down":
            request.transport.abort()
            return web.Response(status=503)
        if fault == "500":
            return web.Response(status=500, text="<Error><Code>InternalError</Code></Error>")
        if fault == "403":
            return web.Response(status=403, text="<Error><Code>AccessDenied</Code></Error>")
        if fault == "slow":
            await asyncio.sleep(0.2)
        if fault == "lost":
            return web.Response(headers={"ETag": '"lost"'})
        if fault == "changed":
            body = body[:-1] + bytes([body[-1] ^ 1])
        headers = {k: v for k, v in request.headers.items() if k.lower() not in HOP}
        url = f"{self.behind}{request.rel_url}"
        sent = {"data": io.BytesIO(body), "headers": headers | {"Content-Length": str(len(body))}}
        async with self._session.request(request.method, url, **sent) as answer:
            content = await answer.read()
            kept = {k: v for k, v in answer.headers.items() if k.lower() not in HOP}
            if request.method == "HEAD":
                kept["Content-Length"] = answer.headers["Content-Length"]
        if fault == "truncated":
            return await self._half(request, content, answer.status, kept)
        if fault == "short":
            content = content[: len(content) // 2]
        return web.Response(status=answer.status, body=content, headers=kept)

    async def _half(self, request, content, status, headers):
        response = web.StreamResponse(status=status, headers=headers)
        response.content_length = len(content)
        await response.prepare(request)
        await response.write(content[: len(content) // 2])
        request.transport.close()
        return response


@pytest.fixture(scope="session", name="line")
def line_to_a_store():
    """Return a line to a store that runs for these tests alone."""
    with server() as behind, Line(behind) as line:
        yield line


@pytest.fixture(name="bucket_place")
def place_of_a_bucket(line):
    """Return where a bucket of the test's own is."""
    line.clear()
    name = f"test-{secrets.token_hex(6)}"
    httpx.put(f"{line.behind}/{name}").raise_for_status()
    yield BucketPlace(
        bucket=name,
        prefix="round/2026",
        endpoint=line.url,
        access_key="key",
        secret_key="secret",
        patience_seconds=0.4,
        timeout_seconds=5.0,
    )
    line.clear()


@pytest.fixture(name="bucket")
def empty_bucket(bucket_place):
    """Return an empty bucket."""
    return open_bucket(bucket_place)
