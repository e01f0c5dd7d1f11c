"""The exchange of a headquarters: bundles to take in, laptops, conflicts, what was decided."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.conflict_desk import ConflictDesk
from ssc_desktop.gui.pages.decision_list import ArrivedBundles, DecisionList
from ssc_desktop.gui.pages.laptop_status import LaptopStatus
from ssc_desktop.gui.pages.laptops import Laptops
from ssc_desktop.gui.pages.received_bundles import ReceivedBundles
from ssc_desktop.gui.places import open_record
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.language import N_

BUNDLES, LAPTOPS, CONFLICTS, DECISIONS, STATUS, ARRIVED = range(6)


class _Found(NamedTuple):
    """All that the tabs show, read together."""

    devices: list[Any]
    fingerprint: str
    waiting: Any
    pending: list[Any]
    conflicts: list[Any]
    decisions: list[Any]
    standings: list[Any]
    arrived: list[Any]


class HeadquartersExchange(QWidget):
    """Bundles, laptops, conflicts and decisions, one tab each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: _Found | None = None
        self.notice = ProblemBar(desk.language)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.notice)
        whole.addWidget(self.tabs, 1)
        self.bundles = ReceivedBundles(desk)
        self._add(self.bundles, N_("Bundles"), self.bundles.taken)
        self._coming = [
            self._add_laptops,
            self._add_conflicts,
            self._add_decisions,
            self._add_status,
            self._add_arrived,
        ]
        QTimer.singleShot(0, self, self._add_next)

    def _add_next(self) -> None:
        """Make one tab in each turn of the loop: all at once would be felt."""
        self._coming.pop(0)()
        if self._coming:
            QTimer.singleShot(0, self, self._add_next)
        elif self._found is not None:
            self._show(self._found)

    def _add_laptops(self) -> None:
        self.laptops = Laptops(self._desk)
        self._add(self.laptops, N_("Laptops"), self.laptops.approved)
        self.bundles.help.approve_asked.connect(self.choose_request)

    def _add_conflicts(self) -> None:
        self.conflicts = ConflictDesk(self._desk)
        self._add(self.conflicts, N_("Conflicts"), self.conflicts.decided)

    def _add_decisions(self) -> None:
        self.decisions = DecisionList(self._desk)
        self.decisions.opened.connect(partial(open_record, self._desk, self))
        self._add(self.decisions, N_("Decisions"), self.decisions.undone)

    def _add_status(self) -> None:
        self.status = LaptopStatus(self._desk)
        self._add(self.status, N_("Status of laptops"), self.status.written)

    def _add_arrived(self) -> None:
        self.arrived = ArrivedBundles(self._desk)
        self._add(self.arrived, N_("Imported bundles"), self.arrived.undone)

    def _add(self, tab: Any, title: str, changed: Any) -> None:  # noqa: ANN401
        changed.connect(self.read_again)
        tab.refused.connect(self.show_problem)
        self.tabs.addTab(tab, self._desk.language(title))

    def read_again(self) -> None:
        """Read laptops, waiting bundles, conflicts and decisions."""
        language = self._desk.language
        self._desk.ops.read(
            self, lambda workspace: _read(workspace, language), self._show, only_latest="all"
        )

    def choose_bundles(self) -> None:
        """Let the person choose bundles to take in."""
        self.notice.hide()
        self.tabs.setCurrentIndex(BUNDLES)
        self.bundles.choose()

    def choose_request(self) -> None:
        """Let the person choose the request of a laptop whose bundles wait to be opened."""
        self.tabs.setCurrentIndex(LAPTOPS)
        self.laptops.choose_request()

    def undo(self) -> bool:
        """Take the last decision back, where conflicts are decided; the chosen one, where all
        decisions are listed."""
        if self.tabs.currentIndex() == DECISIONS:
            return self.decisions.undo_chosen()
        return self.tabs.currentIndex() == CONFLICTS and self.conflicts.undo()

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong."""
        self.notice.say(self._desk.text_of(problem))

    def _show(self, found: _Found) -> None:
        self._found = found
        if self._coming:
            return
        self.laptops.show_laptops(found.devices, found.fingerprint)
        self.bundles.show_waiting(found.waiting, found.pending)
        self.conflicts.show_conflicts(found.conflicts)
        self.decisions.show_decisions(found.decisions)
        self.status.show_laptops(found.standings)
        self.arrived.show_bundles(found.arrived)
        language = self._desk.language
        open_now = sum(not each.conflict.settled for each in found.conflicts)
        words = language("Conflicts ({count})", count=language.number(open_now))
        self.tabs.setTabText(CONFLICTS, words if open_now else language("Conflicts"))


def _read(workspace: Any, language: Any) -> _Found:  # noqa: ANN401
    """Everything the tabs show; on the worker."""
    from ssc_desktop.services import (
        enrolment,
        exchange,
        headquarters_desk,
        laptop_standing,
        pending_bundles,
    )

    store = workspace.store
    devices = [(each, enrolment.fingerprint_of(each)) for each in enrolment.list_devices(store)]
    return _Found(
        devices,
        workspace.fingerprint,
        exchange.bundle_status(workspace).waiting,
        pending_bundles.pending_bundles(workspace),
        headquarters_desk.named_conflicts(store, language),
        headquarters_desk.named_decisions(store, language),
        laptop_standing.laptop_standings(workspace),
        headquarters_desk.arrived_bundles(workspace),
    )
