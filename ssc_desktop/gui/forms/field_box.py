"""One field on a form: its label above, its editor, its help and what is wrong below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ssc_desktop.domain.fields import TO_SAVE, TO_SUBMIT, Field
from ssc_desktop.domain.types import Paragraph
from ssc_desktop.gui.forms.editors import Editor, editor_for
from ssc_desktop.gui.lists import Lists
from ssc_desktop.gui.widgets.notices import announce
from ssc_desktop.gui.widgets.plain import ROLES, Picture, label, mark_wrong, row
from ssc_desktop.language import Language


class FieldBox(QWidget):
    """Holds the editor of one field and says what the field is about."""

    def __init__(self, field: Field, lists: Lists, language: Language) -> None:
        super().__init__()
        self.field = field
        self._language = language
        self.editor: Editor = editor_for(field, lists, language)  # type: ignore[assignment]
        self._needed: QLabel | None = None
        self._message: QLabel | None = None
        self._picture: Picture | None = None
        self.is_wrong = False
        # Whether the editor takes the whole width of the form.
        self.is_wide = isinstance(field.type, Paragraph)
        self._arrange()
        self._name_for_readers()

    @property
    def widget(self) -> QWidget:
        """The editor as a widget."""
        return self.editor  # type: ignore[return-value]

    @property
    def is_missing(self) -> bool:
        """Whether the field is needed and empty."""
        is_needed = self.field.facts.needed in (TO_SAVE, TO_SUBMIT)
        return is_needed and self.editor.value() in (None, "", ())

    @property
    def message(self) -> str:
        """What is said below the editor."""
        return self._message.text() if self._message is not None else ""

    @property
    def is_being_edited(self) -> bool:
        """Whether the person is in this field."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self.widget or self.widget.isAncestorOf(focused))

    def add_beside(self, button: QWidget) -> None:
        """Put a button beside the editor, on its line."""
        place = self._inside.indexOf(self.widget)
        self._inside.removeWidget(self.widget)
        line = row(self.widget, button)
        line.setStretch(0, 1)
        self._inside.insertLayout(place, line)

    def mark_missing(self, *, missing: bool) -> None:
        """Show or hide the mark of a field that is needed and empty."""
        if self._needed is not None:
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
        if self._message is not None and self._picture is not None:
            self._message.setText("")
            self._message.hide()
            self._picture.hide()
            mark_wrong(self.widget, wrong=False)
            self._tell_readers("")

    def _say(self, text: str, role: str, icon_name: str) -> None:
        # Most fields never need it, and a form has many fields.
        if self._message is None or self._picture is None:
            self._message, self._picture = label(wrap=True), Picture(icon_name, role, 16)
            below = row(self._picture, self._message, spacing=6)
            below.setStretch(1, 1)
            below.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)
            self._inside.insertLayout(self._inside.count() - 1, below)
        self._picture.show_icon(icon_name, role)
        self._message.setForegroundRole(ROLES[role])
        self._message.setText(text)
        self._message.show()
        self._picture.show()
        self._tell_readers(text)

    def _arrange(self) -> None:
        words = label(self._language(self.field.facts.label))
        words.setBuddy(self.widget)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(4)
        if self.field.facts.needed in (TO_SAVE, TO_SUBMIT):
            self._needed = label("•", role="warning", bold=True)
            self._needed.setToolTip(self._language("Needed before the record is submitted"))
            self._inside.addLayout(row(words, self._needed, None, spacing=6))
        else:
            self._inside.addWidget(words)
        # A short editor reads from the left on every screen, and stands where the lines begin.
        line = row(self.widget, None)
        line.setStretch(0, 1)
        self._inside.addLayout(line)
        if self.field.facts.help:
            text = self._language(self.field.facts.help)
            self._inside.addWidget(label(text, role="muted", wrap=True))
        self._inside.addStretch()
        # Columns of one width: what a field holds has no say in it.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def _name_for_readers(self) -> None:
        self.widget.setAccessibleName(self._language(self.field.facts.label))
        self._tell_readers("")

    def _tell_readers(self, message: str) -> None:
        """What is heard after the name: what is wrong first, then what the field is about."""
        facts = self.field.facts
        said = [message, self._language(facts.help) if facts.help else ""]
        if facts.needed in (TO_SAVE, TO_SUBMIT):
            said.append(self._language("Needed before the record is submitted"))
        heard = self.widget.focusProxy() or self.widget
        heard.setAccessibleDescription(" ".join(each for each in said if each))
