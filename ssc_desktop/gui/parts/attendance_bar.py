"""Above the grid: find people, order and group them, leave some out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QMenu, QPushButton, QWidget

from ssc_desktop.gui.tables.attendance_counts import FACETS
from ssc_desktop.gui.tables.attendance_model import AttendanceModel
from ssc_desktop.gui.tables.attendance_order import ORDERS, Wish
from ssc_desktop.gui.tables.find_box import FindBox
from ssc_desktop.gui.widgets.plain import label, row
from ssc_desktop.language import Language

FILTERS = ("organisation", "country", "category", "sex", "role")


class ArrangeBar(QWidget):
    """What is chosen here makes a wish, and the wish arranges the grid."""

    wished = Signal(object)

    def __init__(self, model: AttendanceModel, language: Language, *more: QWidget) -> None:
        super().__init__()
        self._language = language
        self._model = model
        self._wish = Wish()
        self.finder = FindBox(language("Find people"))
        self.finder.setMinimumWidth(180)
        self.finder.asked.connect(lambda typed: self._change(typed=typed))
        self.order = QComboBox()
        self.order.setAccessibleName(language("Order or group by"))
        for name, words in ORDERS.items():
            self.order.addItem(language(words), name)
        self.order.activated.connect(lambda _: self._change(order=self.order.currentData()))
        self.filter = QPushButton(language("Everybody"))
        self.filter.setAutoDefault(False)
        self.filter.setAccessibleName(language("Show only"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.filter.setMenu(self._menu)
        self.unmarked = QCheckBox(language("Not marked only"))
        self.unmarked.toggled.connect(lambda on: self._change(only_unmarked=on))
        self.shown = label(role="muted")
        line = row(self.finder, self.shown, self.order, self.filter, self.unmarked, *more)
        line.setStretch(0, 1)
        self.setLayout(line)

    @property
    def wish(self) -> Wish:
        """How the grid is to be arranged."""
        return self._wish

    def show_only(self, only: tuple[str, str] | None) -> None:
        """Show those who have something in common, or everybody again."""
        only = None if only == self._wish.only else only
        words = self._language("Everybody")
        if only:
            facet, value = only
            title, name = self._language(FACETS[facet]), self._model.words.value(facet, value)
            words = self._language.labelled(title, name)
        self.filter.setText(words)
        self._change(only=only)

    def clear(self) -> None:
        """Show everybody in the order of the list."""
        self.finder.setText("")
        self.order.setCurrentIndex(0)
        self.unmarked.setChecked(False)
        self.filter.setText(self._language("Everybody"))
        self._wish = Wish()

    def say_shown(self) -> None:
        """Say how many of all are shown, where some are left out."""
        shown, all_ = self._model.rowCount(), len(self._model.counts.people)
        told = self._language("{shown} of {all} shown", shown=shown, all=all_)
        self.shown.setText(told if self._wish.leaves_out else "")

    def _change(self, **changed: object) -> None:
        wish = self._wish.but(**changed)
        if wish != self._wish or changed.get("only_unmarked"):
            self._wish = wish
            self.wished.emit(wish)

    def _fill_menu(self) -> None:
        self._menu.clear()
        everybody = self._menu.addAction(self._language("Everybody"))
        everybody.triggered.connect(lambda _=False: self.show_only(None))
        self._menu.addSeparator()
        for facet in FILTERS:
            self._add_facet(facet)

    def _add_facet(self, facet: str) -> None:
        values: dict[str, int] = {}
        for each in self._model.counts.people:
            value = getattr(each, facet)
            values[value] = values.get(value, 0) + 1
        inner = self._menu.addMenu(self._language(FACETS[facet]))
        named = sorted(
            (not value, self._model.words.value(facet, value), value) for value in values
        )
        for _, words, value in named:
            each = inner.addAction(f"{words} ({values[value]})".replace("&", "&&"))
            each.triggered.connect(lambda _=False, value=value: self.show_only((facet, value)))
