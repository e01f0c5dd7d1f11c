"""OPSYS: the columns of the logframe of the European Union, one row for each indicator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ssc_desktop.language import N_
from ssc_desktop.services.export_facts import ExportFacts
from ssc_desktop.services.export_lists import write_list
from ssc_desktop.services.indicators import Figure
from ssc_desktop.workbook import table as kinds
from ssc_desktop.workbook.book import Progress
from ssc_desktop.workbook.table import Column, Row, Table

# Nobody reads more codes in one cell.
_MOST_CODES = 12
_OUTPUT = N_("Output")
_RECORDS = {
    "activity": N_("Attendance by half-day with signed sheets: {codes}"),
    "output": N_("Documents with evidence: {codes}"),
}


def write_opsys(path: Path, facts: ExportFacts, progress: Progress) -> int:
    """Write the indicators of the set that have a value, a baseline or a target."""
    told = [
        each
        for each in facts.figures
        if each.value or each.target is not None or each.baseline is not None
    ]
    table = Table("logframe", facts.language(N_("Logframe")), _columns(facts), _rows(facts, told))
    return write_list(path, table, facts.language, progress)


def _columns(facts: ExportFacts) -> tuple[Column, ...]:
    say, number = facts.language, kinds.DECIMAL
    return (
        Column(say(N_("Results chain")), name="results_chain"),
        Column(say(N_("Indicator")), name="indicator"),
        Column(say(N_("Indicator code")), kinds.CODE, "indicator_code"),
        Column(say(N_("Baseline (value)")), number, "baseline_value"),
        Column(say(N_("Baseline (year)")), kinds.YEAR, "baseline_year"),
        Column(say(N_("Target (value)")), number, "target_value"),
        Column(say(N_("Target (year)")), kinds.YEAR, "target_year"),
        Column(say(N_("Current value")), number, "current_value"),
        Column(say(N_("Date of the current value")), kinds.DAY, "current_value_date"),
        Column(say(N_("Women")), kinds.WHOLE, "current_value_women"),
        Column(say(N_("Men")), kinds.WHOLE, "current_value_men"),
        Column(say(N_("Source of data")), name="source_of_data"),
        Column(say(N_("Assumptions")), name="assumptions"),
        Column(say(N_("Comment")), name="comment"),
    )


def _rows(facts: ExportFacts, told: list[Figure]) -> Iterator[Row]:
    programme = facts.programme
    first = programme.starts_on if programme else None
    last = programme.ends_on if programme else None
    for each in told:
        sexes = each.by.get("sex", {})
        yield (
            facts.language(_OUTPUT),
            each.title(facts.language),
            each.code,
            each.baseline,
            first.year if each.baseline is not None and first else None,
            each.target,
            last.year if each.target is not None and last else None,
            each.value,
            _day_of(facts, each),
            sexes.get("F"),
            sexes.get("M"),
            _sources(facts, each),
            "",
            each.comment,
        )


def _day_of(facts: ExportFacts, figure: Figure) -> date:
    """The day the value is of: the end of the period, when it was frozen, else today."""
    if facts.wish.until:
        return facts.wish.until
    return (figure.frozen_at or facts.at).astimezone().date()


def _sources(facts: ExportFacts, figure: Figure) -> str:
    codes: dict[str, list[str]] = {}
    for each in figure.sources:
        codes.setdefault(each.kind, []).append(each.code or each.title)
    told = []
    for kind, found in codes.items():
        shown = facts.language.list_of(found[:_MOST_CODES]) + ("…" if found[_MOST_CODES:] else "")
        told.append(facts.language(_RECORDS.get(kind, "{codes}"), codes=shown))
    return ". ".join(told)
