from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.domain.names import fold
from ssc_desktop.domain.problems import Problem
from ssc_desktop.workbook.lists import ParticipantList, read_list
from tests.workbook.lists_of_tests import write_ods, write_text, write_xlsx

FAMILIES = (
    "Traoré", "N'Guessan", "Diallo", "El Idrissi", "Ba", "Sy", "Kouamé", "M’Baye", "Aït Taleb",
    "Koné", "De Souza", "Ndiaye", "Cissé", "Touré-Diop", "Gnahoré", "Ben Ali",
)  # fmt: skip
GIVEN = (
    "Awa", "Marie-Noëlle", "Jean-Baptiste", "Fatou", "Mamadou Lamine", "Aïcha", "Hélène", "Yao",
    "Cheikh Anta", "Oumou", "Zoé", "François", "Ndèye",
)  # fmt: skip
ARABIC_FAMILIES = ("الفاسي", "بنجلون", "الإدريسي", "أيت الطالب", "العلوي", "التازي")
ARABIC_GIVEN = ("مريم", "عبد الإله", "سلمى", "محمد", "إدريس", "فاطمة الزهراء")


@dataclass(frozen=True)
class Person:
    family: str
    given: str
    sex: str
    organisation: str
    phone: str


def people(
    families: tuple[str, ...], given_names: tuple[str, ...]
) -> st.SearchStrategy[list[Person]]:
    return st.lists(
        st.builds(
            Person,
            st.sampled_from(families),
            st.sampled_from(given_names),
            st.sampled_from(["F", "M", ""]),
            st.sampled_from(["DGIE", "Mairie de Bouaké", "Conseil régional", "ONG Espoir", ""]),
            st.integers(0, 99_999_999).map(lambda number: f"+22507{number:08d}"),
        ),
        min_size=1,
        max_size=12,
    )


HEADINGS = {
    "family": ("Nom", "NOM", "Nom de famille", "noms", "Surname", "Last name", "Family name"),
    "given": ("Prénom", "PRENOM(S)", "Prénoms", "Prenoms", "First name", "Given names"),
    "joined": ("NOM ET PRÉNOMS", "Nom & prénom", "Noms et Prénoms", "Nom/Prénoms", "Nom complet"),
    "sex": ("SEXE (H/F)", "Sexe", "Genre", "Gender", "Sex"),
    "organisation": ("Structure", "ORGANISATION", "Institution/structure", "Organisme d'origine"),
    "phone": ("Tél.", "Téléphone", "CONTACT", "N° de téléphone", "Mobile", "Phone number"),
}
ARABIC_HEADINGS = {
    "family": ("الاسم العائلي", "النسب"),
    "given": ("الاسم الشخصي",),
    "joined": ("الاسم الكامل", "الاسم والنسب"),
    "sex": ("الجنس", "النوع"),
    "organisation": ("المؤسسة", "الهيئة"),
    "phone": ("الهاتف", "رقم الهاتف"),
}
SEXES = {
    "latin": ({"F": "F", "M": "H"}, {"F": "F", "M": "M"}, {"F": "Femme", "M": "Homme"},
              {"F": "Féminin", "M": "Masculin"}, {"F": "female", "M": "male"}),
    "arabic": ({"F": "أنثى", "M": "ذكر"},),
}  # fmt: skip
TITLES = ("", "LISTE DES PARTICIPANTS", "Atelier de planification – 30/04/2019")
ENDINGS = (
    "TOTAL",
    "Total général : 12",
    "NB : transport à la charge des participants",
    "Fait à Abidjan, le 3 mai",
)


@st.composite
def latin_lists(draw: st.DrawFn) -> tuple[list[Person], list[list[object]]]:
    return draw(_lists(FAMILIES, GIVEN, HEADINGS, "latin"))


@st.composite
def arabic_lists(draw: st.DrawFn) -> tuple[list[Person], list[list[object]]]:
    return draw(_lists(ARABIC_FAMILIES, ARABIC_GIVEN, ARABIC_HEADINGS, "arabic"))


@st.composite
def _lists(
    draw: st.DrawFn,
    families: tuple[str, ...],
    given_names: tuple[str, ...],
    headings: dict[str, tuple[str, ...]],
    script: str,
) -> tuple[list[Person], list[list[object]]]:
    persons = draw(people(families, given_names))
    joined = draw(st.booleans())
    fields = [*(("joined",) if joined else ("family", "given")), "sex", "organisation", "phone"]
    numbered = draw(st.booleans())
    order = draw(st.permutations(fields))
    sexes = draw(st.sampled_from(SEXES[script]))
    first = [draw(st.sampled_from(headings[name])) for name in order]
    rows: list[list[object]] = [
        [title] for title in draw(st.lists(st.sampled_from(TITLES), max_size=3))
    ]
    rows.append([*(["N°"] if numbered else []), *first])
    for number, person in enumerate(persons, start=1):
        values = {
            "family": person.family,
            "given": person.given,
            "joined": _joined(person, script),
            "sex": sexes.get(person.sex, ""),
            "organisation": person.organisation,
            "phone": person.phone,
        }
        rows.append([*([number] if numbered else []), *(values[name] for name in order)])
        if draw(st.integers(0, 5)) == 0:
            rows.append([])
    if draw(st.booleans()):
        at = next(i for i, name in enumerate(order) if name in ("joined", "family")) + numbered
        rows.append([*[""] * at, draw(st.sampled_from(ENDINGS))])
    return persons, rows


