"""The update loop: nothing is acknowledged before it is safe. Specified in docs/spec/updates.md."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import AnswerCallbackQuery, SendMessage, TelegramMethod
from aiogram.types import Message, Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.answering import call, later
from bot.turns import Turns
from casework.operator_log import OperatorLog, kind
from casework.outbox import outbox_row, patiently
from casework.ports import (
    Clock,
    DuplicateError,
    NewId,
    OutboxRow,
    StaleError,
    StorageUnavailableError,
)
from handlers.answers import Answer, Answers, as_list, from_plain, to_plain
from storage.ledger.errors import SealError
from storage.ledger.local import LocalSeal
from storage.ledger.padding import padded_json
from storage.sql.journal import SqlJournal
from storage.sql.work import Database, Work

log = OperatorLog(__name__)

POLL_SECONDS = 25
BATCH = 100
ATTEMPTS = 5
SEEN_FOR = timedelta(hours=72)  # Telegram keeps updates for 24 hours; thrice that is surely enough
FORGET_EVERY = timedelta(hours=1)
QUIET_RESET = timedelta(hours=24)
OUTAGE_ALARM = timedelta(hours=20)
SAID_NO = (TelegramRetryAfter, TelegramForbiddenError)
REFUSED_FOR_NOW = (TelegramRetryAfter, TelegramServerError, TelegramNetworkError)


T = TypeVar("T")
SENDER_FIELDS = frozenset({"from", "chat", "sender_chat", "user", "chat_instance"})


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """`getUpdates` without decoding: one update that cannot be decoded must not hide its batch."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = BATCH
    timeout: int = POLL_SECONDS
    allowed_updates: list[str] | None = None


@dataclass(frozen=True, slots=True)
class LoopParts:
    """What differs from process to process.

    Attributes:
        scope: The objects that a handler may ask for by name, made for one unit of work.
        seal_for_courier: Seals an outbox item.
        seal_quarantined: Seals what may be kept of a raw update to those who may look into it;
            None keeps nothing.
        apology: What the sender of a raw update that could not be handled is told.
        cannot_keep: What its sender is told when something sealed, or a key, was changed: that is
            not the fault of the update. Without it such an update is put aside as well.
        after_sent: Receives an answer's `then` and the message that Telegram made of it.
        next_turn: Returns when the next answer may leave: the brake of docs/spec/fairness.md.
    """

    scope: Callable[[Work], dict[str, Any]]
    seal_for_courier: Callable[[dict[str, Any]], bytes]
    seal_quarantined: Callable[[dict[str, Any]], bytes | None]
    apology: Callable[[dict[str, Any]], Answers]
    after_sent: Callable[[Mapping[str, Any], Message], Awaitable[None]] | None = None
    cannot_keep: Callable[[dict[str, Any]], Answers] | None = None
    next_turn: Callable[[], Awaitable[None]] | None = None


Handled = Callable[[Mapping[str, Any], str, float], None]
"""Is told of a raw update what became of it, and in how many seconds."""


