"""Updates that Telegram brings: what is let in, what 200 promises, and what comes again."""

import asyncio
import json
import socket
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.config_webhook import Listen
from bot.turns import Turns
from bot.updates import UpdateLoop
from bot.webhooks import MOST_BYTES, SECRET_HEADER, Webhook
from handlers.answers import message_to
from tests.updates.scene import BOT, heard, note_effect, until
from tests.updates.test_batches import Outage, undecodable

SECRET = "drum-at-the-gate-drum-at-the-gate"


class Gate:
    """A webhook that is open, and how to come to it by oneself."""

    def __init__(self, scene):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/telegram/public"
        self.webhook = Webhook(
            loop=scene.loop(),
            url=self.url,
            listen=Listen("127.0.0.1", port),
            secret=SECRET,
            connections=7,
            again_after_seconds=0,
            turns=Turns(None, scene.local.lookup("turn"), "public"),
        )

    @asynccontextmanager
    async def open(self):
        stop = asyncio.Event()
        task = asyncio.create_task(self.webhook.run(stop))
        try:
            async with asyncio.timeout(5):
                while not await self._is_open():
                    await asyncio.sleep(0.005)
            yield
        finally:
            stop.set()
            await task

    async def brings(self, update, *, secret=SECRET, url=None, method="POST", content=None):
        """Knock as Telegram does; returns the answer."""
        headers = {} if secret is None else {SECRET_HEADER: secret}
        body = json.dumps(update).encode() if content is None else content
        async with httpx.AsyncClient(timeout=10) as client:
            return await client.request(method, url or self.url, content=body, headers=headers)

    async def _is_open(self):
        try:
            return (await self.brings({}, secret=None)).status_code == 401
        except httpx.TransportError:
            return False


@pytest.fixture
def gate(scene):
    return Gate(scene)


async def test_what_is_said_is_brought_and_answered(scene, gate, emulator, control, li, wang):
    async with gate.open():
        await until(lambda: is_set(emulator))
        await li.says(BOT, "say 1")
        await wang.says(BOT, "say 2")
        await until(lambda: has_heard(li, ["1"]))
        await until(lambda: has_heard(wang, ["2"]))
    (call,) = await control.calls(BOT, "setWebhook")
    assert call["params"]["secret_token"] == SECRET
    assert json.loads(call["params"]["allowed_updates"]) == ["message"]
    assert call["params"]["max_connections"] in {7, "7"}
    assert await control.calls(BOT, "getUpdates") == []


async def test_who_does_not_know_the_secret_learns_nothing(scene, gate, li):
    async with gate.open():
        near = (SECRET[:-1], f"{SECRET}x", SECRET.upper())
        for secret in (None, "", *near, "ключ".encode(), b"\xff\xfe"):
            answer = await gate.brings(scene.update(li, "say 1"), secret=secret)
            assert (answer.status_code, answer.content) == (401, b"")
    assert await scene.effects() == []


async def test_nothing_else_is_answered_here(scene, gate, li):
    update = scene.update(li, "say 1")
    async with gate.open():
        root = gate.url.removesuffix("/telegram/public")
        for url in (root, f"{root}/telegram", f"{gate.url}/", f"{gate.url}/x"):
            answer = await gate.brings(update, url=url)
            assert (answer.status_code, answer.content) == (404, b"")
        for method in ("GET", "PUT", "DELETE", "OPTIONS"):
            answer = await gate.brings(update, method=method)
            assert (answer.status_code, answer.content) == (405, b"")
    assert await scene.effects() == []


async def test_what_is_no_update_is_refused(scene, gate):
    too_long = b" " * (MOST_BYTES + 1)
    deep, numbers = b"[" * 100_000, (b'"7"', b"true", b"-1", b"99999999999999999999")
    wrong = [b'{"update_id": %s}' % number for number in numbers]
    async with gate.open():
        for content in (too_long, b"", b"\xff\xfe", b"{", deep, b"[1]", b"{}", *wrong):
            answer = await gate.brings(None, content=content)
            expected = 413 if content is too_long else 400
            assert (answer.status_code, answer.content) == (expected, b"")
    assert await scene.seen_rows() == []


