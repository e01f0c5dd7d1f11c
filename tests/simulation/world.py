"""A headquarters and three laptops with real databases and real bundle files, and what happens to them.

Clocks are the only thing that is not real: each laptop has one of its own, which may be wrong.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from types import SimpleNamespace
from typing import Any

import pytest
from filelock import FileLock
from sqlalchemy import event, text

from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.services import bundle_writing, clocks, receiving, restarts, returning
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.receiving import Imported
from ssc_desktop.services.transfer_basis import record_basis
from ssc_desktop.services.workspaces import Workspace, create_workspace
from ssc_desktop.storage import backup, incoming, upgrade
from ssc_desktop.storage.store import Store
from ssc_desktop.sync.merge import REMOVED
from ssc_desktop.vault import durable
from ssc_desktop.vault.keyfile import DATABASE
from tests.conftest import PASSPHRASE

HQ = 3
OFFICES = ("ABJ", "ABJ", "BKO", "HQ")
COUNTRIES = ("CI", "CI", "ML", "MA")
ROWS = [bytes([n]) * 16 for n in (1, 2, 3)]
FIELDS = ("name_fr", "acronym")
# A person of each of the two offices: the other office must never hold anything of them.
PEOPLE = {"ABJ": bytes([8]) * 16, "BKO": bytes([9]) * 16}
FOREIGN = "satellite"
HOUR = 3600 * 1000


def _memory() -> Path | None:
    """A folder in memory, where there is one: what is simulated is not how slow disks are."""
    shared = Path("/dev/shm")
    return shared if shared.is_dir() and os.access(shared, os.W_OK) else Path(gettempdir())


@cache
def _template() -> tuple[Path, tuple[Workspace, ...]]:
    """The four as they begin: enrolled and approved, with nothing recorded yet."""
    folder = Path(mkdtemp(prefix="ssc-simulation-", dir=_memory()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with home(folder):
        made = []
        for number, code in enumerate(OFFICES):
            made.append(
                create_workspace(
                    folder / str(number),
                    edition="headquarters" if number == HQ else "office",
                    country=COUNTRIES[number],
                    office_name=code,
                    office_code=code,
                    officer=f"DEMO {number}",
                    language="fr",
                    passphrase=PASSPHRASE,
                )
            )
        card = make_card(made[HQ], folder / "HQ.sscard").file
        for number in range(HQ):
            record_basis(made[number], "DEMO authorisation")
            approve(made[HQ], join(made[number], card, folder / f"{number}.sscreq").file)
        for workspace in made:
            workspace.close()
    return folder, tuple(made)


@contextmanager
def home(folder: Path) -> Iterator[None]:
    """The settings, and with them the counters of lives, lie in this folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSC_DESKTOP_HOME", str(folder / "home"))
        yield


