from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.evidence import (
    add_content,
    add_evidence,
    change_evidence,
    extract_evidence,
    list_evidence,
    open_evidence,
    remove_evidence,
    restore_evidence,
    safe_name,
    show_evidence,
)
from ssc_desktop.services.workspaces import Workspace, evidence_path
from ssc_desktop.storage.local import Access

NAMES = (
    "Compte rendu – atelier.pdf",
    unicodedata.normalize("NFD", "été à Bouaké.pdf"),
    "محضر الورشة.pdf",
    "  two  blanks .txt",
)


def written(folder: Path, name: str = "report.txt", content: bytes = b"a report") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("name", NAMES)
def test_a_document_keeps_its_name_and_every_byte(
    office: Workspace, tmp_path: Path, name: str
) -> None:
    content = os.urandom(100_000)
    kept = add_evidence(office, written(tmp_path, name, content)).evidence
    assert kept.file_name == name.strip()
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    out = tmp_path / "out"
    out.mkdir()
    assert extract_evidence(office, kept.id, out).read_bytes() == content


def test_nothing_of_a_document_lies_readable_in_the_workspace(
    office: Workspace, tmp_path: Path
) -> None:
    add_evidence(office, written(tmp_path, "Awa Traoré.txt", b"signed by Awa Traore" * 50))
    for file in office.folder.rglob("*"):
        if file.is_file():
            assert b"Awa" not in file.read_bytes()
            assert "Awa" not in file.name


def test_the_same_file_is_kept_once_for_each_activity(office: Workspace, tmp_path: Path) -> None:
    file = written(tmp_path)
    one, two = (
        add_activity(office.store, "workshop", {"title": title, "start": "2021-08-16"})
        for title in ("One", "Two")
    )
    first = add_evidence(office, file, activity=one.id)
    again = add_evidence(office, file, {"evidence_type": "report"}, activity=one.code)
    other = add_evidence(office, file, activity=two.id)
    assert first.evidence.id == again.evidence.id != other.evidence.id
    assert again.evidence.evidence_type == "report"
    assert [each.activity_code for each in list_evidence(office)] == [one.code, two.code]
    assert len(list_evidence(office, one.code)) == 1
    assert len(list((office.folder / "evidence").iterdir())) == 1


def test_a_removed_document_comes_back(office: Workspace, tmp_path: Path) -> None:
    file = written(tmp_path)
    key = add_evidence(office, file).evidence.id
    remove_evidence(office, key)
    assert list_evidence(office) == []
    assert [each.evidence.id for each in list_evidence(office, removed=True)] == [key]
    restore_evidence(office, key)
    assert len(list_evidence(office)) == 1
    remove_evidence(office, key)
    assert add_evidence(office, file).evidence.id == key
    assert len(list_evidence(office)) == 1


def test_a_document_that_was_altered_or_lost_is_told(office: Workspace, tmp_path: Path) -> None:
    kept = add_evidence(office, written(tmp_path)).evidence
    path = evidence_path(office.folder, kept.sha256 or "")
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(Problem) as altered:
        extract_evidence(office, kept.id, tmp_path / "out.txt")
    assert altered.value.code == "sealed-damaged"
    path.unlink()
    with pytest.raises(Problem) as lost:
        extract_evidence(office, kept.id, tmp_path / "out.txt")
    assert lost.value.code == "evidence-not-here"
    assert not show_evidence(office, kept.id).is_here
    assert not (tmp_path / "out.txt").exists()
    assert [each.code for each in check_workspace(office).problems] == ["evidence-missing"]
    assert add_evidence(office, written(tmp_path)).is_here
    assert check_workspace(office).ok


def test_another_document_in_its_place_is_not_taken_for_it(
    office: Workspace, tmp_path: Path
) -> None:
    one = add_evidence(office, written(tmp_path, "1", b"one")).evidence
    two = add_evidence(office, written(tmp_path, "2", b"two")).evidence
    evidence_path(office.folder, two.sha256 or "").replace(
        evidence_path(office.folder, one.sha256 or "")
    )
    with pytest.raises(Problem) as swapped:
        extract_evidence(office, one.id, tmp_path / "out.txt")
    assert swapped.value.code == "evidence-altered"


def test_taking_a_copy_out_is_noted_without_a_name(office: Workspace, tmp_path: Path) -> None:
    kept = add_evidence(office, written(tmp_path, "Awa.txt")).evidence
    extract_evidence(office, kept.id, tmp_path / "out.txt")
    with office.store.reading() as db:
        (noted,) = db.scalars(select(Access).where(Access.noun == "evidence"))
    assert (noted.act, noted.subject) == ("extract", str(kept.id))
    assert office.officer is not None
    assert noted.officer_id == office.officer.id


