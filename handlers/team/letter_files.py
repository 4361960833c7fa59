"""A page, a photo or a recording that a member sends: fetched and sealed after the answer."""

from __future__ import annotations

from aiogram.types import Message

from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.keeping import Attachment
from handlers.answers import Answer, message_to
from handlers.texts import Say

PLACEHOLDER = "…"


def storing(
    scope: DeskScope, message: Message, file: Attachment, member: Member, say: Say, **owner: str
) -> Answer:
    """Return the answer whose sequel fetches a file; `owner` is a letter's id or a case's.

    Where it lies is sealed under the key of the day: the answer rests in the database.
    """
    piece_id, today = scope.new_id(), scope.today()
    pointer = {
        "file_id": file.file_id,
        "kind": file.kind,
        "name": file.name,
        "mime": file.mime,
        "size": file.size_bytes,
        "sent_at": message.date.isoformat(),
    }
    sealed = scope.letters.seal_pointer(today, piece_id, pointer)
    then = {
        "store": sealed.hex(),
        "piece": piece_id,
        "day": today.isoformat(),
        "reader": member.id,
        "message": message.message_id,
        **owner,
        "lost": say("desk-letter-file-failed"),  # if Telegram does not take the answer
    }
    return Answer(message_to(message.chat.id, say("desk-letter-storing"), protected=True), then)
