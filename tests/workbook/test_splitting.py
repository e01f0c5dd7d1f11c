"""Names of one cell parted into family name and given names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.workbook.headings import FAMILY_FIRST, GIVEN_FIRST
from ssc_desktop.workbook.splitting import column_order, split_name


@pytest.mark.parametrize(
    ("text", "family", "given_names", "title"),
    [
        ("KOFFI Rokia", "KOFFI", "Rokia", ""),
        ("Salma BA", "BA", "Salma", ""),
        ("N'GUESSAN Fatou", "N'GUESSAN", "Fatou", ""),
        ("Jean-Baptiste THIAM", "THIAM", "Jean-Baptiste", ""),
        ("Dr. Moussa El IDRISSI", "El IDRISSI", "Moussa", "Dr."),
        ("Mme KONÉ née TRAORÉ Awa", "KONÉ née TRAORÉ", "Awa", "Mme"),
        ("KONE A. Rokia", "KONE", "A. Rokia", ""),
        ("Koné, Awa", "Koné", "Awa", ""),
        ("DE SOUZA Paul", "DE SOUZA", "Paul", ""),
        ("1. KONE Awa", "KONE", "Awa", ""),
        ("El Hadji Malick SY", "SY", "El Hadji Malick", ""),
        ("S.E.M. Koffi YAO", "YAO", "Koffi", "S.E.M."),
        ("KOFFI Rokia (Mme)", "KOFFI", "Rokia", "Mme"),
        ("DIARRA", "DIARRA", "", ""),
        ("M. Yao", "Yao", "", "M."),
        ("M'BAYE Fatou", "M'BAYE", "Fatou", ""),
    ],
)
def test_capitals_tell_the_family_name_in_either_order(
    text: str, family: str, given_names: str, title: str
) -> None:
    for order in (FAMILY_FIRST, GIVEN_FIRST):
        name = split_name(text, order)
        assert (name.family, name.given, name.title) == (family, given_names, title)


@pytest.mark.parametrize(
    ("text", "order", "family", "given_names"),
    [
        ("KONE AWA MARIE", FAMILY_FIRST, "KONE", "AWA MARIE"),
        ("Awa Marie Koné", GIVEN_FIRST, "Koné", "Awa Marie"),
        ("Mohamed Ben Ali", GIVEN_FIRST, "Ben Ali", "Mohamed"),
        ("EL IDRISSI MOHAMED", FAMILY_FIRST, "EL IDRISSI", "MOHAMED"),
        ("مريم الفاسي", GIVEN_FIRST, "الفاسي", "مريم"),
        ("عبد الإله بنجلون", GIVEN_FIRST, "بنجلون", "عبد الإله"),
        ("يوسف أيت الطالب", GIVEN_FIRST, "أيت الطالب", "يوسف"),
        ("الفاسي مريم", FAMILY_FIRST, "الفاسي", "مريم"),
    ],
)
def test_the_order_of_the_column_tells_where_capitals_do_not(
    text: str, order: str, family: str, given_names: str
) -> None:
    name = split_name(text, order)
    assert (name.family, name.given) == (family, given_names)


def test_most_capitals_of_a_column_tell_its_order_against_its_heading() -> None:
    texts = ["Awa KONE", "Koffi YAO", "Salma BA", "Awa Ndiaye"]
    assert column_order(texts, FAMILY_FIRST, FAMILY_FIRST) == GIVEN_FIRST


def test_frequent_given_names_tell_the_order_where_nothing_else_does() -> None:
    assert column_order(["Fatou Diop", "Mamadou Sarr"], "", FAMILY_FIRST) == GIVEN_FIRST
    assert column_order(["Diop Fatou", "Sarr Mamadou"], "", GIVEN_FIRST) == FAMILY_FIRST


@given(st.text(max_size=40), st.sampled_from([FAMILY_FIRST, GIVEN_FIRST, ""]))
def test_no_letter_of_a_name_is_lost(text: str, order: str) -> None:
    name = split_name(text, order)
    kept = f"{name.title}{name.family}{name.given}"
    for letter in filter(str.isalpha, text):
        assert letter in kept
