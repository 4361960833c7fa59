"""What somebody is told who does too much at once: what was not kept, until when, and what stays.

The first message over the limit is answered with the moment from which messages are kept again;
that answer speaks for those that follow until then, which are not answered one by one.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from casework.allowance import Allowance
from casework.rules.limits import Measure, Refusal
from handlers.answers import Answers, message_to
from handlers.public.context import speaker
from handlers.texts import Html, Say, Texts


def routes() -> Router:
    """Return the dialogue with somebody who writes too fast; it is asked before all others."""
    router = Router(name="fair")
    router.message(~F.text.startswith("/"), too_fast)(wait_a_little)
    router.edited_message(too_fast)(wait_a_little)
    return router


async def too_fast(message: Message, allowance: Allowance) -> bool | dict[str, Refusal]:
    """Count a message, or say that it is one too many.

    What counts is when it was sent: somebody who wrote while we were away did not flood.
    """
    at = datetime.fromtimestamp(message.edit_date, UTC) if message.edit_date else message.date
    found = allowance.refuses(Measure.MESSAGES, at=at)
    if found is None:
        allowance.spend(Measure.MESSAGES, at=at)
        return False
    return {"too_many": found}


async def wait_a_little(
    message: Message, state: FSMContext, texts: Texts, allowance: Allowance, too_many: Refusal
) -> Answers:
    """Say from when on messages are kept again; once is enough until then."""
    if too_many.told:
        return []
    say = speaker(texts, await state.get_data(), message.from_user)
    return message_to(message.chat.id, say("too-fast", minutes=minutes(too_many, allowance.now)))


def refused(say: Say, allowance: Allowance, measure: Measure, cost: int = 1) -> Html | None:
    """Return the sentence that refuses `cost` more of `measure`, or None if it is not too much."""
    found = allowance.refuses(measure, cost)
    if found is None:
        return None
    return say(f"too-many-{measure}", minutes=minutes(found, allowance.now))


def minutes(found: Refusal, now: datetime) -> int:
    """Return for how many minutes a refusal holds, at least one."""
    return max(1, math.ceil((found.until - now) / timedelta(minutes=1)))
