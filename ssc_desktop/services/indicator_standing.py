"""Which of the records behind a number headquarters has received, as far as a laptop knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from ssc_desktop.storage import indicator_standing as stored
from ssc_desktop.storage import laptops
from ssc_desktop.storage.change_log import own_source
from ssc_desktop.storage.store import Db


@dataclass(frozen=True, slots=True)
class Standing:
    """What is on its way; nothing is known where ``is_known`` is not."""

    is_known: bool = True
    waiting: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Noun and key (hexadecimal) of records with a change headquarters has not acknowledged."""

    def is_at_headquarters(self, noun: str, key: UUID) -> bool | None:
        """Whether headquarters has all that makes a record count; None where nobody can tell."""
        return (noun, key.hex) not in self.waiting if self.is_known else None


def read_standing(db: Db) -> Standing:
    """What headquarters has not received yet. At headquarters itself all is there; a laptop that
    has joined none cannot tell."""
    speaking = laptops.headquarters(db)
    if not speaking:
        return Standing(is_known=False)
    if own_source(db)[0] in speaking:
        return Standing()
    return Standing(waiting=frozenset(stored.waiting(db, speaking)))
