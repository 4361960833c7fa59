"""Writes a workbook without a temporary file.

openpyxl puts every sheet into a file of the temporary folder before it is compressed, in the clear;
what stands in the ledger must not rest on a disk, not even for a second.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


def begin(sheet: Any) -> None:
    """Let the rows of a write-only sheet go into memory; its columns are set up by now."""
    sheet._writer = WorksheetWriter(sheet, out=io.BytesIO())  # noqa: SLF001  see above
    sheet._writer.write_top()  # noqa: SLF001  as openpyxl does it


def finish(workbook: Workbook) -> bytes:
    """Return the bytes of a workbook all of whose sheets were begun here."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _Writer(workbook, archive).save()
    return out.getvalue()


class _Writer(ExcelWriter):  # type: ignore[misc]  # openpyxl ships no types
    def write_worksheet(self, ws: Any) -> None:
        """Compress a sheet from memory."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001  as openpyxl does it
        ws.close()
        ws._rels = ws._writer._rels  # noqa: SLF001  as openpyxl does it
        self._archive.writestr(ws.path[1:], ws._writer.out.getvalue())  # noqa: SLF001  as above
        self.manifest.append(ws)
