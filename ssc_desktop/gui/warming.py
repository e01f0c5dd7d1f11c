"""What the frame needs is loaded while the person reads the start view, a piece at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

from ssc_desktop.gui.ops import Ops


class Warming(QObject):
    """Loads the services on the worker, then the pages on the window's thread, one module a turn
    of the loop: all at once they would hold the window up."""

    def __init__(self, ops: Ops) -> None:
        super().__init__()
        self._ops = ops
        self._is_begun = False
        self._is_warm = False
        self._waiting: list[Callable[[], None]] = []
        self._pieces = _pieces()

    def begin(self) -> None:
        """Begin to load, once."""
        if not self._is_begun:
            self._is_begun = True
            self._ops.read(self, lambda _: load_services(), lambda _: self._load_next())

    def when_warm(self, then: Callable[[], None]) -> None:
        """Do something as soon as everything is loaded."""
        if self._is_warm:
            then()
            return
        self._waiting.append(then)
        self.begin()

    def _load_next(self) -> None:
        for _ in self._pieces:
            QTimer.singleShot(0, self, self._load_next)
            return
        self._is_warm = True
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            each()


def load_services() -> None:
    """Import the services and what they stand on; slow the first time, so never on the way in."""
    from ssc_desktop.services import (  # noqa: F401
        activities,
        attendance,
        drafts,
        exchange,
        list_drafts,
        merge_preview,
        next_steps,
        participants,
        workspaces,
    )


def _pieces() -> Iterator[None]:
    """Import the pages, what they stand on first, so that no piece brings many others."""
    yield from _tables()
    yield from _parts()
    yield from _pages()


def _tables() -> Iterator[None]:
    from ssc_desktop.gui.forms import form  # noqa: F401

    yield
    from ssc_desktop.gui.tables import activity_board  # noqa: F401

    yield
    from ssc_desktop.gui.tables import attendance_grid, travel_grid  # noqa: F401

    yield
    from ssc_desktop.gui.tables import import_grid  # noqa: F401

    yield
    from ssc_desktop.gui.tables import people_grid  # noqa: F401

    yield
    from ssc_desktop.gui.widgets import month, side_panel  # noqa: F401

    yield
    from ssc_desktop.gui.dialogs import import_list  # noqa: F401

    yield


def _parts() -> Iterator[None]:
    from ssc_desktop.gui.parts import attendance, check_in  # noqa: F401

    yield
    from ssc_desktop.gui.parts import papers, travel  # noqa: F401

    yield
    from ssc_desktop.gui.tables import evidence_table  # noqa: F401

    yield
    from ssc_desktop.gui.parts import evidence  # noqa: F401

    yield
    from ssc_desktop.gui.parts import people  # noqa: F401

    yield
    from ssc_desktop.gui.widgets import chart_card  # noqa: F401

    yield
    from ssc_desktop.gui.widgets import action_charts, figure_charts  # noqa: F401

    yield
    from ssc_desktop.gui.parts import dashboards  # noqa: F401

    yield
    from ssc_desktop.gui.parts import figures  # noqa: F401

    yield
    from ssc_desktop.gui.parts import outputs  # noqa: F401

    yield


def _pages() -> Iterator[None]:
    from ssc_desktop.gui.pages import action_plans, indicators  # noqa: F401

    yield
    from ssc_desktop.gui.pages import activities, activity, home  # noqa: F401

    yield
    from ssc_desktop.gui.pages import organisations, participants, settings  # noqa: F401

    yield
    from ssc_desktop.gui.pages import duplicates, exchange, recycle_bin  # noqa: F401

    yield
    from ssc_desktop.gui.pages import scan  # noqa: F401

    yield
