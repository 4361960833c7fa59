"""A sheet of official paper: its margins, its type, its tables, and the mark on every page.

Source: GB/T 9704-2012, sections 5 (paper and type area) and 7 (title, text, signature).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from handlers.papers.clerk import Clerk

TITLE, TEXT, SMALL, TINY = Pt(22), Pt(16), Pt(12), Pt(10.5)
"""Sizes 2, 3, small 4 and 5 of Chinese type."""
TITLE_LINE, TEXT_LINE, SMALL_LINE = Pt(32), Pt(28), Pt(22)
LANGUAGES = {"zh-CN": "zh-CN", "zh-Hant": "zh-TW"}
LATIN = "Times New Roman"
GREY, RED = RGBColor(0x80, 0x80, 0x80), RGBColor(0x99, 0x00, 0x00)
_VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, which of them are labels, and how high it is at least.

    With fewer cells than the table has columns, the last one takes what is left.
    """

    cells: Sequence[str]
    labels: Sequence[int] = (0, 2)
    height_mm: float = 9


class Page:
    """A document in the making; `rule` is the sentence at the head of every page."""

    def __init__(self, clerk: Clerk, rule: str) -> None:
        self._clerk = clerk
        self._document = Document()
        self._set_up()
        self._mark_pages(rule)

    def title(self, *lines: str) -> None:
        """Write the title, centred, each part on a line of its own."""
        for line in lines:
            paragraph = self._paragraph(line, TITLE, "paper-font-title", bold=True)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.line_spacing = TITLE_LINE
        self._document.paragraphs[-1].paragraph_format.space_after = Pt(8)

    def number(self, text: str) -> None:
        """Write the line with the number of the document."""
        paragraph = self._paragraph(text, TEXT)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(4)

    def addressee(self, text: str) -> None:
        """Write to whom it goes, from the left edge."""
        self._paragraph(text, TEXT)

    def paragraph(self, text: str) -> None:
        """Write a text, each of its lines set in by two characters."""
        for line in text.split("\n"):
            self._paragraph(line, TEXT).paragraph_format.first_line_indent = Pt(TEXT.pt * 2)

    def closing(self, *lines: str) -> None:
        """Write who signs and when, at the right."""
        for number, line in enumerate(lines):
            paragraph = self._paragraph(line, TEXT)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = Pt(TEXT.pt * 2)
            paragraph.paragraph_format.space_before = Pt(0 if number else 12)

        self._document.paragraphs[-1].paragraph_format.space_after = Pt(8)

    def line(self, text: str, *, centred: bool = False) -> None:
        """Write a small line, such as one to cut along."""
        paragraph = self._paragraph(text, SMALL)
        paragraph.paragraph_format.line_spacing = SMALL_LINE
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def table(self, rows: Sequence[Row], widths_mm: Sequence[float]) -> None:
        """Write a table; a cell that is empty leaves room to write by hand."""
        table = self._document.add_table(rows=0, cols=len(widths_mm))
        table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
        for row in rows:
            self._write_row(table, row, widths_mm)

    def next_page(self) -> None:
        """Go on with another page."""
        self._document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)

    def finished(self) -> bytes:
        """Return the document's bytes."""
        properties = self._document.core_properties
        properties.author = properties.last_modified_by = ""
        properties.comments = properties.title = ""
        properties.created = properties.modified = self._clerk.at.replace(tzinfo=None)
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _set_up(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(30), Mm(26)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.header_distance, section.footer_distance = Mm(17), Mm(15)
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = LATIN, TEXT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), self._clerk.label("paper-font-body"))
        self._speak(style.element.get_or_add_rPr())

    def _speak(self, properties: BaseOxmlElement) -> None:
        """Name the language, by which a program sets marks as they stand in it."""
        language = OxmlElement("w:lang")
        language.set(qn("w:eastAsia"), LANGUAGES.get(self._clerk.say.language, "zh-CN"))
        properties.append(language)

    def _mark_pages(self, rule: str) -> None:
        clerk, section = self._clerk, self._document.sections[0]
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        head.alignment = foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(head, rule, TINY, "paper-font-heading").font.color.rgb = RED
        self._run(foot, clerk.stamp(), TINY, "paper-font-table").font.color.rgb = GREY
        mark = _watermark(clerk.stamp(), clerk.label("paper-font-heading"))
        head._p.append(parse_xml(mark))  # noqa: SLF001  python-docx knows no watermarks

    def _paragraph(
        self, text: str, size: Length, font: str = "paper-font-body", *, bold: bool = False
    ) -> Paragraph:
        paragraph = self._document.add_paragraph()
        spacing = paragraph.paragraph_format
        spacing.space_before = spacing.space_after = Pt(0)
        spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, TEXT_LINE
        self._run(paragraph, text, size, font, bold=bold)
        return paragraph

    def _run(
        self, paragraph: Paragraph, text: str, size: Length, font: str, *, bold: bool = False
    ) -> Run:
        """Write words, the Chinese ones in `font`, the others in one that goes with it."""
        run = paragraph.add_run(text)
        name = self._clerk.label(font)
        chinese = self._clerk.say.language.startswith("zh")
        run.font.size, run.font.bold, run.font.name = size, bold, LATIN if chinese else name
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001  as above
        fonts.set(qn("w:eastAsia"), name)
        return run

    def _write_row(self, table: Table, row: Row, widths_mm: Sequence[float]) -> None:
        last = len(row.cells) - 1
        added: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it open
        added.height = Mm(row.height_mm)
        _keep_whole(added)
        for cell, width in zip(added.cells, widths_mm, strict=True):
            cell.width = Mm(width)
        for at, text in enumerate(row.cells):
            cell = added.cells[at]
            if at == last and at + 1 < len(widths_mm):
                cell = cell.merge(added.cells[len(widths_mm) - 1])
            self._fill(cell, text, is_label=at in row.labels)

    def _fill(self, cell: _Cell, text: str, *, is_label: bool) -> None:
        font = "paper-font-heading" if is_label else "paper-font-body"
        for number, line in enumerate(text.split("\n")):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(2)
            paragraph.paragraph_format.space_after = Pt(2)
            self._run(paragraph, line, SMALL, font)
            if is_label:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _keep_whole(row: _Row) -> None:
    """Let a row stand on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  as above


def _watermark(text: str, font: str) -> str:
    """Return a run that draws `text` large and grey across the page, behind what stands there.

    It is the shape that word processors themselves make of a watermark.
    """
    place = (
        "position:absolute;margin-left:0;margin-top:0;width:440pt;height:44pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-vertical:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical-relative:margin"
    )
    return (
        f"<w:r {nsdecls('w')} {_VML}><w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
        "</v:shapetype>"
        f'<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" '
        f'style="{place}" o:allowincell="f" fillcolor="#d0d0d0" stroked="f">'
        f'<v:fill opacity=".4"/><v:textpath style="font-family:{escape(font)};font-size:1pt" '
        f'string={quoteattr(text)}/><w10:wrap anchorx="margin" anchory="margin"/>'
        "</v:shape></w:pict></w:r>"
    )
