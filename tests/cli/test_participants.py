from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import openpyxl
import pytest

from tests.cli.conftest import Cli

FIELDS = {
    *("id", "family_name", "given_names", "name_ar", "sex", "birth_year", "organisation"),
    *("function", "country", "phone", "email", "role"),
}
LIST = """Noms et prénoms;Sexe;Structure;Téléphone
TRAORÉ Awa;F;DGIE;07 07 12 34 56
KONÉ Ibrahim;H;Mairie de Bouaké;75486597
;;;
Total;2;;
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "liste é.csv"
    file.write_text(LIST, "utf-8")
    return file


def test_a_list_is_imported_and_reported_as_agreed(pair: Cli, code: str, people: Path) -> None:
    told = pair.at("abj", "participants", "import", people, "--activity", code)
    assert (told["read"], told["imported"], told["matched"], told["skipped"]) == (2, 2, 0, 0)
    assert told["possible_duplicates"] == []
    (rejected,) = told["rejected"]
    assert {"row", "column", "value", "code", "message"} <= rejected.keys()
    assert rejected["row"] == 3
    assert rejected["value"] == "75486597"
    listed = pair.at("abj", "participants", "list", "--activity", code)
    assert all(each.keys() >= FIELDS for each in listed)
    first = listed[0]
    UUID(first["id"])
    assert (first["family_name"], first["given_names"], first["sex"]) == ("TRAORÉ", "Awa", "F")
    assert first["organisation"] == "DGIE"
    assert first["organisation_name"] == "Direction générale des Ivoiriens de l'extérieur"
    assert first["phone"] == "+2250707123456"
    assert first["role"] == "participant"
    assert listed[1]["phone"] is None
    assert listed[1]["phone_as_typed"] == "75486597"


def test_the_same_list_twice_adds_nobody(pair: Cli, code: str, people: Path) -> None:
    pair.at("abj", "participants", "import", people, "--activity", code)
    again = pair.at("abj", "participants", "import", people, "--activity", code)
    assert (again["imported"], again["matched"] + again["skipped"]) == (0, 2)
    assert len(pair.at("abj", "participants", "list")) == 2


def test_a_dry_run_changes_nothing(pair: Cli, code: str, people: Path) -> None:
    told = pair.at("abj", "participants", "import", people, "--activity", code, "--dry-run")
    assert told["imported"] == 2
    assert pair.at("abj", "participants", "list") == []


def test_what_to_correct_is_written_as_a_workbook(
    pair: Cli, code: str, people: Path, tmp_path: Path
) -> None:
    errors = tmp_path / "errors.xlsx"
    told = pair.at("abj", "participants", "import", people, "--activity", code, "--errors", errors)
    assert told["errors"] == str(errors)
    rows = list(openpyxl.load_workbook(errors).active.iter_rows(values_only=True))
    assert "75486597" in [str(cell) for cell in rows[1]]


def test_a_column_may_be_named(pair: Cli, code: str, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Nom;Prénom;Sexe;Matière\nTRAORÉ;Awa;F;Juriste\n", "utf-8")
    pair.at(
        "abj",
        *("participants", "import", file, "--activity", code, "--column", "Matière=function"),
    )
    assert pair.at("abj", "participants", "list")[0]["function"] == "Juriste"


def test_trouble_with_the_file_is_told(pair: Cli, code: str, tmp_path: Path, people: Path) -> None:
    missing = pair.failing("abj", "participants", "import", "none.xlsx", "--activity", code)
    assert missing.code == "list-missing"
    unknown = pair.failing("abj", "participants", "import", people, "--activity", "NONE")
    assert unknown.code == "unknown-activity"
    noise = tmp_path / "noise.xlsx"
    noise.write_bytes(bytes(range(256)) * 40)
    assert pair.failing("abj", "participants", "import", noise, "--activity", code).status == 1
    assert pair.at("abj", "participants", "list") == []


def test_a_person_is_added_found_shown_and_registered(pair: Cli, code: str) -> None:
    made = pair.at(
        "abj",
        *("participants", "add", "--activity", code, "--set", "family_name=Traoré"),
        *("--set", "given_names=Awa", "--set", "sex=F", "--set", "name_ar=تراوري"),
    )
    assert made["role"] == "participant"
    for typed in ("traore", "AWA", "تراوري"):
        assert [each["id"] for each in pair.at("abj", "participants", "find", typed)] == [
            made["id"]
        ]
    assert pair.at("abj", "participants", "find", "nobody") == []
    changed = pair.at(
        "abj", "participants", "register", made["id"], "--activity", code, "--role", "speaker"
    )
    assert changed["role"] == "speaker"
    shown = pair.at("abj", "participants", "show", made["id"])
    assert shown["activities"] == [{"activity": code, "role": "speaker"}]


def test_ids_that_name_nobody_are_refused(pair: Cli, code: str) -> None:
    assert pair.failing("abj", "participants", "show", "Awa").code == "not-a-participant"
    assert pair.failing("abj", "participants", "show", uuid4()).code == "unknown-participant"
    nameless = pair.failing("abj", "participants", "add", "--set", "sex=F")
    assert nameless.code == "name-missing"


def test_a_person_reads_what_happened(pair: Cli, code: str, people: Path) -> None:
    told = pair(
        *("participants", "import", people, "--activity", code),
        *("--workspace", pair.folder / "abj"),
    )
    assert told.out.startswith("2 people read: 2 new")
    assert "75486597" in told.out
    listed = pair("participants", "list", "--workspace", pair.folder / "abj")
    assert "TRAORÉ Awa" in listed.out


def test_nothing_is_imported_when_the_corrections_have_no_place(
    pair: Cli, code: str, tmp_path: Path
) -> None:
    people = tmp_path / "liste.csv"
    people.write_text("Nom;Prénom;Sexe\nTraoré;Awa;?\n", "utf-8")
    to = ("participants", "import", people, "--activity", code, "--errors")
    assert pair.failing("abj", *to, tmp_path / "no" / "o.xlsx").code == "errors-not-written"
    assert pair.failing("abj", *to, people).code == "same-file"
    assert people.read_text("utf-8").startswith("Nom")
    assert pair.at("abj", "participants", "list") == []
