"""Repeats 重复件: a case is linked to the first one of its matter, and may come to rest in it.

A repeat keeps its receipt and its row. When it is merged, nobody has to meet its terms but those of
the review. New facts take it up again: no notice begins anew, and its other terms run on. A card
tells of other cases only those that its reader may know of.

Source: 检举控告工作规则 arts. 14, 26; 工作方案 五.5 (every case is reviewed).
"""

from __future__ import annotations

from collections.abc import Sequence

from casework.desk.deadlines import note_events, withdraw_terms
from casework.desk.decided import Choice, DecisionRefusedError, Press, deciding, write_down
from casework.desk.facts import Case, case_for, change, open_facts
from casework.desk.figures import count
from casework.desk.index import FactsIndex
from casework.desk.people import Member
from casework.desk.records import Record
from casework.desk.reopening import take_up_again
from casework.desk.scope import CaseNotFoundError, DeskScope
from casework.rules.cases import CaseEvent, State, next_state
from casework.rules.repeats import linkable
from casework.rules.roles import Action
from casework.rules.search import of_any_number

MERGED = CaseEvent.MERGED.value


async def find_main(
    scope: DeskScope, index: FactsIndex | None, press: Press, case: Case, number: str
) -> Case:
    """Return the first case of the matter that a number names; of a repeat it is that one's first.

    Raises:
        DecisionRefusedError: The reader knows no case of that number, or it cannot be this one's.
    """
    if index is None or not index.complete:
        raise DecisionRefusedError("building")
    named = of_any_number(number)
    found = await index.find(press.member.id, [named]) if named else []
    if not found:
        raise DecisionRefusedError("no-such-number")
    if len(found) > 1:
        raise DecisionRefusedError("several-of-number")
    other = await _seen(scope, press.member, found[0].id)
    main = other and await _seen(scope, press.member, other.facts.main or other.id)
    if main is None:
        raise DecisionRefusedError("no-such-number")
    if main.id == case.id:
        raise DecisionRefusedError("same-case")
    own, others = case.facts, main.facts
    if not linkable(own.admits, own.bypassed, others.admits, others.bypassed):
        raise DecisionRefusedError("other-readers")
    return main


async def link_repeat(
    scope: DeskScope, index: FactsIndex | None, press: Press, number: str
) -> tuple[Case, Case]:
    """Say that a case repeats another one; returns both as they will be.

    Raises:
        DecisionRefusedError: It is linked already, is itself repeated, or see `find_main`.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.LINK)
    if case.facts.main is not None or case.facts.repeats:
        raise DecisionRefusedError("over")
    main = await find_main(scope, index, press, case, number)
    main = change(scope, main, by=press.member.id, repeats=(*main.facts.repeats, case.id))
    case = change(scope, case, by=press.member.id, main=main.id)
    scope.record("linked", case=case.id, by=press.member.id, main=main.id)
    return case, main


async def unlink_repeat(scope: DeskScope, press: Press) -> Case:
    """Take a link back.

    Raises:
        DecisionRefusedError: There is none, or the case rests in the other one.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.LINK)
    if case.facts.main is None or case.state is State.MERGED:
        raise DecisionRefusedError("over")
    row = await scope.book.case(case.facts.main)
    if row is not None and row.state != State.SHREDDED:
        # Whoever takes the link back need not know of that case; the others still look at its card.
        main = open_facts(scope, row)
        others = tuple(each for each in main.facts.repeats if each != case.id)
        change(scope, main, by=press.member.id, repeats=others)
    case = change(scope, case, by=press.member.id, main=None)
    scope.record("unlinked", case=case.id, by=press.member.id)
    return case


async def merge_repeat(scope: DeskScope, press: Press, reason: str) -> Case:
    """Let a repeat rest in the first case: nobody has to meet its terms, but for the review.

    Raises:
        DecisionRefusedError: It is linked to none.
        NotAllowedError: It is settled or closed.
        ChangedMeanwhileError, CaseNotFoundError, NotPermittedError: See `deciding`.
    """
    case = await deciding(scope, press, Action.MERGE)
    if case.facts.main is None:
        raise DecisionRefusedError("over")
    state = next_state(case.state, CaseEvent.MERGED)
    await write_down(scope, press, case, Record.OUTCOME, reason, choice=Choice.MERGED)
    case = change(scope, case, state=state, by=press.member.id, extension=None)
    withdrawn = await withdraw_terms(scope, case, MERGED, lambda rule: rule.who != "fifth")
    await count(scope, case, [*withdrawn, *await note_events(scope, case, MERGED)])
    scope.record(MERGED, case=case.id, by=press.member.id)
    return case


async def unmerge_repeat(scope: DeskScope, press: Press, reason: str) -> Case:
    """Take a merged case up again; its terms run on with the dates that they had.

    Raises:
        DecisionRefusedError: It is not merged.
        ChangedMeanwhileError, NotAllowedError, CaseNotFoundError, NotPermittedError: See
            `deciding`.
    """
    case = await deciding(scope, press, Action.MERGE)
    if case.state is not State.MERGED:
        raise DecisionRefusedError("over")
    await write_down(scope, press, case, Record.OUTCOME, reason, choice=Choice.UNMERGED)
    case, changes = await take_up_again(scope, case, undoing=True, by=press.member.id)
    await count(scope, case, changes)
    scope.record("unmerged", case=case.id, by=press.member.id)
    return case


async def known_main(scope: DeskScope, member: Member, case: Case) -> Case | None:
    """Return the case that this one repeats, if the reader may know of it."""
    return await _seen(scope, member, case.facts.main) if case.facts.main else None


async def known_repeats(scope: DeskScope, member: Member, case: Case) -> Sequence[Case]:
    """Return the repeats of a case that the reader may know of."""
    found = [await _seen(scope, member, each) for each in case.facts.repeats]
    return [each for each in found if each is not None]


async def _seen(scope: DeskScope, member: Member, case_id: str) -> Case | None:
    try:
        return await case_for(scope, member, case_id)
    except CaseNotFoundError:
        return None
