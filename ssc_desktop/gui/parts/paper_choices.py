"""How a paper is wanted: its language and what fits the paper, remembered from one day to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QMenu, QSpinBox, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.plain import button, row
from ssc_desktop.language import LANGUAGES, N_, NATIVE_NAMES, Language
from ssc_desktop.settings import (
    BADGES_PER_PAGE,
    SHEET_COLUMNS,
    SHEET_DAYS,
    SHEET_LANGUAGE,
    SHEET_ORIENTATION,
    Setting,
)

MOST_ON_GRID, MOST_COPIES = 5, 999
EACH_DAY, ALL_DAYS = "each", "grid"
ORIENTATIONS = (("landscape", N_("Landscape")), ("portrait", N_("Portrait")))
PAGES_OF_BADGES = (8, 10)
WHEN = ((False, N_("Before the session")), (True, N_("After the session")))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The paper a person asked for, as plain values that cross to the worker."""

    paper: str
    language: str
    values: dict[str, Any]

    def wish(self, *, recorded: bool) -> Any:  # noqa: ANN401
        """What the service is asked for; only what goes to paper or to a file is recorded."""
        from ssc_desktop.services.papers import Wish

        return Wish(language=Language(self.language), recorded=recorded, **self.values)


class PaperChoices(QWidget):
    """One row of editors that say themselves what they choose; each paper shows its own."""

    changed = Signal()
    people_asked = Signal()
    questions_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._language = desk.language
        self._settings = desk.memory.settings
        self._paper = ""
        self.people: tuple[UUID, ...] = ()
        language = desk.language
        self.spoken = self._combo(language("Language of the sheet"))
        for code in LANGUAGES:
            self.spoken.addItem(NATIVE_NAMES[code], code)
        self._recall(self.spoken, self._settings.sheet_language(), SHEET_LANGUAGE)
        self.day = self._combo(language("Days"))
        self.day.activated.connect(self._keep_days)
        self.orientation = self._combo(language("Orientation"))
        for code, words in ORIENTATIONS:
            self.orientation.addItem(language(words), code)
        self._recall(self.orientation, self._settings.get(SHEET_ORIENTATION), SHEET_ORIENTATION)
        self.columns = button(language("Columns"))
        self.columns.setMenu(self._columns_menu())
        self.per_page = self._combo(language("Badges on a page"))
        for count in PAGES_OF_BADGES:
            words = language("{count} on a page", count=language.number(count))
            self.per_page.addItem(words, count)
        self._recall(self.per_page, self._settings.get(BADGES_PER_PAGE), BADGES_PER_PAGE)
        self.copies = self._copies()
        self.when = self._combo(language("When the test is taken"))
        for is_after, words in WHEN:
            self.when.addItem(language(words), is_after)
        self.when.activated.connect(lambda _index: self.changed.emit())
        self.identity = QCheckBox(language("With identity documents"))
        self.identity.setToolTip(
            language("Only where the payment asks for it; the printing is noted.")
        )
        self.identity.toggled.connect(lambda _on: self.changed.emit())
        self.who = button(language("Who…"), icon_name="users")
        self.who.clicked.connect(self.people_asked)
        self.questions = button(language("Questions…"), icon_name="clipboard-check")
        self.questions.clicked.connect(self.questions_asked)
        self._editors: dict[str, tuple[QWidget, ...]] = {
            "attendance": (self.day, self.orientation, self.columns),
            "badges": (self.per_page,),
            "perdiem": (self.identity,),
            "test": (self.when, self.copies, self.questions),
            "evaluation": (self.copies,),
            "attestations": (self.who,),
        }
        self._arrange()

    def _arrange(self) -> None:
        editors = list(dict.fromkeys(each for some in self._editors.values() for each in some))
        line: QHBoxLayout = row(self.spoken, *editors, None)
        self.setLayout(line)

    # --- what is chosen ---------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """The paper as it is wanted now."""
        return Wanted(self._paper, self.spoken.currentData(), self._values(self._paper))

    def wishes(self, languages: Sequence[str]) -> list[Any]:
        """A wish for each language, with what is chosen for every paper of one job."""
        values: dict[str, Any] = {}
        for paper in ("attendance", "badges", "perdiem"):
            values |= self._values(paper)
        return [Wanted("", code, values).wish(recorded=True) for code in languages]

    def _values(self, paper: str) -> dict[str, Any]:
        if paper == "attendance":
            day = self.day.currentData()
            return {
                "day": day if isinstance(day, int) else None,
                "grid": day == ALL_DAYS,
                "orientation": self.orientation.currentData(),
                "columns": tuple(self._ticked()),
            }
        readers: dict[str, Callable[[], dict[str, Any]]] = {
            "badges": lambda: {"per_page": self.per_page.currentData()},
            "perdiem": lambda: {"identity": self.identity.isChecked()},
            "test": lambda: self._number() | {"after": self.when.currentData()},
            "evaluation": self._number,
            "attestations": lambda: {"participants": self.people},
        }
        return readers[paper]() if paper in readers else {}

    def _number(self) -> dict[str, Any]:
        return {"copies": self.copies.value() or None}

    # --- what can be chosen -----------------------------------------------------------------

    def show_paper(self, paper: str) -> None:
        """Offer what fits a paper."""
        self._paper = paper
        shown = self._editors.get(paper, ())
        for each in {each for some in self._editors.values() for each in some}:
            each.setVisible(each in shown)

    def show_activity(self, days: list[date], *, is_other: bool) -> None:
        """Offer the days of an activity; of another one, what was particular is forgotten."""
        language, chosen = self._language, self.day.currentData()
        if is_other:
            self.people, chosen = (), None
        self.day.clear()
        self.day.addItem(language("A sheet for each day"), EACH_DAY)
        if 1 < len(days) <= MOST_ON_GRID:
            self.day.addItem(language("All days on one sheet"), ALL_DAYS)
        for number, day in enumerate(days, start=1):
            words = language("Day {number}: {date}", number=number, date=language.date(day))
            self.day.addItem(words, number)
        if chosen is None:
            chosen = self._settings.get(SHEET_DAYS)
        self.day.setCurrentIndex(max(self.day.findData(chosen), 0))

    def offer_columns(self, offered: list[tuple[str, str]]) -> None:
        """Offer the columns a sheet may have or leave out: names and marked labels."""
        menu = self.columns.menu()
        menu.clear()
        kept = self._settings.get(SHEET_COLUMNS)
        for name, words in offered:
            each = menu.addAction(self._language(words))
            each.setCheckable(True)
            each.setData(name)
            each.setChecked(name in kept)
            each.toggled.connect(self._keep_columns)

    def _columns_menu(self) -> QMenu:
        menu = TickMenu(self)
        menu.setAccessibleName(self._language("Columns"))
        return menu

    def _ticked(self) -> list[str]:
        return [each.data() for each in self.columns.menu().actions() if each.isChecked()]

    # --- remembered -------------------------------------------------------------------------

    def _recall(self, combo: QComboBox, chosen: object, setting: Setting[Any]) -> None:
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        combo.activated.connect(lambda _index: self._keep(setting, combo.currentData()))

    def _keep(self, setting: Setting[Any], value: object) -> None:
        self._settings.set(setting, value)
        self.changed.emit()

    def _keep_days(self, _index: int) -> None:
        day = self.day.currentData()
        # One day is of this activity alone; how days are laid out is a habit.
        if day in (EACH_DAY, ALL_DAYS):
            self._settings.set(SHEET_DAYS, day)
        self.changed.emit()

    def _keep_columns(self, _on: object) -> None:
        self._keep(SHEET_COLUMNS, self._ticked())

    def _combo(self, words: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(words)
        made.setToolTip(words)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return made

    def _copies(self) -> QSpinBox:
        made = QSpinBox()
        made.setRange(0, MOST_COPIES)
        made.setSpecialValueText(self._language("One for each participant"))
        made.setAccessibleName(self._language("Number of copies"))
        made.setToolTip(self._language("Number of copies"))
        made.setKeyboardTracking(False)
        made.lineEdit().setTextMargins(6, 0, 6, 0)
        made.setMinimumWidth(190)
        made.valueChanged.connect(lambda _value: self.changed.emit())
        return made


class TickMenu(QMenu):
    """A menu to tick several lines of: it stays open until one clicks elsewhere."""

    def mouseReleaseEvent(self, event: Any) -> None:  # noqa: ANN401
        """Tick the line and stay."""
        line = self.activeAction()
        if line is not None and line.isCheckable():
            line.toggle()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: Any) -> None:  # noqa: ANN401
        """Space ticks and stays, Enter and Escape close."""
        line = self.activeAction()
        if event.text() == " " and line is not None and line.isCheckable():
            line.toggle()
            return
        super().keyPressEvent(event)
