"""Killed, without room or cut off at any moment of an export or import: the old or the new state."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.workspaces import Workspace, open_workspace
from ssc_desktop.sync import bundle
from ssc_desktop.vault import signatures
from tests.conftest import PASSPHRASE
from tests.postgres_server import binaries
from tests.services.copies import copy_of, remove_copy
from tests.services.exporting_child import (
    export_in_little_room,
    export_when_told,
    import_in_little_room,
)
from tests.services.importing_child import import_when_told
from tests.services.replicas import digest_of

KILLS = int(os.environ.get("SSC_DESKTOP_BUNDLE_KILLS", "20"))
ROWS = 1500


@pytest.fixture
def enrolled(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    """An office that has something new for a headquarters which knows it already."""
    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    approve(headquarters, join(office, card, tmp_path / "ABJ.sscreq").file)
    record(office, 5)
    import_bundles(headquarters, [export_bundle(office, level="identified").file])
    record(office, ROWS)
    return office


def record(workspace: Workspace, rows: int) -> None:
    with workspace.store.writing() as db:
        db.add_all(Organisation(id=new_key(), name_fr=f"DEMO {row}") for row in range(rows))


def child(target: Callable[..., None], *args: object) -> tuple[BaseProcess, Connection]:
    """A process beside this one, ready to be told."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(
            ["tests.services.importing_child", "tests.services.exporting_child"]
        )
    ours, theirs = context.Pipe()
    process = context.Process(target=target, args=(*args, theirs), daemon=True)  # type: ignore[attr-defined]
    process.start()
    # Held here too it would never end, and a child that died would be waited for.
    theirs.close()
    return process, ours


def killed(target: Callable[..., None], folder: Path, file: Path, delay: float | None) -> float:
    """Let a child do it and kill it so much later, or when it is done; how long it took then."""
    process, pipe = child(target, folder, PASSPHRASE, file)
    assert pipe.recv() == "ready"
    pipe.send("go")
    took = 0.0
    if delay is None:
        took = pipe.recv()
    else:
        time.sleep(delay)
    process.kill()
    process.join()
    return took


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Callable[[Path], Path]]:
    """Copies of a folder, one at a time: a thousand would fill the disk."""
    folder = tmp_path / "copy"

    def copy(source: Path) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        return Path(shutil.copytree(source, folder))

    yield copy
    shutil.rmtree(folder, ignore_errors=True)


def moments(whole: float, many: int = KILLS) -> Iterator[float]:
    """Moments spread over all of it, none twice the same."""
    for number in range(many):
        yield whole * 1.05 * (number + random.random()) / many


