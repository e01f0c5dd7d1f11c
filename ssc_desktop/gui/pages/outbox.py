"""The bundles an office has written: where they lie, and copies on a stick that read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import Column, number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.language import N_


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that lies in the outbox."""

    file: Path
    bytes: int
    at: datetime


class Outbox(RecordTable):
    """The table of written bundles; opening one copies it to where the person says."""

    def __init__(self, desk: Desk) -> None:
        language = desk.language
        columns = [
            text_column("file", language("File"), lambda each: each.file.name),
            Column(
                "at",
                language("Written"),
                lambda each: language.moment(each.at),
                lambda each: (False, each.at),
            ),
            number_column(
                "bytes", language("Size (KB)"), lambda each: max(1, each.bytes // 1000), language
            ),
        ]
        words = language("Make a bundle, copy it to a stick or send it by e-mail.")
        empty = EmptyState("package", language("No bundle yet"), words)
        super().__init__("outbox", columns, desk.memory, language("Bundles in the outbox"), empty)
        self._desk = desk
        self.set_widths(file=420, at=180, bytes=120)
        self.opened.connect(lambda each: self.choose_folder(each.file))

    def choose_folder(self, file: Path) -> None:
        """Let the person choose where a copy goes."""
        title = self._desk.language("Where should the bundle be copied?")
        folder = QFileDialog.getExistingDirectory(self, title)
        if folder:
            self.copy(file, Path(folder))

    def copy(self, file: Path, folder: Path) -> None:
        """Copy a bundle beside the window and say that it reads back."""

        def done(target: Path) -> None:
            self._desk.tell(self._desk.language("Copied and read back: {file}", file=target.name))

        self._desk.ops.read(self, lambda _: copied(file, folder), done)


def written_in(folder: Path) -> list[Written]:
    """The bundles of an outbox, the newest first."""
    files = [each for each in folder.glob("*.sscb") if each.is_file()]
    written = [
        Written(each, each.stat().st_size, datetime.fromtimestamp(each.stat().st_mtime, UTC))
        for each in files
    ]
    return sorted(written, key=lambda each: each.at, reverse=True)


def copied(file: Path, folder: Path) -> Path:
    """Copy a file and read it back: sticks fail."""
    target = folder / file.name
    try:
        data = file.read_bytes()
        target.write_bytes(data)
        is_same = target.read_bytes() == data
    except OSError:
        is_same = False
    if not is_same:
        raise Problem(
            "copy-failed",
            N_(
                "The bundle could not be copied there, or does not read back the same. It is still "
                "in the outbox. Use another stick or folder."
            ),
        )
    return target
