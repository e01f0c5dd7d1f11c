from __future__ import annotations

from pathlib import Path

import pytest

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.record import new_key
from ssc_desktop.services.archive import archived_bundles, reimport_archive
from ssc_desktop.services.backups import create_backup
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.restoring import restore_backup
from ssc_desktop.services.workspaces import Workspace, open_workspace
from tests.conftest import PASSPHRASE
from tests.services.replicas import digest_of


@pytest.fixture
def enrolled(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    approve(headquarters, join(office, card, tmp_path / "ABJ.sscreq").file)
    return office


def exported(office: Workspace, name: str) -> Path:
    with office.store.writing() as db:
        db.add(Organisation(id=new_key(), name_fr=name))
    return export_bundle(office, since_last=True).file


def test_a_restored_headquarters_says_the_same_again_after_its_archive_was_taken_in(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    import_bundles(headquarters, [exported(enrolled, "DEMO 1")])
    backup = create_backup(headquarters, tmp_path / "hq.sscbackup")
    made = [exported(enrolled, f"DEMO {number}") for number in range(2, 6)]
    import_bundles(headquarters, made)
    for file in made:
        file.unlink()
    before = digest_of(headquarters.store)
    headquarters.close()
    restore_backup(headquarters.folder, backup.file, PASSPHRASE)
    with open_workspace(headquarters.folder, PASSPHRASE) as restored:
        assert digest_of(restored.store) != before
        seen: list[tuple[int, int]] = []
        results = reimport_archive(restored, lambda done, total: seen.append((done, total)))
        assert sorted(each.status for each in results) == ["duplicate"] + ["imported"] * 4
        assert seen[-1] == (5, 5)
        assert digest_of(restored.store) == before
        assert check_workspace(restored).problems == ()
        again = reimport_archive(restored)
        assert {each.status for each in again} == {"duplicate"}
        assert digest_of(restored.store) == before


def test_the_archive_keeps_what_came_and_nothing_else(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    assert reimport_archive(headquarters) == []
    first, second = exported(enrolled, "DEMO 1"), exported(enrolled, "DEMO 2")
    (waiting,) = import_bundles(headquarters, [second])
    assert waiting.status == "waiting"
    import_bundles(headquarters, [first])
    (headquarters.folder / "inbox" / "notes.txt").write_text("not a bundle")
    kept = archived_bundles(headquarters)
    assert [file.read_bytes() for file in kept] == [first.read_bytes(), second.read_bytes()]
