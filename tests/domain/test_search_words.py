"""What is typed is read in every way it may have been meant."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ssc_desktop.domain.search_words import (
    BEGUN,
    INSIDE,
    PREFIX,
    WHOLE,
    holds,
    sought,
    words_of_email,
    words_of_phone,
    words_of_text,
)

PERSON = [
    *words_of_text("N’Guessan Aïcha الفاسي"),
    *words_of_phone("+212661234567"),
    *words_of_email("aicha.ng@mae.gov.ma"),
]


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("n'guessan", WHOLE),
        ("AICHA", WHOLE),
        ("aicha ngue", BEGUN),
        ("ngue aich", PREFIX),
        ("ngue ai", PREFIX),
        ("الفاسي", WHOLE),
        ("فاسي", WHOLE),
        ("guess", INSIDE),
        ("+212 661 23", PREFIX),
        ("06 61 23 45 67", WHOLE),
        ("0661-2345", PREFIX),
        ("00212661", PREFIX),
        ("٠٦٦١٢٣", PREFIX),
        ("45 67", INSIDE),
        ("aicha.ng@ma", PREFIX),
        ("aicha.ng@mae.gov.ma", WHOLE),
        ("gov.ma", INSIDE),
        ("aicha 0661", PREFIX),
    ],
)
def test_a_person_is_found_by_what_people_type(typed: str, how: str) -> None:
    assert holds(PERSON, sought(typed), how)


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("guessan", PREFIX),
        ("ngue aicha", BEGUN),
        ("aich", WHOLE),
        ("gov", PREFIX),
        ("99 45", INSIDE),
        ("aicha fofana", INSIDE),
    ],
)
def test_and_not_by_more_than_that(typed: str, how: str) -> None:
    assert not holds(PERSON, sought(typed), how)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("+22565012345", ["22565012345", "65012345"]),
        ("+33612345678", ["33612345678"]),
        ("+212661234567", ["212661234567", "661234567", "0661234567"]),
        ("65 01 23 45", ["65012345"]),
        ("07 07 12 34 56 / 05 05 11 22 33", ["0707123456", "0505112233"]),
        ("tél. 65.01.23.45 (bureau)", ["65012345"]),
        ("", []),
        (None, []),
        ("sans", []),
    ],
)
def test_numbers_are_kept_without_grouping(typed: str | None, words: list[str]) -> None:
    assert words_of_phone(typed) == words


def test_digits_of_a_code_stay_apart_and_together() -> None:
    assert sought("2021 003") == [(("2021", "003"), ("2021003",))]
    assert holds(words_of_text("ACSS-CI-2021-ECH-003"), sought("2021 003"), WHOLE)


@given(st.text())
def test_whatever_is_typed_is_found_in_itself(typed: str) -> None:
    wanted = sought(typed)
    kept = [word for readings in wanted for word in readings[0]]
    assert all(holds(kept, wanted, how) for how in (WHOLE, BEGUN, PREFIX, INSIDE))


@given(st.lists(st.text(min_size=1)), st.text())
def test_closer_matches_are_matches(names: list[str], typed: str) -> None:
    kept = [word for name in names for word in words_of_text(name)]
    found = [holds(kept, sought(typed), how) for how in (WHOLE, BEGUN, PREFIX, INSIDE)]
    assert found == sorted(found)


@given(st.text())
@example("00")
def test_words_hold_no_blank_and_no_sign_of_a_query(text: str) -> None:
    words = [*words_of_text(text), *words_of_phone(text), *words_of_email(text)]
    assert all(word and word.isalnum() for word in words)
