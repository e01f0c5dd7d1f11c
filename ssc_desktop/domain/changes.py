"""What a service call touched, so that every page can decide whether to read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The nouns that were touched (``activity``, ``participant``, …) and how many records."""

    nouns: frozenset[str] = frozenset()
    count: int = 0

    @classmethod
    def of(cls, nouns: Iterable[str], count: int = 1) -> Changes:
        """Changes to ``count`` records of these nouns."""
        return cls(frozenset(nouns), count)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.nouns | other.nouns, self.count + other.count)
