"""Bundles at an office's full size, against the bare database doing the same (P1 to P8, P10, P13).

What each floor does, and what of the program is set against it:

- P1: SQLite's session extension hands out its changeset in memory and zstd packs it. Against it:
  from the log to packed sections. The whole export seals, signs, writes, flushes and reads back as
  well, so there the floor puts its changeset through the same; the program besides commits twice
  (the counter that tells an older copy, the list of bundles) and proves what it holds.
- P3: every row is fetched.
- P5: every row is inserted, its indexes kept up, in one transaction: by the driver as it comes, as
  the goal was set, and with values bound as the program binds them (storage/sqlite.py), which is
  nearly three times as fast and so the harder floor.
- P7: the same statements in one transaction. Against it: from the sealed file's content to the
  end of the one transaction. That the file lies in the archive first, and the safety copy, are
  told for themselves: neither is a statement. The log's index by record was built by the full
  import just before, every page of it full: the first change in each page splits it, so this first
  import writes 13,800 pages where the bare statements write 5,900.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from ssc_desktop.services import receiving, safety_copies
from ssc_desktop.services.bundle_writing import acknowledged, changes_above, packed
from ssc_desktop.services.exchange import IDENTIFIED, Exported, export_bundle
from ssc_desktop.services.receiving import IMPORTED, import_bundles
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.workspaces import Workspace, open_workspace
from ssc_desktop.storage import search
from ssc_desktop.sync import bundle
from ssc_desktop.sync.change import many_changes
from ssc_desktop.vault import sealed, signatures
from ssc_desktop.vault.durable import write_whole
from ssc_desktop.vault.keyfile import DATABASE
from tests.benchmarks import sync_floors as floors
from tests.benchmarks.figures import Figure, in_turns, part, seconds
from tests.benchmarks.sync_data import (
    PASSPHRASE,
    ChangeSet,
    change_set,
    enrolled,
    fill,
    own_home,
    run,
)

MEBIBYTE = 1024 * 1024
TIMES = 3


@dataclass
class Bench:
    """One run: an office, copies of its headquarters as they were, and the bare rows."""

    folder: Path
    office: Workspace
    made: list[str] = field(default_factory=list)
    rows: floors.Rows = field(default_factory=dict)
    full: Exported | None = None
    raw: int = 0
    copies: int = 0

    @contextmanager
    def headquarters(self, state: str) -> Iterator[Workspace]:
        """A copy of headquarters as it was when it was kept under this name."""
        copy = self.copy_of(state)
        with open_workspace(copy, PASSPHRASE) as workspace:
            yield workspace
        shutil.rmtree(copy)

    def copy_of(self, state: str) -> Path:
        """The folder of such a copy."""
        self.copies += 1
        copy = self.folder / f"copy-{self.copies}"
        shutil.copytree(self.folder / state, copy)
        return copy


def figures() -> Iterator[Figure]:
    """An office hands everything over, changes one row in a hundred, and hands that over."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with own_home(folder):
            office, headquarters = enrolled(folder)
            headquarters.close()
            with office:
                yield from _figures(Bench(folder, office))


def _figures(bench: Bench) -> Iterator[Figure]:
    chance = random.Random(2021)
    held = fill(bench.office.store, chance)
    yield from _full_export(bench)
    yield from _full_import(bench)
    _acknowledge(bench)
    changes = change_set(held, chance)
    recorder = floors.Recorder(bench.made)
    recorder.write(bench.rows)
    recorder.forget()
    recorder.run(changes.statements)
    run(bench.office.store, changes.statements)
    exported = export_bundle(bench.office, level=IDENTIFIED, output=bench.folder / "change.sscb")
    yield from _small_export(bench, recorder, exported)
    yield from _small_import(bench, changes, exported)


# --- out ----------------------------------------------------------------------------------------


