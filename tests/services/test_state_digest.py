from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import clocks, state_digest
from ssc_desktop.services.bundle_writing import held_here
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exchange import Imported, export_bundle, import_bundles
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import change_log
from ssc_desktop.storage import digest as stored
from ssc_desktop.storage.store import Store
from ssc_desktop.sync.change import Source
from ssc_desktop.sync.digest import BLOCK
from ssc_desktop.sync.vector import Span
from tests.services.replicas import changes_of, rows_of

DAY = 24 * 3600 * 1000


@pytest.fixture
def enrolled(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    approve(headquarters, join(office, card, tmp_path / "ABJ.sscreq").file)
    return office


def record(workspace: Workspace, *names: str) -> None:
    with workspace.store.writing() as db:
        db.add_all(Organisation(id=new_key(), name_fr=name) for name in names or ("DEMO",))


def change(workspace: Workspace, name: str) -> None:
    with workspace.store.writing() as db:
        for each in db.query(Organisation).filter(Organisation.name_fr.like("DEMO%")):
            each.acronym = name


def up(office: Workspace, headquarters: Workspace) -> Imported:
    file = export_bundle(office, level="identified").file
    return import_bundles(headquarters, [file])[0]


def down(office: Workspace, headquarters: Workspace) -> Imported:
    return import_bundles(office, [export_return(headquarters, "ABJ").file])[0]


def digest(store: Store, *left_out: Span) -> bytes:
    with store.reading() as db:
        return state_digest.digest_of_log(db, held_here(db), left_out)


def doubted(workspace: Workspace) -> dict[str, int]:
    with workspace.store.reading() as db:
        return state_digest.doubted(db)


def test_two_that_hold_the_same_have_the_same_digest(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    record(enrolled)
    change(enrolled, "D")
    assert up(enrolled, headquarters).code == ""
    assert down(enrolled, headquarters).code == ""
    assert digest(enrolled.store) == digest(headquarters.store)
    with enrolled.store.reading() as one, headquarters.store.reading() as two:
        assert state_digest.digest_of_heads(one) == state_digest.digest_of_heads(two)
    before = digest(enrolled.store)
    record(enrolled)
    assert digest(enrolled.store) != before


def test_what_is_left_out_counts_on_neither_side(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    record(enrolled, *(f"DEMO {number}" for number in range(2 * BLOCK)))
    up(enrolled, headquarters)
    source = Source(enrolled.device, 1)
    gap = Span(source, BLOCK - 5, BLOCK + 5)
    with headquarters.store.connecting(write=True) as connection:
        connection.exec_driver_sql(
            "DELETE FROM change WHERE seq BETWEEN ? AND ? AND source = "
            "(SELECT id FROM source WHERE device = ?)",
            (gap.first, gap.last, enrolled.device),
        )
        connection.exec_driver_sql("DELETE FROM local_fact WHERE name = 'log_digest'")
    with enrolled.store.reading() as mine, headquarters.store.reading() as theirs:
        counts = held_here(mine)
        there = dict(counts)
        assert state_digest.digest_of_log(mine, there) != state_digest.digest_of_log(theirs, there)
        assert state_digest.digest_of_log(mine, there, [gap]) == state_digest.digest_of_log(
            theirs, there, [gap]
        )


def test_full_blocks_are_worked_out_once(
    enrolled: Workspace, headquarters: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(enrolled, *(f"DEMO {number}" for number in range(3 * BLOCK)))
    up(enrolled, headquarters)
    asked: list[tuple[int, int]] = []
    lines = stored.log_blocks

    def counting(db: Any, source: int, block: int, first: int, last: int) -> Any:
        asked.append((first, last))
        return lines(db, source, block, first, last)

    whole = digest(headquarters.store)
    monkeypatch.setattr(stored, "log_blocks", counting)
    assert digest(headquarters.store) == whole
    assert sum(last - first for first, last in asked if last > first) < BLOCK + 10
    with headquarters.store.writing() as db:
        stored.forget(db)
    asked.clear()
    assert digest(headquarters.store) == whole
    assert sum(last - first for first, last in asked if last > first) >= 3 * BLOCK


def _lose_a_change(store: Store) -> None:
    with store.connecting(write=True) as connection:
        connection.exec_driver_sql("DELETE FROM change WHERE tbl = 'organisation' AND kind = 'U'")


def _lose_a_head(store: Store) -> None:
    with store.connecting(write=True) as connection:
        connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
        connection.exec_driver_sql("DELETE FROM cell WHERE tbl = 'organisation'")
        connection.exec_driver_sql("UPDATE organisation SET acronym = 'X' WHERE acronym = 'D'")
        connection.exec_driver_sql("UPDATE sync_state SET applying = 0")


@pytest.mark.parametrize("harm", [_lose_a_change, _lose_a_head])
def test_a_difference_is_seen_and_mends_itself(
    enrolled: Workspace, headquarters: Workspace, harm: Callable[[Store], None]
) -> None:
    record(enrolled)
    change(enrolled, "D")
    for _ in range(2):
        up(enrolled, headquarters)
        down(enrolled, headquarters)
    harm(headquarters.store)
    assert down(enrolled, headquarters).code == "state-differs"
    assert list(doubted(enrolled)) == [headquarters.device]
    everything = len([c for c in changes_of(enrolled.store) if c.source.device != "0" * 16])
    made = export_bundle(enrolled, level="identified")
    assert made.changes == everything
    import_bundles(headquarters, [made.file])
    down(enrolled, headquarters)
    up(enrolled, headquarters)
    down(enrolled, headquarters)
    assert doubted(enrolled) == doubted(headquarters) == {}
    assert rows_of(headquarters.store) == rows_of(enrolled.store)
    assert export_bundle(enrolled, level="identified").changes == 0


def test_bundles_do_not_stay_full_for_ever(enrolled: Workspace, headquarters: Workspace) -> None:
    record(enrolled)
    up(enrolled, headquarters)
    down(enrolled, headquarters)
    with enrolled.store.writing() as db:
        state_digest.note_agreement(db, headquarters.device, agreed=False)
    counts = [export_bundle(enrolled, level="identified").changes for _ in range(5)]
    assert [count > 0 for count in counts] == [True, True, True, False, False]


def test_a_full_data_set_is_digested_within_a_second(store: Store) -> None:
    rows = 342_004
    key = "0192f3a4b5c67d8e9fa0b1c2d3e4"
    fields = '{"state":"present","signed":1,"sheet_no":"2ME0XHC3"}'
    with store.connecting(write=True) as connection:
        connection.exec_driver_sql(
            "INSERT INTO source(id, device, incarnation, upto) VALUES (5, ?, 1, ?)",
            ("a" * 16, rows),
        )
        connection.exec_driver_sql(
            "INSERT INTO change(source, seq, hlc, tx, tbl, key, kind, fields, parents) "
            "VALUES (5, ?, ?, 1, 'attendance', ?, 'I', ?, '{}')",
            [
                (
                    n,
                    (1_700_000_000_000 << 16) + n,
                    f"{key}{n % 2000:04x}/{key}{n % 60000:04x}/2021-08-16/AM",
                    fields,
                )
                for n in range(1, rows + 1)
            ],
        )
    with store.reading() as db:
        begun = time.process_time()
        state_digest.digest_of_log(db, held_here(db))
        took = time.process_time() - begun
    assert took <= 1.0


# Clocks


def test_a_laptop_whose_clock_runs_ahead_is_marked_told_and_forgiven(
    enrolled: Workspace, headquarters: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(enrolled)
    up(enrolled, headquarters)
    with monkeypatch.context() as patch:
        ahead = time.time_ns() + 400 * DAY * 1_000_000
        patch.setattr(time, "time_ns", lambda: ahead)
        with enrolled.store.connecting(write=True) as connection:
            connection.exec_driver_sql(f"UPDATE sync_state SET hlc = {(ahead // 1_000_000) << 16}")
        record(enrolled)
        file = export_bundle(enrolled, level="identified").file
    (result,) = import_bundles(headquarters, [file])
    assert (result.status, result.code) == ("imported", "clock-ahead")
    with headquarters.store.reading() as db:
        marked = clocks.clocks_ahead(db)
        hlc = db.connection().exec_driver_sql("SELECT hlc FROM sync_state").scalar_one()
    assert marked.keys() == {enrolled.device}
    assert marked[enrolled.device] == pytest.approx(400 * DAY, abs=DAY)
    assert (hlc >> 16) - time.time_ns() // 1_000_000 <= 2 * DAY
    assert down(enrolled, headquarters).code == "own-clock-ahead"
    up(enrolled, headquarters)
    with headquarters.store.reading() as db:
        assert clocks.clocks_ahead(db) == {}
    assert down(enrolled, headquarters).code == ""


def test_an_office_whose_clock_is_behind_is_told(
    enrolled: Workspace, headquarters: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(headquarters)
    file = export_return(headquarters, "ABJ").file
    behind = time.time_ns() - 30 * DAY * 1_000_000
    monkeypatch.setattr(clocks.time, "time_ns", lambda: behind)
    (result,) = import_bundles(enrolled, [file])
    assert (result.status, result.code) == ("imported", "own-clock-behind")
    with enrolled.store.reading() as db:
        hlc = db.connection().exec_driver_sql("SELECT hlc FROM sync_state").scalar_one()
        assert (hlc >> 16) > behind // 1_000_000
        assert change_log.own_source(db)[0] == enrolled.device


def test_an_export_keeps_what_it_digested(enrolled: Workspace) -> None:
    record(enrolled, *(f"DEMO {number}" for number in range(2 * BLOCK)))
    export_bundle(enrolled)
    with enrolled.store.reading() as db:
        (kept,) = (each for each in stored.remembered(db).values() if len(each) > 1)
        stored_anew = stored.log_blocks(db, change_log.OWN, BLOCK, 0, 2 * BLOCK - 1)
        assert kept == [state_digest.block_digest(told) for _, told in stored_anew]
