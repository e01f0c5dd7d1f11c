"""How every laptop stands with headquarters, and the bundles that go back to its office."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.tables.record_model import Column, number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, row
from ssc_desktop.language import N_, Language

STATES = {
    "requested": N_("asks for approval"),
    "approved": N_("approved"),
    "revoked": N_("revoked"),
}
QUIET, LOOK, ACT = range(3)


def urgency(each: Any) -> int:  # noqa: ANN401
    """How much a laptop asks for: to be acted upon, to be looked at, or nothing."""
    if each.status == "revoked":
        return QUIET
    if (
        each.cloned
        or each.missing
        or each.waiting
        or each.clock_ahead
        or each.status == "requested"
    ):
        return ACT
    return LOOK if each.unacknowledged or each.not_there else QUIET


def what_to_do(each: Any, language: Language) -> str:  # noqa: ANN401
    """The first thing a laptop asks for, in words; empty where it asks for nothing."""
    if each.status == "revoked":
        return ""
    if each.status == "requested":
        return language("Approve it, or leave it out.")
    if each.cloned:
        return language("Two laptops write under its name: find the copy, set it up anew.")
    if each.missing:
        numbers = language.list_of([language.number(number) for number in each.missing])
        return language("Ask the office for bundle number {numbers}.", numbers=numbers)
    if each.clock_ahead:
        hours = language.number(int(each.clock_ahead.total_seconds() // 3600))
        return language("Its clock is {hours} hours ahead: have it set.", hours=hours)
    if each.waiting:
        return language("Its bundles wait for an earlier one.")
    if each.unacknowledged or each.not_there:
        return language("Write a return bundle.")
    return ""


class LaptopStatus(QWidget):
    """The laptops, those that ask for something first."""

    refused = Signal(object)
    written = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.table = self._table()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(language("Writing return bundles…"))
        self.progress.hide()
        self.one = button(language("Write return bundle"), icon_name="package")
        self.one.clicked.connect(self.write_chosen)
        self.all = button(language("Write for all offices"))
        self.all.clicked.connect(lambda: self.write_returns(self._offices(self.table.model.rows)))
        self.table.chosen.connect(self._allow)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.progress)
        whole.addLayout(row(self.one, self.all, None))
        self._allow()

    def show_laptops(self, standings: Sequence[Any]) -> None:
        """Show where the laptops stand, what needs action on top."""
        self.table.show_rows(sorted(standings, key=lambda each: -urgency(each)))
        self._allow()

    def write_chosen(self) -> None:
        """Write the return bundles of the offices whose laptops are chosen."""
        self.write_returns(self._offices(self.table.chosen_rows()))

    def write_returns(self, offices: Sequence[str]) -> None:
        """Write a return bundle for each of these offices, into the outbox."""
        self.progress.setRange(0, len(offices))
        self.progress.setVisible(bool(offices))

        def work(workspace: Any, told: Callable[..., None]) -> int:  # noqa: ANN401
            from ssc_desktop.services import returning

            for number, office in enumerate(offices):
                told(number)
                returning.export_return(workspace, office)
            return len(offices)

        self._desk.ops.change(
            self, work, self._done, touches=("exchange",), failed=self._fail,
            told=self.progress.setValue,
        )  # fmt: skip

    def _done(self, count: int) -> None:
        self.progress.hide()
        self._desk.tell(
            self._desk.language.plural(
                "{count} return bundle lies in the outbox",
                "{count} return bundles lie in the outbox",
                count,
            )
        )
        self.written.emit()

    def _fail(self, problem: Any) -> None:  # noqa: ANN401
        self.progress.hide()
        self.refused.emit(problem)

    def _offices(self, rows: Sequence[Any]) -> list[str]:
        return sorted({each.office for each in rows if each.status == "approved" and each.office})

    def _allow(self) -> None:
        self.one.setEnabled(bool(self._offices(self.table.chosen_rows())))
        self.all.setEnabled(bool(self._offices(self.table.model.rows)))

    def _table(self) -> RecordTable:
        language = self._desk.language

        def written(each: Any) -> str:  # noqa: ANN401
            return language.moment(each.last_written) if each.last_written else ""

        def sign(each: Any) -> Any:  # noqa: ANN401
            signs = {ACT: ("triangle-alert", "warning"), LOOK: ("info", "muted")}
            return icon(*signs.get(urgency(each), ("circle-check", "accent")))

        columns = [
            text_column("office", language("Office"), lambda each: each.office),
            text_column("officer", language("Officer"), lambda each: each.officer),
            text_column("status", language("State"), lambda each: language(STATES[each.status])),
            number_column("last", language("Last bundle"), lambda each: each.last_number, language),
            text_column("written", language("Written on"), written),
            number_column(
                "told", language("Not acknowledged"), lambda each: each.unacknowledged, language
            ),
            Column(
                "todo",
                language("What to do"),
                lambda each: what_to_do(each, language),
                lambda each: (False, -urgency(each)),
                icon=sign,
            ),
        ]
        words = language("A laptop stands here once its request was approved.")
        empty = EmptyState("laptop", language("No laptop yet"), words)
        title = language("Status of laptops")
        made = RecordTable("laptop_status", columns, self._desk.memory, title, empty)
        made.set_widths(
            office=80, officer=140, status=100, last=110, written=140, told=140, todo=290
        )
        return made
