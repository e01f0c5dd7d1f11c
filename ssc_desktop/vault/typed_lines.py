"""Bytes as lines a person can type from paper: each line is checked, and a wrong one is told.

The letters are those of Crockford: no I, L, O or U, and whoever types them is understood. A line
holds groups of four letters and two check letters. The check is a weighted sum modulo a prime, so
that one wrong letter and two exchanged ones are always noticed; it counts the number of the line,
so that two exchanged lines are noticed too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_VALUES |= {"O": 0, "I": 1, "L": 1, "U": _VALUES["V"]}
_GROUP, _GROUPS = 4, 6
_IN_LINE = _GROUP * _GROUPS
# 10 is a primitive root of 1021: no weight comes twice within a line.
_PRIME, _WEIGHT = 1021, 10
_LONGEST = 4096
_BETWEEN = re.compile(r"[\n/]+")
_NUMBER = re.compile(r"^\s*\d{1,2}\s*[.:)]")


def as_lines(data: bytes) -> list[str]:
    """The lines to print: groups of four letters, then the two that check the line."""
    letters = _letters_of(len(data).to_bytes(2) + data)
    pieces = [letters[start : start + _IN_LINE] for start in range(0, len(letters), _IN_LINE)]
    return [
        " ".join([*_groups(piece), _check(_values(piece), number)])
        for number, piece in enumerate(pieces, 1)
    ]


def from_lines(typed: str) -> bytes:
    """The bytes that were printed as these lines; a Problem names the first line that is wrong.

    Small letters, blanks, hyphens and numbers of lines (``1.``) do not matter.
    """
    lines = [line for line in _BETWEEN.split(typed[:_LONGEST]) if line.strip()]
    if not lines:
        raise Problem("nothing-typed", N_("Type the lines from the paper. Nothing was changed."))
    values: list[int] = []
    for number, line in enumerate(lines, 1):
        values += _read(line, number)
        if len(values) % _IN_LINE and number < len(lines):
            raise _wrong(number)
    data = _bytes_of(values)
    length = int.from_bytes(data[:2])
    if len(data) < length + 2:
        raise Problem(
            "lines-missing",
            N_(
                "{count} lines were typed and more are on the paper. Nothing was changed."
                " Type the lines that are missing."
            ),
            count=len(lines),
        )
    return data[2 : length + 2]


def as_code(lines: Iterable[str]) -> str:
    """The lines as one text for a QR code, in the letters such codes hold best."""
    return "/".join(line.replace(" ", "") for line in lines)


def _read(line: str, number: int) -> list[int]:
    plain = unicodedata.normalize("NFKC", _NUMBER.sub("", line)).upper()
    letters = "".join(
        _digit(letter) for letter in plain if not letter.isspace() and letter not in "-."
    )
    if len(letters) < 3 or len(letters) > _IN_LINE + 2 or any(x not in _VALUES for x in letters):
        raise _wrong(number)
    values = _values(letters)
    if _number_of(values[-2:]) != _sum(values[:-2], number):
        raise _wrong(number)
    return values[:-2]


def _digit(letter: str) -> str:
    # Digits of an Arabic keyboard say the same.
    value = unicodedata.digit(letter, None)
    return letter if value is None else str(value)


def _wrong(number: int) -> Problem:
    return Problem(
        "line-wrong",
        N_(
            "Line {line} is not as it is printed. Nothing was changed. Compare it letter by letter"
            " with the paper."
        ),
        line=number,
    )


def _letters_of(data: bytes) -> str:
    bits = "".join(f"{each:08b}" for each in data)
    bits += "0" * (-len(bits) % 5)
    return "".join(_LETTERS[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))


def _bytes_of(values: Iterable[int]) -> bytes:
    bits = "".join(f"{each:05b}" for each in values)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))


def _values(letters: str) -> list[int]:
    return [_VALUES[letter] for letter in letters]


def _groups(letters: str) -> Iterator[str]:
    for start in range(0, len(letters), _GROUP):
        yield letters[start : start + _GROUP]


def _check(values: list[int], number: int) -> str:
    total = _sum(values, number)
    return _LETTERS[total >> 5] + _LETTERS[total & 31]


def _number_of(two: list[int]) -> int:
    return two[0] << 5 | two[1]


def _sum(values: list[int], number: int) -> int:
    weighted = (value * pow(_WEIGHT, place, _PRIME) for place, value in enumerate(values, 1))
    return (sum(weighted) + number) % _PRIME
