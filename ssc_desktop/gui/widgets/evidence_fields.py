"""What is said of a document, or of several at once: its type, date, place, and whom it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.evidence_names import may_show_people
from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.values import read_values
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.field_box import FieldBox
from ssc_desktop.gui.widgets.plain import label

TYPE, DAY, PLACE = "evidence_type", "taken_on", "original_location"
PEOPLE, CONSENT = "contains_persons", "image_consent"
SAID = (TYPE, DAY, PLACE, PEOPLE, CONSENT)
WIDE = (TYPE, PLACE)


def needs_consent(values: Mapping[str, Any], name: str) -> bool:
    """Whether a document shows people, or may, and nobody said whether they agreed."""
    if values.get(PEOPLE) is False:
        return False
    shows = values.get(PEOPLE) is True or may_show_people(values.get(TYPE), name)
    return shows and (values.get(PEOPLE) is None or values.get(CONSENT) is None)


class EvidenceFields(QWidget):
    """The fields; what several documents say differently is shown empty."""

    changed = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.boxes: dict[str, FieldBox] = {}
        self._shown: dict[str, Any] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        places = {TYPE: (0, 0, 1, 2), DAY: (1, 0, 1, 1), PLACE: (1, 1, 1, 1), PEOPLE: (2, 0, 1, 1),
                  CONSENT: (2, 1, 1, 1)}  # fmt: skip
        for name in SAID:
            box = self.boxes[name] = self._box(name)
            grid.addWidget(box, *places[name])
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.notice = label(role="warning", wrap=True)
        self.notice.hide()
        grid.addWidget(self.notice, 3, 0, 1, 2)

    def _box(self, name: str) -> FieldBox:
        field = field_named(Evidence, name)
        assert field is not None
        made = FieldBox(field, self._desk.lists, self._desk.language)
        made.editor.left.connect(lambda: self._left(name))
        return made

    def show_values(self, documents: Sequence[Mapping[str, Any]]) -> None:
        """Show what these documents say."""
        self.setEnabled(bool(documents))
        for name, box in self.boxes.items():
            said = [each.get(name) for each in documents]
            value = said[0] if said and all(each == said[0] for each in said) else None
            self._shown[name] = value
            if not box.is_being_edited:
                box.editor.set_value(value)
                box.clear_message()
        # Consent is asked of what shows people alone.
        shows = any(each.get(PEOPLE) is not False for each in documents)
        self.boxes[CONSENT].setEnabled(shows)

    def say(self, text: str) -> None:
        """Say something below the fields; nothing hides it."""
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def _left(self, name: str) -> None:
        box = self.boxes[name]
        typed = box.editor.value()
        try:
            value = read_values(Evidence, {name: typed})[name]
        except Problem as problem:
            box.say_wrong(self._desk.text_of(problem))
            return
        box.clear_message()
        if value != self._shown.get(name):
            self._shown[name] = value
            self.changed.emit(name, value)
