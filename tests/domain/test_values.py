"""What a person types, read as the value a field holds."""

from __future__ import annotations

import pytest

from ssc_desktop.domain.kinds import Workshop
from ssc_desktop.domain.participant import Participant
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
