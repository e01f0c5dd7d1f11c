"""Safety copies: every day, before imports and upgrades, verified, thinned, never in the way."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ssc_desktop.domain.copies_kept import BEFORE_EACH
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.services import safety_copies
from ssc_desktop.services.exchange import import_bundles
from ssc_desktop.services.exporting import export_bundle
from ssc_desktop.services.safety_copies import (
    BEFORE_IMPORT,
    BY_HAND,
    DAILY,
    copy_to_stick,
    last_outside,
    list_copies,
    make_copy,
    make_daily,
    thin_out,
    verify_copy,
)
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import sound_copy
from tests.services.exchanging import enrol, record

Room = namedtuple("Room", "total used free")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system says that next to nothing is free."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Room(10**9, 10**9 - 1000, 1000))


def whys(workspace: Workspace) -> list[str]:
    return [each.why for each in list_copies(workspace)]


def planted(workspace: Workspace, name: str, at: datetime) -> Path:
    """A copy that was made at another time, as its name says."""
    folder = workspace.folder / "backups"
    file = folder / f"{name}-{at:%Y%m%dT%H%M%S%f}.sscbackup"
    shutil.copy(list_copies(workspace)[0].file, file)
    return file


def test_the_copy_of_a_day_is_made_once_and_verified(office: Workspace) -> None:
    record(office)
    made = make_daily(office)
    assert made is not None
    assert (made.why, made.verified_at is not None, made.size > 0) == (DAILY, True, True)
    assert make_daily(office) is None
    assert verify_copy(office, made.file).changes > 0
    assert make_daily(office, today=(now() + timedelta(1)).astimezone().date()) is not None


def test_a_copy_by_hand_is_that_of_the_day(office: Workspace) -> None:
    assert make_copy(office).why == BY_HAND
    assert make_daily(office) is None


def test_a_copy_that_does_not_read_back_is_never_given_its_name(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that keeps something else than was written."""
    whole = sound_copy.refuse_damaged

    def failing_disk(path: Path, key: bytes) -> None:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        whole(path, key)

    monkeypatch.setattr(sound_copy, "refuse_damaged", failing_disk)
    for why in (DAILY, BEFORE_IMPORT):
        with pytest.raises(Problem) as refused:
            make_copy(office, why)
        assert refused.value.code == "copy-damaged"
    assert list((office.folder / "backups").iterdir()) == []


def test_old_copies_are_thinned_and_a_persons_own_stay(office: Workspace) -> None:
    make_daily(office)
    mine = planted(office, office.office.code, now() - timedelta(900))
    for days in range(1, 120):
        planted(office, "daily", now() - timedelta(days))
    gone = thin_out(office)
    assert gone
    assert mine.exists()
    assert 7 <= whys(office).count(DAILY) <= 7 + 5 + 12
    assert thin_out(office) == []


def test_the_only_whole_copy_is_never_removed(office: Workspace) -> None:
    whole = make_daily(office)
    assert whole is not None
    old = planted(office, "daily", now() - timedelta(2000))
    whole.file.unlink()
    for days in range(40):
        broken = planted(office, "daily", now() - timedelta(days))
        broken.write_bytes(broken.read_bytes()[:-40])
        with pytest.raises(Problem):
            verify_copy(office, broken)
        thin_out(office)
        assert old.exists()


def test_a_copy_altered_since_is_no_longer_told_as_verified(office: Workspace) -> None:
    made = make_copy(office)
    made.file.write_bytes(made.file.read_bytes()[:-300])
    (listed,) = list_copies(office)
    assert listed.verified_at is None
    with pytest.raises(Problem):
        verify_copy(office, made.file)


def test_the_note_of_what_was_verified_may_be_lost_or_broken(office: Workspace) -> None:
    make_copy(office)
    register = office.folder / "backups" / "verified.json"
    for harm in (b"", b"[1]", b'{"x": {}}', b"\xff"):
        register.write_bytes(harm)
        (listed,) = list_copies(office)
        assert listed.verified_at is None
        assert thin_out(office) == []
    verify_copy(office, listed.file)
    assert list_copies(office)[0].verified_at is not None


def test_a_full_disk_is_told_and_old_copies_make_room_first(
    office: Workspace, full_disk: None
) -> None:
    del full_disk
    before = {each.file for each in list_copies(office)}
    with pytest.raises(Problem) as refused:
        make_copy(office)
    assert refused.value.code == "no-room-for-copy"
    assert {each.file for each in list_copies(office)} == before


def test_room_that_thinning_makes_is_used(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_daily(office)
    for days in range(1, 60):
        planted(office, "daily", now() - timedelta(days))
    crowded = len(list_copies(office))

    def room(_path: Path) -> Room:
        lying = len(list((office.folder / "backups").glob("*.sscbackup")))
        return Room(10**9, 0, 1000 if lying >= crowded else 10**9)

    monkeypatch.setattr(shutil, "disk_usage", room)
    assert make_copy(office).file.exists()


def test_an_import_goes_on_without_a_copy_when_the_disk_is_nearly_full(
    office: Workspace, headquarters: Workspace, tmp_path: Path, full_disk: None
) -> None:
    del full_disk
    enrol(office, headquarters, tmp_path)
    record(office)
    (result,) = import_bundles(headquarters, [export_bundle(office).file])
    assert (result.status, result.code) == ("imported", "no-room-for-copy")
    assert result.changes > 0
    assert whys(headquarters) == []


def test_the_copies_before_imports_are_verified_and_five_stay(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrol(office, headquarters, tmp_path)
    for number in range(BEFORE_EACH + 2):
        record(office, f"DEMO {number}")
        import_bundles(headquarters, [export_bundle(office).file])
    found = list_copies(headquarters)
    assert [each.why for each in found] == [BEFORE_IMPORT] * BEFORE_EACH
    assert all(each.verified_at for each in found)


def test_a_copy_on_a_stick_is_complete_verified_and_remembered(
    office: Workspace, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert last_outside(office.store) is None
    made = copy_to_stick(office, stick)
    assert [each.name for each in stick.iterdir()] == [made.file.name]
    told = last_outside(office.store)
    assert told is not None
    assert now() - told < timedelta(minutes=1)


def test_a_stick_that_takes_nothing_is_told_and_not_remembered(
    office: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Problem) as refused:
        copy_to_stick(office, tmp_path / "file" / "copy.sscbackup")
    assert refused.value.code == "backup-not-written"
    assert last_outside(office.store) is None
    assert safety_copies.list_copies(office) == []
