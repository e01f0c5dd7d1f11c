"""The button that proposes the indicators an activity probably contributes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ssc_desktop.domain.indicator_rules import indicators_proposed
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.field_box import FieldBox
from ssc_desktop.gui.forms.form import RecordForm
from ssc_desktop.gui.widgets.plain import button

FIELD = "indicators"


def offer_proposal(form: RecordForm, desk: Desk, activity: Callable[[], Any]) -> None:
    """Put the button beside the field as soon as the form has built it."""

    def built(box: FieldBox) -> None:
        if box.field.name == FIELD:
            _add(box, desk, activity)

    if FIELD in form.boxes:
        built(form.boxes[FIELD])
    else:
        form.built.connect(built)


def _add(box: FieldBox, desk: Desk, activity: Callable[[], Any]) -> None:
    language = desk.language
    tip = language("Add the indicators that activities of this type usually contribute to")
    made = button(language("Propose"), tip=tip)
    made.clicked.connect(lambda: propose(box, desk, activity()))
    box.add_beside(made)


def propose(box: FieldBox, desk: Desk, activity: Any) -> None:  # noqa: ANN401
    """Add what is proposed to what is chosen; it is saved as if it had been chosen by hand."""
    value: Any = box.editor.value()
    chosen: tuple[str, ...] = tuple(value or ())
    proposed = indicators_proposed(activity)
    added = [each for each in proposed if each not in chosen]
    if not added:
        desk.tell(desk.language("Everything that is proposed for this activity is chosen already."))
        return
    box.editor.set_value((*chosen, *added))
    box.editor.left.emit()
    names = desk.language.list_of(added)
    words = desk.language("Indicators added: {codes}", codes=names)
    desk.tell(words, lambda: _take_back(box, chosen))


def _take_back(box: FieldBox, chosen: tuple[str, ...]) -> None:
    box.editor.set_value(chosen)
    box.editor.left.emit()
