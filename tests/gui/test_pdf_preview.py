"""The preview of a PDF: pages small and large, zoom, keys, and a loop that is never held up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from ssc_desktop.gui.widgets.page_view import FIT_WIDTH, OWN, WHOLE_PAGE
from ssc_desktop.gui.widgets.pdf_preview import PdfPreview
from ssc_desktop.language import Language
from tests.gui.conftest import Desktop
from tests.gui.test_pages import LONGEST_TURN, _bare_form

PAGES = 77


def pdf(tmp_path: Path, pages: int, *, lying: bool = True, grey: float = 0.0) -> bytes:
    """A PDF of ruled pages, as heavy to draw as an attendance sheet."""
    size = (842, 595) if lying else (595, 842)
    file = tmp_path / f"{pages}-{lying}-{grey}.pdf"
    canvas = Canvas(str(file), pagesize=size)
    for page in range(pages):
        canvas.setFillGray(grey)
        canvas.rect(10, size[1] - 60, 50, 50, fill=1)
        for line in range(20):
            canvas.line(30, 60 + line * 20, size[0] - 30, 60 + line * 20)
            canvas.drawString(40, 64 + line * 20, f"{page + 1}.{line} DEMO Participant")
        canvas.showPage()
    canvas.save()
    return file.read_bytes()


@pytest.fixture
def preview(desktop: Desktop) -> Iterator[PdfPreview]:
    """A preview in a window of its own, which has the keyboard."""
    made = PdfPreview(Language("en"))
    made.resize(760, 460)
    made.show()
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def drawn(desktop: Desktop, preview: PdfPreview) -> None:
    desktop.until(lambda: preview.pages.is_idle)


def test_the_first_pages_are_drawn_and_the_others_wait(
    desktop: Desktop, preview: PdfPreview, tmp_path: Path
) -> None:
    preview.show_pdf(pdf(tmp_path, PAGES))
    drawn(desktop, preview)
    assert preview.page_count == PAGES
    assert 0 in preview.view._pictures
    assert PAGES - 1 not in preview.view._pictures
    assert 0 in preview.strip.pages_model.pictures
    assert len(preview.strip.pages_model.pictures) < 12


def test_a_page_is_drawn_in_the_pixels_it_is_shown_in(
    desktop: Desktop, preview: PdfPreview, tmp_path: Path
) -> None:
    preview.show_pdf(pdf(tmp_path, 1))
    drawn(desktop, preview)
    assert not preview.strip.isVisible()
    picture = preview.view._pictures[0]
    assert picture.size() == preview.view._wanted_size(0)
    assert picture.pixelColor(1, 1).lightness() == 255
    square = picture.width() * 35 // 842
    assert picture.pixelColor(square, square).lightness() < 20


def test_keys_and_the_strip_go_to_pages(
    desktop: Desktop, preview: PdfPreview, tmp_path: Path
) -> None:
    preview.show_pdf(pdf(tmp_path, PAGES))
    drawn(desktop, preview)
    preview.view.setFocus()
    QTest.keyClick(preview.view, Qt.Key.Key_End)
    assert preview.page == PAGES
    assert preview.place.text() == str(PAGES)
    assert preview.strip.currentIndex().row() == PAGES - 1
    drawn(desktop, preview)
    assert PAGES - 1 in preview.view._pictures
    assert 0 not in preview.view._pictures
    QTest.keyClick(preview.view, Qt.Key.Key_Home)
    assert preview.page == 1
    preview.strip.setFocus()
    QTest.keyClick(preview.strip, Qt.Key.Key_Down)
    QTest.keyClick(preview.strip, Qt.Key.Key_Down)
    assert preview.page == 3
    QTest.keyClick(preview, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert preview.page == 2
    place = preview.strip.visualRect(preview.strip.pages_model.index(0)).center()
    preview.strip.verticalScrollBar().setValue(0)
    QTest.mouseClick(preview.strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert preview.page == 1


def test_a_page_is_gone_to_by_its_number(
    desktop: Desktop, preview: PdfPreview, tmp_path: Path
) -> None:
    preview.show_pdf(pdf(tmp_path, 9))
    preview.place.setFocus()
    preview.place.selectAll()
    QTest.keyClicks(preview.place, "7")
    QTest.keyClick(preview.place, Qt.Key.Key_Return)
    assert preview.page == 7
    preview.place.selectAll()
    QTest.keyClicks(preview.place, "99")
    QTest.keyClick(preview.place, Qt.Key.Key_Return)
    preview.view.setFocus()
    assert preview.page in (7, 9)


def test_the_zoom_follows_keys_buttons_and_the_wheel(
    desktop: Desktop, preview: PdfPreview, tmp_path: Path
) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    preview.show_pdf(pdf(tmp_path, 3))
    view = preview.view
    fitted = view.zoom
    assert view.fit == FIT_WIDTH
    QTest.keyClick(preview, Qt.Key.Key_Plus, control)
    assert view.zoom == pytest.approx(fitted * 1.25)
    assert view.horizontalScrollBar().maximum() > 0
    QTest.keyClick(preview, Qt.Key.Key_Minus, control)
    assert view.zoom == pytest.approx(fitted)
    turn(view.viewport(), 120, control)
    assert view.zoom == pytest.approx(fitted * 1.25)
    assert view.fit == OWN
    QTest.keyClick(preview, Qt.Key.Key_0, control)
    assert (view.fit, view.zoom) == (FIT_WIDTH, pytest.approx(fitted))
    QTest.keyClick(preview, Qt.Key.Key_W, control | Qt.KeyboardModifier.ShiftModifier)
    assert view.fit == WHOLE_PAGE
    assert view.stack.size(0).height() <= view.viewport().height()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert preview.page == 2
    before = view.verticalScrollBar().value()
    turn(view.viewport(), -120, Qt.KeyboardModifier.NoModifier)
    assert view.verticalScrollBar().value() > before


def turn(widget: object, notches: int, modifiers: Qt.KeyboardModifier) -> None:
    """Turn the wheel."""
    middle = QPointF(100, 100)
    event = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, notches), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)  # type: ignore[arg-type]


def test_what_is_drawn_of_one_sheet_never_lands_in_the_next(
    desktop: Desktop, preview: PdfPreview, tmp_path: Path
) -> None:
    """Another language is chosen while the page of the first is still on its way."""
    black, white = pdf(tmp_path, 3), pdf(tmp_path, 2, grey=0.9)
    for _ in range(5):
        preview.show_pdf(black)
        desktop.until(lambda: preview.pages._drawing is not None)
        preview.show_pdf(white)
        drawn(desktop, preview)
        assert preview.page_count == 2
        picture = preview.view._pictures[0]
        square = picture.width() * 35 // 842
        assert picture.pixelColor(square, square).lightness() > 200


def test_going_through_77_pages_never_holds_the_window(
    desktop: Desktop, preview: PdfPreview, tmp_path: Path
) -> None:
    data = pdf(tmp_path, PAGES)
    longest = 0.0

    def timed(what: object) -> None:
        nonlocal longest
        begun = time.thread_time()
        what()  # type: ignore[operator]
        longest = max(longest, time.thread_time() - begun)

    timed(lambda: preview.show_pdf(data))
    for page in range(0, PAGES, 3):
        timed(lambda page=page: preview.view.go_to(page))
        for _ in range(3):
            timed(desktop.program.app.processEvents)
            time.sleep(0.004)
    assert longest < LONGEST_TURN * _bare_form(desktop)
    drawn(desktop, preview)
    assert preview.view.page in preview.view._pictures


def test_pages_run_from_the_right_where_lines_do(
    desktop: Desktop, preview: PdfPreview, tmp_path: Path
) -> None:
    preview.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    preview.show_pdf(pdf(tmp_path, 2))
    drawn(desktop, preview)
    assert preview.strip.x() > preview.view.x()
    preview.view.set_zoom(2.0, OWN)
    box = preview.view._box(0)
    # At first the leading edge of the page is seen.
    assert box.right() <= preview.view.viewport().width()
