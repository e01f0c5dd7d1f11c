"""What a pilot monitoring sheet says: money, milestones, people reached, risks, the last visit."""

from __future__ import annotations

from dataclasses import dataclass

from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.letterhead import Letterhead

Counts = tuple[int, int, int]
"""Women, men, not stated."""


@dataclass(frozen=True, slots=True)
class Funds:
    """One amount: its label, the amount as written, its share of a whole and of which."""

    label: str
    amount: str = ""
    share: float | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One milestone: ``progress`` in percent."""

    title: str
    planned: str = ""
    reached: str = ""
    progress: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """People of one type and age group."""

    kind: str
    age: str
    direct: Counts = (0, 0, 0)
    indirect: Counts = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Threat:
    """One risk; likelihood and impact from 1 to 5 where they are known."""

    text: str
    cause: str = ""
    likelihood: int | None = None
    impact: int | None = None
    mitigation: str = ""
    owner: str = ""

    @property
    def weight(self) -> int | None:
        """Likelihood times impact."""
        if self.likelihood is None or self.impact is None:
            return None
        return self.likelihood * self.impact


@dataclass(frozen=True, slots=True)
class Visit:
    """The last visit: facts beside each other, findings, decisions."""

    facts: tuple[Fact, ...] = ()
    findings: str = ""
    decisions: str = ""


@dataclass(frozen=True, slots=True)
class PilotSheet:
    """Everything a pilot monitoring sheet shows; texts are final, in the sheet's language."""

    letterhead: Letterhead
    facts: tuple[Fact, ...] = ()
    rag: str = ""
    rag_words: str = ""
    funds: tuple[Funds, ...] = ()
    stages: tuple[Stage, ...] = ()
    outputs: str = ""
    jobs: str = ""
    reached: tuple[Reached, ...] = ()
    threats: tuple[Threat, ...] = ()
    visit: Visit | None = None
    signers: tuple[tuple[str, str], ...] = ()
