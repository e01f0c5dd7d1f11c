"""The indicators in the window: figures, what is behind them, targets, frozen periods, dashboards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.dialogs.make_report import MakeReportDialog
from ssc_desktop.gui.pages.indicators import DASHBOARDS, FIGURES, OUTPUTS
from ssc_desktop.gui.tables.indicator_table import reached_words
from ssc_desktop.gui.tables.source_table import source_table
from ssc_desktop.gui.widgets.indicator_panel import standing_words
from ssc_desktop.gui.widgets.reporting_periods import FREE, HALF_YEAR, QUARTER, WHOLE, YEAR
from ssc_desktop.services import activities, attendance
from ssc_desktop.services.workspaces import Workspace
from tests.gui.conftest import Desktop, Filled, fill, open_in, reading, write
from tests.gui.looking import out_of_order, pale_texts, unnamed, unreachable
from tests.services.exchanging import enrol, made

TRAINED = "3.7"
CTRL = Qt.KeyboardModifier.ControlModifier


def record(store: Any, filled: Filled) -> None:
    """A training that names its indicators, and everybody present in August 2021."""
    activities.change_activity(
        store, filled.activity, {"indicators": ["3.6", TRAINED], "status": "done"}
    )
    attendance.fill(store, filled.activity, "present")


@pytest.fixture
def page(opened: Desktop, filled: Filled) -> Iterator[Any]:
    """The page, its tabs made, on a workspace in which six people were trained."""
    reading(opened, lambda workspace: record(workspace.store, filled))
    made = opened.go("indicators")
    opened.until(lambda: made.tabs.count() == 3)
    opened.settle()
    return made


def line_of(page: Any, code: str) -> Any:
    """The line of an indicator."""
    return next(each for each in page.figures.table.model.rows if each.figure.code == code)


def cell_of(page: Any, code: str, column: str) -> str:
    """What a cell of the table says."""
    model = page.figures.table.model
    row = model.rows.index(line_of(page, code))
    at = next(number for number, each in enumerate(model.columns) if each.name == column)
    return str(model.index(row, at).data() or "")


def choose(page: Any, desktop: Desktop, code: str) -> None:
    """Go to the line of an indicator."""
    page.figures.table.choose({line_of(page, code).id})
    desktop.settle()


def test_people_are_counted_once_and_shown_with_what_they_attended(page: Any) -> None:
    assert cell_of(page, TRAINED, "value") == "6"
    assert cell_of(page, TRAINED, "participations") == "6"
    assert cell_of(page, TRAINED, "days") == "12"
    assert cell_of(page, TRAINED, "target") == ""


def test_a_period_in_which_nothing_happened_counts_nothing(page: Any, opened: Desktop) -> None:
    for kind, chosen, value in ((YEAR, "2021", "6"), (YEAR, "2020", "0"), (QUARTER, "Quarter 3 of 2021", "6"),
                                (HALF_YEAR, "Half-year 1 of 2021", "0"), (WHOLE, "", "6")):  # fmt: skip
        choices = page.choices
        choices.kinds.setCurrentIndex(choices.kinds.findData(kind))
        if chosen:
            choices.periods.setCurrentIndex(choices.periods.findText(chosen))
            assert choices.periods.currentText() == chosen
        opened.settle()
        assert cell_of(page, TRAINED, "value") == value, (kind, chosen)


def test_free_dates_are_typed_and_kept_for_the_next_day(page: Any, opened: Desktop) -> None:
    choices = page.choices
    choices.kinds.setCurrentIndex(choices.kinds.findData(FREE))
    for editor, typed in ((choices.since, "160821"), (choices.until, "170821")):
        editor.line.setFocus()
        editor.line.selectAll()
        write(editor.line, typed)
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
        opened.settle()
    assert (choices.period.since, choices.period.until) == (date(2021, 8, 16), date(2021, 8, 17))
    assert cell_of(page, TRAINED, "value") == "6"
    assert opened.desk.memory.words("indicators")[1] == "free:2021-08-16:2021-08-17"


def test_a_period_that_ends_before_it_begins_is_told(page: Any, opened: Desktop) -> None:
    choices = page.choices
    choices.kinds.setCurrentIndex(choices.kinds.findData(FREE))
    choices.since.set_value(date(2021, 9, 1))
    choices.until.set_value(date(2021, 8, 1))
    choices.until.left.emit()
    opened.settle()
    assert "before it begins" in page.notice.text


def test_enter_on_a_number_opens_its_records_and_enter_on_one_the_activity(
    page: Any, opened: Desktop, filled: Filled
) -> None:
    choose(page, opened, TRAINED)
    view = page.figures.table.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    opened.settle()
    panel = page.figures.panel
    assert panel.isVisible()
    assert [each.value for each in panel.sources.model.rows] == [6]
    assert panel.sources.view.hasFocus()
    QTest.keyClick(panel.sources.view, Qt.Key.Key_Return)
    opened.settle()
    assert opened.page.name == "activity"
    assert opened.page.key == filled.activity


def test_what_a_number_is_made_of_is_drawn_by_any_way(page: Any, opened: Desktop) -> None:
    choose(page, opened, TRAINED)
    page.figures.table.opened.emit(line_of(page, TRAINED))
    opened.settle()
    panel = page.figures.panel
    panel.ways.setCurrentIndex(panel.ways.findData("sex"))
    opened.settle()
    rows = dict(panel.card.chart.numbers.rows)
    assert {rows["Female"], rows["Male"]} == {"3"}
    panel.ways.setCurrentIndex(panel.ways.findData("country"))
    opened.settle()
    assert len(panel.card.chart.numbers.rows) == 1
    assert opened.desk.memory.words("indicators/way") == ["country"]


def test_a_laptop_that_joined_nobody_cannot_tell_what_was_received(page: Any) -> None:
    assert cell_of(page, TRAINED, "headquarters") == ""
    model = source_table(page.desk).model
    model.show_rows(line_of(page, TRAINED).figure.sources)
    names = [each.name for each in model.columns]
    assert model.index(0, names.index("received")).data() == "Not known"


def test_what_headquarters_has_not_received_is_marked(
    desktop: Desktop, office: Workspace, tmp_path: Path
) -> None:
    with made(tmp_path / "siege", "HQ", "MA", "headquarters") as headquarters:
        enrol(office, headquarters, tmp_path)
    record(office.store, fill(office))
    folder = office.folder
    office.close()
    open_in(desktop, folder)
    page = desktop.go("indicators")
    assert cell_of(page, TRAINED, "headquarters") == "1 record"
    page.figures.table.opened.emit(line_of(page, TRAINED))
    desktop.settle()
    panel = page.figures.panel
    assert panel.isVisible()
    assert [each.is_at_headquarters for each in panel.sources.model.rows] == [False]
    assert "not received 1 record" in " ".join(standing_words(panel.figure, desktop.desk.language))


def test_the_figures_follow_what_is_recorded(page: Any, opened: Desktop, filled: Filled) -> None:
    opened.desk.ops.change(
        None,
        lambda w: attendance.fill(w.store, filled.activity, "absent", only_empty=False),
        touches=("attendance",),
    )
    opened.settle()
    assert cell_of(page, TRAINED, "value") == "0"


def test_a_target_is_written_and_the_bar_says_how_much_is_reached(
    page: Any, opened: Desktop
) -> None:
    choose(page, opened, TRAINED)
    page.figures.set_target()
    dialog = opened.dialog()
    write(dialog.baseline, "0")
    write(dialog.target, "24")
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert cell_of(page, TRAINED, "target") == "24"
    assert line_of(page, TRAINED).share == 0.25
    assert "25" in cell_of(page, TRAINED, "share")
    page.figures.set_target()
    again = opened.dialog()
    assert again.target.value() == "24"
    again.reject()


def test_a_target_that_is_more_than_reached_fills_the_bar_and_says_so(opened: Desktop) -> None:
    class Figure:
        value, target = 30, Decimal(20)

    assert reached_words(Figure, opened.desk.language) == "150%"


def test_the_dashboards_draw_what_there_is(page: Any, opened: Desktop) -> None:
    page.tabs.setCurrentIndex(DASHBOARDS)
    opened.until(lambda: len(page.dashboards.cards) == 8)
    opened.settle()
    boards = page.dashboards
    assert boards.one.currentData() in ("3.6", TRAINED)
    boards.one.setCurrentIndex(boards.one.findData(TRAINED))
    opened.settle()
    shown = {name for name, card in boards.cards.items() if card.isVisible()}
    assert {"over_time", "sex", "country", "targets", "evidence"} <= shown
    months = boards.cards["over_time"].chart.numbers.rows
    assert any(row[0] == "08/2021" and row[1] == "6" for row in months)


def test_a_chart_that_stands_alone_takes_the_whole_line(page: Any, opened: Desktop) -> None:
    page.tabs.setCurrentIndex(DASHBOARDS)
    opened.until(lambda: len(page.dashboards.cards) == 8)
    opened.settle()
    boards = page.dashboards
    boards.one.setCurrentIndex(boards.one.findData(TRAINED))
    opened.settle()
    half = boards.cards["country"].width()
    figure = replace(boards.figure, by={"country": {"CI": 6}})
    boards.show_period([figure], page.choices.period)
    opened.settle()
    assert not boards.cards["sex"].isVisible()
    assert boards.cards["country"].width() > 1.9 * half
    boards.show_period(page.figures.figures, page.choices.period)
    opened.settle()
    assert boards.cards["sex"].isVisible()
    assert boards.cards["country"].width() == half


def test_every_tab_is_used_without_a_mouse_and_without_seeing_well(
    page: Any, opened: Desktop
) -> None:
    page.figures.table.opened.emit(line_of(page, TRAINED))
    for tab in (FIGURES, DASHBOARDS, OUTPUTS):
        page.tabs.setCurrentIndex(tab)
        opened.settle()
        QTest.keyClick(page, Qt.Key.Key_Tab)
        opened.settle()
        wrong = unnamed(page) + unreachable(page) + out_of_order(page) + pale_texts(page)
        assert wrong == [], (tab, wrong)


def test_a_report_of_the_period_is_made_into_a_file(
    page: Any, opened: Desktop, tmp_path: Path
) -> None:
    page.make_report()
    dialog = opened.dialog()
    assert isinstance(dialog, MakeReportDialog)
    dialog.spoken.setCurrentIndex(dialog.spoken.findData("en"))
    dialog.make(tmp_path / "report.pdf", then_open=False)
    opened.settle()
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as document:
        assert len(document) >= 1
    assert QApplication.activeModalWidget() is None


def test_a_report_of_no_date_is_told(page: Any, opened: Desktop, tmp_path: Path) -> None:
    page.make_report()
    dialog = opened.dialog()
    dialog.since.set_value("yesterday")
    dialog.make(tmp_path / "report.pdf", then_open=False)
    opened.settle()
    assert "not a date" in dialog.notice.text
    assert not (tmp_path / "report.pdf").exists()
    dialog.reject()


def test_an_output_is_recorded_and_counts_once_its_document_is_kept(
    page: Any, opened: Desktop, tmp_path: Path
) -> None:
    page.arrive("outputs")
    opened.settle()
    outputs = page.outputs
    outputs.begin()
    dialog = opened.dialog()
    dialog.form.boxes["kind"].editor.set_value("study")
    write(dialog.form.boxes["title"].widget, "DEMO study")
    dialog.form.boxes["reached_on"].editor.set_value(date(2021, 9, 1))
    QTest.mouseClick(dialog.record, Qt.MouseButton.LeftButton)
    opened.settle()
    assert [each.title for each in outputs.table.model.rows] == ["DEMO study"]
    assert "no document" in outputs._standing.text()
    document = tmp_path / "study.txt"
    document.write_text("DEMO", encoding="utf-8")
    outputs.keep_document(document)
    opened.settle()
    page.read_again()
    page.tabs.setCurrentIndex(FIGURES)
    opened.settle()
    assert cell_of(page, "5.3", "value") == "1"


def test_an_output_is_removed_and_brought_back(page: Any, opened: Desktop) -> None:
    page.arrive("outputs")
    page.outputs.begin()
    dialog = opened.dialog()
    dialog.form.boxes["kind"].editor.set_value("tool")
    write(dialog.form.boxes["title"].widget, "DEMO tool")
    QTest.mouseClick(dialog.record, Qt.MouseButton.LeftButton)
    opened.settle()
    page.outputs.table.view.selectAll()
    page.outputs.remove_chosen()
    opened.settle()
    assert page.outputs.table.model.rows == []
    opened.window.view.told.undo()
    opened.settle()
    assert [each.title for each in page.outputs.table.model.rows] == ["DEMO tool"]


def mark_everybody(opened: Desktop, filled: Filled, state: str) -> None:
    """Give everybody one state in every half-day."""
    opened.desk.ops.change(
        None,
        lambda w: attendance.fill(w.store, filled.activity, state, only_empty=False),
        touches=("attendance",),
    )
    opened.settle()


def test_a_frozen_period_keeps_its_values_and_shows_the_difference(
    page: Any, opened: Desktop, filled: Filled
) -> None:
    page.freeze_period()
    dialog = opened.dialog()
    assert dialog.freeze_button.isEnabled()
    assert not dialog.back_button.isEnabled()
    QTest.mouseClick(dialog.freeze_button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert not dialog.freeze_button.isEnabled()
    assert len(dialog.table.model.rows) == 1
    dialog.reject()
    mark_everybody(opened, filled, "absent")
    assert cell_of(page, TRAINED, "value") == "6"
    assert cell_of(page, TRAINED, "difference") == "\u22126"
    figure = line_of(page, TRAINED).figure
    said = standing_words(figure, opened.desk.language)
    assert "The records now say 0" in " ".join(said)
    assert any("6 when frozen, 0 now" in each for each in said)


def test_the_freezing_is_taken_back_and_brought_back(
    page: Any, opened: Desktop, filled: Filled
) -> None:
    page.freeze_period()
    dialog = opened.dialog()
    dialog.freeze()
    opened.settle()
    mark_everybody(opened, filled, "absent")
    dialog.table.choose({dialog.table._key(dialog.table.model.rows[0])})
    opened.settle()
    QTest.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert dialog.table.model.rows == []
    dialog.reject()
    opened.settle()
    assert cell_of(page, TRAINED, "value") == "0"
    opened.window.view.told.undo()
    opened.settle()
    assert cell_of(page, TRAINED, "value") == "6"
    assert cell_of(page, TRAINED, "difference") == "\u22126"


def test_charts_asked_for_twice_while_they_are_made_are_made_once(
    page: Any, opened: Desktop
) -> None:
    boards = page.dashboards
    for _ in range(3):
        boards.show_period(page.figures.figures, page.choices.period)
    opened.until(lambda: len(boards.cards) == 8)
    opened.settle()
    assert not boards._coming
    assert boards.cards["targets"].chart is not None


@pytest.mark.parametrize("name", ["make_report", "freeze_period", "set_target", "new_output"])
def test_a_dialog_that_was_closed_is_gone(page: Any, opened: Desktop, name: str) -> None:
    open_it = {
        "make_report": page.make_report,
        "freeze_period": page.freeze_period,
        "set_target": page.figures.set_target,
        "new_output": page.outputs.begin,
    }
    open_it[name]()
    dialog = opened.dialog()
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert gone == [True]


def test_a_target_that_is_no_number_is_refused_beside_its_field(page: Any, opened: Desktop) -> None:
    page.figures.set_target()
    dialog = opened.dialog()
    dialog.target.setText("-")
    dialog.accept()
    opened.settle()
    assert dialog.isVisible()
    assert dialog.notice.text
    assert dialog.target.property("wrong")
    dialog.reject()
