"""LibreOffice beside the tests: opens a document as people do, and says what it shows."""

from __future__ import annotations

import csv
import shutil
import subprocess
from functools import cache
from pathlib import Path

WRITER, CALC = "sw", "sc"
"""The parts of LibreOffice, which systems package apart."""

# Comma, quotes, UTF-8, cells as they are shown, every sheet (the last number) to a file of its own.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1036,false,true,true,false,false,-1"
_PATIENCE = 150


def opens_documents() -> bool:
    """Whether LibreOffice Writer is installed."""
    return _opens(WRITER)


def opens_workbooks() -> bool:
    """Whether LibreOffice Calc is installed."""
    return _opens(CALC)


@cache
def _opens(part: str) -> bool:
    program = _program()
    if program is None:
        return False
    libraries = list(Path(program).resolve().parent.glob("*lo.*"))
    # Elsewhere than on Linux all parts come together.
    return not libraries or any(each.stem.startswith(f"lib{part}lo") for each in libraries)


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(file: Path, form: str, folder: Path | None = None) -> list[Path]:
    """The files LibreOffice makes of a document, in a new folder."""
    return _conversion(file, form, folder or file.with_name(f"{file.stem}-{form}"))


def shown(book: Path) -> dict[str, list[list[str]]]:
    """The cells of every sheet of a workbook as they are shown, by the title of the sheet."""
    found = {}
    for each in _conversion(book, _CSV, book.with_name(f"{book.stem}-csv")):
        with each.open(encoding="utf-8-sig", newline="") as lines:
            found[each.stem.removeprefix(f"{book.stem}-")] = list(csv.reader(lines))
    return found


def _conversion(file: Path, form: str, folder: Path) -> list[Path]:
    program = _program()
    assert program is not None, (
        "LibreOffice is not installed: apt-get install libreoffice-calc-nogui"
    )
    folder.mkdir()
    # A profile of its own: one that is open elsewhere would be asked to convert, and say nothing.
    profile = folder.with_name(f"{folder.name}-profile")
    told = subprocess.run(
        [
            *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless"),
            *("--convert-to", form, "--outdir", str(folder), str(file)),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
    made = sorted(folder.iterdir())
    assert made, told.stderr
    return made
