"""Where a record stands with headquarters: in words, and as a letter in a shape of a colour."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QIcon, QIconEngine, QPainter, QPen, QPolygonF

from ssc_desktop.domain.record import now
from ssc_desktop.gui.icons import DrawnIcon, kept, tokens_now
from ssc_desktop.language import N_, Language

ONLY_HERE, AT_HEADQUARTERS, CORRECTED = "only-here", "at-headquarters", "corrected"
SQUARE, DISC, DIAMOND = "square", "disc", "diamond"
STATES = {
    ONLY_HERE: (N_("Only here"), SQUARE, "warning"),
    AT_HEADQUARTERS: (N_("At headquarters"), DISC, "accent"),
    CORRECTED: (N_("Corrected by headquarters"), DIAMOND, "danger"),
}
"""What a state is called, and the shape and colour of its sign."""

# A week later the same name would be another day.
NAMED_DAYS = timedelta(days=6)
VERDICTS = {
    "merged": N_("Merged by headquarters"),
    "rejected": N_("Rejected by headquarters"),
}


def words_of(standing: Any, language: Language) -> str:  # noqa: ANN401
    """Where a record stands, in a few words."""
    if standing.state == CORRECTED:
        return language(VERDICTS.get(standing.verdict, STATES[CORRECTED][0]))
    if standing.state == AT_HEADQUARTERS and standing.since is not None:
        return language("At headquarters since {moment}", moment=recently(standing.since, language))
    return language(STATES[standing.state][0])


def sentence_of(standing: Any, language: Language) -> str:  # noqa: ANN401
    """Where a record stands, with when headquarters decided and why."""
    said = [words_of(standing, language)]
    if standing.state == CORRECTED and standing.decided_at is not None:
        said.append(recently(standing.decided_at, language))
    if standing.reason and standing.state != ONLY_HERE:
        said.append(language("Reason: {reason}", reason=standing.reason))
    return " · ".join(said)


def letter_of(state: str, language: Language) -> str:
    """The letter of a state: the first of what it is called."""
    return language(STATES[state][0])[:1].upper()


def sign_of(state: str, language: Language) -> QIcon:
    """The sign of a state: its letter in its shape, for whoever does not tell colours apart."""
    return _sign(letter_of(state, language), *STATES[state][1:])


def recently(moment: datetime, language: Language) -> str:
    """A day and time; of the last days the name of the day, as people say it."""
    own = moment.astimezone()
    if timedelta(0) <= now() - moment < NAMED_DAYS:
        return f"{language.weekday(own.date())} {own:%H:%M}"
    return language.moment(moment)


def paint_sign(painter: QPainter, box: QRectF, letter: str, shape: str, token: str) -> None:
    """Draw a letter in a shape: an open square, a full disc, a full diamond."""
    tokens = tokens_now()
    colour, side = tokens.colour(token), min(box.width(), box.height())
    inside = QRectF(0, 0, side - 2, side - 2)
    inside.moveCenter(box.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush if shape == SQUARE else colour)
    if shape == SQUARE:
        painter.drawRoundedRect(inside, 2, 2)
    elif shape == DISC:
        painter.drawEllipse(inside)
    else:
        middle, reach = inside.center(), side / 2
        steps = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
        painter.drawPolygon(QPolygonF([middle + QPointF(*step) for step in steps]))
    font = QFont(painter.font())
    font.setPixelSize(max(int(side * 0.6), 7))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(colour if shape == SQUARE else tokens.colour("surface"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


class _Engine(DrawnIcon):
    def __init__(self, letter: str, shape: str, token: str) -> None:
        super().__init__()
        self._drawn = (letter, shape, token)

    def paint(self, painter: QPainter, rect: QRect, _mode: QIcon.Mode, _state: QIcon.State) -> None:
        paint_sign(painter, QRectF(rect), *self._drawn)

    def clone(self) -> QIconEngine:
        return kept(_Engine(*self._drawn))


@lru_cache(maxsize=64)
def _sign(letter: str, shape: str, token: str) -> QIcon:
    return QIcon(kept(_Engine(letter, shape, token)))
