"""Where a message for a group goes: the number that the group has now, and a case's topic in it.

Both rest sealed to the courier. A topic bears the number of its case and nothing else.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.courier_outcomes import is_closed_topic, is_gone_topic
from casework.operator_log import OperatorLog, kind
from casework.ports import Clock
from storage.ledger.courier_seals import CourierKeys
from storage.sql.courier_book import SqlCourierBook

log = OperatorLog(__name__)

WITHOUT_TOPICS = timedelta(hours=1)
"""For how long a group that has no topics is not asked for one."""
Params = Mapping[str, Any]
Call = Callable[[str, dict[str, Any]], Awaitable[Any]]
"""Makes a call of the Bot API by its name there, as the bot at hand."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic in which a message belongs: of which case, and what it is called."""

    case_id: str
    name: str


@dataclass(slots=True)
class Places:
    """Knows where groups and topics are, and makes topics that are missing."""

    book: SqlCourierBook
    keys: CourierKeys
    clock: Clock
    _moved: dict[int, int] = field(default_factory=dict, init=False)
    _without: dict[int, datetime] = field(default_factory=dict, init=False)

    async def chat(self, chat_id: Any) -> Any:
        """Return the number that a chat has now."""
        if not isinstance(chat_id, int) or chat_id > 0:
            return chat_id
        if chat_id not in self._moved:
            sealed = await self.book.place("", _tag(chat_id))
            self._moved[chat_id] = self.keys.open_place(sealed)["to"] if sealed else chat_id
        return self._moved[chat_id]

    async def note_move(self, old: int, new: int) -> None:
        """Send to `new` from now on what is for `old`, also after a restart."""
        if await self.chat(old) != new:
            log.warning("group-moved")
        self._moved[old] = new
        await self.book.keep_place("", _tag(old), self.keys.seal_for_self({"to": new}))

    async def enter(self, call: Call, params: Params, topic: Topic) -> dict[str, Any]:
        """Return the parameters with the case's topic, which is made if there is none yet.

        A group without topics, or in which the bot may make none, is written to as a whole.

        Raises:
            TelegramError: Telegram refuses for now.
        """
        chat_id = params["chat_id"]
        sealed = await self.book.place(topic.case_id, _tag(chat_id))
        if sealed is not None:
            return {**params, "message_thread_id": self.keys.open_place(sealed)["topic"]}
        if self._without.get(chat_id, self.clock()) > self.clock():
            return dict(params)
        try:
            made = await call("createForumTopic", {"chat_id": chat_id, "name": topic.name})
        except (BadRequest, Forbidden) as error:
            log.warning("topic-not-made", error=kind(error))
            self._without[chat_id] = self.clock() + WITHOUT_TOPICS
            return dict(params)
        thread = made["message_thread_id"]
        sealed = self.keys.seal_for_self({"topic": thread})
        await self.book.keep_place(topic.case_id, _tag(chat_id), sealed)
        return {**params, "message_thread_id": thread}

    async def mend(
        self, call: Call, error: TelegramError, params: Params, topic: Topic
    ) -> dict[str, Any] | None:
        """Return the parameters with which a message for a topic can be sent after all, or None.

        A topic that was deleted is made anew, a closed one is opened again.
        """
        thread = params.get("message_thread_id")
        if thread is None:
            return None
        if is_gone_topic(error):
            await self.book.drop_place(topic.case_id, _tag(params["chat_id"]))
            rest = {name: value for name, value in params.items() if name != "message_thread_id"}
            return await self.enter(call, rest, topic)
        if is_closed_topic(error):
            about = {"chat_id": params["chat_id"], "message_thread_id": thread}
            try:
                await call("reopenForumTopic", about)
            except (BadRequest, Forbidden):
                return None
            return dict(params)
        return None


def _tag(chat_id: int) -> str:
    """Return by what a row is found; the number of the group itself stands in no row."""
    return sha256(str(chat_id).encode()).hexdigest()[:16]
