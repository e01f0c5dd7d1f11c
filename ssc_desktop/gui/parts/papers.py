"""The papers of an activity: choose one, see it as it will print, print it, save it, or all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.parts.paper_choices import PaperChoices, Wanted
from ssc_desktop.gui.parts.paper_list import PaperList
from ssc_desktop.gui.parts.paper_stage import PaperStage, place_of_lack
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.tables.copying import offer
from ssc_desktop.gui.widgets.plain import button, column, label, row
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.gui.parts.paper_jobs import PaperJobs
    from ssc_desktop.gui.widgets.pdf_preview import PdfPreview

LIST_WIDTH = 248
LAST_PAPER = "papers/chosen"


@dataclass(frozen=True, slots=True)
class Found:
    """What the part needs to know of an activity."""

    activity: Any
    half_days: tuple[Any, ...]
    has_people: bool
    offered: tuple[Any, ...]
    columns: tuple[Any, ...]

    def file_name(self, offered: Any, wanted: Wanted) -> str:  # noqa: ANN401
        """The name a file of this paper gets."""
        code = self.activity.code or "activity"
        return str(offered.paper.file_name(code, wanted.wish(recorded=False)))


class PapersPart(Part):
    """The papers with their preview; the language of a paper is its own."""

    name: ClassVar[str] = "papers"
    title: ClassVar[str] = N_("Papers")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
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
        self.print_button = button(self.language("Print…"), role="primary", icon_name="printer")
        self.print_button.clicked.connect(self.print_sheet)
        self.stage = PaperStage(self.language)
        self._arrange()
        self._allow(ready=False)

    def _arrange(self) -> None:
        every = self.action("all_papers", self.print_all)
        offer(self.papers, self.language, self._save, self._open, every)
        beside = QWidget()
        beside.setFixedWidth(LIST_WIDTH)
        scan = button(self.language("Read signed sheets…"), icon_name="clipboard-check")
        scan.clicked.connect(lambda: self.desk.go("scan", self.key))
        beside.setLayout(column(self.papers, scan, button_for(every), spacing=8))
        head = row(self.about, tool_for(self._open), tool_for(self._save), self.print_button)
        head.setStretch(0, 1)
        paper = column(head, self.choices, self.stage, spacing=8)
        paper.setStretch(2, 1)
        whole = row(beside, spacing=16)
        whole.addLayout(paper, 1)
        self.body.addLayout(whole, 1)

    @property
    def preview(self) -> PdfPreview | None:
        """The pages that are shown; None before the first paper was drawn."""
        return self.stage.preview

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
            lambda data: self._show_sheet(data, key, wanted),
            failed=lambda problem: self._show_failure(problem, key, wanted),
            only_latest="sheet",
        )

    def _is_shown(self, key: UUID, wanted: Wanted) -> bool:
        # Another activity or another paper may be chosen by the time it comes.
        return (key, wanted) == (self.key, self.wanted)

    # --- what is done with it ---------------------------------------------------------------

    def print_sheet(self) -> None:
        """Let the person choose the printer; the pages go out at true size."""
        if self.print_button.isEnabled() and self.preview is not None:
            draw, pages, page = self._drawing(), self.preview.page_count, self.preview.page
            self.jobs.print_one(self.data, pages, page, lambda workspace, *_: [draw(workspace)])

    def send(self, printer: Any) -> None:  # noqa: ANN401
        """Print the chosen paper; what has a number is recorded, so that a scan finds it."""
        draw, current = self._drawing(), self.preview.page if self.preview is not None else 1
        self.jobs.send(printer, lambda workspace, *_: [draw(workspace)], current)

    def print_all(self) -> None:
        """Choose among all papers of the activity, then print or save them in one go."""
        from ssc_desktop.gui.dialogs.print_papers import ask_for_papers

        if self.found is not None:
            ask_for_papers(self, self.found.offered, self.choices, self.jobs)

    @property
    def jobs(self) -> PaperJobs:
        """What prints and saves; made when it is first needed: it loads what talks to printers."""
        from ssc_desktop.gui.parts.paper_jobs import PaperJobs

        if self._jobs is None:
            self._jobs = PaperJobs(self)
        return self._jobs

    def choose_people(self) -> None:
        """See who qualifies for an attestation, and choose whose are printed."""
        from ssc_desktop.gui.dialogs.attestations import ask_for_people

        ask_for_people(self, self.choices, self.draw)

    def write_questions(self) -> None:
        """Write the questions that the test asks."""
        from ssc_desktop.gui.dialogs.test_questions import ask_for_questions

        ask_for_questions(self, self.draw)

    def save_sheet(self) -> None:
        """Save the paper where the person says."""
        if self.print_button.isEnabled() and self.found:
            name = self.found.file_name(self.papers.offered, self.wanted)
            self.jobs.ask_file(name, self._drawing())

    def open_sheet(self) -> None:
        """Write the paper into the workspace's outbox and open it there."""
        if self.print_button.isEnabled() and self.found:
            name = self.found.file_name(self.papers.offered, self.wanted)
            target = self.desk.workspace.folder / "outbox" / name
            self.jobs.write(target, self._drawing(), then_open=True)

    def write(self, target: Path) -> None:
        """Write the paper to a file; what has a number is recorded."""
        self.jobs.write(target, self._drawing())

    def _drawing(self) -> Callable[..., bytes]:
        wanted, key = self.wanted, self.key
        return lambda workspace, path=None: drawn(workspace, key, wanted, recorded=True, path=path)

    # --- showing ----------------------------------------------------------------------------

    def _show_papers(self, found: Found) -> None:
        is_other = self.found is None or self.found.activity.id != found.activity.id
        self.found = found
        days = sorted({each.day for each in found.half_days})
        self.choices.show_activity(days, is_other=is_other)
        self.choices.offer_columns([(each.name, each.label) for each in found.columns])
        chosen = next(iter(self.desk.memory.words(LAST_PAPER)), "")
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

    def _show_sheet(self, data: bytes, key: UUID, wanted: Wanted) -> None:
        if self._is_shown(key, wanted):
            self.data = data
            self.stage.show_pdf(data)
            self.notice.hide()
            self._allow(ready=True)

    def _show_lack(self, offered: Any) -> None:  # noqa: ANN401
        has_people = bool(self.found and self.found.has_people)
        place = place_of_lack(offered.paper.name, has_people=has_people)
        self.stage.say_lack(
            self.language(offered.reason),
            place,
            lambda: self.desk.go("activity", (self.key, place)),
        )

    def _show_failure(self, problem: Problem, key: UUID, wanted: Wanted) -> None:
        if self._is_shown(key, wanted):
            self.stage.say_failure(self.desk.text_of(problem))

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
