"""From a sealed row of the outbox to a call of the Bot API. Specified in docs/spec/outbox.md."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

from telegram import InputFile

from bot.courier_bots import MOVED
from bot.courier_picture import Drawing, picture
from bot.courier_places import Topic
from bot.courier_reminders import Line, Reminders
from bot.courier_texts import Words
from bot.courier_wiping import wiping_call
from bot.fonts import NoFontError
from casework.outbox import REPORT
from casework.ports import OutboxRow
from casework.rules.dispatch import Delivery
from storage.ledger.courier_seals import CourierKeys

PICTURE_NAME = "1.png"
TEAM = "team"
SEND = "sendMessage"
BOTS = frozenset({"public", TEAM})
METHODS = frozenset(
    {
        SEND,
        "sendPhoto",
        "sendDocument",
        "sendVideo",
        "sendVoice",
        "sendAudio",
        "editMessageText",
        "editMessageCaption",
        "editMessageReplyMarkup",
        "deleteMessage",
        "deleteMessages",
        "pinChatMessage",
        "unpinChatMessage",
    }
)
"""What the courier will call.

Whoever can write the database can seal an item to the courier, since its key is public. None of
these methods hands out a chat, an update or the bot itself.
"""


class ForeignCallError(ValueError):
    """An item names a bot or a method that is not the courier's business."""


class NobodyToTellError(Exception):
    """The reporter does not want to be written to, or the member has left: there is no way.

    `report` is what the item says of whom to tell.
    """

    def __init__(self, report: Mapping[str, Any] | None = None) -> None:
        super().__init__("there is no way to whom this is for")
        self.report = report


@dataclass(frozen=True, slots=True)
class Parcel:
    """An opened item: which bot makes which call. `row` is what rests in the outbox.

    `more` are the rows of further lines of the same message. `patient` is until when it waits
    for somebody who has blocked the bot, if it does. `topic` is where in a group it belongs.
    `report` says of which message the desk wants to know what became of it.
    """

    row: OutboxRow
    bot: str
    method: str
    params: Mapping[str, Any] = field(repr=False)
    patient: datetime | None = None
    topic: Topic | None = None
    report: Mapping[str, Any] | None = field(default=None, repr=False)
    more: tuple[OutboxRow, ...] = ()

    @property
    def rows(self) -> tuple[OutboxRow, ...]:
        """Every row that is settled when this is."""
        return (self.row, *self.more)

    @property
    def chat(self) -> tuple[str, str]:
        """The conversation in which this must keep its place."""
        return (self.bot, str(self.params["chat_id"]))


