"""Amounts in words: the traps of French, the agreement of Arabic, and back again by a parser."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.language import Language

FRENCH, ENGLISH, ARABIC = Language("fr"), Language("en"), Language("ar")

IN_FRENCH = {
    "0": "zéro franc CFA",
    "1": "un franc CFA",
    "71": "soixante et onze francs CFA",
    "80": "quatre-vingts francs CFA",
    "81": "quatre-vingt-un francs CFA",
    "91": "quatre-vingt-onze francs CFA",
    "200": "deux cents francs CFA",
    "201": "deux cent un francs CFA",
    "1000": "mille francs CFA",
    "80000": "quatre-vingt mille francs CFA",
    "200000": "deux cent mille francs CFA",
    "1000000": "un million de francs CFA",
    "1000001": "un million un francs CFA",
    "2000000": "deux millions de francs CFA",
    "80000000": "quatre-vingts millions de francs CFA",
    "11980500": "onze millions neuf cent quatre-vingt mille cinq cents francs CFA",
    "1000000000": "un milliard de francs CFA",
}
# One and two are said by the noun; 3 to 10 take the plural, 11 to 99 the accusative; a noun that
# follows a hundred, a thousand or a million stands in the singular, and a dual loses its nun
# before it; 101 is a hundred of them and one of them.
IN_ARABIC = {
    "0": "صفر فرنك CFA",
    "1": "فرنك CFA واحد",
    "2": "فرنكان CFA",
    "3": "ثلاثة فرنكات CFA",
    "10": "عشرة فرنكات CFA",
    "11": "أحد عشر فرنكا CFA",
    "12": "اثنا عشر فرنكا CFA",
    "99": "تسعة وتسعون فرنكا CFA",
    "100": "مائة فرنك CFA",
    "101": "مائة فرنك CFA وفرنك CFA واحد",
    "102": "مائة فرنك CFA وفرنكان CFA",
    "103": "مائة وثلاثة فرنكات CFA",
    "200": "مائتا فرنك CFA",
    "250": "مائتان وخمسون فرنكا CFA",
    "1000": "ألف فرنك CFA",
    "2000": "ألفا فرنك CFA",
    "2500": "ألفان وخمسمائة فرنك CFA",
    "3000": "ثلاثة آلاف فرنك CFA",
    "11000": "أحد عشر ألف فرنك CFA",
    "11500": "أحد عشر ألفا وخمسمائة فرنك CFA",
    "102000": "مائة ألف وألفا فرنك CFA",
    "200000": "مائتا ألف فرنك CFA",
    "1000000": "مليون فرنك CFA",
    "2000000": "مليونا فرنك CFA",
    "11980500": "أحد عشر مليونا وتسعمائة وثمانون ألفا وخمسمائة فرنك CFA",
    "1000000000": "مليار فرنك CFA",
}


@pytest.mark.parametrize(("amount", "words"), IN_FRENCH.items())
def test_french_writes_what_a_cashier_writes(amount: str, words: str) -> None:
    assert FRENCH.amount_in_words(Decimal(amount), "XOF") == words


@pytest.mark.parametrize(("amount", "words"), IN_ARABIC.items())
def test_arabic_agrees_with_what_it_counts(amount: str, words: str) -> None:
    assert ARABIC.amount_in_words(Decimal(amount), "XOF") == words


@pytest.mark.parametrize(
    ("amount", "currency", "fr", "en", "ar"),
    [
        ("1", "MAD", "un dirham marocain", "one Moroccan dirham", "درهم مغربي واحد"),
        (
            "2.02",
            "MAD",
            "deux dirhams marocains et deux centimes",
            "two Moroccan dirhams and two centimes",
            "درهمان مغربيان وسنتيمان",
        ),
        ("0.50", "MAD", "cinquante centimes", "fifty centimes", "خمسون سنتيما"),
        (
            "1187.50",
            "MAD",
            "mille cent quatre-vingt-sept dirhams marocains et cinquante centimes",
            "one thousand, one hundred and eighty-seven Moroccan dirhams and fifty centimes",
            "ألف ومائة وسبعة وثمانون درهما مغربيا وخمسون سنتيما",
        ),
        ("1000000", "EUR", "un million d’euros", "one million euros", "مليون يورو"),
        ("2", "EUR", "deux euros", "two euros", "يورو اثنان"),
        ("12.5", "CHF", "douze CHF et 50/100", "twelve CHF and 50/100", "اثنا عشر CHF و50/100"),
    ],
)
def test_other_currencies_have_their_parts(
    amount: str, currency: str, fr: str, en: str, ar: str
) -> None:
    written = [
        each.amount_in_words(Decimal(amount), currency) for each in (FRENCH, ENGLISH, ARABIC)
    ]
    assert written == [fr, en, ar]


FRENCH_WORDS = {
    "zéro": 0, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60,
}  # fmt: skip
ENGLISH_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9,
    "thousand": 1000, "billion": 10**9,
}  # fmt: skip
HUNDREDS = {"cent", "cents", "hundred"}


def read_back(words: list[str], ones: dict[str, int]) -> int:
    """The number that words say, read as a person reads them."""
    total = group = 0
    for word in words:
        if word in HUNDREDS:
            group = max(group, 1) * 100
        elif word in SCALES:
            total, group = total + max(group, 1) * SCALES[word], 0
        elif word in ("vingt", "vingts") and group % 100 == 4:
            # Four twenties are eighty.
            group += 76
        else:
            group += ones[word]
    return total + group


@given(st.integers(0, 10**11))
def test_french_words_say_the_number_they_were_made_of(number: int) -> None:
    words = FRENCH.amount_in_words(Decimal(number), "XOF")
    assert words.endswith((" franc CFA", " francs CFA"))
    said = words.rsplit(" franc", 1)[0].replace("-", " ").split()
    assert read_back([each for each in said if each not in ("et", "de")], FRENCH_WORDS) == number


@given(st.integers(0, 10**11))
def test_english_words_say_the_number_they_were_made_of(number: int) -> None:
    words = ENGLISH.amount_in_words(Decimal(number), "XOF")
    assert words.endswith((" CFA franc", " CFA francs"))
    said = words.rsplit(" CFA", 1)[0].replace("-", " ").replace(",", "").split()
    assert read_back([each for each in said if each != "and"], ENGLISH_WORDS) == number


@given(st.integers(0, 10**11), st.integers(0, 10**11))
def test_no_two_amounts_are_written_alike_in_arabic(one: int, other: int) -> None:
    written = [ARABIC.amount_in_words(Decimal(each), "XOF") for each in (one, other)]
    assert (written[0] == written[1]) == (one == other)


def test_an_amount_has_the_decimals_of_its_currency_and_stands_apart_from_letters() -> None:
    assert FRENCH.amount(Decimal("1234.5"), "MAD").replace("\u202f", " ") == "1 234,50"
    assert FRENCH.amount(Decimal("11980500"), "XOF").replace("\u202f", " ") == "11 980 500"
    assert (
        ENGLISH.money(Decimal("9750000"), "XOF").replace("\u202f", " ").endswith("\u00a09,750,000")
    )
    assert ENGLISH.money(Decimal("12.5"), "EUR") == "€12.50"
