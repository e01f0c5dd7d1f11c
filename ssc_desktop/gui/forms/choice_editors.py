"""Editors that choose: one of a list, found while typing, or several of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
)

from ssc_desktop.language import Language

Options = Callable[[], list[tuple[Any, str]]]
# From this many on one finds by typing rather than by looking.
LONG_LIST = 10


class ChoiceEditor(QComboBox):
    """One value of a list, or none; in a long list typing any part of the name finds it."""

    left = Signal()

    def __init__(
        self, options: Options, name: Callable[[Any], str], changed: SignalInstance
    ) -> None:
        super().__init__()
        self._options = options
        self._name = name
        self._value: Any = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(14)
        self.activated.connect(self._chosen)
        changed.connect(self.refill)
        self.refill()

    def value(self) -> object:
        """The chosen code or key."""
        return self._value

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show what is chosen, also when it can no longer be chosen."""
        self._value = value
        index = self._index_of(value)
        if index < 0:
            self.addItem(self._name(value), value)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def offer(self, options: list[tuple[Any, str]]) -> None:
        """Offer other options from now on."""
        self._options = lambda: options
        self.refill()

    def refill(self) -> None:
        """Fill the list again, keeping what is chosen."""
        offered = self._options()
        self.blockSignals(True)
        self.clear()
        self.addItem("", None)
        for value, label in offered:
            self.addItem(label, value)
        self.set_value(self._value)
        self.blockSignals(False)
        self._let_type(len(offered) >= LONG_LIST)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page never changes a field that the pointer happens to cross."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed and not found goes back to what was chosen."""
        super().focusOutEvent(event)
        if self.isEditable():
            self._take_typed()

    def _index_of(self, value: object) -> int:
        return next((i for i in range(self.count()) if self.itemData(i) == value), -1)

    def _let_type(self, wanted: bool) -> None:
        if not wanted or self.isEditable():
            return
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.completer()
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.popup().setObjectName("completions")
        self.lineEdit().editingFinished.connect(self._take_typed)
        self.lineEdit().setAccessibleName(self.accessibleName())
        self.set_value(self._value)

    def _take_typed(self) -> None:
        typed = self.currentText().strip()
        index = self.findText(typed, Qt.MatchFlag.MatchFixedString) if typed else 0
        if index >= 0 and self.itemData(index) != self._value:
            self.setCurrentIndex(index)
            self._chosen(index)
        else:
            self.setCurrentIndex(self._index_of(self._value))

    def _chosen(self, index: int) -> None:
        self._value = self.itemData(index)
        self.left.emit()

    def setAccessibleName(self, name: str) -> None:
        """Name the line a person types in as well."""
        super().setAccessibleName(name)
        if self.lineEdit() is not None:
            self.lineEdit().setAccessibleName(name)


class ChoicesEditor(QPushButton):
    """Several codes of a list: a button that names them and opens the list."""

    left = Signal()

    def __init__(self, options: Options, name: Callable[[Any], str], language: Language) -> None:
        super().__init__()
        self.setProperty("role", "choices")
        self._options = options
        self._name = name
        self._language = language
        self._value: tuple[str, ...] = ()
        self.clicked.connect(self.show_list)
        self._show()

    def value(self) -> object:
        """The chosen codes."""
        return self._value

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show the codes that are chosen."""
        self._value = tuple(value or ())
        self._show()

    def show_list(self) -> None:
        """Open the list with its find line."""
        popup = _Popup(self, self._options(), self._value, self._language)
        popup.setMinimumWidth(self.width())
        popup.chosen.connect(self._take)
        popup.closed.connect(self.left)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def _take(self, codes: tuple[str, ...]) -> None:
        self._value = codes
        self._show()

    def _show(self) -> None:
        words = self._language.list_of([self._name(each) for each in self._value])
        self.setText(words or self._language("Choose…"))
        self.setToolTip(words)


class _Popup(QFrame):
    chosen = Signal(tuple)
    closed = Signal()

    def __init__(
        self,
        parent: QPushButton,
        options: list[tuple[Any, str]],
        value: tuple[str, ...],
        language: Language,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self._model = QStandardItemModel(self)
        for code, words in options:
            item = QStandardItem(words)
            item.setData(code, Qt.ItemDataRole.UserRole)
            item.setEditable(False)
            item.setCheckable(True)
            state = Qt.CheckState.Checked if code in value else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self._model.appendRow(item)
        self._model.itemChanged.connect(lambda _item: self.chosen.emit(self._codes()))
        found = QSortFilterProxyModel(self)
        found.setSourceModel(self._model)
        found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._view = QListView()
        self._view.setModel(found)
        self._view.setAccessibleName(parent.accessibleName())
        self._view.installEventFilter(self)
        self._find = QLineEdit()
        self._find.setPlaceholderText(language("Find"))
        self._find.setAccessibleName(language("Find"))
        self._find.textChanged.connect(found.setFilterFixedString)
        self._find.installEventFilter(self)
        self._arrange(len(options))

    def _arrange(self, count: int) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.setSpacing(6)
        inside.addWidget(self._find)
        inside.addWidget(self._view)
        self._find.setVisible(count >= LONG_LIST)
        self._view.setFixedHeight(min(count, 9) * 30 + 10)
        self._view.setCurrentIndex(self._view.model().index(0, 0))
        (self._find if count >= LONG_LIST else self._view).setFocus()

    def _codes(self) -> tuple[str, ...]:
        items = (self._model.item(row) for row in range(self._model.rowCount()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the find line into the list; Enter closes it."""
        if event.type() == QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined]
            if watched is self._find and key == Qt.Key.Key_Down:
                self._view.setFocus()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.close()
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QEvent) -> None:
        """Tell that choosing is over."""
        super().closeEvent(event)  # type: ignore[arg-type]
        self.closed.emit()
