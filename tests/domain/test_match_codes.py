from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.match_codes import (
    BIRTH,
    EMAIL,
    LENGTH,
    NAME,
    PART,
    PHONE,
    SOUND,
    Known,
    codes_of,
    likeness_by_codes,
)
from ssc_desktop.domain.matching import DIFFERENT, POSSIBLE, SAME, Identity, likeness

KEY, OTHER_KEY = bytes(range(32)), bytes(32)
AWA = Identity(
    family_name="Traoré",
    given_names="Awa Maïmouna",
    name_ar="عائشة تراوري",
    phones=frozenset({"+22376123456"}),
    email="Awa@example.org",
    birth_year=1987,
)

NAMES = st.sampled_from(
    ["Traoré", "TRAORE", "Sissoko", "Cissokho", "Mohamed", "Mamadou", "Diarra", ""]
)
PEOPLE = st.builds(
    Identity,
    family_name=NAMES,
    given_names=NAMES,
    name_ar=st.sampled_from(["", "منى حدّاد", "مُنى حداد"]),
    phones=st.sets(st.sampled_from(["+22376123456", "+22366998877", "76123456"])).map(frozenset),
    email=st.sampled_from(["", "a@example.org", " A@Example.org"]),
    birth_year=st.sampled_from([None, 1987, 1988, 2001]),
    sex=st.sampled_from(["", "F", "M"]),
)


def known(person: Identity) -> Known:
    year = person.birth_year and person.birth_year - person.birth_year % 5 + 2
    return Known(codes_of(person, KEY), year, sex=person.sex)


def test_codes_hold_nothing_that_can_be_read_and_need_the_key() -> None:
    codes = codes_of(AWA, KEY)
    assert set(codes) >= {PHONE, EMAIL, NAME, SOUND, PART, BIRTH}
    assert all(len(code) == LENGTH for each in codes.values() for code in each)
    others = codes_of(AWA, OTHER_KEY)
    assert all(codes[kind].isdisjoint(others[kind]) for kind in codes)
    assert codes_of(Identity(), KEY) == {}


def test_the_kind_is_part_of_a_code() -> None:
    codes = codes_of(Identity(family_name="Keita"), KEY)
    assert codes[NAME].isdisjoint(codes[PART])


@given(PEOPLE, PEOPLE)
def test_what_codes_find_the_same_the_names_find_the_same_too(
    one: Identity, other: Identity
) -> None:
    by_codes = likeness_by_codes(known(one), known(other))
    by_names = likeness(one, other)
    assert by_codes == likeness_by_codes(known(other), known(one))
    if by_codes.verdict == SAME:
        assert by_names.verdict in (SAME, POSSIBLE)
    certain = {"name-equal", "name-variant", "phone-same", "email-same", "birth-same"}
    assert certain.intersection(by_codes.reasons) <= set(by_names.reasons)


@given(PEOPLE, PEOPLE)
def test_a_name_alone_never_says_more_than_possible(one: Identity, other: Identity) -> None:
    names = [
        Known(
            {
                kind: codes
                for kind, codes in codes_of(each, KEY).items()
                if kind in (NAME, SOUND, PART)
            }
        )
        for each in (one, other)
    ]
    assert likeness_by_codes(*names).verdict in (DIFFERENT, POSSIBLE)


def test_a_year_told_as_the_middle_of_five_contradicts_only_what_it_must() -> None:
    codes = codes_of(Identity(family_name="Keita", phones=frozenset({"+22376123456"})), KEY)

    def reasons(one: int, other: int, *, coarse: bool = True) -> tuple[str, ...]:
        return likeness_by_codes(
            Known(codes, one, coarse=True), Known(codes, other, coarse=coarse)
        ).reasons

    assert "birth-differs" not in reasons(1987, 1987)
    assert "birth-differs" not in reasons(1987, 1992)
    assert "birth-differs" in reasons(1987, 1997)
    assert "birth-differs" not in reasons(1987, 1990, coarse=False)
    assert "birth-differs" in reasons(1987, 1991, coarse=False)
