"""Papers in the window: chosen, drawn, printed at true size, all in one job, stopped halfway."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ssc_desktop.gui.dialogs.paper_job import PaperJobDialog
from ssc_desktop.gui.dialogs.print_papers import PrintPapersDialog
from ssc_desktop.gui.pages.activity import ActivityPage
from ssc_desktop.gui.print_job import Outcome, Papers, put_on_paper
from ssc_desktop.services import activities, attendance, printing
from ssc_desktop.services.questions import add_question, list_questions
from ssc_desktop.settings import BADGES_PER_PAGE, SHEET_COLUMNS, SHEET_DAYS, SHEET_ORIENTATION
from tests.gui.conftest import Desktop, Filled, reading

A4_LANDSCAPE = (842, 595)


@pytest.fixture
def part(opened: Desktop, filled: Filled) -> Any:
    """The papers of the training, with the sheet drawn."""
    made = opened.go("activity", (filled.activity, "papers")).part
    opened.until(lambda: made.print_button.isEnabled())
    return made


def printer_to(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def sizes_of(file: Path) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_size() for page in document]


def sheets(opened: Desktop, filled: Filled) -> list[Any]:
    return reading(
        opened, lambda workspace: printing.list_printings(workspace.store, filled.activity)
    )


def choose(opened: Desktop, part: Any, name: str) -> None:
    part.choose(name)
    opened.until(lambda: part.print_button.isEnabled() and part.wanted.paper == name)


def test_every_paper_of_the_activity_is_listed_and_drawn(opened: Desktop, part: Any) -> None:
    reading(
        opened,
        lambda workspace: attendance.fill(workspace.store, part.key, "present"),
    )
    part.read_again()
    opened.settle()
    names = [each.paper.name for each in part.papers.papers.offered]
    assert names[:3] == ["attendance", "badges", "activity"]
    assert "pilot" not in names
    for name in names:
        choose(opened, part, name)
        assert part.data.startswith(b"%PDF"), name
        assert part.preview.page_count > 0, name


def test_arrows_go_through_the_papers(opened: Desktop, part: Any) -> None:
    part.choose("attendance")
    part.papers.setFocus()
    QTest.keyClick(part.papers, Qt.Key.Key_Down)
    assert part.paper == "badges"
    opened.until(lambda: part.preview.pages.sizes[0].width() < 600)
    assert part.choices.per_page.isVisible()
    assert not part.choices.day.isVisible()


def test_a_paper_that_lacks_something_says_what_and_where_to_record_it(
    opened: Desktop,
) -> None:
    made = reading(
        opened,
        lambda workspace: activities.add_activity(workspace.store, "workshop", {"title": "Vide"}),
    )
    part = opened.go("activity", (made.id, "papers")).part
    part.choose("badges")
    opened.settle()
    index = part.papers.currentIndex()
    assert "Nobody is registered" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not part.print_button.isEnabled()
    QTest.keyClick(opened.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert opened.program.app.activeModalWidget() is None
    way = part.stage.words.findChild(QPushButton)
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.page.part.name == "people"


def test_a_paper_that_cannot_be_drawn_says_why(opened: Desktop, part: Any) -> None:
    choose(opened, part, "evaluation")
    part.choices.copies.setMaximum(5000)
    part.choices.copies.setValue(5000)
    opened.settle()
    words = [each.text() for each in part.stage.words.findChildren(QLabel)]
    assert any("That many copies" in each for each in words)
    assert part.stage.currentWidget() is part.stage.words
    assert not part.print_button.isEnabled()
    part.choices.copies.setValue(1)
    opened.until(lambda: part.print_button.isEnabled())
    assert part.preview.page_count == 1


def test_looking_records_nothing_and_saving_does(
    opened: Desktop, filled: Filled, part: Any, tmp_path: Path
) -> None:
    for language in ("fr", "ar", "en"):
        part.choices.spoken.setCurrentIndex(part.choices.spoken.findData(language))
        part.draw()
        opened.settle()
    assert sheets(opened, filled) == []
    part.write(tmp_path / "sheet.pdf")
    opened.settle()
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert len(sheets(opened, filled)) == 1


def test_a_printed_sheet_has_its_true_size_and_is_recorded(
    opened: Desktop, filled: Filled, part: Any, tmp_path: Path
) -> None:
    drawn = [(size.width(), size.height()) for size in part.preview.pages.sizes]
    part.send(printer_to(tmp_path / "printed.pdf"))
    opened.settle()
    printed = sizes_of(tmp_path / "printed.pdf")
    assert len(printed) == len(drawn) == 2
    for size, wanted in zip(printed, drawn, strict=True):
        assert size == pytest.approx(wanted, abs=1.5)
    assert len(sheets(opened, filled)) == 1
    assert opened.window.view.told.text == "2 pages printed"


def test_what_is_printed_covers_the_page_to_its_edges(part: Any, tmp_path: Path) -> None:
    """True size: the code in the corner stands as far from the edge as it was drawn."""
    put_on_paper(printer_to(tmp_path / "printed.pdf"), [part.data])
    dots = [_ink_box(part.data), _ink_box((tmp_path / "printed.pdf").read_bytes())]
    for drawn, printed in zip(*dots, strict=True):
        assert printed == pytest.approx(drawn, abs=2)


def _ink_box(data: bytes) -> tuple[int, int, int, int]:
    from PySide6.QtGui import QImage

    with pypdfium2.PdfDocument(data) as document:
        bitmap = document[0].render(scale=1, grayscale=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride,
            QImage.Format.Format_Grayscale8,
        ).copy()  # fmt: skip
    dark = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < 100
    ]
    across, down = [x for x, _ in dark], [y for _, y in dark]
    return min(across), min(down), max(across), max(down)


def test_a_range_and_copies_are_honoured(part: Any, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "range.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    assert put_on_paper(printer, [part.data, part.data]) == Outcome(4, 4)
    assert len(sizes_of(tmp_path / "range.pdf")) == 4
    current = printer_to(tmp_path / "current.pdf")
    current.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert put_on_paper(current, [part.data], current=2) == Outcome(1, 1)


def test_pages_of_several_papers_keep_their_orientation_in_one_job(
    opened: Desktop, filled: Filled, part: Any, tmp_path: Path
) -> None:
    wishes = part.choices.wishes(["fr", "en"])
    from ssc_desktop.gui.parts.paper_jobs import draw_many

    draw = draw_many(filled.activity, ["attendance", "badges", "activity"], wishes)
    part.jobs.send(printer_to(tmp_path / "all.pdf"), draw)
    opened.settle()
    sizes = [tuple(round(side) for side in each) for each in sizes_of(tmp_path / "all.pdf")]
    turned = ["lies" if wide > high else "stands" for wide, high in sizes]
    assert turned[:3] == ["lies", "lies", "stands"]
    assert turned[len(turned) // 2] == "lies"
    assert len(sheets(opened, filled)) == 2


def test_all_papers_are_saved_in_a_folder(
    opened: Desktop, filled: Filled, part: Any, tmp_path: Path
) -> None:
    part.jobs.save_many(
        tmp_path, filled.activity, ["attendance", "badges"], part.choices.wishes(["fr", "ar"])
    )
    opened.settle()
    names = sorted(
        each.name.split("-", 5)[-1].removeprefix("001-") for each in tmp_path.glob("*.pdf")
    )
    assert names == ["attendance-ar.pdf", "attendance-fr.pdf", "badges-ar.pdf", "badges-fr.pdf"]
    assert opened.window.view.told.text == "4 papers saved"


def test_a_job_that_is_stopped_says_how_far_it_went(
    opened: Desktop, part: Any, tmp_path: Path
) -> None:
    printer = printer_to(tmp_path / "stopped.pdf")
    part.jobs.send(printer, lambda _workspace, _told, _sign: [part.data] * 60)
    dialog = opened.program.app.activeModalWidget()
    opened.until(lambda: dialog._bar.value() >= 2)
    QTest.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    opened.settle()
    told = re.search(r"stopped the printing: (\d+) of 120 pages", part.notice.text)
    assert told is not None
    assert len(sizes_of(tmp_path / "stopped.pdf")) == int(told[1])
    assert 2 <= int(told[1]) < 120


def test_escape_stops_a_job_and_frees_its_dialog(
    opened: Desktop, part: Any, tmp_path: Path
) -> None:
    gone: list[bool] = []
    part.jobs.send(
        printer_to(tmp_path / "stopped.pdf"), lambda _workspace, _told, _sign: [part.data] * 30
    )
    dialog = opened.program.app.activeModalWidget()
    assert isinstance(dialog, PaperJobDialog)
    dialog.destroyed.connect(lambda: gone.append(True))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    opened.program.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone == [True]
    assert "stopped" in part.notice.text


def test_a_printer_that_takes_nothing_is_told(opened: Desktop, part: Any) -> None:
    part.send(printer_to(Path("/nowhere/at/all.pdf")))
    opened.settle()
    assert "did not take" in part.notice.text


def test_the_dialog_of_all_papers_asks_once_for_what_is_ticked(opened: Desktop, part: Any) -> None:
    part.print_all()
    dialog = opened.dialog()
    assert isinstance(dialog, PrintPapersDialog)
    assert not dialog.papers["attestations"].isEnabled()
    assert dialog.chosen_languages == [part.wanted.language]
    asked: list[Any] = []
    dialog.save_asked.disconnect()
    dialog.save_asked.connect(lambda papers, spoken: asked.append((papers, spoken)))
    dialog.papers["badges"].setFocus()
    QTest.keyClick(dialog.papers["badges"], Qt.Key.Key_Space)
    for tick in dialog.languages.values():
        tick.setChecked(False)
    assert not dialog.print_button.isEnabled()
    dialog.languages["ar"].setChecked(True)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    papers, spoken = asked[0]
    assert "badges" not in papers
    assert "attendance" in papers
    assert spoken == ["ar"]


def test_choices_are_remembered_for_the_next_day(opened: Desktop, part: Any) -> None:
    choices, settings = part.choices, opened.desk.memory.settings
    choices.orientation.setCurrentIndex(1)
    choices.orientation.activated.emit(1)
    choices.day.setCurrentIndex(choices.day.findData("grid"))
    choices.day.activated.emit(1)
    line = next(each for each in choices.columns.menu().actions() if each.data() == "contact")
    line.trigger()
    opened.settle()
    assert settings.get(SHEET_ORIENTATION) == "portrait"
    assert settings.get(SHEET_DAYS) == "grid"
    assert "contact" not in settings.get(SHEET_COLUMNS)
    values = part.wanted.values
    assert (values["grid"], values["day"], values["orientation"]) == (True, None, "portrait")
    choose(opened, part, "badges")
    choices.per_page.setCurrentIndex(1)
    choices.per_page.activated.emit(1)
    opened.settle()
    assert settings.get(BADGES_PER_PAGE) == 10
    opened.desk.choose_language("fr")
    opened.settle()
    again = opened.page.part
    assert again is not part
    assert again.paper == "badges"
    assert again.choices.per_page.currentData() == 10
    assert again.choices.orientation.currentData() == "portrait"


def test_the_columns_menu_stays_open_while_one_ticks(opened: Desktop, part: Any) -> None:
    menu = part.choices.columns.menu()
    menu.popup(part.mapToGlobal(part.rect().center()))
    first = menu.actions()[0]
    before = first.isChecked()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(first).center())
    assert first.isChecked() is not before
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert first.isChecked() is before
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    opened.settle()


def test_questions_of_the_test_are_written_and_asked(opened: Desktop, part: Any) -> None:
    choose(opened, part, "test")
    before = part.data
    part.write_questions()
    dialog = opened.dialog()
    for words in ("Première question ?", "Deuxième question ?"):
        dialog.add()
        dialog.boxes["text"].editor.set_value(words)
    dialog.shift(-1)
    assert [row["text"] for row in dialog.rows] == ["Deuxième question ?", "Première question ?"]
    dialog.boxes["points"].editor.set_value(-1)
    dialog.save_button.click()
    opened.settle()
    assert "less than nothing" in dialog.notice.text
    dialog.boxes["points"].editor.set_value(2)
    dialog.save_button.click()
    opened.until(lambda: part.data != before and part.print_button.isEnabled())
    with pypdfium2.PdfDocument(part.data) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert "Deuxième" in text


def test_a_question_that_was_kept_is_changed_and_stays_the_same_question(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    def asked(workspace: Any) -> list[tuple[Any, str]]:
        return [(q.id, q.text) for q in list_questions(workspace.store, filled.activity)]

    reading(opened, lambda w: add_question(w.store, filled.activity, {"text": "Pourquoi ?"}))
    ((key, _),) = reading(opened, asked)
    choose(opened, part, "test")
    part.write_questions()
    dialog = opened.dialog()
    opened.until(lambda: dialog.list.count() == 1)
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.boxes["text"].isAncestorOf(QApplication.focusWidget())
    dialog.boxes["text"].editor.set_value("Pourquoi pas ?")
    dialog.save_button.click()
    opened.settle()
    assert reading(opened, asked) == [(key, "Pourquoi pas ?")]


def test_the_page_has_one_primary_button_and_ctrl_p_prints_what_is_shown(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    page: ActivityPage = opened.page
    assert not page._print_button.isVisible()
    QTest.keyClick(opened.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = part.findChild(type(part.jobs._printer_dialog(QPrinter())))
    assert dialog is not None
    dialog.close()
    opened.activate()
    page.show_part("people")
    assert page._print_button.isVisible()
    QTest.keyClick(opened.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page.part is part


def test_papers_of_a_job_know_their_pages(part: Any) -> None:
    papers = Papers([part.data, part.data])
    assert papers.count == 4
    assert (papers.size(0).width(), papers.size(0).height()) == pytest.approx(A4_LANDSCAPE, abs=1)
