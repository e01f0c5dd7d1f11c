"""The activities in sections: all of them, then each kind, with how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QTabBar

from ssc_desktop.domain.kinds import KIND_LABELS
from ssc_desktop.gui.icons import KIND_ICONS, icon
from ssc_desktop.language import N_, Language

EVERYTHING = N_("All activities")
# A kind that has no plural here yet is told by its label.
SECTIONS = {
    "workshop": N_("Workshops"),
    "capacity_session": N_("Capacity-building sessions"),
    "pilot_activity": N_("Pilot activities"),
}


class KindSections(QTabBar):
    """One is shown at a time."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setAccessibleName(language("Kind"))
        self.addTab(language(EVERYTHING))
        for kind in KIND_LABELS:
            number = self.addTab(icon(KIND_ICONS[kind], "muted"), self._words(kind))
            self.setTabData(number, kind)

    @property
    def kind(self) -> str | None:
        """The kind that is shown; None for all."""
        return self.tabData(self.currentIndex())

    def choose(self, kind: str | None) -> None:
        """Show one kind of activity, or all."""
        for number in range(self.count()):
            if self.tabData(number) == kind:
                self.setCurrentIndex(number)

    def tell(self, activities: Iterable[Any]) -> None:
        """Say how many there are of each kind."""
        counts = Counter(each.kind for each in activities)
        for number in range(self.count()):
            kind = self.tabData(number)
            count = counts[kind] if kind else counts.total()
            self.setTabText(number, f"{self._words(kind)} ({self._language.number(count)})")

    def of_kind(self, activities: Iterable[Any]) -> list[Any]:
        """Those of the kind that is shown."""
        return [each for each in activities if self.kind in (None, each.kind)]

    def _words(self, kind: str | None) -> str:
        if kind is None:
            return self._language(EVERYTHING)
        return self._language(SECTIONS.get(kind) or KIND_LABELS[kind])
