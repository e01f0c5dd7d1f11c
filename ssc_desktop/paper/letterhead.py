"""The head and the foot that papers of an activity share: band, title, activity, place, pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from ssc_desktop.paper import frame
from ssc_desktop.paper.attendance_content import Heading
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.frame import Notices, Printing, Visibility
from ssc_desktop.paper.text import fit, ltr, width_of

FOOT = 4.0
_RUNNING = 6.6
_BELOW_BAND = 2.4
_FACT = 4.6


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the head and the foot of a paper; ``neutral`` names no donor."""

    heading: Heading
    printing: Printing
    notices: Notices = field(default_factory=Notices)
    visibility: Visibility = field(default_factory=Visibility)
    neutral: bool = False
    sensitive: bool = False


class Page:
    """Where a paper's text may stand, and the head and foot around it."""

    def __init__(
        self, drawing: Drawing, letterhead: Letterhead, title: str, left: float, top: float
    ) -> None:
        self.drawing = drawing
        self.letterhead = letterhead
        self.title = title
        self.left, self.top = left, top
        self.width = drawing.width - 2 * left
        self.end = drawing.height - top + 2 - FOOT

    @property
    def below_band(self) -> float:
        """Where the title begins; a paper without the band begins with it."""
        return self.top + (0.0 if self.letterhead.neutral else frame.BAND + _BELOW_BAND)

    def head(self, room: float = 0.0) -> float:
        """Band, title and activity; ``room`` stays free at the title's end. Returns its end."""
        drawing, visibility, top = self.drawing, self.letterhead.visibility, self.below_band
        if not self.letterhead.neutral:
            frame.visibility_band(drawing, visibility, self.left, self.top, self.width)
        width = self.width - room
        frame.title_line(drawing, self.left, top + 5.2, width, self.title)
        return self._activity(top + 7.6, width)

    def _activity(self, top: float, width: float) -> float:
        drawing, heading = self.drawing, self.letterhead.heading
        name = f"{ltr(heading.code)}  {heading.title}".strip()
        style = drawing.value_style(heading.title, 10, bold=True)
        content = fit(name, style, width, 8.6, 7)
        if content.cut:
            # The longest titles there may be: no paper of an activity names it by half.
            content = fit(name, style, width, 12.6, 6)
        drawing.fitted(self.left, top, width, content.height, content, middle=False)
        top += content.height + 0.4
        references = [heading.action, ltr(heading.contract)]
        words = "  ·  ".join(part for part in references if part)
        if words and not self.letterhead.neutral:
            small = drawing.value_style(words, 7.5, grey=0.3)
            drawing.fitted(self.left, top, width, 4, fit(words, small, width, 4))
            top += 4.2
        return top + 0.8

    def facts(self, top: float, facts: Sequence[tuple[str, str]], across: int = 4) -> float:
        """Small labels with their values, some beside each other; what is empty is left out.

        A long value takes the room of two or more.
        """
        width, column = self.width / across, 0
        for label, value in facts:
            if not value:
                continue
            span = min(ceil(self._fact_width(label, value) / width), across)
            if column + span > across:
                top, column = top + _FACT, 0
            x = self.left + column * width
            frame.labelled(self.drawing, x, top, span * width - 2.5, _FACT, label, value)
            column += span
        return top + (_FACT if column else 0) + 1.4

    def _fact_width(self, label: str, value: str) -> float:
        words = self.drawing.language("{label}:", label=label)
        used = width_of(words, self.drawing.style(6.5))
        return used + width_of(value, self.drawing.value_style(value, 7.5)) + 3.8

    def running_head(self) -> float:
        """What the pages that follow the first belong to; returns where it ends."""
        drawing, heading, top = self.drawing, self.letterhead.heading, self.top
        title = drawing.language(self.title)
        name = f"{title}  ·  {ltr(heading.code)}  {heading.title}"
        style = drawing.style(7.5, grey=0.3)
        drawing.fitted(self.left, top, self.width, 5, fit(name, style, self.width, 5))
        right = self.left + self.width
        drawing.rule(self.left, top + 5.4, right, top + 5.4, weight=0.4, grey=0.5)
        return top + _RUNNING

    def foot(self, page: int, pages: int, *, lift: float = 0.0) -> None:
        """Who printed it and when, and the number of the page; ``lift`` leaves room below."""
        drawing, top = self.drawing, self.end - lift
        printing = self.letterhead.printing
        frame.foot_line(drawing, self.left, top, self.width - 36, printing, "")
        x = self.left + self.width - 34
        frame.page_number(drawing, x, top + 2.5, 34, page, pages)
