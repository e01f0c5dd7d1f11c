"""Whether two are one person: names alone never prove it, contradictions speak against."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.matching import DIFFERENT, POSSIBLE, SAME, Identity, likeness

AWA = Identity(
    family_name="Traoré",
    given_names="Awa",
    phones=frozenset({"+22368858827"}),
    email="awa@exemple.test",
    organisation="CIGEM",
    function="Directrice",
    birth_year=1981,
    sex="F",
    country="ML",
)


def verdict(one: Identity, other: Identity) -> str:
    found = likeness(one, other)
    assert likeness(other, one) == found
    return found.verdict


identities = st.builds(
    Identity,
    family_name=st.sampled_from(["Traoré", "TRAORE", "Koné", "El Idrissi", "Idrissi", ""]),
    given_names=st.sampled_from(["Awa", "Mohamed", "Mohammed", "مريم", ""]),
    phones=st.sampled_from([frozenset(), frozenset({"+22368858827"}), frozenset({"+22365031090"})]),
    email=st.sampled_from(["", "awa@exemple.test", "b@exemple.test"]),
    organisation=st.sampled_from(["", "CIGEM", "DGME"]),
    function=st.sampled_from(["", "Directrice"]),
    birth_year=st.sampled_from([None, 1981, 1982, 1990]),
    sex=st.sampled_from(["", "F", "M"]),
    country=st.sampled_from(["", "ML", "CI"]),
)


@given(identities, identities)
def test_the_order_of_the_two_never_matters(one: Identity, other: Identity) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(identities)
def test_a_name_alone_is_never_proof(someone: Identity) -> None:
    named = Identity(family_name=someone.family_name, given_names=someone.given_names)
    assert verdict(named, someone) != SAME


def test_the_same_row_twice_is_the_same_person() -> None:
    assert verdict(AWA, replace(AWA, family_name="TRAORE")) == SAME
    placed = replace(AWA, phones=frozenset(), email="", birth_year=None)
    assert verdict(placed, placed) == SAME


def test_one_name_with_one_telephone_is_one_person() -> None:
    met = Identity(family_name="Awa", given_names="Traore", phones=AWA.phones)
    assert verdict(AWA, met) == SAME


def test_another_spelling_needs_two_witnesses() -> None:
    one = Identity(family_name="El Idrissi", given_names="Mohamed", phones=frozenset({"+212661"}))
    other = Identity(family_name="Idrissi", given_names="Mohammed", phones=frozenset({"+212661"}))
    assert verdict(one, other) == POSSIBLE
    assert verdict(replace(one, email="m@x.test"), replace(other, email="m@x.test")) == SAME


@pytest.mark.parametrize(
    "changes",
    [
        {"phones": frozenset({"+22365031090"})},
        {"birth_year": 1960},
        {"sex": "M"},
    ],
)
def test_a_shared_address_against_a_contradiction_is_left_to_a_human(
    changes: dict[str, object],
) -> None:
    assert verdict(AWA, replace(AWA, **changes)) == POSSIBLE


def test_namesakes_of_two_countries_are_two_people() -> None:
    bamako = Identity("Traoré", "Mamadou", phones=frozenset({"+22365031090"}), country="ML")
    abidjan = Identity("Traoré", "Mamadou", phones=frozenset({"+2250701020304"}), country="CI")
    assert verdict(bamako, abidjan) == DIFFERENT


def test_names_of_sister_clans_are_no_spellings_of_each_other() -> None:
    assert verdict(AWA, replace(AWA, family_name="Diop")) == DIFFERENT
    assert (
        verdict(replace(AWA, family_name="Diarra"), replace(AWA, family_name="Koné")) == DIFFERENT
    )


def test_an_old_ivorian_number_is_known_again_in_the_new_one() -> None:
    old = Identity("Aka", "Koffi", phones=frozenset({"75486597"}))
    new = Identity("AKA", "Koffi", phones=frozenset({"+2250775486597"}))
    assert verdict(old, new) == SAME


def test_the_reasons_are_told() -> None:
    found = likeness(AWA, replace(AWA, birth_year=1960, function=""))
    assert {"name-equal", "phone-same", "email-same", "birth-differs"} <= set(found.reasons)
    assert not any(reason.startswith("function") for reason in found.reasons)


def test_two_scripts_with_one_telephone_are_left_to_a_human() -> None:
    arabic = Identity("الفاسي", "مريم", "مريم الفاسي", phones=frozenset({"+212661234567"}))
    latin = Identity("El Fassi", "Maryam", phones=frozenset({"+212661234567"}))
    assert verdict(arabic, latin) == POSSIBLE
    both = replace(latin, name_ar="مريم الفاسي")
    assert verdict(arabic, both) == SAME
