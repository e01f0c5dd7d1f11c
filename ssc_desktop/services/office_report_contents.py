"""What the quarterly office report and the country sheet say, shorter than the narrative report."""

from __future__ import annotations

from collections.abc import Iterable

from ssc_desktop.language import N_, Language
from ssc_desktop.paper.report_content import Block, Figures, Gap, Part, Remark, Report
from ssc_desktop.services import report_tables as tables
from ssc_desktop.services.report_contents import (
    NOTHING,
    evidence_part,
    figures_of,
    notes_on,
    people_blocks,
)
from ssc_desktop.services.report_facts import ReportFacts
from ssc_desktop.services.report_frame import framed
from ssc_desktop.services.report_indicators import COMMON, PROJECT, Measured, indicators_blocks
from ssc_desktop.services.report_progress import course_blocks
from ssc_desktop.services.workspaces import Workspace

QUARTERLY, COUNTRY = N_("Quarterly report of the office"), N_("Country sheet")
Measures = dict[str, tuple[Measured, ...]]


def quarterly(
    workspace: Workspace, facts: ReportFacts, figures: Measures, language: Language
) -> Report:
    """The report an office hands in: figures, activities, indicators, money, what is missing."""
    return framed(workspace, facts, QUARTERLY, _quarterly_parts(facts, figures, language), language)


def _quarterly_parts(facts: ReportFacts, figures: Measures, language: Language) -> Iterable[Part]:
    yield Part(
        language("The period in figures"),
        (Figures(figures_of(facts, language)), *people_blocks(facts, language)),
    )
    yield _activities(facts, language)
    course = course_blocks(facts, language)
    if course:
        yield Part(language("Course of the period"), course)
    yield _indicators(facts, figures, language)
    recommended = tables.recommendations_table(facts, language)
    if recommended.rows:
        yield Part(language("Recommendations"), (recommended,))
    money = tables.budget_table(facts, language)
    yield Part(language("Budget"), (money if money.rows else Gap(language(NOTHING)),))
    yield evidence_part(facts, language)
    if facts.coming:
        yield Part(
            language("Coming activities"),
            (tables.activities_table(facts, facts.coming, language),),
        )


def _activities(facts: ReportFacts, language: Language) -> Part:
    found = facts.activities
    block: Block = Gap(language(NOTHING))
    if found:
        block = tables.activities_table(facts, found, language)
    return Part(language("Activities"), (block,))


def _indicators(facts: ReportFacts, figures: Measures, language: Language) -> Part:
    blocks = tuple(
        block
        for code in (PROJECT, COMMON)
        for block in indicators_blocks(figures.get(code, ()), facts.wanted, language)
    )
    return Part(language("Indicators"), blocks or (Gap(language(NOTHING)),))


def country_sheet(
    workspace: Workspace, facts: ReportFacts, figures: Measures, language: Language
) -> Report:
    """One page of one country: figures, reached against target, activities, commitments."""
    return framed(workspace, facts, COUNTRY, _country_parts(facts, figures, language), language)


def _country_parts(facts: ReportFacts, figures: Measures, language: Language) -> Iterable[Part]:
    numbers: list[Block] = [
        Figures(figures_of(facts, language)),
        Remark(language("Of all activities that take place in the country or concern it.")),
    ]
    numbers += notes_on(facts, language)
    yield Part(language("The period in figures"), tuple(numbers), level=2)
    shown = indicators_blocks(
        figures.get(COMMON, ()), facts.wanted, language, may_shorten=True
    ) or (Gap(language(NOTHING)),)
    yield Part(language("Indicators"), shown, level=2)
    # The latest stand first: they are kept where the page is full.
    latest = tuple(reversed(facts.activities))
    block: Block = Gap(language(NOTHING))
    if latest:
        block = tables.activities_table(facts, latest, language, may_shorten=True)
    yield Part(language("Activities"), (block,), level=2)
    commitments = tables.commitments_table(facts, language, facts.wanted.country, may_shorten=True)
    if commitments.rows:
        yield Part(language("Reciprocal commitments"), (commitments,), level=2)
