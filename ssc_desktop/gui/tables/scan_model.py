"""A scanned page as Qt wants it: lines by half-days, what is proposed, what the officer answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage

from ssc_desktop.gui.tables.attendance_words import PARTS, STATE_NAMES
from ssc_desktop.gui.tables.record_model import NO_INDEX, Index
from ssc_desktop.language import N_, Language

SIGNED, EMPTY, LEFT = "signed", "empty", "left"
OPEN, DIFFERS, KNOWN, GONE, WRITES, KEPT = "open", "differs", "known", "gone", "writes", "kept"
LOOKS = {
    OPEN: N_("to be answered"),
    DIFFERS: N_("the sheet says something else; what is typed is kept"),
    KNOWN: N_("recorded from this sheet before"),
    GONE: N_("no longer on the list"),
    WRITES: N_("will be recorded"),
    KEPT: N_("stays as it is"),
}


class Tally(NamedTuple):
    """How a page stands: boxes that wait for an answer, boxes that say something else than what is
    typed, and whether all it says was recorded from it before."""

    open: int
    differing: int
    is_known: bool


@dataclass(eq=False)
class Leaf:
    """A page of the scan: what it proposes, what was answered, its picture while it is looked at."""

    page: Any
    proposal: Any = None
    answers: dict[tuple[int, str], str] = field(default_factory=dict)
    walk_ins: dict[int, str] = field(default_factory=dict)
    image: QImage | None = None
    is_done: bool = False
    _tally: tuple[Any, Any, Tally] | None = field(default=None, repr=False)

    def outcome(self, box: Any, unsigned: str | None) -> Any:  # noqa: ANN401
        """What becomes of a box by its reading and its answer."""
        from ssc_desktop.services.scan_proposals import outcome

        return outcome(box, self.answers.get(box.spot), unsigned)

    def answered(self, unsigned: str | None) -> Any:  # noqa: ANN401
        """The page as it stands now, to be confirmed."""
        from ssc_desktop.services.scan_confirming import Answered

        return Answered(self.proposal, dict(self.answers), dict(self.walk_ins), unsigned)

    @property
    def tally(self) -> Tally:
        """How the page stands; counted once for the same proposal and answers."""
        given = tuple(self.answers.items())
        if self._tally is None or self._tally[0] is not self.proposal or self._tally[1] != given:
            self._tally = (self.proposal, given, self._count())
        return self._tally[2]

    def _count(self) -> Tally:
        boxes = self.proposal.boxes if self.proposal is not None else ()
        then = [self.outcome(box, None) for box in boxes]
        is_new = any(each.writes for each in then) or bool(boxes and self.proposal.walk_ins)
        return Tally(
            sum(each.is_open for each in then),
            sum(each.differs for each in then),
            not is_new and any(box.is_known for box in boxes),
        )


class ScanModel(QAbstractTableModel):
    """Answers change at once what is shown; they are recorded when the page is accepted."""

    answered = Signal()

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.leaf: Leaf | None = None
        self.unsigned: str | None = None

    def show_leaf(self, leaf: Leaf | None) -> None:
        """Show another page, or none."""
        self.beginResetModel()
        self.leaf = leaf if leaf is not None and leaf.proposal is not None else None
        self.endResetModel()

    def leave_unsigned(self, state: str | None) -> None:
        """Say what becomes of boxes that nobody signed."""
        self.unsigned = state
        self._changed()

    def show_picture(self) -> None:
        """The picture of the page has come."""
        self._changed()

    def _changed(self) -> None:
        if self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # --- what is in a cell ------------------------------------------------------------------

    @property
    def lines(self) -> tuple[Any, ...]:
        """The lines that are shown."""
        return self.leaf.proposal.lines if self.leaf is not None else ()

    def box(self, row: int, column: int) -> Any:  # noqa: ANN401
        """The box of a cell."""
        return self.lines[row].boxes[column]

    def outcome(self, row: int, column: int) -> Any:  # noqa: ANN401
        """What becomes of it."""
        assert self.leaf is not None
        return self.leaf.outcome(self.box(row, column), self.unsigned)

    def look(self, row: int, column: int) -> str:
        """How it is shown: open, differing, known, gone, written, kept."""
        box, then = self.box(row, column), self.outcome(row, column)
        if box.is_gone:
            return GONE
        # Nobody has to answer for a blank line: whoever gives it a name does.
        if then.is_open:
            return OPEN
        if then.differs:
            return DIFFERS
        if box.is_known and not then.writes:
            return KNOWN
        return WRITES if then.writes else KEPT

    def is_asked(self, row: int, column: int) -> bool:
        """Whether a person has to look: nobody knows, or sheet and register differ."""
        look = self.look(row, column)
        if self.lines[row].is_blank:
            return bool(look == OPEN and self.leaf and self.leaf.walk_ins.get(self.lines[row].at))
        return look in (OPEN, DIFFERS)

    def asked(self) -> Iterator[tuple[int, int]]:
        """The cells to be looked at, in reading order."""
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                if self.is_asked(row, column):
                    yield row, column

    def part_of(self, row: int, column: int) -> QRect:
        """Where the box is in the picture of the page."""
        return QRect(*self.box(row, column).cell.box)

    def band(self, row: int) -> tuple[int, int]:
        """The top and bottom of a line in the picture of the page."""
        assert self.leaf is not None
        top, bottom = self.leaf.page.reading.bands[self.lines[row].at]
        return int(top), int(bottom)

    # --- answering --------------------------------------------------------------------------

    def answer(self, cells: list[tuple[int, int]], said: str | None) -> None:
        """Answer boxes: signed, empty, left as typed, or nothing again."""
        if self.leaf is None:
            return
        for row, column in cells:
            spot = self.box(row, column).spot
            if said is None:
                self.leaf.answers.pop(spot, None)
            else:
                self.leaf.answers[spot] = said
            place = self.index(row, column)
            self.dataChanged.emit(place, place)
        self.answered.emit()

    def name_line(self, row: int, name: str) -> None:
        """Say who signed a blank line."""
        if self.leaf is not None and self.leaf.walk_ins.get(self.lines[row].at, "") != name:
            self.leaf.walk_ins[self.lines[row].at] = name
            self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)
            self._changed()

    # --- what Qt asks -----------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row a line of the sheet."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """One column a half-day."""
        slots = self.leaf.proposal.slots if self.leaf is not None else ()
        return 0 if parent.isValid() else len(slots)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """A cell in words, for those who hear it."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        row, column = index.row(), index.column()
        then, look = self.outcome(row, column), self.look(row, column)
        said = {
            "person": self.name(row),
            "half_day": self._half_day(column).replace("\n", " "),
            "state": self._language(STATE_NAMES.get(then.state or "", N_("Not marked"))),
            "look": self._language(LOOKS[look]),
        }
        return self._language("{person}, {half_day}: {state}, {look}", **said)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Half-days above, names beside."""
        if role != Qt.ItemDataRole.DisplayRole or self.leaf is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.name(section) if section < self.rowCount() else None
        return self._half_day(section) if section < self.columnCount() else None

    def name(self, row: int) -> str:
        """Who is on a line; of a blank one who it is said to be, or its number."""
        line = self.lines[row]
        if line.is_blank:
            assert self.leaf is not None
            name = self.leaf.walk_ins.get(line.at, "")
            return name or self._language("Line {number}: nobody yet", number=line.number)
        return str(line.name) or self._language("No longer on the list")

    def _half_day(self, column: int) -> str:
        assert self.leaf is not None
        slot = self.leaf.proposal.slots[column]
        day = date.fromisoformat(slot[:10])
        return f"{self._language.date(day)[:5]}\n{self._language(PARTS[slot[11:]])}"
