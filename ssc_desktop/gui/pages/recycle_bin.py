"""Everything that was removed, by whom and when: found, brought back, opened where it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.names import fold
from ssc_desktop.domain.nouns import NOUN_LABELS
from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.places import NOUN_ICONS, open_record
from ssc_desktop.gui.tables.find_box import FindBox
from ssc_desktop.gui.tables.record_model import Column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.found_list import in_pieces
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import label, row
from ssc_desktop.language import N_

# More than anybody looks through; choosing what kind of record it was reaches the others.
MOST_SHOWN = 2000
# Nobody threw these away: that two records are two was taken back.
NOT_SHOWN = frozenset({"distinct_pair"})


@dataclass(frozen=True, slots=True)
class Thrown:
    """A removed record and the words it is found by."""

    removed: Any
    words: str

    @property
    def id(self) -> tuple[str, str]:
        """What tells it from all others."""
        return self.removed.noun, self.removed.key


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back, and what takes that back."""

    changes: Changes
    transactions: tuple[int, ...]


@in_navigation
class RecycleBinPage(Page):
    """What was removed stays here for good, until somebody brings it back."""

    name: ClassVar[str] = "recycle_bin"
    title: ClassVar[str] = N_("Recycle bin")
    icon: ClassVar[str] = "trash-2"
    order: ClassVar[int] = 95
    at_foot: ClassVar[bool] = True
    nouns: ClassVar[frozenset[str]] = frozenset(RECORDS_BY_NOUN)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._thrown: list[Thrown] = []
        self.find_box = FindBox(self.language("Find by name or by who removed it"))
        self.find_box.asked.connect(lambda _text: self._filter())
        self.noun = QComboBox()
        self.noun.setAccessibleName(self.language("Kind of record"))
        self.noun.setMinimumContentsLength(22)
        self.noun.addItem(self.language("All kinds of records"), None)
        self.noun.currentIndexChanged.connect(lambda _index: self.read_again())
        self.more = label(role="muted")
        self._restore = self.action("restore", self.restore_chosen)
        self.table = self._table()
        self.table.opened.connect(lambda thrown: self.restore([thrown]))
        self.table.allow(self._restore)
        self.table.chosen.connect(self._allow)
        self.action("find", self.find_box.setFocus)
        self.add_head(button_for(self._restore, role="primary"))
        self.body.addLayout(row(self.noun, self.find_box, self.more, None))
        self.body.addWidget(self.table, 1)
        self._allow()

    def read_again(self) -> None:
        """Read what was removed."""
        language, noun = self.language, self.noun.currentData()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import recycle_bin

            found = recycle_bin.list_removed(workspace.store, language, noun, limit=MOST_SHOWN + 1)
            thrown = [Thrown(each, _words(each)) for each in found if each.noun not in NOT_SHOWN]
            return thrown, recycle_bin.count_removed(workspace.store)

        self.read(work, self._show, only_latest="list")

    def arrive(self, _what: object) -> None:
        """The table is ready for the keys."""
        self.table.view.setFocus()

    def restore_chosen(self) -> None:
        """Bring the chosen records back."""
        self.restore(self.table.chosen_rows())

    def restore(self, thrown: Sequence[Thrown]) -> None:
        """Bring records back; one alone is shown where it came back to."""
        wanted = [each.id for each in thrown]
        if not wanted:
            return

        def work(workspace: Any) -> Restored:  # noqa: ANN401
            from ssc_desktop.services import edited_at_headquarters, recycle_bin, undoing

            # All or none: what is refused says that nothing was changed.
            for noun, _ in wanted:
                edited_at_headquarters.refuse_office(workspace, noun)
            changes, transactions = Changes(), []
            for noun, key in wanted:
                came_back = recycle_bin.restore(workspace, noun, key)
                if came_back.count:
                    transactions.append(undoing.last_transaction(workspace.store))
                changes |= came_back
            return Restored(changes, tuple(transactions))

        def done(result: Restored) -> None:
            self.read_again()
            words = self.language.plural(
                "{count} record restored", "{count} records restored", len(wanted)
            )
            self.desk.tell(words, lambda: self._undo(result.transactions))
            if len(wanted) == 1:
                open_record(self.desk, self, *wanted[0])

        self.change(work, done)

    def _undo(self, transactions: Iterable[int]) -> None:
        latest_first = sorted(transactions, reverse=True)

        def work(workspace: Any) -> Changes:  # noqa: ANN401
            from ssc_desktop.services import undoing

            changes = Changes()
            for each in latest_first:
                changes |= undoing.undo_transaction(workspace.store, each).changes
            return changes

        self.change(work, lambda _: self.read_again())

    def _show(self, found: tuple[list[Thrown], dict[str, int]]) -> None:
        self._thrown, counts = found
        self._offer_nouns(counts)
        shown = {noun: count for noun, count in counts.items() if noun not in NOT_SHOWN}
        self.say_below(
            self.language.plural(
                "{count} record was removed and can be restored",
                "{count} records were removed and can be restored",
                sum(shown.values()),
            )
            if shown
            else ""
        )
        is_more = len(self._thrown) > MOST_SHOWN
        words = self.language(
            "The latest {count} are shown: choose a kind of record to see others",
            count=self.language.number(MOST_SHOWN),
        )
        self.more.setText(words if is_more else "")
        self._filter()

    def _offer_nouns(self, counts: dict[str, int]) -> None:
        chosen = self.noun.currentData()
        self.noun.blockSignals(True)
        while self.noun.count() > 1:
            self.noun.removeItem(1)
        for noun, count in counts.items():
            if noun not in NOT_SHOWN:
                words = self.language(NOUN_LABELS.get(noun, noun))
                self.noun.addItem(f"{words} ({self.language.number(count)})", noun)
        self.noun.setCurrentIndex(max(self.noun.findData(chosen), 0))
        self.noun.blockSignals(False)

    def _filter(self) -> None:
        typed = fold(self.find_box.text()).split()
        self.table.show_rows(
            each for each in self._thrown[:MOST_SHOWN] if all(word in each.words for word in typed)
        )
        self._allow()

    def _allow(self) -> None:
        self._restore.setEnabled(bool(self.table.chosen_rows()))

    def _table(self) -> RecordTable:
        language = self.language

        def when(each: Thrown) -> str:
            return language.moment(each.removed.at) if each.removed.at else ""

        def who(each: Thrown) -> str:
            return " · ".join(part for part in (each.removed.by, each.removed.office) if part)

        columns = [
            text_column("title", language("Name"), lambda each: each.removed.title),
            _with_icon(text_column("noun", language("Kind of record"),
                        lambda each: language(NOUN_LABELS.get(each.removed.noun, "")))),
            text_column("line", language("About"),
                        lambda each: in_pieces(each.removed.line, language)),
            text_column("by", language("Removed by"), who),
            Column("at", language("Removed on"), when,
                   lambda each: (each.removed.at is None, each.removed.at)),
        ]  # fmt: skip
        empty = EmptyState(
            "trash-2",
            language("Nothing here"),
            language(
                "What is removed anywhere comes here and stays: activities, participants, "
                "organisations, evidence and all that belongs to them."
            ),
        )
        made = RecordTable("removed", columns, self.desk.memory, language(self.title), empty)
        made.set_widths(title=280, noun=150, line=260, by=190, at=140)
        return made


def _with_icon(column: Column) -> Column:
    return Column(
        column.name,
        column.title,
        column.text,
        column.order,
        icon=lambda each: icon(NOUN_ICONS.get(each.removed.noun, "file-text"), "muted"),
    )


def _words(removed: Any) -> str:  # noqa: ANN401
    return fold(" ".join((removed.title, removed.line, removed.by)))
