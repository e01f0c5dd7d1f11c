"""The bundles that were written: where each stands, copies on a stick that read back, mails ready."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import Column, number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.language import N_

LEVEL_NAMES = {
    "pseudonymised": N_("Without names"),
    "identified": N_("With names"),
    "aggregate": N_("Totals only"),
}
"""What a level is called on a screen."""


class Outbox(QWidget):
    """The table of written bundles, and what can be done with the chosen one."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.table = self._made_table()
        self.model = self.table.model
        self.stick = button(language("Copy to a stick…"), icon_name="save")
        self.mail = button(language("Send by e-mail…"), icon_name="arrow-right")
        self.stick.clicked.connect(lambda: self._with_chosen(self.choose_folder))
        self.mail.clicked.connect(lambda: self._with_chosen(self.write_mail))
        self.table.opened.connect(lambda each: self.choose_folder(each))
        self.table.chosen.connect(self._allow)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        title = label(language("Bundles in the outbox"), size="section")
        whole.addLayout(row(title, None, self.stick, self.mail))
        whole.addWidget(self.table, 1)
        self._allow()

    def _made_table(self) -> RecordTable:
        language = self._desk.language
        columns = [
            text_column("file", language("File"), lambda each: each.file.name),
            Column(
                "at",
                language("Written"),
                lambda each: language.moment(each.at),
                lambda each: (False, each.at),
            ),
            text_column("state", language("State"), self._state),
            text_column(
                "level", language("People"), lambda each: language(LEVEL_NAMES[each.level])
            ),
            number_column(
                "bytes", language("Size (KB)"), lambda each: max(1, each.bytes // 1000), language
            ),
            number_column("parts", language("Parts"), lambda each: len(each.parts), language),
        ]
        words = language("Make a bundle, copy it to a stick or send it by e-mail.")
        empty = EmptyState("package", language("No bundle yet"), words)
        made = RecordTable(
            "outbox", columns, self._desk.memory, language("Bundles in the outbox"), empty
        )
        made.set_widths(file=330, at=150, state=190, level=120, bytes=90)
        return made

    def _state(self, each: Any) -> str:  # noqa: ANN401
        from ssc_desktop.services.outbox import STATES

        return self._desk.language(STATES[each.state])

    def show_rows(self, entries: list[Any]) -> None:
        """Show these bundles."""
        self.table.show_rows(entries)
        self._allow()

    def _allow(self) -> None:
        is_one = len(self.table.chosen_rows()) == 1
        self.stick.setEnabled(is_one)
        self.mail.setEnabled(is_one)

    def _with_chosen(self, act: Any) -> None:  # noqa: ANN401
        for each in self.table.chosen_rows()[:1]:
            act(each)

    def choose_folder(self, entry: Any) -> None:  # noqa: ANN401
        """Let the person choose the stick a bundle is copied to."""
        title = self._desk.language("Where should the bundle be copied?")
        folder = QFileDialog.getExistingDirectory(self, title)
        if folder:
            self.copy(entry.file, Path(folder))

    def copy(self, file: Path, folder: Path) -> None:
        """Copy a bundle beside the window; say that the stick can go once it was read again."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services.outbox import copy_to_stick

            return copy_to_stick(workspace, file, folder)

        def done(made: Any) -> None:  # noqa: ANN401
            words = N_("Copied and read back: {file}. The stick is safe to remove.")
            self._desk.tell(self._desk.language(words, file=made.file.name))
            self.changed.emit()

        self._desk.ops.change(self, work, done, touches=("exchange",))

    def write_mail(self, entry: Any) -> None:  # noqa: ANN401
        """Open a mail with everything but the address and the files, and the folder they are in."""
        language = self._desk.language

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import outbox

            mail = outbox.mail_text(workspace, entry.file, language)
            outbox.note_mailed(workspace, entry.file)
            return mail

        def done(mail: Any) -> None:  # noqa: ANN401
            QDesktopServices.openUrl(QUrl(mail.url, QUrl.ParsingMode.StrictMode))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(entry.file.parent)))
            words = language.plural(
                "A mail was opened. Attach {count} file from the outbox.",
                "A mail was opened. Attach {count} files from the outbox.",
                len(mail.files),
            )
            self._desk.tell(words)
            self.changed.emit()

        self._desk.ops.change(self, work, done, touches=("exchange",))
