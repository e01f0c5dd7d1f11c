"""The code lists: one is chosen beside its codes; headquarters adds, names and withdraws them."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ssc_desktop.domain.names import fold
from ssc_desktop.domain.record_keys import parts_of
from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.parts.code_deeds import CodeDeeds
from ssc_desktop.gui.tables.code_table import CodeLine, code_table
from ssc_desktop.gui.tables.find_box import FindBox
from ssc_desktop.gui.widgets.plain import button, column, label, row
from ssc_desktop.language import N_

LISTS_WIDTH, LIST_HEIGHT = 250, 30
LIST_ICON = QSize(14, 14)
AT_OFFICE = N_("Headquarters edits the code lists. Its next bundle brings what it changes.")
OPEN = N_("What is written here travels to the offices with the next return bundles.")
CLOSED = N_(
    "The rules of the program know the codes of this list: their names can be changed, codes are "
    "neither added nor withdrawn."
)


@in_navigation
class CodeListsPage(Page):
    """Every list people choose from, and the codes of the one that is chosen."""

    name: ClassVar[str] = "code_lists"
    title: ClassVar[str] = N_("Code lists")
    order: ClassVar[int] = 92
    under: ClassVar[str] = "settings"
    nouns: ClassVar[frozenset[str]] = frozenset({"code"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = self.language
        self._lists: list[Any] = []
        self._lines: list[CodeLine] = []
        self._wanted: tuple[str, str] | None = None
        back = button(language("Settings"), icon_name="arrow-left")
        back.clicked.connect(lambda: desk.go("settings"))
        self.add_before_title(back)
        self.lists = QListWidget()
        self.lists.setAccessibleName(language("Lists"))
        self.lists.setFixedWidth(LISTS_WIDTH)
        self.lists.setIconSize(LIST_ICON)
        self.lists.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lists.currentRowChanged.connect(lambda _row: self._turn_to_list())
        self.find_box = FindBox(language("Find by code or name"))
        self.find_box.asked.connect(lambda _text: self._filter())
        self.action("find", self.find_box.setFocus)
        self.words = label(role="muted", wrap=True)
        self.deeds = CodeDeeds(self) if desk.is_headquarters else None
        self.table = code_table(desk, () if self.deeds is None else (self.deeds.new,))
        self.table.chosen.connect(self._allow)
        above = row(self.find_box, None)
        if self.deeds is not None:
            self.deeds.drive(self.table)
            self.add_head(button_for(self.deeds.new, role="primary"))
            above.addWidget(tool_for(self.deeds.history))
        right = column(above, self.words)
        right.addWidget(self.table, 1)
        both = row(self.lists, spacing=12)
        both.addLayout(right, 1)
        self.body.addLayout(both, 1)
        self._allow()

    @property
    def chosen_list(self) -> Any:  # noqa: ANN401
        """The list whose codes are shown, or None before they are read."""
        at = self.lists.currentRow()
        return self._lists[at] if 0 <= at < len(self._lists) else None

    def read_again(self) -> None:
        """Read the lists, and the codes of the one that is chosen."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import code_lists

            return code_lists.list_code_lists(workspace.store)

        self.read(work, self._show_lists, only_latest="lists")

    def arrive(self, what: object) -> None:
        """Show a code that was asked for, as history and the recycle bin name it, or a list."""
        if isinstance(what, str):
            code_list, _edition, code = parts_of("code", what) if "/" in what else (what, "", "")
            self._wanted = (code_list, code)
            self._lead()
        elif self.chosen_list is not None:
            self.table.view.setFocus()

    def choose(self, key: tuple[str, str]) -> None:
        """Show the codes anew, this one chosen."""
        self._wanted = key
        self.read_again()

    # --- showing ----------------------------------------------------------------------------

    def _show_lists(self, lists: list[Any]) -> None:
        chosen = self.chosen_list
        self._lists = lists
        self.lists.blockSignals(True)
        self.lists.clear()
        for each in lists:
            self.lists.addItem(self._item(each))
        names = [each.name for each in lists]
        self.lists.setCurrentRow(names.index(chosen.name) if chosen else 0)
        self.lists.blockSignals(False)
        self._lead()
        self._turn_to_list()

    def _item(self, code_list: Any) -> QListWidgetItem:  # noqa: ANN401
        made = QListWidgetItem(self.language(code_list.label))
        made.setSizeHint(QSize(0, LIST_HEIGHT))
        made.setToolTip(made.text())
        if self.deeds is not None:
            made.setIcon(icon("plus" if code_list.may_grow else "lock", "muted"))
        return made

    def _lead(self) -> None:
        """Go to the list that is wanted; its code is chosen once it is read."""
        names = [each.name for each in self._lists]
        if self._wanted is not None and self._wanted[0] in names:
            self.lists.setCurrentRow(names.index(self._wanted[0]))
            self._choose_wanted()

    def _turn_to_list(self) -> None:
        """Say what may be done to the list, and read its codes."""
        chosen = self.chosen_list
        if chosen is None:
            return
        told = OPEN if chosen.may_grow else CLOSED
        self.words.setText(self.language(told if self.deeds is not None else AT_OFFICE))
        self.table.show_column("parent", shown=chosen.has_parents)
        language, name = self.language, chosen.name

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import code_lists

            return code_lists.list_codes(workspace.store, name)

        def show(found: list[Any]) -> None:
            self._lines = [CodeLine(each, self.desk.lists, language) for each in found]
            self.say_below(language.plural("{count} code", "{count} codes", len(found)))
            self._filter()
            self._choose_wanted()

        self.read(work, show, only_latest="codes")

    def _filter(self) -> None:
        typed = fold(self.find_box.text()).split()
        self.table.show_rows(
            each for each in self._lines if all(word in each.words for word in typed)
        )
        self._allow()

    def _choose_wanted(self) -> None:
        if self._wanted is not None and self.table.choose({self._wanted}):
            self._wanted = None

    def _allow(self) -> None:
        if self.deeds is not None:
            self.deeds.allow(self.chosen_list, self.table.chosen_rows())
