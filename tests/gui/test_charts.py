"""Charts in the window: drawn and mirrored, heard, turned to a table, copied, put on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.domain.chart import (
    Bar,
    Bars,
    Chart,
    Line,
    Lines,
    Numbers,
    Shape,
    Stack,
    Stacks,
    Tile,
    Tiles,
)
from ssc_desktop.gui.theme import DARK_TOKENS, LIGHT_TOKENS, Tokens
from ssc_desktop.gui.widgets.chart_card import ChartCard
from ssc_desktop.gui.widgets.chart_paint import Look, height_of, paint_chart, shades_of
from ssc_desktop.gui.widgets.chart_paper import chart_paper
from ssc_desktop.language import Language
from tests.gui.conftest import Desktop
from tests.gui.test_theme import contrast

CTRL = Qt.KeyboardModifier.ControlModifier
WIDTH = 600
BARS = Bars((Bar("Mali", 30, 60, "30 / 60"), Bar("Maroc", 60, 60, "60 / 60")), "Reached", "Target")
STACKS = Stacks((Stack("Mali", (3, 1, 0, 2), "6"), Stack("Maroc", (0, 0, 0, 0), "0")),
                ("Done", "Under way", "Planned", "Cancelled"))  # fmt: skip
LINES = Lines(("01/2021", "02/2021", "03/2021"),
              (Line("Reached", (0, 4, 9)), Line("Target", (None, 5, 10), is_target=True)))  # fmt: skip
TILES = Tiles((("Mali", (Tile("Kayes", 3, "3"), Tile("Bamako", 1, "1"))),), "Pilot activities")
SHAPES: dict[str, Shape] = {"bars": BARS, "stacks": STACKS, "lines": LINES, "tiles": TILES}
NUMBERS = Numbers(("Country", "Reached", "Target"), (("Mali", "30", "60"), ("Maroc", "60", "60")))
CHART = Chart("Reached by country", "Mali is at half of its target.", BARS, NUMBERS)


def drawn(shape: Shape, tokens: Tokens = LIGHT_TOKENS, *, mirrored: bool = False) -> QImage:
    """A chart on its ground."""
    made = QImage(WIDTH, round(height_of(shape)), QImage.Format.Format_RGB32)
    made.fill(QColor(tokens.surface))
    painter = QPainter(made)
    look = Look(tokens, QApplication.font(), mirrored, Language("en").number)
    paint_chart(painter, QRectF(made.rect()), shape, look)
    painter.end()
    return made


def coloured(image: QImage, colour: str) -> list[int]:
    """How many dots of a colour stand in each column."""
    wanted = QColor(colour).rgb()
    return [
        sum(image.pixel(x, y) == wanted for y in range(image.height()))
        for x in range(image.width())
    ]


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("tokens", [LIGHT_TOKENS, DARK_TOKENS], ids=["light", "dark"])
def test_a_chart_is_drawn_from_the_side_where_lines_begin(
    desktop: Desktop, name: str, tokens: Tokens
) -> None:
    usual = coloured(drawn(SHAPES[name], tokens), tokens.accent)
    turned = coloured(drawn(SHAPES[name], tokens, mirrored=True), tokens.accent)
    assert sum(usual) > 50

    def middle(columns: list[int]) -> float:
        return sum(at * count for at, count in enumerate(columns)) / sum(columns)

    assert middle(usual) + middle(turned) == pytest.approx(WIDTH, abs=WIDTH * 0.03)


def test_a_bar_is_as_long_as_its_share_of_the_target(desktop: Desktop) -> None:
    image = drawn(BARS)
    lengths = []
    for row in range(2):
        y = round(26 + row * 30 + 15)
        accent = QColor(LIGHT_TOKENS.accent).rgb()
        lengths.append(sum(image.pixel(x, y) == accent for x in range(WIDTH)))
    assert lengths[0] == pytest.approx(lengths[1] / 2, rel=0.06)


def test_the_parts_of_a_bar_are_told_apart_without_colours(desktop: Desktop) -> None:
    for tokens in (LIGHT_TOKENS, DARK_TOKENS):
        shades = [each.name() for each in shades_of(tokens, 4)]
        for one, other in pairwise(shades):
            assert contrast(one, other) > 1.25, (one, other)


def test_words_on_a_tile_can_be_read(desktop: Desktop) -> None:
    for tokens in (LIGHT_TOKENS, DARK_TOKENS):
        assert contrast(tokens.on_accent, tokens.accent) >= 4.5
        palest = shades_of(tokens, 3)[-1].name()
        assert contrast(tokens.text, palest) >= 4.5


@pytest.fixture
def card(opened: Desktop) -> Iterator[ChartCard]:
    """A chart on a page of the window."""
    page = opened.go("action_plans")
    made = ChartCard(page)
    made.show_chart(CHART)
    page.body.addWidget(made)
    opened.settle()
    yield made
    made.setParent(None)
    made.deleteLater()


def test_a_chart_is_heard(card: ChartCard) -> None:
    heard: Any = QAccessible.queryAccessibleInterface(card.view)
    assert heard.text(QAccessible.Text.Name) == CHART.title
    assert heard.text(QAccessible.Text.Description) == CHART.told
    names = {QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
             for each in card.buttons}  # fmt: skip
    assert len(names) == 3
    assert all(CHART.title in each for each in names)


def test_a_key_turns_a_chart_to_its_table_and_back(opened: Desktop, card: ChartCard) -> None:
    card.view.setFocus()
    QTest.keyClick(card.view, Qt.Key.Key_T, CTRL)
    opened.settle()
    assert card.is_table
    assert card.table.hasFocus()
    assert card.table.isVisible()
    model = card.table.model()
    shown = [[model.index(row, column).data() for column in range(3)] for row in range(2)]
    assert shown == [list(each) for each in NUMBERS.rows]
    QTest.keyClick(card.table, Qt.Key.Key_T, CTRL)
    opened.settle()
    assert not card.is_table
    assert card.view.hasFocus()


def test_a_chart_is_copied_as_a_picture_and_as_numbers(opened: Desktop, card: ChartCard) -> None:
    card.view.setFocus()
    QTest.keyClick(card.view, Qt.Key.Key_C, CTRL)
    opened.settle()
    kept = QApplication.clipboard().mimeData()
    assert kept.text() == "Country\tReached\tTarget\nMali\t30\t60\nMaroc\t60\t60"
    picture = QImage(kept.imageData())
    assert picture.width() == card.view.width() * 2
    assert sum(coloured(picture, LIGHT_TOKENS.accent)) > 1000


def test_the_table_of_a_chart_is_copied_by_what_is_chosen(opened: Desktop, card: ChartCard) -> None:
    card.turn.trigger()
    card.table.setFocus()
    card.table.selectAll()
    QTest.keyClick(card.table, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "Mali\t30\t60\nMaroc\t60\t60"


def test_a_chart_stays_a_table_when_its_numbers_change(opened: Desktop, card: ChartCard) -> None:
    card.turn.trigger()
    card.show_chart(Chart("Other", "Nothing.", BARS, Numbers(("A", "B"), (("x", "1"),))))
    opened.settle()
    assert card.is_table
    assert card.table.model().rowCount() == 1


def words_of(pdf: bytes) -> list[str]:
    """The letters of each page; what moves the pen between words is no letter."""
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
@pytest.mark.parametrize("name", SHAPES)
def test_a_chart_on_paper_has_its_numbers_below(desktop: Desktop, code: str, name: str) -> None:
    chart = Chart("DEMO title", "DEMO sentence.", SHAPES[name], NUMBERS)
    pages = words_of(chart_paper([chart], Language(code), QApplication.font()))
    assert len(pages) == 1
    for words in ("DEMOtitle", "DEMOsentence.", "Country", "Maroc", "60"):
        assert words in pages[0], words


def test_a_long_table_goes_on_on_the_next_page_under_its_headings(desktop: Desktop) -> None:
    rows = tuple((f"Region{number:03}", str(number), "9") for number in range(120))
    chart = Chart("Regions", "Many.", BARS, Numbers(NUMBERS.heads, rows))
    pages = words_of(chart_paper([chart], Language("fr"), QApplication.font()))
    assert len(pages) > 2
    assert all("Country" in page for page in pages)
    whole = "\n".join(pages)
    assert all(whole.count(row[0]) == 1 for row in rows)


def test_a_chart_goes_to_the_worker_to_be_drawn(opened: Desktop, card: ChartCard) -> None:
    draw: Callable[[Any], bytes] = card.drawing()
    got: list[bytes] = []
    opened.desk.ops.read(None, draw, got.append)
    opened.settle()
    assert "Maliisathalfofitstarget." in words_of(got[0])[0]


def test_a_chart_goes_to_the_printer_as_one_job(
    opened: Desktop, card: ChartCard, tmp_path: Path
) -> None:
    card.view.setFocus()
    QTest.keyClick(card.view, Qt.Key.Key_P, CTRL)
    opened.settle()
    dialog = opened.page.findChild(QPrintDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    draw = card.drawing()
    assert card._jobs is not None
    card._jobs.send(printer, lambda workspace, *_: [draw(workspace)])
    opened.settle()
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == 1
    assert opened.window.view.told.text == "1 page printed"
