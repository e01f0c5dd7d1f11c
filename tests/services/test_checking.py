"""The check of everything finds each fault that is planted, and nothing where there is none."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from ssc_desktop.domain.participant import Participant
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.evidence import add_evidence
from ssc_desktop.services.exchange import import_bundles
from ssc_desktop.services.exporting import export_bundle
from ssc_desktop.services.safety_copies import list_copies, make_copy
from ssc_desktop.services.state_digest import remember_blocks
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import change_log
from ssc_desktop.vault.keyfile import KeyFile
from tests.services.exchanging import enrol, person, record


@pytest.fixture
def full(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    """A headquarters with everything a check looks at."""
    enrol(office, headquarters, tmp_path)
    person(office, "DEMO Koné", record(office))
    import_bundles(headquarters, [export_bundle(office, level="identified").file])
    (tmp_path / "report.txt").write_text("DEMO")
    add_evidence(headquarters, tmp_path / "report.txt")
    with headquarters.store.writing() as db:
        db.add_all([Participant(family_name=f"DEMO {number}") for number in range(1100)])
    with headquarters.store.writing() as db:
        remember_blocks(db)
    make_copy(headquarters)
    return headquarters


def sql(workspace: Workspace, *statements: str) -> None:
    with workspace.store.connecting(write=True) as connection:
        for statement in statements:
            connection.execute(text(statement))


def quiet(workspace: Workspace, statement: str) -> None:
    """A statement that the log does not hear of, as a failing disk or another program writes."""
    sql(
        workspace,
        "UPDATE sync_state SET applying = 1",
        statement,
        "UPDATE sync_state SET applying = 0",
    )


def found(workspace: Workspace) -> list[str]:
    return sorted({problem.code for problem in check_workspace(workspace).problems})


def one(folder: Path, pattern: str) -> Path:
    return sorted(folder.glob(pattern))[0]


def flip(file: Path, place: int = -200) -> None:
    data = bytearray(file.read_bytes())
    data[place] ^= 0x10
    file.write_bytes(data)


FAULTS: dict[str, tuple[Callable[[Workspace], object], list[str]]] = {
    "rule": (lambda w: sql(w, "DROP TRIGGER log_participant_update"), ["change-log-off"]),
    "gap": (
        lambda w: sql(w, "DELETE FROM change WHERE source = 1 AND seq = 700"),
        ["change-gap", "log-altered", "row-without-change"],
    ),
    "log": (
        lambda w: sql(w, "UPDATE change SET hlc = hlc + 1 WHERE source = 1 AND seq = 700"),
        ["log-altered"],
    ),
    "word": (
        lambda w: sql(w, "UPDATE search_key SET words = 'other' WHERE words LIKE 'demo 7%'"),
        ["index-differs"],
    ),
    "lost word": (
        lambda w: sql(
            w, "DELETE FROM search_word WHERE rowid = (SELECT max(entry) FROM search_key)"
        ),
        ["index-differs"],
    ),
    "unlogged": (
        lambda w: quiet(
            w, "UPDATE participant SET family_name = 'DEMO X' WHERE family_name = 'DEMO 3'"
        ),
        ["index-differs"],
    ),
    "source": (lambda w: _rename_source(w), ["source-differs"]),
    "document": (lambda w: flip(one(w.folder, "evidence/*.age")), ["evidence-altered"]),
    "no document": (lambda w: one(w.folder, "evidence/*.age").unlink(), ["evidence-missing"]),
    "bundle": (lambda w: flip(one(w.folder, "inbox/*.sscb")), ["archive-damaged"]),
    "no bundle": (lambda w: one(w.folder, "inbox/*.sscb").unlink(), ["archive-damaged"]),
    "copy": (lambda w: flip(list_copies(w)[0].file, 5000), ["copy-not-whole"]),
    "keys": (lambda w: (w.folder / "keys.json").write_text("{}"), ["damaged-keys"]),
    "no keys": (lambda w: (w.folder / "keys.json").unlink(), ["damaged-keys"]),
    "slot": (
        lambda w: KeyFile(w.id, w.edition, recovery=w.keys.recovery).save(w.folder),
        ["accounts-differ"],
    ),
}


def _rename_source(workspace: Workspace) -> None:
    with workspace.store.writing() as db:
        change_log.name_own_source(db, "f" * 16, change_log.own_source(db)[1])
        # The digests go by the name of the source.
        db.execute(text("DELETE FROM local_fact WHERE name = 'log_digest'"))


def test_nothing_is_found_where_nothing_is_wrong(full: Workspace) -> None:
    steps: list[tuple[int, int]] = []
    assert check_workspace(full, lambda *step: steps.append(step)).ok
    assert steps == [(done, len(steps)) for done in range(1, len(steps) + 1)]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_and_nothing_else(full: Workspace, fault: str) -> None:
    plant, expected = FAULTS[fault]
    plant(full)
    assert found(full) == expected


def test_a_damaged_page_is_found(full: Workspace) -> None:
    full.store.close()
    database = full.folder / "data.db"
    with database.open("r+b") as file:
        file.seek(os.path.getsize(database) // 2)
        file.write(b"\0" * 100)
    assert found(full) == ["database-damaged"]
