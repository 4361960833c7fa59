"""Terms set by hand: what is owed by when, another day for it, taken back, done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casework.desk.assign import tag_of
from casework.desk.by_hand import (
    cancel_by_hand,
    finish_by_hand,
    finishable,
    kinds,
    move_by_hand,
    set_by_hand,
    set_term,
)
from casework.desk.deadlines import Watched, tag_of_term
from casework.desk.facts import Case
from casework.rules.roles import Action
from handlers.team.answers_read import day, day_ahead, reason, remark
from handlers.team.deciding import Act, Asking, Question, Variables
from handlers.team.views import name_of_term
from handlers.texts import Say


async def _kinds(asking: Asking, say: Say) -> Sequence[tuple[str, str]]:
    found = kinds(asking.scope, asking.case)
    return [(tag_of(rule.id), name_of_term(rule.id, say)) for rule in found]


async def _open(asking: Asking, say: Say) -> Sequence[tuple[str, str]]:
    return _labels(await set_by_hand(asking.scope, asking.case), say)


async def _to_be_done(asking: Asking, say: Say) -> Sequence[tuple[str, str]]:
    return _labels(await finishable(asking.scope, asking.case), say)


def _labels(terms: Sequence[Watched], say: Say) -> Sequence[tuple[str, str]]:
    """Return buttons that tell two terms of one kind apart by their days."""
    return [
        (
            tag_of_term(each),
            say.label("decide-task-until", term=name_of_term(each.rule_id, say), due=each.due.date),
        )
        for each in terms
    ]


async def _set(asking: Asking) -> tuple[Case, Variables]:
    given = asking.given
    until = date.fromisoformat(given["until"]) if given["until"] else None
    case, due = await set_term(
        asking.scope, asking.press, kind=given["kind"], until=until, words=given["reason"]
    )
    return case, {"due": due}


async def _move(asking: Asking) -> tuple[Case, Variables]:
    given = asking.given
    until = date.fromisoformat(given["until"])
    case, due = await move_by_hand(
        asking.scope, asking.press, tag=given["term"], until=until, reason=given["reason"]
    )
    return case, {"due": due}


async def _cancel(asking: Asking) -> tuple[Case, Variables]:
    given = asking.given
    case = await cancel_by_hand(
        asking.scope, asking.press, tag=given["term"], reason=given["reason"]
    )
    return case, {}


async def _finish(asking: Asking) -> tuple[Case, Variables]:
    given = asking.given
    case = await finish_by_hand(
        asking.scope,
        asking.press,
        tag=given["term"],
        day=date.fromisoformat(given["day"]),
        words=given["words"],
    )
    return case, {}


BY_HAND = (
    Act(
        "task",
        Action.SET_TERM,
        (Question("kind", _kinds), Question("until", read=day_ahead, optional=True), reason()),
        _set,
    ),
    Act(
        "taskday",
        Action.SET_TERM,
        (Question("term", _open), Question("until", read=day_ahead), reason()),
        _move,
    ),
    Act("untask", Action.SET_TERM, (Question("term", _open), reason()), _cancel),
    Act("taskdone", Action.FINISH, (Question("term", _to_be_done), day(), remark()), _finish),
)
