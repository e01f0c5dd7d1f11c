"""What stands around every report: its period, office and Action, its head and its foot."""

from __future__ import annotations

from collections.abc import Iterable

from ssc_desktop.domain.programme import Programme
from ssc_desktop.domain.reference import name_of
from ssc_desktop.language import Language
from ssc_desktop.paper.frame import Printing
from ssc_desktop.paper.report_content import Part, Report
from ssc_desktop.services import sheet_contents
from ssc_desktop.services.report_facts import ReportFacts
from ssc_desktop.services.workspaces import Workspace


def framed(
    workspace: Workspace,
    facts: ReportFacts,
    title: str,
    parts: Iterable[Part],
    language: Language,
) -> Report:
    """Parts with what stands at the head and foot of every report."""
    around, programme = facts.around, facts.around.programme
    disclaimer = ""
    if programme is not None:
        disclaimer = language.choose(
            programme.disclaimer_en, programme.disclaimer_fr, programme.disclaimer_ar
        )
    return Report(
        title=title,
        about=about(workspace, facts, language),
        parts=tuple(parts),
        printing=Printing(facts.at, around.officer),
        action=action_of(programme, language),
        contract=(programme.contract_no if programme else None) or "",
        disclaimer=disclaimer,
        visibility=sheet_contents.visibility_of(around, "", language),
    )


def about(workspace: Workspace, facts: ReportFacts, language: Language) -> str:
    """The period, the country where it is of one, and the office whose records these are."""
    country = name_of("country", facts.wanted.country, language)
    parts = (country, period_shown(facts, language), workspace.office.name)
    return "  ·  ".join(part for part in parts if part)


def period_shown(facts: ReportFacts, language: Language) -> str:
    """The period in words; open at one end where a day was not given."""
    since, until = facts.wanted.since, facts.wanted.until
    if since and until:
        return language.dates(since, until)
    if since:
        return language("from {day}", day=language.date(since, "long"))
    if until:
        return language("until {day}", day=language.date(until, "long"))
    return language("All that is recorded")


def action_of(programme: Programme | None, language: Language) -> str:
    """The title of the Action."""
    if programme is None:
        return ""
    return language.choose(programme.title_en, programme.title_fr, programme.title_ar)
