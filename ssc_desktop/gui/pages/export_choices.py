"""What a bundle is to tell of people, and in files of which size: chosen before it is made."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.domain.disclosure import IDENTIFIED
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.outbox import LEVEL_NAMES
from ssc_desktop.gui.widgets.plain import label
from ssc_desktop.language import N_

_WHAT_LEAVES = {
    "pseudonymised": N_(
        "Activities and attendance leave; names, telephones, e-mails and notes about people stay."
    ),
    "identified": N_(
        "Everything leaves, names and contacts of people too. Only for headquarters, sealed."
    ),
    "aggregate": N_("Activities leave, and how many people attended; no row about any person."),
}
_MB = 1_000_000
_SIZES = (None, 5 * _MB, 10 * _MB, 20 * _MB)


class ExportChoices(QWidget):
    """The level with a sentence that says what leaves, the size of files, and how much."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        language = desk.language
        self._desk = desk
        self.levels, self.sizes = QComboBox(), QComboBox()
        self.levels.setAccessibleName(language("What leaves of people"))
        self.sizes.setAccessibleName(language("Size of the files"))
        self.what = label(role="muted", wrap=True)
        self.basis = QLineEdit()
        self.basis.setAccessibleName(language("Basis of the transfer"))
        self.basis.setPlaceholderText(language("Basis of the transfer, such as an authorisation"))
        self.full = QCheckBox(language("Everything, not only what is new"))
        for code, name in LEVEL_NAMES.items():
            self.levels.addItem(language(name), code)
        for size in _SIZES:
            words = language("In parts of {size} MB", size=size // _MB) if size else ""
            self.sizes.addItem(words or language("In one file"), size)
        self.levels.currentIndexChanged.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for each in (self.levels, self.what, self.basis, self.sizes, self.full):
            column.addWidget(each)
        self._tell()

    @property
    def level(self) -> str:
        """How much of people leaves."""
        return str(self.levels.currentData())

    @property
    def part_size(self) -> int | None:
        """The largest file a mail takes; None for one file whatever its size."""
        size = self.sizes.currentData()
        return int(size) if size else None

    def chosen(self) -> dict[str, Any]:
        """All that was chosen, as ``export_bundle`` takes it."""
        return {
            "level": self.level,
            "part_size": self.part_size,
            "full": self.full.isChecked(),
            "basis": self.basis.text() if self.level == IDENTIFIED else "",
        }

    def show_basis(self, basis: str) -> None:
        """Offer the basis that was recorded before, unless another is typed."""
        if not self.basis.isModified():
            self.basis.setText(basis)

    def ask_basis(self) -> None:
        """Put the keyboard where the basis is missing."""
        self.basis.setFocus()

    def _tell(self) -> None:
        self.basis.setVisible(self.level == IDENTIFIED)
        self.what.setText(self._desk.language(_WHAT_LEAVES[self.level]))
