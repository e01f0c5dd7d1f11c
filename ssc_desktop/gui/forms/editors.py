"""One editor per type of value. Each tells when it was left; what it holds is read by the service."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ssc_desktop.domain.fields import Field
from ssc_desktop.domain.types import (
    Choice,
    Choices,
    Count,
    Day,
    Decimals,
    Flag,
    Line,
    Link,
    Paragraph,
)
from ssc_desktop.gui.cells import NO, YES
from ssc_desktop.gui.forms.choice_editors import ChoiceEditor, ChoicesEditor
from ssc_desktop.gui.forms.day_editor import DayEditor
from ssc_desktop.gui.lists import Lists
from ssc_desktop.language import Language

# Fields that hold codes, numbers and addresses: Latin, whatever the language of the screen.
LATIN_FIELDS = frozenset(
    {"code", "phone", "phone_as_typed", "email", "time_zone", "name_fr", "name_en", "acronym",
     "family_name", "given_names", "title_en", "title_fr"}
)  # fmt: skip
ARABIC_FIELDS = frozenset({"name_ar", "title_ar", "text_ar"})


class Editor(Protocol):
    """What the form asks of every editor."""

    left: Any
    typed: Any

    def value(self) -> object:
        """What is typed or chosen."""

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show a value."""


class LineEditor(QLineEdit):
    """One line of text."""

    left = Signal()
    typed = Signal()

    def __init__(self, longest: int = 0) -> None:
        super().__init__()
        if longest:
            self.setMaxLength(longest)
        self.editingFinished.connect(self.left)
        self.textEdited.connect(lambda _text: self.typed.emit())

    def value(self) -> object:
        """The text; empty is no value."""
        return self.text().strip() or None

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show a text from its beginning."""
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)


class NumberEditor(LineEditor):
    """A number: digits, and decimals where the field has them."""

    def __init__(self, language: Language, *, decimals: bool) -> None:
        super().__init__()
        self._language = language
        self._decimals = decimals
        pattern = r"[-\d\s.,\x{202f}\x{00a0}]*" if decimals else r"\d*"
        self.setValidator(QRegularExpressionValidator(QRegularExpression(pattern), self))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMaximumWidth(220)

    def value(self) -> object:
        """The number as typed, its separators of thousands left out."""
        text = "".join(self.text().split()).replace("\u202f", "").replace("\u00a0", "")
        if not text:
            return None
        return plain_decimal(text) if self._decimals else text

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show a number."""
        if isinstance(value, Decimal):
            value = format(value.normalize(), "f")
        super().set_value(value)


def plain_decimal(text: str) -> str:
    """A number as typed in any of the three languages, with a point for its decimals."""
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return text
    whole, part = text[:last].replace(",", "").replace(".", ""), text[last + 1 :]
    is_thousands = len(part) == 3 and text.count(text[last]) > 1
    return f"{whole}{part}" if is_thousands else f"{whole}.{part}"


class ParagraphEditor(QPlainTextEdit):
    """Several lines of text, growing with what is typed; Tab goes on to the next field."""

    left = Signal()
    typed = Signal()
    FEWEST, MOST = 3, 12

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._is_being_set = False
        self.textChanged.connect(self._grow)
        self.textChanged.connect(self._tell_typed)
        self._grow()

    def value(self) -> object:
        """The text; empty is no value."""
        return self.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show a text."""
        if (value or "") != self.toPlainText():
            self._is_being_set = True
            self.setPlainText(value or "")
            self._is_being_set = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter leaves the field as Enter leaves a line."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _tell_typed(self) -> None:
        if not self._is_being_set:
            self.typed.emit()

    def _grow(self) -> None:
        lines = min(max(self.blockCount(), self.FEWEST), self.MOST)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 22)


def editor_for(field: Field, lists: Lists, language: Language) -> QWidget:
    """The editor of a field, by the type of its column."""
    made = next(make for kind, make in _MAKERS if isinstance(field.type, kind))
    editor = made(field, lists, language)
    if field.name in LATIN_FIELDS:
        editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    elif field.name in ARABIC_FIELDS:
        editor.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return editor


def _choice(field: Field, lists: Lists, _language: Language) -> QWidget:
    code_list: str = field.type.code_list  # type: ignore[attr-defined]
    return ChoiceEditor(
        lambda: lists.options(code_list), lambda code: lists.name(code_list, code), lists.changed
    )


def _choices(field: Field, lists: Lists, language: Language) -> QWidget:
    code_list: str = field.type.code_list  # type: ignore[attr-defined]
    return ChoicesEditor(
        lambda: lists.options(code_list),
        lambda code: lists.name(code_list, code),
        lists.changed,
        language,
    )


def _link(field: Field, lists: Lists, _language: Language) -> QWidget:
    noun: str = field.type.noun  # type: ignore[attr-defined]
    return ChoiceEditor(
        lambda: lists.records(noun), lambda key: lists.record_name(noun, key), lists.changed
    )


def _flag(_field: Field, lists: Lists, language: Language) -> QWidget:
    words = {True: language(YES), False: language(NO)}
    made = ChoiceEditor(lambda: list(words.items()), lambda value: words[value], lists.changed)
    made.setMaximumWidth(220)
    return made


def _line(field: Field, _lists: Lists, _language: Language) -> QWidget:
    return LineEditor(getattr(field.type.impl_instance, "length", 0) or 0)  # type: ignore[attr-defined]


_MAKERS: tuple[tuple[type, Callable[[Field, Lists, Language], QWidget]], ...] = (
    (Choices, _choices),
    (Choice, _choice),
    (Link, _link),
    (Paragraph, lambda _field, _lists, _language: ParagraphEditor()),
    (Line, _line),
    (Day, lambda _field, _lists, language: DayEditor(language)),
    (Count, lambda _field, _lists, language: NumberEditor(language, decimals=False)),
    (Decimals, lambda _field, _lists, language: NumberEditor(language, decimals=True)),
    (Flag, _flag),
    (object, lambda _field, _lists, _language: LineEditor()),
)
