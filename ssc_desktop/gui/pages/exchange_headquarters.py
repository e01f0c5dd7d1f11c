"""The exchange of a headquarters: bundles to take in, laptops to approve, conflicts."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.laptops import Laptops
from ssc_desktop.gui.pages.received_bundles import ReceivedBundles
from ssc_desktop.gui.tables.record_model import text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState, ProblemBar
from ssc_desktop.language import N_

NOUNS = {
    "activity": N_("Activity"),
    "workshop": N_("Workshop"),
    "capacity_session": N_("Capacity-building session"),
    "pilot_activity": N_("Pilot activity"),
    "participant": N_("Participant"),
    "organisation": N_("Organisation"),
    "attendance": N_("Attendance"),
    "registration": N_("Registration"),
    "half_day": N_("Half-day"),
}


class HeadquartersExchange(QWidget):
    """Bundles, laptops and conflicts, one tab each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.notice = ProblemBar(language)
        self.bundles = ReceivedBundles(desk)
        self.bundles.taken.connect(self.read_again)
        self.bundles.refused.connect(self.show_problem)
        self.laptops = Laptops(desk)
        self.laptops.approved.connect(self.read_again)
        self.laptops.refused.connect(self.show_problem)
        self.conflicts = self._conflicts_table()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.bundles, language("Bundles"))
        self.tabs.addTab(self.laptops, language("Laptops"))
        self.tabs.addTab(self.conflicts, language("Conflicts"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.notice)
        whole.addWidget(self.tabs, 1)

    def read_again(self) -> None:
        """Read laptops, waiting bundles and conflicts."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment, exchange

            store = workspace.store
            devices = [
                (each, enrolment.fingerprint_of(each)) for each in enrolment.list_devices(store)
            ]
            conflicts = exchange.list_conflicts(store)
            status = exchange.bundle_status(workspace)
            return devices, conflicts, status, workspace.fingerprint

        self._desk.ops.read(self, work, self._show, only_latest="all")

    def choose_bundles(self) -> None:
        """Let the person choose bundles to take in."""
        self.notice.hide()
        self.tabs.setCurrentIndex(0)
        self.bundles.choose()

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong."""
        self.notice.say(self._desk.text_of(problem))

    def _show(self, found: tuple[list[Any], list[Any], Any, str]) -> None:
        devices, conflicts, status, fingerprint = found
        self.laptops.show_laptops(devices, fingerprint)
        self.bundles.show_waiting(status.waiting)
        self.conflicts.show_rows(conflicts)
        language = self._desk.language
        count = language.number(len(conflicts))
        words = language("Conflicts ({count})", count=count) if conflicts else ""
        self.tabs.setTabText(2, words or language("Conflicts"))

    def _conflicts_table(self) -> RecordTable:
        language = self._desk.language

        def values(each: Any) -> str:  # noqa: ANN401
            return "  ≠  ".join(f"{value.value} ({value.office})" for value in each.values)

        def noun(each: Any) -> str:  # noqa: ANN401
            return language(NOUNS.get(each.noun, each.noun))

        columns = [
            text_column("noun", language("Record"), noun),
            text_column("field", language("Field"), self._field_label),
            text_column("values", language("Values"), values),
            text_column("shown", language("Shown"), lambda each: str(each.shown)),
        ]
        words = language("Two officers who write the same field differently appear here.")
        empty = EmptyState("git-merge", language("No conflict"), words)
        made = RecordTable("conflicts", columns, self._desk.memory, language("Conflicts"), empty)
        made.set_widths(noun=150, field=190, values=480, shown=200)
        return made

    def _field_label(self, conflict: Any) -> str:  # noqa: ANN401
        field = field_named(RECORDS_BY_NOUN[conflict.noun], conflict.field)
        return self._desk.language(field.facts.label) if field else str(conflict.field)
