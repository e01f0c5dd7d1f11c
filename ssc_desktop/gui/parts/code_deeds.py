"""What headquarters does to the codes of a list: new ones, their names, taken out and back in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from ssc_desktop.gui.actions import action
from ssc_desktop.gui.dialogs.code import CodeDialog
from ssc_desktop.gui.dialogs.history import HistoryDialog
from ssc_desktop.gui.removing import Removing
from ssc_desktop.gui.tables.code_table import CodeLine
from ssc_desktop.gui.tables.record_table import RecordTable


class CodeDeeds:
    """The actions of the page of the code lists, where they may be done."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        self._page = page
        self._desk = page.desk
        self.new = page.action("new_code", self.begin)
        self.restore = page.action("restore", self.restore_chosen)
        # What was said before can be written again from there, so it is not for offices.
        self.history = page.action("history", self.show_history)

    def drive(self, table: RecordTable) -> None:
        """Enter opens a code, Delete withdraws those that are chosen."""
        # Elsewhere on the page the key deletes letters.
        self.withdraw = action(
            table.view, "withdraw_code", self._desk.language, self.withdraw_chosen
        )
        self.withdraw.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        table.allow(self.history, self.withdraw, self.restore)
        table.opened.connect(self.edit)

    def allow(self, code_list: Any, chosen: list[CodeLine]) -> None:  # noqa: ANN401
        """Offer what can be done to the list and to the codes that are chosen."""
        self.new.setEnabled(code_list is not None and code_list.may_grow)
        self.history.setEnabled(len(chosen) == 1 and chosen[0].is_recorded)
        may_end = bool(chosen) and all(each.listed.may_end for each in chosen)
        self.withdraw.setEnabled(may_end and not all(each.is_withdrawn for each in chosen))
        self.restore.setEnabled(may_end and all(each.is_withdrawn for each in chosen))

    def begin(self) -> None:
        """Ask for a new code of the list that is chosen."""
        if self._page.chosen_list is not None:
            CodeDialog(self._page, self._desk, self._page.chosen_list, None, self._written).open()

    def edit(self, line: CodeLine) -> None:
        """Show the names of a code, and where it may be changed the rest."""
        CodeDialog(
            self._page, self._desk, self._page.chosen_list, line.listed, self._written
        ).open()

    def withdraw_chosen(self) -> None:
        """Offer the chosen codes no more; they can be offered again."""
        chosen = [each.id for each in self._page.table.chosen_rows() if not each.is_withdrawn]
        if chosen:
            then = self._page.read_again
            Removing(self._page, self._desk, "code", _set_withdrawn, self._said, then).remove(
                chosen
            )

    def restore_chosen(self) -> None:
        """Offer the chosen codes again."""
        chosen = [each.id for each in self._page.table.chosen_rows()]

        def work(workspace: Any) -> None:  # noqa: ANN401
            for each in chosen:
                _set_withdrawn(workspace, each, False)

        def done(_: Any) -> None:  # noqa: ANN401
            self._page.read_again()
            words = self._desk.language.plural(
                "{count} code is offered again", "{count} codes are offered again", len(chosen)
            )
            self._desk.tell(words)

        self._page.change(work, done, touches=("code",))

    def show_history(self) -> None:
        """Show what was written of the chosen code, by whom and when."""
        for line in self._page.table.chosen_rows()[:1]:
            title = f"{line.code} · {line.name}"
            HistoryDialog(self._page, self._desk, "code", line.key, title).open()

    def _written(self, key: tuple[str, str]) -> None:
        self._page.choose(key)

    def _said(self, count: int) -> str:
        return str(
            self._desk.language.plural("{count} code withdrawn", "{count} codes withdrawn", count)
        )


def _set_withdrawn(workspace: Any, key: tuple[str, str], withdrawn: bool) -> object:  # noqa: ANN401
    from ssc_desktop.services import code_lists

    do = code_lists.withdraw_code if withdrawn else code_lists.restore_code
    return do(workspace, *key)
