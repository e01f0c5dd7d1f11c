"""Text files of any common encoding and delimiter, and the text of one cell."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Literal

from ssc_desktop.workbook import troubles

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# The likeliest first: it wins between equals.
_EIGHT_BIT = ("cp1252", "cp1256", "mac_roman", "cp850", "iso8859_6", "mac_arabic")
_DELIMITERS = (";", ",", "\t", "|")
_FRENCH = re.compile("[éèêëàâäçîïôöùûüœÉÈÊÀÂÇÎÔ’«»°€–]")
_ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}")
_ARABIC_COMMON = re.compile("[الينمروتبةدع]")
_FRENCH_CASE = re.compile(
    "[a-z][À-ÖØ-Þ]|[À-ÖØ-Þ][a-z]{2}[À-ÖØ-Þ]|[A-Z][à-öø-ÿ][A-Z]|[A-Z]{2}[à-öø-ÿ]\\b"
)
_TWO_SCRIPTS = re.compile("[A-Za-zÀ-ÿ][\u0600-\u06ff]|[\u0600-\u06ff][A-Za-zÀ-ÿ]")
_USUAL = re.compile("[\\w\\s!-/:-@\\[-`{-~]")
_NOT_A_LIST = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf")


def text_of(cell: object) -> str:
    """The text of a cell as a person reads it, without invisible characters."""
    if isinstance(cell, bool):
        return "1" if cell else ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return _visible(str(cell)) if cell is not None else ""


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text.strip()
    kept = (each for each in text if unicodedata.category(each) not in ("Cf", "Cc", "Co", "Cs")
            or each in "\n\r\t")  # fmt: skip
    return unicodedata.normalize("NFC", "".join(kept)).replace("\xa0", " ").strip()


def read_text_table(data: bytes, strength: Callable[[list[str]], float]) -> list[list[str]]:
    """The rows of a text file, cut at the delimiter that makes them look like a list."""
    if data.startswith(_NOT_A_LIST):
        raise troubles.unreadable()
    text = decode(data)
    if _is_binary(text) or text.lstrip()[:1] == "<":
        raise troubles.unreadable()
    announced = re.match(r"\s*\"?sep=(.)\"?\r?\n", text)
    if announced:
        # Keep the line as an empty one, so that rows keep their numbers.
        text = "\n" + text[announced.end() :]
        return _cut(text, announced.group(1))
    ways = [_cut(text, delimiter) for delimiter in _DELIMITERS]
    return max(ways, key=lambda rows: _fitness(rows, strength))


def _is_binary(text: str) -> bool:
    start = text[:20_000]
    controls = sum(1 for each in start if each < " " and each not in "\t\r\n\f\v\x1a")
    return controls * 50 > len(start)


def _fitness(rows: list[list[str]], strength: Callable[[list[str]], float]) -> tuple[float, float]:
    """How strong the best headings are, then how regular the rows."""
    filled = [row for row in rows[:400] if any(row)]
    best = max((strength(row) for row in filled[:60]), default=0.0)
    widths = Counter(len(row) for row in filled if len(row) > 1)
    regular = widths.most_common(1)[0][1] / len(filled) if widths else 0.0
    return best, regular


def _cut(text: str, delimiter: str) -> list[list[str]]:
    rows = _parse(text, delimiter)
    wide = [row for row in rows if len(row) == 1 and delimiter in row[0]]
    if wide and len(wide) * 2 > len(rows):
        # Every line was quoted as a whole by the program that wrote it.
        return [next(iter(_parse(row[0], delimiter)), []) if row else [] for row in rows]
    return rows


def _parse(text: str, delimiter: str) -> list[list[str]]:
    quoting = _quoting(text)
    lines = io.StringIO(text, newline="")
    try:
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, quoting=quoting)
        return [[_visible(cell) for cell in row] for row in reader]
    except csv.Error:
        return [[_visible(cell) for cell in line.split(delimiter)] for line in text.splitlines()]


def _quoting(text: str) -> Literal[0, 3]:
    """Quotes count only where they come in pairs: one stray mark must not swallow the rest."""
    stray = text.count('"') % 2 == 1
    return csv.QUOTE_NONE if stray else csv.QUOTE_MINIMAL


def decode(data: bytes) -> str:
    """The text of bytes whose encoding nobody told."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").lstrip("\ufeff")
    if b"\x00" in data:
        return data.decode(_wide_encoding(data), errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _line_by_line(data) or max(_decoded(data), key=_plausibility)


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without its mark: which half of the pairs is mostly empty."""
    return "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"


def _line_by_line(data: bytes) -> str | None:
    """UTF-8 into which a few lines of another encoding were pasted."""
    lines = data.splitlines(keepends=True)
    telling = [line for line in lines if not line.isascii()]
    whole = sum(1 for line in telling if _is_utf8(line))
    if whole * 2 < len(telling):
        return None
    return "".join(line.decode("utf-8" if _is_utf8(line) else "latin-1") for line in lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes) -> Iterator[str]:
    for encoding in _EIGHT_BIT:
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue
    yield data.decode("latin-1")


def _plausibility(text: str) -> float:
    """How much a text reads as French or Arabic, judged by the letters an encoding can garble."""
    start = text[:200_000]
    odd = sum(1 for each in start if not each.isascii() and not _USUAL.match(each))
    arabic = "".join(_ARABIC_WORD.findall(start))
    return (
        2.0 * len(_FRENCH.findall(start))
        + 1.0 * len(arabic)
        + 1.0 * len(_ARABIC_COMMON.findall(arabic))
        - 3.0 * (odd - len(re.findall("[’«»°€–]", start)))
        - 6.0 * len(_FRENCH_CASE.findall(start))
        - 6.0 * len(_TWO_SCRIPTS.findall(start))
    )
