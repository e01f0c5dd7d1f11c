"""A list on its way in: read once, then corrected and decided row by row until it is imported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.matching import REASONS
from ssc_desktop.language import Language
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.list_plan import Choice, Decision, Plan, Step
from ssc_desktop.services.list_writing import Progress, carry_out, planned, remember
from ssc_desktop.services.participant_lists import (
    ListImport,
    note_import,
    outcome_of,
    read_for,
    refuse_unwritable,
)
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.workbook.amending import AMENDABLE, BIRTH, amend, written
from ssc_desktop.workbook.columns import Told
from ssc_desktop.workbook.lists import ListRow, ParticipantList, Rejected
from ssc_desktop.workbook.outline import ColumnOutline, ListOutline, SheetOutline, outline_list
from ssc_desktop.workbook.troubles import MESSAGES

__all__ = [
    "AMENDABLE",
    "Choice",
    "ColumnOutline",
    "Decision",
    "JudgedList",
    "JudgedRow",
    "Likely",
    "ListDraft",
    "ListOutline",
    "SheetOutline",
    "State",
    "Trouble",
    "amend_row",
    "decide_row",
    "import_draft",
    "judge_draft",
    "outline_list",
    "read_draft",
    "text_of_row",
    "write_left_out",
]

NO_NAME, LEFT_OUT = "no-name", "left-out"
# Which field a report is about; those of other codes are found by their column.
_FIELD_OF = {
    NO_NAME: "family_name",
    LEFT_OUT: "family_name",
    "sex-unknown": "sex",
    "birth-unlikely": BIRTH,
    "age-band-unknown": BIRTH,
    "role-unknown": "role",
}
_FIELD_BEGINNING = {"phone-": "phone", "email-": "email", "country-": "country"}


class State(Enum):
    """What becomes of a row as things stand."""

    NEW = "new"
    KNOWN = "known"
    LISTED = "listed"
    DOUBLE = "double"
    ASIDE = "aside"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one value of a row: as typed, and a marked text that says it."""

    field: str
    value: str
    code: str

    @property
    def message(self) -> str:
        """What is wrong, marked for translation."""
        return MESSAGES[self.code]


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody a row may be or is: a known person, or another row; values by field as written."""

    person: UUID | None
    row: int | None
    values: Mapping[str, str]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row as it stands, with what becomes of it, what is wrong with it and whom it resembles."""

    row: ListRow
    state: State
    troubles: tuple[Trouble, ...] = ()
    likely: tuple[Likely, ...] = ()
    choice: Choice | None = None

    @property
    def number(self) -> int:
        """The number of the row in its sheet."""
        return self.row.row


@dataclass(frozen=True, slots=True)
class JudgedList:
    """All rows of a list as they stand; ``outcome`` says what the import would do."""

    rows: tuple[JudgedRow, ...]
    outcome: ListImport


@dataclass(frozen=True)
class ListDraft:
    """A list that was read for an activity, with what a person corrected and decided."""

    path: Path
    activity: UUID
    read: ParticipantList
    corrected: Mapping[int, ListRow] = field(default_factory=dict)
    retyped: Mapping[tuple[int, str], Trouble | None] = field(default_factory=dict)
    decisions: Mapping[int, Decision] = field(default_factory=dict)

    @cached_property
    def as_read(self) -> dict[int, ListRow]:
        """Every row as the file has it, in the order of the file."""
        rows = sorted((*self.read.rows, *self.read.left_out), key=lambda each: each.row)
        return {each.row: each for each in rows}

    @cached_property
    def _reported(self) -> dict[int, tuple[Trouble, ...]]:
        found: dict[int, tuple[Trouble, ...]] = {}
        for each in self.read.rejected:
            trouble = Trouble(_field_of(each, self.read.mapping), each.value, each.code)
            found[each.row] = (*found.get(each.row, ()), trouble)
        return found

    def row(self, number: int) -> ListRow:
        """A row as it stands."""
        return self.corrected.get(number) or self.as_read[number]

    def troubles(self, number: int) -> tuple[Trouble, ...]:
        """What is wrong with a row as it stands."""
        row = self.row(number)
        kept = [
            each
            for each in self._reported.get(number, ())
            if (number, each.field) not in self.retyped and not _is_mended(each, row)
        ]
        typed = [each for (at, _), each in self.retyped.items() if at == number and each]
        nobody = not (row.family_name or row.given_names or row.name_ar)
        if nobody and not any(each.code == NO_NAME for each in (*kept, *typed)):
            kept.insert(0, Trouble("family_name", "", NO_NAME))
        decision = self.decisions.get(number)
        if decision is not None and decision.choice is Choice.TAKE:
            kept = [each for each in kept if each.code != LEFT_OUT]
        return (*kept, *typed)

    def people(self) -> Iterator[ListRow]:
        """The rows that come in as they stand, in the order of the file."""
        for number in self.as_read:
            if not any(each.code in (NO_NAME, LEFT_OUT) for each in self.troubles(number)):
                yield self.row(number)


def read_draft(
    store: Store,
    path: Path,
    activity: str | UUID,
    *,
    sheet: str | None = None,
    columns: Told | None = None,
    heading: int | None = None,
) -> ListDraft:
    """Read a list for an activity, importing nothing."""
    with store.reading() as db:
        found = find_activity(db, activity)
        read = read_for(db, path, found, sheet=sheet, columns=columns, heading=heading)
    return ListDraft(Path(path), found.id, read)


