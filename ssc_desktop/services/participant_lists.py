"""Participant lists: look into one, import it; who is known is recognised, nobody is merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.office import Office
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_, Language
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.list_plan import Plan, PossibleDuplicate, Step
from ssc_desktop.services.named_organisations import NamedOrganisations
from ssc_desktop.storage import participants as stored
from ssc_desktop.storage.local import read_fact
from ssc_desktop.storage.records import find
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.workbook.corrections import write_corrections
from ssc_desktop.workbook.lists import ListRow, ParticipantList, Rejected, read_list

Progress = Callable[[int, int], None]

# What a list may tell of a person that the record does not say yet.
_FILLED_IN = (
    "family_name", "given_names", "name_ar", "title", "sex", "birth_year", "age_band",
    "nationality", "country", "region", "city", "function", "email",
)  # fmt: skip
_TOLD_EVERY = 500


@dataclass(frozen=True, slots=True)
class ListImport:
    """What an import did, or would do: ``read`` people are imported, matched or skipped."""

    read: int
    imported: int
    matched: int
    skipped: int
    possible_duplicates: tuple[PossibleDuplicate, ...]
    rejected: tuple[Rejected, ...]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class ListPreview:
    """What a list holds and what its import would do, before anything is done."""

    mapping: dict[str, str]
    sheet: str
    sheets: tuple[str, ...]
    rows: tuple[ListRow, ...]
    rejected: tuple[Rejected, ...]
    outcome: ListImport | None = None


def preview_list(
    store: Store,
    path: Path,
    activity_code: str | UUID | None = None,
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> ListPreview:
    """Read a list without importing it; with an activity, also say what its import would do."""
    with store.reading() as db:
        activity = find_activity(db, activity_code) if activity_code else None
        read = _read(db, path, activity, sheet, columns)
        outcome = _outcome(read, _planned(db, activity, read, None)) if activity else None
    return ListPreview(
        read.mapping, read.sheet, read.sheets, read.rows, read.rejected, outcome
    )  # fmt: skip


def import_list(
    store: Store,
    path: Path,
    activity_code: str | UUID,
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
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
        _refuse_unwritable(Path(path), Path(errors))
    with store.reading() as db:
        activity = find_activity(db, activity_code)
        read = _read(db, path, activity, sheet, columns)
        if dry_run:
            outcome = _outcome(read, _planned(db, activity, read, progress))
    if not dry_run:
        with store.writing() as db:
            plan = _planned(db, find_activity(db, activity.id), read, progress)
            _carry_out(db, activity.id, plan)
            outcome = _outcome(read, plan)
    if errors is not None and read.rejected:
        write_corrections(Path(errors), read, Language(language))
    return outcome


def _refuse_unwritable(path: Path, errors: Path) -> None:
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


def _read(
    db: Db,
    path: Path,
    activity: Activity | None,
    sheet: str | None,
    columns: Mapping[str, str] | None,
) -> ParticipantList:
    return read_list(
        Path(path),
        sheet=sheet,
        columns=columns,
        country=activity.country if activity else None,
        fallback_country=_office_country(db),
    )


def _office_country(db: Db) -> str | None:
    """The country of the office this workspace belongs to."""
    office = read_fact(db, "office")
    return find(db, Office, UUID(bytes=office)).country if office else None


def _planned(db: Db, activity: Activity, read: ParticipantList, progress: Progress | None) -> Plan:
    """Decide for every row, writing nothing."""
    organisations = NamedOrganisations(db, activity.country)
    plan = Plan(
        people=stored.everybody(db),
        places=stored.places(db, activity.id),
        organisations=organisations,
    )
    total = len(read.rows)
    for done, row in enumerate(read.rows):
        if progress and done % _TOLD_EVERY == 0:
            progress(done, total)
        plan.recognise(row)
    plan.settle()
    if progress:
        progress(total, total)
    return plan


def _outcome(read: ParticipantList, plan: Plan) -> ListImport:
    counts = {step: len(plan.rows_to(step)) for step in Step}
    nouns = {"participant", "registration", "organisation"}
    touched = counts[Step.RECORD] + counts[Step.MATCH]
    return ListImport(
        read=len(read.rows),
        imported=counts[Step.RECORD],
        matched=counts[Step.MATCH],
        skipped=counts[Step.SKIP],
        possible_duplicates=tuple(plan.possible),
        rejected=read.rejected,
        sheet=read.sheet,
        other_sheets=read.other_sheets,
        changes=Changes.of(nouns, touched) if touched else Changes(),
    )


def _carry_out(db: Db, activity: UUID, plan: Plan) -> None:
    db.add_all(plan.organisations.made)
    db.flush()
    recorded = {key: _participant(key, row, plan) for key, row in plan.rows_to(Step.RECORD)}
    for key, row in chain(plan.rows_to(Step.MATCH), plan.rows_to(Step.SKIP)):
        person = recorded.get(key) or plan.person(key)
        if person is not None:
            _fill_in(person, row, plan)
    db.add_all(recorded.values())
    db.flush()
    _register(db, activity, plan)


def _participant(key: UUID, row: ListRow, plan: Plan) -> Participant:
    values = {name: getattr(row, name) or None for name in _FILLED_IN}
    return Participant(
        id=key,
        organisation_id=plan.organisation_of(row),
        phone=row.phone or None,
        phone_as_typed=row.phone_as_typed or None,
        **values,
    )


def _fill_in(person: Participant, row: ListRow, plan: Plan) -> None:
    """Write what the record does not say yet; what it says stays."""
    said = {name: getattr(row, name) for name in _FILLED_IN}
    said["organisation_id"] = plan.organisation_of(row)
    if person.family_name or person.given_names:
        # Half a name completed from another half would make a name nobody bears.
        said["family_name"] = said["given_names"] = ""
    if person.birth_year:
        said["age_band"] = ""
    for name, value in said.items():
        if value and not getattr(person, name):
            setattr(person, name, value)
    if row.phone_as_typed and not person.phone and (row.phone or not person.phone_as_typed):
        person.phone, person.phone_as_typed = row.phone or None, row.phone_as_typed


def _register(db: Db, activity: UUID, plan: Plan) -> None:
    """One place on the list for each person, in the order of the file."""
    place = stored.last_row(db, activity)
    rows = sorted(
        chain(plan.rows_to(Step.RECORD), plan.rows_to(Step.MATCH)), key=lambda each: each[1].row
    )
    for key, row in rows:
        known = plan.place(key)
        if known is None:
            place += 1
            role = row.role or "participant"
            db.add(Registration(activity_id=activity, participant_id=key, role=role, row=place))
        elif known.removed:
            known.removed = False
