"""A table as a workbook: printed on A3, its headings on every page, nothing in it carried out.

It is made of plain data, so that another process can make it.

Source: ECMA-376 part 1, §18.3.1.46 (what stands at the head and foot of printed pages).
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import Any, Self

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak

from casework.rules.display import cell as inert
from handlers.papers.in_memory import begin, finish

Value = str | int | date
HEADING_ROWS = 4
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


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its heading, the one above it, its width in characters.

    Another sheet of paper begins with a column that says so.
    """

    label: str
    group: str
    width: int
    new_page: bool


@dataclass(frozen=True, slots=True)
class Fonts:
    """What the title, the headings and the rest are set in."""

    title: str
    heading: str
    table: str


@dataclass(frozen=True, slots=True)
class Book:
    """All that stands in a workbook.

    `stamp` says for whom and when it was made, `rule` that it stays inside; `pages` has the codes
    for this page and for how many there are.
    """

    sheet: str
    title: str
    below: str
    stamp: str
    rule: str
    pages: str
    fonts: Fonts
    heads: Sequence[Head]
    rows: Sequence[Sequence[Value]]

    def to_json(self) -> str:
        """Return it as a text for another process."""
        return json.dumps(asdict(self), ensure_ascii=False, default=lambda day: {ISO: str(day)})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read back what `to_json` returned."""
        plain = json.loads(text)
        rows = [[_read(value) for value in row] for row in plain.pop("rows")]
        heads = [Head(**each) for each in plain.pop("heads")]
        return cls(**plain | {"fonts": Fonts(**plain["fonts"]), "heads": heads, "rows": rows})


def make_book(book: Book) -> bytes:
    """Return the workbook; it takes a second for a thousand rows."""
    workbook = Workbook(write_only=True)
    # Widths are counted in digits of this font: one that every program has, or draws alike.
    normal = workbook._named_styles["Normal"]  # noqa: SLF001  openpyxl has no other way
    normal.font = Font(name="Arial", size=10)
    for style in _styles(book.fonts):
        workbook.add_named_style(style)
    sheet = workbook.create_sheet(book.sheet)
    _set_up(sheet, book)
    begin(sheet)
    for head in _heading(sheet, book):
        sheet.append(head)
    cells, widths = _Cells(sheet), [head.width for head in book.heads]
    for number, row in enumerate(book.rows, HEADING_ROWS + 1):
        sheet.row_dimensions[number].height = _height(row, widths)
        sheet.append([cells.holding(at, value) for at, value in enumerate(row)])
    workbook.properties.creator = book.sheet
    return finish(workbook)


def _read(value: Any) -> Value:
    known: Value = date.fromisoformat(value[ISO]) if isinstance(value, dict) else value
    return known


def _set_up(sheet: Any, book: Book) -> None:
    for number, head in enumerate(book.heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = head.width
    sheet.freeze_panes = f"B{HEADING_ROWS + 1}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A3, "landscape"
    sheet.page_setup.scale, sheet.page_setup.pageOrder = SCALE_PERCENT, "overThenDown"
    margins = sheet.page_margins
    margins.left = margins.right = 0.45
    margins.top, margins.bottom, margins.header, margins.footer = 0.95, 0.7, 0.3, 0.3
    sheet.print_title_rows, sheet.print_title_cols = f"3:{HEADING_ROWS}", "A:A"
    sheet.col_breaks = ColBreak()
    for at, head in enumerate(book.heads):
        if head.new_page:
            sheet.col_breaks.append(Break(id=at))
    _mark_pages(sheet, book)


def _mark_pages(sheet: Any, book: Book) -> None:
    """Let every printed page say for whom it was made, and that it stays inside."""
    stamp, rule = _code(book.stamp), _code(book.rule)
    sheet.oddHeader.center.text = f"&26&KCCCCCC{stamp}"
    sheet.oddHeader.left.text = f"&12&K990000{rule}"
    sheet.oddFooter.left.text = f"&9{stamp}"
    sheet.oddFooter.center.text = f"&9{rule}"
    sheet.oddFooter.right.text = f"&9{book.pages}"


def _heading(sheet: Any, book: Book) -> Iterator[list[Any]]:
    heights = (34, 20, 20, 32)
    for number, height in enumerate(heights, 1):
        sheet.row_dimensions[number].height = height
    # The first column stands on every page; what is written across the first page does not.
    yield [None, _words(sheet, book.title, book.fonts.title, bold=True, points=20)]
    yield [None, _words(sheet, book.below, book.fonts.title, points=11)]
    yield [_head(sheet, head.group) for head in book.heads]
    yield [_head(sheet, head.label) for head in book.heads]
    start = 1
    for _, columns in groupby(head.group for head in book.heads):
        end = start + len(list(columns)) - 1
        sheet.merged_cells.ranges.add(f"{get_column_letter(start)}3:{get_column_letter(end)}3")
        start = end + 1


def _words(sheet: Any, text: str, font: str, *, points: int, bold: bool = False) -> Any:
    found = WriteOnlyCell(sheet, text)
    found.font = Font(name=font, size=points, bold=bold)
    found.alignment = Alignment(vertical="center")
    found.data_type = "s"
    return found


def _head(sheet: Any, label: str) -> Any:
    found = WriteOnlyCell(sheet, label)
    found.style = HEADING
    return found


def _styles(fonts: Fonts) -> Iterator[NamedStyle]:
    """Return the looks of cells, made once: one for each cell would take minutes for thousands."""
    heading = Font(name=fonts.heading, size=FONT_POINTS, bold=True)
    plain = Font(name=fonts.table, size=FONT_POINTS)
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


def _height(row: Sequence[Value], widths: Sequence[int]) -> float:
    lines = max(_lines(str(value), width) for value, width in zip(row, widths, strict=True))
    return min(LONGEST_ROW_POINTS, lines * LINE_POINTS + 4)


def _lines(text: str, width: int) -> int:
    return sum(max(1, math.ceil(_columns(line) / (width - 2))) for line in text.split("\n"))


def _columns(line: str) -> int:
    """Return the width of a line, a Chinese character being twice as wide as a letter."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def _code(text: str) -> str:
    """Return a text that stands for itself at the head of a page, where & begins a code."""
    return text.replace("&", "&&")