async def test_an_update_that_cannot_be_decoded_is_put_aside_and_not_brought_again(scene, gate, li):
    async with gate.open():
        bad = undecodable(scene.update(li, ""), "the mayor's name")
        assert (await gate.brings(bad)).status_code == 200
        assert (await gate.brings(bad)).status_code == 200
    (row,) = await scene.quarantined()
    assert row.kind == "undecodable: message.date"
    assert await heard(li) == ["sorry"]


async def test_while_the_database_is_down_telegram_keeps_it_and_brings_it_again(
    scene, gate, emulator, li, monkeypatch
):
    emulator.world.settings.webhook_pause_seconds = 0.01
    async with gate.open():
        await until(lambda: is_set(emulator))
        outage = Outage(monkeypatch)
        update = scene.update(li, "say 0")
        answer = await gate.brings(update)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "0"
        await li.says(BOT, "say 1")
        await until(lambda: fails_often(outage))
        outage.over = True
        await until(lambda: has_heard(li, ["1"]))
    assert await scene.effects() == [f"{li.id}/1"]


async def test_an_update_that_is_brought_twice_at_once_is_handled_and_answered_once(
    scene, gate, li
):
    async with gate.open():
        update = scene.update(li, "say 1")
        answers = await asyncio.gather(*(gate.brings(update) for _ in range(5)))
    assert [answer.status_code for answer in answers] == [200] * 5
    assert await scene.effects() == [f"{li.id}/1"]
    assert await heard(li) == ["1"]


async def test_what_telegram_hangs_up_on_is_finished_all_the_same(scene, gate, li):
    begun, going_on = asyncio.Event(), asyncio.Event()

    async def slow(message, work):
        begun.set()
        await going_on.wait()
        note_effect(work, "slow")
        return message_to(message.chat.id, "done")

    scene.on_text("slow", slow)
    async with gate.open():
        knocking = asyncio.create_task(gate.brings(scene.update(li, "slow")))
        await begun.wait()
        knocking.cancel()
        await asyncio.sleep(0.05)
        going_on.set()
        await until(lambda: has_heard(li, ["done"]))
    assert await scene.effects() == ["slow"]


async def test_in_one_chat_one_update_is_handled_at_a_time_and_others_beside_it(
    scene, gate, li, wang
):
    inside, most = {}, {}

    async def busy(message, work):
        chat = message.chat.id
        inside[chat] = inside.get(chat, 0) + 1
        most[chat] = max(most.get(chat, 0), inside[chat])
        most["all"] = max(most.get("all", 0), sum(inside.values()))
        await asyncio.sleep(0.02)
        inside[chat] -= 1
        return message_to(chat, "done")

    scene.on_text("busy", busy)
    async with gate.open():
        updates = [scene.update(person, "busy") for _ in range(4) for person in (li, wang)]
        await asyncio.gather(*(gate.brings(update) for update in updates))
    assert most == {li.id: 1, wang.id: 1, "all": 2}


async def test_what_a_killed_process_left_unsent_is_sent_at_the_start(scene, gate, li, monkeypatch):
    stopped = asyncio.Event()

    async def never(*_arguments):
        stopped.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr(UpdateLoop, "_send", never)
        handling = asyncio.create_task(scene.loop().handle_batch([scene.update(li, "say 1")]))
        await stopped.wait()
        handling.cancel()
    async with gate.open():
        await until(lambda: has_heard(li, ["1"]))
    assert await scene.effects() == [f"{li.id}/1"]


async def test_whoever_polls_again_takes_the_webhook_away(scene, gate, emulator, li):
    async with gate.open():
        await until(lambda: is_set(emulator))
    await li.says(BOT, "say 1")
    async with scene.running():
        await until(lambda: has_heard(li, ["1"]))
    assert emulator.world.deliveries == {}


async def is_set(emulator):
    return bool(emulator.world.deliveries)


async def fails_often(outage):
    return outage.failed > 3


async def has_heard(person, words):
    return await heard(person) == words