def _joined(person: Person, script: str) -> str:
    if script == "arabic":
        return f"{person.given} {person.family}"
    return f"{person.family.upper()} {person.given}"


def assert_same_people(persons: list[Person], read: ParticipantList) -> None:
    assert [fold(f"{each.family_name} {each.given_names}") for each in read.rows] == [
        fold(f"{person.family} {person.given}") for person in persons
    ]
    assert [each.sex for each in read.rows] == [person.sex for person in persons]
    assert [each.organisation for each in read.rows] == [person.organisation for person in persons]
    assert [each.phone_as_typed for each in read.rows] == [person.phone for person in persons]
    assert [each.phone for each in read.rows] == [person.phone for person in persons]
    assert read.rejected == ()


FORMATS = st.sampled_from(
    [
        ("xlsx", "", ""),
        ("ods", "", ""),
        *(
            ("csv", encoding, delimiter)
            for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le")
            for delimiter in (";", ",", "\t", "|")
        ),
    ]
)


def write(folder: Path, rows: list[list[object]], how: tuple[str, str, str]) -> Path:
    kind, encoding, delimiter = how
    path = folder / f"liste.{kind}"
    if kind == "xlsx":
        return write_xlsx(path, rows)
    if kind == "ods":
        return write_ods(path, rows)
    return write_text(path, rows, encoding, delimiter)


@settings(max_examples=120, deadline=None)
@given(latin_lists(), FORMATS)
def test_any_french_or_english_list_comes_back_as_its_people(
    listed: tuple[list[Person], list[list[object]]], how: tuple[str, str, str]
) -> None:
    persons, rows = listed
    with tempfile.TemporaryDirectory() as folder:
        assert_same_people(persons, read_list(write(Path(folder), rows, how), country="CI"))


@settings(max_examples=60, deadline=None)
@given(arabic_lists(), FORMATS)
def test_any_arabic_list_comes_back_as_its_people(
    listed: tuple[list[Person], list[list[object]]], how: tuple[str, str, str]
) -> None:
    persons, rows = listed
    with tempfile.TemporaryDirectory() as folder:
        read = read_list(write(Path(folder), rows, how), country="CI")
    assert_same_people(persons, read)
    assert [each.name_ar for each in read.rows] == [f"{p.given} {p.family}" for p in persons]


@settings(max_examples=60, deadline=None)
@given(
    latin_lists(),
    st.sampled_from(["cp1252", "mac_roman", "cp850", "iso8859-15"]),
    st.sampled_from([";", ",", "\t"]),
)
def test_old_encodings_are_recognised_by_what_they_would_garble(
    listed: tuple[list[Person], list[list[object]]], encoding: str, delimiter: str
) -> None:
    persons, rows = listed
    # Accents in the headings and one name are what there is to recognise an encoding by.
    plain = [[_typeable(cell) for cell in row] for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        path = write_text(Path(folder) / "liste.csv", plain, encoding, delimiter)
        read = read_list(path, country="CI")
        clean = read_list(write_text(path, plain, "utf-8", delimiter), country="CI")
    assert read.rows == clean.rows
    assert len(read.rows) == len(persons)


def _typeable(cell: object) -> object:
    return cell.replace("’", "'").replace("–", "-") if isinstance(cell, str) else cell


def read_or_problem(path: Path) -> ParticipantList | Problem:
    try:
        return read_list(path)
    except Problem as problem:
        return problem


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail_with_more_than_a_problem(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liste.csv"
        path.write_bytes(data)
        read = read_or_problem(path)
    assert isinstance(read, ParticipantList) or read.code.startswith("list-")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=8),
    st.sampled_from([";", ",", "\t"]),
)
def test_no_cells_under_headings_make_it_fail(rows: list[list[str]], delimiter: str) -> None:
    headed = [["Nom et prénoms", "Sexe", "Tél.", "E-mail", "Année de naissance"], *rows]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liste.csv"
        text = "\n".join(delimiter.join(row) for row in headed)
        path.write_bytes(text.encode("utf-8", errors="surrogatepass"))
        read = read_or_problem(path)
    people = read.rows if isinstance(read, ParticipantList) else ()
    assert all(each.family_name or each.given_names for each in people)
