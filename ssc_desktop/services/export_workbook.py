"""The workbook headquarters works with: every noun as a sheet, indicators, dictionary, code lists."""

from __future__ import annotations

from pathlib import Path

from ssc_desktop.domain import reference as shipped
from ssc_desktop.domain.disclosure import IDENTIFIED
from ssc_desktop.language import N_
from ssc_desktop.services import reference
from ssc_desktop.services.export_columns import Columns
from ssc_desktop.services.export_facts import ExportFacts
from ssc_desktop.services.export_indicators import Indicators
from ssc_desktop.services.export_sheets import Sheets
from ssc_desktop.workbook.book import Progress, write_book
from ssc_desktop.workbook.dictionary import code_sheet, dictionary, lists_used
from ssc_desktop.workbook.table import Column, Row, Table

LEVELS_TOLD = {
    "pseudonymised": N_("People stand under pseudonyms: no names, telephones or e-mails."),
    "identified": N_("People stand under their names: keep this file as you keep the workspace."),
}


def write_workbook(path: Path, facts: ExportFacts, progress: Progress) -> int:
    """Write the workbook; returns how many rows it holds."""
    columns = Columns(facts)
    *records, evidence = Sheets(facts).all()
    tables = [*records, Indicators(facts, columns).values(), evidence]
    used = [each for each in lists_used(tables) if shipped.shipped(each)]
    lists = {each: reference.entries(facts.store, each) for each in used}
    told = dictionary(tables, facts.language)
    book = [*tables, told, code_sheet(lists, facts.language), _about(facts)]
    return write_book(path, book, facts.language, progress=progress)


def _about(facts: ExportFacts) -> Table:
    """What the file is: of which programme, which period, how much of people it tells."""
    say, wish, programme = facts.language, facts.wish, facts.programme
    office = facts.workspace.office
    rows: list[Row] = [
        (say(N_("Programme")), facts.programme_title()),
        (say(N_("Contract number")), programme.contract_no if programme else ""),
        (say(N_("From")), wish.since),
        (say(N_("To")), wish.until),
        (say(N_("Made at")), facts.at),
        (say(N_("Made by")), f"{office.name} ({office.code})"),
        (say(N_("Level")), say(LEVELS_TOLD[wish.level])),
        (say(N_("Indicators")), wish.set_code),
        (say(N_("Small numbers")), say(_SMALL)),
    ]
    if wish.level == IDENTIFIED:
        rows.append((say(N_("Restricted fields")), say(_RESTRICTED)))
    if programme is not None:
        words = say.choose(
            programme.disclaimer_en, programme.disclaimer_fr, programme.disclaimer_ar
        )
        rows.append((say(N_("Disclaimer")), words))
    columns = (Column(say(N_("About this file"))), Column(""))
    return Table("about", say(N_("About this file")), columns, rows)


_SMALL = N_(
    "Of activities marked as sensitive, numbers below five and breakdowns that would tell them are empty."
)
_RESTRICTED = N_("Statuses, disability and notes about people never leave in a plain file.")
