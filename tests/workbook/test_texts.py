"""Text files of any common encoding and delimiter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.workbook.headings import strength_of
from ssc_desktop.workbook.texts import decode, read_text_table, text_of

FRENCH = "Prénom;Nom;Fonction\r\nHélène;KOUAMÉ;Chargée d'études\r\nNdèye;CISSÉ;Trésorière\r\n"
ARABIC = "الاسم العائلي;الاسم الشخصي;الجنس\r\nالفاسي;مريم;أنثى\r\nبنجلون;يوسف;ذكر\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252",
                 "mac_roman", "cp850", "iso8859-15"],
)  # fmt: skip
def test_french_is_read_from_every_common_encoding(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)) == FRENCH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1256", "iso8859_6"])
def test_arabic_is_read_from_every_common_encoding(encoding: str) -> None:
    assert decode(ARABIC.encode(encoding)) == ARABIC


def test_a_line_of_another_encoding_pasted_into_utf_8_is_read() -> None:
    pasted = (FRENCH * 2).encode() + "Aïcha;TRAORÉ;Conseillère\n".encode("latin-1")
    assert decode(pasted) == FRENCH * 2 + "Aïcha;TRAORÉ;Conseillère\n"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_that_gives_headings_is_the_right_one(delimiter: str) -> None:
    text = f'Nom{delimiter}Structure\nKoné{delimiter}"Agence{delimiter} emploi; jeunes, etc."\n'
    rows = read_text_table(text.encode(), strength_of)
    assert rows == [["Nom", "Structure"], ["Koné", f"Agence{delimiter} emploi; jeunes, etc."]]


def test_lines_quoted_as_a_whole_an_announced_delimiter_and_a_stray_quote_are_read() -> None:
    whole = read_text_table(b'"Nom;Sexe"\n"Kone;F"\n"Yao;H"\n', strength_of)
    assert whole == [["Nom", "Sexe"], ["Kone", "F"], ["Yao", "H"]]
    announced = read_text_table(b"sep=|\nNom|Sexe\nKone|F\n", strength_of)
    assert announced == [[], ["Nom", "Sexe"], ["Kone", "F"]]
    stray = read_text_table(b'Nom;Sexe\nKone "Awa;F\nYao;H\n', strength_of)
    assert [row[-1] for row in stray] == ["Sexe", "F", "H"]


@given(st.binary(max_size=200))
def test_any_bytes_have_some_text(data: bytes) -> None:
    assert isinstance(decode(data), str)


def test_invisible_characters_and_decimals_nobody_typed_are_dropped() -> None:
    assert text_of("\u202b\u200fمريم\u200e\u202c ") == "مريم"
    assert text_of(779074833.0) == "779074833"
    assert text_of("e\u0301mile\xa0X") == "émile X"
