"""Editors that choose: one of a list, found while typing, or several of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
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
NOTHING: tuple[Any, str] = (None, "")
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class OptionsModel(QAbstractListModel):
    """The options of a list, shared as they are: a list of 250 countries is never copied."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.options: list[tuple[Any, str]] = [NOTHING]

    def offer(self, options: list[tuple[Any, str]], chosen: tuple[Any, str]) -> None:
        """Offer other options; what is chosen stays among them though it may be of old."""
        self.beginResetModel()
        self.options = [NOTHING, *options]
        if self.place_of(chosen[0]) < 0:
            self.options.append(chosen)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many options there are, none chosen included."""
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The name of an option."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.options[index.row()][1]
        return None

    def place_of(self, value: object) -> int:
        """Where a value stands; -1 when it is not offered."""
        return next((i for i, each in enumerate(self.options) if each[0] == value), -1)


class ComboLine(QLineEdit):
    """The line one types in inside a combo box."""


class ChoiceEditor(QComboBox):
    """One value of a list, or none; in a long list typing any part of the name finds it."""

    left = Signal()
    typed = Signal()

    def __init__(
        self, options: Options, name: Callable[[Any], str], changed: SignalInstance
    ) -> None:
        super().__init__()
        self._options = options
        self._name = name
        self._value: Any = None
        self._is_entered = False
        self._offered = OptionsModel(self)
        self.setModel(self._offered)
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
        if self._offered.place_of(value) < 0:
            self.refill()
        self.setCurrentIndex(self._offered.place_of(value))

    def offer(self, options: list[tuple[Any, str]]) -> None:
        """Offer other options from now on."""
        if options == self._options():
            return
        self._options = lambda: options
        self.refill()

    def refill(self) -> None:
        """Fill the list again, keeping what is chosen."""
        name = self._name(self._value) if self._value is not None else ""
        # Qt weighs every item whenever a combo box is dressed; a form holds a thousand of them.
        options = self._options() if self._is_entered else []
        self._offered.offer(options, (self._value, name))
        self.setCurrentIndex(self._offered.place_of(self._value))

    def sizeHint(self) -> QSize:
        """The same for every list: Qt would measure each of 250 countries."""
        return QSize(180, 32)

    def minimumSizeHint(self) -> QSize:
        """Room for a short name."""
        return QSize(110, 32)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page never changes a field that the pointer happens to cross."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A long list becomes one to type in when it is first entered."""
        super().focusInEvent(event)
        self._enter()
        if len(self._offered.options) > LONG_LIST and not self.isEditable():
            line = self._let_type()
            line.setFocus(event.reason())
            line.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is taken; what is not found goes back to what was chosen."""
        super().focusOutEvent(event)
        if self.isEditable() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._take_typed()

    def showPopup(self) -> None:
        """Show the whole list."""
        self._enter()
        super().showPopup()

    def _enter(self) -> None:
        if not self._is_entered:
            self._is_entered = True
            self.refill()

    def setAccessibleName(self, name: str) -> None:
        """Name the line a person types in as well."""
        super().setAccessibleName(name)
        if (line := self.lineEdit()) is not None:
            line.setAccessibleName(name)

    def _let_type(self) -> ComboLine:
        line = ComboLine()
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self._offered, self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found = QListView()
        found.setObjectName("completions")
        completer.setPopup(found)
        self.setCompleter(completer)
        line.setAccessibleName(self.accessibleName())
        line.editingFinished.connect(self._take_typed)
        self.setCurrentIndex(self._offered.place_of(self._value))
        return line

    def _take_typed(self) -> None:
        typed = self.currentText().strip()
        place = self._found(typed)
        if place >= 0 and self._offered.options[place][0] != self._value:
            self.setCurrentIndex(place)
            self._chosen(place)
        else:
            self.setCurrentIndex(self._offered.place_of(self._value))

    def _found(self, typed: str) -> int:
        """The option typed in full, or the only one that holds what was typed."""
        folded = typed.casefold()
        names = [name.casefold() for _, name in self._offered.options]
        if folded in names:
            return names.index(folded)
        holding = [place for place, name in enumerate(names) if folded in name]
        return holding[0] if len(holding) == 1 else -1

    def _chosen(self, place: int) -> None:
        self._value = self._offered.options[place][0]
        self.typed.emit()
        self.left.emit()


class ChoicesEditor(QPushButton):
    """Several codes of a list: a button that names them and opens the list."""

    left = Signal()
    typed = Signal()

    def __init__(
        self,
        options: Options,
        name: Callable[[Any], str],
        changed: SignalInstance,
        language: Language,
    ) -> None:
        super().__init__()
        self.setProperty("role", "choices")
        self._options = options
        self._name = name
        self._language = language
        self._value: tuple[str, ...] = ()
        self.clicked.connect(self.show_list)
        changed.connect(self._show)
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
        options = self._options()
        offered = {code for code, _ in options}
        # What is chosen stays among them though it may be of old: nobody would see it go.
        kept = [(code, self._name(code)) for code in self._value if code not in offered]
        popup = ChoicesPopup(self, [*options, *kept], self._value, self._language)
        popup.setMinimumWidth(self.width())
        popup.chosen.connect(self._take)
        popup.closed.connect(self.left)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def _take(self, codes: tuple[str, ...]) -> None:
        self._value = codes
        self._show()
        self.typed.emit()

    def _show(self) -> None:
        words = self._language.list_of([self._name(each) for each in self._value])
        self.setText(words or self._language("Choose…"))
        self.setToolTip(words)


class ChoicesPopup(QFrame):
    """The list of a ChoicesEditor with its find line."""

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
