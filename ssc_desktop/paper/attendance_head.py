"""The head and foot that every page of an attendance sheet shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ssc_desktop.language import N_, Language
from ssc_desktop.paper import frame, marks
from ssc_desktop.paper.attendance_content import PARTS, TITLE, AttendanceSheet, Slot
from ssc_desktop.paper.attendance_plan import LEFT, TABLE_HEAD, PageShape, Table
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.tables import Column, head
from ssc_desktop.paper.text import POINT, Fitted, fit, ltr, width_of, wrap

# The band stands beside the leading tag; below it the head has the whole width beside the code.
_BAND_X, _BAND_Y = 20.0, 7.0
# Below this the large code and its number have ended.
_CODE_END = 36.8
_GAP = 3.0
_LEAST_ROWS = 12
_SIZES = (7.5, 7.0, 6.5, 6.0)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A fact in its place: over one column of the head or several."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: str


class SheetHead:
    """Where the parts of a head stand; long titles and names of institutions make it taller."""

    def __init__(self, drawing: Drawing, sheet: AttendanceSheet, shape: PageShape) -> None:
        self.drawing = drawing
        self.sheet = sheet
        self.shape = shape
        self.is_wide = shape.width > shape.height
        self.name_top = self._name_top()
        self.name = self._name()
        self.action_top = self.name_top + self.name.height + 0.2
        self.facts_top = self.action_top + (3.8 if self._action() else 0.4)
        for size in _SIZES:
            self.size = size
            self.facts, self.end = self._placed_facts()
            if self.table.rows >= _LEAST_ROWS:
                break

    @property
    def table(self) -> Table:
        """What the head leaves to rows."""
        return Table(self.end + TABLE_HEAD, self.shape.rows_end)

    def draw(self, slots: Sequence[Slot], columns: Sequence[Column]) -> None:
        """Tags, band, titles, facts, the head of the table, notices and the foot."""
        drawing, shape = self.drawing, self.shape
        places = marks.tags(shape.width, shape.height)
        for tag, modules in zip(places, marks.TAG_MODULES, strict=True):
            drawing.modules(tag.x, tag.y, tag.size, modules)
        if not self.sheet.neutral:
            width = shape.beside_code - _BAND_X + LEFT
            frame.visibility_band(drawing, self.sheet.visibility, _BAND_X, _BAND_Y, width)
        self._draw_titles(slots)
        for fact in self.facts:
            _draw_fact(drawing, fact, self.size)
        head(drawing, LEFT, self.end, TABLE_HEAD, columns)
        draw_foot(drawing, self.sheet, shape)

    def _title_base(self) -> float:
        # Without the band the title takes its place beside the tag.
        return 13.4 if self.sheet.neutral else 23.2

    def _name_top(self) -> float:
        if self.is_wide:
            return 17.6 if self.sheet.neutral else 24.9
        return self._title_base() + (8.4 if self.sheet.neutral else 7.0)

    def _name(self) -> Fitted:
        heading = self.sheet.heading
        words = f"{ltr(heading.code)}  {heading.title}".strip()
        style = self.drawing.value_style(heading.title, 10.5, bold=True)
        return fit(words, style, self.shape.beside_code, 9.0 if self.is_wide else 12.6, 6)

    def _action(self) -> str:
        heading = self.sheet.heading
        if self.sheet.neutral:
            return ""
        return "  ·  ".join(part for part in (heading.action, ltr(heading.contract)) if part)

    def _draw_titles(self, slots: Sequence[Slot]) -> None:
        drawing, room = self.drawing, self.shape.beside_code
        x = _BAND_X if self.sheet.neutral else LEFT
        base = self._title_base()
        words = when(drawing.language, self.sheet, slots)
        style = drawing.style(9.5, bold=True)
        taken = room * 0.42 if self.is_wide else room
        frame.title_line(drawing, x, base, taken - x + LEFT, TITLE)
        if self.is_wide:
            day = fit(words, style, room - taken - _GAP, 6.4)
            drawing.fitted(
                LEFT + taken + _GAP, base - 5.0, room - taken - _GAP, 6.4, day, align="end"
            )
        else:
            day = fit(words, style, room, 5.4)
            drawing.fitted(LEFT, self.name_top - 5.4, room, 5.0, day)
        drawing.fitted(LEFT, self.name_top, room, self.name.height, self.name, middle=False)
        action = self._action()
        if action:
            small = drawing.value_style(action, 7.5, grey=0.35)
            content = fit(action, small, room, 3.8)
            drawing.fitted(LEFT, self.action_top, room, 3.8, content)

    def _placed_facts(self) -> tuple[list[_Placed], float]:
        """Facts in a few columns; a long one stands below and takes as many as it needs."""
        across, y = self.shape.facts_across, self.facts_top
        whole = self.shape.beside_code if y < _CODE_END else self.shape.table_width
        column = whole / across
        facts = [self._measured(label, value, column) for label, value in facts_of(self.sheet)]
        placed: list[_Placed] = []
        used, height = 0, 0.0
        for span, taken, words, value in sorted(facts, key=lambda fact: fact[0] > 1):
            if used + span > across:
                y, used, height = y + height, 0, 0.0
            x = LEFT + used * column
            placed.append(_Placed(x, y, span * column - _GAP, taken, words, value))
            used, height = used + span, max(height, taken)
        # The table is wider than the head beside the code, so it begins below it.
        return placed, max(y + height + 0.6, _CODE_END)

    def _measured(self, label: str, value: str, column: float) -> tuple[int, float, str, str]:
        """Over how many columns a fact goes, how tall it becomes, its label and value."""
        drawing, across = self.drawing, self.shape.facts_across
        words = drawing.language("{label}:", label=drawing.language(label))
        style = drawing.value_style(value, self.size)
        beside = width_of(words, drawing.style(self.size - 1)) + 1.2 + _GAP
        span = min(across, ceil((beside + width_of(value, style) * 0.9) / column))
        lines = len(wrap(value, style, span * column - beside)) if span == across else 1
        return span, min(3, lines) * self.size * 0.49, words, value


def _draw_fact(drawing: Drawing, fact: _Placed, size: float) -> None:
    small = drawing.style(size - 1, grey=0.4)
    line = size * 0.49
    drawing.text(fact.x, fact.y + line / 2 + size * 0.34 * POINT, fact.label, small)
    used = width_of(fact.label, small) + 1.2
    room = fact.width - used
    content = fit(fact.value, drawing.value_style(fact.value, size), room, fact.height + 0.1)
    drawing.fitted(fact.x + used, fact.y, room, fact.height, content)


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


def facts_of(sheet: AttendanceSheet) -> list[tuple[str, str]]:
    """What is known of the activity, as marked labels with their values."""
    heading = sheet.heading
    known = [
        (N_("Type"), heading.kind),
        (N_("Theme"), heading.themes),
        (N_("Action plan"), heading.plan),
        (N_("Venue"), heading.venue),
        (N_("Place"), heading.place),
        (N_("Host institution"), heading.host),
        (N_("Organiser"), heading.organiser),
        (N_("Facilitators"), "" if sheet.sensitive else heading.facilitators),
    ]
    return [(label, value) for label, value in known if value]


def draw_foot(drawing: Drawing, sheet: AttendanceSheet, shape: PageShape) -> None:
    """The notices, and the line that says which sheet this is."""
    language = drawing.language
    texts = [
        frame.notice_text(
            language, sheet.notices, sensitive=sheet.sensitive, neutral=sheet.neutral
        ),
        _notice_of_last_column(sheet, language),
        "" if sheet.neutral else sheet.notices.disclaimer,
    ]
    x, y, width, height = shape.notices
    frame.notice_block(drawing, x, y, width, height, texts)
    start, number = shape.foot_start, marks.spoken(sheet.sheet_id)
    top = shape.height - marks.TAG_MARGIN - 2.1
    frame.foot_line(drawing, start, top, shape.foot_end - start - 37, sheet.printing, number)


def _notice_of_last_column(sheet: AttendanceSheet, language: Language) -> str:
    """What is to be written after the signatures; nothing when that column was not wanted."""
    if sheet.sensitive:
        return language(frame.WITNESS_NOTICE)
    wanted = sheet.columns is None or "image" in sheet.columns
    return language(frame.IMAGE_NOTICE) if wanted else ""
