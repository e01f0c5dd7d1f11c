"""Participant lists imported, or tried; who is known is recognised, nobody is merged."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.office import Office
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_, Language
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.list_plan import Plan, PossibleDuplicate, Step
from ssc_desktop.services.list_writing import Progress, carry_out, planned
from ssc_desktop.storage import imports
from ssc_desktop.storage.local import read_fact
from ssc_desktop.storage.records import find
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.workbook.columns import Told
from ssc_desktop.workbook.lists import ParticipantList, Rejected, read_list


@dataclass(frozen=True, slots=True)
class ListImport:
    """What an import did, or would do: ``read`` people are imported, matched, skipped because
    they stand on the list already, or left aside because somebody decided so.

    ``tx`` is the number by which the whole import can be taken back.
    """

    read: int
    imported: int
    matched: int
    skipped: int
    possible_duplicates: tuple[PossibleDuplicate, ...]
    rejected: tuple[Rejected, ...]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)
    left_aside: int = 0
    tx: int = 0


def import_list(
    store: Store,
    path: Path,
    activity_code: str | UUID,
    *,
    sheet: str | None = None,
    columns: Told | None = None,
    dry_run: bool = False,
    errors: Path | None = None,
    language: str = "fr",
    progress: Progress | None = None,
) -> ListImport:
    """Import a list of participants into an activity, whole or not at all.

    People already known are registered and not recorded again; a person who stands twice on the
    list comes in once; likely doubles come in and are reported. With ``errors``, the rows with
    a report are also written there as a workbook to correct, in ``language``.
    """
    if errors is not None:
        refuse_unwritable(Path(path), Path(errors))
    with store.reading() as db:
        activity = find_activity(db, activity_code)
        read = read_for(db, path, activity, sheet=sheet, columns=columns)
        if dry_run:
            outcome = outcome_of(read, planned(db, activity, read.rows, progress=progress))
    if not dry_run:
        with store.writing() as db:
            plan = planned(db, find_activity(db, activity.id), read.rows, progress=progress)
            carry_out(db, activity.id, plan)
            outcome = outcome_of(read, plan, note_import(store, db, activity.id))
    if errors is not None and read.rejected:
        from ssc_desktop.workbook.corrections import write_corrections

        write_corrections(Path(errors), read, Language(language))
    return outcome


def refuse_unwritable(path: Path, errors: Path) -> None:
    """The workbook to correct must have a place of its own before anything is imported."""
    if errors.resolve() == path.resolve():
        raise Problem(
            "same-file",
            N_(
                "The workbook to correct cannot replace the list itself. Nothing was imported."
                " Give it another name."
            ),
        )
    if not errors.resolve().parent.is_dir() or errors.is_dir():
        raise Problem(
            "errors-not-written",
            N_(
                "The workbook to correct cannot be written there. Nothing was imported."
                " Choose a folder that exists."
            ),
        )


def read_for(
    db: Db,
    path: Path,
    activity: Activity | None,
    *,
    sheet: str | None = None,
    columns: Told | None = None,
    heading: int | None = None,
) -> ParticipantList:
    """Read a list as one of an activity: where its telephone numbers are at home."""
    return read_list(
        Path(path),
        sheet=sheet,
        columns=columns,
        heading=heading,
        country=activity.country if activity else None,
        fallback_country=_office_country(db),
    )


def _office_country(db: Db) -> str | None:
    """The country of the office this workspace belongs to."""
    office = read_fact(db, "office")
    return find(db, Office, UUID(bytes=office)).country if office else None


def note_import(store: Store, db: Db, activity: UUID) -> int:
    """Note who imported a list; the number by which the import can be taken back."""
    officer = UUID(hex=store.officer_id) if store.officer_id else None
    return imports.note(db, officer, activity)


def outcome_of(read: ParticipantList, plan: Plan, tx: int = 0) -> ListImport:
    """What a plan does, in numbers."""
    counts = {step: len(plan.rows_to(step)) for step in Step}
    nouns = {"participant", "registration", "organisation"}
    touched = counts[Step.RECORD] + counts[Step.MATCH]
    return ListImport(
        read=sum(counts.values()),
        imported=counts[Step.RECORD],
        matched=counts[Step.MATCH],
        skipped=counts[Step.SKIP],
        possible_duplicates=tuple(plan.possible),
        rejected=read.rejected,
        sheet=read.sheet,
        other_sheets=read.other_sheets,
        changes=Changes.of(nouns, touched) if touched else Changes(),
        left_aside=counts[Step.LEAVE],
        tx=tx,
    )
