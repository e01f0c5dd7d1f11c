"""The papers of an activity: choose one, see it as it will print, print it, save it, or all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.parts.paper_choices import PaperChoices, Wanted
from ssc_desktop.gui.parts.paper_list import PaperList
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, column, label, row
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.gui.parts.paper_jobs import PaperJobs
    from ssc_desktop.gui.widgets.pdf_preview import PdfPreview

LIST_WIDTH = 232
LAST_PAPER = "papers/chosen"
TOUCHED = ("sheet_print", "attestation")
# Where what a paper lacks is recorded: the part of the activity and the words of its button.
PLACES = {
    "people": N_("Register people…"),
    "half_days": N_("Half-days"),
    "attendance": N_("Attendance"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the part needs to know of an activity."""

    activity: Any
    half_days: tuple[Any, ...]
    has_people: bool
    offered: tuple[Any, ...]
    columns: tuple[Any, ...]


class PapersPart(Part):
    """The papers with their preview; the language of a paper is its own."""

    name: ClassVar[str] = "papers"
    title: ClassVar[str] = N_("Papers")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.preview: PdfPreview | None = None
        self._jobs: PaperJobs | None = None
        self.data = b""
        self.found: Found | None = None
        self.papers = PaperList(self.language)
        self.papers.chosen.connect(self._choose)
        self.choices = PaperChoices(desk)
        self.choices.changed.connect(self.draw)
        self.choices.people_asked.connect(self.choose_people)
        self.choices.questions_asked.connect(self.write_questions)
        self.about = label(role="muted", wrap=True)
        self._save = self.action("save_pdf", self.save_sheet)
        self._open = self.action("open_pdf", self.open_sheet)
        self._all = self.action("all_papers", self.print_all)
        self.print_button = button(self.language("Print…"), role="primary", icon_name="printer")
        self.print_button.clicked.connect(self.print_sheet)
        self._shown = QStackedWidget()
        self._words = QWidget()
        self._shown.addWidget(self._words)
        self._arrange()
        self._allow(ready=False)

    def _arrange(self) -> None:
        side = column(self.papers, button_for(self._all), spacing=8)
        side.setStretch(0, 1)
        beside = QWidget()
        beside.setFixedWidth(LIST_WIDTH)
        beside.setLayout(side)
        head = row(self.about, tool_for(self._open), tool_for(self._save), self.print_button)
        head.setStretch(0, 1)
        paper = column(head, self.choices, self._shown, spacing=8)
        paper.setStretch(2, 1)
        whole = row(beside, spacing=16)
        whole.addLayout(paper, 1)
        self.body.addLayout(whole, 1)

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        return self.choices.wanted

    @property
    def paper(self) -> str:
        """The name of the paper that is chosen; empty before the list was read."""
        return self.papers.offered.paper.name if self.papers.offered else ""

    def read_again(self) -> None:
        """Read which papers there are, then draw the one that is chosen."""
        key = self.key
        self.read(lambda workspace: read(workspace, key), self._show_papers)

    def choose(self, name: str) -> None:
        """Choose a paper by its name."""
        self.papers.choose(name)

    def draw(self) -> None:
        """Draw the chosen paper off the window's thread, then show it."""
        self._allow(ready=False)
        offered, key = self.papers.offered, self.key
        if offered is None:
            return
        if offered.reason:
            self._show_lack(offered)
            return
        wanted = self.wanted
        self.desk.ops.read(
            self,
            lambda workspace: drawn(workspace, key, wanted, recorded=False),
            lambda data: self._show_sheet(data) if key == self.key else None,
            failed=self._show_failure,
            only_latest="sheet",
        )

    # --- what is done with it ---------------------------------------------------------------

    def print_sheet(self) -> None:
        """Let the person choose the printer; the pages go out at true size."""
        if self.print_button.isEnabled() and self.preview is not None:
            pages, page = self.preview.page_count, self.preview.page
            self.jobs.print_one(self.data, pages, page, self._draw_one())

    def send(self, printer: Any) -> None:  # noqa: ANN401
        """Print the chosen paper; what has a number is recorded, so that a scan finds it."""
        current = self.preview.page if self.preview is not None else 1
        self.jobs.send(printer, self._draw_one(), current)

    def print_all(self) -> None:
        """Choose among all papers of the activity, then print or save them in one go."""
        from ssc_desktop.gui.dialogs.print_papers import PrintPapersDialog

        if self.found is None:
            return
        key, jobs, choices = self.key, self.jobs, self.choices
        spoken = self.wanted.language
        dialog = PrintPapersDialog(self, self.desk, self.found.offered, spoken)
        dialog.print_asked.connect(
            lambda names, spoken: jobs.print_many(key, names, choices.wishes(spoken))
        )
        dialog.save_asked.connect(
            lambda names, spoken: jobs.ask_folder(key, names, choices.wishes(spoken))
        )
        dialog.open()

    @property
    def jobs(self) -> PaperJobs:
        """What prints and saves; made when it is first needed: it loads what talks to printers."""
        from ssc_desktop.gui.parts.paper_jobs import PaperJobs

        if self._jobs is None:
            self._jobs = PaperJobs(self)
        return self._jobs

    def _draw_one(self) -> Any:  # noqa: ANN401
        wanted, key = self.wanted, self.key
        return lambda workspace, _told, _sign: [drawn(workspace, key, wanted, recorded=True)]

    def choose_people(self) -> None:
        """See who qualifies for an attestation, and choose whose are printed."""
        from ssc_desktop.gui.dialogs.attestations import AttestationsDialog

        dialog = AttestationsDialog(self, self.desk, self.key, self.choices.people)
        dialog.chosen.connect(self._take_people)
        dialog.touched.connect(self.draw)
        dialog.open()

    def write_questions(self) -> None:
        """Write the questions that the test asks."""
        from ssc_desktop.gui.dialogs.test_questions import TestQuestionsDialog

        dialog = TestQuestionsDialog(self, self.desk, self.key)
        dialog.written.connect(self.draw)
        dialog.open()

    def save_sheet(self) -> None:
        """Save the paper where the person says."""
        if self.print_button.isEnabled():
            title = self.language("Save as PDF")
            chosen, _ = QFileDialog.getSaveFileName(self, title, self._file_name(), "*.pdf")
            if chosen:
                self.write(Path(chosen).with_suffix(".pdf"))

    def open_sheet(self) -> None:
        """Write the paper into the workspace's outbox and open it there."""
        if self.print_button.isEnabled():
            folder: Path = self.desk.workspace.folder / "outbox"
            self.write(folder / self._file_name(), then_open=True)

    def write(self, target: Path, *, then_open: bool = False) -> None:
        """Write the paper to a file; what has a number is recorded."""
        wanted, key = self.wanted, self.key

        def work(workspace: Any) -> None:  # noqa: ANN401
            drawn(workspace, key, wanted, recorded=True, path=target)

        def done(_: Any) -> None:  # noqa: ANN401
            if then_open:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
            self.desk.tell(self.language("Saved: {file}", file=target.name))

        self.change(work, done, touches=TOUCHED)

    def _file_name(self) -> str:
        code = self.found.activity.code if self.found else ""
        wish = self.wanted.wish(recorded=False)
        return str(self.papers.offered.paper.file_name(code or "activity", wish))

    def _take_people(self, people: tuple[Any, ...]) -> None:
        self.choices.people = people
        self.draw()

    # --- showing ----------------------------------------------------------------------------

    def _show_papers(self, found: Found) -> None:
        is_other = self.found is None or self.found.activity.id != found.activity.id
        self.found = found
        if is_other:
            days = sorted({each.day for each in found.half_days})
            self.choices.show_activity(days)
            self.choices.offer_columns([(each.name, each.label) for each in found.columns])
        chosen = self.paper or next(iter(self.desk.memory.words(LAST_PAPER)), "")
        self.papers.show_papers(list(found.offered), chosen)
        self._show_choices()
        # The tab is drawn first; what draws a PDF takes a moment to load.
        QTimer.singleShot(0, self, self.draw)

    def _choose(self, name: str) -> None:
        self.desk.memory.keep_words(LAST_PAPER, [name])
        self._show_choices()
        self.draw()

    def _show_choices(self) -> None:
        offered = self.papers.offered
        self.about.setText(self.language(offered.paper.about))
        self.choices.show_paper(offered.paper.name)
        self.choices.setVisible(not offered.reason)

    def _show_sheet(self, data: bytes) -> None:
        self.data = data
        if self.preview is None:
            from ssc_desktop.gui.widgets.pdf_preview import PdfPreview

            self.preview = PdfPreview(self.language)
            self._shown.addWidget(self.preview)
        self.preview.show_pdf(data)
        self._shown.setCurrentWidget(self.preview)
        self.notice.hide()
        self._allow(ready=True)

    def _show_lack(self, offered: Any) -> None:  # noqa: ANN401
        place = self._place_of_lack(offered.paper.name)
        go = button(self.language(PLACES[place]))
        go.clicked.connect(lambda: self.desk.go("activity", (self.key, place)))
        title = self.language("Nothing to print yet")
        self._say(EmptyState("printer", title, self.language(offered.reason), go))

    def _show_failure(self, problem: Problem) -> None:
        title = self.language("This paper cannot be drawn")
        self._say(EmptyState("circle-alert", title, self.desk.text_of(problem)))

    def _say(self, state: EmptyState) -> None:
        old, self._words = self._words, state
        self._shown.insertWidget(0, state)
        self._shown.setCurrentIndex(0)
        self._shown.removeWidget(old)
        old.deleteLater()

    def _place_of_lack(self, paper: str) -> str:
        if paper == "attendance":
            return "half_days"
        has_people = self.found is not None and self.found.has_people
        return "attendance" if has_people else "people"

    def _allow(self, *, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self._save.setEnabled(ready)
        self._open.setEnabled(ready)


def read(workspace: Any, key: Any) -> Found:  # noqa: ANN401
    """What the part shows of an activity; on the worker."""
    from ssc_desktop.services import attendance, papers, printing

    register = attendance.read_register(workspace.store, key)
    return Found(
        register.activity,
        register.half_days,
        bool(register.people),
        papers.papers_of(workspace, key),
        printing.columns_offered(),
    )


def drawn(
    workspace: Any,  # noqa: ANN401
    key: Any,  # noqa: ANN401
    wanted: Wanted,
    *,
    recorded: bool,
    path: Path | None = None,
) -> bytes:
    """The PDF of a paper, also written to a file where one is named; on the worker."""
    from ssc_desktop.services import papers

    wish = wanted.wish(recorded=recorded)
    return papers.print_paper(workspace, wanted.paper, key, wish, path).pdf
