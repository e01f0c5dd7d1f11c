"""Levels of the bidirectional algorithm, against the standard's own test file and by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.paper.bidi import LTR, RTL, levels, paragraph_level, reorder
from ssc_desktop.paper.bidi_classes import OPENING

UNICODE_DATA = Path("/usr/share/unicode")

CUT = Path(__file__).with_name("bidi_cases.txt")
CLASS_CUT = Path(__file__).with_name("bidi_class_cases.txt")
# A character of each class, for the file that tests classes.
OF_CLASS = {
    "L": "a", "R": "\u05d0", "AL": "\u0627", "EN": "1", "ES": "+", "ET": "%", "AN": "\u0661",
    "CS": ",", "NSM": "\u0300", "BN": "\u200b", "B": "\u2029", "S": "\t", "WS": " ", "ON": "!",
    "LRE": "\u202a", "RLE": "\u202b", "PDF": "\u202c", "LRO": "\u202d", "RLO": "\u202e",
    "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip


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


def _whole_or_cut(name: str, cut: Path) -> list[str]:
    """The standard's own file where it is installed, else what is kept of it here."""
    whole = UNICODE_DATA / name
    return (whole if whole.exists() else cut).read_text(encoding="utf-8").splitlines()


def test_every_line_of_the_standards_character_test_has_its_levels_and_order() -> None:
    for lines in (
        CUT.read_text(encoding="utf-8").splitlines(),
        _whole_or_cut("BidiCharacterTest.txt", CUT),
    ):
        assert len(_cases(lines)) > 300
        assert {direction for _, direction, *_ in _cases(lines)} == {"0", "1", "2"}
        assert _failures(lines) == []


def test_a_wrong_level_or_order_would_be_seen() -> None:
    line = "0061 0020 0627;1;1;2 1 1;2 1 0"
    assert _failures([line]) == []
    assert _failures([line.replace(";2 1 1;", ";2 1 2;")])
    assert _failures([line.replace(";2 1 0", ";0 1 2")])


def _class_failures(lines: Iterable[str]) -> list[str]:
    """Wrong lines of the file that gives classes, levels and order for each base direction."""
    wrong: list[str] = []
    expected: list[str] = []
    order: list[int] = []
    for line in lines:
        key, _, rest = line.partition(":")
        if key == "@Levels":
            expected = rest.split()
        elif key == "@Reorder":
            order = [int(number) for number in rest.split()]
        elif ";" in line and not line.startswith("#"):
            kinds, _, bases = line.partition(";")
            text = "".join(OF_CLASS[kind] for kind in kinds.split())
            asked = int(bases, 16)
            tried = ((1, paragraph_level(text)), (2, LTR), (4, RTL))
            for base in (base for bit, base in tried if asked & bit):
                got = levels(text, base)
                shown = [at for at, want in enumerate(expected) if want != "x"]
                same = all(got[at] == int(expected[at]) for at in shown)
                if not same or reorder(shown, [got[at] for at in shown]) != order:
                    wrong.append(f"{kinds} {base}: {got}")
    return wrong


def test_rows_of_classes_have_their_levels_and_order() -> None:
    assert _class_failures(CLASS_CUT.read_text(encoding="utf-8").splitlines()) == []
    lines = _whole_or_cut("BidiTest.txt", CLASS_CUT)
    # Every row costs; all of the standard's pass, and every nineteenth keeps watch.
    kept = [line for at, line in enumerate(lines) if line.startswith("@") or at % 19 == 0]
    assert _class_failures(kept) == []
    assert _class_failures(["@Levels: 1 1", "@Reorder: 1 0", "L R; 4"])


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
