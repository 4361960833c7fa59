"""Albums: Telegram sends each item by itself, so their one answer waits until it is quiet.

Every item is kept at once, in the transaction of its own update. How many have come stands in the
conversation, sealed, and the answer lies in the outbox with the moment at which it is due; each
further item replaces it by one that is due later. So a kill loses neither an item nor the answer.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from casework.intake_scope import IntakeScope
from casework.outbox import outbox_row
from handlers.answers import Answers, Rows, message_to, to_item
from handlers.public.drafting import told_held_back
from handlers.public.keeping import RefusedError
from handlers.texts import Html, Say

QUIET = timedelta(seconds=2)
REMEMBERED = 3  # albums of one conversation
ANSWERED = 10_000  # albums of everybody


@dataclass(slots=True)
class Album:
    """One album as far as it has come; `label` joins its pieces for whoever reads them.

    `held` says that it holds back a petition that was about to go out by itself.
    """

    label: str
    item: str | None = None
    due: datetime | None = None
    kinds: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    held: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any], message: Message, scope: IntakeScope) -> Album | None:
        """Return the album that a message belongs to, as the conversation knows it."""
        if message.media_group_id is None:
            return None
        known = data.get("albums", {}).get(message.media_group_id)
        if known is None:
            return cls(scope.new_id()[:8])
        due = datetime.fromisoformat(known["due"]) if known["due"] else None
        counted = Counter(known["kinds"])
        held = known.get("held", False)
        return cls(known["label"], known["item"], due, counted, known["refused"], held)

    def put_into(self, data: Mapping[str, Any], message: Message) -> dict[str, Any]:
        """Return the albums of a conversation, with this one as it stands now."""
        known = dict(data.get("albums", {}))
        known.pop(message.media_group_id, None)
        known[str(message.media_group_id)] = {
            "label": self.label,
            "item": self.item,
            "due": self.due.isoformat() if self.due else None,
            "kinds": dict(self.kinds),
            "refused": self.refused,
            "held": self.held,
        }
        return dict(list(known.items())[-REMEMBERED:])

    def withdraw(self, scope: IntakeScope) -> None:
        """Take back the answer that waits."""
        if self.item is not None:
            scope.book.remove_outbox(self.item)
            self.item = None

    def plan(  # noqa: PLR0913  what an answer is made of
        self,
        chat_id: int,
        due: datetime,
        scope: IntakeScope,
        say: Say,
        buttons: Rows,
        *,
        added: bool,
    ) -> None:
        """Let the courier answer at `due`, unless something is still to come."""
        self.item, self.due = scope.new_id(), due
        told = message_to(chat_id, _sentence(self, say, late=False, added=added), buttons)
        item = to_item(told)
        scope.book.add_outbox(outbox_row(scope.seals.seal_for_courier, item, self.item, due))


async def confirm_item(  # noqa: PLR0913  what an answer is made of
    message: Message,
    state: FSMContext,
    scope: IntakeScope,
    say: Say,
    album: Album,
    kind: str,
    buttons: Rows,
    *,
    added: bool = False,
) -> Answers:
    """Answer an item that was kept: not yet, or briefly if the album was answered before."""
    now = scope.clock()
    late = album.due is not None and now >= album.due
    album.kinds[kind] += 1
    album.withdraw(scope)
    if not late:
        album.plan(message.chat.id, now + QUIET, scope, say, buttons, added=added)
    await _remember(message, state, album)
    if not late:
        return []
    return message_to(message.chat.id, _sentence(album, say, late=True, added=added), buttons)


async def refused_item(  # noqa: PLR0913  as above
    message: Message,
    state: FSMContext,
    scope: IntakeScope,
    say: Say,
    error: RefusedError,
    buttons: Rows,
    *,
    added: bool = False,
) -> Answers:
    """Say why a message was not kept; of an album the reason is told once, and then the count."""
    told = message_to(message.chat.id, error.told, buttons)
    album = Album.of(await state.get_data(), message, scope)
    if album is None:
        return told
    album.refused += 1
    now = scope.clock()
    if album.item is not None and album.due is not None and now < album.due:
        album.withdraw(scope)
        album.plan(message.chat.id, now + QUIET, scope, say, buttons, added=added)
    await _remember(message, state, album)
    return told if album.refused == 1 else []


async def _remember(message: Message, state: FSMContext, album: Album) -> None:
    await state.update_data(albums=album.put_into(await state.get_data(), message))


def _sentence(album: Album, say: Say, *, late: bool, added: bool) -> Html:
    total = album.kinds.total()
    kind = next(iter(album.kinds)) if len(album.kinds) == 1 else "mixed"
    name = "album-late" if late else "album-passed-on" if added else "album-noted"
    text = told_held_back(say(name, kind=kind, count=total), say, held=album.held)
    if not album.refused:
        return text
    return Html(f"{text}\n{say('album-refused', count=album.refused)}")


class AnsweredAlbums:
    """Which albums were answered that nothing is kept of: one answer is enough for each.

    In memory alone: after a restart the rest of an album is answered once more.
    """

    def __init__(self) -> None:
        self._first: OrderedDict[str, int] = OrderedDict()

    def is_answered(self, message: Message) -> bool:
        """Say whether another item of the same album was answered; if not, this one is."""
        if message.media_group_id is None:
            return False
        first = self._first.setdefault(message.media_group_id, message.message_id)
        while len(self._first) > ANSWERED:
            self._first.popitem(last=False)
        # The same item may come again, if it could not be committed.
        return first != message.message_id