@dataclass(slots=True)
class UpdateLoop:
    """Feeds one bot's updates to its handlers, each in one transaction with its answers."""

    bot: Bot
    name: str
    dispatcher: Dispatcher
    database: Database
    journal: SqlJournal
    answers_seal: LocalSeal
    parts: LoopParts
    clock: Clock
    new_id: NewId
    retry_seconds: float = 1.0
    handled: Handled | None = None
    _offset: int | None = field(default=None, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; a step under way is finished first."""
        last_answer = last_update = self.clock()
        forgotten, recovered = None, False
        while not stop.is_set():
            try:
                if not recovered:
                    await self.send_unsent()
                    recovered = True
                batch = await self._poll(stop)
                now = last_answer = self.clock()
                if batch:
                    last_update = now
                    await self.handle_batch(batch)
                    self._offset = max(raw["update_id"] for raw in batch) + 1
                elif now - last_update > QUIET_RESET:
                    # After a week without updates Telegram restarts its numbers at random.
                    self._offset = None
                if forgotten is None or now - forgotten > FORGET_EVERY:
                    await self.journal.forget_before(now - SEEN_FOR)
                    forgotten = now
            except (StorageUnavailableError, AiogramError) as error:
                silent_for = self.clock() - last_answer
                log_at = log.critical if silent_for > OUTAGE_ALARM else log.warning
                log_at("poll-failed", bot=self.name, error=kind(error))
                if isinstance(error, TelegramConflictError) and "webhook" in error.message:
                    await self._leave_webhook()
                await self._pause(stop, getattr(error, "retry_after", self.retry_seconds))

    async def handle_batch(self, batch: Sequence[dict[str, Any]]) -> None:
        """Handle raw updates: those of one chat in order, different chats side by side.

        Raises:
            StorageUnavailableError: The database failed; handle the whole batch again later.
        """
        chats: dict[object, list[dict[str, Any]]] = {}
        for raw in batch:
            chats.setdefault(chat_of(raw) or object(), []).append(raw)
        done = await asyncio.gather(
            *(self._handle_in_order(updates) for updates in chats.values()), return_exceptions=True
        )
        for outcome in done:
            if isinstance(outcome, BaseException):
                raise outcome

    async def send_unsent(self, turns: Turns | None = None) -> None:
        """Send what was committed but not sent when a process was stopped.

        With `turns`, what another process is about to send is left to it.
        """
        for update_id, sealed in await self.journal.unsent():
            if turns is None:
                await self._send_sealed(update_id, sealed)
                continue
            async with turns.of_update(update_id) as mine:
                if mine and (still := await self.journal.answers_of(update_id)):
                    await self._send_sealed(update_id, still)

    async def _send_sealed(self, update_id: int, sealed: bytes) -> None:
        answers = self._attempt(partial(self._open, update_id, sealed))
        await self._send(update_id, answers or [])

    async def _handle_in_order(self, updates: Sequence[dict[str, Any]]) -> None:
        for raw in updates:
            began = asyncio.get_running_loop().time()
            outcome = await self._handle(raw)
            if self.handled is not None:
                self.handled(raw, outcome, asyncio.get_running_loop().time() - began)

    async def _handle(self, raw: dict[str, Any]) -> str:
        """Take an update in and answer it; returns in one word what became of it."""
        update_id, outcome = int(raw["update_id"]), "quarantined"
        try:
            update = Update.model_validate(raw, context={"bot": self.bot})
            # aiogram would warn of an unknown type by printing the update.
            _ = update.event_type
        except ValidationError as error:
            fields = sorted({".".join(map(str, e["loc"])) for e in error.errors()})
            answers = await self._quarantine(raw, "undecodable: " + ", ".join(fields))
        except UpdateTypeLookupError:
            answers = await self._quarantine(raw, "of an unknown type: " + ", ".join(sorted(raw)))
        else:
            answers, outcome = await self._handle_decoded(update, raw)
        if answers is None:  # seen before: whatever is still unsent is sent now
            outcome = "seen"
            sealed = await self.journal.answers_of(update_id)
            answers = self._open(update_id, sealed) if sealed else []
        if answers:
            await self._send(update_id, answers)
        return outcome

    async def _handle_decoded(
        self, update: Update, raw: dict[str, Any]
    ) -> tuple[list[Answer] | None, str]:
        reason = ""
        for _attempt in range(ATTEMPTS):
            work = Work(self.database)
            try:
                answers = await self._ask_handler(update, work)
                committed = await self._commit(work, update.update_id, answers)
            except StorageUnavailableError:
                raise
            except OSError as error:  # a full disk is nobody's update's fault
                raise StorageUnavailableError(type(error).__name__) from error
            except SealError as error:
                if self.parts.cannot_keep is not None:
                    return await self._refuse(raw, error, self.parts.cannot_keep), "refused"
                reason = self._note_failure(error)
                break
            except StaleError as error:
                reason = f"{kind(error)}: {error}"
            except Exception as error:  # noqa: BLE001  one bad update must not stop the others
                reason = self._note_failure(error)
                break
            else:
                return (answers if committed else None), "handled"
        return await self._quarantine(raw, reason), "quarantined"

    def _note_failure(self, error: Exception) -> str:
        # The traceback stays out of the log: it may quote what the person wrote.
        log.fault("update-failed", error, bot=self.name)
        return kind(error)

    async def _refuse(
        self, raw: dict[str, Any], error: SealError, told: Callable[[dict[str, Any]], Answers]
    ) -> list[Answer] | None:
        """Keep nothing of an update: what it was to be sealed with is not as it was made."""
        answers = as_list(told(raw))
        if not await self._commit(Work(self.database), raw["update_id"], answers):
            return None
        # A SealError quotes no key and no plaintext, so its message may be told.
        log.error("update-not-kept", bot=self.name, error=kind(error), reason=str(error))
        return answers

    async def _ask_handler(self, update: Update, work: Work) -> list[Answer]:
        response = await self.dispatcher.feed_update(
            self.bot, update, work=work, now=self.clock(), **self.parts.scope(work)
        )
        return [] if response is UNHANDLED else as_list(response)

    async def _commit(self, work: Work, update_id: int, answers: list[Answer]) -> bool:
        """Commit the effects with the row that says so; False when it was seen before.

        Raises:
            StaleError: Something that the handler relied on has changed; ask it again.
        """
        self.journal.note_seen(work, update_id, self._seal(update_id, answers), self.clock())
        try:
            await work.commit()
        except DuplicateError as error:
            if await self.journal.was_seen(update_id):
                return False
            raise StaleError(str(error)) from error
        return True

    async def _quarantine(self, raw: dict[str, Any], reason: str) -> list[Answer] | None:
        work = Work(self.database)
        sealed = self._attempt(lambda: self.parts.seal_quarantined(raw))
        self.journal.note_quarantined(work, raw["update_id"], reason, sealed, self.clock())
        answers = as_list(self._attempt(lambda: self.parts.apology(raw)))
        if not await self._commit(work, raw["update_id"], answers):
            return None
        log.error("update-quarantined", bot=self.name, reason=reason)
        return answers

    def _attempt(self, step: Callable[[], T]) -> T | None:
        """Return what `step` returns, or None: what put an update aside must not stop the loop."""
        try:
            return step()
        except Exception as error:  # noqa: BLE001  as above
            log.fault("quarantine-incomplete", error, bot=self.name)
            return None

    async def _send(self, update_id: int, answers: list[Answer]) -> None:
        waiting: list[OutboxRow] = []
        for number, answer in enumerate(answers):
            if self.parts.next_turn and not isinstance(answer.method, AnswerCallbackQuery):
                await self.parts.next_turn()
            try:
                result = await call(self.bot, answer)
            except (*REFUSED_FOR_NOW, ClientDecodeError) as error:
                if _was_sent(error):
                    continue
                log.warning("left-to-courier", bot=self.name, error=kind(error))
                waiting = self._for_courier(answers[number:], error)
                break
            except TelegramForbiddenError as error:
                # Blocked, or removed from the group: nobody is there to be answered. Only what
                # they must not miss waits for their return.
                waiting = self._for_courier([a for a in answers[number:] if a.keep], error)
                break
            except TelegramUnauthorizedError:
                raise  # the token is at fault, not the answer: it stays where it is
            except TelegramAPIError as error:
                name = type(answer.method).__name__
                log.warning("answer-refused", bot=self.name, method=name, error=kind(error))
                continue
            if answer.then and isinstance(result, Message):
                await self._after_sent(answer.then, result)
        await self.journal.settle(update_id, waiting)

    async def _after_sent(self, then: dict[str, Any], message: Message) -> None:
        if self.parts.after_sent is None:
            return
        try:
            await self.parts.after_sent(then, message)
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  the message is out: it must not be sent again
            log.fault("sequel-failed", error, bot=self.name)

    def _for_courier(self, answers: Sequence[Answer], error: AiogramError) -> list[OutboxRow]:
        due = self.clock() + timedelta(seconds=getattr(error, "retry_after", self.retry_seconds))
        rows = []
        for number, tried in enumerate(answers):
            answer = _without_sequel(later(tried))
            if _can_wait(answer):
                plain = to_plain(answer)
                item = {"bot": self.name, "method": plain["method"], "params": plain["params"]}
                if answer.keep:
                    item = patiently(item, self.clock())
                # Only the first was tried; unless Telegram said no, it may have arrived.
                was_tried = number == 0 and answer is tried
                uncertain = was_tried and not isinstance(error, SAID_NO)
                seal, item_id = self.parts.seal_for_courier, self.new_id()
                rows.append(outbox_row(seal, item, item_id, due, uncertain=uncertain))
        return rows

    def _seal(self, update_id: int, answers: list[Answer]) -> bytes | None:
        if not answers:
            return None
        plain = padded_json([to_plain(answer) for answer in answers])
        return self.answers_seal.seal(plain, f"{self.name}:{update_id}".encode())

    def _open(self, update_id: int, sealed: bytes) -> list[Answer]:
        plain = self.answers_seal.open(sealed, f"{self.name}:{update_id}".encode())
        return [from_plain(entry) for entry in json.loads(plain)]

    async def _leave_webhook(self) -> None:
        """Go back to polling, as the configuration says; what waits at Telegram stays there."""
        with contextlib.suppress(AiogramError):
            await self.bot.delete_webhook()

    async def _poll(self, stop: asyncio.Event) -> list[dict[str, Any]]:
        method = GetRawUpdates(
            offset=self._offset, allowed_updates=self.dispatcher.resolve_used_update_types()
        )
        polling = asyncio.ensure_future(self.bot(method, request_timeout=POLL_SECONDS + 15))
        stopping = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return polling.result() if polling.done() else []
        finally:
            for task in (polling, stopping):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, AiogramError):
                    await task

    @staticmethod
    async def _pause(stop: asyncio.Event, pause_seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause_seconds)


def structure_of(value: Any) -> Any:
    """Return which fields a raw update has, and of which type each is: never a value.

    What somebody wrote may be about those who look into the quarantine, so nothing of it is kept;
    nor is what says who sent it or from where.
    """
    if isinstance(value, list):
        kinds = {json.dumps(structure_of(entry), sort_keys=True) for entry in value}
        return [json.loads(kind) for kind in sorted(kinds)]
    if not isinstance(value, dict):
        return type(value).__name__
    return {k: structure_of(v) for k, v in value.items() if k not in SENDER_FIELDS}


def chat_of(raw: dict[str, Any]) -> int | None:
    """Return the chat (or else the sender) that a raw update is about, without decoding it."""
    for event in raw.values():
        if not isinstance(event, dict):
            continue
        message = event.get("message")
        for holder in (event, message):
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
        sender = event.get("from")
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            return int(sender["id"])
    return None


def language_of(raw: dict[str, Any]) -> str | None:
    """Return the language code of the sender of a raw update, without decoding it."""
    for event in raw.values():
        if isinstance(event, dict) and isinstance(event.get("from"), dict):
            code = event["from"].get("language_code")
            return code if isinstance(code, str) else None
    return None


def _was_sent(error: AiogramError) -> bool:
    # Telegram said yes, and only what it says about the new message cannot be decoded.
    data = error.data if isinstance(error, ClientDecodeError) else None
    return isinstance(data, dict) and data.get("ok") is True


def _without_sequel(answer: Answer) -> Answer:
    """Return what is said instead if what would follow an answer is lost with it."""
    lost = (answer.then or {}).get("lost")
    if lost is None or not isinstance(answer.method, SendMessage):
        return answer
    return Answer(answer.method.model_copy(update={"text": lost, "reply_markup": None}))


def _can_wait(answer: Answer) -> bool:
    # A button's spinner is gone by then, and a placeholder would wait for content in vain.
    return answer.then is None and not isinstance(answer.method, AnswerCallbackQuery)
