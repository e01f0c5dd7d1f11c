"""Participant lists imported into a real encrypted workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.organisations import add_organisation, list_organisations
from ssc_desktop.services.participant_lists import ListImport, import_list
from ssc_desktop.services.participants import (
    add_participant,
    change_participant,
    count_participants,
    list_participants,
    register,
    unregister,
)
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.store import Store
from tests.workbook.lists_of_tests import SAMPLES, write_text, write_xlsx

LISTS = {
    "liste_atelier_abidjan.xlsx": (34, 34, 0, 1),
    "participants_bamako.csv": (22, 21, 1, 0),
    "formation_mbour.xls": (26, 26, 0, 0),
    "لائحة_ورشة_الرباط.xlsx": (18, 18, 0, 0),
}
HEADINGS = ["Nom", "Prénoms", "Sexe", "Structure", "Fonction", "Tél", "E-mail"]


def activity(store: Store, **values: object) -> str:
    made = add_activity(store, "workshop", {"title": "DEMO", "start": "2021-08-16", **values})
    return made.code or ""


def counts(done: ListImport) -> tuple[int, int, int, int]:
    return done.read, done.imported, done.matched, done.skipped


def listed(folder: Path, *rows: list[str], headings: list[str] = HEADINGS) -> Path:
    return write_text(folder / "liste.csv", [headings, *rows], "utf-8", ";")


@pytest.mark.parametrize("file", LISTS)
def test_a_list_comes_in_whole_and_a_second_time_adds_nobody(office: Workspace, file: str) -> None:
    read, imported, skipped, rejected = LISTS[file]
    code = activity(office.store)
    tried = import_list(office.store, SAMPLES / file, code, dry_run=True)
    assert count_participants(office.store) == 0
    done = import_list(office.store, SAMPLES / file, code)
    assert counts(done) == counts(tried) == (read, imported, 0, skipped)
    assert len(done.rejected) == rejected
    assert count_participants(office.store) == imported
    again = import_list(office.store, SAMPLES / file, code)
    assert counts(again) == (read, 0, imported, skipped)
    assert again.possible_duplicates == ()
    assert count_participants(office.store) == imported
    assert len(list_participants(office.store, find(office.store, code))) == imported


def find(store: Store, code: str) -> object:
    from ssc_desktop.services.activities import show_activity

    return show_activity(store, code).activity.id


def people(store: Store, code: str) -> list[Participant]:
    return [each.participant for each in list_participants(store, find(store, code))]  # type: ignore[arg-type]


def test_people_of_one_list_are_known_on_the_next(office: Workspace, tmp_path: Path) -> None:
    first, second = activity(office.store), activity(office.store)
    import_list(office.store, SAMPLES / "participants_bamako.csv", first)
    rows = [
        ["TRAORE", "Awa", "", "", "", "68 85 88 27", ""],
        ["DOUMBIA", "Fatou", "F", "", "", "", "fatou.doumbia@exemple.test"],
        ["KEITA", "Modibo", "H", "CIGEM", "", "+223 66 00 00 01", ""],
    ]
    path = listed(tmp_path, *rows)
    done = import_list(office.store, path, second)
    assert counts(done) == (3, 1, 2, 0)
    assert [each.family_name for each in people(office.store, second)] == [
        "Traoré", "Doumbia", "KEITA",
    ]  # fmt: skip


def test_what_the_record_lacks_is_filled_in_and_what_it_says_stays(
    office: Workspace, tmp_path: Path
) -> None:
    person = add_participant(
        office.store,
        {
            "family_name": "Koné",
            "given_names": "Awa",
            "phone": "+2250701020304",
            "function": "Juge",
        },
    )
    path = listed(tmp_path, ["KONE", "Awa", "F", "DGIE", "Agent", "0701020304", "awa@exemple.test"])
    code = activity(office.store)
    assert counts(import_list(office.store, path, code)) == (1, 0, 1, 0)
    found = people(office.store, code)[0]
    assert found.id == person.id
    assert (found.family_name, found.function) == ("Koné", "Juge")
    assert (found.sex, found.email) == ("F", "awa@exemple.test")
    assert found.organisation_id is not None


def test_a_likely_double_comes_in_and_is_reported(office: Workspace, tmp_path: Path) -> None:
    known = add_participant(
        office.store,
        {"family_name": "El Idrissi", "given_names": "Mohamed", "phone": "+212661234567"},
    )
    path = listed(tmp_path, ["Idrissi", "Mohammed", "H", "ANAPEC", "", "+212661234567", ""])
    code = activity(office.store)
    done = import_list(office.store, path, code)
    assert counts(done) == (1, 1, 0, 0)
    (double,) = done.possible_duplicates
    assert (double.row, double.resembles) == (2, known.id)
    assert {"name-variant", "phone-same"} <= set(double.reasons)
    assert double.participant == people(office.store, code)[0].id


def test_namesakes_with_other_telephones_are_people_of_their_own(
    office: Workspace, tmp_path: Path
) -> None:
    path = listed(
        tmp_path,
        ["Traoré", "Mamadou", "H", "DGIE", "Agent", "+2250701020304", ""],
        ["Traoré", "Mamadou", "H", "CIGEM", "Chef", "+22365031090", ""],
        ["TRAORE", "mamadou", "H", "DGIE", "Agent", "07 01 02 03 04", ""],
    )
    code = activity(office.store)
    assert counts(import_list(office.store, path, code)) == (3, 2, 0, 1)
    assert counts(import_list(office.store, path, code)) == (3, 0, 2, 1)


def test_two_rows_of_one_person_complete_each_other(office: Workspace, tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        ["Traoré", "Awa", "F", "DGIE", "", "+2250701020304", ""],
        ["TRAORE", "Awa", "", "", "Juge", "0701020304", "awa@exemple.test"],
    )
    code = activity(office.store)
    assert counts(import_list(office.store, path, code)) == (2, 1, 0, 1)
    (person,) = people(office.store, code)
    assert (person.sex, person.function, person.email) == ("F", "Juge", "awa@exemple.test")


def test_names_alone_come_in_once_each_and_never_again(office: Workspace, tmp_path: Path) -> None:
    path = listed(tmp_path, ["KONE Awa"], ["YAO Koffi"], ["KONE Awa"], headings=["Nom et prénoms"])
    code = activity(office.store)
    first = import_list(office.store, path, code)
    assert counts(first) == (3, 3, 0, 0)
    assert [(each.row, each.resembles_row) for each in first.possible_duplicates] == [(4, 2)]
    assert counts(import_list(office.store, path, code)) == (3, 0, 3, 0)


def test_an_organisation_is_found_by_name_or_acronym_else_made(
    office: Workspace, tmp_path: Path
) -> None:
    own = add_organisation(
        office.store, {"name_fr": "Agence fictive de l'emploi", "acronym": "AFEX"}
    )
    path = listed(
        tmp_path,
        ["KONE", "Awa", "F", "afex", "", "+2250701020301", ""],
        ["YAO", "Koffi", "H", "AGENCE FICTIVE DE L’EMPLOI", "", "+2250701020302", ""],
        ["BA", "Salma", "F", "Agence fictive de l'emploi (AFEX)", "", "+2250701020303", ""],
        ["SOW", "Penda", "F", "Nouvelle ONG", "", "+2250701020305", ""],
        ["SY", "Oumar", "H", "NOUVELLE ONG", "", "+2250701020306", ""],
    )
    before = len(list_organisations(office.store))
    code = activity(office.store)
    import_list(office.store, path, code)
    assert len(list_organisations(office.store)) == before + 1
    found = [each.organisation_id for each in people(office.store, code)]
    assert found[:3] == [own.id] * 3
    assert found[3] == found[4] != own.id


def test_roles_and_the_order_of_the_list_are_kept(office: Workspace, tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "l.xlsx",
        [["N°", "Nom et prénoms", "Structure"], ["", "Participants"], [1, "KONE Awa", "DGIE"],
         ["", "Formateurs"], [2, "YAO Koffi", "Cabinet"]],
    )  # fmt: skip
    code = activity(office.store)
    import_list(office.store, path, code)
    found = list_participants(office.store, find(office.store, code))  # type: ignore[arg-type]
    assert [(each.participant.family_name, each.role) for each in found] == [
        ("KONE", "participant"), ("YAO", "facilitator"),
    ]  # fmt: skip


def test_a_corrected_list_completes_the_people_it_brought(
    office: Workspace, tmp_path: Path
) -> None:
    code = activity(office.store, country="CI")
    errors = tmp_path / "a_corriger.xlsx"
    path = SAMPLES / "liste_atelier_abidjan.xlsx"
    import_list(office.store, path, code, errors=errors, language="fr")
    import openpyxl

    sheet = openpyxl.load_workbook(errors).worksheets[0]
    headings, row = (list(line) for line in sheet.iter_rows(values_only=True))
    assert headings[:7] == [
        "N°", "NOM ET PRÉNOMS", "SEXE (H/F)", "STRUCTURE", "FONCTION", "CONTACT", "E-MAIL",
    ]  # fmt: skip
    assert row[5] == "75486597"
    assert sheet.cell(2, 6).fill.fgColor.rgb == "FFFFE08A"
    row[5] = "0775486597"
    corrected = write_xlsx(tmp_path / "corrige.xlsx", [headings, row])
    assert counts(import_list(office.store, corrected, code)) == (1, 0, 1, 0)
    aka = [each for each in people(office.store, code) if each.family_name == "AKA"]
    assert {each.phone for each in aka if each.given_names == "Koffi"} == {"+2250775486597"}
    assert counts(import_list(office.store, path, code)) == (34, 0, 34, 0)


def test_a_person_taken_off_the_list_comes_back_with_it(office: Workspace, tmp_path: Path) -> None:
    code = activity(office.store)
    path = listed(tmp_path, ["KONE", "Awa", "F", "DGIE", "", "+2250701020304", ""])
    import_list(office.store, path, code)
    key = find(office.store, code)
    unregister(office.store, key, people(office.store, code)[0].id)  # type: ignore[arg-type]
    assert people(office.store, code) == []
    assert counts(import_list(office.store, path, code)) == (1, 0, 1, 0)
    assert len(people(office.store, code)) == 1


def test_a_list_leads_to_the_person_its_people_were_merged_into(
    office: Workspace, tmp_path: Path
) -> None:
    code = activity(office.store)
    path = listed(tmp_path, ["Idrissi", "Mohammed", "H", "ANAPEC", "", "+212661234567", ""])
    import_list(office.store, path, code)
    double = people(office.store, code)[0]
    survivor = add_participant(
        office.store, {"family_name": "El Idrissi", "given_names": "Mohamed"}
    )
    change_participant(office.store, double.id, {"merged_into_id": str(survivor.id)})
    register(office.store, find(office.store, code), survivor.id)  # type: ignore[arg-type]
    before = count_participants(office.store)
    assert counts(import_list(office.store, path, code)) == (1, 0, 1, 0)
    assert count_participants(office.store) == before


def test_an_unknown_activity_and_an_unreadable_file_change_nothing(
    office: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(Problem):
        import_list(office.store, SAMPLES / "participants_bamako.csv", "NO-SUCH-CODE")
    code = activity(office.store)
    path = tmp_path / "liste.xlsx"
    path.write_bytes(b"PK\x03\x04 damaged")
    with pytest.raises(Problem) as told:
        import_list(office.store, path, code)
    assert told.value.code == "list-unreadable"
    assert count_participants(office.store) == 0


def test_progress_is_told_from_nothing_to_all(office: Workspace) -> None:
    told: list[tuple[int, int]] = []
    import_list(
        office.store,
        SAMPLES / "formation_mbour.xls",
        activity(office.store),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[0] == (0, 26)
    assert told[-1] == (26, 26)
