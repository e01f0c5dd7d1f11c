"""What a person types, read as the value a field holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ssc_desktop.domain import reference
from ssc_desktop.domain.kinds import Workshop
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.values import read_values


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Traoré\nAwa", "Traoré Awa"),
        ("Traoré\tAwa\r\n", "Traoré Awa"),
        ("Traoré\u2028Awa", "Traoré Awa"),
        ("\x07\x00Koné", "Koné"),
        ("Jean  Baptiste", "Jean  Baptiste"),
    ],
)
def test_a_line_is_one_line_without_controls(typed: str, read: str) -> None:
    assert read_values(Participant, {"family_name": typed}) == {"family_name": read}


def test_a_paragraph_keeps_its_lines_and_tabs() -> None:
    typed = "Premier point\n\tdeuxième\x00 point\r\n"
    read = read_values(Workshop, {"objectives": typed})["objectives"]
    assert read == "Premier point\n\tdeuxième  point"


@pytest.mark.parametrize(
    ("names", "first"),
    [
        ({"family_name": "Traoré", "given_names": "Awa Marie"}, "Awa Marie"),
        ({"name_ar": "محمد بن عبد الله"}, "محمد"),
        ({"name_ar": "عبد الرحمن الفاسي"}, "عبد الرحمن"),
        ({"family_name": "Penda"}, ""),
        ({}, ""),
    ],
)
def test_the_first_name_never_tells_the_family(names: dict[str, str], first: str) -> None:
    assert Participant(**names).first_name == first


def test_a_code_is_read_as_the_lists_of_the_workspace_have_it() -> None:
    added = reference.Entry("theme", "RT", "Return", "Retour", "العودة")
    ended = replace(added, code="OLD", fr="Ancien", valid_to=date(2020, 1, 1))
    removed = replace(added, code="GONE", fr="Parti", is_removed=True)
    lists = reference.CodeLists((added, ended, removed))
    reference.hold(lists)
    try:
        assert read_values(Workshop, {"themes": "retour, MD"}) == {"themes": ("MD", "RT")}
        # What is entered may be older than the end of a code.
        assert read_values(Workshop, {"themes": "OLD"}) == {"themes": ("OLD",)}
        with pytest.raises(Problem) as refused:
            read_values(Workshop, {"themes": "GONE"})
        assert refused.value.details["known"] == "MD, DR, MO, RT"
    finally:
        reference.let_go(lists)
    with pytest.raises(Problem):
        read_values(Workshop, {"themes": "RT"})
