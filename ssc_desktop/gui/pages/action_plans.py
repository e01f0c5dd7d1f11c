"""The action plans, their commitments and the activities that serve each; headquarters edits them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QSplitter, QWidget

from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.programme import Programme
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.lists import text_of, title_of
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.parts.reference_deeds import ReferenceDeeds
from ssc_desktop.gui.tables.commitment_progress import (
    DONE,
    Served,
    progress_columns,
    served_activities,
)
from ssc_desktop.gui.tables.gauge import GaugeDelegate
from ssc_desktop.gui.tables.record_model import text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import card, clear, label, row
from ssc_desktop.language import N_

SHOWN_OF_PROGRAMME = ("contract_no", "starts_on", "ends_on", "budget", "funders", "agencies")


@in_navigation
class ActionPlansPage(Page):
    """The programme, its bilateral action plans, and what each side committed to."""

    name: ClassVar[str] = "action_plans"
    title: ClassVar[str] = N_("Action plans")
    icon: ClassVar[str] = "clipboard-list"
    order: ClassVar[int] = 50
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"programme", "action_plan", "commitment", "activity"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._cells = Cells(desk.language, desk.lists)
        self._commitments: list[Served] = []
        self.programme: Programme | None = None
        self.plans: dict[UUID, Any] = {}
        self._wanted: UUID | None = None
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self._facts.setColumnStretch(3, 1)
        self._programme = label(bold=True, wrap=True)
        self.plan = QComboBox()
        self.plan.setAccessibleName(self.language("Action plan"))
        self.plan.setMinimumContentsLength(40)
        self.plan.currentIndexChanged.connect(lambda _index: self._filter())
        self.table = self._table()
        self.activities = served_activities(desk)
        self.table.chosen.connect(self._show_activities)
        is_edited = desk.is_headquarters
        self.deeds = ReferenceDeeds(self) if is_edited else None
        if self.deeds is None:
            self.table.opened.connect(lambda _line: self.activities.view.setFocus())
        self.activities.opened.connect(lambda each: desk.go("activity", each.id))
        self.body.addWidget(card(self._programme, self._facts, margin=18, spacing=10))
        self.body.addLayout(row(self.plan, *self._buttons(), None))
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(12)
        both.addWidget(self.table)
        both.addWidget(self.activities)
        both.setSizes([300, 160])
        self.body.addWidget(both, 1)

    def _buttons(self) -> list[QHBoxLayout]:
        return [] if self.deeds is None else [self.deeds.beside_plans()]

    def read_again(self) -> None:
        """Read the programme, the plans and the commitments."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities, programmes, reached

            store = workspace.store
            found = defaultdict(list)
            for each in activities.list_activities(store):
                found[each.commitment_id].append(each)
            plans = reached.plan_progress(store)
            served = [
                Served(each.commitment, each.by_status, tuple(found[each.commitment.id]))
                for plan in plans
                for each in plan.commitments
            ]
            known = {each.id for each in served}
            served += [
                Served(each, {}, tuple(found[each.id]))
                for each in programmes.list_commitments(store)
                if each.id not in known
            ]
            return programmes.show_programme(store), [each.plan for each in plans], served

        self.read(work, self._show, only_latest="all")

    def _show(self, found: tuple[Any, list[Any], list[Served]]) -> None:
        self.programme, plans, self._commitments = found
        self.plans = {each.id: each for each in plans}
        self._show_programme(self.programme)
        chosen = self.plan.currentData()
        self.plan.blockSignals(True)
        self.plan.clear()
        self.plan.addItem(self.language("All action plans"), None)
        for each in plans:
            self.plan.addItem(f"{each.code} · {title_of(each, self.language)}", each.id)
        self.choose_plan(chosen)
        self.plan.blockSignals(False)
        self._filter()

    def choose_plan(self, key: UUID | None) -> None:
        """Show the commitments of one plan, or of all where it is not there any more."""
        # A combo box finds the same key only, not one that is equal.
        keys = [None, *self.plans]
        self.plan.setCurrentIndex(keys.index(key) if key in keys else 0)

    def _show_programme(self, programme: Programme | None) -> None:
        clear(self._facts)
        if programme is None:
            self._programme.setText(self.language("No programme in this workspace yet"))
            return
        self._programme.setText(title_of(programme, self.language))
        shown = 0
        for name in SHOWN_OF_PROGRAMME:
            field = field_named(Programme, name)
            value = self._cells.text(field, getattr(programme, name)) if field else ""
            if field is None or not value:
                continue
            words = label(self.language(field.facts.label), role="muted")
            line, side = divmod(shown, 2)
            self._facts.addWidget(words, line, side * 2, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(value, wrap=True), line, side * 2 + 1)
            shown += 1

    def _filter(self) -> None:
        wanted = self.plan.currentData()
        if self.deeds is not None:
            self.deeds.allow()
        self.table.show_rows(
            each for each in self._commitments if wanted in (None, each.commitment.action_plan_id)
        )
        if self._wanted is not None and self.table.choose({self._wanted}):
            self._wanted = None
        self._show_activities()

    def arrive(self, what: object) -> None:
        """Go to the commitment that was asked for."""
        self._wanted = UUID(what) if isinstance(what, str) else None
        if isinstance(what, UUID):
            self._wanted = what
        if self._wanted is not None and self._commitments:
            self._filter()

    def _show_activities(self) -> None:
        """The activities of the commitment one is on."""
        chosen = self.table.chosen_rows()
        self.activities.show_rows(chosen[0].activities if chosen else ())

    def _table(self) -> RecordTable:
        language, lists = self.language, self.desk.lists
        texts = {
            "code": (language("Code"), lambda each: each.commitment.code or ""),
            "text": (
                language("Reciprocal commitment"),
                lambda each: text_of(each.commitment, language),
            ),
            "theme": (language("Theme"), lambda each: lists.name("theme", each.commitment.theme)),
            "state": (
                language("State"),
                lambda each: lists.name("commitment_state", each.commitment.state),
            ),
            "lead": (
                language("Lead institution"),
                lambda each: lists.record_name(
                    "organisation", each.commitment.lead_organisation_id
                ),
            ),
        }
        columns = [text_column(name, title, text) for name, (title, text) in texts.items()]
        columns[4:4] = progress_columns(language)
        words = language("Headquarters sends the action plans with its return bundles.")
        empty: QWidget = EmptyState("clipboard-list", language("No commitment here"), words)
        title = language("Reciprocal commitments")
        made = RecordTable("commitments", columns, self.desk.memory, title, empty)
        made.set_widths(code=110, text=340, theme=150, state=110, activities=90, done=150, lead=180)
        at = [each.name for each in columns].index(DONE)
        made.view.setItemDelegateForColumn(at, GaugeDelegate(made.view, lambda each: each.share))
        return made
