"""The action plans of the programme and their commitments, to read; headquarters edits them."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.programme import Commitment, Programme
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.lists import text_of, title_of
from ssc_desktop.gui.pages.page import Page, in_navigation
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
    nouns: ClassVar[frozenset[str]] = frozenset({"programme", "action_plan", "commitment"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._cells = Cells(desk.language, desk.lists)
        self._commitments: list[Commitment] = []
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
        self.body.addWidget(card(self._programme, self._facts, margin=18, spacing=10))
        self.body.addLayout(row(self.plan, None))
        self.body.addWidget(self.table, 1)

    def read_again(self) -> None:
        """Read the programme, the plans and the commitments."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import programmes

            store = workspace.store
            return (
                programmes.show_programme(store),
                programmes.list_action_plans(store),
                programmes.list_commitments(store),
            )

        self.read(work, self._show, only_latest="all")

    def _show(self, found: tuple[Any, list[Any], list[Any]]) -> None:
        programme, plans, self._commitments = found
        self._show_programme(programme)
        chosen = self.plan.currentData()
        self.plan.blockSignals(True)
        self.plan.clear()
        self.plan.addItem(self.language("All action plans"), None)
        for each in plans:
            self.plan.addItem(f"{each.code} · {title_of(each, self.language)}", each.id)
        self.plan.setCurrentIndex(max(self.plan.findData(chosen), 0))
        self.plan.blockSignals(False)
        self._filter()

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
        self.table.show_rows(
            each for each in self._commitments if wanted in (None, each.action_plan_id)
        )

    def _table(self) -> RecordTable:
        language, lists = self.language, self.desk.lists
        texts = {
            "code": (language("Code"), lambda each: each.code or ""),
            "text": (language("Reciprocal commitment"), lambda each: text_of(each, language)),
            "theme": (language("Theme"), lambda each: lists.name("theme", each.theme)),
            "state": (language("State"), lambda each: lists.name("commitment_state", each.state)),
            "lead": (
                language("Lead institution"),
                lambda each: lists.record_name("organisation", each.lead_organisation_id),
            ),
        }
        columns = [text_column(name, title, text) for name, (title, text) in texts.items()]
        words = language("Headquarters sends the action plans with its return bundles.")
        empty: QWidget = EmptyState("clipboard-list", language("No commitment here"), words)
        title = language("Reciprocal commitments")
        made = RecordTable("commitments", columns, self.desk.memory, title, empty)
        made.set_widths(code=110, text=460, theme=170, state=110, lead=180)
        return made
