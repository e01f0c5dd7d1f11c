"""The table of everybody who is known, with where each stands with headquarters."""

from __future__ import annotations

from PySide6.QtGui import QAction

from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.parts.people import people_columns
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.tables.standing_column import WIDTH, StandingColumn
from ssc_desktop.gui.widgets.notices import EmptyState


def table_of_people(desk: Desk, import_list: QAction) -> RecordTable:
    """The table; while it is empty it offers to import a list."""
    language = desk.language
    standing = StandingColumn(desk, "participant", lambda listed: listed.participant.id)
    columns = [*people_columns(desk, lambda listed: listed.participant), *standing.columns]
    empty = EmptyState(
        "users",
        language("No participant here"),
        language(
            "Import the list of an office (Excel or CSV), record people one by one, or clear "
            "the find box."
        ),
        button_for(import_list, role="primary"),
    )
    made = RecordTable("participants", columns, desk.memory, language("Participants"), empty)
    made.set_widths(family_name=140, given_names=150, name_ar=140, sex=80, country=152,
                    organisation=130, function=180, phone=150, email=190,
                    headquarters=WIDTH)  # fmt: skip
    standing.follow(made)
    return made
