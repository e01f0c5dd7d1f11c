"""Logos: the dialog that imports one, and the one that shows the band as it will print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.choice_editors import ChoiceEditor
from ssc_desktop.gui.forms.editors import LineEditor, NumberEditor
from ssc_desktop.gui.forms.plain_choice import language_choice
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, column, label, mark_wrong, row
from ssc_desktop.gui.widgets.room import at_least, open_at
from ssc_desktop.language import Language

PLACES = ("emblem", "donor", "agency", "partner")
FILES = "*.svg *.png"


class ImportLogoDialog(QDialog):
    """Asks for a file, whose logo it is and where it stands; stays open while it is refused."""

    imported = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._expected: dict[str, list[str]] = {}
        language = desk.language
        self.setWindowTitle(language("Import a logo"))
        at_least(self, 560)
        self.notice = ProblemBar(language)
        self.file, self.place, self.owner = LineEditor(), QComboBox(), QComboBox()
        self.file.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.owner.setEditable(True)
        self.organisation = ChoiceEditor(
            lambda: desk.lists.records("organisation"),
            lambda key: desk.lists.record_name("organisation", key),
            desk.lists.changed,
        )
        self.height_box = NumberEditor(language, decimals=True)
        self.height_box.setPlaceholderText(language("As suits its shape"))
        for code in PLACES:
            self.place.addItem(desk.lists.name("logo_place", code), code)
        self.place.currentIndexChanged.connect(lambda _index: self._offer_owners())
        self.take = button(language("Import"), role="primary", icon_name="check")
        self.take.setDefault(True)
        self.take.clicked.connect(self.accept)
        self._arrange()
        self._offer_owners()
        self._read_owners()

    def _arrange(self) -> None:
        language = self._desk.language
        choose = button(language("Choose…"), icon_name="folder-open")
        choose.clicked.connect(self.choose_file)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        fields = (
            (language("File (SVG or PNG)"), self.file, row(self.file, choose)),
            (language("Place in the band"), self.place, None),
            (language("Whose logo"), self.owner, None),
            (language("Partner's organisation: printed where it hosts"), self.organisation, None),
            (language("Height (mm)"), self.height_box, None),
        )
        words = language(
            "SVG prints best at every size. A PNG should be at least {needed} dots high and stand "
            "on a transparent ground.",
            needed=118,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(language("Import a logo"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        for name, editor, inside in fields:
            editor.setAccessibleName(name)
            whole.addLayout(column(label(name), inside or editor, spacing=4))
        whole.addLayout(row(None, cancel, self.take))

    def choose_file(self) -> None:
        """Let the person choose the file."""
        language = self._desk.language
        kinds = f"{language('Logos')} ({FILES})"
        chosen, _ = QFileDialog.getOpenFileName(self, language("Import a logo"), "", kinds)
        if chosen:
            self.file.set_value(chosen)

    def accept(self) -> None:
        """Import the logo; stay open when it is refused."""
        values = {
            "place": self.place.currentData(),
            "owner": self.owner.currentText().strip(),
            "organisation": self.organisation.value() if self.organisation.isEnabled() else None,
            "height": self.height_box.value(),
        }
        file = str(self.file.value() or "")
        mark_wrong(self.file, wrong=not file)
        if not file:
            self.notice.say(self._desk.language("Please choose the file of the logo."))
            self.file.setFocus()
            return

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import logos

            return logos.import_logo(workspace, Path(file), **values)

        self.take.setEnabled(False)
        self.notice.hide()
        self._desk.ops.change(self, work, self._taken, touches=("logo",), failed=self._refused)

    def _taken(self, made: Any) -> None:  # noqa: ANN401
        super().accept()
        self.imported.emit(made)

    def _refused(self, problem: Problem) -> None:
        self.take.setEnabled(True)
        editors = {"owner": self.owner, "height": self.height_box, "place": self.place}
        for name, editor in editors.items():
            mark_wrong(editor, wrong=name == problem.field)
        self.notice.say(self._desk.text_of(problem))

    def _read_owners(self) -> None:
        language = self._desk.language

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import logos

            return logos.owners_expected(workspace.store, language)

        self._desk.ops.read(self, work, self._show_owners)

    def _show_owners(self, expected: dict[str, list[str]]) -> None:
        self._expected = expected
        self._offer_owners()

    def _offer_owners(self) -> None:
        """Offer those whose logo belongs in the chosen place; keep what a person typed."""
        place = self.place.currentData()
        typed = self.owner.currentText()
        offered = {self.owner.itemText(number) for number in range(self.owner.count())}
        self.owner.clear()
        self.owner.addItems(self._expected.get(place, []))
        if typed and typed not in offered:
            self.owner.setEditText(typed)
        self.organisation.setEnabled(place == "partner")


class BandDialog(QDialog):
    """Shows the band at true size, as it stands on a sheet in each language."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        from ssc_desktop.gui.widgets.pdf_preview import PdfPreview

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        language = desk.language
        title = language("The band as it will print")
        self.setWindowTitle(title)
        open_at(self, 960, 480)
        self.spoken = language_choice(desk, language("Language of the sheet"))
        self.spoken.activated.connect(lambda _index: self.draw())
        self.notice = ProblemBar(language)
        self.preview = PdfPreview(language)
        close = button(language("Close"), role="primary")
        close.clicked.connect(self.close)
        words = language("Empty places wait for logos that were not imported yet.")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addLayout(row(label(title, size="section"), None, self.spoken))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        whole.addWidget(self.preview, 1)
        whole.addLayout(row(None, close))
        self.draw()

    def draw(self) -> None:
        """Draw the band in the chosen language beside the window."""
        spoken = Language(self.spoken.currentData())

        def work(workspace: Any) -> bytes:  # noqa: ANN401
            from ssc_desktop.services import logos

            return logos.preview_band(workspace.store, spoken)

        self._desk.ops.read(
            self, work, self.preview.show_pdf, failed=self._refused, only_latest="band"
        )

    def _refused(self, problem: Problem) -> None:
        self.notice.say(self._desk.text_of(problem))
