"""What a card says of those who take no part: the body that it is about, and who was recused.

Why somebody was recused lies sealed in the case. The body that a case is about has no card of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casework.desk.facts import Case, allowed
from casework.desk.people import Member
from casework.desk.scope import DeskScope
from casework.rules.roles import Action, Group
from handlers.team.context import Names
from handlers.texts import Html, Say


def oversight(
    scope: DeskScope, member: Member, case: Case, names: Names, say: Say
) -> Sequence[Html]:
    """Return the lines for a card."""
    lines = [*_duties(member, case, say)]
    if allowed(member, case, Action.RECUSALS):
        lines += _recusals(scope, case, names, say)
    return lines


def _duties(member: Member, case: Case, say: Say) -> Sequence[Html]:
    """Say who does the work of another body; nothing when everybody does their own."""
    facts = case.facts
    reviewer = facts.reviewer or "nobody"
    bodies = {"worker": _body(facts.worker, say), "reviewer": _body(reviewer, say)}
    if facts.bypassed:
        if member.group in facts.bypassed:
            return ()
        comma = say.label("list-comma")
        about = comma.join(_body(each, say) for each in sorted(facts.bypassed))
        return [say("desk-bypass", about=about, **bodies)]
    if (facts.worker, facts.reviewer) == (Group.TEAM, Group.FIFTH):
        return ()
    return [say("desk-stand-in", **bodies)]


def _body(group: str, say: Say) -> str:
    return say.label(f"desk-body-{group}")


def _recusals(scope: DeskScope, case: Case, names: Names, say: Say) -> Sequence[Html]:
    when = {each.reader: each for each in case.facts.recusals}
    early = [each for each in case.facts.recused if each not in when]
    lines = []
    if early:
        who = say.label("list-comma").join(names.person(each, say) for each in early)
        lines.append(say("desk-recusal-beginning", who=who))
    for each in case.facts.recusals:
        day = scope.day_of(datetime.fromisoformat(each.at))
        kind = "stepped" if each.by == each.reader else "recused"
        lines.append(say(f"desk-recusal-{kind}", who=names.person(each.reader, say), day=day))
    return lines