def test_a_name_that_would_lead_elsewhere_stays_in_the_folder(
    office: Workspace, tmp_path: Path
) -> None:
    kept = add_evidence(office, written(tmp_path)).evidence
    with office.store.writing() as db:
        found = db.get(Evidence, kept.id)
        assert found is not None
        found.file_name = "../../climbed.txt"
    out = tmp_path / "out"
    out.mkdir()
    assert extract_evidence(office, kept.id, out).parent == out
    assert not (tmp_path.parent / "climbed.txt").exists()


@given(st.text(min_size=1, max_size=60))
def test_a_safe_name_is_one_name_on_every_system(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('<>:"/\\|?*\0\n\t')
    assert safe not in {".", ".."}
    assert not safe.endswith((".", " "))
    assert safe.split(".")[0].upper() not in {"CON", "NUL", "COM1", "LPT9"}
    assert safe_name(safe) == safe


def test_a_place_that_takes_no_copy_is_told(office: Workspace, tmp_path: Path) -> None:
    kept = add_evidence(office, written(tmp_path)).evidence
    with pytest.raises(Problem) as refused:
        extract_evidence(office, kept.id, tmp_path / "report.txt" / "out.txt")
    assert refused.value.code == "evidence-not-written"


def test_a_file_that_cannot_be_read_is_refused(office: Workspace, tmp_path: Path) -> None:
    for wrong in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(Problem) as refused:
            add_evidence(office, wrong)
        assert refused.value.code == "evidence-unreadable"
    assert list_evidence(office) == []


def test_a_large_file_tells_its_progress_and_can_be_given_up(
    office: Workspace, tmp_path: Path
) -> None:
    file = written(tmp_path, "film.mp4", os.urandom(9_000_000))
    told: list[tuple[int, int]] = []
    kept = add_evidence(office, file, progress=lambda done, total: told.append((done, total)))
    assert kept.evidence.size == 9_000_000
    assert len(told) > 3
    assert told == sorted(told)
    assert {total for _, total in told} == {9_000_000}

    class Stopped(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done > 3_000_000:
            raise Stopped

    other = written(tmp_path, "other.mp4", os.urandom(9_000_000))
    with pytest.raises(Stopped):
        add_evidence(office, other, progress=stop)
    assert len(list_evidence(office)) == 1
    assert len(list((office.folder / "evidence").iterdir())) == 1


def test_a_duplicate_is_told(office: Workspace, tmp_path: Path) -> None:
    file = written(tmp_path)
    assert not add_evidence(office, file).is_again
    assert add_evidence(office, file).is_again
    remove_evidence(office, list_evidence(office)[0].id)
    assert not add_evidence(office, file).is_again


def test_what_was_pasted_is_kept_and_opened_in_memory_alone(office: Workspace) -> None:
    before = {file for file in office.folder.rglob("*") if file.is_file()}
    kept = add_content(office, "Image collée.png", b"pixels of a picture" * 9)
    assert kept.evidence.file_name == "Image collée.png"
    assert open_evidence(office, kept.id) == b"pixels of a picture" * 9
    for file in {file for file in office.folder.rglob("*") if file.is_file()} - before:
        assert b"pixels" not in file.read_bytes()
    open_evidence(office, kept.id, noted=False)
    with office.store.reading() as db:
        (noted,) = db.scalars(select(Access).where(Access.noun == "evidence"))
    assert (noted.act, noted.subject) == ("view", str(kept.id))


def test_several_documents_change_at_once_and_back(office: Workspace, tmp_path: Path) -> None:
    keys = [add_content(office, f"{n}.jpg", b"%d" % n, {"evidence_type": "photo"}).id
            for n in range(3)]  # fmt: skip
    values = {"contains_persons": "yes", "original_location": "Classeur 3"}
    changed = change_evidence(office, dict.fromkeys(keys, values))
    assert changed.changes.nouns == {"evidence"}
    assert {each.evidence.original_location for each in list_evidence(office)} == {"Classeur 3"}
    change_evidence(office, changed.before)
    found = list_evidence(office)
    assert {each.evidence.contains_persons for each in found} == {None}
    assert {each.evidence.evidence_type for each in found} == {"photo"}
    with pytest.raises(Problem):
        change_evidence(office, {keys[0]: {"evidence_type": "no-such"}})


def test_a_copy_replaces_a_file_only_when_told(office: Workspace, tmp_path: Path) -> None:
    kept = add_evidence(office, written(tmp_path)).evidence
    target = written(tmp_path, "there.txt", b"kept")
    with pytest.raises(Problem) as refused:
        extract_evidence(office, kept.id, target)
    assert refused.value.code == "file-exists"
    assert target.read_bytes() == b"kept"
    extract_evidence(office, kept.id, target, replace_it=True)
    assert target.read_bytes() == b"a report"
