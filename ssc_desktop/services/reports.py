"""Reports: the narrative, the quarterly, the country sheets, as PDF or as a document to edit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.reference import codes
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.report_content import Report
from ssc_desktop.services.office_report_contents import country_sheet, quarterly
from ssc_desktop.services.printed import write_paper
from ssc_desktop.services.report_contents import narrative
from ssc_desktop.services.report_facts import Wanted, read_facts
from ssc_desktop.services.report_indicators import COMMON, PROJECT, Measured, measured
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.store import Store

NARRATIVE, QUARTERLY, COUNTRY = "narrative", "quarterly", "country"
KINDS = (NARRATIVE, QUARTERLY, COUNTRY)
PDF, DOCUMENT = ".pdf", ".docx"
FORMATS = (PDF, DOCUMENT)
_WRITERS = {NARRATIVE: narrative, QUARTERLY: quarterly, COUNTRY: country_sheet}


@dataclass(frozen=True, slots=True)
class Made:
    """A report that was made: its kind and format, the countries it has a sheet of, its content."""

    kind: str
    form: str
    content: bytes
    countries: tuple[str, ...] = ()
    path: Path | None = None


def make_report(
    workspace: Workspace,
    kind: str,
    wanted: Wanted,
    *,
    language: Language,
    form: str = PDF,
    path: Path | None = None,
) -> Made:
    """Make a report of a period, in the form the name of its file says, else in ``form``.

    A country sheet without a country has a page for each country of the programme. A report holds
    counts and what officers wrote of activities; it names no participant.
    """
    form = form_of(path) if path is not None else form
    _refuse(kind, form, wanted)
    said, countries = _said(workspace, kind, wanted, language)
    content = _written(said, kind, form, language)
    write_paper(path, content)
    return Made(kind, form, content, countries, path)


def form_of(path: Path) -> str:
    """The form the name of a file asks for."""
    form = path.suffix.lower()
    if form not in FORMATS:
        raise Problem(
            "unknown-format",
            N_("A report is a PDF or a document: its file ends in {known}. Nothing was written."),
            field="output",
            known=", ".join(FORMATS),
        )
    return form


def file_name_of(kind: str, wanted: Wanted, language: Language, form: str = PDF) -> str:
    """A name for the file of a report that says its kind, country, period and language."""
    days = [each.isoformat() for each in (wanted.since, wanted.until) if each]
    parts = (kind, wanted.country or "", *days, language.code)
    return "-".join(part for part in parts if part) + form


def _said(
    workspace: Workspace, kind: str, wanted: Wanted, language: Language
) -> tuple[tuple[Report, ...], tuple[str, ...]]:
    """What the report says; country sheets are one for each country, of one reading."""
    facts = read_facts(workspace, wanted)
    several = [facts]
    if kind == COUNTRY and wanted.country is None:
        programme = facts.around.programme
        named = programme.countries if programme else ()
        several = [facts.of_country(each) for each in named] or several
    countries = tuple(each.wanted.country for each in several if each.wanted.country)
    figures = _figures(workspace.store, wanted, countries)
    write = _WRITERS[kind]
    return tuple(write(workspace, each, figures, language) for each in several), countries


def _figures(
    store: Store, wanted: Wanted, countries: tuple[str, ...]
) -> dict[str, tuple[Measured, ...]]:
    return {code: measured(store, code, wanted, countries) for code in (PROJECT, COMMON)}


def _written(said: tuple[Report, ...], kind: str, form: str, language: Language) -> bytes:
    """The content of the file; each writer is imported when it is asked for."""
    if form == DOCUMENT:
        from ssc_desktop.paper.document import document

        return document(said, language)
    from ssc_desktop.paper.report import report, sheets

    return sheets(said, language) if kind == COUNTRY else report(said[0], language)


def _refuse(kind: str, form: str, wanted: Wanted) -> None:
    if kind not in KINDS:
        raise Problem(
            "unknown-report",
            N_("There is no report named {name}. Nothing was made. Choose one of: {known}."),
            name=kind,
            known=", ".join(KINDS),
        )
    form_of(Path(f"report{form}"))
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise Problem(
            "period-backwards",
            N_("The period ends before it begins. Nothing was made. Exchange the two days."),
            field="until",
        )
    if wanted.country is not None and wanted.country not in codes("country"):
        raise Problem(
            "unknown-code",
            N_(
                "“{country}” is no code of a country. Nothing was made. Give two letters, such as CI."
            ),
            field="country",
            country=wanted.country,
        )
