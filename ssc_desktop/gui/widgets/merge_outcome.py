"""What a merged person would have: the name, and the activities of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ssc_desktop.gui.widgets.found_list import DOT, in_pieces
from ssc_desktop.gui.widgets.plain import Card, Picture, clear, column, label, row
from ssc_desktop.language import Language

if TYPE_CHECKING:
    from ssc_desktop.services.merge_preview import Taken

MOST_ACTIVITIES = 5
SMALL = 16


class MergeOutcome(Card):
    """Shown below the choice, and changes with it."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._name = label(bold=True, wrap=True)
        self._activities = column(spacing=6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(6)
        whole.addWidget(label(language("Once merged"), role="muted"))
        whole.addWidget(self._name)
        whole.addLayout(self._activities)

    @property
    def name(self) -> str:
        """The name of the merged record."""
        return self._name.text()

    def show_name(self, name: str) -> None:
        """Say the name that was chosen."""
        self._name.setText(name)

    def show_activities(self, activities: Sequence[Taken]) -> None:
        """Say what both took part in, the latest first."""
        clear(self._activities)
        language = self._language
        if not activities:
            self._activities.addWidget(label(language("No activity yet"), role="muted"))
        for each in activities[:MOST_ACTIVITIES]:
            self._activities.addLayout(self._activity(each))
        more = len(activities) - MOST_ACTIVITIES
        if more > 0:
            words = language.plural(
                "and {count} more activity", "and {count} more activities", more
            )
            self._activities.addWidget(label(words, role="muted"))

    def _activity(self, taken: Taken) -> QVBoxLayout:
        language = self._language
        title = taken.activity.title or taken.activity.code or ""
        said = [
            language.plural("{count} half-day", "{count} half-days", taken.together),
            language.dates(taken.activity.start, taken.activity.end),
        ]
        if taken.is_shared:
            said.append(language("both are on its list: one place remains"))
        about = in_pieces(DOT.join(each for each in said if each), language)
        mark = Picture("calendar-days", "muted", SMALL)
        line = row(mark, label(title), label(about, role="muted", wrap=True))
        line.setStretch(2, 1)
        whole = column(line, spacing=2)
        if taken.contradicted:
            words = language.plural(
                "{count} half-day is marked differently: who was marked present was there",
                "{count} half-days are marked differently: who was marked present was there",
                taken.contradicted,
            )
            warning = Picture("triangle-alert", "warning", SMALL)
            doubt = row(warning, label(words, role="warning", wrap=True))
            doubt.setStretch(1, 1)
            whole.addLayout(doubt)
        return whole
