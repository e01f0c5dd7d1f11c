"""A form built from a record class: fields by section, each saved when it is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from ssc_desktop.domain.fields import Field, sections_of
from ssc_desktop.domain.followup import FOLLOW_UPS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.actions import action
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.choice_editors import ChoiceEditor
from ssc_desktop.gui.forms.field_box import FieldBox
from ssc_desktop.gui.forms.saving import FormSaving, Saver
from ssc_desktop.gui.forms.section import Section

# A window of 1,100 and more leaves this much beside the navigation: room for two columns.
TWO_COLUMNS_FROM = 780
WIDEST = 1080
# Fields made in one turn of the loop: more would be felt while one types elsewhere.
AT_ONCE = 6

# Among the few fields of a new record these take the whole width, so that dates stand in a pair.
WIDE_ALONE = frozenset({"title"})

# Fields that only the program writes.
UNSEEN = frozenset({"merged_into_id", "programme_id", "site_id"})
# What follows an activity is recorded on the activity itself.
UNSEEN_OF_FOLLOW_UPS = frozenset({"activity_id"})


class RecordForm(QScrollArea):
    """Shows one record; a field that is left is saved at once, and says so if it cannot be."""

    saved = Signal(str)
    typed = Signal()
    # A field was built; a form is built a few fields at a time.
    built = Signal(object)

    def __init__(
        self, desk: Desk, record_class: type, saver: Saver | None = None, only: Iterable[str] = ()
    ) -> None:
        super().__init__()
        self._desk = desk
        self._saver = saver
        self._record: Any = None
        self._findings: list[Any] = []
        self.saving = FormSaving(self, desk, saver)
        self.boxes: dict[str, FieldBox] = {}
        self._sections: dict[str, Section] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build(record_class, tuple(only))
        if saver is not None:
            action(self, "fold_section", desk.language, self._fold_section)
            desk.drafts.given_up.connect(self.give_up)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def _build(self, record_class: type, only: tuple[str, ...]) -> None:
        inside = QWidget(self)
        inside.setMaximumWidth(WIDEST)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 4, 12, 24)
        self._column.setSpacing(18)
        self._column.addStretch()
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._is_short = bool(only)
        self._coming = list(_sections(record_class, only).items())
        self._build_next()
        while self._is_short and self._coming:
            self._build_next()

    def _build_next(self) -> None:
        """Build some fields; the next in the next turn of the loop, for a form has many."""
        title, fields = self._coming.pop(0)
        if len(fields) > AT_ONCE:
            self._coming.insert(0, (title, fields[AT_ONCE:]))
        boxes = [self._box(each) for each in fields[:AT_ONCE]]
        if title not in self._sections:
            self._sections[title] = Section(self._desk.language(title), self._desk.language)
            self._column.insertWidget(self._column.count() - 1, self._sections[title])
        self._sections[title].add(boxes, self._columns())
        if self._record is not None:
            self._show_in(boxes, is_other=True)
            self.show_findings(self._findings)
            self._offer_regions()
        self._mark_missing()
        if self._coming and not self._is_short:
            QTimer.singleShot(0, self, self._build_next)

    @property
    def is_complete(self) -> bool:
        """Whether every section was built."""
        return not self._coming

    def _box(self, field: Field) -> FieldBox:
        box = FieldBox(field, self._desk.lists, self._desk.language)
        box.is_wide |= self._is_short and field.name in WIDE_ALONE
        box.editor.left.connect(lambda: self._left(box))
        box.editor.typed.connect(self._typed)
        self.boxes[field.name] = box
        self.built.emit(box)
        return box

    # --- showing ----------------------------------------------------------------------------

    def show_record(self, record: Any, findings: Iterable[Any] = ()) -> None:  # noqa: ANN401
        """Show a record; what is being typed, or was refused, stays as it is."""
        is_other = self._record is None or record.id != self._record.id
        self._record, self._findings = record, list(findings)
        self.saving.turn_to(record, is_other=is_other)
        self._show_in(list(self.boxes.values()), is_other=is_other)
        self.show_findings(self._findings)
        self._mark_missing()
        self._offer_regions()

    def _show_in(self, boxes: list[FieldBox], *, is_other: bool) -> None:
        for box in boxes:
            if is_other:
                box.clear_message()
            is_kept = box.is_being_edited or box.is_wrong or self.saving.keeps(box.field.name)
            if is_other or not is_kept:
                box.editor.set_value(getattr(self._record, box.field.name))
            if is_other:
                self.saving.restore(box)

    def values(self) -> dict[str, object]:
        """Everything that is typed or chosen, for a record that is not saved yet."""
        typed = {name: box.editor.value() for name, box in self.boxes.items()}
        return {name: value for name, value in typed.items() if value not in (None, "", ())}

    def fill(self, values: Mapping[str, object]) -> None:
        """Fill in what was typed before; fields that are not asked here are left out."""
        for name, value in values.items():
            if name in self.boxes:
                self.boxes[name].editor.set_value(value)
        self._offer_regions()

    def show_problem(self, problem: Problem) -> bool:
        """Say a problem below the field it belongs to; False when it belongs to none here."""
        box = self.boxes.get(problem.field or "")
        if box is not None:
            box.say_wrong(self._desk.text_of(problem))
            box.widget.setFocus()
        return box is not None

    def leave(self) -> None:
        """Save what was typed and not left yet, wherever the focus went meanwhile."""
        if self._record is None or self._saver is None:
            return
        self.saving.keep_typed()
        for box in list(self.boxes.values()):
            if not (box.is_wrong or self.saving.is_restored(box.field.name)):
                self.saving.left(box)

    def give_up(self, place: str) -> None:
        """Show the record again instead of a draft that was given up."""
        for name in self.saving.give_up(place):
            self.boxes[name].editor.set_value(getattr(self._record, name))
        self.show_findings(self._findings)

    def _left(self, box: FieldBox) -> None:
        if self._record is None or self._saver is None:
            self._offer_regions()
        else:
            self.saving.left(box)

    def _typed(self) -> None:
        self.saving.note()
        self.typed.emit()

    # --- what goes with it ------------------------------------------------------------------

    def show_findings(self, findings: Iterable[Any]) -> None:
        """Say below each field what does not fit of it; also below those that are built later."""
        self._findings = list(findings)
        told: dict[str, list[str]] = {}
        for each in self._findings:
            words = each.told(self._desk.language)
            told.setdefault(each.field, []).append(words)
        for name, box in self.boxes.items():
            if box.is_wrong:
                continue
            if name in told or self.saving.is_restored(name):
                box.say_warning("\n".join((*told.get(name, ()), *self.saving.words(name))))
            else:
                box.clear_message()

    def _mark_missing(self) -> None:
        for title, section in self._sections.items():
            count = 0
            for box in self.boxes.values():
                if self._saver is not None and box.field.facts.section != title:
                    continue
                box.mark_missing(missing=box.is_missing)
                count += box.is_missing
            section.count_missing(count)

    def _offer_regions(self) -> None:
        box, country = self.boxes.get("region"), self.boxes.get("country")
        if box is None or country is None or not isinstance(box.editor, ChoiceEditor):
            return
        chosen = country.editor.value()
        day = getattr(self._record, "start", None)
        self._desk.lists.regions(self, chosen, day, box.editor.offer)

    def _fold_section(self) -> None:
        focused = QApplication.focusWidget()
        for section in self._sections.values():
            if focused is not None and section.isAncestorOf(focused):
                section.fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two, by the width there is."""
        super().resizeEvent(event)
        for section in self._sections.values():
            section.set_columns(self._columns())

    def _columns(self) -> int:
        return 2 if self.viewport().width() >= TWO_COLUMNS_FROM else 1

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isVisible() and self.isAncestorOf(new):
            QTimer.singleShot(0, self, lambda: self._reveal(new))

    def _reveal(self, widget: QWidget) -> None:
        if self.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 0, 60)


def _sections(record_class: type, only: tuple[str, ...]) -> dict[str, list[Field]]:
    """Fields by section; those that are asked ``only``, in the order they are named."""
    sections = sections_of(record_class)
    if only:
        known = {each.name: each for fields in sections.values() for each in fields}
        return {"": [known[name] for name in only]}
    unseen = UNSEEN | (UNSEEN_OF_FOLLOW_UPS if record_class in FOLLOW_UPS.values() else set())
    shown = {
        title: [each for each in fields if each.name not in unseen]
        for title, fields in sections.items()
    }
    return {title: fields for title, fields in shown.items() if fields}
