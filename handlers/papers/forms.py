"""The forms of the office, filled from one case; what is not known yet leaves room to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from casework.desk.decided import Choice
from casework.desk.papers import Opened
from casework.desk.records import Field, Record, chosen, holding, newest
from casework.rules.display import shown
from casework.rules.papers import Form
from casework.rules.terms import Term, TermRule, Unit
from handlers.papers.clerk import Clerk
from handlers.papers.page import Page, Row

ROOM = 700
"""Characters of the petition that stand in a form."""
FOUR = (25, 55, 25, 51)
CHECKED = ("rectification-plan", "rectification-report", "principals-report")
"""What a unit owes after the feedback, by the terms of the round. Source: 工作方案 六(四)."""


def make_form(clerk: Clerk, form: Form, opened: Opened, rules: Sequence[TermRule]) -> bytes:
    """Return the form as a document."""
    page = Page(clerk, clerk.label("paper-for-unit" if form.goes_out else "paper-secret"))
    if form is Form.CHECKLIST:
        _checklist(page, clerk, opened, rules)
    else:
        _WRITERS[form](page, clerk, opened)
    return page.finished()


def _urgent_report(page: Page, clerk: Clerk, opened: Opened) -> None:
    _head(page, clerk, "form-title-urgent-report", _document(opened, Record.REPORT))
    rows = [
        *_first_rows(clerk, opened),
        Row((_field(clerk, "marks"), clerk.marks(opened), _field(clerk, "to"), _office(clerk))),
        Row((_field(clerk, "accused"), _accused(clerk, opened))),
        Row((_field(clerk, "account"), _account(clerk, opened)), height_mm=34),
        Row((_field(clerk, "reason"), _last(opened, Record.REPORT)), height_mm=16),
        Row((_field(clerk, "proposal"), _last(opened, Record.PROPOSAL)), height_mm=16),
        Row((_field(clerk, "instruction"), _decided(clerk, opened)), height_mm=20),
        Row((_field(clerk, "signed-for"), clerk.label("form-sign-here")), height_mm=16),
    ]
    page.table(rows, FOUR)
    _sign(page, clerk)


def _transfer(page: Page, clerk: Clerk, opened: Opened) -> None:
    _head(page, clerk, "form-title-transfer", "")
    passed_on = chosen(opened.entries, Record.OUTCOME, Choice.TRANSFERRED)
    organ = shown((passed_on[-1].fields or {}).get(Field.ORGAN.value, "")) if passed_on else ""
    organ = organ or clerk.label("form-blank")
    page.addressee(clerk.label("form-to", whom=organ))
    page.paragraph(clerk.label("form-transfer-asks"))
    rows = [
        *_first_rows(clerk, opened),
        Row((_field(clerk, "accused"), _accused(clerk, opened))),
        Row((_field(clerk, "account"), _account(clerk, opened)), height_mm=26),
        Row((_field(clerk, "disposition"), _proposed(clerk, opened))),
        Row((_field(clerk, "instruction"), _decided(clerk, opened)), height_mm=18),
    ]
    page.table(rows, FOUR)
    _sign(page, clerk)
    page.line(clerk.label("form-cut-here"), centred=True)
    team, count = clerk.names.body("team", clerk.say), clerk.attachments(opened)
    number = opened.case.number
    page.paragraph(clerk.label("form-transfer-taken", team=team, number=number, count=count))
    page.line(clerk.label("form-taken-by"))


def _rectification(page: Page, clerk: Clerk, opened: Opened) -> None:
    """Nothing of the petition stands in it: what the unit may read was written for it."""
    proposed = newest(opened.entries, Record.RECTIFICATION)
    fields = (proposed.fields or {}) if proposed else {}
    consent = shown(fields.get(Field.DOCUMENT, "")) or clerk.label("form-blank")
    until = clerk.day_in_words(shown(fields.get(Field.UNTIL, ""))) or clerk.label("form-blank")
    team = clerk.names.body("team", clerk.say)
    _head(page, clerk, "form-title-rectification", "")
    page.addressee(clerk.label("form-to", whom=clerk.unit(opened)))
    page.paragraph(clerk.label("form-rectification-begins", consent=consent))
    page.paragraph(shown(proposed.text or "") if proposed else clerk.label("form-blank"))
    page.paragraph(clerk.label("form-rectification-ends", until=until, team=team))
    _sign(page, clerk)
    rows = [
        Row((_field(clerk, "unit-signs"), clerk.label("form-sign-and-seal")), height_mm=18),
        Row((_field(clerk, "copies"), clerk.label("form-two-copies", office=_office(clerk)))),
    ]
    page.table(rows, FOUR)


def _checklist(page: Page, clerk: Clerk, opened: Opened, rules: Sequence[TermRule]) -> None:
    """Two copies, one for either side. Source: 工作方案 六(四)."""
    keepers = (_office(clerk), clerk.unit(opened))
    for number, keeper in enumerate(keepers, 1):
        _head(page, clerk, "form-title-checklist", "")
        page.line(clerk.label("form-copy", number=str(number), keeper=keeper), centred=True)
        round_name = clerk.names.body("round", clerk.say)
        page.table(
            [Row((_field(clerk, "unit"), clerk.unit(opened), _field(clerk, "round"), round_name))],
            FOUR,
        )
        page.line("")
        head = Row([_field(clerk, each) for each in _CHECKED_COLUMNS], range(6), 12)
        rows = [Row(each, (), 15) for each in _owed(clerk, opened, rules)]
        page.table([head, *rows], (12, 48, 32, 22, 21, 21))
        page.line(clerk.label("form-checklist-rule"))
        signs = clerk.label("form-sign-and-seal")
        unit, office = _field(clerk, "unit-signs"), _field(clerk, "office-signs")
        page.table([Row((unit, signs), height_mm=20), Row((office, signs), height_mm=20)], FOUR)
        page.line("")
        if number < len(keepers):
            page.next_page()


_CHECKED_COLUMNS = ("at", "paper", "within", "due", "handed-in", "received-by")
_WRITERS: Mapping[Form, Callable[[Page, Clerk, Opened], None]] = {
    Form.URGENT_REPORT: _urgent_report,
    Form.TRANSFER: _transfer,
    Form.RECTIFICATION: _rectification,
}


def _head(page: Page, clerk: Clerk, title: str, document: str) -> None:
    page.title(clerk.names.body("team", clerk.say), clerk.label(title))
    page.number(clerk.label("form-number", number=document or clerk.label("form-no-number")))


def _sign(page: Page, clerk: Clerk) -> None:
    team = clerk.names.body("team", clerk.say)
    page.closing(clerk.label("form-seal", body=team), clerk.full_date(clerk.today()))


def _first_rows(clerk: Clerk, opened: Opened) -> list[Row]:
    """What every form says of a case first; never who reported it."""
    case = opened.case
    received, files = case.received_on.isoformat(), str(clerk.attachments(opened))
    place = clerk.hidden(opened) or clerk.texts(opened, Record.PLACE)
    return [
        Row((_field(clerk, "case"), case.number, _field(clerk, "received"), received)),
        Row((_field(clerk, "way"), _way(clerk, opened), _field(clerk, "files"), files)),
        Row((_field(clerk, "unit"), clerk.unit(opened), _field(clerk, "place"), place)),
        Row((_field(clerk, "category"), clerk.category(opened))),
    ]


def _way(clerk: Clerk, opened: Opened) -> str:
    return clerk.join([clerk.source(opened), clerk.identity(opened)])


def _accused(clerk: Clerk, opened: Opened) -> str:
    names = (Field.NAME, Field.UNIT, Field.POST, Field.RANK)
    lines = []
    for entry in holding(opened.entries, Record.ACCUSED):
        known = entry.fields or {}
        lines.append(clerk.join([shown(known.get(name.value, "")) for name in names]))
    return clerk.hidden(opened) or "\n".join(lines)


def _account(clerk: Clerk, opened: Opened) -> str:
    return clerk.hidden(opened) or clerk.account(opened, ROOM)


def _last(opened: Opened, kind: Record) -> str:
    entry = newest(opened.entries, kind)
    return shown(entry.text or "") if entry else ""


def _decided(clerk: Clerk, opened: Opened) -> str:
    """The leader's words, and the line on which the leader signs."""
    words = _last(opened, Record.INSTRUCTION)
    return "\n".join(filter(None, [words, clerk.label("form-sign-here")]))


