"""What the activities are narrowed by, together: words, status, country, period, theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.tables.find_box import FindBox
from ssc_desktop.gui.tables.saved_filters import SavedFilters
from ssc_desktop.gui.widgets.plain import row
from ssc_desktop.language import N_

NAME = "activities"
KEPT = "filters/activities"
# What is sought may name somebody: it is remembered in the workspace only, never beside it.
TYPED = "typed"
# The lists that filters offer whole.
CODED = {"status": "activity_status", "theme": "theme"}
PERIODS = {
    "ahead": N_("From today on"),
    "month": N_("This month"),
    "past": N_("Until yesterday"),
}


class ActivityFilters(QWidget):
    """Tells when what is asked for changed; remembers the codes from one day to the next."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.find_box = FindBox(language("Find by title, code or place"))
        self.find_box.asked.connect(lambda _text: self.changed.emit())
        self.status = self._combo(N_("Every status"), desk.lists.options("activity_status"))
        self.country = self._combo(N_("Every country"), ())
        self.period = self._combo(
            N_("Any time"), ((code, language(words)) for code, words in PERIODS.items())
        )
        self.theme = self._combo(N_("Every theme"), desk.lists.options("theme"))
        self._combos = {"status": self.status, "country": self.country,
                        "period": self.period, "theme": self.theme}  # fmt: skip
        self.saved = SavedFilters(desk, NAME, self.values)
        self.saved.wanted.connect(self.show_values)
        self.clear_button = QToolButton()
        self.clear_button.setIcon(icon("x", "muted"))
        self.clear_button.setAccessibleName(language("Clear the filters"))
        self.clear_button.setToolTip(language("Clear the filters"))
        self.clear_button.clicked.connect(lambda: self.show_values({}))
        line = row(self.find_box, *self._combos.values(), self.clear_button, self.saved)
        line.setStretch(0, 4)
        for place in range(1, 1 + len(self._combos)):
            line.setStretch(place, 2)
        self.setLayout(line)
        desk.lists.changed.connect(self._offer_codes)
        self._recall()

    def values(self) -> dict[str, str]:
        """What is asked for, by field; what is open is left out."""
        asked = {name: each.currentData() for name, each in self._combos.items()}
        asked[TYPED] = self.find_box.text().strip()
        return {name: value for name, value in asked.items() if value}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Ask for something else, all at once."""
        self._put(values)
        self._keep()
        self.changed.emit()

    def offer(self, years: Iterable[int], countries: Iterable[str]) -> None:
        """Offer the years and the countries there are activities in."""
        lists = self._desk.lists
        found = ((each, lists.name("country", each)) for each in countries)
        self._refill(self.country, sorted(found, key=lambda each: each[1].casefold()))
        periods = [(code, self._desk.language(words)) for code, words in PERIODS.items()]
        self._refill(self.period, [*periods, *((str(each), str(each)) for each in years)])

    def _offer_codes(self) -> None:
        """Offer the codes of lists that headquarters amended meanwhile."""
        for name, code_list in CODED.items():
            self._refill(self._combos[name], self._desk.lists.options(code_list))

    def _combo(self, everything: str, options: Iterable[tuple[str, str]]) -> QComboBox:
        made = QComboBox()
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(10)
        made.addItem(self._desk.language(everything), None)
        made.setAccessibleName(self._desk.language(everything))
        made.setToolTip(self._desk.language(everything))
        for code, words in options:
            made.addItem(words, code)
        made.currentIndexChanged.connect(lambda _index: self._chosen())
        return made

    def _refill(self, combo: QComboBox, options: list[tuple[str, str]]) -> None:
        """Other options; what is chosen stays, though nothing may be found by it any more."""
        chosen = combo.currentData()
        shown = [(combo.itemData(n), combo.itemText(n)) for n in range(1, combo.count())]
        if shown == options:
            return
        combo.blockSignals(True)
        while combo.count() > 1:
            combo.removeItem(combo.count() - 1)
        for code, words in options:
            combo.addItem(words, code)
        self._choose(combo, chosen)
        combo.blockSignals(False)

    def _choose(self, combo: QComboBox, code: str | None) -> None:
        if code and combo.findData(code) < 0:
            name = next(each for each, held in self._combos.items() if held is combo)
            combo.addItem(self._desk.lists.name(CODED.get(name, "country"), code), code)
        combo.setCurrentIndex(max(combo.findData(code), 0))

    def _chosen(self) -> None:
        self._keep()
        self.changed.emit()

    def _put(self, values: Mapping[str, str]) -> None:
        for each in (*self._combos.values(), self.find_box):
            each.blockSignals(True)
        for name, combo in self._combos.items():
            self._choose(combo, values.get(name))
        self.find_box.setText(values.get(TYPED, ""))
        for each in (*self._combos.values(), self.find_box):
            each.blockSignals(False)
        self._show_state()

    def _keep(self) -> None:
        asked = (f"{name}={value}" for name, value in self.values().items() if name != TYPED)
        self._desk.memory.keep_words(KEPT, list(asked))
        self._show_state()

    def _recall(self) -> None:
        kept = (each.partition("=") for each in self._desk.memory.words(KEPT))
        self._put({name: value for name, _, value in kept})

    def _show_state(self) -> None:
        self.clear_button.setEnabled(bool(self.values()))


def period_of(code: str | None, today: date) -> tuple[date | None, date | None]:
    """The first and the last day a choice of period means."""
    if code == "ahead":
        return today, None
    if code == "past":
        return None, today - timedelta(1)
    if code == "month":
        following = (today.replace(day=1) + timedelta(32)).replace(day=1)
        return today.replace(day=1), following - timedelta(1)
    if code and code.isdigit():
        return date(int(code), 1, 1), date(int(code), 12, 31)
    return None, None
