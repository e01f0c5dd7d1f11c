"""A page by which headquarters and offices get to know each other: fingerprint, code, typed lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ssc_desktop.language import N_, Language
from ssc_desktop.paper import frame
from ssc_desktop.paper.codes import draw_code
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.frame import Printing
from ssc_desktop.paper.text import Fitted, fit, isolated, ltr

CARD_TITLE = N_("Card of headquarters")
REQUEST_TITLE = N_("Request of a laptop")
_LEFT, _TOP = 18.0, 18.0
_WIDTH = A4[0] - 2 * _LEFT
_END = A4[1] - 17.0
_CODE = 62.0
_BESIDE = 8.0
_NUMBER = 9.0
_LINE = 7.0
_GROUPS, _STEP = 6, 19.0


@dataclass(frozen=True, slots=True)
class EnrolmentPage:
    """What the page shows; ``steps`` say in its language what is to be done with it."""

    title: str
    name: str
    about: str
    fingerprint: str
    code: str
    lines: Sequence[str]
    steps: Sequence[str]
    printing: Printing


def enrolment_page(page: EnrolmentPage, language: Language) -> bytes:
    """The PDF, one page."""
    return drawn(page, language).finish()


def drawn(page: EnrolmentPage, language: Language) -> Drawing:
    """The page before it is finished."""
    drawing = Drawing(A4, language, title=language(page.title), at=page.printing.at)
    frame.title_line(drawing, _LEFT, _TOP + 2, _WIDTH, page.title)
    drawing.rule(_LEFT, _TOP + 5.5, _LEFT + _WIDTH, _TOP + 5.5, weight=0.8)
    top = _TOP + 11.0
    draw_code(drawing, _LEFT + _WIDTH - _CODE, top, _CODE, page.code)
    room = _WIDTH - _CODE - _BESIDE
    end = _whose(drawing, page, top, room)
    end = _fingerprint(drawing, page.fingerprint, end + 4.0, room)
    end = _steps(drawing, page.steps, max(end, top + _CODE) + 7.0)
    _typed(drawing, page.lines, end + 6.0)
    frame.foot_line(drawing, _LEFT, _END + 5, _WIDTH, page.printing, "")
    return drawing


def _whose(drawing: Drawing, page: EnrolmentPage, top: float, room: float) -> float:
    style = drawing.value_style(page.name, 15, bold=True)
    name = fit(page.name, style, room, 16)
    drawing.fitted(_LEFT, top, room, 16, name, middle=False)
    top += name.height + 1.0
    small = drawing.value_style(page.about, 9, grey=0.3)
    drawing.fitted(_LEFT, top, room, 5, fit(page.about, small, room, 5))
    return top + 5.0


def _fingerprint(drawing: Drawing, digits: str, top: float, room: float) -> float:
    """Eight groups in two rows: people read them out to each other."""
    words = drawing.language("Fingerprint, to be compared")
    label = drawing.style(8.5, grey=0.35)
    drawing.fitted(_LEFT, top, room, 4.5, fit(words, label, room, 4.5))
    groups, style = digits.split(), drawing.style(17, bold=True)
    for row in range(2):
        some = ltr("   ".join(groups[row * 4 : row * 4 + 4]))
        drawing.fitted(_LEFT, top + 6 + row * 9, room, 8.5, fit(some, style, room, 8.5))
    drawing.rule(_LEFT, top + 25, _LEFT + room, top + 25, weight=0.4, grey=0.6)
    return top + 26.0


def _steps(drawing: Drawing, steps: Sequence[str], top: float) -> float:
    style = drawing.style(9.5)
    for number, words in enumerate(steps, 1):
        drawing.fitted(_LEFT, top, 6, 4.6, fit(f"{number}.", style, 6, 4.6))
        top = drawing.paragraph(_LEFT + 7, top, _WIDTH - 7, isolated(words), style) + 1.6
    return top


def _typed(drawing: Drawing, lines: Sequence[str], top: float) -> None:
    """The lines as they are typed, each with its number."""
    heading = drawing.language("The same as text, to be typed line by line")
    label = drawing.style(10.5, bold=True)
    drawing.fitted(_LEFT, top, _WIDTH, 6, fit(heading, label, _WIDTH, 6))
    top += 8.0
    style, small = drawing.style(13), drawing.style(8.5, grey=0.4)
    for at, line in enumerate(lines):
        y = top + at * _LINE
        number = fit(ltr(f"{at + 1}."), small, _NUMBER, _LINE)
        drawing.fitted(_LEFT, y, _NUMBER, _LINE, number)
        *groups, check = line.split()
        for column, group in [*enumerate(groups), (_GROUPS, check)]:
            _group(drawing, column, y, fit(ltr(group), style, _STEP, _LINE))
        drawing.rule(_LEFT, y + _LINE, _LEFT + _WIDTH, y + _LINE, weight=0.2, grey=0.85)


def _group(drawing: Drawing, column: int, y: float, letters: Fitted) -> None:
    """Four letters in their column: lines of code run from left to right in every language."""
    place = _GROUPS - column if drawing.rtl else column
    drawing.fitted(_LEFT + _NUMBER + place * _STEP, y, _STEP, _LINE, letters)
