"""Workbooks as another program reads them: real cells, formats of the language, no formulas."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.language import Language
from ssc_desktop.workbook import book
from ssc_desktop.workbook.dictionary import code_sheet, dictionary, lists_used
from ssc_desktop.workbook.separated import write_separated
from tests.workbook.books import COLUMNS, EMPTY, ROW, table, written


def test_dates_and_numbers_are_real_cells(tmp_path: Path) -> None:
    sheet = written(tmp_path / "a.xlsx", table(ROW, EMPTY))["Activités"]
    values = [cell.value for cell in sheet[2]]
    assert values == [
        *("لائحة الحضور", "CI", 12345, 1987, 1234567.5, 655.957),
        *(datetime(2021, 8, 16), datetime(2021, 8, 16, 14, 30), True),
    ]
    assert [cell.data_type for cell in sheet[2]] == list("ssnnnnddb")
    assert all(cell.value is None for cell in sheet[3])


@pytest.mark.parametrize(
    ("language", "place"), [("fr", "[$-40C]"), ("en", "[$-809]"), ("ar", "[$-407]")]
)
def test_formats_are_those_of_the_language(tmp_path: Path, language: str, place: str) -> None:
    sheet = written(tmp_path / "a.xlsx", table(ROW), language=language)["Activités"]
    formats = [cell.number_format for cell in sheet[2]]
    assert formats[2:8] == [
        *(f"{place}#,##0", f"{place}0", f"{place}#,##0.00", f"{place}#,##0.00####"),
        *(rf"{place}dd\/mm\/yyyy", rf"{place}dd\/mm\/yyyy hh:mm"),
    ]


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_sheet_runs_as_its_language_and_keeps_its_headings(tmp_path: Path, language: str) -> None:
    sheet = written(tmp_path / "a.xlsx", table(ROW, EMPTY), language=language)["Activités"]
    assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.auto_filter.ref == "A1:I3"
    assert [cell.value for cell in sheet[1]] == [each.heading for each in COLUMNS]
    assert all(sheet.column_dimensions[letter].width >= 12 for letter in "ABCDEFGHI")


@given(st.sampled_from("=+-@\t\r"), st.text(max_size=30))
@settings(max_examples=25)
def test_no_text_becomes_a_formula(
    tmp_path_factory: pytest.TempPathFactory, sign: str, rest: str
) -> None:
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    row = (sign + rest, *EMPTY[1:])
    cell = written(path, table(row))["Activités"]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_texts_of_any_length_and_strange_characters_are_written(tmp_path: Path) -> None:
    rows = [("a" * 40_000, *EMPTY[1:]), ("b\x0b\x00c\ud83d\ude00", *EMPTY[1:])]
    rows[1] = ("b\x0b\x01c😀", *EMPTY[1:])
    sheet = written(tmp_path / "a.xlsx", table(*rows))["Activités"]
    assert len(sheet["A2"].value) == 32_767
    assert sheet["A2"].value.endswith("…")
    assert sheet["A3"].value.endswith("c😀")


def test_a_table_too_long_for_a_sheet_goes_on_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "MOST_ROWS", 4)
    for count, sheets in ((0, [0]), (3, [3]), (4, [3, 1]), (6, [3, 3]), (7, [3, 3, 1])):
        found = written(tmp_path / f"{count}.xlsx", table(*[ROW] * count))
        assert [each.max_row - 1 for each in found.worksheets] == sheets
        assert len({name.casefold() for name in found.sheetnames}) == len(sheets)


def test_titles_of_sheets_are_made_to_fit(tmp_path: Path) -> None:
    titles = ["[a]:*?/\\", "x" * 40, "X" * 40, "Activités"]
    found = written(tmp_path / "a.xlsx", *(table(ROW, title=each) for each in titles))
    assert len(found.sheetnames) == 4
    assert all(0 < len(each) <= 31 for each in found.sheetnames)


def test_progress_is_told_while_rows_are_written(tmp_path: Path) -> None:
    told: list[int] = []
    rows = [ROW] * 4_100
    book.write_book(
        tmp_path / "a.xlsx",
        [table(*rows)],
        Language("fr"),
        progress=lambda done, _total: told.append(done),
    )
    assert told == [2_000, 4_000]


def test_the_dictionary_tells_of_every_column_and_every_list() -> None:
    tables = [table(ROW)]
    told = list(dictionary(tables, Language("fr")).rows)
    assert [row[1] for row in told] == [each.heading for each in COLUMNS]
    assert {row[0] for row in told} == {"Activités"}
    assert lists_used(tables) == ("country",)


def test_the_sheet_of_codes_has_three_languages() -> None:
    from ssc_desktop.domain.reference import shipped

    rows = list(code_sheet({"sex": shipped("sex")}, Language("ar")).rows)
    assert ("sex", "F", "Féminin", "Female", "أنثى") in [tuple(row[:5]) for row in rows]


def test_separated_text_calculates_nothing_and_is_read_as_unicode(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [("=1+1", *ROW[1:]), ROW]
    assert write_separated(path, [["Titre"]], rows) == 2
    text = path.read_text("utf-8")
    assert text.startswith("\ufeffTitre")
    assert "'=1+1,CI,12345,1987,1234567.5,655.957,2021-08-16,2021-08-16T14:30:00Z,1" in text
    assert "لائحة الحضور" in text
