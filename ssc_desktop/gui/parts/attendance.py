"""Attendance: the register of an activity, marked by keys, saved mark by mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QStackedWidget, QToolButton

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.tables.attendance_grid import AttendanceGrid
from ssc_desktop.gui.tables.attendance_marks import LETTERS, TOKENS, draw_shape
from ssc_desktop.gui.tables.attendance_model import NOT_MARKED, STATE_NAMES, Marks
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.language import N_


class AttendancePart(Part):
    """The grid with its legend, whose buttons mark for those who prefer the pointer."""

    name: ClassVar[str] = "attendance"
    title: ClassVar[str] = N_("Attendance")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.grid = AttendanceGrid(desk.language)
        self.grid.model.marked.connect(self._save)
        self.grid.model.counted.connect(self._show_summary)
        self.grid.view.bulk_marked.connect(self._tell_bulk)
        self.summary = label(role="muted")
        self._legend = [self._mark_button(state) for state in (*LETTERS, None)]
        all_present = button_for(self.action("all_present", self.grid.view.mark_all_present))
        self._bar = row(*self._legend, None, all_present, spacing=2)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty())
        self.body.addLayout(self._bar)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.summary)
        desk.theme.changed.connect(self._draw_legend)

    def read_again(self) -> None:
        """Read the whole register, after every mark that is on its way."""
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import attendance

            return attendance.read_register(workspace.store, key)

        self.read(work, self._show)

    def undo(self) -> bool:
        """Take back the last marking."""
        return self.grid.view.undo()

    def _show(self, register: Any) -> None:  # noqa: ANN401
        view = self.grid.view
        place = view.currentIndex()
        self.grid.model.show_register(register)
        has_cells = bool(register.people and register.half_days)
        self._stack.setCurrentIndex(0 if has_cells else 1)
        for each in self._legend:
            each.setEnabled(has_cells)
        if has_cells:
            row_, column = max(place.row(), 0), max(place.column(), 0)
            inside = self.grid.model.hasIndex(row_, column)
            view.setCurrentIndex(self.grid.model.index(row_ * inside, column * inside))
        self.summary.setVisible(has_cells)

    def _save(self, marks: Marks) -> None:
        key = self.key
        wanted = [(person, slot, state) for (person, slot), state in marks.items()]

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import attendance

            return attendance.mark(workspace.store, key, wanted)

        self.desk.ops.change(self, work, failed=self._refused)

    def _refused(self, problem: Problem) -> None:
        self.show_problem(problem)
        self.read_again()

    def _tell_bulk(self, count: int, undo: Callable[[], None]) -> None:
        self.desk.tell(
            self.language.plural(
                "{count} cell marked present", "{count} cells marked present", count
            ),
            undo,
        )

    def _show_summary(self) -> None:
        model, language = self.grid.model, self.language
        by_sex = model.attended()
        said = [
            language("{count} registered", count=language.number(model.registered)),
            language("{count} attended", count=language.number(by_sex.total())),
            language("{count} women", count=language.number(by_sex["F"])),
            language("{count} men", count=language.number(by_sex["M"])),
            language("{count} participant-days", count=language.number(model.participant_days)),
        ]
        if model.unmarked:
            said.append(
                language.plural(
                    "{count} cell not marked", "{count} cells not marked", model.unmarked
                )
            )
        self.summary.setText("  ·  ".join(said))

    # --- the legend -------------------------------------------------------------------------

    def _mark_button(self, state: str | None) -> QToolButton:
        words = self.language(STATE_NAMES.get(state or "", NOT_MARKED))
        made = QToolButton()
        made.setText(words)
        made.setAccessibleName(words)
        made.setToolTip(f"{words} ({LETTERS.get(state or '', '-')})")
        made.setProperty("state", state or "")
        made.setIcon(mark_icon(state))
        made.setIconSize(QSize(30, 18))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda: self.grid.view.mark_chosen(state))
        return made

    def _draw_legend(self) -> None:
        for each in self._legend:
            each.setIcon(mark_icon(each.property("state") or None))

    def _empty(self) -> EmptyState:
        language = self.language
        people = button(language("Register people…"), role="primary", icon_name="user-plus")
        people.clicked.connect(lambda: self.desk.go("activity", (self.key, "people")))
        days = button(language("Half-days"))
        days.clicked.connect(lambda: self.desk.go("activity", (self.key, "half_days")))
        words = language(
            "Attendance needs people and half-days: register the participants, and check the "
            "dates of the activity."
        )
        return EmptyState("list-checks", language("Nobody to mark yet"), words, days, people)


def mark_icon(state: str | None) -> QIcon:
    """The shape and letter of a state, as the grid draws them."""
    tokens = tokens_now()
    pixmap = QPixmap(60, 36)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    token = TOKENS[state][0] if state else "muted"
    painter.setPen(tokens.colour(token))
    if state is None:
        painter.drawText(4, 0, 24, 18, Qt.AlignmentFlag.AlignCenter, "–")
    else:
        draw_shape(painter, state, QPointF(8, 9), tokens.colour(token))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(tokens.colour(token))
        painter.drawText(16, 0, 13, 18, Qt.AlignmentFlag.AlignCenter, LETTERS[state])
    painter.end()
    return QIcon(pixmap)
