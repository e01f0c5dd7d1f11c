from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from ssc_desktop.domain.chart import Lines
from ssc_desktop.gui.widgets.figure_charts import over_time_chart
from ssc_desktop.language import Language
from ssc_desktop.services.reached import Month

FIGURE = SimpleNamespace(code="3.1", title=lambda _: "DEMO")


def test_one_month_alone_is_a_line_from_nothing() -> None:
    months = [Month(date(2021, 1, 1), 11, Decimal(20))]
    chart = over_time_chart(FIGURE, months, Language("en"))
    assert isinstance(chart.shape, Lines)
    assert chart.shape.places == ("12/2020", "01/2021")
    reached, target = chart.shape.lines
    assert reached.values == (0, 11)
    assert target.values == (20, 20)
    # The table tells what was recorded and no more.
    assert [row[0] for row in chart.numbers.rows] == ["01/2021"]


def test_several_months_are_drawn_as_they_are() -> None:
    months = [Month(date(2021, m, 1), 10 * m, None) for m in (1, 2, 3)]
    shape = over_time_chart(FIGURE, months, Language("fr")).shape
    assert isinstance(shape, Lines)
    assert [line.values for line in shape.lines] == [(10, 20, 30)]
