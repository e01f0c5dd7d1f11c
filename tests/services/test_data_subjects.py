"""A copy of everything recorded of one person: whole, of nobody else, and noted."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pypdfium2 as pdfium
import pytest
from sqlalchemy import select

from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import attendance, participants
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.attestations import issue_attestations
from ssc_desktop.services.consents import record_consent
from ssc_desktop.services.data_subjects import export_subject, file_name_of
from ssc_desktop.services.printing import print_attendance
from ssc_desktop.services.travel import write_claim
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.local import Access

OTHER = {"family_name": "Ouattara", "given_names": "Salif", "email": "salif@example.org"}


@pytest.fixture
def session(office: Workspace) -> UUID:
    activity = add_activity(
        office.store, "capacity_session",
        {"title": "DEMO Formation", "start": "2021-08-16", "end": "2021-08-17", "country": "CI"},
    )  # fmt: skip
    return activity.id


@pytest.fixture
def awa(office: Workspace, session: UUID) -> UUID:
    """A person with something of everything, beside another one on the same lists."""
    person = participants.add_participant(
        office.store,
        {
            "family_name": "Traoré", "given_names": "Awa", "name_ar": "عوا تراوري", "sex": "F",
            "birth_year": "1985", "country": "CI", "phone": "+2250701020304",
            "email": "awa@example.org", "disability": "no", "person_statuses": "returning_migrant",
            "note": "Préfère être appelée le matin",
        },
        activity=session,
    )  # fmt: skip
    other = participants.add_participant(office.store, OTHER, activity=session)
    attendance.fill(office.store, session, "present")
    for key, answer in ((person.id, "refused"), (other.id, "given")):
        values = {"state": answer, "given_on": "2021-08-16", "collector": "DEMO Collector"}
        record_consent(office.store, key, "photo", values)
        write_claim(office.store, session, key, {"days": "2", "rate": "25000", "currency": "XOF"})
    print_attendance(office.store, session, language=Language("fr"))
    issue_attestations(office, session)
    participants.change_participant(office.store, person.id, {"email": "awa.t@example.org"})
    return person.id


def exported(office: Workspace, person: UUID, folder: Path, code: str = "en") -> tuple[str, Any]:
    """What the paper says, and what the file holds."""
    pdf, data = folder / "copy.pdf", folder / "copy.json"
    printed = export_subject(office, person, language=Language(code), pdf=pdf, data=data)
    assert pdf.read_bytes() == printed.pdf
    document = pdfium.PdfDocument(printed.pdf)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return " ".join(" ".join(pages).split()), json.loads(data.read_text("utf-8"))


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@pytest.mark.parametrize("code", ["fr", "en", "ar"])
def test_everything_recorded_is_in_both(
    office: Workspace, awa: UUID, tmp_path: Path, code: str
) -> None:
    text, data = exported(office, awa, tmp_path, code)
    shown = {"Traoré", "Awa", "عوا", "1985", "2250701020304", "Formation", "Préfère", "2021"}
    if code != "ar":
        # PDFium turns addresses and codes round on pages that run right to left.
        shown |= words("awa@example.org awa.t@example.org ACSS-CI-2021-CAP-001")
    assert shown <= words(text)
    assert data["format"] == "ssc-subject-1"
    records = data["records"]
    counted = {noun: len(rows) for noun, rows in records.items()}
    assert counted == {
        "participant": 1, "registration": 1, "attendance": 4, "consent": 1, "attestation": 1,
        "travel_claim": 1, "erasure": 0,
    }  # fmt: skip
    (person,) = records["participant"]
    assert (person["disability"], person["person_statuses"]) == (False, ["returning_migrant"])
    assert person["birth_year"] == 1985
    assert records["attestation"][0]["attended"] == 4
    assert records["travel_claim"][0]["rate"] == "25000.00"
    assert records["registration"][0]["activity"]["code"] == "ACSS-CI-2021-CAP-001"
    assert [each["activity"]["title"] for each in data["sheets"]] == ["DEMO Formation"]


def test_the_history_tells_every_value_when_and_in_which_office(
    office: Workspace, awa: UUID, tmp_path: Path
) -> None:
    _, data = exported(office, awa, tmp_path)
    emails = [
        each["values"]["email"]
        for each in data["history"]
        if each["record"] == "participant" and "email" in each["values"]
    ]
    assert emails == ["awa@example.org", "awa.t@example.org"]
    assert {each["office"] for each in data["history"]} == {"ABJ"}
    assert {each["device"] for each in data["history"]} == {office.device}
    assert all(
        str(awa) in each["key"] for each in data["history"] if each["record"] != "attestation"
    )
    created = data["history"][0]
    assert (created["is_new"], created["values"]["birth_year"]) == (True, 1985)
    assert created["values"]["person_statuses"] == ["returning_migrant"]


@pytest.mark.parametrize("code", ["fr", "en", "ar"])
def test_nobody_else_is_in_it(office: Workspace, awa: UUID, tmp_path: Path, code: str) -> None:
    text, data = exported(office, awa, tmp_path, code)
    told = text + json.dumps(data, ensure_ascii=False)
    other = next(
        each.participant.id
        for each in participants.list_participants(office.store)
        if each.participant.id != awa
    )
    assert office.officer
    for stranger in ("Ouattara", "Salif", "salif", "DEMO Collector", "DEMO Officer", str(other),
                     other.hex, str(office.officer.id), office.officer.id.hex):  # fmt: skip
        assert stranger not in told


def test_neither_files_nor_metadata_are_named_after_the_person(
    office: Workspace, awa: UUID, tmp_path: Path
) -> None:
    printed = export_subject(office, awa, language=Language("fr"), pdf=tmp_path, data=tmp_path)
    names = sorted(each.name for each in tmp_path.iterdir() if each.is_file())
    assert names == [file_name_of(awa, "json"), file_name_of(awa, "pdf")]
    assert printed.path == tmp_path / file_name_of(awa, "pdf")
    document = pdfium.PdfDocument(printed.pdf)
    titles = [each.get_title() for each in document.get_toc()]
    told = " ".join([*names, *titles, *document.get_metadata_dict().values()])
    for part in ("Awa", "Traor", "تراوري"):
        assert part not in told


def test_each_export_is_noted_and_told_in_the_next(
    office: Workspace, awa: UUID, tmp_path: Path
) -> None:
    _, first = exported(office, awa, tmp_path)
    assert first["accesses"] == []
    _, second = exported(office, awa, tmp_path)
    assert [each["act"] for each in second["accesses"]] == ["export"]
    with office.store.reading() as db:
        noted = list(db.scalars(select(Access).where(Access.noun == "participant")))
    assert [(each.act, each.subject) for each in noted] == [("export", str(awa))] * 2
    assert all(office.officer and each.officer_id == office.officer.id for each in noted)


def test_where_a_file_cannot_be_written_nothing_is_noted(
    office: Workspace, awa: UUID, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file where a folder is needed")
    with pytest.raises(Problem) as caught:
        export_subject(office, awa, language=Language("fr"), pdf=tmp_path / "taken" / "a.pdf")
    assert caught.value.code == "paper-not-written"
    one = tmp_path / "one"
    with pytest.raises(Problem) as caught:
        export_subject(office, awa, language=Language("fr"), pdf=one, data=one)
    assert caught.value.code == "same-file"
    with office.store.reading() as db:
        assert list(db.scalars(select(Access).where(Access.noun == "participant"))) == []


def test_removed_people_and_records_are_told_as_removed(
    office: Workspace, awa: UUID, session: UUID, tmp_path: Path
) -> None:
    participants.unregister(office.store, session, awa)
    participants.remove_participant(office.store, awa)
    text, data = exported(office, awa, tmp_path)
    assert data["records"]["participant"][0]["removed"]
    assert data["records"]["registration"][0]["removed"]
    assert "removed" in text


def test_records_merged_into_one_are_exported_together_from_either(
    office: Workspace, awa: UUID, session: UUID, tmp_path: Path
) -> None:
    twin = participants.add_participant(
        office.store, {"family_name": "Traore", "given_names": "Awa M."}, activity=session
    )
    with office.store.writing() as db:
        person = db.get(Participant, twin.id)
        assert person
        person.merged_into_id = awa
    for asked in (awa, twin.id):
        text, data = exported(office, asked, tmp_path)
        ids = [each["id"] for each in data["records"]["participant"]]
        assert ids == [str(awa), str(twin.id)]
        assert "Traore" in text
        assert len(data["records"]["registration"]) == 2


def test_a_stranger_is_a_problem(office: Workspace) -> None:
    with pytest.raises(Problem) as caught:
        export_subject(office, uuid4(), language=Language("fr"))
    assert caught.value.code == "unknown-participant"
