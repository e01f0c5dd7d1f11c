"""Reports as documents: what python-docx reads back, in both directions."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from ssc_desktop.language import Language
from ssc_desktop.paper.document import document
from ssc_desktop.paper.document_dress import GAP
from ssc_desktop.paper.report_content import Part, Words
from tests.paper.report_samples import ARABIC, HEADS, LONG, rows, sample, sheet

LANGUAGES = ["fr", "en", "ar"]


def opened(code: str, count: int = 12) -> Any:
    return docx.Document(io.BytesIO(document([sample(count)], Language(code))))


def headings(file: Any) -> list[tuple[str, str]]:
    return [
        (each.style.name, each.text)
        for each in file.paragraphs
        if each.style.name.startswith("Heading")
    ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_chapters_are_headings_and_tables_are_tables(code: str) -> None:
    file = opened(code)
    assert headings(file) == [
        ("Heading 1", "1. Description"),
        ("Heading 1", "2. Activités et résultats"),
        ("Heading 2", "ACSS-CI-2021-CAP-012  Atelier"),
        ("Heading 3", "Activités"),
        ("Heading 1", "3. Cadre logique"),
        ("Heading 1", "4. Signatures"),
    ]
    table = next(each for each in file.tables if each.rows[0].cells[0].text == "Code")
    assert [cell.text for cell in table.rows[0].cells] == [head.title for head in HEADS]
    for row, wanted in zip(table.rows[1:-1], rows(12), strict=True):
        assert [cell.text for cell in row.cells] == list(wanted)
    total = table.rows[-1].cells[2].paragraphs[0].runs[0]
    assert (total.text, total.bold) == ("66", True)


@pytest.mark.parametrize("code", LANGUAGES)
def test_paragraphs_run_as_their_words_run(code: str) -> None:
    file = opened(code)
    by_text = {each.text: each for each in file.paragraphs}

    def is_turned(paragraph: Any) -> bool:
        properties = paragraph._p.pPr
        return properties is not None and properties.find(qn("w:bidi")) is not None

    arabic = by_text[(ARABIC * 3).strip()]
    assert is_turned(arabic) == (code == "ar")
    runs = {run.text: run._r.rPr for run in arabic.runs}
    # The code and the number to dial are runs of their own that keep their order.
    assert any(text == "ACSS-CI-2021-CAP-012" for text in runs)
    for text, properties in runs.items():
        has_arabic = any("\u0600" <= char <= "\u06ff" for char in text)
        assert (properties.find(qn("w:rtl")) is not None) == has_arabic
    assert not is_turned(by_text[(LONG * 3).strip()])
    turned = [each._tbl.tblPr.find(qn("w:bidiVisual")) is not None for each in file.tables]
    assert set(turned) == {code == "ar"}


def test_no_mark_of_direction_and_no_control_is_left_in_the_text() -> None:
    part = Part("A\u2066B\u2069", (Words("one\x0ctwo \u2066three\u2069"),))
    content = document([sample(1, parts=(part,))], Language("ar"))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        body = file.read("word/document.xml").decode()
    assert not {"\u2066", "\u2069", "\x0c"} & set(body)
    assert "one two" in body


def test_every_part_of_the_file_is_well_formed() -> None:
    with zipfile.ZipFile(io.BytesIO(document([sample()], Language("ar")))) as file:
        assert file.testzip() is None
        names = file.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(file.read(name))
    assert [name for name in names if name.startswith("word/charts/")] == [
        "word/charts/chart1.xml",
        "word/charts/chart2.xml",
    ]


def test_a_chart_holds_its_numbers_and_is_told_to_who_cannot_see_it() -> None:
    with zipfile.ZipFile(io.BytesIO(document([sample()], Language("en")))) as file:
        tree = ElementTree.fromstring(file.read("word/charts/chart1.xml"))
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    series = [
        next(value.text for value in each.iter(f"{space}v")) for each in tree.iter(f"{space}ser")
    ]
    assert series == ["Reached", "Target"]
    values = [
        [point.findtext(f"{space}v") for point in each.iter(f"{space}pt")]
        for each in tree.iter(f"{space}numLit")
    ]
    assert values == [["31", "124", "39", "0"], ["25", "248", "3"]]


def test_what_nobody_recorded_is_a_place_to_write_in() -> None:
    gaps = [each.text for each in opened("en").paragraphs if each.style.name == GAP]
    assert gaps == ["[To be written.]"]


def test_several_sheets_begin_on_pages_of_their_own() -> None:
    file = docx.Document(io.BytesIO(document([sheet(3), sheet(4)], Language("fr"))))
    titles = [each for each in file.paragraphs if each.style.name == "Title"]
    breaks = file.element.body.findall(f".//{qn('w:br')}[@{qn('w:type')}='page']")
    assert (len(titles), len(breaks)) == (2, 1)


def test_the_file_says_what_it_is_and_names_no_officer() -> None:
    facts = opened("en").core_properties
    assert facts.title.startswith("Narrative report – Côte d’Ivoire")
    assert (facts.author, facts.language) == ("SSC Desktop", "en")
    assert facts.created.year == 2021
