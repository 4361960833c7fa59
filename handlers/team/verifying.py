"""Verifying a name: how the reporter was spoken to, when, what came of it, and what was said.

Source: 检举控告工作规则 arts. 24, 30.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from casework.desk.facts import Case
from casework.desk.verify import verify_name
from casework.rules.days import read_day
from casework.rules.roles import Action
from casework.rules.verification import Verified, Way
from handlers.team.answers_read import words
from handlers.team.deciding import Act, Asking, Question, Variables
from handlers.texts import Say


async def _ways(_asking: Asking, say: Say) -> Sequence[tuple[str, str]]:
    return [(way.value, say.label(f"desk-choice-verification-{way}")) for way in Way]


async def _days(asking: Asking, say: Say) -> Sequence[tuple[str, str]]:
    today = asking.scope.today()
    yesterday = today - timedelta(days=1)
    return [
        (today.isoformat(), say.label("desk-find-today")),
        (yesterday.isoformat(), say.label("desk-find-yesterday")),
    ]


async def _day(asking: Asking, text: str) -> str | None:
    today = asking.scope.today()
    day = read_day(text, today)
    return day.isoformat() if day is not None and day <= today else None


async def _results(_asking: Asking, say: Say) -> Sequence[tuple[str, str]]:
    return [(result.value, say.label(f"desk-choice-verification-{result}")) for result in Verified]


async def _verify(asking: Asking) -> tuple[Case, Variables]:
    given = asking.given
    case = await verify_name(
        asking.scope,
        asking.press,
        Way(given["way"]),
        date.fromisoformat(given["day"]),
        Verified(given["result"]),
        given["words"],
    )
    return case, {"result": given["result"]}


VERIFYING = (
    Act(
        "verify",
        Action.VERIFY,
        (
            Question("way", _ways),
            Question("day", _days, read=_day),
            Question("result", _results),
            Question("words", read=words, long=True),
        ),
        _verify,
    ),
)
