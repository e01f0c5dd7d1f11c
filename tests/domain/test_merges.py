"""Where merged records lead, and which of a person's rows speaks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.attendance import STATES, Registration
from ssc_desktop.domain.evidence import Consent
from ssc_desktop.domain.merges import STRONGEST_FIRST, Merges, speaking, strongest, united

A, B, C, D = (UUID(int=number) for number in (1, 2, 3, 4))
registers = st.dictionaries(st.sampled_from((A, B, C, D)), st.sampled_from((A, B, C, D)))


def test_a_chain_is_followed_to_its_end() -> None:
    lead = Merges({A: B, B: C})
    assert [lead.standing(key) for key in (A, B, C, D)] == [C, C, C, D]
    assert lead.same(A) == lead.same(C) == (C, A, B)
    assert lead.given_up == {A: C, B: C}


def test_of_a_circle_the_smallest_key_survives_wherever_one_enters() -> None:
    lead = Merges({D: C, C: B, B: C})
    assert [lead.standing(key) for key in (D, C, B)] == [B, B, B]
    assert lead.in_circles == {B}
    assert lead.same(D) == (B, C, D)


@given(registers)
def test_everybody_stands_or_leads_to_somebody_who_stands(written: dict[UUID, UUID]) -> None:
    lead = Merges(written)
    for key in (A, B, C, D):
        standing = lead.standing(key)
        assert lead.standing(standing) == standing
        assert key in lead.same(standing)
        if key in written:
            assert lead.standing(written[key]) == standing
        assert (key in lead.given_up) == (standing != key)
    groups = {lead.same(key) for key in (A, B, C, D)}
    assert sorted(key for group in groups for key in group) == [A, B, C, D]


@given(registers)
def test_the_order_in_which_registers_were_written_never_matters(
    written: dict[UUID, UUID],
) -> None:
    turned = Merges(dict(reversed(written.items())))
    assert [turned.standing(key) for key in (A, B, C, D)] == [
        Merges(written).standing(key) for key in (A, B, C, D)
    ]


@given(st.lists(st.sampled_from(STATES), min_size=1))
def test_presence_beats_absence_in_any_order(states: list[str]) -> None:
    assert set(STRONGEST_FIRST) == set(STATES)
    shown = strongest(states)
    assert shown == strongest(states[::-1])
    assert shown in states
    if {"present", "late", "left_early", "online"} & set(states):
        assert shown not in ("absent", "excused")


def test_the_survivors_place_speaks_and_the_others_fill_in() -> None:
    own = Registration(activity_id=D, participant_id=A, role="speaker")
    other = Registration(activity_id=D, participant_id=B, role="observer", note="x", row=3)
    shown = united([other, own], A)
    assert (shown.participant_id, shown.role, shown.note, shown.row) == (A, "speaker", "x", 3)
    assert other.participant_id == B


def test_a_place_that_was_taken_back_speaks_only_where_no_other_does() -> None:
    gone = Registration(activity_id=D, participant_id=A, role="speaker", note="y", removed=True)
    other = Registration(activity_id=D, participant_id=B, role="observer")
    shown = united([gone, other], A)
    assert (shown.participant_id, shown.role, shown.note) == (A, "observer", None)
    assert united([gone], A) is gone


@pytest.mark.parametrize(
    ("answers", "counts"),
    [
        ([("given", None), ("refused", None)], "refused"),
        ([("given", date(2021, 8, 16)), ("refused", None)], "refused"),
        ([("given", date(2021, 8, 16)), ("withdrawn", date(2021, 8, 17))], "withdrawn"),
        ([("given", date(2021, 8, 18)), ("withdrawn", date(2021, 8, 17))], "given"),
        ([("given", date(2021, 8, 17)), ("refused", date(2021, 8, 17))], "refused"),
        ([(None, None), ("given", None)], "given"),
    ],
)
def test_a_refusal_counts_unless_consent_came_later(
    answers: list[tuple[str | None, date | None]], counts: str
) -> None:
    given_under = [
        Consent(participant_id=key, purpose="photo", state=state, given_on=on)
        for key, (state, on) in zip((A, B), answers, strict=True)
    ]
    assert speaking(given_under, A).state == counts
    assert speaking(given_under[::-1], A).state == counts
