"""The programs of an office: LibreOffice opens what we write, and prints it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

MISSING = (
    "needs LibreOffice and Poppler: apt-get install --no-install-recommends "
    "libreoffice-calc libreoffice-writer poppler-utils fonts-noto-cjk"
)
SECONDS = 100


def are_there() -> bool:
    """Say whether the programs are installed."""
    return all(map(shutil.which, ("soffice", "pdftoppm", "pdftotext")))


def convert(files: Iterable[Path], to: str, out: Path) -> None:
    """Let LibreOffice convert all files in one go: starting it takes longest."""
    profile = (out / "profile").as_uri()
    given = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
    _run([*given, "--outdir", str(out), *map(str, files)])


def text_of(pdf: Path) -> str:
    """Return what stands on the pages of a PDF."""
    return _run(["pdftotext", "-layout", str(pdf), "-"]).decode()


def draw(pdf: Path, out: Path, dpi: int) -> list[Path]:
    """Draw each page as a picture `out-N.png`; returns them in their order."""
    _run(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(out)])
    return sorted(out.parent.glob(f"{out.name}-*.png"))


def _run(command: list[str]) -> bytes:
    done = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
    return done.stdout