def _full_export(bench: Bench) -> Iterator[Figure]:
    connection = floors.connect(bench.office.folder / DATABASE, bench.office.key)
    bench.made, bench.rows = floors.schema(connection), floors.read(connection)
    files = (bench.folder / f"full-{number}.sscb" for number in range(100))

    def export() -> None:
        bench.full = export_bundle(bench.office, full=True, level=IDENTIFIED, output=next(files))

    took, reading = in_turns(
        lambda: seconds(export), lambda: seconds(lambda: floors.read(connection)), times=TIMES
    )
    connection.close()
    yield Figure("P3 full export, to reading all rows", took, "s", 3.0, reading)
    assert bench.full
    recorder = floors.Recorder(bench.made)
    recorder.write(bench.rows)
    size, least = bench.full.bytes, len(recorder.packed())
    yield Figure("P4 full bundle, to zstd changeset", size / 1024, "KiB", 0.6, least / 1024)
    rows = sum(len(each) for each in bench.rows.values())
    yield Figure("P4 full bundle: bytes per row", size / rows, "B", 7.5)
    yield from _closing(bench, bench.full.file, took)


def _closing(bench: Bench, file: Path, took: float) -> Iterator[Figure]:
    """What signing and sealing take of an export."""
    identity = bench.office.identity
    readers = [identity.public.recipient] * 2
    data = file.read_bytes()
    (closing,) = in_turns(
        lambda: seconds(
            lambda: identity.sign(
                "kind", b"head", hashlib.sha512(sealed.seal(data, readers)).digest()
            )
        )
    )
    yield Figure("P10 sign and seal, to the export", closing * 1000, "ms", 0.02, took * 1000)


def _small_export(bench: Bench, recorder: floors.Recorder, exported: Exported) -> Iterator[Figure]:
    store, file = bench.office.store, bench.folder / "again.sscb"

    def pack() -> None:
        with many_changes(), store.reading() as db:
            packed(changes_above(db, acknowledged(db) or {}))

    packing, whole, least, kept = in_turns(
        lambda: seconds(pack),
        lambda: seconds(lambda: export_bundle(bench.office, level=IDENTIFIED, output=file)),
        lambda: seconds(recorder.packed),
        lambda: seconds(lambda: _put_on_disk(bench, recorder.packed())),
    )
    told = [each * 1000 for each in (packing, whole, least, kept)]
    yield Figure("P1 1 % export, log to packed, to changeset", told[0], "ms", 1.3, told[2])
    yield Figure("P1 1 % export, whole, to changeset on disk", told[1], "ms", 1.3, told[3])
    size = len(recorder.packed())
    yield Figure("P2 1 % bundle, to zstd changeset", exported.bytes / 1024, "KiB", 1.0, size / 1024)


def _put_on_disk(bench: Bench, packed_changeset: bytes) -> None:
    """Seal, sign, write and flush a file, and read it back."""
    identity, file = bench.office.identity, bench.folder / "floor.sealed"
    closed = sealed.seal(packed_changeset, [identity.public.recipient] * 2)
    write_whole(file, identity.sign("kind", b"head", hashlib.sha512(closed).digest()) + closed)
    assert len(file.read_bytes()) > len(closed)


def _acknowledge(bench: Bench) -> None:
    """Headquarters takes the full bundle in and says so."""
    assert bench.full
    with open_workspace(bench.folder / "headquarters", PASSPHRASE) as headquarters:
        _import(headquarters, bench.full.file)
        answer = export_return(headquarters, "ABJ", bench.folder / "answer.sscb")
    _import(bench.office, answer.file)


# --- in -----------------------------------------------------------------------------------------


def _import(workspace: Workspace, file: Path) -> int:
    """Take in a bundle that must be taken in; how many conflicts it made."""
    (result,) = import_bundles(workspace, [file])
    if result.status != IMPORTED:
        raise AssertionError(f"{result.status} {result.code}")
    return result.conflicts


@dataclass
class Times:
    """What the imports took: without their safety copy, of that the content and its transaction,
    the copy itself, the index of words."""

    importing: list[float] = field(default_factory=list)
    applying: list[float] = field(default_factory=list)
    copying: list[float] = field(default_factory=list)
    indexing: list[float] = field(default_factory=list)

    def measure(self, workspace: Workspace, file: Path) -> float:
        """Take in a bundle."""
        with (
            part(safety_copies.BeforeImport, "make") as copying,
            part(search, "refresh") as indexing,
            part(receiving, "_apply") as applying,
        ):
            took = seconds(lambda: _import(workspace, file))
        self.applying.append(sum(applying) - sum(copying))
        self.copying.append(sum(copying))
        self.indexing.append(sum(indexing))
        self.importing.append(took - sum(copying))
        return self.importing[-1]