# A server has its own proof of what a transaction is; fewer kills show that all lies in one.
ENGINES = [("sqlite", KILLS)] + ([("postgresql", KILLS // 4 or 1)] if binaries() else [])


@pytest.mark.parametrize(("database", "many"), ENGINES, indirect=["database"])
def test_an_import_killed_at_any_moment_leaves_the_old_or_the_new_state(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path, many: int
) -> None:
    file = export_bundle(enrolled, level="identified").file
    old = digest_of(headquarters.store)
    headquarters.close()
    folder = copy_of(headquarters, tmp_path / "copy")
    whole = killed(import_when_told, folder, file, None)
    with open_workspace(folder, PASSPHRASE) as workspace:
        new = digest_of(workspace.store)
    assert new != old
    found: list[str] = []
    for moment in moments(whole, many):
        remove_copy(headquarters, folder)
        copy_of(headquarters, folder)
        killed(import_when_told, folder, file, moment)
        with open_workspace(folder, PASSPHRASE) as workspace:
            assert workspace.notice is None
            assert check_workspace(workspace).problems == ()
            found.append(digest_of(workspace.store))
            (result, *_) = import_bundles(workspace, [file])
            assert result.status in ("imported", "duplicate")
            assert digest_of(workspace.store) == new
    assert set(found) <= {old, new}
    assert old in found


def test_an_export_killed_at_any_moment_leaves_a_whole_bundle_or_none(
    enrolled: Workspace,
    headquarters: Workspace,
    copies: Callable[[Path], Path],
    tmp_path: Path,
) -> None:
    enrolled.close()
    stick = tmp_path / "stick"
    whole = killed(export_when_told, copies(enrolled.folder), stick, None)
    counts = []
    for moment in moments(whole):
        shutil.rmtree(stick, ignore_errors=True)
        folder = copies(enrolled.folder)
        killed(export_when_told, folder, stick, moment)
        left = sorted(stick.glob("*.sscb")) if stick.is_dir() else []
        for file in left:
            bundle.read_whole(file, signatures.verify, headquarters.identity.open_sealed)
        counts.append(len(left))
        with open_workspace(folder, PASSPHRASE) as workspace:
            assert workspace.notice is None
            assert check_workspace(workspace).problems == ()
            again = export_bundle(workspace, output=stick, level="identified", full=True)
            assert again.file not in left
            assert again.changes > ROWS
    assert set(counts) <= {0, 1}
    assert 0 in counts
    results = import_bundles(headquarters, [again.file])
    assert [each.status for each in results] == ["imported"]


@pytest.mark.skipif(sys.platform == "win32", reason="room is measured out as Unix does it")
def test_without_room_an_import_leaves_the_old_or_the_new_state(
    enrolled: Workspace, headquarters: Workspace, copies: Callable[[Path], Path]
) -> None:
    file = export_bundle(enrolled, level="identified").file
    old = digest_of(headquarters.store)
    import_bundles(headquarters, [file])
    new = digest_of(headquarters.store)
    headquarters.close()
    restored = headquarters.folder.with_name("before")
    before = sorted((headquarters.folder / "backups").glob("before-import-*.db"))[-1]
    shutil.copytree(headquarters.folder, restored)
    (restored / "data.db").write_bytes(before.read_bytes())
    size = before.stat().st_size
    said, found = set(), []
    for room in [*range(2_000, size * 3, max(1, size * 3 // KILLS)), size * 40]:
        folder = copies(restored)
        process, pipe = child(import_in_little_room, folder, PASSPHRASE, file, room)
        said.add(pipe.recv())
        process.join()
        with open_workspace(folder, PASSPHRASE) as workspace:
            assert check_workspace(workspace).problems == ()
            found.append(digest_of(workspace.store))
            assert import_bundles(workspace, [file])[0].status in ("imported", "duplicate")
            assert digest_of(workspace.store) == new
    assert set(found) == {old, new}
    assert said == {"refused", "imported"}


@pytest.mark.skipif(sys.platform == "win32", reason="room is measured out as Unix does it")
def test_without_room_an_export_leaves_a_whole_bundle_or_none(
    enrolled: Workspace,
    headquarters: Workspace,
    copies: Callable[[Path], Path],
    tmp_path: Path,
) -> None:
    size = export_bundle(enrolled, level="identified", full=True).bytes
    enrolled.close()
    said = set()
    for room in [*range(0, size + 5_000, max(1, size // 6)), size * 200]:
        stick = tmp_path / f"stick-{room}"
        folder = copies(enrolled.folder)
        process, pipe = child(export_in_little_room, folder, PASSPHRASE, stick, room)
        answer = pipe.recv()
        process.join()
        left = list(stick.iterdir()) if stick.is_dir() else []
        assert [file.name for file in left] == ([answer] if answer.endswith(".sscb") else [])
        said.add(answer.rpartition(".")[2])
        for file in left:
            bundle.read_whole(file, signatures.verify, headquarters.identity.open_sealed)
        with open_workspace(folder, PASSPHRASE) as workspace:
            assert check_workspace(workspace).problems == ()
    assert said <= {"sscb", "bundle-not-written", "disk-full", "disk-failed"}
    # Which file is refused first, the bundle's or the database's, is a matter of pages.
    assert "sscb" in said
    assert len(said) > 1


def test_a_stick_that_may_not_be_written_is_told_and_nothing_is_noted(
    enrolled: Workspace, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir(mode=0o555)
    # Whoever may write everywhere is stopped only where nobody may.
    target: Path = stick if not os.access(stick, os.W_OK) else Path("/proc/stick")
    before = digest_of(enrolled.store)
    with pytest.raises(Problem) as caught:
        export_bundle(enrolled, output=target, level="identified")
    assert caught.value.code == "bundle-not-written"
    assert digest_of(enrolled.store) == before
    assert list(stick.iterdir()) == []


def test_a_stick_pulled_out_anywhere_leaves_headquarters_as_it_was(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    data = export_bundle(enrolled, level="identified").file.read_bytes()
    assert len(data) > 16_000
    before = digest_of(headquarters.store)
    stick = tmp_path / "stick"
    stick.mkdir()
    cut: list[Any] = []
    for length in range(4096, len(data), 4096):
        cut.append(stick / f"{length}.sscb")
        cut[-1].write_bytes(data[:length])
    results = import_bundles(headquarters, cut)
    assert {(each.status, each.code) for each in results} == {("refused", "bundle-cut-short")}
    assert digest_of(headquarters.store) == before
    (stick / "whole.sscb").write_bytes(data)
    assert import_bundles(headquarters, [stick / "whole.sscb"])[0].status == "imported"
