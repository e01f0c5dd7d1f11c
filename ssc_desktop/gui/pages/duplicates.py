"""Records that may be one, pair by pair: merged, or remembered as two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QProgressBar, QSplitter, QStackedWidget, QWidget

from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.merge_people import MergeDialog
from ssc_desktop.gui.forms.form import UNSEEN
from ssc_desktop.gui.ops import Job
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.places import ORGANISATION, PARTICIPANT
from ssc_desktop.gui.tables.pair_model import Pairing, PairModel, PairView
from ssc_desktop.gui.widgets.found_list import Entry, FoundList
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import Picture, card, clear, column, label, row
from ssc_desktop.language import N_

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
        self._cells = Cells(desk.language, desk.lists)
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
        self.model = PairModel(self.language, self)
        self.view = PairView(self.model, self.language("The two side by side"))
        self.view.setProperty("role", "plain")
        self.heading_of_pair = label(size="section", wrap=True)
        self._reasons = column(spacing=4)
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
        beside = card(self.heading_of_pair, self._reasons, self.view, margin=18, spacing=12)
        beside.layout().setStretch(2, 1)  # type: ignore[union-attr]
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(card(self.list, margin=6))
        split.addWidget(beside)
        split.setStretchFactor(1, 1)
        split.setSizes([360, 660])
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(
            EmptyState(
                "circle-check",
                self.language("Nothing to review"),
                self.language(
                    "No two records look alike. Pairs that may be one appear here after an import, "
                    "a bundle or a new record."
                ),
            )
        )
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

    _is_unread = False

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
        one, other = (_name(each) for each in _records(pair))
        title = one if one == other else f"{one} / {other}"
        reasons = self.language.list_of([self.language(each) for each in pair.told])
        icon = "users" if self.noun == PARTICIPANT else "building-2"
        return Entry(title, reasons, icon, open=self.merge)

    # --- one pair ---------------------------------------------------------------------------

    def _show_pair(self) -> None:
        pair = self.chosen
        if pair is None:
            return
        one, other = _records(pair)
        names = [_name(each) for each in (one, other)]
        self.heading_of_pair.setText(" / ".join(dict.fromkeys(names)))
        self._show_reasons(pair)
        self.model.show_pairings((self._title(one), self._title(other)), self._pairings(one, other))
        if self.noun == PARTICIPANT:
            self._read_activities(one.id, other.id)

    def _show_reasons(self, pair: Any) -> None:  # noqa: ANN401
        clear(self._reasons)
        told = list(zip(pair.reasons, pair.told, strict=True))
        against = [words for reason, words in told if reason.endswith(AGAINST)]
        alike = [words for reason, words in told if not reason.endswith(AGAINST)]
        for reasons, name, token in ((alike, "equal", "accent"), (against, "equal-not", "warning")):
            if reasons:
                said = label(self.language.list_of([self.language(each) for each in reasons]))
                said.setWordWrap(True)
                line = row(Picture(name, token, 16), said)
                line.setStretch(1, 1)
                self._reasons.addLayout(line)

    def _pairings(self, one: Any, other: Any) -> Iterator[Pairing]:  # noqa: ANN401
        for field in fields_of(type(one)):
            values = [getattr(each, field.name) for each in (one, other)]
            texts = [self._cells.text(field, each) for each in values]
            if any(texts) and field.name not in UNSEEN:
                words = self.language(field.facts.label)
                yield Pairing(field.name, words, texts[0], texts[1], values[0] == values[1])

    def _read_activities(self, one: UUID, other: UUID) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import merge_preview

            return merge_preview.activities_of_both(workspace.store, one, other)

        def show(taken: Sequence[Any]) -> None:
            pair = self.chosen
            if pair is None or [each.id for each in _records(pair)] != [one, other] or not taken:
                return
            texts = [
                self.language.list_of(
                    [each.activity.code or "" for each in taken if getattr(each, side) is not None]
                )
                for side in ("one", "other")
            ]
            words, (one_s, other_s) = self.language("Activities"), texts
            line = Pairing("", words, one_s, other_s, one_s == other_s)
            titles = tuple(self._title(each) for each in _records(pair))
            shown = [*self._pairings(*_records(pair)), line]
            self.model.show_pairings(titles, shown)  # type: ignore[arg-type]

        self.read(work, show, only_latest="activities")

    def _title(self, record: Any) -> str:  # noqa: ANN401
        day = self.language.date(record.created_at.date()) if record.created_at else ""
        return self.language("recorded on {day}", day=day) if day else _name(record)

    # --- deciding ---------------------------------------------------------------------------

    def merge(self) -> None:
        """Choose field by field what stands, and make the two one."""
        pair = self.chosen
        if pair is not None:
            one, other = ((each.id, _name(each)) for each in _records(pair))
            MergeDialog(self, self.desk, self.noun, one, other).open()

    def tell_apart(self) -> None:
        """Remember that these are two; they are not shown again."""
        pair = self.chosen
        if pair is None:
            return
        one, other = (each.id for each in _records(pair))
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


def _records(pair: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """The two records of a pair of people or of organisations."""
    one, other = (getattr(each, "participant", each) for each in (pair.one, pair.other))
    return one, other


def _name(record: Participant | Organisation) -> str:
    return record.full_name if isinstance(record, Participant) else record.short_name
