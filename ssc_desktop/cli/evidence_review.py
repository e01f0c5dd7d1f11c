"""`evidence` for who checks: how complete it is, and all that proves an activity in one file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, option
from ssc_desktop.cli.evidence import evidence as evidence
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.printing import LANGUAGE_HELP, paper_language
from ssc_desktop.cli.report import DAY, SINCE_HELP, UNTIL_HELP, day_of
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import LANGUAGES, N_

if TYPE_CHECKING:
    from ssc_desktop.services.audit_pack import Packed
    from ssc_desktop.services.evidence_completeness import ActivityEvidence, PeriodEvidence


@evidence.command(
    "completeness",
    help=N_("Show which expected documents the activities that are over keep, and which lack."),
    example="ssc-desktop evidence completeness --from 2021-07-01 --to 2021-09-30 --json",
)
@option("--from", "since", type=DAY, metavar="DATE", help=SINCE_HELP)
@option("--to", "until", type=DAY, metavar="DATE", help=UNTIL_HELP)
@option("--country", metavar="CODE", help=N_("Only this country."))
def _completeness(since: datetime | None, until: datetime | None, country: str | None) -> None:
    from ssc_desktop.services.evidence_completeness import by_quarter, evidence_completeness

    call = this_call()
    with opened(call) as workspace:
        found = evidence_completeness(
            workspace.store, day_of(since), day_of(until), country=country
        )
    shape: Shape = {
        "from": plain(day_of(since)),
        "to": plain(day_of(until)),
        **_of_period(found),
        "periods": [{"period": each.period, **_of_period(each)} for each in by_quarter(found)],
        "by_activity": [_of_activity(each) for each in found.activities],
    }
    call.answer(shape, lambda: _show(call, found))


def _of_period(found: PeriodEvidence) -> Shape:
    return {
        "activities": len(found.activities),
        "complete": found.complete,
        "expected": found.expected,
        "kept": found.kept,
        "share": round(found.share, 4),
        "missing": dict(found.missing),
    }


def _of_activity(each: ActivityEvidence) -> Shape:
    return {
        "code": each.code,
        "title": each.title,
        "start": plain(each.start),
        "end": plain(each.end),
        "country": each.country,
        "expected": [{"types": list(one.types), "kept": one.kept} for one in each.expected],
        "kept": each.kept,
        "share": round(each.share, 4),
        "missing": list(each.missing),
    }


def _show(call: Call, found: PeriodEvidence) -> None:
    from ssc_desktop.domain.reference import name_of

    language = call.language
    rows = [
        (
            each.code,
            each.title,
            f"{each.kept}/{len(each.expected)}",
            language.list_of([name_of("evidence_type", code, language) for code in each.missing]),
        )
        for each in found.activities
    ]
    call.table((N_("Code"), N_("Title"), N_("Kept of expected"), N_("Missing")), rows)
    call.say(N_("Complete: {share}"), share=language.percent(found.share))


@evidence.command(
    "pack",
    help=N_(
        "Write all that proves an activity to one zip file, with an index that says what is missing; it holds personal data and is not encrypted."
    ),
    example="ssc-desktop evidence pack ACSS-CI-2021-ECH-001 --output pack.zip",
)
@click.argument("code")
@option("--language", "named", type=click.Choice(LANGUAGES), help=LANGUAGE_HELP)
@option(
    "--output", type=READ_FILE, required=True, metavar="FILE.zip", help=N_("Zip file to write.")
)
def _pack(code: str, named: str | None, output: Path) -> None:
    from ssc_desktop.services.audit_pack import pack_evidence

    call = this_call()
    language = paper_language(named)
    with opened(call) as workspace:
        packed = pack_evidence(workspace, code, output, language=language)
    shape = {
        "file": str(output),
        "language": language.code,
        "bytes": packed.size,
        "files": [
            {"path": each.path, "kind": each.kind, "size": each.size, "sha256": each.sha256}
            for each in packed.files
        ],
        "missing": [{"what": what, "why": why} for what, why in packed.missing],
    }
    call.answer(shape, lambda: _show_pack(call, packed))


def _show_pack(call: Call, packed: Packed) -> None:
    call.table(
        (N_("File"), N_("What it is"), N_("Size")),
        [(each.path, each.kind, each.size) for each in packed.files],
    )
    if packed.missing:
        call.table((N_("Missing"), N_("Why")), packed.missing)
    call.say(N_("Written: {file}"), file=packed.path)
    call.note(N_("The pack holds personal data and is not encrypted. Keep it safe."))
