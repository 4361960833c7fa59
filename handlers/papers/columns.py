"""The columns of the ledger 台账, in the order in which an office reads them.

Source: 巡察信访举报受理登记台账 (工作方案 六(二)6), and what the rules on petitions add to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casework.desk.decided import Choice
from casework.desk.papers import Opened
from casework.desk.records import Field, Record, chosen, newest
from casework.desk.register import WITHDRAWN
from casework.rules.display import shown
from casework.rules.marks import Mark
from handlers.papers.book import Book, Fonts, Head, Value
from handlers.papers.clerk import Clerk

ROOM = 300
"""Characters of the petition that stand in its row."""

NEW_PAGE = frozenset({"matter", "work"})
"""The groups with which another sheet of paper begins."""
PETITIONS, LEADS = "ledger-title", "ledger-title-leads"
"""The titles of the two ledgers of a round. Source: 工作方案 六(三)3."""
_ELSEWHERE = frozenset({"passed-down", "inquiry"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the group above it, its width in characters, what stands in it.

    `content` says that it is filled from what only readers of the case can open.
    """

    name: str
    group: str
    width: int
    value: Callable[[Clerk, Opened], Value]
    content: bool = False


def ledger_of(
    clerk: Clerk, rows: Sequence[Sequence[Value]], what: str, title: str = PETITIONS
) -> Book:
    """Return a ledger as it is to be written; `what` says which cases it holds."""
    round_name = clerk.names.body("round", clerk.say)
    parts = [
        clerk.label("ledger-made", round=round_name, what=what),
        clerk.label("ledger-count", count=len(rows)),
        clerk.stamp(),
    ]
    named = ("paper-font-title", "paper-font-heading", "paper-font-table")
    fonts = map(clerk.label, named)
    return Book(
        sheet=clerk.label("ledger-sheet"),
        title=clerk.label(title, team=clerk.names.body("team", clerk.say)),
        below="    ".join(parts),
        stamp=clerk.stamp(),
        rule=clerk.label("paper-secret"),
        pages=clerk.label("ledger-page", page="&P", pages="&N"),
        fonts=Fonts(*fonts),
        heads=_heads(clerk),
        rows=rows,
    )


def row_of(clerk: Clerk, opened: Opened) -> list[Value]:
    """Return one case as a row; what this reader cannot open says so."""
    hidden = clerk.hidden(opened)
    return [
        hidden if hidden and column.content else column.value(clerk, opened) for column in COLUMNS
    ]


def _heads(clerk: Clerk) -> list[Head]:
    heads = list[Head]()
    for at, column in enumerate(COLUMNS):
        begins = at == 0 or COLUMNS[at - 1].group != column.group
        group = clerk.label(f"ledger-group-{column.group}")
        label = clerk.label(f"ledger-column-{column.name}")
        heads.append(Head(label, group, column.width, begins and column.group in NEW_PAGE))
    return heads


def _origin(clerk: Clerk, opened: Opened) -> str:
    channel = opened.case.facts.channel
    return clerk.source(opened) if channel in _ELSEWHERE else clerk.label("ledger-from-people")


def _verified(clerk: Clerk, opened: Opened) -> str:
    if not opened.case.facts.named:
        return ""
    return clerk.signed_texts(opened, Record.VERIFICATION) or clerk.label("ledger-not-verified")


def _handling(clerk: Clerk, opened: Opened) -> str:
    organ = clerk.values(opened, Record.HANDLING, Field.ORGAN)
    code = opened.case.facts.handling
    way = clerk.known(f"desk-choice-handling-{code}", code) if code else ""
    return "\n".join(filter(None, (way, organ)))


def _repeats(clerk: Clerk, opened: Opened) -> str:
    facts, lines = opened.case.facts, list[str]()
    if facts.main is not None:
        main = opened.related.get(facts.main, "")
        lines.append(clerk.label("ledger-repeats", number=main))
    if facts.repeats:
        lines.append(clerk.label("ledger-repeated", count=len(facts.repeats)))
        lines += [opened.related[each] for each in facts.repeats if each in opened.related]
    return "\n".join(lines)


def _taken_by(clerk: Clerk, opened: Opened) -> str:
    return clerk.person(opened.case.facts.entered_by) or clerk.label("ledger-by-bot")


def _happened(clerk: Clerk, opened: Opened) -> str:
    days = clerk.values(opened, Record.HAPPENED, Field.DAY)
    return clerk.texts(opened, Record.HAPPENED).strip() or days


def _reviewed(clerk: Clerk, opened: Opened) -> str:
    facts = opened.case.facts
    lines = [clerk.label(f"desk-review-{opened.case.review}")]
    if facts.reviewed_by and facts.reviewed_at:
        lines.append(f"{clerk.person(facts.reviewed_by)} {clerk.day(facts.reviewed_at)}")
    return "\n".join([*lines, *filter(None, [clerk.signed_texts(opened, Record.OPINION)])])


def _terms(clerk: Clerk, opened: Opened) -> str:
    return "\n".join(clerk.term(each) for each in opened.terms)


def _extended(_clerk: Clerk, opened: Opened) -> str:
    """The days to which terms were extended; what was only asked for moves nothing."""
    approved = chosen(opened.entries, Record.APPROVAL, Choice.EXTENSION_APPROVED)
    return "\n".join(shown((each.fields or {}).get(Field.UNTIL.value, "")) for each in approved)


