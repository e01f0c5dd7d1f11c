"""Indicators as tables: every value with its breakdowns, and the columns of a logframe."""

from __future__ import annotations

from collections.abc import Iterator

from ssc_desktop.language import N_
from ssc_desktop.services.export_columns import Columns
from ssc_desktop.services.export_facts import ExportFacts
from ssc_desktop.services.indicators import Figure
from ssc_desktop.workbook import table as kinds
from ssc_desktop.workbook.table import Column, Row, Table

MEASURES = {
    "people": N_("People"),
    "institutions": N_("Institutions"),
    "events": N_("Events"),
    "objects": N_("Objects with evidence"),
    "reported": N_("As reported"),
}
WAY_NAMES = {
    "sex": N_("Sex"),
    "age_band": N_("Age group"),
    "beneficiary_type": N_("Beneficiary type"),
    "country": N_("Country"),
    "region": N_("Region"),
    "stakeholder_category": N_("Stakeholder category"),
    "organisation_level": N_("Level"),
    "support_type": N_("Type of support"),
}
_ALL, _NOT_STATED, _TOO_FEW = N_("All"), N_("Not stated"), N_("fewer than five")


class Indicators:
    """Draws the indicators of the wanted set."""

    def __init__(self, facts: ExportFacts, columns: Columns) -> None:
        self._facts = facts
        self._say = facts.language
        self._columns = columns

    def values(self) -> Table:
        """A row for each value, then one for each code of each breakdown."""
        say, text, whole = self._say, kinds.TEXT, kinds.WHOLE
        columns = (
            Column(say(N_("Set")), text, "indicator.set"),
            Column(say(N_("Indicator")), kinds.CODE, "indicator.code"),
            Column(say(N_("Title")), text, "indicator.title"),
            Column(say(N_("What is counted")), text, "indicator.measure"),
            Column(say(N_("Breakdown")), text, "breakdown.way"),
            Column(say(N_("Category")), text, "breakdown.label"),
            Column(say(N_("{label} (code)"), label=say(N_("Category"))), kinds.CODE, "breakdown.code"),
            Column(say(N_("Value")), whole, "indicator.value", help=say(_VALUE_HELP)),
            Column(say(N_("Participations")), whole, "indicator.participations"),
            Column(say(N_("Participant-days")), kinds.DECIMAL, "indicator.participant_days"),
            Column(say(N_("Baseline")), kinds.DECIMAL, "indicator.baseline"),
            Column(say(N_("Target")), kinds.DECIMAL, "indicator.target"),
            Column(say(N_("Records behind it")), whole, "indicator.sources"),
            Column(say(N_("Not yet received")), whole, "indicator.not_received"),
            Column(say(N_("Frozen at")), kinds.MOMENT, "indicator.frozen_at"),
            Column(say(N_("Comment")), text, "indicator.comment"),
        )  # fmt: skip
        return Table("indicators", say(N_("Indicators")), columns, self._rows())

    def _rows(self) -> Iterator[Row]:
        for figure in self._facts.figures:
            yield (
                *self._begun(figure),
                *(self._say(_ALL), self._say(_ALL), ""),
                *(figure.value, figure.participations, figure.participant_days),
                *(figure.baseline, figure.target, len(figure.sources), figure.not_received),
                *(figure.frozen_at, figure.comment),
            )
            for way, cells in figure.by.items():
                for code, count in cells.items():
                    yield self._cell(figure, way, code, count)

    def _begun(self, figure: Figure) -> Row:
        measure = self._say(MEASURES.get(figure.measure, figure.measure))
        return figure.set, figure.code, figure.title(self._say), measure

    def _cell(self, figure: Figure, way: str, code: str, count: int | None) -> Row:
        name = self._columns.code_name(way, code) if code else self._say(_NOT_STATED)
        value: object = self._say(_TOO_FEW) if count is None else count
        told = (self._say(WAY_NAMES.get(way, way)), name, code, value)
        return (*self._begun(figure), *told, *(None,) * 8)


_VALUE_HELP = N_(
    "People and institutions count once in the period, whatever the number of activities."
)