def amend_row(draft: ListDraft, number: int, name: str, text: str) -> ListDraft:
    """The draft with one value of a row typed anew."""
    row, code = amend(draft.row(number), name, text, draft.read.country)
    trouble = Trouble(name, text.strip(), code) if code else None
    return replace(
        draft,
        corrected={**draft.corrected, number: row},
        retyped={**draft.retyped, (number, name): trouble},
    )


def decide_row(draft: ListDraft, number: int, decision: Decision | None) -> ListDraft:
    """The draft with a row decided, or open again."""
    decisions = {key: value for key, value in draft.decisions.items() if key != number}
    if decision is not None:
        decisions[number] = decision
    return replace(draft, decisions=decisions)


def text_of_row(row: ListRow, name: str) -> str:
    """What a row says of a field, to show and to type over."""
    return written(row, name)


def judge_draft(store: Store, draft: ListDraft, progress: Progress | None = None) -> JudgedList:
    """Say of every row what becomes of it as things stand."""
    with store.reading() as db:
        plan = _plan(db, draft, progress)
        judged = tuple(_judged(draft, plan, number) for number in draft.as_read)
    return JudgedList(judged, outcome_of(draft.read, plan))


def import_draft(store: Store, draft: ListDraft, progress: Progress | None = None) -> ListImport:
    """Import a list as it was corrected and decided, whole or not at all."""
    touched = {*draft.corrected, *draft.decisions}
    with store.writing() as db:
        plan = _plan(db, draft, progress)
        carry_out(db, draft.activity, plan)
        remember(db, draft.activity, plan, (draft.as_read[each] for each in sorted(touched)))
        tx = note_import(store, db, draft.activity)
    return replace(outcome_of(draft.read, plan, tx), rejected=tuple(_still_wrong(draft)))


def write_left_out(draft: ListDraft, target: Path, language: str) -> int:
    """Write the rows that still have a report as a workbook to correct; how many there are."""
    from ssc_desktop.workbook.corrections import write_corrections

    refuse_unwritable(draft.path, target)
    still = replace(draft.read, rejected=tuple(_still_wrong(draft)))
    return write_corrections(target, still, Language(language))


def _plan(db: Db, draft: ListDraft, progress: Progress | None) -> Plan:
    return planned(
        db,
        find_activity(db, draft.activity),
        draft.people(),
        draft.decisions,
        as_read=draft.as_read.values(),
        progress=progress,
    )


def _still_wrong(draft: ListDraft) -> Iterator[Rejected]:
    """The reports that stand, each at the column of the list it is about."""
    known = {(each.row, each.code): each for each in draft.read.rejected}
    headings = {name: heading for heading, name in reversed(draft.read.mapping.items())}
    for number in draft.as_read:
        for each in draft.troubles(number):
            reported = known.get((number, each.code))
            column = reported.column if reported else headings.get(each.field, "")
            yield Rejected(number, column, each.value, each.code, each.message)


def _judged(draft: ListDraft, plan: Plan, number: int) -> JudgedRow:
    row, troubles = draft.row(number), draft.troubles(number)
    decision = draft.decisions.get(number)
    choice = decision.choice if decision else None
    if number not in plan.taken:
        return JudgedRow(row, State.ERROR, troubles, choice=choice)
    step, key = plan.taken[number]
    likely = tuple(_likely(draft, plan, number, key, step))
    state = _STATES[step]
    if state is State.NEW and likely:
        state = State.DOUBLE
    return JudgedRow(row, state, troubles, likely, choice)


_STATES = {
    Step.RECORD: State.NEW,
    Step.MATCH: State.KNOWN,
    Step.SKIP: State.LISTED,
    Step.LEAVE: State.ASIDE,
}


def _likely(draft: ListDraft, plan: Plan, number: int, key: UUID, step: Step) -> Iterator[Likely]:
    if step in (Step.MATCH, Step.SKIP):
        yield _somebody(draft, plan, key, plan.first_row_of(key), ())
    for each in plan.possible_of(number):
        told = tuple(REASONS[reason] for reason in each.reasons)
        yield _somebody(draft, plan, each.resembles, each.resembles_row, told)


def _somebody(
    draft: ListDraft, plan: Plan, key: UUID, row: int | None, told: tuple[str, ...]
) -> Likely:
    person = plan.person(key)
    if person is None:
        listed = draft.row(row or 0)
        values = {name: written(listed, name) for name in AMENDABLE}
        return Likely(None, row, values, told)
    company = plan.organisations.by_key(person.organisation_id)
    values = {name: str(getattr(person, name, None) or "") for name in AMENDABLE}
    values[BIRTH] = str(person.birth_year or person.age_band or "")
    values["phone"] = person.phone or person.phone_as_typed or ""
    values["organisation"] = company.short_name if company else ""
    return Likely(key, None, values, told)


def _field_of(report: Rejected, mapping: Mapping[str, str]) -> str:
    for beginning, name in _FIELD_BEGINNING.items():
        if report.code.startswith(beginning):
            return name
    name = _FIELD_OF.get(report.code) or mapping.get(report.column, "")
    return name if name in AMENDABLE else "family_name"


def _is_mended(trouble: Trouble, row: ListRow) -> bool:
    return trouble.code == NO_NAME and bool(row.family_name or row.given_names or row.name_ar)
