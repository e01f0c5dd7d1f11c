"""One field on a form: its label above, its editor, its help and what is wrong below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.domain.fields import TO_SAVE, TO_SUBMIT, Field
from ssc_desktop.domain.types import Paragraph
from ssc_desktop.gui.forms.editors import Editor, editor_for
from ssc_desktop.gui.lists import Lists
from ssc_desktop.gui.widgets.notices import announce
from ssc_desktop.gui.widgets.plain import Picture, label, mark_wrong
from ssc_desktop.language import Language


class FieldBox(QWidget):
    """Holds the editor of one field and says what the field is about."""

    def __init__(self, field: Field, lists: Lists, language: Language) -> None:
        super().__init__()
        self.field = field
        self._language = language
        self.editor: Editor = editor_for(field, lists, language)  # type: ignore[assignment]
        self._needed = label("•", role="warning", bold=True)
        self._needed.setToolTip(language("Needed before the record is submitted"))
        self._message = label(wrap=True)
        self._picture = Picture("circle-alert", "danger", 16)
        self._wrong = QWidget()
        self.is_wrong = False
        self._arrange()
        self._name_for_readers()
        self.clear_message()

    @property
    def is_wide(self) -> bool:
        """Whether the editor takes the whole width of the form."""
        return isinstance(self.field.type, Paragraph)

    @property
    def widget(self) -> QWidget:
        """The editor as a widget."""
        return self.editor  # type: ignore[return-value]

    @property
    def message(self) -> str:
        """What is said below the editor."""
        return self._message.text()

    @property
    def is_being_edited(self) -> bool:
        """Whether the person is in this field."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self.widget or self.widget.isAncestorOf(focused))

    def mark_missing(self, *, missing: bool) -> None:
        """Show or hide the mark of a field that is needed and empty."""
        self._needed.setVisible(missing)

    def say_wrong(self, text: str) -> None:
        """Say what is wrong with what was typed."""
        self.is_wrong = True
        self._say(text, "danger", "circle-alert")
        mark_wrong(self.widget, wrong=True)
        announce(self.widget, text)

    def say_warning(self, text: str) -> None:
        """Say what does not fit, though it was saved."""
        self._say(text, "warning", "triangle-alert")

    def clear_message(self) -> None:
        """All is well with this field."""
        self.is_wrong = False
        self._wrong.hide()
        self._message.setText("")
        mark_wrong(self.widget, wrong=False)

    def _say(self, text: str, role: str, icon_name: str) -> None:
        self._picture.show_icon(icon_name, role)
        self._message.setProperty("role", role)
        self._message.style().unpolish(self._message)
        self._message.style().polish(self._message)
        self._message.setText(text)
        self._wrong.show()

    def _arrange(self) -> None:
        words = label(self._language(self.field.facts.label))
        words.setBuddy(self.widget)
        above = QHBoxLayout()
        above.setSpacing(6)
        above.addWidget(words)
        above.addWidget(self._needed)
        above.addStretch()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addLayout(above)
        inside.addWidget(self.widget)
        if self.field.facts.help:
            text = self._language(self.field.facts.help)
            inside.addWidget(label(text, role="muted", wrap=True))
        below = QHBoxLayout(self._wrong)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._message, 1)
        inside.addWidget(self._wrong)
        inside.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _name_for_readers(self) -> None:
        facts = self.field.facts
        self.widget.setAccessibleName(self._language(facts.label))
        said = [self._language(facts.help)] if facts.help else []
        if facts.needed in (TO_SAVE, TO_SUBMIT):
            said.append(self._language("Needed before the record is submitted"))
        self.widget.setAccessibleDescription(" ".join(said))
