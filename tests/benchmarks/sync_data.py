"""An office at its full size and what changes in it: 342,000 rows, then one in a hundred of them.

``SSC_DESKTOP_BENCH_SCALE=20`` measures at one twentieth of the size.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ssc_desktop.domain.record import new_key
from ssc_desktop.services import enrolment
from ssc_desktop.services.transfer_basis import record_basis
from ssc_desktop.services.workspaces import Workspace, create_workspace
from ssc_desktop.storage.store import Store
from tests.benchmarks.finding import FAMILIES, GIVEN

SCALE = int(os.environ.get("SSC_DESKTOP_BENCH_SCALE", "1"))
ACTIVITIES, PEOPLE, MARKS = (each // SCALE for each in (2_000, 40_000, 300_000))
TABLES = ("activity", "participant", "attendance")
PASSPHRASE = "correct horse battery"
DAYS = ("2021-08-16", "2021-08-17", "2021-08-18")
SLOTS = tuple(f"{day}/{part}" for day in DAYS for part in ("AM", "PM"))
STATES = ("present",) * 8 + ("late", "absent")
# How many half-days an activity has: the fewer, the more people come.
_LENGTHS = (2, 5, 6)
# Activities whose marks one transaction writes.
_TOGETHER = 100
_ONE_MARK = "WHERE activity_id = ? AND participant_id = ? AND slot = ?"

Row = tuple[Any, ...]
Statement = tuple[str, Sequence[Row]]
Mark = tuple[bytes, bytes, str]


class Office(NamedTuple):
    """The keys of what an office holds."""

    activities: list[bytes]
    people: list[bytes]
    marks: list[Mark]


class ChangeSet(NamedTuple):
    """One change in a hundred as statements, and what contradicts every one of them."""

    statements: list[Statement]
    against: list[Statement]

    @property
    def count(self) -> int:
        """How many rows are changed or added."""
        return sum(len(rows) for _, rows in self.statements)


@contextmanager
def own_home(folder: Path) -> Iterator[None]:
    """Keep what workspaces note beside themselves out of the settings of this person."""
    before = os.environ.get("SSC_DESKTOP_HOME")
    os.environ["SSC_DESKTOP_HOME"] = str(folder / "home")
    try:
        yield
    finally:
        del os.environ["SSC_DESKTOP_HOME"]
        if before is not None:
            os.environ["SSC_DESKTOP_HOME"] = before


def enrolled(folder: Path, database: str | None = None) -> tuple[Workspace, Workspace]:
    """An office and the headquarters it has joined, both empty; ``database`` is the PostgreSQL
    server's where headquarters does not lie in a file."""
    office, headquarters = (
        create_workspace(
            folder / edition,
            edition=edition,
            country="CI",
            office_name="DEMO",
            office_code=code,
            officer="DEMO",
            language="fr",
            passphrase=PASSPHRASE,
            database=at,
        )
        for edition, code, at in (("office", "ABJ", None), ("headquarters", "RBT", database))
    )
    enrolment.make_card(headquarters, folder / "HQ.sscard")
    enrolment.join(office, folder / "HQ.sscard", folder / "ABJ.sscreq")
    enrolment.approve(headquarters, folder / "ABJ.sscreq")
    record_basis(office, "DEMO authorisation")
    return office, headquarters


def fill(store: Store, chance: random.Random) -> Office:
    """Bulk inserts through the store: the triggers log every row."""
    made = [_activity(number) for number in range(ACTIVITIES)]
    people = [_person(chance) for _ in range(PEOPLE)]
    run(store, [_insertion("activity", _ACTIVITY, made)])
    run(store, [_insertion("participant", _PERSON, people)])
    office = Office([row[0] for row in made], [row[0] for row in people], [])
    for start in range(0, ACTIVITIES, _TOGETHER):
        rows = [
            mark
            for activity in office.activities[start : start + _TOGETHER]
            for mark in _marks(activity, office.people, chance)
        ]
        run(store, [_insertion("attendance", _MARK, rows)])
        office.marks.extend(row[:3] for row in rows)
    return office