def _proposed(clerk: Clerk, opened: Opened) -> str:
    """What the team proposes and why, in words."""
    entry = newest(opened.entries, Record.DISPOSITION)
    return clerk.whole(entry) if entry else ""


def _value(opened: Opened, kind: Record, field: Field) -> str:
    entry = newest(opened.entries, kind)
    return shown((entry.fields or {}).get(field.value, "")) if entry else ""


def _document(opened: Opened, kind: Record) -> str:
    return _value(opened, kind, Field.DOCUMENT)


def _field(clerk: Clerk, name: str) -> str:
    return clerk.label(f"form-field-{name}")


def _office(clerk: Clerk) -> str:
    return clerk.names.body("office", clerk.say)


def _owed(clerk: Clerk, opened: Opened, rules: Sequence[TermRule]) -> list[list[str]]:
    """What the unit signs for and hands in, with the days by which, once they are known."""
    due = {each.rule_id: clerk.due_day(each) for each in opened.terms}
    lengths = {rule.id: rule.term for rule in rules}
    first = ["1", clerk.label("form-owed-feedback"), clerk.label("form-on-the-spot"), "", "", ""]
    rows = [first]
    for number, rule_id in enumerate(CHECKED, 2):
        term = lengths.get(rule_id)
        within = _within(clerk, term) if term else ""
        owed = clerk.label(f"form-owed-{rule_id}")
        rows.append([str(number), owed, within, due.get(rule_id, ""), "", ""])
    return rows


def _within(clerk: Clerk, term: Term) -> str:
    if term.unit is Unit.SAME_DAY:
        return clerk.label("form-within-same-day")
    return clerk.label(f"form-within-{term.unit}", count=term.amount)
