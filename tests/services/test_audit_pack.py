"""The audit pack: every file under its name with its hash, what is missing told, nothing half written."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from sqlalchemy import select

from ssc_desktop.domain.evidence import SheetPrint
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import attendance
from ssc_desktop.services.attestations import (
    issue_attestations,
    list_attestations,
    revoke_attestation,
)
from ssc_desktop.services.audit_pack import pack_evidence
from ssc_desktop.services.consents import record_consent
from ssc_desktop.services.evidence import add_evidence, change_evidence
from ssc_desktop.services.participants import change_participant
from ssc_desktop.services.printing import print_attendance
from ssc_desktop.services.workspaces import Workspace, evidence_path
from ssc_desktop.storage.local import Access
from tests.paper.archival import faults
from tests.services.trainings import keys, training

FRENCH = Language("fr")
NAMES = ("Compte rendu – atelier.pdf", "محضر الورشة.txt", "=SUM(A1).txt")


def written(folder: Path, name: str, content: bytes = b"what was said") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as pack:
        assert pack.testzip() is None
        return {name: pack.read(name) for name in pack.namelist()}


def lines_of(index: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(index.decode("utf-8-sig"))))


def text_of(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf))
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("code", ["fr", "en", "ar"])
def test_everything_is_there_with_its_name_and_its_hash(
    office: Workspace, tmp_path: Path, code: str
) -> None:
    activity = training(office)
    attendance.fill(office.store, activity, "present")
    issue_attestations(office, activity)
    for at, name in enumerate(NAMES):
        file = written(tmp_path, name, f"document {at}".encode())
        add_evidence(office, file, {"evidence_type": "minutes"}, activity=activity)
    scan = written(tmp_path, "scan.pdf", b"signed")
    add_evidence(office, scan, {"evidence_type": "signed_attendance"}, activity=activity)
    path = tmp_path / "pack.zip"
    packed = pack_evidence(office, activity, path, language=Language(code))
    found = contents(path)
    for at, name in enumerate(NAMES):
        assert found[f"4-evidence/minutes/{name}"] == f"document {at}".encode()
    assert found["2-attendance/scan.pdf"] == b"signed"
    assert f"3-attestations/attestations-{code}.pdf" in found
    assert f"1-activity/activity-{code}.pdf" in found
    assert {each.path for each in packed.files} == found.keys() - {
        "index.pdf", "index.csv", "SHA256SUMS.txt",
    }  # fmt: skip
    for each in packed.files:
        assert hashlib.sha256(found[each.path]).hexdigest() == each.sha256
        assert (len(found[each.path]), bool(each.proves)) == (each.size, True)
    assert faults(found["index.pdf"]) == []
    assert path.stat().st_size == packed.size


def test_the_list_of_hashes_is_one_other_programs_check(office: Workspace, tmp_path: Path) -> None:
    activity = training(office)
    add_evidence(office, written(tmp_path, NAMES[1]), activity=activity)
    path = tmp_path / "pack.zip"
    pack_evidence(office, activity, path, language=FRENCH)
    out = tmp_path / "out"
    with zipfile.ZipFile(path) as pack:
        pack.extractall(out)
    sums = (out / "SHA256SUMS.txt").read_text("utf-8").splitlines()
    told = {line[66:]: line[:64] for line in sums}
    there = {
        file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in out.rglob("*")
        if file.is_file() and file.name != "SHA256SUMS.txt"
    }
    assert told == there
    program = shutil.which("sha256sum")
    if program:
        subprocess.run([program, "--check", "SHA256SUMS.txt"], cwd=out, check=True)


def test_what_is_missing_is_told_and_stops_nothing(office: Workspace, tmp_path: Path) -> None:
    activity = training(office)
    lost = add_evidence(
        office, written(tmp_path, "lost.txt"), {"evidence_type": "agenda"}, activity=activity
    )
    harmed = add_evidence(
        office,
        written(tmp_path, "harmed.txt", b"another"),
        {"evidence_type": "photo"},
        activity=activity,
    )
    evidence_path(office.folder, lost.evidence.sha256 or "").unlink()
    file = evidence_path(office.folder, harmed.evidence.sha256 or "")
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    path = tmp_path / "pack.zip"
    packed = pack_evidence(office, activity, path, language=Language("en"))
    found = contents(path)
    told = dict(packed.missing)
    assert "only its record" in told["Agenda"]
    assert "Photo" in told
    assert "Attendance typed" in told
    assert "Signed attendance sheet" in told
    assert not any(name.endswith(("lost.txt", "harmed.txt")) for name in found)
    shown = text_of(found["index.pdf"])
    assert "What is missing" in shown
    assert "Signed attendance sheet" in shown
    rows = lines_of(found["index.csv"])
    assert {row["What it is"] for row in rows if not row["File"]} == told.keys()


def test_the_index_warns_and_no_cell_is_a_formula(office: Workspace, tmp_path: Path) -> None:
    activity = training(office)
    file = written(tmp_path, NAMES[2])
    values = {"original_location": "=HYPERLINK(1)"}
    add_evidence(office, file, values, activity=activity)
    path = tmp_path / "pack.zip"
    pack_evidence(office, activity, path, language=Language("en"))
    found = contents(path)
    assert "This pack holds personal data" in text_of(found["index.pdf"])
    rows = csv.reader(io.StringIO(found["index.csv"].decode("utf-8-sig")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_a_scan_and_a_kept_printing_are_found_on_their_sheet(
    office: Workspace, tmp_path: Path
) -> None:
    activity = training(office)
    printed = print_attendance(office.store, activity, language=FRENCH)
    kept = written(tmp_path, "liste.pdf", printed.pdf)
    scan = written(tmp_path, "scan.jpg", b"a scan")
    signed = {"evidence_type": "signed_attendance"}
    add_evidence(office, kept, signed, activity=activity)
    document = add_evidence(office, scan, signed, activity=activity)
    with office.store.writing() as db:
        sheet = db.scalars(select(SheetPrint)).one()
        sheet.scan_evidence_id = document.id
    path = tmp_path / "pack.zip"
    pack_evidence(office, activity, path, language=Language("en"))
    shown = text_of(contents(path)["index.pdf"])
    assert "Scan: 2-attendance/scan.jpg" in shown
    assert "As printed: 2-attendance/liste.pdf" in shown


def test_two_documents_of_one_name_are_both_there(office: Workspace, tmp_path: Path) -> None:
    activity = training(office)
    for at, name in enumerate(("report.txt", "REPORT.txt", "report.txt")):
        folder = tmp_path / str(at)
        folder.mkdir()
        add_evidence(office, written(folder, name, f"{at}".encode()), activity=activity)
    path = tmp_path / "pack.zip"
    pack_evidence(office, activity, path, language=FRENCH)
    found = {name: data for name, data in contents(path).items() if "4-evidence" in name}
    assert len({name.casefold() for name in found}) == 3
    assert sorted(found.values()) == [b"0", b"1", b"2"]


@pytest.mark.parametrize("name", ["../../evil.txt", "C:\\evil.txt", "/etc/evil.txt", "CON"])
def test_no_name_that_came_in_a_bundle_leads_out_of_the_pack(
    office: Workspace, tmp_path: Path, name: str
) -> None:
    activity = training(office)
    kept = add_evidence(office, written(tmp_path, "a.txt"), activity=activity)
    change_evidence(office, {kept.id: {"file_name": name}})
    path = tmp_path / "pack.zip"
    pack_evidence(office, activity, path, language=FRENCH)
    (entry,) = (each for each in contents(path) if each.startswith("4-"))
    assert entry.count("/") == 2
    assert not {"\\", ":"} & set(entry)
    assert ".." not in entry.split("/")


def test_the_index_says_how_many_refused_photos_and_names_none(
    office: Workspace, tmp_path: Path
) -> None:
    activity = training(office)
    refusing = keys(office, activity)[0]
    record_consent(office.store, refusing, "photo", {"state": "refused"})
    path = tmp_path / "pack.zip"
    pack_evidence(office, activity, path, language=Language("en"))
    shown = text_of(contents(path)["index.pdf"])
    assert "People who refused photos 1" in shown
    assert "Awa" not in shown


def test_the_order_is_the_same_and_no_entry_tells_its_moment(
    office: Workspace, tmp_path: Path
) -> None:
    activity = training(office)
    for at in (3, 1, 2):
        file = written(tmp_path, f"{at}.txt", f"{at}".encode())
        add_evidence(office, file, {"evidence_type": "photo"}, activity=activity)
    for name in ("one.zip", "other.zip"):
        pack_evidence(office, activity, tmp_path / name, language=FRENCH)
    with zipfile.ZipFile(tmp_path / "one.zip") as one, zipfile.ZipFile(tmp_path / "other.zip") as b:
        assert one.namelist() == b.namelist()
        assert {each.date_time for each in one.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [name[-5:] for name in one.namelist() if "photo" in name] == [
            "1.txt", "2.txt", "3.txt",
        ]  # fmt: skip


def test_who_took_it_is_noted(office: Workspace, tmp_path: Path) -> None:
    activity = training(office)
    pack_evidence(office, activity, tmp_path / "pack.zip", language=FRENCH)
    with office.store.reading() as db:
        noted = db.execute(select(Access.act, Access.noun, Access.officer_id)).all()
    assert [(act, noun) for act, noun, _ in noted] == [("export", "activity")]
    assert office.officer is not None
    assert noted[0].officer_id == office.officer.id


def test_only_attestations_that_stand_are_printed_and_others_told(
    office: Workspace, tmp_path: Path
) -> None:
    activity = training(office)
    attendance.fill(office.store, activity, "present")
    issue_attestations(office, activity)
    one, other, renamed = list_attestations(office, activity)
    revoke_attestation(office, one.attestation.id, "typed twice")
    assert renamed.participant is not None
    change_participant(
        office.store, renamed.participant.id, {"name_ar": "اسم آخر", "family_name": "Other"}
    )
    path = tmp_path / "pack.zip"
    packed = pack_evidence(office, activity, path, language=Language("en"))
    attested = [each.path for each in packed.files if each.path.startswith("3-")]
    assert attested == [f"3-attestations/{other.attestation.serial}.pdf"]
    serials = {what for what, _ in packed.missing if what.startswith("Attestation ")}
    assert serials == {f"Attestation {renamed.attestation.serial}"}
    assert len(list_attestations(office, activity)) == 3


def test_the_register_of_a_sensitive_activity_names_nobody(
    office: Workspace, tmp_path: Path
) -> None:
    activity = training(office, sensitive=True)
    assert len(keys(office, activity)) == 4
    path = tmp_path / "pack.zip"
    pack_evidence(office, activity, path, language=FRENCH)
    register = contents(path)["2-attendance/register.csv"].decode("utf-8-sig")
    assert len(register.splitlines()) == 5
    for name in ("Awa", "TRAORÉ", "Traoré", "Koné", "محمد"):
        assert name not in register


def test_nothing_is_left_where_the_pack_cannot_be_written(
    office: Workspace, tmp_path: Path
) -> None:
    activity = training(office)
    target = tmp_path / "there"
    target.mkdir()
    (target / "pack.zip").mkdir()
    with pytest.raises(Problem) as caught:
        pack_evidence(office, activity, target / "pack.zip", language=FRENCH)
    assert caught.value.code == "paper-not-written"
    assert [each.name for each in target.iterdir()] == ["pack.zip"]
    with pytest.raises(Problem):
        pack_evidence(office, activity, tmp_path / "nowhere" / "pack.zip", language=FRENCH)
    with office.store.reading() as db:
        assert db.execute(select(Access.act)).all() == []
    with pytest.raises(Problem) as unknown:
        pack_evidence(office, "NO-SUCH", tmp_path / "pack.zip", language=FRENCH)
    assert unknown.value.code
    assert not (tmp_path / "pack.zip").exists()
