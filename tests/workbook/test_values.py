"""What single cells say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.reference import codes
from ssc_desktop.workbook.countries import country_in, country_named, place_named
from ssc_desktop.workbook.values import (
    band_of,
    is_nothing,
    read_birth,
    read_email,
    role_named,
    sex_codes,
)


def test_sexes_are_read_by_the_columns_own_values() -> None:
    assert sex_codes(["F", "M"]) == {"f": "F", "m": "M"}
    assert sex_codes(["H", "F"]) == {"h": "M", "f": "F"}
    assert sex_codes(["H", "M"]) == {"h": "M"}
    assert sex_codes(["H", "F", "M"]) == {"h": "M", "f": "F", "m": "M"}
    assert sex_codes(["H", "M"], "Sexe (M/F)") == {"h": "M", "m": "M"}
    assert sex_codes(["Masculin", "Féminin"]) == {"masculin": "M", "feminin": "F"}
    assert sex_codes(["ذكر", "أنثى"]) == {"ذكر": "M", "انثي": "F"}
    assert sex_codes(["1", "2"]) == {"1": "M", "2": "F"}
    assert sex_codes(["1", "2"], "Sexe (1 = Femme, 2 = Homme)") == {"1": "F", "2": "M"}


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (1985.0, (1985, None)), ("12/03/1985", (1985, None)), ("12/03/85", (1985, None)),
        (date(1985, 3, 12), (1985, None)), ("1985-03-12", (1985, None)), ("né en 1990", (1990, None)),
        ("31000", (1984, None)), ("١٩٨٥", (1985, None)), ("35 ans", (None, "30-35")), (70.0, (None, "65+")),
        ("25-29", (None, "25-29")), ("+ de 65 ans", (None, "65+")), ("65+", (None, "65+")),
        ("moins de 15 ans", (None, "0-14")), ("néant", (None, None)),
    ],
)  # fmt: skip
def test_a_year_of_birth_or_an_age_group_is_read(
    value: object, read: tuple[int | None, str | None]
) -> None:
    text = str(int(value)) if isinstance(value, float) else str(value)
    assert read_birth(value, text) == (*read, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [("18-35", "age-band-unknown"), ("1850", "birth-unlikely"), ("adulte", "birth-unlikely")],
)
def test_an_unlikely_year_or_a_foreign_age_group_is_told(text: str, code: str) -> None:
    assert read_birth(text, text) == (None, None, code)


@given(st.integers(0, 110))
def test_every_age_has_its_group(age: int) -> None:
    assert band_of(age) in codes("age_band")


@pytest.mark.parametrize(
    ("text", "email", "trouble"),
    [
        ("amadou.dembélé@exemple.test", "amadou.dembélé@exemple.test", None),
        ("mailto:awa@gmail.com", "awa@gmail.com", None),
        ("Awa Koné <awa@x.org>", "awa@x.org", None),
        ("awa@gmail.com / x@y.com", "awa@gmail.com", None),
        ("awa@gmail.com.", "awa@gmail.com", None),
        ("awa@gmial.com", "awa@gmial.com", "email-typo"),
        ("awa@gouv.con", "awa@gouv.con", "email-typo"),
        ("awa @gmail.com", None, "email-invalid"),
        ("awa(at)gouv.ci", None, "email-invalid"),
        ("awa@@x.com", None, "email-invalid"),
        ("néant", None, None),
        ("-", None, None),
    ],
)
def test_an_address_is_taken_when_it_is_one(
    text: str, email: str | None, trouble: str | None
) -> None:
    assert read_email(text) == (email, trouble)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Côte d'Ivoire", "CI"), ("COTE D’IVOIRE", "CI"), ("RCI", "CI"), ("Ivory Coast", "CI"),
        ("كوت ديفوار", "CI"), ("ساحل العاج", "CI"), ("CIV", "CI"), ("ivoirienne", "CI"),
        ("Maroc", "MA"), ("المغرب", "MA"), ("Moroccan", "MA"), ("mali", "ML"), ("Sénégalaise", "SN"),
        ("Niger", "NE"), ("Nigeria", "NG"), ("Burkina", "BF"), ("RDC", "CD"), ("Atlantide", None),
        ("Bamako", None),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_names_codes_and_people(text: str, country: str | None) -> None:
    assert country_named(text) == country


def test_a_place_is_parted_into_country_and_city() -> None:
    assert place_named("Mali / Bamako") == ("ML", "Bamako")
    assert place_named("Abidjan, Côte d'Ivoire") == ("CI", "Abidjan")
    assert place_named("Dakar") == (None, "Dakar")


def test_a_line_tells_the_country_it_speaks_of_unless_it_speaks_of_two() -> None:
    assert country_in("Atelier de planification, Abidjan-Plateau, 30/04/2019") == "CI"
    assert country_in("لائحة المشاركين - ورشة الرباط") == "MA"
    assert country_in("Échanges Dakar et Bamako") is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Participants", "participant"), ("Les formateurs :", "facilitator"),
        ("Personnes ressources", "resource_person"), ("Interprètes (2)", "interpreter"),
        ("Équipe projet", "organiser"), ("المشاركون", "participant"), ("KONÉ Awa", None),
        ("Presse", "press"), ("Chauffeurs", "driver"),
    ],
)  # fmt: skip
def test_a_lone_word_for_a_role_is_one_and_a_name_is_not(text: str, role: str | None) -> None:
    assert role_named(text) == role


@given(st.text(max_size=20))
def test_no_text_makes_a_reader_fail(text: str) -> None:
    read_birth(text, text)
    read_email(text)
    is_nothing(text)
    country_named(text)
    role_named(text)
    sex_codes([text], text)
