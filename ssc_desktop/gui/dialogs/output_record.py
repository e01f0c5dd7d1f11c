"""A new output: what it is, when it was reached, where; its document is added on its record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ssc_desktop.domain.output import Output
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.new_record import NewRecordDialog

ASKED = ("kind", "title", "state", "reached_on", "country", "activity_id", "meetings")


def new_output(parent: QWidget, desk: Desk, then: Callable[[Any], None]) -> NewRecordDialog:
    """Ask for a new output."""

    def add(workspace: Any, values: dict[str, object]) -> Any:  # noqa: ANN401
        from ssc_desktop.services import outputs

        return outputs.add_output(workspace.store, values)

    title, touches = desk.language("New output"), ("output",)
    dialog = NewRecordDialog(parent, desk, title, Output, ASKED, add, touches)
    dialog.made.connect(then)
    dialog.open()
    return dialog
