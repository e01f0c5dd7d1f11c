"""The activities: a table with a find box and filters; a new one by kind; a row opens its record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox, QMenu, QPushButton

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.kinds import KIND_LABELS
from ssc_desktop.gui.actions import button_for, tip
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.new_activity import NewActivityDialog
from ssc_desktop.gui.icons import KIND_ICONS, icon
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.tables.find_box import FindBox
from ssc_desktop.gui.tables.record_model import Column, columns_of
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import row
from ssc_desktop.language import N_

UNSEEN = ("programme_id", "site_id")


@in_navigation
class ActivitiesPage(Page):
    """All activities of the workspace."""

    name: ClassVar[str] = "activities"
    title: ClassVar[str] = N_("Activities")
    icon: ClassVar[str] = "calendar-days"
    order: ClassVar[int] = 20
    nouns: ClassVar[frozenset[str]] = frozenset({"activity"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.find_box = FindBox(self.language("Find by title, code or place"))
        self.find_box.asked.connect(lambda _text: self.read_again())
        self.kind = self._filter(N_("All kinds"), KIND_LABELS.items())
        self.status = QComboBox()
        self._fill_status()
        desk.lists.changed.connect(self._fill_status)
        self.new_button = self._new_button()
        self._count = 0
        self.table = self._table()
        self._set_up_actions()
        self.body.addLayout(row(self.find_box, self.kind, self.status, None, self._chooser))
        self.body.addWidget(self.table, 1)

    def read_again(self) -> None:
        """Read the activities that match what is typed and chosen."""
        typed, kind = self.find_box.text().strip(), self.kind.currentData()
        status = self.status.currentData()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.list_activities(workspace.store, typed, kind=kind, status=status)

        self.read(work, self._show, only_latest="list")

    def arrive(self, what: object) -> None:
        """Begin a new activity when asked for one."""
        if what == "new":
            self.begin(None)
        self.table.view.setFocus()

    def begin(self, kind: str | None) -> None:
        """Ask for what a new activity needs, record it and open it."""
        dialog = NewActivityDialog(self, self.desk, kind)
        dialog.made.connect(lambda activity: self.desk.go("activity", activity.id))
        dialog.open()

    def _show(self, found: list[Activity]) -> None:
        self.table.show_rows(found)
        language = self.language
        self.say_below(language.plural("{count} activity", "{count} activities", len(found)))

    def _table(self) -> RecordTable:
        cells = Cells(self.language, self.desk.lists)
        columns = columns_of(Activity, cells, self.language, unseen=UNSEEN)
        columns.insert(2, self._kind_column())
        begin = QPushButton(self.language("New activity"))
        begin.setProperty("role", "primary")
        begin.clicked.connect(lambda: self.begin(None))
        empty = EmptyState(
            "calendar-days",
            self.language("No activity here"),
            self.language(
                "Record a workshop, a capacity-building session or a pilot activity; or clear "
                "the find box and the filters."
            ),
            begin,
        )
        made = RecordTable(
            "activities", columns, self.desk.memory, self.language(self.title), empty
        )
        made.set_widths(code=160, title=290, kind=170, activity_type=120, status=90, start=112,
                        end=112, country=110, city=110)  # fmt: skip
        made.opened.connect(lambda activity: self.desk.go("activity", activity.id))
        return made

    def _kind_column(self) -> Column:
        def text(activity: Activity) -> str:
            return self.language(KIND_LABELS[activity.kind])

        return Column(
            "kind",
            self.language("Kind"),
            text,
            lambda activity: (False, text(activity)),
            icon=lambda activity: icon(KIND_ICONS[activity.kind], "muted"),
        )

    def _filter(self, everything: str, options: Iterable[tuple[str, str]]) -> QComboBox:
        made = QComboBox()
        made.addItem(self.language(everything), None)
        for code, words in options:
            made.addItem(self.language(words), code)
        made.setAccessibleName(self.language(everything))
        made.currentIndexChanged.connect(lambda _index: self.read_again())
        return made

    def _fill_status(self) -> None:
        chosen = self.status.currentData()
        self.status.blockSignals(True)
        self.status.clear()
        self.status.setAccessibleName(self.language("Status"))
        self.status.addItem(self.language("Every status"), None)
        for code, words in self.desk.lists.options("activity_status"):
            self.status.addItem(words, code)
        self.status.setCurrentIndex(max(self.status.findData(chosen), 0))
        self.status.blockSignals(False)

    def _new_button(self) -> QPushButton:
        new = self.action("new_activity", lambda: self.begin(None))
        made = button_for(new, role="primary")
        menu = QMenu(made)
        for kind, words in KIND_LABELS.items():
            each = menu.addAction(icon(KIND_ICONS[kind]), self.language(words))
            each.triggered.connect(lambda _checked=False, kind=kind: self.begin(kind))
        made.clicked.disconnect()
        made.setMenu(menu)
        made.setToolTip(tip(new))
        return made

    def _set_up_actions(self) -> None:
        self.add_head(self.new_button)
        self._chooser = self.table.chooser_button(self.action("columns", lambda: None))
        self.action("find", self.find_box.setFocus)
        self.table.allow(self.action("remove", self.remove_chosen))
        self.status.currentIndexChanged.connect(lambda _index: self.read_again())

    def remove_chosen(self) -> None:
        """Take the chosen activities off the list; they can be brought back."""
        chosen = [each.id for each in self.table.chosen_rows()]
        if chosen:
            self._set_removed(chosen, removed=True)

    def _set_removed(self, keys: list[Any], *, removed: bool) -> None:
        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import activities

            do = activities.remove_activity if removed else activities.restore_activity
            for key in keys:
                do(workspace.store, key)

        def done(_: Any) -> None:  # noqa: ANN401
            self.read_again()
            if removed:
                self.desk.tell(
                    self.language.plural(
                        "{count} activity removed", "{count} activities removed", len(keys)
                    ),
                    lambda: self._set_removed(keys, removed=False),
                )

        self.change(work, done, touches=("activity",))
