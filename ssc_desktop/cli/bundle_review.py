"""`bundle` at headquarters: what would change, which laptop stands where, an import taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.bundle import bundle as bundle
from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.progress import progress_bar
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.laptop_standing import LaptopStanding
    from ssc_desktop.services.previewing import PreviewedFile
    from ssc_desktop.services.record_standing import RecordStanding

_ID = "018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f"


@bundle.command(
    "preview",
    help=N_("Show what importing bundles would change, by office and record; nothing is written."),
    example="ssc-desktop bundle preview /media/stick --workspace headquarters",
)
@click.argument("files", metavar="FILE...", type=READ_FILE, nargs=-1, required=True)
def _preview(files: tuple[Path, ...]) -> None:
    from ssc_desktop.services.previewing import preview_bundles

    call = this_call()
    with opened(call) as workspace, progress_bar(call, N_("Looking at bundles")) as advance:
        found = preview_bundles(workspace, files, advance)
    shape = {
        "files": [_previewed(call, each) for each in found.files],
        "records": [
            {
                "record": f"{each.noun}/{each.key}",
                "act": each.act,
                "office": each.office,
                "fields": list(each.fields),
                "conflicts": list(each.conflicts),
            }
            for each in found.records
        ],
        "counts": {
            office: {noun: dict(counts) for noun, counts in nouns.items()}
            for office, nouns in found.counts.items()
        },
    }
    rows = [
        (office, noun, counts.get("added", 0), counts.get("changed", 0), counts["conflicts"])
        for office, nouns in found.counts.items()
        for noun, counts in nouns.items()
    ]
    heads = (N_("Office"), N_("Which record"), N_("Added"), N_("Changed"), N_("Conflicts"))
    call.answer(shape, lambda: call.table(heads, rows))


@bundle.command(
    "undo",
    help=N_("Take back all that came new with an imported bundle, as later changes."),
    example="ssc-desktop bundle undo ABJ-00001.sscb --workspace headquarters",
)
@click.argument("file", type=READ_FILE)
def _undo(file: Path) -> None:
    from ssc_desktop.services.bundle_undo import undo_import_of

    call = this_call()
    with opened(call) as workspace:
        undone = undo_import_of(workspace, file)
    shape = {
        "nouns": sorted(undone.changes.nouns),
        "count": undone.changes.count,
        "left": [{"noun": each.noun, "id": each.key, "field": each.field} for each in undone.left],
        "tx": undone.tx,
    }
    call.answer(
        shape,
        lambda: call.say(
            N_(
                "Taken back: {count} records; left as they are: {left}. To undo it: history undo {tx}"
            ),
            count=call.language.number(undone.changes.count),
            left=call.language.number(len(undone.left)),
            tx=undone.tx,
        ),
    )


@bundle.command(
    "laptops",
    help=N_("At headquarters: show where every laptop stands."),
    example="ssc-desktop bundle laptops --workspace headquarters --json",
)
def _laptops() -> None:
    from ssc_desktop.services.laptop_standing import laptop_standings

    call = this_call()
    with opened(call) as workspace:
        found = laptop_standings(workspace)
    rows = (
        (each.device, each.office, each.last_number, len(each.missing), each.unacknowledged)
        for each in found
    )
    heads = (N_("Laptop"), N_("Office"), N_("Last bundle"), N_("Missing"), N_("Not acknowledged"))
    call.answer([_laptop(each) for each in found], lambda: call.table(heads, rows))


@bundle.command(
    "standing",
    help=N_("Show where records stand: only here, at headquarters, corrected there."),
    example=f"ssc-desktop bundle standing activity {_ID} --workspace abidjan",
)
@click.argument("noun", metavar="NOUN")
@click.argument("keys", metavar="ID...", nargs=-1, required=True)
def _standing(noun: str, keys: tuple[str, ...]) -> None:
    from ssc_desktop.services.record_standing import record_standings

    call = this_call()
    with opened(call) as workspace:
        found = record_standings(workspace, noun, keys)
    rows = ((key, each.state, each.verdict, each.reason) for key, each in found.items())
    heads = (N_("Id"), N_("State"), N_("Decision"), N_("Reason"))
    call.answer(
        [_shown(noun, str(key), each) for key, each in found.items()],
        lambda: call.table(heads, rows),
    )


@bundle.command(
    "refused",
    help=N_("List the records that came and cannot be shown, with the reason."),
    example="ssc-desktop bundle refused --workspace headquarters",
)
@option("--noun", help=N_("Only records of this noun."))
def _refused(noun: str | None) -> None:
    from ssc_desktop.services.refused_records import list_refused

    call = this_call()
    with opened(call) as workspace:
        found = [
            each
            for each in list_refused(workspace.store, call.language)
            if noun in (None, each.noun)
        ]
    shape = [
        {
            "record": f"{each.noun}/{each.key}",
            "code": each.code,
            "message": each.message,
            "field": each.field,
            "by": each.by,
            "office": each.office,
            "at": plain(each.at),
        }
        for each in found
    ]
    rows = [(each["record"], each["office"], each["message"]) for each in shape]
    heads = (N_("Which record"), N_("Office"), N_("Reason"))
    call.answer(shape, lambda: call.table(heads, rows))


def _previewed(call: Call, each: PreviewedFile) -> Shape:
    shape: Shape = {
        "file": str(each.file),
        "status": each.status,
        "code": each.code,
        "office": each.office,
        "device": each.device,
        "number": each.number,
        "written_at": plain(each.written_at),
        "changes": each.changes,
    }
    if each.problem is not None:
        shape["message"] = each.problem.told(call.language)
    return shape


def _laptop(each: LaptopStanding) -> Shape:
    ahead = each.clock_ahead
    return {
        "device": each.device,
        "office": each.office,
        "officer": each.officer,
        "status": each.status,
        "last_number": each.last_number,
        "last_written": plain(each.last_written),
        "last_came": plain(each.last_came),
        "missing": list(each.missing),
        "waiting": each.waiting,
        "clock_ahead": None if ahead is None else round(ahead.total_seconds()),
        "unacknowledged": each.unacknowledged,
        "last_returned": plain(each.last_returned),
        "not_there": each.not_there,
        "withheld": each.withheld,
    }


def _shown(noun: str, key: str, each: RecordStanding) -> Shape:
    return {
        "record": f"{noun}/{key}",
        "state": each.state,
        "since": plain(each.since),
        "verdict": each.verdict,
        "reason": each.reason,
        "field": each.field,
        "decided_at": plain(each.decided_at),
    }
