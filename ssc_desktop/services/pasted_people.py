"""A block copied from a spreadsheet, pasted into the list of an activity in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.entry_step import Entered, EntryStep, Refused
from ssc_desktop.services.entry_values import Fields
from ssc_desktop.services.list_plan import Plan, Step
from ssc_desktop.services.participants import Listed
from ssc_desktop.services.people_entry import Alike
from ssc_desktop.storage import organisations
from ssc_desktop.storage import participants as stored
from ssc_desktop.storage.records import loaded
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.workbook.blocks import BlockGuess, BlockRead, Rows, look_at, read_block
from ssc_desktop.workbook.drafts import ListRow
from ssc_desktop.workbook.headings import FIELDS
from ssc_desktop.workbook.troubles import Rejected

__all__ = ["BLOCK_FIELDS", "BlockGuess", "LeftOut", "Pasted", "look_at_block", "paste_people"]

BLOCK_FIELDS: tuple[str, ...] = tuple(each for each in FIELDS)
"""What a column of a block can hold."""

Progress = Callable[[int, int], None]
_TOLD_EVERY = 50
_SAID = (
    "family_name", "given_names", "name_ar", "title", "sex", "birth_year", "age_band",
    "nationality", "country", "region", "city", "function", "email",
)  # fmt: skip
# The column of the grid in which a report of the list reader is told; doubts about telephones
# and addresses that were kept are told of the person.
_COLUMN_OF = {
    "email-invalid": "email",
    "sex-unknown": "sex",
    "birth-unlikely": "birth",
    "age-band-unknown": "birth",
    "country-unknown": "country",
    "role-unknown": "role",
}
_NOBODY = frozenset({"no-name", "left-out"})
# What the grid calls otherwise than the reader of lists does.
_SAME_COLUMN = {"age": "birth", "contact": "phone", "place": "city", "full_name": "family_name"}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that names nobody: what it says by column of the grid, and why it was left out."""

    values: dict[str, str]
    message: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What came of pasting a block."""

    entered: Entered
    recorded: int
    known: int
    repeated: int
    left_out: tuple[LeftOut, ...]
    alike: dict[UUID, tuple[Alike, ...]]

    @property
    def changes(self) -> Changes:
        """What was touched."""
        return self.entered.changes


def look_at_block(rows: Rows) -> BlockGuess:
    """Guess what the columns of a block hold."""
    return look_at(rows)


def paste_people(
    store: Store,
    activity: UUID,
    rows: Rows,
    fields: Sequence[str],
    *,
    heading_row: int = 0,
    progress: Progress | None = None,
) -> Pasted:
    """Put the people of a block on the list, all or none: who is known is recognised as an import
    does, who stands twice comes in once, who resembles somebody known is told."""
    with store.writing() as db:
        found = find_activity(db, activity)
        step = EntryStep(db, found)
        read = read_block(rows, fields, heading_row=heading_row, likely=(found.country, step.home))
        if not read.rows and not read.rejected:
            raise Problem(
                "paste-no-people",
                N_(
                    "No row of this block names somebody. Nothing was pasted. Say which column holds the name."
                ),
            )
        plan = _planned(db, step, activity, read, progress)
        keys = _carry_out(step, plan)
        step.refused += _refused(read.rejected, keys)
        entered = step.entered(keys.values())
        if progress:
            # The last chance to cancel: nothing is kept before this block is left.
            progress(len(read.rows), len(read.rows))
        return Pasted(
            entered,
            len(plan.rows_to(Step.RECORD)),
            len(plan.rows_to(Step.MATCH)),
            len(plan.rows_to(Step.SKIP)),
            tuple(_left_out(rows, fields, read.rejected)),
            _alike(db, plan),
        )


def _planned(
    db: Db, step: EntryStep, activity: UUID, read: BlockRead, progress: Progress | None
) -> Plan:
    plan = Plan(
        people=stored.everybody(db),
        places=stored.places(db, activity),
        organisations=step.organisations,
    )
    for done, row in enumerate(read.rows):
        if progress and done % _TOLD_EVERY == 0:
            progress(done, len(read.rows))
        plan.recognise(row)
    plan.settle()
    return plan


def _carry_out(step: EntryStep, plan: Plan) -> dict[int, UUID]:
    """Write what was decided; the key of the person of every row."""
    step.keep_made()
    recorded = plan.rows_to(Step.RECORD)
    step.record_all(_new(key, row, plan) for key, row in recorded)
    known = [*plan.rows_to(Step.MATCH), *plan.rows_to(Step.SKIP)]
    for key, row in known:
        person = plan.person(key)
        if person is not None:
            step.put(person, _news(person, row, plan))
    everybody = sorted(chain(recorded, known), key=lambda each: each[1].row)
    step.register_all((key, {"role": row.role or "participant"}) for key, row in everybody)
    return {row.row: key for key, row in everybody}


def _new(key: UUID, row: ListRow, plan: Plan) -> Participant:
    said: Fields = {name: getattr(row, name) or None for name in _SAID}
    return Participant(
        id=key,
        organisation_id=plan.organisation_of(row),
        phone=row.phone or None,
        phone_as_typed=row.phone_as_typed or None,
        **said,
    )


def _news(person: Participant, row: ListRow, plan: Plan) -> Fields:
    """What a row says that the record does not say yet."""
    said: Fields = {name: getattr(row, name) for name in _SAID}
    said["organisation_id"] = plan.organisation_of(row)
    if person.latin_name:
        # Half a name completed from another half would make a name nobody bears.
        said["family_name"] = said["given_names"] = ""
    if person.birth_year or person.age_band:
        said["birth_year"] = said["age_band"] = ""
    news = {name: value for name, value in said.items() if value and not getattr(person, name)}
    if row.phone_as_typed and not person.phone and not person.phone_as_typed:
        news |= {"phone": row.phone or None, "phone_as_typed": row.phone_as_typed}
    return news


def _refused(rejected: Iterable[Rejected], keys: dict[int, UUID]) -> list[Refused]:
    return [
        Refused(keys[each.row], column, each.value, Problem(each.code, each.message, field=column))
        for each in rejected
        if (column := _COLUMN_OF.get(each.code)) and each.row in keys
    ]


def _left_out(rows: Rows, fields: Sequence[str], rejected: Iterable[Rejected]) -> Iterable[LeftOut]:
    for each in rejected:
        if each.code in _NOBODY:
            cells = zip(fields, rows[each.row - 1], strict=False)
            values = {_SAME_COLUMN.get(name, name): text.strip() for name, text in cells}
            yield LeftOut({name: text for name, text in values.items() if text}, each.message)


def _alike(db: Db, plan: Plan) -> dict[UUID, tuple[Alike, ...]]:
    people = loaded(db, Participant, {each.resembles for each in plan.possible})
    names = organisations.names(db)
    found: dict[UUID, tuple[Alike, ...]] = {}
    for each in plan.possible:
        person = people.get(each.resembles)
        if person is not None:
            company = names.get(person.organisation_id) if person.organisation_id else None
            registered = plan.place(person.id)
            is_listed = registered is not None and not registered.removed
            alike = Alike(Listed(person, company), each.reasons, is_listed)
            found[each.participant] = (*found.get(each.participant, ()), alike)
    return found
