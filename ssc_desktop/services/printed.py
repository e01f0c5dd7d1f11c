"""A printed paper: what printing gives back, and writing it to a file whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.vault.durable import write_whole

NOT_WRITTEN = "paper-not-written"


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed paper; an attendance sheet has its number and its geometry."""

    pdf: bytes
    geometry: dict[str, Any] | None = None
    sheet_number: str = ""
    version: int = 0
    path: Path | None = None

    @property
    def pages(self) -> int:
        """How many pages an attendance sheet has."""
        return len(self.geometry["pages"]) if self.geometry else 0


class PaperFiles:
    """The files of one printing: when its block fails after all, they are as they were before.

    The record of a printing is safe only when its transaction ends, and a paper with a number that
    nobody recorded would be taken for a forged one.
    """

    def __init__(self) -> None:
        self._before: list[tuple[Path, bytes | None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            for path, content in reversed(self._before):
                _put_back(path, content)

    def write(self, path: Path | None, content: bytes) -> None:
        """Write a paper to the file chosen for it; without a file nothing is written."""
        if path is None:
            return
        before = _content_of(path)
        write_paper(path, content)
        self._before.append((path, before))


def write_paper(path: Path | None, content: bytes) -> None:
    """Write a paper that is not recorded; without a file nothing is written."""
    if path is None:
        return
    try:
        write_whole(path, content)
    except OSError:
        raise not_written() from None


def not_written() -> Problem:
    """What is told when the file of a paper cannot be written where it was wanted."""
    return Problem(
        NOT_WRITTEN,
        N_(
            "The file could not be written there. Nothing was recorded. Choose a folder you may write to, or close the program that shows the old file."
        ),
    )


def _content_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _put_back(path: Path, content: bytes | None) -> None:
    # What cannot be put back is told by the trouble that is on its way already.
    with suppress(OSError):
        if content is None:
            path.unlink()
        else:
            write_whole(path, content)
