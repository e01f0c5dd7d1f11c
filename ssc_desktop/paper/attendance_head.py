"""The head and foot that every page of an attendance sheet shares."""

from __future__ import annotations

from collections.abc import Sequence

from ssc_desktop.language import N_, Language
from ssc_desktop.paper import frame, marks
from ssc_desktop.paper.attendance_content import PARTS, TITLE, AttendanceSheet, Slot
from ssc_desktop.paper.attendance_plan import (
    HEAD_TOP,
    HEIGHT,
    LEFT,
    RIGHT,
    ROWS_TOP,
    WIDTH,
    widths,
)
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.tables import Column, head
from ssc_desktop.paper.text import fit, ltr

_TITLES = {
    "number": N_("No."),
    "code": N_("Code"),
    "name": N_("Family name and given names"),
    "sex": N_("Sex"),
    "organisation": N_("Organisation"),
    "function": N_("Function"),
    "place": N_("Country, city"),
    "contact": N_("Telephone, e-mail"),
    "image": N_("Image yes/no"),
    "witness": N_("Witness (name)"),
}
_CENTRED = ("number", "sex", "code", "image")
_SMALL = ("contact", "place", "function")
# The band stands beside the leading tag and ends before the large code.
_BAND_X, _BAND_Y = 20.0, 7.0
_BAND_WIDTH = WIDTH - _BAND_X - marks.CODE_INSET - marks.LARGE_CODE - 5
_ACROSS, _DOWN = 3, 4


def draw_head(
    drawing: Drawing,
    sheet: AttendanceSheet,
    slots: Sequence[Slot],
    columns: Sequence[Column],
) -> None:
    """Tags, band, titles, facts, the head of the table, notices and the foot."""
    for tag, modules in zip(marks.tags(WIDTH, HEIGHT), marks.TAG_MODULES, strict=True):
        drawing.modules(tag.x, tag.y, tag.size, modules)
    if not sheet.neutral:
        frame.visibility_band(drawing, sheet.visibility, _BAND_X, _BAND_Y, _BAND_WIDTH)
    room = _BAND_WIDTH + _BAND_X - LEFT
    frame.title_line(drawing, LEFT, 24.2, room, TITLE)
    heading = sheet.heading
    name = f"{ltr(heading.code)}  {heading.title}".strip()
    style = drawing.value_style(heading.title, 10.5, bold=True)
    drawing.fitted(LEFT, 25.6, room, 8.2, fit(name, style, room, 8.2, 6))
    words = when(drawing.language, sheet, slots)
    drawing.fitted(LEFT, 33.8, room, 4.2, fit(words, drawing.style(8.5), room, 4.2))
    _draw_facts(drawing, sheet)
    head(drawing, LEFT, HEAD_TOP, ROWS_TOP - HEAD_TOP, columns)
    _draw_foot(drawing, sheet)


def when(language: Language, sheet: AttendanceSheet, slots: Sequence[Slot]) -> str:
    """Which day this is, of how many, with its date in words and the hours."""
    days = sorted({slot.day for slot in slots})
    everyone = sheet.heading.days or tuple(days)
    if len(days) > 1:
        return language.dates(days[0], days[-1])
    words = f"{language.weekday(days[0])} {language.date(days[0], 'long')}"
    if len(everyone) > 1 and days[0] in everyone:
        number = everyone.index(days[0]) + 1
        words = language(
            "Day {number} of {count}: {day}", number=number, count=len(everyone), day=words
        )
    hours = [f"{language(PARTS[slot.part])} {slot.hours}" for slot in slots if slot.hours]
    return "  ·  ".join([words, *hours])


def columns_of(
    language: Language, sheet: AttendanceSheet, slots: Sequence[Slot]
) -> dict[str, Column]:
    """The columns by name; those to sign are named by the number of their half-day."""
    days = len({slot.day for slot in slots})
    found = {}
    wide = widths(len(slots), sensitive=sheet.sensitive, columns=sheet.columns)
    for name, width in wide.items():
        title = language(_TITLES.get(name, ""))
        if name.isdigit():
            title = _signature_title(language, slots[int(name)], days)
        elif sheet.sensitive and name == "name":
            title = language("First name")
        align = "center" if name in _CENTRED or name.isdigit() else "start"
        found[name] = Column(title, width, align, name == "name", 7.0 if name in _SMALL else 8.0)
    return found


def _signature_title(language: Language, slot: Slot, days: int) -> str:
    part = language(PARTS[slot.part])
    if days > 1:
        return f"{ltr(slot.day.strftime('%d/%m'))}\n{part}"
    return language("Signature") + f"\n{part}"


def _facts(sheet: AttendanceSheet) -> list[tuple[str, str]]:
    heading = sheet.heading
    shown = [
        (N_("Type"), heading.kind),
        (N_("Theme"), heading.themes),
        (N_("Action plan"), heading.plan),
        (N_("Venue"), heading.venue),
        (N_("Place"), heading.place),
        (N_("Host institution"), heading.host),
        (N_("Organiser"), heading.organiser),
        (N_("Facilitators"), "" if sheet.sensitive else heading.facilitators),
    ]
    if sheet.neutral:
        return shown
    return [(N_("Action"), heading.action), (N_("Contract"), ltr(heading.contract)), *shown]


def _draw_facts(drawing: Drawing, sheet: AttendanceSheet) -> None:
    """Labels with values, three beside each other over the whole width."""
    top, end = 38.2, HEAD_TOP - 0.8
    width, height = (RIGHT - LEFT) / _ACROSS, (end - top) / _DOWN
    known = [(label, value) for label, value in _facts(sheet) if value]
    for at, (label, value) in enumerate(known[: _ACROSS * _DOWN]):
        x, y = LEFT + at // _DOWN * width, top + at % _DOWN * height
        frame.labelled(drawing, x, y, width - 3, height, drawing.language(label), value)


def _draw_foot(drawing: Drawing, sheet: AttendanceSheet) -> None:
    language = drawing.language
    texts = [
        frame.notice_text(
            language, sheet.notices, sensitive=sheet.sensitive, neutral=sheet.neutral
        ),
        language(frame.WITNESS_NOTICE if sheet.sensitive else frame.IMAGE_NOTICE),
        "" if sheet.neutral else sheet.notices.disclaimer,
    ]
    x = marks.CODE_INSET + marks.SMALL_CODE + 4
    width = WIDTH - x - marks.TAG_MARGIN - marks.TAG - 3
    frame.notice_block(drawing, x, 183.0, width, 17.4, texts)
    number = marks.spoken(sheet.sheet_id)
    frame.foot_line(drawing, x, 200.9, width - 35, sheet.printing, number)