def run(store: Store, statements: Sequence[Statement]) -> None:
    """Run statements in one transaction of the store."""
    with store.writing() as db:
        for sql, rows in statements:
            db.connection().exec_driver_sql(sql, list(rows))


def change_set(office: Office, chance: random.Random) -> ChangeSet:
    """20 activities and 280 people edited, 120 people added, 1,260 marks changed, 840 removed and
    900 added (at full size)."""
    activities = chance.sample(office.activities, 20 // SCALE or 1)
    people = chance.sample(office.people, 280 // SCALE)
    marks = chance.sample(office.marks, 2_100 // SCALE)
    changed, removed = marks[: 1_260 // SCALE], marks[1_260 // SCALE :]
    taken = set(office.marks)
    added = [mark for mark in _possible(office, chance, 3_000 // SCALE) if mark not in taken]
    added = list(dict.fromkeys(added))[: 900 // SCALE]
    new = [_person(chance) for _ in range(120 // SCALE)]
    said = _edits(activities, people, changed, removed, added, "ours", "excused", gone=True)
    said.insert(2, _insertion("participant", _PERSON, new))
    return ChangeSet(
        said, _edits(activities, people, changed, removed, added, "theirs", "online", gone=False)
    )


def _edits(
    activities: Sequence[bytes],
    people: Sequence[bytes],
    changed: Sequence[Mark],
    removed: Sequence[Mark],
    added: Sequence[Mark],
    word: str,
    state: str,
    *,
    gone: bool,
) -> list[Statement]:
    at = _now()
    field, value = ("removed", 1) if gone else ("state", state)
    return [
        (
            "UPDATE activity SET city = ?, changed_at = ? WHERE id = ?",
            [(f"DEMO {word} {n}", at, key) for n, key in enumerate(activities)],
        ),
        (
            "UPDATE participant SET function = ?, changed_at = ? WHERE id = ?",
            [(f"DEMO {word} {n}", at, key) for n, key in enumerate(people)],
        ),
        (
            f"UPDATE attendance SET state = ?, changed_at = ? {_ONE_MARK}",
            [(state, at, *mark) for mark in changed],
        ),
        (
            f"UPDATE attendance SET {field} = ?, changed_at = ? {_ONE_MARK}",
            [(value, at, *mark) for mark in removed],
        ),
        _insertion("attendance", _MARK, [(*mark, state, 1, at, at) for mark in added]),
    ]


def _possible(office: Office, chance: random.Random, count: int) -> Iterator[Mark]:
    for _ in range(count):
        yield chance.choice(office.activities), chance.choice(office.people), chance.choice(SLOTS)


_ACTIVITY = ("id", "kind", "title", "status", "start", '"end"', "country", "city", "created_at",
             "changed_at")  # fmt: skip
_PERSON = ("id", "family_name", "given_names", "sex", "country", "function", "phone", "created_at",
           "changed_at")  # fmt: skip
_MARK = ("activity_id", "participant_id", "slot", "state", "signed", "created_at", "changed_at")


def _activity(number: int) -> Row:
    title = f"Atelier DEMO n° {number}"
    at = _now()
    return (new_key().bytes, "workshop", title, "held", DAYS[0], DAYS[-1], "CI", "Abidjan", at, at)


def _person(chance: random.Random) -> Row:
    family = chance.choice(FAMILIES.split()).upper()
    given = chance.choice(GIVEN.split())
    phone, at = f"+22507{chance.randrange(10**8):08d}", _now()
    return (new_key().bytes, family, given, chance.choice("FM"), "CI", "Agent", phone, at, at)


def _marks(activity: bytes, people: Sequence[bytes], chance: random.Random) -> Iterator[Row]:
    at = _now()
    slots = SLOTS[: chance.choice(_LENGTHS)]
    for person in chance.sample(people, MARKS // ACTIVITIES // len(slots)):
        for slot in slots:
            yield activity, person, slot, chance.choice(STATES), 1, at, at


def _insertion(table: str, names: Sequence[str], rows: Sequence[Row]) -> Statement:
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table}({', '.join(names)}) VALUES ({marks})", rows


def _now() -> int:
    return time.time_ns() // 1_000_000
