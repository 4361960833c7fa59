"""Coming back to what is not finished: what there is and until when, or that its time was over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aiogram.methods import SendMessage

from casework.intake_scope import IntakeScope
from casework.keeping import count_contents
from casework.rules.drafts import last_day
from casework.rules.terms import local_date
from handlers.answers import message_to
from handlers.public.notice import Notice
from handlers.texts import Html, Say

OVER = "over"


async def what_there_is(
    chat_id: int, data: Mapping[str, Any], say: Say, scope: IntakeScope, notice: Notice
) -> SendMessage:
    """Return how much of a petition there is, since when and until when, and what can be done."""
    go_on = [(say.label("button-continue"), "continue")]
    discard = [(say.label("button-discard"), "discard")]
    touched = await scope.book.draft_touched(data.get("draft", ""))
    if touched is None:
        return message_to(chat_id, say("unfinished"), [go_on, discard])
    contents = await count_contents(scope, data["draft"])
    begun = data.get("begun")
    text = say(
        "unfinished-draft",
        begun=date.fromisoformat(begun) if begun else local_date(touched),
        messages=contents.messages,
        files=contents.attachments,
        until=last_day(local_date(touched), notice.draft_days),
    )
    review = [(say.label("button-review"), "review")]
    return message_to(chat_id, text, [go_on, review, discard])


def with_last_day(shown: SendMessage, say: Say, scope: IntakeScope, notice: Notice) -> SendMessage:
    """Return a message that also says until when a draft is kept that begins now."""
    kept = say(
        "draft-kept",
        until=last_day(scope.today(), notice.draft_days),
        reminds="yes" if notice.draft_reminder_days else "no",
    )
    return shown.model_copy(update={"text": Html(f"{shown.text}\n\n{kept}")})


def told_that_over(chat_id: int, data: Mapping[str, Any], say: Say) -> list[SendMessage]:
    """Tell somebody who returns that their draft was deleted on the day that was announced."""
    if not data.get(OVER):
        return []
    return [message_to(chat_id, say("draft-was-over", day=date.fromisoformat(data[OVER])))]
