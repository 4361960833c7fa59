"""Answers go out after the commit, once, or wait sealed for the courier."""

import asyncio
import contextlib

import pytest
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramUnauthorizedError
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import Message

from casework.ports import StorageUnavailableError
from handlers.answers import message_to
from storage.sql.tables import dialogues
from tests.updates.scene import BOT, heard, until

CONTENT = "李主任收了十二万元"


async def three(message: Message, work):
    return [
        message_to(message.chat.id, "one"),
        AnswerCallbackQuery(callback_query_id="1"),
        message_to(message.chat.id, "two", [[("按", "press")]]),
    ]


async def test_an_answer_goes_out_after_the_commit_and_is_erased(scene, li, emulator):
    states = []

    async def looks(message: Message, work):
        work.write(lambda _: states.append(emulator.world.revision))
        return message_to(message.chat.id, "after")

    scene.on_text("look", looks)
    await scene.loop().handle_batch([scene.update(li, "look")])
    (at_commit,) = states
    assert (await li.sees(BOT))[-1].revision > at_commit
    assert [row.answers for row in await scene.seen_rows()] == [None]


async def test_what_was_committed_before_a_kill_is_sent_once_by_the_next_process(
    scene, li, control, emulator
):
    await control.fault("hang", method="sendMessage")
    killed = asyncio.create_task(scene.loop().handle_batch([scene.update(li, "say 回执")]))

    async def is_committed():
        return bool(await scene.effects()) and bool(await control.calls(BOT, "sendMessage"))

    await until(is_committed)
    killed.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await killed
    assert await heard(li) == []
    assert [row.answers is not None for row in await scene.seen_rows()] == [True]

    for _ in range(2):
        async with scene.running():
            await li.says(BOT, "hello")
            await until(lambda: _is_empty(emulator))
    assert await heard(li) == ["回执"]
    assert await scene.effects() == [f"{li.id}/回执"]


async def _is_empty(emulator):
    return len(emulator.world.bot_named(BOT).updates) == 0


async def test_a_batch_that_comes_again_after_a_kill_sends_what_was_not_sent(scene, li, control):
    update = scene.update(li, "say 回执")
    await control.fault("hang", method="sendMessage")
    killed = asyncio.create_task(scene.loop().handle_batch([update]))

    async def is_sending():
        return bool(await control.calls(BOT, "sendMessage"))

    await until(is_sending)
    killed.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await killed
    await scene.loop().handle_batch([update])
    assert await heard(li) == ["回执"]
    assert await scene.effects() == [f"{li.id}/回执"]


