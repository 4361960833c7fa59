"""Wraps cases for a reader's new key, one transaction a case, and says how far it came.

Stopped in the middle, it goes on with the next press: what is done no longer waits.
"""

from __future__ import annotations

from aiogram.types import Message

from bot.afterwards import Then
from bot.backstage import Backstage
from casework.desk.people import Member
from casework.desk.read import EarlierKeyError, reader_at
from casework.desk.rewrap import earlier_wraps, rewrap
from casework.desk.scope import CaseNotFoundError, NotPermittedError
from casework.operator_log import OperatorLog, kind
from casework.ports import DuplicateError, StaleError
from handlers.team.refusals import TOLD, refusal
from storage.ledger.errors import SealError
from storage.sql.work import Work

log = OperatorLog(__name__)

BATCH = 100
"""Cases for one press; whoever else writes to the bot meanwhile waits about a second."""

TRIES = 5
"""How often a case is wrapped that others change at the same moment."""

_FASTER = (StaleError, DuplicateError)
_LEFT_ASIDE = (CaseNotFoundError, NotPermittedError, EarlierKeyError, SealError, *_FASTER)


async def rewrap_now(stage: Backstage, then: Then, message: Message) -> None:
    """Wrap the next cases for the reader whom `then` names, and offer to go on."""
    scope, say = stage.scope(Work(stage.database)), stage.texts.say(None)
    try:
        member = await reader_at(scope, then["reader"], message.chat.id)
        say = stage.texts.say(member.language)
        waiting = await earlier_wraps(scope, member, then["rewrap"])
        cases = waiting.openable[then["skip"] :]
        done = [await _wrapped(stage, member, then["rewrap"], each) for each in cases[:BATCH]]
    except TOLD as error:
        await stage.edit(message, refusal(error, scope, stage.names, say))
        return
    left, failed = len(cases) - len(done), done.count(False)
    text = say(
        "desk-rewrapped",
        who=stage.names.person(then["rewrap"], say),
        done=done.count(True),
        left=left,
        others=waiting.others + then["skip"] + failed,
    )
    go_on = f"rw:{then['rewrap']}:{then['skip'] + failed}"
    rows = [[(say.label("desk-button-go-on"), go_on)]] if left else []
    await stage.edit(message, text, rows)


async def _wrapped(stage: Backstage, member: Member, reader_id: str, case_id: str) -> bool:
    """Wrap one case, whole or not at all; says whether it is done."""
    for attempt in range(TRIES):
        work = Work(stage.database)
        try:
            await rewrap(stage.scope(work), member, reader_id, case_id)
            await work.commit()
        except _LEFT_ASIDE as error:
            if isinstance(error, _FASTER) and attempt + 1 < TRIES:
                continue
            log.warning("case-not-rewrapped", error=kind(error))
            return False
        break
    return True
