"""Two records made one: each field in which they differ is chosen, what comes of it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.places import PARTICIPANT
from ssc_desktop.gui.tables.pair_model import (
    ONE,
    OTHER,
    ROW,
    ChoiceModel,
    Pairing,
    PairView,
    fuller,
)
from ssc_desktop.gui.widgets.merge_outcome import MergeOutcome
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import ABOVE, at_least, open_at
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.merge_preview import Taken
    from ssc_desktop.services.merged_people import Difference, Merge

# More than this many fields are scrolled through.
LEAST_LINES, MOST_LINES = 4, 9
# A number is kept as typed beside what was read: chosen, both go together.
TOGETHER = {"phone": "phone_as_typed"}
TITLES = {
    PARTICIPANT: N_("Merge two participants"),
    "organisation": N_("Merge two organisations"),
}


class MergeDialog(QDialog):
    """Asks which value of each field stands; the record that was made first is the one kept."""

    merged = Signal(object)

    def __init__(
        self, parent: QWidget, desk: Desk, noun: str, one: tuple[UUID, str], other: tuple[UUID, str]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._noun = desk, noun
        # Keys grow with time: the smaller was recorded first.
        (self.survivor, kept), (self.loser, given_up) = sorted((one, other))
        self._kept = kept
        self._titles = (
            desk.language("{name} · recorded first", name=kept),
            desk.language("{name} · recorded later", name=given_up),
        )
        self._differences: list[Difference] = []
        self._beside: dict[str, Difference] = {}
        language = desk.language
        self.setWindowTitle(language(TITLES[noun]))
        at_least(self, 860)
        self.notice = ProblemBar(language)
        self.model = ChoiceModel(language, self)
        self.view = PairView(self.model, language("Values to choose from"))
        self.outcome = MergeOutcome(language)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(language("Reason (the office reads it)"))
        self.reason.setPlaceholderText(language("Reason (the office reads it)"))
        if not desk.is_headquarters:
            self.reason.hide()
        self.merge_button = button(language("Merge"), role="primary", icon_name="git-merge")
        self.merge_button.setDefault(True)
        self.merge_button.setEnabled(False)
        self.merge_button.clicked.connect(self.accept)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        self.model.changed.connect(self._say_name)
        self._arrange(cancel)
        self._read()

    def _arrange(self, cancel: QWidget) -> None:
        language = self._desk.language
        words = language(
            "Choose what stands where the two differ: the left and right arrows choose, up and "
            "down go on. The other values stay in the history, and the merge can be undone."
        )
        self._words = label(words, role="muted", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(language(TITLES[self._noun]), size="section"))
        whole.addWidget(self._words)
        whole.addWidget(self.notice)
        whole.addWidget(self.view)
        whole.addWidget(self.outcome)
        whole.addWidget(self.reason)
        whole.addStretch()
        whole.addLayout(row(None, cancel, self.merge_button))

    # --- showing ----------------------------------------------------------------------------

    def _read(self) -> None:
        survivor, loser, noun = self.survivor, self.loser, self._noun

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import merge_preview, merged_people

            if noun != PARTICIPANT:
                found = merged_people.organisation_differences(workspace.store, survivor, loser)
                return found, ()
            return (
                merged_people.differences(workspace.store, survivor, loser),
                merge_preview.activities_of_both(workspace.store, survivor, loser),
            )

        self._desk.ops.read(self, work, self._show, failed=self._refused)

    def _show(self, found: tuple[Sequence[Difference], Sequence[Taken]]) -> None:
        differences, activities = found
        named = {each.field.name: each for each in differences}
        self._beside = {
            name: named[beside]
            for name, beside in TOGETHER.items()
            if name in named and beside in named
        }
        hidden = {each.field.name for each in self._beside.values()}
        pairs = [(each, self._pairing(each)) for each in differences]
        # Two organisations of one name are no choice that anybody could make.
        shown = [(d, p) for d, p in pairs if d.field.name not in hidden and p.one != p.other]
        self._differences = [each for each, _ in shown]
        choices = [fuller(each.survivor, each.loser) for each in self._differences]
        self.model.show_choices(self._titles, [pairing for _, pairing in shown], choices)
        self.outcome.show_activities(activities)
        self.merge_button.setEnabled(True)
        self._fit(len(shown))

    def _pairing(self, found: Difference) -> Pairing:
        cells = Cells(self._desk.language, self._desk.lists)
        texts = [cells.text(found.field, each) for each in (found.survivor, found.loser)]
        words = self._desk.language(found.field.facts.label)
        return Pairing(found.field.name, words, texts[0], texts[1], is_same=False)

    def _fit(self, rows: int) -> None:
        """As high as the lines there are, and the keyboard where it is needed."""
        header = self.view.horizontalHeader().sizeHint().height()
        self.view.setFixedHeight(header + min(rows, MOST_LINES) * ROW + 4)
        if rows:
            self.view.setCurrentIndex(self.model.index(0, ONE))
            self.view.setFocus()
        else:
            self.view.hide()
            self._words.setText(
                self._desk.language(
                    "The two read the same in every field. Merged, the activities of both belong "
                    "to one record; the merge can be undone."
                )
            )
            self.merge_button.setFocus()
        # The lines of the outcome count once they are shown, in the next turn of the loop.
        QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        self.adjustSize()
        # Words that wrap have a height of their own: Qt proposes one for another width.
        needed = self.heightForWidth(self.width())
        open_at(self, self.width(), needed if needed > 0 else self.height())
        # On a low screen the lines scroll: nothing else can give way.
        over = needed - self.screen().availableGeometry().height() + ABOVE
        if over > 0:
            self.view.setFixedHeight(max(self.view.height() - over, LEAST_LINES * ROW))
            self.layout().activate()  # type: ignore[union-attr]
            open_at(self, self.width(), self.heightForWidth(self.width()))

    def _say_name(self) -> None:
        names = ("family_name", "given_names")
        if self._noun != PARTICIPANT or not any(n in self._chosen_texts() for n in names):
            self.outcome.show_name(self._kept)
            return
        texts = self._chosen_texts()
        said = [texts[each] for each in names if texts.get(each)]
        self.outcome.show_name(" ".join(said) if len(said) == len(names) else self._kept)

    def _chosen_texts(self) -> dict[str, str]:
        return {
            pairing.name: pairing.one if choice == ONE else pairing.other
            for pairing, choice in zip(self.model.pairings, self.model.choices, strict=True)
        }

    # --- merging ----------------------------------------------------------------------------

    def values(self) -> dict[str, object]:
        """What has to be written into the record that is kept."""
        found: dict[str, object] = {}
        for each, choice in zip(self._differences, self.model.choices, strict=True):
            if choice == OTHER:
                found[each.field.name] = each.loser
                if each.field.name in self._beside:
                    beside = self._beside[each.field.name]
                    found[beside.field.name] = beside.loser
        return found

    def accept(self) -> None:
        """Merge; stay open when it cannot be."""
        survivor, loser, noun, values = self.survivor, self.loser, self._noun, self.values()
        reason = self.reason.text()
        self.merge_button.setEnabled(False)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import merged_people

            merge = merged_people.merge_organisations
            if noun == PARTICIPANT:
                merge = merged_people.merge_people
            return merge(workspace.store, survivor, loser, values, reason=reason)

        self._desk.ops.change(self, work, self._done, failed=self._refused)

    def _done(self, result: Merge) -> None:
        super().accept()
        desk, noun = self._desk, self._noun
        words = desk.language("The two are one record now")
        desk.tell(words, lambda: unmerge(desk, noun, result.loser))
        self.merged.emit(result)

    def _refused(self, problem: Problem) -> None:
        self.merge_button.setEnabled(bool(self._differences))
        self.notice.say(self._desk.text_of(problem))


def unmerge(desk: Desk, noun: str, loser: UUID, owner: QObject | None = None) -> None:
    """Undo a merge; what somebody changed since is left, and told."""

    def work(workspace: Any) -> Any:  # noqa: ANN401
        from ssc_desktop.services import merged_people

        undo = merged_people.unmerge_organisation
        if noun == PARTICIPANT:
            undo = merged_people.unmerge
        return undo(workspace.store, loser)

    def done(result: Any) -> None:  # noqa: ANN401
        words = desk.language("They are two records again")
        if result.left:
            words = desk.language("They are two records again; what was changed since was left")
        desk.tell(words)

    desk.ops.change(owner, work, done)