@pytest.mark.parametrize(
    ("fault", "due_in_seconds", "uncertain"),
    [("429", 30, False), ("500", 0.01, True), ("502", 0.01, True), ("reset", 0.01, True)],
)
async def test_what_telegram_refuses_for_now_waits_sealed_with_what_follows(
    scene, li, control, fault, due_in_seconds, uncertain
):
    scene.on_text("three", three)
    await control.fault(fault, method="sendMessage", retry_after=30)
    await scene.loop().handle_batch([scene.update(li, "three")])

    assert await heard(li) == []
    (first, one), (second, two) = await scene.outbox_items()
    assert one == {
        "bot": "public",
        "method": "sendMessage",
        "params": {"chat_id": li.id, "text": "one", "parse_mode": "HTML"},
    }
    assert two["params"]["text"] == "two"
    assert two["params"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "press"
    assert (first.uncertain, second.uncertain) == (uncertain, False)
    assert first.due_at == int(scene.clock().timestamp() + due_in_seconds)
    assert [row.answers for row in await scene.seen_rows()] == [None]


async def test_a_refusal_in_the_middle_keeps_what_was_sent_before_out_of_the_outbox(
    scene, li, control
):
    scene.on_text("three", three)
    await control.fault("429", method="sendMessage", skip=1)
    await scene.loop().handle_batch([scene.update(li, "three")])
    assert await heard(li) == ["one"]
    ((_, item),) = await scene.outbox_items()
    assert item["params"]["text"] == "two"


async def test_an_answer_to_somebody_who_blocked_the_bot_is_dropped(scene, li, queue):
    await li.blocks(BOT)
    await scene.loop().handle_batch([scene.update(li, "say 1")])
    assert await scene.outbox_items() == []
    assert [row.answers for row in await scene.seen_rows()] == [None]


async def test_an_answer_that_telegram_will_never_take_holds_up_nothing(scene, li, caplog):
    async def empty(message: Message, work):
        return [message_to(message.chat.id, "<b>"), message_to(message.chat.id, "fine")]

    scene.on_text("empty", empty)
    await scene.loop().handle_batch([scene.update(li, "empty")])
    assert await heard(li) == ["fine"]
    assert await scene.outbox_items() == []
    assert "method=SendMessage error=TelegramBadRequest" in caplog.text


async def test_a_token_that_is_refused_loses_no_answer(scene, li, monkeypatch):
    async def unauthorized(session, bot, method, **_):
        raise TelegramUnauthorizedError(method=method, message="Unauthorized")

    loop, update = scene.loop(), scene.update(li, "say 回执")
    with monkeypatch.context() as patch:
        patch.setattr(AiohttpSession, "make_request", unauthorized)
        with pytest.raises(TelegramAPIError):
            await loop.handle_batch([update])
    await loop.handle_batch([update])
    assert await heard(li) == ["回执"]


async def test_a_gateway_that_answers_in_html_leaves_the_answer_to_the_courier(
    scene, li, monkeypatch
):
    async def html(session, bot, method, **_):
        raise ClientDecodeError("Failed to decode object", ValueError(), "<h1>502</h1>")

    monkeypatch.setattr(AiohttpSession, "make_request", html)
    await scene.loop().handle_batch([scene.update(li, "say 1")])
    ((row, item),) = await scene.outbox_items()
    assert item["params"]["text"] == "1"
    assert row.uncertain


async def test_a_message_whose_description_cannot_be_decoded_is_not_sent_again(
    scene, li, monkeypatch
):
    works = AiohttpSession.make_request

    async def odd(session, bot, method, **_):
        await works(session, bot, method)
        raise ClientDecodeError("Failed to deserialize", ValueError(), {"ok": True, "result": 1})

    monkeypatch.setattr(AiohttpSession, "make_request", odd)
    await scene.loop().handle_batch([scene.update(li, "say 1")])
    assert await heard(li) == ["1"]
    assert await scene.outbox_items() == []
    assert [row.answers for row in await scene.seen_rows()] == [None]


async def test_after_a_placeholder_was_sent_the_process_is_told(scene, li):
    await scene.loop().handle_batch([scene.update(li, "show")])
    assert scene.after_sent == [({"show": 7}, "one moment")]
    assert await heard(li) == ["one moment", "and a word"]


async def test_a_placeholder_never_waits_in_the_outbox(scene, li, control):
    await control.fault("429", method="sendMessage")
    await scene.loop().handle_batch([scene.update(li, "show")])
    assert scene.after_sent == []
    assert [item["params"]["text"] for _, item in await scene.outbox_items()] == ["and a word"]


async def test_what_fails_after_a_placeholder_does_not_send_it_again(scene, li, caplog):
    async def fails(then, message):
        raise KeyError(CONTENT)

    scene._note_sent = fails
    await scene.loop().handle_batch([scene.update(li, "show")])
    assert await heard(li) == ["one moment", "and a word"]
    assert "KeyError at" in caplog.text
    assert CONTENT not in caplog.text


async def test_a_conversation_moves_only_with_the_commit(scene, li, monkeypatch):
    async def moves(message: Message, state: FSMContext):
        await state.set_state("Second")
        await state.update_data(words=CONTENT)
        return message_to(message.chat.id, f"was {await state.get_state()}")

    async def tells(message: Message, state: FSMContext):
        return message_to(message.chat.id, str(await state.get_state()))

    scene.on_text("move", moves)
    scene.on_text("tell", tells)
    loop = scene.loop()
    with monkeypatch.context() as patch:
        patch.setattr(type(scene.database), "write", _unavailable)
        with pytest.raises(StorageUnavailableError):
            await loop.handle_batch([scene.update(li, "move")])
    await loop.handle_batch([scene.update(li, "tell")])
    assert await scene.rows(dialogues) == []
    await loop.handle_batch([scene.update(li, "move"), scene.update(li, "tell")])
    assert await heard(li) == ["None", "was Second", "Second"]


async def _unavailable(database, operations, events=()):
    raise StorageUnavailableError("OperationalError")


async def test_nothing_of_an_update_is_on_the_disk_in_clear(scene, li, control):
    """Neither in the state of the conversation nor in answers, quarantine, outbox or the WAL."""

    async def remembers(message: Message, state: FSMContext):
        await state.update_data(words=CONTENT)
        return message_to(message.chat.id, f"您写了：{CONTENT}")

    scene.on_text("keep", remembers)
    loop = scene.loop()
    await loop.handle_batch(
        [scene.update(li, f"keep {CONTENT}"), scene.update(li, f"boom {CONTENT}")]
    )
    await control.fault("429", method="sendMessage")
    await loop.handle_batch([scene.update(li, f"keep {CONTENT}")])
    await control.fault("hang", method="sendMessage")
    sending = asyncio.create_task(loop.handle_batch([scene.update(li, f"keep {CONTENT}")]))

    async def is_sending():
        return len(await control.calls(BOT, "sendMessage")) == 4

    await until(is_sending)
    on_disk = scene.bytes_on_disk()
    sending.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await sending
    assert b"public" in on_disk
    assert CONTENT.encode() not in on_disk
    assert CONTENT.encode("utf-16-le") not in on_disk
    assert repr(CONTENT.encode("unicode_escape"))[2:-1].encode() not in on_disk
    assert str(li.id).encode() not in on_disk
    assert li.id.to_bytes(4, "big") not in on_disk
