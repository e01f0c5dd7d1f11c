"""Lists of participants as offices keep them: the people in them, and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.workbook.lists import ListRow, ParticipantList, read_list
from tests.workbook.lists_of_tests import SAMPLES, write_sheets, write_text, write_xlsx


def names(read: ParticipantList) -> list[str]:
    return [f"{each.family_name}|{each.given_names}" for each in read.rows]


def codes(read: ParticipantList) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.code) for each in read.rejected]


def only(read: ParticipantList) -> ListRow:
    assert len(read.rows) == 1
    return read.rows[0]


@pytest.mark.parametrize(
    ("file", "people", "first", "last", "country"),
    [
        ("liste_atelier_abidjan.xlsx", 34, "KOFFI|Rokia", "KONÉ|Oumou", "CI"),
        ("participants_bamako.csv", 22, "Diarra|Mariam", "Traoré|Awa", "ML"),
        ("formation_mbour.xls", 26, "BA|Salma", "SOW|Kadiatou", "SN"),
        ("لائحة_ورشة_الرباط.xlsx", 18, "الفاسي|مريم", "الإدريسي|محمد", "MA"),
    ],
)
def test_the_lists_of_four_offices_hold_their_people_and_no_title_or_total(
    file: str, people: int, first: str, last: str, country: str
) -> None:
    read = read_list(SAMPLES / file, fallback_country="CI")
    assert len(read.rows) == people
    assert (names(read)[0], names(read)[-1]) == (first, last)
    assert read.country == country
    assert all(each.sex and each.organisation and each.function for each in read.rows)
    assert sum(1 for each in read.rows if each.phone) == people - len(read.rejected)


def test_the_old_ivorian_number_of_the_abidjan_list_is_kept_as_typed_and_reported() -> None:
    read = read_list(SAMPLES / "liste_atelier_abidjan.xlsx", country="CI")
    assert codes(read) == [(37, "CONTACT", "phone-old-ci")]
    assert read.rejected[0].value == "75486597"
    row = next(each for each in read.rows if each.row == 37)
    assert (row.family_name, row.phone, row.phone_as_typed) == ("AKA", "", "75486597")


def test_numbers_that_a_spreadsheet_took_for_quantities_are_read() -> None:
    rows = {each.row: each for each in read_list(SAMPLES / "formation_mbour.xls").rows}
    assert rows[2].phone == "+221779074833"
    assert rows[2].phone_as_typed == "779074833"


def test_headings_on_two_lines_with_merged_cells_ticks_and_subheadings(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "liste.xlsx",
        [
            ["MINISTÈRE DES MALIENS DE L’EXTÉRIEUR"],
            ["Lieu : Bamako", "", "Date : 12/03/2021"],
            [],
            ["N°", "Identité", "", "Sexe", "", "Structure", "Contacts", ""],
            ["", "Nom", "Prénoms", "H", "F", "", "Tél", "E-mail"],
            ["", "PARTICIPANTS"],
            [1, "TRAORE", "Awa", "", "X", "DGME", "76 12 34 56", "awa@dgme.test"],
            [2, "KEITA", "Modibo", "x", "", "CIGEM", "66123456 / 76123457", ""],
            ["", "FORMATEURS"],
            [3, "SIDIBE", "Oumar", "X", "", "Cabinet A", "20223344", ""],
            [4],
            [5],
            ["", "TOTAL", "", "2", "1"],
            ["", "Fait à Bamako, le 12/03/2021"],
            ["", "Le Coordonnateur"],
        ],
        merged=["A1:H1", "B4:C4", "D4:E4", "G4:H4"],
    )
    read = read_list(path, fallback_country="CI")
    assert names(read) == ["TRAORE|Awa", "KEITA|Modibo", "SIDIBE|Oumar"]
    assert [each.sex for each in read.rows] == ["F", "M", "M"]
    assert [each.role for each in read.rows] == ["participant", "participant", "facilitator"]
    assert read.rows[1].phones == ("+22366123456", "+22376123457")
    assert read.rows[0].email == "awa@dgme.test"
    assert read.rejected == ()


def test_a_two_line_heading_without_merged_cells_is_understood_too(tmp_path: Path) -> None:
    rows = [["Identité", "", "Sexe", ""], ["Nom", "Prénom", "H", "F"], ["Koné", "Awa", "", "1"]]
    row = only(read_list(write_text(tmp_path / "l.csv", rows, "utf-8", ";")))
    assert (row.family_name, row.given_names, row.sex) == ("Koné", "Awa", "F")


def test_days_to_sign_for_on_a_second_line_do_not_hide_the_ticks_beside_them(
    tmp_path: Path,
) -> None:
    rows = [
        ["N°", "NOM ET PRÉNOMS", "SEXE", "", "STRUCTURE", "SIGNATURE", "", ""],
        ["", "", "H", "F", "", "16/08 M", "16/08 AM", "17/08"],
        [1, "KOUAMÉ Adjoua", "", "X", "DGIE", "", "", ""],
        [2, "SORO Nanga", "X", "", "DGIE", "", "", ""],
    ]
    merged = ["C1:D1", "F1:H1", "A1:A2", "B1:B2", "E1:E2"]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows, merged))
    assert [(each.family_name, each.sex) for each in read.rows] == [("KOUAMÉ", "F"), ("SORO", "M")]
    assert not read.rejected


@pytest.mark.parametrize(
    "days",
    [("16", "17"), ("Lundi", "Mardi"), ("lun. 16", "mar. 17"), ("16 août", "17 août"), ("M", "S")],
)
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_days_in_any_words_may_stand_under_the_heading_to_sign(
    tmp_path: Path, days: tuple[str, str], suffix: str
) -> None:
    rows = [
        ["N°", "NOM ET PRÉNOMS", "SEXE", "", "STRUCTURE", "SIGNATURE", ""],
        ["", "", "H", "F", "", *days],
        ["1", "KOUAMÉ Adjoua", "", "X", "DGIE", "", "x"],
        ["2", "SORO Nanga", "X", "", "DGIE", "", ""],
    ]
    path = tmp_path / f"l.{suffix}"
    merged = ["C1:D1", "F1:G1", "A1:A2", "B1:B2", "E1:E2"]
    write_xlsx(path, rows, merged) if suffix == "xlsx" else write_text(path, rows, "utf-8", ";")
    read = read_list(path)
    assert [(each.family_name, each.sex) for each in read.rows] == [("KOUAMÉ", "F"), ("SORO", "M")]
    assert not read.rejected


def test_who_signs_at_the_end_of_a_list_is_not_on_it(tmp_path: Path) -> None:
    rows = [
        ["N°", "Nom et prénoms", "Sexe", "Fonction"],
        [1, "KONÉ Awa", "F", "Directrice"],
        [2, "SORO Ali", "M", ""],
        ["", "PENDA", "", ""],
        ["", "Fait à Abidjan, le 18/08/2021"],
        ["", "Le Coordonnateur", "", "La Facilitatrice"],
        [],
        ["", "Prof. KOFFI Jean", "", "BAMBA Rokia"],
        ["", "M. YAO Paul"],
        [3, "BA Salma", "F", "Agente"],
    ]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert names(read) == ["KONÉ|Awa", "SORO|Ali", "PENDA|", "BA|Salma"]
    assert not read.rejected


def test_offices_are_signed_for_above_or_below_a_name_and_in_three_languages(
    tmp_path: Path,
) -> None:
    people: list[list[object]] = [[1, "KONÉ Awa", "F", "x"], [2, "Jean YAO", "M", "x"]]
    signed: tuple[list[list[str]], ...] = (
        [["", "Coordonnateur national"], ["", "Dr KOFFI Paul"]],
        [["", "Chef de projet", "", "Le Préfet"], ["", "Dr KOFFI Paul", "", "M. DIOP Ali"]],
        [["", "Dr KOFFI Paul"], ["", "Coordonnateur du projet"]],
        [["", "Le Rapporteur"], ["", "SY Ali"]],
        [
            ["", "Lu et approuvé"],
            ["", "Mme la Directrice"],
            ["", "M. le Préfet"],
            ["", "Dr SY Ali"],
        ],
        [["", "The Coordinator"], ["", "John Smith"]],
        [["", "Prepared by"], ["", "John Smith"], ["", "Project Manager"]],
        [["", "المنسق"], ["", "يوسف التازي"]],
        [["", "حرر بالرباط"], ["", "رئيس المصلحة"], ["", "يوسف التازي"]],
        [["", "Le Coordonnateur\nProf. KOFFI Jean"]],
    )
    for place in signed:
        rows = [["N°", "Nom et prénoms", "Sexe", "Fonction"], *people, *place]
        read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
        assert names(read) == ["KONÉ|Awa", "YAO|Jean"]


def test_who_is_added_by_hand_above_the_signature_or_led_by_an_office_stays(
    tmp_path: Path,
) -> None:
    rows = [
        ["N°", "Nom et prénoms", "Sexe"],
        [1, "KONÉ Awa", "F"],
        [2, "LE MAIRE Bruno", ""],
        [3, "Chef Moussa", "M"],
        ["", "SY Ali", ""],
        ["", "Le Directeur"],
    ]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert names(read) == ["KONÉ|Awa", "LE MAIRE|Bruno", "Chef|Moussa", "SY|Ali"]
    offices = [["Nom et prénoms"], ["Le Président"], ["KOFFI Jean"], ["Les membres"], ["YAO Paul"],
               ["BA Salma"], ["Le Rapporteur"], ["DIOP Ali"]]  # fmt: skip
    committee = read_list(write_xlsx(tmp_path / "c.xlsx", offices))
    assert names(committee) == ["KOFFI|Jean", "YAO|Paul", "BA|Salma", "DIOP|Ali"]


def test_a_name_left_out_in_doubt_is_reported(tmp_path: Path) -> None:
    rows = [["Nom et prénoms"], ["KONÉ Awa"], ["YAO Paul"], ["Fait à Dakar, le 3 mai 2021"],
            ["Le Coordonnateur"], ["Prof. KOFFI Jean"]]  # fmt: skip
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert names(read) == ["KONÉ|Awa", "YAO|Paul"]
    assert codes(read) == [(6, "Nom et prénoms", "left-out")]
    assert read.rejected[0].value == "Prof. KOFFI Jean"


def test_an_office_in_the_place_of_a_name_is_reported(tmp_path: Path) -> None:
    rows = [["N°", "Nom et prénoms", "Structure"], [1, "Le Président", "AMERM"],
            [2, "KONÉ Awa", "DGIE"]]  # fmt: skip
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert names(read) == ["KONÉ|Awa"]
    assert codes(read) == [(2, "Nom et prénoms", "no-name")]


@pytest.mark.parametrize("numbered", [False, True])
def test_names_that_are_words_as_well_are_people(tmp_path: Path, numbered: bool) -> None:
    people = [
        "KONÉ Awa", "DATE Jean", "Service Marie", "Union Paul", "PRÉSIDENT Kouamé", "Le Thi Mai",
        "SOMME Paul", "NOTE Kouakou", "DAY Jean", "ONGOÏBA Awa", "VILLENEUVE Jean", "Maurice",
        "JOURDAIN Marie", "SALLÉ Awa", "CONSEILLER Jean", "RESPONSABLE Paul", "Madonna",
    ]  # fmt: skip
    heading = ["Nom et prénoms"]
    told = [["N°", *heading], *([n, each] for n, each in enumerate(people, 1))]
    rows = told if numbered else [heading, *([each] for each in people)]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert [f"{each.family_name} {each.given_names}".strip() for each in read.rows] == people
    assert not any(each.organisation or each.country for each in read.rows)


def test_headings_and_notes_of_a_list_of_names_are_nobody(tmp_path: Path) -> None:
    notes = [
        "Date : 12/03/2021", "LIEU Abidjan", "Service Informatique", "ONG Espoir", "Union Européenne",
        "Session plénière", "Secteur privé", "Total général", "Dont 12 femmes", "Sénégal",
        "Université Mohammed V", "Les invités",
    ]  # fmt: skip
    rows = [["Nom et prénoms"]]
    for note in notes:
        rows += [[note], ["KONÉ Awa"], ["YAO Paul"]]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert names(read) == ["KONÉ|Awa", "YAO|Paul"] * len(notes)


def test_institutions_head_people_in_text_files_and_in_arabic_too(tmp_path: Path) -> None:
    rows = [
        ["N°", "Nom et prénoms", "Sexe"],
        ["MINISTÈRE DE L’INTÉGRATION AFRICAINE", "", ""],
        ["1", "KONÉ Awa", "F"],
        ["ANAPEC", "", ""],
        ["2", "YAO Paul", "M"],
        ["", "DGIE", ""],
        ["3", "SY Ali", "M"],
        ["Personnes venues d’ailleurs", "", ""],
        ["4", "BA Salma", "F"],
        ["", "وزارة الداخلية", ""],
        ["5", "TAZI Salma", "F"],
        ["", "جمعية الأمل", ""],
        ["6", "ALAOUI Hind", "F"],
        ["", "ملاحظة هامة", ""],
    ]
    read = read_list(write_text(tmp_path / "l.csv", rows, "utf-8", ";"))
    assert [each.organisation for each in read.rows] == [
        "MINISTÈRE DE L’INTÉGRATION AFRICAINE", "ANAPEC", "DGIE", "", "وزارة الداخلية", "جمعية الأمل",
    ]  # fmt: skip


def test_an_english_place_to_sign_holds_nobody_either(tmp_path: Path) -> None:
    rows = [
        ["#", "Surname", "First Name(s)", "Organisation", "Job title"],
        [1, "DIOP-SARR", "Fatou", "BAOS", "Officer"],
        ["", "Facilitator's signature", "", "", "Organiser"],
        ["", "John Smith", "", "", "Mary Major"],
    ]
    assert names(read_list(write_xlsx(tmp_path / "l.xlsx", rows))) == ["DIOP-SARR|Fatou"]


def test_a_short_name_alone_in_its_row_is_no_country(tmp_path: Path) -> None:
    rows = [
        ["N°", "Nom et prénoms", "Structure"],
        [1, "KONÉ Awa", "DGIE"],
        ["", "Non inscrits"],
        ["", "LY"],
        [3, "SY", ""],
        [4, "TOGO", ""],
        [5, "YAO Paul", "DGIE"],
    ]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert names(read) == ["KONÉ|Awa", "LY|", "SY|", "TOGO|", "YAO|Paul"]
    assert not any(each.country for each in read.rows)


def test_a_heading_that_is_not_understood_ends_the_institution_above_it(tmp_path: Path) -> None:
    rows = [
        ["N°", "Nom et prénoms", "Sexe"],
        ["MINISTÈRE DE L’INTÉGRATION AFRICAINE"],
        [1, "KONÉ Awa", "F"],
        ["ANAPEC"],
        [2, "YAO Paul", "M"],
        ["Personnes venues d’ailleurs"],
        [3, "BA Salma", "F"],
    ]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows, ["A2:C2", "A4:C4", "A6:C6"]))
    told = [each.organisation for each in read.rows]
    assert told == ["MINISTÈRE DE L’INTÉGRATION AFRICAINE", "ANAPEC", ""]


def test_an_english_list_whose_headings_a_page_break_repeats(tmp_path: Path) -> None:
    headings = ["S/N", "Full Name", "Gender", "Organization", "Position", "Phone Number", "Country"]
    path = write_xlsx(
        tmp_path / "list.xlsx",
        [
            ["Attendance list"],
            headings,
            [1, "Awa Traoré", "Female", "GIZ", "Adviser", "+221 77 123 45 67", "Senegal"],
            [2, "Mohammed El Idrissi", "Male", "MDCMRE", "Head of unit", 661234567.0, "Morocco"],
            headings,
            [3, "Kouamé N’Guessan", "Male", "MIAIE", "Officer", "07 01 02 03 04", "Ivory Coast"],
            [4, "Bintou", "F", "", "", "", "Mali"],
            ["Total: 4"],
        ],
    )
    read = read_list(path)
    assert names(read) == ["Traoré|Awa", "El Idrissi|Mohammed", "N’Guessan|Kouamé", "Bintou|"]
    assert [each.country for each in read.rows] == ["SN", "MA", "CI", "ML"]
    assert [each.phone for each in read.rows] == [
        "+221771234567", "+212661234567", "+2250701020304", "",
    ]  # fmt: skip


def test_an_arabic_list_with_joined_names_ages_and_arabic_digits(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "list.xlsx",
        [
            ["لائحة الحضور"],
            ["ر.ت", "الاسم الكامل", "النوع", "الهيئة", "المهمة", "رقم الهاتف", "السن"],
            [1, "محمد بن علي", "ذكر", "وزارة الداخلية", "رئيس مصلحة", "٠٦٦١٢٣٤٥٦٧", 35],
            [2, "السيدة فاطمة الزهراء العلوي", "أنثى", "جمعية الأمل", "رئيسة", "0661-23-45-68", 28],
            ["", "المجموع", 2],
        ],
    )
    read = read_list(path)
    assert names(read) == ["بن علي|محمد", "العلوي|فاطمة الزهراء"]
    assert [each.name_ar for each in read.rows] == ["محمد بن علي", "فاطمة الزهراء العلوي"]
    assert [each.phone for each in read.rows] == ["+212661234567", "+212661234568"]
    assert [each.age_band for each in read.rows] == ["30-35", "25-29"]
    assert read.rows[1].title == "السيدة"


def test_names_in_two_scripts_stand_side_by_side(tmp_path: Path) -> None:
    rows = [["Nom", "Prénom", "الاسم الكامل"], ["El Fassi", "Maryam", "مريم الفاسي"],
            ["Tazi", "Salma", "سلمى التازي"]]  # fmt: skip
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert names(read) == ["El Fassi|Maryam", "Tazi|Salma"]
    assert [each.name_ar for each in read.rows] == ["مريم الفاسي", "سلمى التازي"]


def test_a_name_in_two_scripts_in_one_cell_is_parted(tmp_path: Path) -> None:
    rows = [
        ["Nom et prénoms", "Structure"],
        ["TRAORÉ Awa / عوا تراوري", "DGME"],
        ["كريم الإدريسي (Karim EL IDRISSI)", "ANAPEC"],
        ["KONÉ Ali", "DGIE"],
    ]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert [(each.family_name, each.given_names, each.name_ar) for each in read.rows] == [
        ("TRAORÉ", "Awa", "عوا تراوري"),
        ("EL IDRISSI", "Karim", "كريم الإدريسي"),
        ("KONÉ", "Ali", ""),
    ]
    parts = [["Nom", "Prénom"], ["TRAORÉ / تراوري", "Awa / عوا"]]
    row = only(read_list(write_xlsx(tmp_path / "parts.xlsx", parts)))
    assert (row.family_name, row.given_names, row.name_ar) == ("TRAORÉ", "Awa", "عوا تراوري")


def test_an_arabic_name_under_a_latin_heading_keeps_its_order(tmp_path: Path) -> None:
    rows = [
        ["Nom & Prénoms", "Structure"],
        ["TRAORÉ Awa", "DGME"],
        ["عوا تراوري", "DGME"],
        ["السيدة فاطمة الزهراء العلوي", "ANAPEC"],
    ]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert [each.name_ar for each in read.rows] == ["", "عوا تراوري", "فاطمة الزهراء العلوي"]
    assert names(read)[1:] == ["تراوري|عوا", "العلوي|فاطمة الزهراء"]


def test_a_name_in_one_script_of_two_is_parted_all_the_same(tmp_path: Path) -> None:
    rows = [["Nom complet", "الاسم الكامل"], ["KONÉ Ali", "علي كوني"], ["", "يوسف التازي"],
            ["", "Karim EL IDRISSI"]]  # fmt: skip
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert names(read) == ["KONÉ|Ali", "التازي|يوسف", "EL IDRISSI|Karim"]
    assert [each.name_ar for each in read.rows] == ["علي كوني", "يوسف التازي", ""]


def test_headings_of_delegations_tell_where_people_come_from(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "l.xlsx",
        [
            ["N°", "Prénom et Nom", "Fonction", "Téléphone"],
            ["Délégation du Sénégal"],
            [1, "Awa NDIAYE", "Directrice", "77 123 45 67"],
            ["Délégation du Mali"],
            [2, "Modibo KEITA", "Chef", "76 12 34 56"],
            ["Équipe GIZ"],
            [3, "Jean DUPONT", "Conseiller", "+33 6 12 34 56 78"],
        ],
    )
    read = read_list(path)
    assert [each.country for each in read.rows] == ["SN", "ML", ""]
    assert [each.phone for each in read.rows] == ["+221771234567", "+22376123456", "+33612345678"]


def test_an_abidjan_list_of_old_numbers_is_never_taken_for_a_malian_one(tmp_path: Path) -> None:
    rows = [["Nom et Prénoms", "Contact"], ["KOFFI Aya", "07 48 65 97"], ["YAO Serge", 48659700.0],
            ["KONAN Paul", "05486597/07486598"]]  # fmt: skip
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows), country="CI")
    assert [each.phone for each in read.rows] == ["", "", ""]
    assert [each.phone_as_typed for each in read.rows] == [
        "07 48 65 97", "48659700", "05486597/07486598",
    ]  # fmt: skip
    assert [code for _, _, code in codes(read)] == ["phone-old-ci"] * 3


def test_eight_digits_of_nobody_knows_where_are_not_guessed(tmp_path: Path) -> None:
    rows = [["Nom et prénoms", "Tél"], ["KOFFI Aya", "76486597"]]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert only(read).phone == ""
    assert codes(read) == [(2, "Tél", "phone-invalid")]


def test_a_cell_that_cannot_be_taken_never_loses_the_person(tmp_path: Path) -> None:
    rows = [
        ["Nom", "Prénoms", "Sexe", "Année de naissance", "Tél", "E-mail", "Pays"],
        ["KONE", "Awa", "Z", "1850", "12", "awa(at)gouv.test", "Atlantide"],
        ["YAO", "Koffi", "H", "1990", "0102030405", "yao@gmial.com", "RCI"],
    ]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows), country="CI")
    assert names(read) == ["KONE|Awa", "YAO|Koffi"]
    assert codes(read) == [
        (2, "Sexe", "sex-unknown"),
        (2, "Année de naissance", "birth-unlikely"),
        (2, "Pays", "country-unknown"),
        (2, "Tél", "phone-invalid"),
        (2, "E-mail", "email-invalid"),
        (3, "E-mail", "email-typo"),
    ]
    assert read.rows[0].phone_as_typed == "12"
    assert read.rows[1].email == "yao@gmial.com"


def test_a_row_without_a_name_is_reported_and_one_with_only_a_name_is_a_person(
    tmp_path: Path,
) -> None:
    rows = [
        ["N°", "Nom", "Prénoms", "Sexe", "Structure", "Tel"],
        [1, "", "", "F", "DGIE", "0102030407"],
        [2, "PENDA", "", "", "", ""],
        ["", "Total", "", "34", "", ""],
        ["", "NB : les personnes surlignées paient leur transport", "", "", "", ""],
    ]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows), country="CI")
    assert names(read) == ["PENDA|"]
    assert codes(read) == [(2, "Nom", "no-name")]
    assert read.originals[2] == ("1", "", "", "F", "DGIE", "0102030407")


def test_days_to_sign_for_and_headings_of_its_own_do_not_hide_a_list(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "l.xlsx",
        [
            ["Nom de l'activité :", "Formation"],
            ["Date", "16/08/2021"],
            ["N°", "Nom & Prénoms (en majuscule)", "Contact", "16/08 Matin", "16/08 Soir",
             "17/08 Matin", "17/08 Soir", "18/08", "Hébergement", "Taille T-shirt"],
            [1, "TRAORE AWA", "+22376123456", "x", "x", "x", "x", "x", "oui", "L"],
            ["", "Soit 1 participant"],
            ["", "Nom et signature du responsable"],
            ["", "Vu et approuvé"],
        ],
    )  # fmt: skip
    read = read_list(path)
    assert names(read) == ["TRAORE|AWA"]
    assert read.mapping["Contact"] == "contact"


def test_a_column_of_qualities_may_tell_roles(tmp_path: Path) -> None:
    rows = [["الإسم", "اللقب", "Qualité"], ["مريم", "الفاسي", "Participante"],
            ["يوسف", "بنجلون", "Formateur"]]  # fmt: skip
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert names(read) == ["الفاسي|مريم", "بنجلون|يوسف"]
    assert [each.role for each in read.rows] == ["participant", "facilitator"]


def test_every_role_of_a_column_of_roles_that_is_not_known_is_reported(tmp_path: Path) -> None:
    rows = [["Nom", "Rôle"], ["KONÉ Ali", "Roi"], ["SY Awa", ""], ["BA Awa", "Reine"]]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert codes(read) == [(2, "Rôle", "role-unknown"), (4, "Rôle", "role-unknown")]
    told = [
        ["Nom", "Au titre de"],
        ["KONÉ Ali", "Formateur"],
        ["SY Awa", "Reine"],
        ["BA Awa", "Roi"],
    ]
    path = write_xlsx(tmp_path / "t.xlsx", told)
    read = read_list(path, columns={"Au titre de": "role"})
    assert [each.role for each in read.rows] == ["facilitator", "", ""]
    assert len(read.rejected) == 2
    status = [["Nom", "Statut"], ["KONÉ Ali", "Agent public"], ["SY Awa", "Migrante"]]
    read = read_list(write_xlsx(tmp_path / "s.xlsx", status))
    assert read.rejected == ()
    assert "Statut" not in read.mapping


def test_merged_organisations_ditto_marks_and_rubbish_at_the_end(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "l.xlsx",
        [
            ["N", "NOMS & PRENOMS", "ORGANISME", "FONCTION"],
            [1, "KONE AWA MARIE", "DGIE", "Agent"],
            [2, "N GUESSAN YAO", "", "Agente"],
            [3, "EL IDRISSI MOHAMED", "idem", '"'],
            *[[] for _ in range(200)],
            ["."],
            ["", "x"],
        ],
        merged=["C2:C3"],
    )
    read = read_list(path)
    assert names(read) == ["KONE|AWA MARIE", "N GUESSAN|YAO", "EL IDRISSI|MOHAMED"]
    assert [each.organisation for each in read.rows] == ["DGIE"] * 3
    assert read.rows[2].function == "Agente"


def test_telephone_and_e_mail_in_one_column_are_parted(tmp_path: Path) -> None:
    rows = [
        ["NOM ET PRENOM(S)", "CONTACTS (Tél / E-mail)", "Émargement"],
        ["TRAORÉ Awa", "+223 76 12 34 56 / awa@dgme.test", ""],
        ["KEITA Modibo", "modibo@cigem.test", "signé"],
    ]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert [(each.phone, each.email) for each in read.rows] == [
        ("+22376123456", "awa@dgme.test"),
        ("", "modibo@cigem.test"),
    ]


def test_a_contact_that_is_no_number_is_kept_as_typed_and_reported(tmp_path: Path) -> None:
    contacts = ["abc", "Tél :", "Email : a@b.test", "voir secrétariat / a@b.test", "néant", "awa@@x2",
                "(+225) 07.01.02.03.13 (WhatsApp)"]  # fmt: skip
    rows = [["Nom", "Contacts"], *([f"KONÉ {n}a", each] for n, each in enumerate(contacts))]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    typed = [each.phone_as_typed for each in read.rows]
    assert typed == ["abc", "", "", "voir secrétariat", "", "", contacts[-1]]
    assert [(row, code) for row, _, code in codes(read)] == [
        (2, "phone-invalid"), (5, "phone-invalid"), (7, "email-invalid"),
    ]  # fmt: skip


def test_the_sheet_with_the_people_is_found_and_the_others_are_named(tmp_path: Path) -> None:
    headings = ["NOM", "PRENOM", "STRUCTURE"]
    path = write_sheets(
        tmp_path / "l.xlsx",
        {
            "Instructions": [["Comment remplir"], ["Nom : écrire en majuscules"]],
            "Jour 1": [headings, ["KONE", "Awa", "DGIE"], ["YAO", "Koffi", "DGIE"]],
            "Jour 2": [headings, ["BA", "Salma", "FAISE"]],
            "Listes": [["Structure"], ["DGIE"], ["MIAIE"]],
        },
    )
    read = read_list(path)
    assert (read.sheet, len(read.rows), read.other_sheets) == ("Jour 1", 2, ("Jour 2",))
    assert names(read_list(path, sheet="jour 2")) == ["BA|Salma"]
    with pytest.raises(Problem) as told:
        read_list(path, sheet="Jour 3")
    assert told.value.code == "list-no-such-sheet"


def test_a_person_can_say_what_a_column_holds(tmp_path: Path) -> None:
    rows = [["Désignation du cadre", "Genre", "Affectation"], ["KONE Awa", "F", "DGIE"],
            ["YAO Koffi", "M", "MIAIE"]]  # fmt: skip
    path = write_xlsx(tmp_path / "l.xlsx", rows)
    columns = {"Désignation du cadre": "full_name", "affectation": "organisation"}
    read = read_list(path, columns=columns)
    assert names(read) == ["KONE|Awa", "YAO|Koffi"]
    assert read.rows[0].organisation == "DGIE"
    with pytest.raises(Problem) as told:
        read_list(path, columns={"Genre": "zodiac"})
    assert told.value.code == "list-unknown-field"
    with pytest.raises(Problem) as told:
        read_list(path, columns={**columns, "Taille": "ignored"})
    assert told.value.code == "list-no-such-column"


def test_a_column_without_heading_is_known_by_its_values(tmp_path: Path) -> None:
    rows = [["Nom et prénoms", "", ""], ["KONE Awa", "F", "+2250102030405"],
            ["YAO Koffi", "M", "+2250102030406"]]  # fmt: skip
    read = read_list(write_text(tmp_path / "l.csv", rows, "utf-8", ";"))
    assert [(each.sex, each.phone) for each in read.rows] == [
        ("F", "+2250102030405"), ("M", "+2250102030406"),
    ]  # fmt: skip


def test_m_beside_h_alone_may_be_madame_and_is_reported(tmp_path: Path) -> None:
    rows = [["Nom et prénoms", "Sexe"], ["KONE Awa", "M"], ["YAO Koffi", "H"]]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert [each.sex for each in read.rows] == ["", "M"]
    assert codes(read) == [(2, "Sexe", "sex-unknown")]


def test_a_title_is_kept_and_never_tells_the_sex(tmp_path: Path) -> None:
    rows = [["Nom et prénoms", "Structure"], ["Mme KONÉ Awa", "DGIE"], ["Dr. YAO Koffi", "DGIE"]]
    read = read_list(write_xlsx(tmp_path / "l.xlsx", rows))
    assert [(each.title, each.family_name, each.sex) for each in read.rows] == [
        ("Mme", "KONÉ", ""), ("Dr.", "YAO", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "list-empty"),
        (b"\xef\xbb\xbf\r\n", "list-empty"),
        (b"%PDF-1.7 ...", "list-unreadable"),
        (b"PK\x03\x04 not a package", "list-unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "list-unreadable"),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", "list-unreadable"),
        (b"Une note sans liste.\nRien d'autre.\n", "list-no-people"),
        (b"Nom;Prenom\n", "list-no-people"),
    ],
)
def test_a_file_that_holds_no_list_is_told_in_words(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    with pytest.raises(Problem) as told:
        read_list(path)
    assert told.value.code == code


def test_a_missing_file_and_one_of_impossible_size_are_told(tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        read_list(tmp_path / "absent.xlsx")
    assert told.value.code == "list-missing"
    bomb = tmp_path / "bomb.xlsx"
    write_xlsx(bomb, [["Nom"], ["Awa"]])
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image.bin", bytes(300 * 2**20))
    with pytest.raises(Problem) as told:
        read_list(bomb)
    assert told.value.code == "list-too-large"


def test_a_sheet_that_claims_billions_of_cells_is_refused(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "Nom et prénoms"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "wide.xlsx")
    with pytest.raises(Problem) as told:
        read_list(tmp_path / "wide.xlsx")
    assert told.value.code == "list-too-large"


def test_damaged_workbooks_are_unreadable_and_nothing_worse(tmp_path: Path) -> None:
    for file in ("formation_mbour.xls", "liste_atelier_abidjan.xlsx"):
        whole = (SAMPLES / file).read_bytes()
        for end in range(9, len(whole) - 1, 701):
            path = tmp_path / file
            path.write_bytes(whole[:end])
            with pytest.raises(Problem) as told:
                read_list(path)
            assert told.value.code in {"list-unreadable", "list-empty"}
