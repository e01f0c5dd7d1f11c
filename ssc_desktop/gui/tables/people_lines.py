"""One line of the participants grid: what is recorded, what is on its way, what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from ssc_desktop.domain.record import new_key
from ssc_desktop.language import N_

DRAFT, SAVING, SAVED, REFUSED, DOUBTFUL, ALIKE = (
    "draft", "saving", "saved", "refused", "doubtful", "alike"
)  # fmt: skip
# A state is told by a shape and in words, never by colour alone.
ICONS = {
    DRAFT: ("pencil", "muted"),
    SAVING: ("ellipsis", "muted"),
    SAVED: ("check", "accent"),
    REFUSED: ("circle-alert", "danger"),
    DOUBTFUL: ("info", "warning"),
    ALIKE: ("triangle-alert", "warning"),
}
WORDS = {
    DRAFT: N_("Not saved yet"),
    SAVING: N_("Saving"),
    SAVED: N_("Saved"),
    REFUSED: N_("To correct"),
    DOUBTFUL: N_("To check"),
    ALIKE: N_("Possible duplicate"),
}


class Line:
    """A person on the list, or a line in which somebody is being typed."""

    def __init__(self, entry: Any = None) -> None:  # noqa: ANN401
        self.typed: dict[str, Any] = {}
        self.refused: dict[str, str] = {}
        self.doubts: Mapping[str, str] = {}
        self.alike: tuple[Any, ...] = ()
        self.saving = 0
        self.is_sent = False
        self.listed: Any = None
        self.key: UUID
        if entry is None:
            self.key = new_key()
        else:
            self.show(entry)

    def show(self, entry: Any) -> None:  # noqa: ANN401
        """Show what is recorded now; what is still on its way stays in sight."""
        self.key = entry.key
        self.listed = entry.listed
        self.doubts = entry.doubts
        self.is_sent = True
        if not self.saving:
            self.typed = {name: text for name, text in self.typed.items() if name in self.refused}

    @property
    def participant(self) -> Any:  # noqa: ANN401
        """The person of the line."""
        return self.listed.participant

    @property
    def role(self) -> str | None:
        """The person's role in the activity."""
        return self.listed.role if self.listed else None

    @property
    def is_draft(self) -> bool:
        """Whether nobody was recorded from this line yet."""
        return not self.is_sent

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the line."""
        return self.is_draft and not any(self.typed.values())

    @property
    def state(self) -> str:
        """What is to be said of the line, the most pressing first."""
        # Asked of every line of a long list in one turn of the loop.
        if self.refused:
            return REFUSED
        if self.saving > 0:
            return SAVING
        if self.is_draft:
            return DRAFT
        if self.alike:
            return ALIKE
        return DOUBTFUL if self.doubts else SAVED

    def trouble(self, name: str) -> str:
        """Why a cell was refused, or what is doubtful about it; marked text."""
        return self.refused.get(name) or self.doubts.get(name, "")


def summary_of(lines: Iterable[Line]) -> Counter[str]:
    """How many lines are in each state."""
    return Counter(each.state for each in lines if not each.is_empty)
