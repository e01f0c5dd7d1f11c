"""The table of the codes of one list: the code, its three names, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QAction

from ssc_desktop.domain.code import label_of
from ssc_desktop.domain.code_lists import STANDINGS, WITHDRAWN
from ssc_desktop.domain.names import fold
from ssc_desktop.domain.reference import PARENT_LISTS
from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.lists import Lists
from ssc_desktop.gui.tables.record_model import Column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.language import LANGUAGES, Language


class CodeLine:
    """A code as the table shows it, and the words it is found by."""

    def __init__(self, listed: Any, lists: Lists, language: Language) -> None:  # noqa: ANN401
        entry = listed.entry
        self.listed = listed
        self.id: tuple[str, str] = listed.id
        self.code: str = entry.code
        self.name: str = entry.name(language)
        self.names = {"fr": entry.fr, "en": entry.en, "ar": entry.ar}
        self.parent = _name_of_parent(entry, lists)
        self.standing = language(STANDINGS[listed.standing])
        self.ends = language.date(entry.valid_to) if entry.valid_to else ""
        self.begins = language.date(entry.valid_from) if entry.valid_from else ""
        self.words = fold(" ".join((self.code, *self.names.values(), self.parent)))

    @property
    def key(self) -> str:
        """The key of its record, as the history is asked for it."""
        return f"{self.id[0]}/{self.listed.entry.edition}/{self.code}"

    @property
    def is_recorded(self) -> bool:
        """Whether headquarters ever recorded something of it."""
        return bool(self.listed.is_amended)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is offered no more."""
        return bool(self.listed.standing == WITHDRAWN)


def _name_of_parent(entry: Any, lists: Lists) -> str:  # noqa: ANN401
    for above in PARENT_LISTS.get(entry.code_list, ()):
        name = lists.name(above, entry.parent)
        if name != entry.parent:
            return name
    return str(entry.parent)


def code_table(desk: Desk, offers: Sequence[QAction]) -> RecordTable:
    """The table; ``offers`` are what an empty list lets one do."""
    language = desk.language

    def name_in(number: int, code: str) -> Column:
        # Widths are kept by name, whichever language one reads.
        return text_column(
            f"name_{number}", language(label_of(f"name_{code}")), lambda line: line.names[code]
        )

    foreign = (each for each in LANGUAGES if each != language.code)
    others = [name_in(number, each) for number, each in enumerate(foreign, 1)]
    columns = [
        text_column("code", language("Code"), lambda line: line.code),
        text_column("name", language("Name"), lambda line: line.name),
        *others,
        text_column("standing", language("Standing"), lambda line: line.standing),
        text_column("parent", language(label_of("parent")), lambda line: line.parent),
        _day("valid_from", language(label_of("valid_from")), "begins", is_shown=False),
        _day("valid_to", language(label_of("valid_to")), "ends"),
    ]
    empty = EmptyState(
        "list-checks",
        language("No code here"),
        language("No code of this list has these words in its code or in one of its names."),
        *(button_for(each) for each in offers),
    )
    made = RecordTable("codes", columns, desk.memory, language("Codes of the list"), empty)
    made.set_widths(
        code=80, name=180, name_1=140, name_2=140, standing=140, parent=140, valid_to=95
    )
    return made


def _day(name: str, title: str, words: str, *, is_shown: bool = True) -> Column:
    def order(line: Any) -> tuple[bool, Any]:  # noqa: ANN401
        day = getattr(line.listed.entry, name)
        return day is None, day

    return Column(name, title, lambda line: getattr(line, words), order, is_shown=is_shown)
