"""What was typed and not recorded when the program ended: gone on with, or given up."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.draft_places import new_at, record_at
from ssc_desktop.domain.fields import field_named
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.form import RecordForm
from ssc_desktop.gui.places import open_record
from ssc_desktop.gui.widgets.plain import button, card, column, label, row
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.gui.widgets.scrolling import scrolling
from ssc_desktop.language import N_

# Of a new record: what it is called, the page it is begun on, and the action that begins it.
NEW = {
    "activity": (N_("New activity"), "activities", "new_activity"),
    "participant": (N_("New participant"), "participants", "new_participant"),
    "organisation": (N_("New organisation"), "organisations", "new_organisation"),
}
TRY_MS, MOST_TRIES = 40, 50
WIDTH, LINE_HEIGHT, MOST_HEIGHT = 640, 104, 460


class UnfinishedDialog(QDialog):
    """One line for each draft; the first one is gone on with by Enter."""

    def __init__(self, frame: Any, desk: Desk) -> None:  # noqa: ANN401
        super().__init__(frame)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._frame = frame
        self._desk = desk
        language = desk.language
        self.setWindowTitle(language("Not finished"))
        words = language(
            "This was typed and not recorded when the program was closed. Nothing of it is lost: "
            "go on with it, or give it up."
        )
        self._lines: dict[str, QWidget] = {}
        self._column = column(spacing=8)
        for each in desk.drafts.found:
            self._lines[each.place] = self._line(each)
            self._column.addWidget(self._lines[each.place])
        self._column.addStretch()
        inside = QWidget()
        inside.setLayout(self._column)
        later = button(language("Later"))
        later.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(language("Not finished"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(scrolling(inside), 1)
        whole.addLayout(row(None, later))
        self._first.setFocus()
        open_at(self, WIDTH, min(MOST_HEIGHT, 190 + LINE_HEIGHT * len(self._lines)))

    def go_on(self, draft: Any) -> None:  # noqa: ANN401
        """Show the record, or the dialog of the new one, as it was typed."""
        super().accept()
        record, new = record_at(draft.place), new_at(draft.place)
        if record is not None:
            open_record(self._desk, self._frame, *record)
            self._enter(next(iter(draft.values)), MOST_TRIES)
        elif new is not None:
            noun, activity = new
            page = ("activity", (activity, "people")) if activity else (NEW[noun][1], None)
            self._frame.go(*page)
            QTimer.singleShot(0, self._frame, lambda: self._begin(NEW[noun][2]))

    def give_up(self, draft: Any) -> None:  # noqa: ANN401
        """Let go of what was typed."""
        self._desk.drafts.give_up(draft.place)
        self._lines.pop(draft.place).deleteLater()
        if not self._lines:
            self.reject()

    def _enter(self, field: str, tries: int) -> None:
        """Go to the field as soon as it is there: a form is built a few fields at a time."""
        for form in self._frame.page.findChildren(RecordForm):
            if form.isVisible() and field in form.boxes:
                form.boxes[field].widget.setFocus()
                return
        if tries:
            QTimer.singleShot(TRY_MS, self._frame, lambda: self._enter(field, tries - 1))

    def _begin(self, name: str) -> None:
        for made in self._frame.page.findChildren(QAction, name):
            if made.parent().isVisible():
                made.trigger()
                return

    def _line(self, draft: Any) -> QFrame:  # noqa: ANN401
        language = self._desk.language
        title, typed = self._words(draft)
        go_on = button(language("Go on"), role="primary")
        go_on.setAccessibleDescription(title)
        go_on.clicked.connect(lambda: self.go_on(draft))
        if not self._lines:
            go_on.setDefault(True)
            self._first = go_on
        give_up = button(language("Give up"))
        give_up.setAccessibleDescription(title)
        give_up.clicked.connect(lambda: self.give_up(draft))
        words = column(
            label(title, bold=True, wrap=True), label(typed, role="muted", wrap=True), spacing=2
        )
        line = row(words, give_up, go_on)
        line.setStretch(0, 1)
        return card(line, margin=12)

    def _words(self, draft: Any) -> tuple[str, str]:  # noqa: ANN401
        """What the draft is of, and which fields were typed, when."""
        language = self._desk.language
        record, new = record_at(draft.place), new_at(draft.place)
        noun = record[0] if record else new[0] if new else ""
        named = language(NEW[noun][0]) if record is None else draft.about
        about = f"{named} · {draft.about}" if record is None and draft.about else named
        fields = (field_named(RECORDS_BY_NOUN[noun], name) for name in draft.values)
        labels = [language(each.facts.label) for each in fields if each is not None]
        moment = language.moment(draft.at.astimezone())
        return about, f"{language.list_of(labels)} · {moment}"
