"""Charts inside documents, as Word's own: drawn by whoever opens the file, in the window's colours."""

from __future__ import annotations

from html import escape
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm

from ssc_desktop.domain.chart import Bars, Line, Lines
from ssc_desktop.language import Language
from ssc_desktop.paper.charts import ACCENT, EDGE
from ssc_desktop.paper.document_dress import plain

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ROW, _LEAST, _LINES_HEIGHT = 9.0, 40.0, 70.0


def add_chart(
    file: Any,  # noqa: ANN401
    paragraph: Any,  # noqa: ANN401
    chart: Bars | Lines,
    number: int,
    language: Language,
    width: float,
) -> None:
    """Put a chart into a paragraph, as wide as said in millimetres."""
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(name, _TYPE, _space(chart, language).encode(), file.part.package)
    link = file.part.relate_to(part, _RELATION)
    high = _LINES_HEIGHT if isinstance(chart, Lines) else _high(chart)
    said = escape(plain(_names(chart)))
    paragraph.add_run()._r.append(  # noqa: SLF001
        parse_xml(
            f'<w:drawing xmlns:w="{_WORDS}" xmlns:wp="{_PLACE}" xmlns:a="{_DRAWING}">'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{Mm(width)}" cy="{Mm(high)}"/>'
            f'<wp:docPr id="{1000 + number}" name="chart {number}" descr="{said}"/>'
            f"<wp:cNvGraphicFramePr/>"
            f'<a:graphic><a:graphicData uri="{_CHART}">'
            f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_LINKS}" r:id="{link}"/>'
            f"</a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
    )


def _names(chart: Bars | Lines) -> str:
    """What is drawn, for whoever has the document read to them."""
    if isinstance(chart, Bars):
        return chart.reached
    return ", ".join(each.name for each in chart.lines)


def _high(chart: Bars) -> float:
    return max(_LEAST, 18 + _ROW * len(chart.bars))


def _space(chart: Bars | Lines, language: Language) -> str:
    """The chart as its own part of the file."""
    drawn = _lines(chart) if isinstance(chart, Lines) else _bars(chart)
    is_lying = isinstance(chart, Bars)
    turned = "maxMin" if language.is_rtl else "minMax"
    along = "maxMin" if is_lying else turned
    across = turned if is_lying else "minMax"
    places = ("l", "b") if is_lying else ("b", "l")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}">'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{drawn}"
        f'<c:catAx><c:axId val="1"/>{_scale(along)}<c:delete val="0"/>'
        f'<c:axPos val="{places[0]}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        '<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/>{_scale(across, least=True)}<c:delete val="0"/>'
        f'<c:axPos val="{places[1]}"/><c:majorGridlines/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="1"/><c:crosses val="{"max" if is_lying else "autoZero"}"/></c:valAx>'
        '</c:plotArea><c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="800"><a:latin typeface="Arial"/><a:cs typeface="Arial"/></a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>'
        "</c:chartSpace>"
    )


def _scale(orientation: str, *, least: bool = False) -> str:
    smallest = '<c:min val="0"/>' if least else ""
    return f'<c:scaling><c:orientation val="{orientation}"/>{smallest}</c:scaling>'


def _bars(chart: Bars) -> str:
    labels = tuple(each.label for each in chart.bars)
    series = [Line(chart.reached, tuple(each.value for each in chart.bars))]
    if any(each.target is not None for each in chart.bars):
        aimed = tuple(each.target for each in chart.bars)
        series.append(Line(chart.aimed, aimed, is_target=True))
    drawn = "".join(
        _series(at, each, labels, f"<c:spPr>{_fill(each)}</c:spPr>", "")
        for at, each in enumerate(series)
    )
    shown = "".join(f'<c:{name} val="0"/>' for name in ("showLegendKey",)) + '<c:showVal val="1"/>'
    hidden = ("showCatName", "showSerName", "showPercent", "showBubbleSize")
    shown += "".join(f'<c:{name} val="0"/>' for name in hidden)
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{drawn}<c:dLbls>{shown}</c:dLbls><c:gapWidth val="60"/>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )


def _lines(chart: Lines) -> str:
    drawn = "".join(
        _series(
            at,
            each,
            chart.places,
            f'<c:spPr><a:ln w="{19050 if each.is_target else 28575}">{_fill(each)}'
            f'<a:prstDash val="{"dash" if each.is_target else "solid"}"/></a:ln></c:spPr>'
            '<c:marker><c:symbol val="none"/></c:marker>',
            '<c:smooth val="0"/>',
        )
        for at, each in enumerate(chart.lines)
    )
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{drawn}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
    )


def _fill(series: Line) -> str:
    colour = (EDGE if series.is_target else ACCENT).removeprefix("#")
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _series(at: int, series: Line, labels: tuple[str, ...], look: str, last: str) -> str:
    names = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(plain(label))}</c:v></c:pt>'
        for place, label in enumerate(labels)
    )
    values = "".join(
        f'<c:pt idx="{place}"><c:v>{value:g}</c:v></c:pt>'
        for place, value in enumerate(series.values)
        if value is not None
    )
    count = f'<c:ptCount val="{len(labels)}"/>'
    name = escape(plain(series.name))
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>'
        f"<c:tx><c:v>{name}</c:v></c:tx>{look}"
        f"<c:cat><c:strLit>{count}{names}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{count}{values}</c:numLit></c:val>"
        f"{last}</c:ser>"
    )
