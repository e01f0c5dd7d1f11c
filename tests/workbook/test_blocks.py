"""Blocks copied from a spreadsheet: their headings, what their columns hold, whom they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.workbook.blocks import look_at, read_block

AYA = ["KOUASSI", "Aya", "F", "07 01 02 03 04"]
ISSA = ["TRAORÉ", "Issa", "M", "07010203"]


@pytest.mark.parametrize(
    "headings",
    [
        ["Nom", "Prénoms", "Sexe", "Téléphone"],
        ["Surname", "First name", "Gender", "Phone"],
        ["الاسم العائلي", "الاسم الشخصي", "الجنس", "الهاتف"],
    ],
)
def test_headings_are_understood_in_three_languages(headings: list[str]) -> None:
    guess = look_at([headings, AYA, ISSA])
    assert (guess.heading_row, guess.headings) == (1, tuple(headings))
    assert guess.fields == ("family_name", "given_names", "sex", "phone")


def test_a_title_above_the_headings_is_passed_over() -> None:
    guess = look_at([["Liste DEMO"], ["Nom", "Prénoms", "Sexe", "Téléphone"], AYA])
    assert guess.heading_row == 2
    assert guess.fields[0] == "family_name"


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        ([AYA, ISSA], ("family_name", "given_names", "sex", "phone")),
        ([["Koné Awa", "DGIE"], ["Bamba Issa", "MIAIE"]], ("full_name", "organisation")),
        ([["1", "Koné Awa", "1985"], ["2", "Bamba Issa", "34"]], ("number", "full_name", "birth")),
        ([["فاطمة الزهراء", "Fatima Zahra"]], ("name_ar", "full_name")),
        ([["Koné Awa", ""], ["Bamba Issa", ""]], ("full_name", "ignored")),
        ([], ()),
    ],
)
def test_columns_without_headings_are_told_by_their_values(
    rows: list[list[str]], fields: tuple[str, ...]
) -> None:
    assert look_at(rows).fields == fields


def test_the_people_below_the_headings_are_read() -> None:
    rows = [["Nom", "Prénoms", "Sexe", "Téléphone"], AYA, ISSA, ["", "", "F", "0506070809"]]
    read = read_block(rows, look_at(rows).fields, heading_row=1, likely=("CI",))
    assert [(each.row, each.family_name, each.sex) for each in read.rows] == [
        (2, "KOUASSI", "F"),
        (3, "TRAORÉ", "M"),
    ]
    assert read.rows[0].phone == "+2250701020304"
    assert {(each.row, each.code) for each in read.rejected} == {
        (3, "phone-old-ci"),
        (4, "no-name"),
    }


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=8))
def test_any_block_is_looked_at_and_read(rows: list[list[str]]) -> None:
    guess = look_at(rows)
    assert len(guess.fields) == len(guess.headings) == max((len(row) for row in rows), default=0)
    assert guess.heading_row <= len(rows)
    read = read_block(rows, guess.fields, heading_row=guess.heading_row, likely=("CI",))
    assert all(guess.heading_row < each.row <= len(rows) for each in read.rows)
