"""The ledger as a workbook: printed on A3, its headings on every page, nothing in it carried out.

Source: ECMA-376 part 1, §18.3.1.46 (what stands at the head and foot of printed pages).
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak

from casework.rules.display import cell as inert
from handlers.papers.clerk import Clerk
from handlers.papers.columns import COLUMNS, Value

HEADING_ROWS = 4
NEW_PAGE_BEFORE = ("matter", "work")
"""The groups with which another sheet of paper begins."""
FONT_POINTS, LINE_POINTS, LONGEST_ROW_POINTS = 10, 14.5, 409
A3, ISO = 8, "yyyy-mm-dd"
HEADING, TEXT, DAY, QUOTED = "dengwen-heading", "dengwen-text", "dengwen-day", "quoted"
SCALE_PERCENT = 84
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_TOP_MIDDLE = Alignment(horizontal="center", vertical="top")
_SHADE = PatternFill("solid", fgColor="EDEDED")


def make_book(clerk: Clerk, rows: Iterable[Sequence[Value]], what: str, count: int) -> bytes:
    """Return the workbook; `what` says which cases it holds. It takes a second for a thousand."""
    workbook = Workbook(write_only=True)
    # Widths are counted in digits of this font: one that every program has, or draws alike.
    normal = workbook._named_styles["Normal"]  # noqa: SLF001  openpyxl has no other way
    normal.font = Font(name="Arial", size=10)
    for style in _styles(clerk):
        workbook.add_named_style(style)
    sheet = workbook.create_sheet(clerk.label("ledger-sheet"))
    _set_up(sheet, clerk)
    for head in _heading(sheet, clerk, what, count):
        sheet.append(head)
    cells = _Cells(sheet)
    for number, row in enumerate(rows, HEADING_ROWS + 1):
        sheet.row_dimensions[number].height = _height(row)
        sheet.append([cells.holding(at, value) for at, value in enumerate(row)])
    workbook.properties.creator = clerk.label("ledger-sheet")
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _set_up(sheet: Any, clerk: Clerk) -> None:
    for number, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"B{HEADING_ROWS + 1}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A3, "landscape"
    sheet.page_setup.scale, sheet.page_setup.pageOrder = SCALE_PERCENT, "overThenDown"
    margins = sheet.page_margins
    margins.left = margins.right = 0.45
    margins.top, margins.bottom, margins.header, margins.footer = 0.95, 0.7, 0.3, 0.3
    sheet.print_title_rows, sheet.print_title_cols = f"3:{HEADING_ROWS}", "A:A"
    sheet.col_breaks = ColBreak()
    groups = [column.group for column in COLUMNS]
    for group in NEW_PAGE_BEFORE:
        sheet.col_breaks.append(Break(id=groups.index(group)))
    _mark_pages(sheet, clerk)


def _mark_pages(sheet: Any, clerk: Clerk) -> None:
    """Let every printed page say for whom it was made, and that it stays inside."""
    stamp, secret = _code(clerk.stamp()), _code(clerk.label("paper-secret"))
    # Large and grey, it reaches down behind the rows like the mark in the paper of a letterhead.
    sheet.oddHeader.center.text = f"&26&KCCCCCC{stamp}"
    sheet.oddHeader.left.text = f"&12&K990000{secret}"
    sheet.oddFooter.left.text = f"&9{stamp}"
    sheet.oddFooter.center.text = f"&9{secret}"
    sheet.oddFooter.right.text = f"&9{clerk.label('ledger-page', page='&P', pages='&N')}"


def _heading(sheet: Any, clerk: Clerk, what: str, count: int) -> Iterator[list[Any]]:
    last = len(COLUMNS)
    title = clerk.label("ledger-title", team=clerk.names.body("team", clerk.say))
    below = clerk.label("ledger-made", round=clerk.names.body("round", clerk.say), what=what)
    size = clerk.label("ledger-count", count=count)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 34, 20
    sheet.row_dimensions[3].height, sheet.row_dimensions[4].height = 20, 32
    yield [None, _words(sheet, title, clerk, bold=True, points=20)]
    yield [None, _words(sheet, f"{below}    {size}    {clerk.stamp()}", clerk, points=11)]
    yield [_head(sheet, clerk, f"ledger-group-{column.group}") for column in COLUMNS]
    yield [_head(sheet, clerk, f"ledger-column-{column.name}") for column in COLUMNS]
    start = 1
    for _, columns in groupby(column.group for column in COLUMNS):
        end = start + len(list(columns)) - 1
        sheet.merged_cells.ranges.add(f"{get_column_letter(start)}3:{get_column_letter(end)}3")
        start = end + 1
    assert start == last + 1  # noqa: S101  the groups stand together


def _words(sheet: Any, text: str, clerk: Clerk, *, points: int, bold: bool = False) -> Any:
    found = WriteOnlyCell(sheet, text)
    found.font = Font(name=clerk.label("paper-font-title"), size=points, bold=bold)
    found.alignment = Alignment(vertical="center")
    return found


def _head(sheet: Any, clerk: Clerk, name: str) -> Any:
    found = WriteOnlyCell(sheet, clerk.label(name))
    found.style = HEADING
    return found


def _styles(clerk: Clerk) -> Iterator[NamedStyle]:
    """Return the looks of cells, made once: one for each cell would take minutes for thousands."""
    heading = Font(name=clerk.label("paper-font-heading"), size=FONT_POINTS, bold=True)
    plain = Font(name=clerk.label("paper-font-table"), size=FONT_POINTS)
    yield NamedStyle(HEADING, font=heading, alignment=_MIDDLE, border=_BORDER, fill=_SHADE)
    yield NamedStyle(TEXT, font=plain, alignment=_TOP, border=_BORDER)
    yield NamedStyle(DAY, font=plain, alignment=_TOP_MIDDLE, border=_BORDER, number_format=ISO)


class _Cells:
    """The cells of a sheet that is written row by row: made once, and filled anew for each row."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._made: dict[tuple[int, str], Any] = {}

    def holding(self, column: int, value: Value) -> Any:
        """Return the cell of a column with a value; a text is a text, whatever it begins with.

        Where `inert` puts an apostrophe, the cell gets the property that an apostrophe typed into
        it would set: the words stand there as they were written, and stay words when edited.
        """
        if not isinstance(value, str):
            found = self._cell(column, DAY if isinstance(value, date) else TEXT)
            found.value = value
            return found
        safe, style = inert(value), TEXT
        if safe.startswith("'") and not value.startswith("'"):
            safe, style = safe[1:], QUOTED
        found = self._cell(column, style)
        found.value = safe
        # openpyxl takes what begins with an equals sign for a formula.
        found.data_type = "s"
        return found

    def _cell(self, column: int, style: str) -> Any:
        if (column, style) not in self._made:
            found = WriteOnlyCell(self._sheet, None)
            found.style = TEXT if style == QUOTED else style
            found.quotePrefix = style == QUOTED
            self._made[column, style] = found
        return self._made[column, style]


def _height(row: Sequence[Value]) -> float:
    lines = max(
        _lines(str(value), column.width) for value, column in zip(row, COLUMNS, strict=True)
    )
    return min(LONGEST_ROW_POINTS, lines * LINE_POINTS + 4)


def _lines(text: str, width: int) -> int:
    return sum(max(1, math.ceil(_columns(line) / (width - 2))) for line in text.split("\n"))


def _columns(line: str) -> int:
    """Return the width of a line, a Chinese character being twice as wide as a letter."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def _code(text: str) -> str:
    """Return a text that stands for itself at the head of a page, where & begins a code."""
    return text.replace("&", "&&")
