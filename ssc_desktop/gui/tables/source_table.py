"""The records behind a number in a table: what each gives, and whether headquarters has it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.tables.record_model import Column, number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.plain import column, label
from ssc_desktop.language import N_, Language

WHERE = {True: N_("Received"), False: N_("Not yet received"), None: N_("Not known")}


def source_table(desk: Desk) -> RecordTable:
    """The table; Enter opens the record."""
    language = desk.language
    # Narrower than a page that is empty: it stands in a panel.
    empty = QWidget()
    words = language(
        "An activity counts when it names this indicator in its description and people "
        "attended it; a study or a strategy, when it is recorded under Outputs."
    )
    heading = label(language("Nothing counts for it yet"), bold=True, wrap=True)
    empty.setLayout(column(heading, label(words, role="muted", wrap=True), None))
    title = language("Records behind the number")
    made = RecordTable("sources", columns_of_sources(language), desk.memory, title, empty)
    made.set_widths(code=130, title=190, value=70, participations=110, days=110, received=140)
    return made


def columns_of_sources(language: Language) -> list[Column]:
    """What is shown of each record."""
    return [
        text_column("code", language("Code"), lambda each: each.code),
        text_column("title", language("Title"), lambda each: each.title),
        number_column("value", language("Value"), lambda each: each.value, language),
        number_column(
            "participations", language("Participations"), lambda each: each.participations, language
        ),
        Column(
            "days",
            language("Participant-days"),
            lambda each: language.number(each.participant_days) if each.participant_days else "",
            lambda each: (not each.participant_days, each.participant_days),
            is_number=True,
        ),
        Column(
            "received",
            language("At headquarters"),
            lambda each: language(WHERE[each.is_at_headquarters]),
            lambda each: (each.is_at_headquarters is None, bool(each.is_at_headquarters)),
            icon=_sign,
        ),
    ]


def _sign(source: Any) -> Any:  # noqa: ANN401
    if source.is_at_headquarters is None:
        return icon("circle-question-mark", "muted")
    return icon("circle-check" if source.is_at_headquarters else "circle", "muted")
