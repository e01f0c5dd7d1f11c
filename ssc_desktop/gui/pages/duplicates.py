"""Records that may be one, pair by pair: merged, or remembered as two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QProgressBar, QSplitter, QStackedWidget, QWidget

from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.merge_people import MergeDialog
from ssc_desktop.gui.ops import Job
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.places import ORGANISATION, PARTICIPANT
from ssc_desktop.gui.widgets.found_list import Entry, FoundList
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.pair_card import PairCard, name_of, records_of
from ssc_desktop.gui.widgets.plain import card
from ssc_desktop.language import N_, Language

MOST_SHOWN = 200
# A reason whose name ends so speaks against the two being one.
AGAINST = ("-differs", "-far")


@in_navigation
class DuplicatesPage(Page):
    """Goes through the pairs from the likeliest on, by keyboard."""

    name: ClassVar[str] = "duplicates"
    title: ClassVar[str] = N_("Possible duplicates")
    icon: ClassVar[str] = "users"
    order: ClassVar[int] = 31
    under: ClassVar[str] = "participants"
    nouns: ClassVar[frozenset[str]] = frozenset({"participant", "organisation", "distinct_pair"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pairs: list[Any] = []
        self._job: Job | None = None
        self._is_unread = False
        self.what = QComboBox()
        self.what.setAccessibleName(self.language("Kind of record"))
        self.what.addItem(self.language("Participants"), PARTICIPANT)
        self.what.addItem(self.language("Organisations"), ORGANISATION)
        self.what.currentIndexChanged.connect(lambda _index: self._turn())
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.language("Comparing…"))
        self.progress.hide()
        self.list = FoundList(self.language(self.title), opens_on_click=False)
        self.list.setMinimumWidth(280)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_pair())
        self.list.opened.connect(lambda _entry: self.merge())
        self.card = PairCard(desk)
        self._set_up_actions()
        self._lay_out()

    def _set_up_actions(self) -> None:
        self.add_before_title(
            tool_for(self.action("back", lambda: self.desk.go(self._page_of_noun())))
        )
        self._merge = self.action("merge_pair", self.merge)
        self._two = self.action("two_records", self.tell_apart)
        self.action("next_pair", lambda: self.list.step(1))
        self.action("previous_pair", lambda: self.list.step(-1))
        self.two_button = button_for(self._two)
        self.merge_button = button_for(self._merge, role="primary")
        self.add_head(self.what, self.two_button, self.merge_button)

    def _lay_out(self) -> None:
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(card(self.list, margin=6))
        split.addWidget(self.card)
        split.setStretchFactor(1, 1)
        split.setSizes([360, 660])
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(nothing_to_review(self.language))
        self._stack.addWidget(QWidget())
        self._stack.setCurrentIndex(2)
        self.body.addWidget(self.progress)
        self.body.addWidget(self._stack, 1)

    # --- reading ----------------------------------------------------------------------------

    @property
    def noun(self) -> str:
        """What is compared: participants or organisations."""
        return str(self.what.currentData())

    @property
    def chosen(self) -> Any:  # noqa: ANN401
        """The pair one is on, or None."""
        row = self.list.currentIndex().row()
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    def arrive(self, what: object) -> None:
        """Show the pairs of participants, or of organisations where they are asked for."""
        if what in (PARTICIPANT, ORGANISATION):
            self.what.setCurrentIndex(self.what.findData(what))
        self.list.setFocus()
        if self._job is None and self._is_unread:
            self.read_again()

    def leave(self) -> None:
        """Stop comparing: whatever is done elsewhere comes first."""
        if self._job is not None:
            self._job.cancel()
            self._is_unread = True
            self._rest()

    def read_again(self) -> None:
        """Compare whoever changed since the last time, and read the pairs."""
        self._is_unread = False
        if self._job is not None:
            self._job.cancel()
        noun = self.noun

        def work(workspace: Any, told: Callable[[int, int], None]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import duplicates

            most = MOST_SHOWN + 1
            if noun == PARTICIPANT:
                return duplicates.likely_duplicates(workspace.store, limit=most, progress=told)
            return duplicates.likely_duplicate_organisations(workspace.store, limit=most)

        self._job = self.desk.ops.read(
            self, work, self._show, only_latest="pairs", told=self._progress
        )

    def _turn(self) -> None:
        self.pairs = []
        self._stack.setCurrentIndex(2)
        self.say_below("")
        self.read_again()

    def _progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setVisible(done < total)

    def _rest(self) -> None:
        self._job = None
        self.progress.hide()

    def _show(self, pairs: Sequence[Any]) -> None:
        self._rest()
        place = max(self.list.currentIndex().row(), 0)
        self.pairs = list(pairs[:MOST_SHOWN])
        self.list.show_entries([self._entry(each) for each in self.pairs])
        if self.pairs:
            self.list.setCurrentIndex(self.list.found.index(min(place, len(self.pairs) - 1)))
        self._stack.setCurrentIndex(0 if self.pairs else 1)
        for each in (self._merge, self._two):
            each.setEnabled(bool(self.pairs))
        self.say_below(self._count(len(pairs)) if self.pairs else "")
        self._show_pair()

    def _count(self, count: int) -> str:
        if count > MOST_SHOWN:
            shown = self.language.number(MOST_SHOWN)
            return self.language("The {count} likeliest pairs, the likeliest first", count=shown)
        return self.language.plural(
            "{count} pair to review", "{count} pairs to review, the likeliest first", count
        )

    def _entry(self, pair: Any) -> Entry:  # noqa: ANN401
        one, other = (name_of(each, self.language) for each in records_of(pair))
        title = one if one == other else f"{one} / {other}"
        reasons = self.language.list_of([self.language(each) for each in pair.told])
        icon = "users" if self.noun == PARTICIPANT else "building-2"
        return Entry(title, reasons, icon, open=self.merge)

    def _show_pair(self) -> None:
        if self.chosen is not None:
            self.card.show_pair(self.chosen)

    # --- deciding ---------------------------------------------------------------------------

    def merge(self) -> None:
        """Choose field by field what stands, and make the two one."""
        pair = self.chosen
        if pair is not None:
            one, other = ((each.id, name_of(each, self.language)) for each in records_of(pair))
            MergeDialog(self, self.desk, self.noun, one, other).open()

    def tell_apart(self) -> None:
        """Remember that these are two; they are not shown again."""
        pair = self.chosen
        if pair is None:
            return
        one, other = (each.id for each in records_of(pair))
        words = N_("Remembered: they are two people")
        if self.noun == ORGANISATION:
            words = N_("Remembered: they are two organisations")
        self._decide(one, other, apart=True, then=lambda: self.desk.tell(
            self.language(words), lambda: self._decide(one, other, apart=False)
        ))  # fmt: skip

    def _decide(
        self, one: UUID, other: UUID, *, apart: bool, then: Callable[[], object] | None = None
    ) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import duplicates

            decide = duplicates.dismiss if apart else duplicates.restore_pair
            return decide(workspace.store, one, other)

        def done(_: Any) -> None:  # noqa: ANN401
            self.read_again()
            if then is not None:
                then()

        self.change(work, done)

    def _page_of_noun(self) -> str:
        return "participants" if self.noun == PARTICIPANT else "organisations"


def nothing_to_review(language: Language) -> EmptyState:
    """What stands in place of the pairs while there are none."""
    words = language(
        "No two records look alike. Pairs that may be one appear here after an import, a bundle or "
        "a new record."
    )
    return EmptyState("circle-check", language("Nothing to review"), words)
