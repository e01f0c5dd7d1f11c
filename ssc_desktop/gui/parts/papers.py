"""The papers of an activity: choose a sheet, see it as it will print, print or save it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QSplitter, QVBoxLayout

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.widgets.plain import add_all, button, column, label, row
from ssc_desktop.language import LANGUAGES, N_, NATIVE_NAMES

if TYPE_CHECKING:
    from ssc_desktop.gui.widgets.pdf_preview import PdfPreview

ATTENDANCE, ACTIVITY = "attendance", "activity"
ON_ONE_GRID, MOST_ON_GRID = -1, 5
SHEETS = ((ATTENDANCE, N_("Attendance sheet")), (ACTIVITY, N_("Activity sheet")))
ABOUT = {
    ATTENDANCE: N_(
        "One line a person, one box to sign each half-day, lines for those who come unannounced."
    ),
    ACTIVITY: N_("Everything recorded about the activity, on paper to sign and to file."),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The sheet a person asked for."""

    sheet: str
    language: str
    day: int | None

    def file_name(self, code: str) -> str:
        """A name for the file that says which sheet it is, and nothing of people."""
        day = f"-{self.day}" if self.day and self.day > 0 else ""
        return f"{code}-{self.sheet}{day}-{self.language}.pdf"


class PapersPart(Part):
    """The sheets with their preview; the language of a sheet is its own."""

    name: ClassVar[str] = "papers"
    title: ClassVar[str] = N_("Papers")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = self.language
        self.preview: PdfPreview | None = None
        self.data = b""
        self._code = ""
        self.sheet, self.spoken, self.day = QComboBox(), QComboBox(), QComboBox()
        for code, words in SHEETS:
            self.sheet.addItem(language(words), code)
        for code in LANGUAGES:
            self.spoken.addItem(NATIVE_NAMES[code], code)
        chosen = desk.memory.settings.sheet_language()
        self.spoken.setCurrentIndex(LANGUAGES.index(chosen))
        self.about = label(role="muted", wrap=True)
        self.print_button = button(language("Print…"), role="primary", icon_name="printer")
        self.print_button.clicked.connect(self.print_sheet)
        self.save_button = button(language("Save as PDF…"), icon_name="save")
        self.save_button.clicked.connect(self.save_sheet)
        self.open_button = button(language("Open"), icon_name="file-text")
        self.open_button.setToolTip(language("Open in the system's own reader"))
        self.open_button.clicked.connect(self.open_sheet)
        self._split = QSplitter()
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.addWidget(self._choices())
        self.body.addWidget(self._split, 1)
        for each in (self.sheet, self.spoken, self.day):
            each.activated.connect(lambda _index: self.draw())

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        sheet = self.sheet.currentData()
        day = self.day.currentData() if sheet == ATTENDANCE else None
        return Wanted(sheet, self.spoken.currentData(), day)

    def read_again(self) -> None:
        """Read the days of the activity, then draw the sheet."""
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.show_activity(workspace.store, key)

        self.read(work, self._show_days)

    def draw(self) -> None:
        """Draw the chosen sheet beside the window, then show it."""
        wanted, key = self.wanted, self.key
        self.about.setText(self.language(ABOUT[wanted.sheet]))
        self.day.setEnabled(wanted.sheet == ATTENDANCE)
        self._allow(ready=False)
        self.read(lambda workspace: drawn(workspace, key, wanted, recorded=False), self._show_sheet,
                  only_latest="sheet")  # fmt: skip

    # --- what is done with it ---------------------------------------------------------------

    def print_sheet(self) -> None:
        """Let the person choose the printer; the pages go out at true size."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from ssc_desktop.gui.widgets.pdf_preview import make_ready

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        make_ready(printer, self.data)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.send(printer))
        dialog.show()

    def send(self, printer: Any) -> None:  # noqa: ANN401
        """Print the chosen sheet; the printing is recorded, so that a scan finds its sheet."""
        from ssc_desktop.gui.widgets.pdf_preview import make_ready, put_on_paper

        make_ready(printer, self.data)
        wanted, key = self.wanted, self.key

        def work(workspace: Any) -> int:  # noqa: ANN401
            return put_on_paper(printer, drawn(workspace, key, wanted, recorded=True))

        self.change(work, self._printed, touches=("sheet_print",))

    def save_sheet(self) -> None:
        """Save the sheet where the person says."""
        name = self.wanted.file_name(self._code)
        title = self.language("Save as PDF")
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, "*.pdf")
        if chosen:
            self.write(Path(chosen).with_suffix(".pdf"))

    def open_sheet(self) -> None:
        """Write the sheet into the workspace's outbox and open it there."""
        folder: Path = self.desk.workspace.folder / "outbox"
        target = folder / self.wanted.file_name(self._code)
        self.write(target, then_open=True)

    def write(self, target: Path, *, then_open: bool = False) -> None:
        """Write the sheet to a file; the printing is recorded."""
        wanted, key = self.wanted, self.key

        def work(workspace: Any) -> None:  # noqa: ANN401
            written(target, drawn(workspace, key, wanted, recorded=True))

        def done(_: Any) -> None:  # noqa: ANN401
            if then_open:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
            self.desk.tell(self.language("Saved: {file}", file=target.name))

        self.change(work, done, touches=("sheet_print",))

    def _printed(self, pages: int) -> None:
        if pages:
            self.desk.tell(
                self.language.plural("{count} page printed", "{count} pages printed", pages)
            )
        else:
            self.notice.say(
                self.language(
                    "The printer did not take the sheet. Nothing is lost. Look whether it is on, "
                    "or save the sheet as PDF and print it elsewhere."
                )
            )

    # --- showing ----------------------------------------------------------------------------

    def _show_days(self, found: Any) -> None:  # noqa: ANN401
        self._code = found.activity.code or "activity"
        chosen = self.day.currentData()
        self.day.clear()
        days = sorted({each.day for each in found.half_days})
        self.day.addItem(self.language("A sheet for each day"), None)
        if 1 < len(days) <= MOST_ON_GRID:
            self.day.addItem(self.language("All days on one sheet"), ON_ONE_GRID)
        for number, day in enumerate(days, start=1):
            words = self.language("Day {number}: {date}", number=number,
                                  date=self.language.date(day))  # fmt: skip
            self.day.addItem(words, number)
        self.day.setCurrentIndex(max(self.day.findData(chosen), 0))
        # The tab is drawn first; what draws a PDF takes a moment to load.
        QTimer.singleShot(0, self, self.draw)

    def _show_sheet(self, data: bytes) -> None:
        self.data = data
        if self.preview is None:
            from ssc_desktop.gui.widgets.pdf_preview import PdfPreview

            self.preview = PdfPreview(self.language)
            self._split.addWidget(self.preview)
            self._split.setStretchFactor(1, 1)
            self._split.setSizes([290, 700])
        self.preview.show_pdf(data)
        self.notice.hide()
        self._allow(ready=True)

    def _allow(self, *, ready: bool) -> None:
        for each in (self.print_button, self.save_button, self.open_button):
            each.setEnabled(ready)

    def _choices(self) -> QFrame:
        language = self.language
        made = QFrame()
        made.setMinimumWidth(250)
        inside = QVBoxLayout(made)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(14)
        fields = (
            (language("Sheet"), self.sheet),
            (language("Language of the sheet"), self.spoken),
            (language("Days"), self.day),
        )
        for words, editor in fields:
            editor.setAccessibleName(words)
            inside.addLayout(column(label(words), editor, spacing=4))
        add_all(
            inside, self.about, self.print_button, row(self.save_button, self.open_button), None
        )
        return made


def drawn(workspace: Any, key: Any, wanted: Wanted, *, recorded: bool) -> bytes:  # noqa: ANN401
    """The PDF of a sheet; on the worker. Only what goes to paper or to a file is recorded."""
    from ssc_desktop.language import Language
    from ssc_desktop.services import printing

    store, language = workspace.store, Language(wanted.language)
    if wanted.sheet == ACTIVITY:
        return printing.print_activity(store, key, language=language).pdf
    grid = wanted.day == ON_ONE_GRID
    day = None if grid else wanted.day
    return printing.print_attendance(
        store, key, language=language, day=day, grid=grid, recorded=recorded
    ).pdf


def written(target: Path, data: bytes) -> None:
    """Write a sheet; a Problem when the place does not take it."""
    from ssc_desktop.domain.problems import Problem

    try:
        target.write_bytes(data)
    except OSError:
        raise Problem(
            "file-not-written",
            N_("The file {file} could not be written. Nothing was changed. Choose another place."),
            file=target.name,
        ) from None