def _full_import(bench: Bench) -> Iterator[Figure]:
    assert bench.full
    file, times = bench.full.file, Times()

    def taking_in() -> float:
        with bench.headquarters("headquarters") as workspace:
            return times.measure(workspace, file)

    def as_it_comes() -> float:
        with floors.driver_as_it_comes():
            return _bare_import(bench)

    told = in_turns(taking_in, as_it_comes, lambda: _bare_import(bench), times=TIMES)
    took, least, bound_alike = told
    yield Figure("P5 full import, to executemany", took, "s", 2.0, least)
    yield Figure("P5 the same, to executemany bound as here", took, "s", 2.0, bound_alike)
    yield Figure("P5 of which the index of words", median(times.indexing), "s", 2.0, least)
    yield from _opening(bench, file, took)
    yield from _memory(bench, file)


def _bare_import(bench: Bench) -> float:
    path = bench.folder / "bare.db"
    connection = floors.connect(path, bytes(32))
    floors.lay(connection, bench.made)
    took = seconds(lambda: floors.write(connection, bench.rows))
    connection.close()
    path.unlink()
    return took


def _opening(bench: Bench, file: Path, took: float) -> Iterator[Figure]:
    """What verifying and unsealing take of an import; the same bundle again takes all of both."""
    copy = bench.copy_of("headquarters")
    with open_workspace(copy, PASSPHRASE) as workspace, file.open("rb") as source:
        clear = bundle.read_clear(source)

        def opening() -> None:
            bundle.check_signature(source, clear, signatures.verify)
            source.seek(clear.start)
            workspace.identity.open_sealed(source.read())

        (opened,) = in_turns(lambda: seconds(opening))
        told = opened * 1000, took * 1000
        yield Figure("P10 verify and unseal, to the import", told[0], "ms", 0.02, told[1])
        raw = bundle.read_content(source, clear, workspace.identity.open_sealed).sections
        bench.raw = sum(len(each) for each in raw.values())
        _import(workspace, file)
        (again,) = in_turns(lambda: seconds(lambda: import_bundles(workspace, [file])))
        yield Figure("P8 the same bundle again", again * 1000, "ms", 10.0)
    shutil.rmtree(copy)


def _memory(bench: Bench, file: Path) -> Iterator[Figure]:
    copy = bench.copy_of("headquarters")
    asked = (sys.executable, "-m", "tests.benchmarks.sync_memory", copy, PASSPHRASE, file)
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    shutil.rmtree(copy)
    most = int(told) / MEBIBYTE
    yield Figure("P13 full import: most memory", most, "MiB", 400.0)
    yield Figure("P13 the same, to the raw bundle", most, "MiB", 20.0, bench.raw / MEBIBYTE)


def _small_import(bench: Bench, changes: ChangeSet, exported: Exported) -> Iterator[Figure]:
    alone, against = Times(), Times()

    def agreeing() -> float:
        with bench.headquarters("headquarters") as workspace:
            return alone.measure(workspace, exported.file)

    def contradicting() -> float:
        with bench.headquarters("headquarters") as workspace:
            run(workspace.store, changes.against)
            return against.measure(workspace, exported.file)

    least = _bare_changes(bench, changes)
    told = in_turns(agreeing, contradicting, least, times=TIMES)
    plain, conflicting, floor = (each * 1000 for each in told)
    applied, against_all = (median(each.applying) * 1000 for each in (alone, against))
    yield Figure("P7 1 % import, to the same statements", applied, "ms", 1.5, floor)
    yield Figure("P7 1 % import, all in conflict", against_all, "ms", 1.8, floor)
    yield Figure("P7 the file archived before it", plain - applied, "ms", 1000.0)
    yield Figure("P7 the same, all in conflict", conflicting - against_all, "ms", 1000.0)
    yield Figure("P7 safety copy before it", median(alone.copying) * 1000, "ms", 5000.0)


def _bare_changes(bench: Bench, changes: ChangeSet) -> Callable[[], float]:
    """The same statements in a bare database that holds the same rows."""
    path = bench.folder / "bare.db"
    connection = floors.connect(path, bytes(32))
    floors.lay(connection, bench.made)
    floors.write(connection, bench.rows)
    connection.close()

    def changing() -> float:
        copy = shutil.copy(path, bench.folder / "changed.db")
        opened = floors.connect(Path(copy), bytes(32))
        took = seconds(lambda: floors.run(opened, changes.statements))
        opened.close()
        Path(copy).unlink()
        return took

    return changing
