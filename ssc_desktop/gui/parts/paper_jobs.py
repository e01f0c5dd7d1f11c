"""What is done with the papers of an activity: printed, saved, one or all, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog

from ssc_desktop.gui.dialogs.paper_job import (
    DRAWING,
    PRINTING,
    TOUCHED,
    PaperJobDialog,
    Stopped,
    StopSign,
    Told,
)
from ssc_desktop.gui.print_job import (
    Outcome,
    first_page_of,
    make_ready,
    offer_pages,
    put_on_paper,
)

Wish = Any
Draw = Callable[[Any, Told, StopSign], list[bytes]]
DrawToFile = Callable[[Any, Path], object]


class PaperJobs(QObject):
    """Asks for the printer or the folder, runs the job, says what came of it on the part.

    A part, or a dialog that like a part has a desk, a language, a notice and shows problems.
    """

    def __init__(self, part: Any) -> None:  # noqa: ANN401
        super().__init__(part)
        self._part = part
        self._desk = part.desk
        self._language = part.language

    # --- one paper --------------------------------------------------------------------------

    def print_one(self, data: bytes, pages: int, current: int, draw: Draw) -> None:
        """Let the person choose the printer for a paper that is shown; then print it anew."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        make_ready(printer, first_page_of(data))
        dialog = self._printer_dialog(printer)
        offer_pages(dialog, pages, current)
        dialog.accepted.connect(lambda: self.send(printer, draw, current))
        dialog.show()

    def send(self, printer: QPrinter, draw: Draw, current: int = 1) -> None:
        """Print what ``draw`` draws, as one job."""

        def work(workspace: Any, told: Told, sign: StopSign) -> tuple[Outcome, bool]:  # noqa: ANN401
            try:
                papers = draw(workspace, told, sign)
            except Stopped:
                return Outcome(0, 0), True
            outcome = put_on_paper(
                printer,
                papers,
                current=current,
                told=lambda done, total: told(PRINTING, done, total),
                stops=lambda: sign.is_up,
            )
            return outcome, sign.is_up

        self._run(self._language("Printing"), work, lambda told: self._tell_printed(*told))

    def ask_file(self, name: str, draw: DrawToFile) -> None:
        """Let the person choose the file a paper is saved in."""
        title = self._language("Save as PDF")
        chosen, _ = QFileDialog.getSaveFileName(self._part, title, name, "*.pdf")
        if chosen:
            self.write(Path(chosen).with_suffix(".pdf"), draw)

    def write(self, target: Path, draw: DrawToFile, *, then_open: bool = False) -> None:
        """Write a paper to a file, and open it in the system's own reader where asked."""

        def done(_: Any) -> None:  # noqa: ANN401
            if then_open:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
            self._desk.tell(self._language("Saved: {file}", file=target.name))

        self._desk.ops.change(
            self._part,
            lambda workspace: draw(workspace, target),
            done,
            touches=TOUCHED,
            failed=self._part.show_problem,
        )

    # --- all papers -------------------------------------------------------------------------

    def print_many(self, key: UUID, names: Sequence[str], wishes: Sequence[Wish]) -> None:
        """Let the person choose the printer once for several papers; then print them."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = self._printer_dialog(printer)
        draw = draw_many(key, names, wishes)
        dialog.accepted.connect(lambda: self.send(printer, draw))
        dialog.show()

    def ask_folder(self, key: UUID, names: Sequence[str], wishes: Sequence[Wish]) -> None:
        """Let the person choose the folder several papers are saved in."""
        title = self._language("Save all papers in a folder")
        chosen = QFileDialog.getExistingDirectory(self._part, title)
        if chosen:
            self.save_many(Path(chosen), key, names, wishes)

    def save_many(
        self, folder: Path, key: UUID, names: Sequence[str], wishes: Sequence[Wish]
    ) -> None:
        """Write several papers into a folder, a file each."""
        draw = draw_many(key, names, wishes, folder)

        def work(workspace: Any, told: Told, sign: StopSign) -> int | None:  # noqa: ANN401
            try:
                return len(draw(workspace, told, sign))
            except Stopped:
                return None

        self._run(self._language("Saving"), work, self._tell_saved)

    # --- what came of it --------------------------------------------------------------------

    def _tell_printed(self, outcome: Outcome, was_stopped: bool) -> None:
        language = self._language
        counts = {
            "printed": language.number(outcome.printed),
            "wanted": language.number(outcome.wanted),
        }
        if outcome.is_whole and outcome.wanted:
            words = language.plural(
                "{count} page printed", "{count} pages printed", outcome.printed
            )
            self._desk.tell(words)
        elif was_stopped and not outcome.printed:
            self._part.notice.say(language("You stopped the printing. No page was printed."))
        elif was_stopped:
            self._part.notice.say(
                language(
                    "You stopped the printing: {printed} of {wanted} pages went to the printer. "
                    "The others can be printed by their numbers.",
                    **counts,
                )
            )
        elif outcome.printed:
            self._part.notice.say(
                language(
                    "The printer stopped after {printed} of {wanted} pages. Look whether it has "
                    "paper, then print the others by their numbers.",
                    **counts,
                )
            )
        else:
            self._part.notice.say(
                language(
                    "The printer did not take the sheet. Nothing is lost. Look whether it is on, "
                    "or save the sheet as PDF and print it elsewhere."
                )
            )

    def _tell_saved(self, count: int | None) -> None:
        if count is None:
            words = self._language("You stopped. The papers saved before are in the folder.")
            self._part.notice.say(words)
            return
        self._desk.tell(self._language.plural("{count} paper saved", "{count} papers saved", count))

    def _run(self, title: str, work: Any, done: Callable[[Any], None]) -> None:  # noqa: ANN401
        self._part.notice.hide()
        PaperJobDialog(self._part, self._desk, title).run(work, done, self._part.show_problem)

    def _printer_dialog(self, printer: QPrinter) -> QPrintDialog:
        dialog = QPrintDialog(printer, self._part)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog


def draw_many(
    key: UUID, names: Sequence[str], wishes: Sequence[Wish], folder: Path | None = None
) -> Draw:
    """Draws papers of an activity, and saves them where a folder is named; on the worker."""

    def draw(workspace: Any, told: Told, sign: StopSign) -> list[bytes]:  # noqa: ANN401
        from ssc_desktop.services import papers

        def step(done: int, total: int, title: str) -> None:
            sign.look()
            told(DRAWING, done, total, title)

        sheaves = papers.print_all(workspace, key, wishes, names=names, folder=folder, told=step)
        sign.look()
        return [each.printed.pdf for each in sheaves]

    return draw
