"""Telephone numbers in every habit: kept as typed, read when certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.phones import home_country, read_phone


@pytest.mark.parametrize(
    ("typed", "country", "numbers"),
    [
        (779074833.0, "SN", ["+221779074833"]),
        ("771234567.0", "SN", ["+221771234567"]),
        ("7.71234567E8", "SN", ["+221771234567"]),
        ("00225 07 01 02 03 04", "MA", ["+2250701020304"]),
        ("(+225) 07-01-02-03-04", None, ["+2250701020304"]),
        ("225 0701020304", None, ["+2250701020304"]),
        ("221 77 123 45 67", None, ["+221771234567"]),
        ("77/123/45/67", "SN", ["+221771234567"]),
        ("07.32.44.51.95", "MA", ["+212732445195"]),
        ("+212 (0)6 50 12 34 56", "SN", ["+212650123456"]),
        ("'0612345678", "MA", ["+212612345678"]),
        ("٠٦١٢٣٤٥٦٧٨", "MA", ["+212612345678"]),
        ("Tél: 65 03 10 90 (WhatsApp)", "ML", ["+22365031090"]),
        ("77 123 45 67 / 70 987 65 43", "SN", ["+221771234567", "+221709876543"]),
        ("07 01 02 03 04 - 05 06 07 08 09", "CI", ["+2250701020304", "+2250506070809"]),
        ("65031090 75704789", "ML", ["+22365031090", "+22375704789"]),
        ("65 03 10 90\n+33 6 12 34 56 78", "ML", ["+22365031090", "+33612345678"]),
        ("\u202a+212 650-123456\u202c", None, ["+212650123456"]),
    ],
)
def test_a_number_is_read_from_any_habit(
    typed: str | float, country: str | None, numbers: list[str]
) -> None:
    phone = read_phone(typed, country)
    assert list(phone.numbers) == numbers
    assert phone.trouble is None


@pytest.mark.parametrize(
    ("typed", "country", "trouble"),
    [
        ("75486597", "CI", "phone-old-ci"),
        (75486597.0, "CI", "phone-old-ci"),
        ("07 48 65 97", "CI", "phone-old-ci"),
        ("+225 47 12 34 56", "ML", "phone-old-ci"),
        ("00225 47123456", None, "phone-old-ci"),
        ("05486597/07486598", "CI", "phone-old-ci"),
        ("7.71E+08", "SN", "phone-invalid"),
        ("O701020304", "CI", "phone-invalid"),
        ("12", "CI", "phone-invalid"),
        ("voir secrétariat", "CI", "phone-invalid"),
        ("76123456", None, "phone-invalid"),
    ],
)
def test_a_number_in_doubt_stays_as_typed_and_says_why(
    typed: str | float, country: str | None, trouble: str
) -> None:
    phone = read_phone(typed, country)
    assert phone.numbers == ()
    assert phone.trouble == trouble
    assert phone.as_typed == str(typed).removesuffix(".0")


def test_the_zero_a_spreadsheet_ate_is_put_back_and_told() -> None:
    phone = read_phone(701020304.0, "CI")
    assert (phone.number, phone.trouble) == ("+2250701020304", "phone-zero-restored")


@given(st.text(max_size=30), st.sampled_from(["CI", "ML", "SN", "MA", None]))
def test_no_text_makes_it_fail_and_what_was_typed_is_kept(typed: str, country: str | None) -> None:
    phone = read_phone(typed, country)
    assert all(number.startswith("+") and number[1:].isdigit() for number in phone.numbers)
    assert phone.numbers or phone.trouble or not phone.as_typed

    assert read_phone("70 102 03 04", "CI").trouble == "phone-invalid"


def test_a_list_is_at_home_where_its_prefixes_say() -> None:
    assert home_country(["+223 65 03 10 90", "65031090", "75704789"], ["CI"]) == "ML"


def test_one_foreign_guest_does_not_decide() -> None:
    assert home_country(["+212661234567", "0102030405", "0701020304"], ["CI"]) == "CI"
    assert home_country(["+33612345678", *["771234567"] * 9]) == "SN"


def test_senegalese_numbers_are_not_ivorian_ones_that_lost_a_zero() -> None:
    assert home_country(["771234567", "771234568"], [None, "CI"]) == "SN"
    assert home_country(["102030405", "707020304", "502030405"], ["CI"]) == "CI"


def test_a_list_of_old_ivorian_numbers_stays_ivorian() -> None:
    assert home_country(["07486597", "48659700", "75486597", "+22365031090"], ["CI"]) == "CI"
    assert home_country(["07486597", "75486597"]) is None
