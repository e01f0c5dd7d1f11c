"""The column that says where each record stands with headquarters, read some rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import Column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.standing_sign import STATES, sign_of, words_of

NAME = "headquarters"
WIDTH = 270
# How many are asked at once: what else is asked for meanwhile does not wait for thousands.
AT_ONCE = 200
_NEVER = datetime.min.replace(tzinfo=UTC)
_RANKS = {state: number for number, state in enumerate(STATES)}


class StandingColumn:
    """Follows a table: whenever it shows other rows, where they stand is read on the worker and
    told batch by batch. A column that is hidden asks nothing. Headquarters has none."""

    def __init__(self, desk: Desk, noun: str, key: Callable[[Any], UUID]) -> None:
        self._desk = desk
        self._noun = noun
        self._key = key
        self._table: RecordTable | None = None
        self.found: dict[UUID, Any] = {}

    @property
    def columns(self) -> list[Column]:
        """The one column, at an office."""
        if self._desk.is_headquarters:
            return []
        language = self._desk.language
        made = Column(NAME, language("Headquarters"), self._text, self._order, icon=self._icon)
        return [made]

    def follow(self, table: RecordTable) -> None:
        """Read where the rows of this table stand, now and whenever it shows others."""
        if self._desk.is_headquarters:
            return
        self._table = table
        table.model.modelReset.connect(self.read_again)
        table.view.horizontalHeader().sectionResized.connect(self._come_into_view)

    def read_again(self) -> None:
        """Read where the rows that are shown stand."""
        table = self._table
        if table is None or table.view.isColumnHidden(self._place(table)):
            return
        self._read([self._key(row) for row in table.model.rows])

    def _read(self, keys: Sequence[UUID]) -> None:
        part, rest = keys[:AT_ONCE], keys[AT_ONCE:]
        if not part or self._table is None:
            return
        noun = self._noun

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services.record_standing import record_standings

            return record_standings(workspace, noun, part)

        def told(found: dict[UUID, Any]) -> None:
            self.found.update(found)
            if self._table is not None:
                self._table.view.viewport().update()
                self._read(rest)
                if not rest:
                    self._sort_again(self._table)

        self._desk.ops.read(self._table, work, told, only_latest="standing")

    def _come_into_view(self, section: int, old: int, new: int) -> None:
        """A column that was hidden was asked nothing."""
        if self._table is not None and section == self._place(self._table) and new and not old:
            self.read_again()

    def _sort_again(self, table: RecordTable) -> None:
        """Sorted by what was not known yet, the rows are sorted once it is."""
        header = table.view.horizontalHeader()
        if header.sortIndicatorSection() == self._place(table):
            table.model.sort(self._place(table), header.sortIndicatorOrder())

    def _place(self, table: RecordTable) -> int:
        return [each.name for each in table.model.columns].index(NAME)

    def _text(self, row: Any) -> str:  # noqa: ANN401
        standing = self.found.get(self._key(row))
        return words_of(standing, self._desk.language) if standing is not None else ""

    def _order(self, row: Any) -> Any:  # noqa: ANN401
        standing = self.found.get(self._key(row))
        if standing is None:
            return True, (0, _NEVER)
        return False, (_RANKS[standing.state], standing.since or _NEVER)

    def _icon(self, row: Any) -> Any:  # noqa: ANN401
        standing = self.found.get(self._key(row))
        return sign_of(standing.state, self._desk.language) if standing is not None else None
