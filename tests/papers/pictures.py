"""Pictures of the ledger and the forms, as LibreOffice prints them: part of `make pictures`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.papers import programs, scene

FOLDER = Path(__file__).parents[2] / "docs/images/forms"
DPI = {"ledger": 62}
OTHER_DPI = 74
COLOURS = 24


def main() -> None:
    """Write a picture of every page."""
    if not programs.are_there():
        sys.exit(programs.MISSING)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        papers = {"ledger.xlsx": scene.ledger()}
        papers |= {f"{form}.docx": content for form, content in scene.forms().items()}
        for file, content in papers.items():
            (folder / file).write_bytes(content)
        programs.convert([folder / file for file in papers], "pdf", folder)
        for pdf in sorted(folder.glob("*.pdf")):
            for picture in programs.draw(pdf, folder / pdf.stem, DPI.get(pdf.stem, OTHER_DPI)):
                _keep(picture)


def _keep(picture: Path) -> None:
    with Image.open(picture) as page:
        few = page.convert("RGB").quantize(COLOURS)
        few.save(FOLDER / picture.name, optimize=True)
    print(FOLDER / picture.name)  # noqa: T201  it is a command


if __name__ == "__main__":
    main()