@dataclass(frozen=True, slots=True)
class Items:
    """Opens rows of the outbox and puts them into words."""

    keys: CourierKeys
    words: Words
    reminders: Reminders
    route_of: Callable[[str], Awaitable[bytes | None]]
    departed: Callable[[], Awaitable[Collection[int]]]
    font: Path | None = None

    async def read(self, row: OutboxRow) -> Parcel | Line:
        """Return what is to be sent now, or a line of what is.

        Raises:
            NobodyToTellError: It is for a reporter to whom there is no way, or for somebody who
                has left the roster. What was shown to them is deleted all the same.
            StorageUnavailableError: The database cannot be read.
            Exception: Whatever else may be wrong with an item: it does not open, lacks something
                or names a sentence that nobody wrote.
        """
        item = self.keys.open_item(row.sealed)
        report = item.get(REPORT)
        if "line" in item:
            line = self.reminders.worded(Line.of(row, item))
            await self._check_there(line.chat_id)
            return line
        patient = datetime.fromisoformat(item["patient"]) if item.get("patient") else None
        topic = Topic(**item["topic"]) if item.get("topic") else None
        if "moved" in item:
            moved = {"chat_id": int(item["moved"]["old"]), "new": int(item["moved"]["new"])}
            return Parcel(row, TEAM, MOVED, moved)
        if "wipe" in item:
            item = wiping_call(item)
        elif "method" not in item:
            item = await self._worded(item)
        bot, method, params = item["bot"], item["method"], dict(item["params"])
        if "picture" in item:
            params["photo"] = await self._drawn(item["picture"])
        if bot not in BOTS or method not in METHODS or "chat_id" not in params:
            raise ForeignCallError("not a call that the courier makes")
        says = bot == "team" and not method.startswith("delete")
        if says:
            await self._check_there(params["chat_id"])
        if row.uncertain and method == SEND:
            params["text"] = self.words.repeated(item.get("language"), params["text"])
        if row.uncertain and "picture" in item:
            params["caption"] = self.words.repeated(item.get("language"), params["caption"])
        return Parcel(row, bot, method, params, patient, topic, report)

    def bundle(self, found: Sequence[Parcel | Line]) -> list[Parcel]:
        """Return what is to be sent: the lines of one chat together, where the first of them is."""
        first: dict[object, int] = {}
        for at, each in enumerate(found):
            first.setdefault(_anchor(each), at)
        placed = [(first[_anchor(each)], each) for each in found if isinstance(each, Parcel)]
        lines = [each for each in found if isinstance(each, Line)]
        for page, params in self.reminders.messages(lines):
            row, *more = (line.row for line in page)
            parcel = Parcel(row, TEAM, SEND, params, topic=page[0].topic, more=tuple(more))
            placed.append((first[page[0].place], parcel))
        # Sorting leaves the pages of one chat in their order.
        return [parcel for _, parcel in sorted(placed, key=itemgetter(0))]

    async def is_for_nobody(self, parcel: Parcel) -> bool:
        """Say whether a parcel is for somebody who has left the roster since it was read."""
        says = parcel.bot == TEAM and not parcel.method.startswith("delete")
        return says and parcel.params["chat_id"] in await self.departed()

    async def _drawn(self, plain: dict[str, Any]) -> InputFile:
        """Return the picture of a drawing.

        Raises:
            NobodyToTellError: This machine has no font any more in which it could be written.
        """
        try:
            content = await asyncio.to_thread(picture, Drawing.from_json(plain), self.font)
        except NoFontError as error:
            raise NobodyToTellError from error
        return InputFile(content, filename=PICTURE_NAME)

    async def _check_there(self, chat_id: int) -> None:
        if chat_id in await self.departed():
            raise NobodyToTellError

    def report(self, report: Mapping[str, Any] | None, state: Delivery) -> bytes | None:
        """Return what tells the desk how far a message has come, sealed; None if nobody asked.

        It names the message as the desk did, and the day; nothing of the person or of the hour.
        """
        if report is None:
            return None
        named = {name: report[name] for name in ("case", "dispatch", "token")}
        on = self.words.today().isoformat()
        return self.keys.seal_report({**named, "outcome": state.value, "on": on})

    async def _worded(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """Return a sentence of the locales as the call that sends it."""
        target = await self._route(item) if "route" in item else item
        language, args = target.get("language"), dict(item["text"]["args"])
        receipt = target.get("receipt")
        if receipt is not None and args.setdefault("receipt", receipt) != receipt:
            # Somebody has put another petition's route beside this case.
            raise ForeignCallError("the route does not belong to the case")
        due = date.fromisoformat(item["due"]) if item.get("due") else None
        params = {
            "chat_id": target["chat_id"],
            "text": self.words.sentence(language, item["text"]["id"], args, due),
            "parse_mode": "HTML",
        }
        if item.get("buttons"):
            params["reply_markup"] = self._keyboard(language, item["buttons"])
        if item.get("protected"):
            params["protect_content"] = True
        return {
            "bot": item["bot"],
            "method": SEND,
            "params": params,
            "language": language,
        }

    async def chat_of(self, row: OutboxRow) -> tuple[str, str] | None:
        """Return the conversation in which an item must keep its place, as `Parcel.chat` does.

        None when it goes to nobody. Raises as `read`.
        """
        item = self.keys.open_item(row.sealed)
        if "moved" in item:
            return (TEAM, str(int(item["moved"]["old"])))
        if "route" in item:
            sealed = await self.route_of(item["route"])
            return (
                None
                if sealed is None
                else (item["bot"], str(self.keys.open_route(sealed)["chat_id"]))
            )
        target = item.get("wipe") or item.get("params") or item
        return (item["bot"], str(target["chat_id"]))

    async def _route(self, item: Mapping[str, Any]) -> dict[str, Any]:
        sealed = await self.route_of(item["route"])
        if sealed is None:
            raise NobodyToTellError(item.get(REPORT))
        return self.keys.open_route(sealed)

    def _keyboard(self, language: str | None, rows: list[list[dict[str, str]]]) -> dict[str, Any]:
        return {
            "inline_keyboard": [
                [
                    {
                        "text": self.words.label(language, button["id"]),
                        "callback_data": button["data"],
                    }
                    for button in row
                ]
                for row in rows
            ]
        }


def _anchor(found: Parcel | Line) -> object:
    """Return what shares a place in the order: the lines of one message, or one item."""
    return found.place if isinstance(found, Line) else found.row.id
