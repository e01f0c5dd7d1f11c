"""Erasing a person's data: what goes, what stays, why, and a tick, for nothing brings it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.erasure import Erasure
from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.erased_documents import ErasedDocumentsDialog
from ssc_desktop.gui.forms.field_box import FieldBox
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, column, label, row
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.gui.widgets.scrolling import scrolling
from ssc_desktop.language import N_, Language

GOES = N_(
    "Names, title, telephone, e-mail, year of birth, city, function, organisation, nationality, "
    "statuses, disability and notes; the notes of registrations and attendance; identity document "
    "and telephone of travel claims. In the records and in their history."
)
STAYS = N_(
    "Sex, age group, country, region and kind of organisation; registrations, attendance, answers "
    "to consent, amounts paid, attestations with their number."
)
FOREVER = N_(
    "This cannot be undone. Every laptop that takes the erasure in erases the same. If the person "
    "wants a copy of the data, export it first."
)
# A few lines, however small the screen is.
LEAST_WORDS = 88


class ErasePersonDialog(QDialog):
    """Stays open until the service erased; then what remains to do by hand is shown in its place."""

    def __init__(self, parent: QWidget, desk: Desk, key: UUID, then: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._above, self._desk, self._key, self._then = parent, desk, key, then
        language = desk.language
        self.setWindowTitle(language("Erase a person's data"))
        open_at(self, 720, 620)
        self.notice = ProblemBar(language)
        self.heading = label(self.windowTitle(), size="section", wrap=True)
        # Two people may bear one name: this tells which of them it is.
        self.below = label(role="muted", wrap=True)
        self.reach = label(wrap=True)
        self.reach.hide()
        field = field_named(Erasure, "reason")
        assert field is not None, "reason"
        self.reason = FieldBox(field, desk.lists, language)
        self.sure = QCheckBox(language("I know that this cannot be undone"))
        self.go = button(language("Erase the data"), icon_name="eraser")
        self.go.setEnabled(False)
        self.go.clicked.connect(self.accept)
        self.cancel = button(language("Cancel"), role="primary")
        self.cancel.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self._arrange(language)
        # A key pressed without reading erases nothing.
        self.cancel.setFocus()
        self._look()

    def accept(self) -> None:
        """Erase; stay open where it is refused."""
        key, reason, is_sure = self._key, self.reason.editor.value(), self.sure.isChecked()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import erasure

            return erasure.erase_participant(
                workspace.store, key, str(reason or ""), confirm=is_sure
            )

        self.go.setEnabled(False)
        self._desk.ops.change(self, work, self._done, failed=self._refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter after the reason goes on to the tick: pressed there it means neither button."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.reason.is_being_edited:
            self.sure.setFocus()
        else:
            super().keyPressEvent(event)

    def _arrange(self, language: Language) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addLayout(column(self.heading, self.below, spacing=2))
        whole.addWidget(self.notice)
        whole.addWidget(self._words(language), 1)
        whole.addWidget(label(language(FOREVER), role="warning", wrap=True))
        whole.addWidget(self.reason)
        whole.addWidget(self.sure)
        whole.addLayout(row(self.go, None, self.cancel))

    def _words(self, language: Language) -> QWidget:
        """What goes and what stays; where there is little room these words scroll, and what warns
        and asks does not."""
        words = QWidget()
        inside = column(spacing=14)
        for title, told in (
            (N_("What goes"), GOES),
            (N_("What stays, so that counts hold"), STAYS),
        ):
            said = label(language(told), wrap=True)
            inside.addLayout(column(label(language(title), bold=True), said, spacing=4))
        inside.addWidget(self.reach)
        inside.addStretch()
        words.setLayout(inside)
        area = scrolling(words)
        area.setAccessibleName(self.windowTitle())
        # The keyboard alone reaches the end of the words as well.
        area.setFocusProxy(None)  # type: ignore[arg-type]
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setMinimumHeight(LEAST_WORDS)
        return area

    def _look(self) -> None:
        """Read who it is and what an erasure would reach."""
        key = self._key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import erasure, participants

            ahead = erasure.foresee(workspace.store, key)
            return participants.show_participant(workspace.store, key), ahead

        self._desk.ops.read(self, work, self._show, failed=self._not_offered)

    def _show(self, found: tuple[Any, Any]) -> None:
        (listed, ahead), language = found, self._desk.language
        person, company = listed.participant, listed.organisation
        self.heading.setText(language("Erase all data of {name}", name=person.full_name))
        country = self._desk.lists.name("country", person.country) if person.country else ""
        told = (person.function, company.short_name if company else "", country)
        self.below.setText(" · ".join(str(each) for each in told if each))
        self.below.setVisible(bool(self.below.text()))
        words = list(reach_of(ahead, language))
        self.reach.setText("\n".join(words))
        self.reach.setVisible(bool(words))
        self.go.setEnabled(True)

    def _done(self, _: Any) -> None:  # noqa: ANN401
        super().accept()
        desk, above = self._desk, self._above
        # It takes the place of whatever could be undone before.
        desk.tell(desk.language("The data was erased."))
        self._then()
        ErasedDocumentsDialog(above, desk, self._key).open()

    def _refused(self, problem: Problem) -> None:
        self.go.setEnabled(True)
        self.notice.hide()
        self.reason.clear_message()
        if problem.field == self.reason.field.name:
            self.reason.say_wrong(self._desk.text_of(problem))
            self.reason.widget.setFocus()
            return
        self._not_offered(problem)
        self.sure.setFocus()

    def _not_offered(self, problem: Problem) -> None:
        self.notice.say(self._desk.text_of(problem))


def reach_of(ahead: Any, language: Language) -> list[str]:  # noqa: ANN401
    """What else an erasure reaches, and what it does not."""
    merged = language.plural(
        "{count} record that was merged into this person goes with it.",
        "{count} records that were merged into this person go with it.",
        ahead.merged,
    )
    documents = language.plural(
        "{count} document of the activities may show or name the person. It stays: somebody has to "
        "look through it.",
        "{count} documents of the activities may show or name the person. They stay: somebody has "
        "to look through them.",
        ahead.documents,
    )
    counted = ((ahead.merged, merged), (ahead.documents, documents))
    return [words for count, words in counted if count]
