"""All papers of an activity in one go: which, in which languages, to the printer or to a folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.parts.paper_choices import PaperChoices
from ssc_desktop.gui.parts.paper_jobs import PaperJobs
from ssc_desktop.gui.parts.paper_list import first_sentence
from ssc_desktop.gui.widgets.plain import button, column, label, row
from ssc_desktop.gui.widgets.room import at_least
from ssc_desktop.language import LANGUAGES, NATIVE_NAMES

# Printing them hands them out, so they are asked for, never taken along.
ASKED_FOR = frozenset({"attestations"})


class PrintPapersDialog(QDialog):
    """Ticks for papers and languages; what cannot be printed yet says why."""

    print_asked = Signal(object, object)
    save_asked = Signal(object, object)

    def __init__(
        self, parent: QWidget, desk: Desk, offered: Sequence[Any], language_chosen: str
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._language = language = desk.language
        self.setWindowTitle(language("Print all papers"))
        at_least(self, 620)
        self.papers: dict[str, QCheckBox] = {}
        self.languages: dict[str, QCheckBox] = {}
        for code in LANGUAGES:
            self.languages[code] = self._tick(NATIVE_NAMES[code], is_on=code == language_chosen)
        self.print_button = button(language("Print…"), role="primary", icon_name="printer")
        self.print_button.clicked.connect(lambda: self._ask(self.print_asked))
        self.save_button = button(language("Save all…"), icon_name="folder-down")
        self.save_button.clicked.connect(lambda: self._ask(self.save_asked))
        self._arrange([self._paper(each) for each in offered])
        self._allow()

    def _arrange(self, papers: list[QWidget]) -> None:
        language = self._language
        words = language(
            "Each paper is printed as it was chosen last: its days, its columns, how many on a "
            "page. All go to the printer as one job."
        )
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        left = column(label(language("Papers"), bold=True), *papers, None, spacing=2)
        right = column(
            label(language("Languages"), bold=True), *self.languages.values(), None, spacing=2
        )
        both = row(spacing=40)
        both.addLayout(left, 3)
        both.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(language("Print all papers"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addLayout(both, 1)
        whole.addLayout(row(cancel, None, self.save_button, self.print_button))

    @property
    def chosen_papers(self) -> list[str]:
        """The names of the papers that are ticked."""
        return [name for name, tick in self.papers.items() if tick.isChecked()]

    @property
    def chosen_languages(self) -> list[str]:
        """The languages that are ticked."""
        return [code for code, tick in self.languages.items() if tick.isChecked()]

    def _paper(self, offered: Any) -> QWidget:  # noqa: ANN401
        name, reason = offered.paper.name, offered.reason
        tick = self._tick(self._language(offered.paper.title), is_on=not reason)
        tick.setEnabled(not reason)
        if reason or name in ASKED_FOR:
            tick.setChecked(False)
        self.papers[name] = tick
        words = first_sentence(self._language(reason)) if reason else ""
        if not reason and name in ASKED_FOR:
            words = self._language("Printing them gives a number to everybody who has none yet.")
        if not words:
            return tick
        below = label(words, role="muted", wrap=True)
        below.setIndent(24)
        both = QWidget()
        both.setLayout(column(tick, below, spacing=0))
        tick.setAccessibleDescription(words)
        return both

    def _tick(self, words: str, *, is_on: bool) -> QCheckBox:
        made = QCheckBox(words)
        made.setChecked(is_on)
        made.toggled.connect(lambda _on: self._allow())
        return made

    def _allow(self) -> None:
        if not hasattr(self, "save_button"):
            return
        ready = bool(self.chosen_papers and self.chosen_languages)
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)

    def _ask(self, signal: Any) -> None:  # noqa: ANN401
        papers, languages = self.chosen_papers, self.chosen_languages
        self.accept()
        signal.emit(papers, languages)


def ask_for_papers(
    part: Any,  # noqa: ANN401
    offered: Sequence[Any],
    choices: PaperChoices,
    jobs: PaperJobs,
) -> None:
    """Ask which papers of the part's activity are wanted, then print or save them."""
    key = part.key
    dialog = PrintPapersDialog(part, part.desk, offered, choices.wanted.language)
    dialog.print_asked.connect(
        lambda names, spoken: jobs.print_many(key, names, choices.wishes(spoken))
    )
    dialog.save_asked.connect(
        lambda names, spoken: jobs.ask_folder(key, names, choices.wishes(spoken))
    )
    dialog.open()
