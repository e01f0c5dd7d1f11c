"""The register of processing: what the authorities were told, every purpose, every field."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ssc_desktop.domain.declaration import AUTHORITIES
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.processing import MEASURES, PROCESSINGS
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.language import Language
from ssc_desktop.services.processing import list_declarations, print_register, write_declaration
from ssc_desktop.services.workspaces import Workspace
from tests.services.replicas import changes_of

TOLD = {
    "formality": "authorisation",
    "receipt_no": "2021-0456",
    "declared_on": "02/03/2021",
    "contact": "dpo@example.org",
}


def said(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf))
    return " ".join(" ".join(pages).split())


def test_every_country_has_its_authority_and_nothing_is_told_yet(office: Workspace) -> None:
    declared = list_declarations(office.store)
    assert [(each.country, each.authority) for each in declared] == [
        ("MA", "CNDP"), ("SN", "CDP"), ("CI", "ARTCI"), ("ML", "APDP"),
    ]  # fmt: skip
    assert all(each.declaration is None for each in declared)


def test_a_declaration_is_written_changed_and_logged(office: Workspace) -> None:
    assert write_declaration(office.store, "CI", TOLD).nouns == {"declaration"}
    write_declaration(office.store, "CI", {"receipt_no": "2021-0999"})
    found = {each.country: each.declaration for each in list_declarations(office.store)}
    assert found["CI"]
    assert (found["CI"].receipt_no, found["CI"].formality) == ("2021-0999", "authorisation")
    assert found["MA"] is None
    logged = [each for each in changes_of(office.store) if each.table == "declaration"]
    assert [each.kind for each in logged] == ["I", "U"]


@pytest.mark.parametrize(
    ("country", "values", "code"),
    [
        ("FR", TOLD, "unknown-country"),
        ("CI", {"formality": "nonsense"}, "unknown-code"),
        ("CI", {"colour": "red"}, "unknown-field"),
    ],
)
def test_what_does_not_fit_is_refused(
    office: Workspace, country: str, values: dict[str, str], code: str
) -> None:
    with pytest.raises(Problem) as caught:
        write_declaration(office.store, country, values)
    assert caught.value.code == code
    assert all(each.declaration is None for each in list_declarations(office.store))


@pytest.mark.parametrize("code", ["fr", "en", "ar"])
def test_the_register_shows_every_purpose_and_what_was_told(
    office: Workspace, tmp_path: Path, code: str
) -> None:
    write_declaration(office.store, "CI", TOLD)
    path, language = tmp_path / "register.pdf", Language(code)
    printed = print_register(office, language=language, path=path)
    assert path.read_bytes() == printed.pdf
    text = said(printed.pdf)
    for authority, _ in AUTHORITIES.values():
        assert authority in text
    for shown in ("0456", "dpo", "example", "SQLCipher"):
        assert shown in text
    if code == "en":
        for processing in PROCESSINGS:
            assert processing.name in text
        assert "7 years after" in text
        assert "2 March 2021" in text


def test_one_country_names_no_other_authority(office: Workspace) -> None:
    text = said(print_register(office, language=Language("en"), country="CI").pdf)
    assert "ARTCI" in text
    for other in ("CNDP", "CDP", "APDP"):
        assert other not in text
    with pytest.raises(Problem) as caught:
        print_register(office, language=Language("en"), country="FR")
    assert caught.value.code == "unknown-country"


def test_kinds_of_data_come_from_the_fields(office: Workspace) -> None:
    by_name = {each.name: each for each in PROCESSINGS}
    attendance = by_name["Attendance and statistics"]
    labels = {label for kinds in attendance.data for label in kinds.labels}
    assert {"Family name", "Sex", "Statuses", "Disability", "State"} <= labels
    assert "E-mail" not in labels
    assert attendance.restricted == ("Statuses", "Disability")
    assert by_name["Per diem and travel costs"].restricted == ("Identity document",)
    contact = {label for kinds in by_name["Contact list"].data for label in kinds.labels}
    assert {"Telephone", "E-mail"} <= contact
    # Every personal field of a person is used for something that the register names.
    used = {label for each in PROCESSINGS for kinds in each.data for label in kinds.labels}
    for record_class in (Participant, TravelClaim):
        for column in record_class.__table__.columns:
            facts = column.info.get("facts")
            if facts and facts.personal and column.key != "phone_as_typed":
                assert facts.label in used, column.key
    text = said(print_register(office, language=Language("en")).pdf)
    for label in used:
        assert label in text, label


def test_security_measures_are_on_the_paper(office: Workspace) -> None:
    text = said(print_register(office, language=Language("en")).pdf)
    for words in MEASURES:
        assert words.split(";")[0].split(":")[0] in text