@contextmanager
def quick() -> Iterator[None]:
    """Without what makes things last through a power cut: none happens here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receiving.BeforeImport, "make", lambda _: None)
        patch.setattr(durable.os, "fsync", lambda _: None)
        patch.setattr(upgrade, "_script", cache(upgrade._script))
        yield


@dataclass
class Bundle:
    """A bundle on its way: the file, and to which of the four it goes."""

    file: Path
    to: int
    by: int


@dataclass
class Replica:
    """One of the four: its workspace, how wrong its clock is, and a copy to go back to."""

    number: int
    folder: Path
    workspace: Workspace
    wrong_by: int = 0
    copy: Path | None = None
    has_been_wild: bool = False
    sent: int = 0


@dataclass
class World:
    """The four, the bundles on their way, and every bundle that was ever delivered."""

    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix="history-", dir=_memory())))
    # An hour after the four began.
    now: int = field(default_factory=lambda: time.time_ns() // 1_000_000 + HOUR)
    replicas: list[Replica] = field(default_factory=list)
    mail: list[Bundle] = field(default_factory=list)
    delivered: list[Bundle] = field(default_factory=list)
    at_work: int = 0
    _patch: pytest.MonkeyPatch = field(default_factory=pytest.MonkeyPatch)

    def begin(self) -> None:
        """Lay the four out as they begin."""
        template, made = _template()
        self._patch.setenv("SSC_DESKTOP_HOME", str(self.folder / "home"))
        shutil.copytree(template / "home", self.folder / "home")
        wrong = SimpleNamespace(
            time_ns=lambda: self.clock() * 1_000_000, time=lambda: self.clock() // 1000
        )
        for module in (bundle_writing, clocks, incoming, restarts):
            self._patch.setattr(module, "time", wrong)
        for number, like in enumerate(made):
            self.replicas.append(self.lay(number, like, template / str(number) / DATABASE))

    def lay(self, number: int, like: Workspace, database: Path, name: str = "") -> Replica:
        """A workspace in a folder of its own with a copy of this database."""
        folder = self.folder / (name or str(number))
        for each in ("inbox", "outbox", "backups"):
            (folder / each).mkdir(parents=True, exist_ok=True)
        shutil.copy(database, folder / DATABASE)
        store = self.opened(Store(folder / DATABASE, like.key), number)
        store.officer_id = like.officer.id.hex if like.officer else None
        lock = FileLock(folder / ".lock")
        return Replica(number, folder, replace(like, folder=folder, store=store, lock=lock))

    def template(self, number: int) -> Path:
        """The database one of the four began with."""
        return _template()[0] / str(number) / DATABASE

    def opened(self, store: Store, number: int) -> Store:
        """Give the database the clock of its laptop."""

        def set_clock(connection: Any, _: object) -> None:
            connection.create_function("unixepoch", 1, lambda _: self.clock(number) / 1000)

        event.listen(store._engine, "connect", set_clock)
        return store

    def clock(self, number: int | None = None) -> int:
        """What the clock of a laptop says, in milliseconds; of the one at work where none is named."""
        number = self.at_work if number is None else number
        wrong = self.replicas[number].wrong_by if number < len(self.replicas) else 0
        return self.now + wrong

    def close(self) -> None:
        """Let go of everything."""
        for each in self.replicas:
            each.workspace.store.close()
        self._patch.undo()
        shutil.rmtree(self.folder, ignore_errors=True)

    # What happens

    def at(self, number: int) -> Replica:
        """Somebody sits down at this laptop, a minute later."""
        self.now += 60_000
        self.at_work = number
        return self.replicas[number]

    def write(self, number: int, row: int, values: dict[str, Any]) -> None:
        """Edit a record, or create it where it is not known yet."""
        with self.at(number).workspace.store.writing() as db:
            record = db.connection().exec_driver_sql(
                "SELECT 1 FROM organisation WHERE id = ?", (ROWS[row],)
            )
            if record.first() is None:
                db.add(Organisation(id=uuid_of(ROWS[row]), **values))
                return
            sets = ", ".join(f"{name} = :{name}" for name in values)
            db.execute(
                text(f"UPDATE organisation SET {sets} WHERE id = :id"), {**values, "id": ROWS[row]}
            )

    def write_person(self, number: int, office: str, name: str) -> None:
        """Record or edit the person of an office; only that office and headquarters ever can."""
        key = PEOPLE[office]
        with self.at(number).workspace.store.writing() as db:
            person = db.get(Participant, uuid_of(key))
            if person is not None:
                person.family_name = f"DEMO {name}"
            elif number != HQ:
                country = COUNTRIES[number]
                db.add(Participant(id=uuid_of(key), family_name=f"DEMO {name}", country=country))

    def remove_person(self, number: int, office: str) -> None:
        """Remove the person of an office, or bring them back."""
        with self.at(number).workspace.store.writing() as db:
            person = db.get(Participant, uuid_of(PEOPLE[office]))
            if person is not None:
                person.removed = not person.removed

    def mark_person(self, number: int, office: str, state: str) -> None:
        """Mark the person of an office in its activity, where the person is known."""
        place = (uuid_of(PEOPLE[office][:15] + b"A"), uuid_of(PEOPLE[office]), "2021-08-16/AM")
        with self.at(number).workspace.store.writing() as db:
            if db.get(Participant, place[1]) is None:
                return
            mark = db.get(Attendance, place)
            if mark is None and number == HQ:
                # Whose activity it is would be known by the activity; here an office has to begin.
                return
            if mark is None:
                mark = Attendance(activity_id=place[0], participant_id=place[1], slot=place[2])
                db.add(mark)
            mark.state = state

    def write_unknown(self, number: int, row: int, value: str) -> None:
        """What a newer version writes: a field and a table that this one does not know."""
        key, store = ROWS[row].hex(), self.at(number).workspace.store
        with store.connecting(write=True) as connection:
            for table, field_name in (("organisation", "orbit"), (FOREIGN, "name")):
                _append(connection, table, key, field_name, value)

    def send(self, number: int, to: int, *, full: bool = False) -> Bundle:
        """Write a bundle for the other side; it is on its way, not delivered."""
        source = self.at(number)
        source.sent += 1
        file = self.folder / f"{number}-{to}-{source.sent}.sscb"
        if number == HQ:
            returning.export_return(source.workspace, OFFICES[to], output=file)
        else:
            export_bundle(source.workspace, output=file, full=full, level="identified")
        return Bundle(file, to, number)

    def deliver(self, bundle: Bundle) -> Imported:
        """Take a bundle in where it goes to."""
        self.delivered.append(bundle)
        (result, *_) = import_bundles(self.at(bundle.to).workspace, [bundle.file])
        assert result.status in ("imported", "duplicate", "waiting"), (result.status, result.code)
        assert result.code != "state-differs", "digests differ"
        return result

    def exchange(self, number: int) -> None:
        """A laptop's bundle arrives, and the return bundle arrives at once."""
        self.deliver(self.send(number, HQ))
        self.deliver(self.send(HQ, number))

    def set_clock(self, number: int, wrong_by: int) -> None:
        """The clock of a laptop is set, to whatever it may be."""
        self.replicas[number].wrong_by = wrong_by
        self.replicas[number].has_been_wild |= wrong_by > 24 * HOUR

    def back_up(self, number: int) -> None:
        """Copy the database as it is."""
        replica = self.at(number)
        replica.copy = self.folder / f"{number}.copy"
        replica.copy.unlink(missing_ok=True)
        backup.copy_to(replica.workspace.store, replica.copy)

    def restore(self, number: int, *, silently: bool) -> bool:
        """Put the last copy back: by the command, or only the file while nobody looks."""
        replica = self.at(number)
        if replica.copy is None:
            return False
        workspace, path = replica.workspace, replica.folder / DATABASE
        restarts.keep_counter_at_closing(workspace.store, workspace.id)
        with workspace.store.reading() as db:
            life = backup.life_in(db)
        workspace.store.close()
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        shutil.copy(replica.copy, path)
        if not silently:
            backup.begin_new_life(path, workspace.key, max(life.incarnation + 1, self.now // 1000))
        restarts.opened(path, workspace.key, workspace.id)[0].close()
        store = self.opened(Store(path, workspace.key), number)
        store.officer_id = workspace.officer.id.hex if workspace.officer else None
        workspace.store = store
        return True


def uuid_of(key: bytes) -> Any:
    """A key of 16 bytes as records hold it."""
    from uuid import UUID

    return UUID(bytes=key)


def _heads(connection: Any, table: str, key: str, field_name: str) -> list[list[int]]:
    asked = "SELECT source, seq FROM cell WHERE tbl = ? AND key = ? AND field = ?"
    return [list(row) for row in connection.exec_driver_sql(asked, (table, key, field_name))]


def _is_removed(connection: Any, key: str) -> bool:
    asked = "SELECT removed FROM organisation WHERE id = ?"
    return bool(connection.exec_driver_sql(asked, (bytes.fromhex(key),)).scalar())


def _append(connection: Any, table: str, key: str, field_name: str, value: str) -> None:
    """One change of a name that this version does not know, as a newer one logs it."""
    place = (table, key, field_name)
    heads = _heads(connection, *place)
    kind = "U" if table == "organisation" or heads else "I"
    if table == FOREIGN and kind == "I":
        known = connection.exec_driver_sql(
            "SELECT source, seq FROM change WHERE tbl = ? AND key = ?", (table, key)
        ).fetchall()
        heads, kind = [list(row) for row in known], "U" if known else "I"
    connection.exec_driver_sql(
        "UPDATE sync_state SET seq = seq + 1, tx = tx + 1, "
        "hlc = max(hlc + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER) << 16)"
    )
    parents = {field_name: heads} if kind == "U" else {}
    if table == "organisation" and _is_removed(connection, key):
        # As every version does, it names the removal that it knows of.
        parents[REMOVED] = _heads(connection, table, key, REMOVED)
    connection.exec_driver_sql(
        "INSERT INTO change(source, seq, hlc, tx, tbl, key, kind, fields, parents) "
        "SELECT 1, seq, hlc, tx, ?, ?, ?, ?, ? FROM sync_state",
        (table, key, kind, json.dumps({field_name: value}), json.dumps(parents)),
    )
    if table == "organisation":
        connection.exec_driver_sql(
            "DELETE FROM cell WHERE tbl = ? AND key = ? AND field = ?", place
        )
        connection.exec_driver_sql(
            "INSERT INTO cell(tbl, key, field, source, seq) SELECT ?, ?, ?, 1, seq FROM sync_state",
            place,
        )


Step = Callable[[World], object]
