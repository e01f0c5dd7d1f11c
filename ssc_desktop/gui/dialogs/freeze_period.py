"""Freezing a reporting period: what it means, which periods stand frozen, what has moved since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import Column, number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState, ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.reporting_periods import FREE, Period, free_words
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.language import Language

TOUCHED = ("frozen_figure",)


class FreezePeriodDialog(QDialog):
    """Asks before the values of a period are kept as they are; what was frozen can be taken back."""

    changed = Signal()

    def __init__(self, parent: QWidget, desk: Desk, period: Period) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._period = period
        self._frozen: Sequence[Any] = ()
        language = desk.language
        title = language("Freeze the period: {period}", period=period.words(language))
        self.setWindowTitle(title)
        open_at(self, 720, 480)
        self.notice = ProblemBar(language)
        self.told = label(wrap=True)
        self.table = self._table()
        self.table.chosen.connect(self._allow)
        self.freeze_button = button(language("Freeze the period"), role="primary", icon_name="lock")
        self.freeze_button.clicked.connect(self.freeze)
        self.back_button = button(language("Take the freezing back"), icon_name="undo-2")
        self.back_button.clicked.connect(self.take_back)
        close = button(language("Close"))
        close.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(title, size="section", wrap=True))
        whole.addWidget(self.notice)
        whole.addWidget(self.told)
        whole.addWidget(self.table, 1)
        whole.addLayout(row(self.back_button, None, close, self.freeze_button))
        self.freeze_button.setEnabled(False)
        self._allow()
        self.read_again()

    def read_again(self) -> None:
        """Read which periods stand frozen, and what has moved in them since."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import periods

            return periods.list_periods(workspace.store)

        self._desk.ops.read(self, work, self._show, failed=self._refused, only_latest="periods")

    def freeze(self) -> None:
        """Keep the values of the period as they are now."""
        since, until = self._period.since, self._period.until

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import periods

            return periods.freeze_period(workspace.store, since, until)

        self.freeze_button.setEnabled(False)
        words = self._desk.language("The values of the period are frozen.")
        self._change(work, lambda: self._desk.tell(words, lambda: self._set(self._period, "un")))

    def take_back(self) -> None:
        """Let the chosen period say again what the records say now."""
        for each in self.table.chosen_rows()[:1]:
            self._set(Period(FREE, each.since, each.until), "un")

    def _set(self, period: Period, how: str) -> None:
        """Take a freezing back, or bring it back with the very same values."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import periods

            do = periods.unfreeze_period if how == "un" else periods.restore_period
            return do(workspace.store, period.since, period.until)

        language = self._desk.language
        words = language("The freezing is taken back: the figures follow the records again.")

        def done() -> None:
            if how == "un":
                self._desk.tell(words, lambda: self._set(period, "re"))

        self._change(work, done)

    def _change(self, work: Callable[[Any], Any], done: Callable[[], None]) -> None:
        owner = self if isValid(self) else None

        def changed(_: Any) -> None:  # noqa: ANN401
            done()
            if isValid(self):
                self.changed.emit()
                self.read_again()

        failed = self._refused if owner is not None else None
        self._desk.ops.change(owner, work, changed, touches=TOUCHED, failed=failed)

    def _show(self, frozen: Sequence[Any]) -> None:
        self._frozen = frozen
        self.table.show_rows(frozen)
        is_frozen = any(
            (each.since, each.until) == (self._period.since, self._period.until) for each in frozen
        )
        self.freeze_button.setEnabled(not is_frozen)
        self.told.setText(told_words(is_frozen=is_frozen, language=self._desk.language))
        self._allow()

    def _allow(self) -> None:
        self.back_button.setEnabled(bool(self.table.chosen_rows()))

    def _refused(self, problem: Problem) -> None:
        self.notice.say(self._desk.text_of(problem))
        self.read_again()

    def _table(self) -> RecordTable:
        language = self._desk.language
        empty = EmptyState(
            "lock",
            language("No period is frozen yet"),
            language("A period that was reported to the donors is frozen, so that it stays said."),
        )
        title = language("Frozen periods")
        made = RecordTable("periods", _columns(language), self._desk.memory, title, empty)
        made.set_widths(period=220, frozen=150, count=90, moved=180)
        return made


def told_words(*, is_frozen: bool, language: Language) -> str:
    """What freezing means here."""
    if is_frozen:
        return language(
            "This period is frozen. Its figures stay as they were reported; what the records say "
            "now is shown beside them."
        )
    return language(
        "The value of every indicator is kept as it is now, with what it was computed of. What is "
        "recorded later is shown as a difference and never changes it silently. This can be taken "
        "back."
    )


def _columns(language: Language) -> list[Column]:
    """What is shown of each frozen period."""
    return [
        Column(
            "period",
            language("Period"),
            lambda each: free_words(Period(FREE, each.since, each.until), language),
            lambda each: (False, each.since.isoformat() if each.since else ""),
        ),
        Column(
            "frozen",
            language("Frozen on"),
            lambda each: language.moment(each.frozen_at) if each.frozen_at else "",
            lambda each: (each.frozen_at is None, each.frozen_at),
        ),
        number_column("count", language("Values"), lambda each: each.count, language),
        text_column("moved", language("Moved since"), lambda each: moved_words(each, language)),
    ]


def moved_words(period: Any, language: Language) -> str:  # noqa: ANN401
    """Which indicators the records now say otherwise, and by how much."""
    return language.list_of(
        [
            language.labelled(each.code, f"{'+' if each.difference > 0 else ''}{each.difference}")
            for each in period.moved
        ]
    )