def _disposition(clerk: Clerk, opened: Opened) -> str:
    """What is proposed now, and who has approved it."""
    facts, proposed = opened.case.facts, newest(opened.entries, Record.DISPOSITION)
    lines = [clerk.signed(proposed)] if facts.disposition and proposed else []
    if facts.approved:
        lines.append(clerk.label("ledger-approved", who=clerk.person(facts.approved)))
    return "\n".join(lines)


def _transferred(clerk: Clerk, opened: Opened) -> str:
    """To whom it was passed on, why, and who has signed for it."""
    steps = chosen(opened.entries, Record.OUTCOME, Choice.TRANSFERRED, Choice.SIGNED_FOR)
    return "\n".join(clerk.signed(each) for each in steps)


def _result(clerk: Clerk, opened: Opened) -> str:
    closed_at = opened.case.facts.closed_at
    day = [clerk.day(closed_at)] if closed_at else []
    decided = clerk.signed_texts(opened, Record.DECISION)
    return "\n".join(filter(None, [*day, decided, clerk.texts(opened, Record.RESULT)]))


def _remarks(clerk: Clerk, opened: Opened) -> str:
    facts = opened.case.facts
    lines = [clerk.label(f"desk-state-{opened.case.state}")]
    if WITHDRAWN in facts.marks:
        lines.append(clerk.label("ledger-withdrawn"))
    if Mark.PRINCIPAL in facts.marks:
        lines.append(clerk.label(f"desk-mark-{Mark.PRINCIPAL}"))
    return clerk.join(lines)


def _reporter(field: Field) -> Callable[[Clerk, Opened], Value]:
    return lambda clerk, opened: clerk.reporter(opened, field)


def _accused(field: Field) -> Callable[[Clerk, Opened], Value]:
    return lambda clerk, opened: clerk.values(opened, Record.ACCUSED, field)


def _texts(kind: Record) -> Callable[[Clerk, Opened], Value]:
    return lambda clerk, opened: clerk.signed_texts(opened, kind)


def _nothing(_clerk: Clerk, _opened: Opened) -> Value:
    return ""


COLUMNS: Sequence[Column] = (
    Column("number", "intake", 22, lambda _, opened: opened.case.number),
    Column("receipt", "intake", 21, lambda _, opened: opened.case.facts.receipt),
    Column("received", "intake", 12, lambda _, opened: opened.case.received_on),
    Column("way", "intake", 10, lambda clerk, opened: clerk.source(opened)),
    Column("origin", "intake", 11, _origin),
    Column("identity", "intake", 7, lambda clerk, opened: clerk.identity(opened)),
    Column("verified", "intake", 18, _verified, content=True),
    Column("reporter-name", "reporter", 11, _reporter(Field.NAME), content=True),
    Column("reporter-phone", "reporter", 15, _reporter(Field.PHONE), content=True),
    Column("reporter-address", "reporter", 18, _reporter(Field.ADDRESS), content=True),
    Column("reporter-unit", "reporter", 16, _reporter(Field.UNIT), content=True),
    Column("reporter-people", "reporter", 6, _reporter(Field.PEOPLE), content=True),
    Column("reporter-joint", "reporter", 7, _reporter(Field.JOINT), content=True),
    Column("accused-name", "accused", 11, _accused(Field.NAME), content=True),
    Column("accused-unit", "accused", 18, _accused(Field.UNIT), content=True),
    Column("accused-post", "accused", 13, _accused(Field.POST), content=True),
    Column("accused-rank", "accused", 10, _accused(Field.RANK), content=True),
    Column("place", "matter", 14, lambda c, o: c.texts(o, Record.PLACE), content=True),
    Column("account", "matter", 60, lambda c, o: c.account(o, ROOM), content=True),
    Column("category", "matter", 17, lambda clerk, opened: clerk.category(opened)),
    Column("happened", "matter", 13, _happened, content=True),
    Column("attachments", "matter", 6, lambda clerk, opened: clerk.attachments(opened)),
    Column("repeats", "matter", 20, _repeats),
    Column("marks", "matter", 10, lambda clerk, opened: clerk.marks(opened)),
    Column("taken-by", "advice", 11, _taken_by),
    Column("proposal", "advice", 28, _texts(Record.PROPOSAL), content=True),
    Column("instruction", "advice", 28, _texts(Record.INSTRUCTION), content=True),
    Column("review", "work", 28, _reviewed),
    Column("assignee", "work", 11, lambda c, o: c.person(o.case.facts.assignee)),
    Column("recusals", "work", 11, lambda c, o: c.join([*map(c.person, o.case.facts.recused)])),
    Column("handling", "work", 10, _handling),
    Column("disposition", "work", 22, _disposition, content=True),
    Column("terms", "outcome", 26, _terms),
    Column("extension", "outcome", 12, _extended, content=True),
    Column("told", "outcome", 18, lambda clerk, opened: clerk.told(opened), content=True),
    Column("transferred", "outcome", 20, _transferred, content=True),
    Column("result", "outcome", 26, _result, content=True),
    Column("archive", "outcome", 11, _nothing),
    Column("remarks", "outcome", 16, _remarks),
)
