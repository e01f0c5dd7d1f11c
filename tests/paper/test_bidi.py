"""Levels of the bidirectional algorithm, against the standard's own test file and by hand."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.paper.bidi import LTR, RTL, levels, paragraph_level, reorder
from ssc_desktop.paper.bidi_classes import OPENING

UNICODE_DATA = Path("/usr/share/unicode")

# A cut of the standard's file, so that machines without unicode-data still check every rule.
CASES = """\
05D0 05D1 0028 05D2 05D3 005B 0026 0065 0066 005D 002E 0029 0067 0068;1;1;1 1 1 1 1 1 1 2 2 1 1 1 2 2
0061 0062 0063 0020 0028 0064 0065 0066 0020 0627 0628 062C 0029 0020 05D0 05D1 05D2;1;1;2 2 2 1 1 2 2 2 1 1 1 1 1 1 1 1 1
202E 0061 202A 0062 202C 2066 0063 2069 202A 0064 202C 0065 202C;2;0;x 1 x 2 x 1 2 1 x 2 x 1 x
202D 0661 202B 0662 202C 2068 0663 2069 202B 0664 202C 0665 202C;0;0;x 2 x 4 x 2 6 2 x 4 x 2 x
202A 202E 0061 202C 0028 005B 05D0 202C 202D 005D 0029 202C;2;0;x x 3 x 3 3 3 x x 2 2 x
202E 202D 05D0 202C 0028 005B 202C 202B 0061 005D 0029 0062;2;1;x x 4 x 3 3 x x 4 4 4 4
"""


def _cases(lines: list[str]) -> list[tuple[str, str, int, list[str], list[int] | None]]:
    found = []
    for line in lines:
        if not re.match("[0-9A-F]", line):
            continue
        fields = line.strip().split(";")
        text = "".join(chr(int(code, 16)) for code in fields[0].split())
        order = [int(n) for n in fields[4].split()] if len(fields) > 4 else None
        found.append((text, fields[1], int(fields[2]), fields[3].split(), order))
    return found


def _failures(lines: list[str]) -> list[str]:
    wrong = []
    for text, direction, level, expected, order in _cases(lines):
        base = paragraph_level(text) if direction == "2" else int(direction)
        got = levels(text, base)
        shown = [at for at, want in enumerate(expected) if want != "x"]
        same = all(got[at] == int(expected[at]) for at in shown)
        if same and order is not None:
            same = reorder(shown, [got[at] for at in shown]) == order
        if base != level or not same:
            wrong.append(f"{text!a} {direction}: {got} instead of {expected}")
    return wrong


def test_every_line_of_the_standards_character_test_has_its_levels_and_order() -> None:
    whole = UNICODE_DATA / "BidiCharacterTest.txt"
    lines = whole.read_text(encoding="utf-8").splitlines() if whole.exists() else []
    assert _failures(CASES.splitlines() + lines) == []


def test_bracket_pairs_are_those_of_the_standard() -> None:
    source = UNICODE_DATA / "BidiBrackets.txt"
    assert OPENING["("] == ")"
    if source.exists():
        rows = re.findall(r"^([0-9A-F]+); ([0-9A-F]+); o", source.read_text("utf-8"), re.MULTILINE)
        assert {chr(int(a, 16)): chr(int(b, 16)) for a, b in rows} == OPENING


def test_plain_latin_text_is_flat() -> None:
    assert levels("Réunion à Fès, n° 7", LTR) == [0] * 19
    assert set(levels("abc", RTL)) == {2}


@given(st.text(max_size=40), st.sampled_from([LTR, RTL]))
def test_any_text_gets_a_level_a_character_and_a_permutation(text: str, base: int) -> None:
    found = levels(text, base)
    assert len(found) == len(text)
    assert all(level >= base for level in found)
    assert sorted(reorder(range(len(text)), found)) == list(range(len(text)))
