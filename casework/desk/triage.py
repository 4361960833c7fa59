"""What the team finds out about a case: its category, the unit concerned, its marks.

Nothing here changes who can open the case: that is a matter of keys, and of recusal.

Source: 工作方案 二 (categories), 六(二)7 and 六(四) (marks), 八.4 (home units).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from casework.desk.facts import Case, allowed, case_to, change, check_version
from casework.desk.figures import count
from casework.desk.flags import check_flag, flag_with, note_flag
from casework.desk.grant import kept_out
from casework.desk.lines import leave_groups
from casework.desk.messages import chat_of, chats_of_leader, tell_of
from casework.desk.people import Member, members
from casework.desk.rechoosing import rechoose_terms
from casework.desk.scope import DeskScope
from casework.rules.access import Exclusion
from casework.rules.cases import NotAllowedError, State
from casework.rules.marks import PRESSING, Mark, following
from casework.rules.roles import Action
from casework.rules.routing import ABOUT_INSPECTORS
from casework.rules.totals import Totals

NOT_SURE = ""
"""The unit or the category that nobody has named."""


class UnknownChoiceError(Exception):
    """The round has no such unit, category or mark."""


class AboutInspectorsError(Exception):
    """This category decides at submission who can open a case, so it is not given or taken here."""


async def triaging(scope: DeskScope, by: Member, case_id: str, version: int | None = None) -> Case:
    """Return a case on which `by` may change category, unit and marks.

    Raises:
        ChangedMeanwhileError: The card of this version is no longer true.
        NotAllowedError: It is archived.
        CaseNotFoundError: See `case_for`.
        NotPermittedError: The role of `by` does not do this.
    """
    case = await case_to(scope, by, case_id, Action.FLAG)
    if case.state is State.ARCHIVED:
        raise NotAllowedError("archived")
    if version is not None:
        check_version(case, version)
    return case


async def set_category(scope: DeskScope, by: Member, case_id: str, version: int, code: str) -> Case:
    """Put a case under a category, or an item of one; its terms and the figures follow.

    Raises:
        UnknownChoiceError: The round has no such category.
        AboutInspectorsError: See there.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `triaging`.
    """
    case = await triaging(scope, by, case_id, version)
    before = case.facts.category
    if code not in {NOT_SURE, *scope.office.categories}:
        raise UnknownChoiceError
    if code == before:
        return case
    if ABOUT_INSPECTORS & {code, before}:
        raise AboutInspectorsError
    changed = change(scope, case, by=by.id, category=code, marks=_marks_under(scope, case, code))
    day = scope.day_of(datetime.fromisoformat(case.facts.registered_at or case.facts.received_at))

    def moving(totals: Totals) -> Totals:
        return totals.recategorised(day, before, code)

    terms = await rechoose_terms(scope, changed)
    await count(scope, changed, [moving, *terms])
    scope.record("categorised", case=case.id, by=by.id, before=before, after=code)
    return changed


async def set_unit(
    scope: DeskScope, by: Member, case_id: str, version: int, unit: str
) -> tuple[Case, Sequence[str]]:
    """Say which unit a case concerns; returns who reads it and belongs to that unit.

    They still hold their keys: they are asked to step back, and the leader hears of it.

    Raises:
        UnknownChoiceError: The round has no such unit.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `triaging`.
    """
    case = await triaging(scope, by, case_id, version)
    if unit not in {NOT_SURE, *scope.office.units}:
        raise UnknownChoiceError
    if unit == case.facts.unit:
        return case, ()
    changed = change(scope, case, by=by.id, unit=unit)
    scope.record("unit", case=case.id, by=by.id, before=case.facts.unit, after=unit)
    await leave_groups(scope, changed)
    affected = belonging(scope, changed)
    if affected:
        await _tell_of_unit(scope, changed, by, affected)
    return changed, affected


def belonging(scope: DeskScope, case: Case) -> Sequence[str]:
    """Return who reads a case although they belong to the unit that it concerns."""
    unbound = replace(case.facts, recused=(), bypassed=())
    return [
        reader.id
        for reader in scope.roster.readers()
        if case.facts.lets_in(reader.id) and kept_out(unbound, reader) is Exclusion.HOME_UNIT
    ]


async def set_mark(  # noqa: PLR0913  which mark of which card, and how
    scope: DeskScope, by: Member, case_id: str, version: int, mark: str, *, on: bool
) -> Case:
    """Set or unset a mark; the leader hears of one that is pressing.

    Raises:
        UnknownChoiceError: There is no such mark.
        NotPermittedError: Also for the last pressing mark, once a leader has confirmed it.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `triaging`.
    """
    case = await triaging(scope, by, case_id, version)
    if mark not in {*Mark}:
        raise UnknownChoiceError
    before = case.facts.marks
    if (mark in before) is on:
        return case
    marks = (*before, mark) if on else tuple(each for each in before if each != mark)
    by_hand = case.facts.priority_by_hand
    if mark == Mark.PRIORITY:  # what the category says anyway goes on following it
        by_hand = on is not (case.facts.category in scope.office.first)
    check_flag(by, case, marks)
    flag = flag_with(by, case, marks)
    changed = change(scope, case, by=by.id, priority_by_hand=by_hand, **flag)
    scope.record("marked" if on else "unmarked", case=case.id, by=by.id, mark=mark)
    await note_flag(scope, case, changed)
    if on and mark in PRESSING:
        chats = await chats_of_leader(scope, changed)
        tell_of(scope, changed, [c for c in chats if c != chat_of(by)], "announce-pressing")
    return changed


def _marks_under(scope: DeskScope, case: Case, category: str) -> tuple[str, ...]:
    if case.facts.priority_by_hand:
        return case.facts.marks
    return following(case.facts.marks, category, scope.office.first)


async def _tell_of_unit(scope: DeskScope, case: Case, by: Member, affected: Sequence[str]) -> None:
    own = [chat_of(m) for m in await members(scope) if m.id in affected]
    tell_of(scope, case, [chat for chat in own if chat != chat_of(by)], "announce-own-unit")
    if not allowed(by, case, Action.RECUSE):
        leaders = [chat for chat in await chats_of_leader(scope, case) if chat not in own]
        tell_of(scope, case, leaders, "announce-readers-unit")
