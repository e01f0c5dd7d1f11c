"""What a figure is, and how it is timed: in turns with its floor, the median counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One thing measured; its goal is a ratio to the floor where there is a floor."""

    name: str
    measured: float
    unit: str
    goal: float
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor it takes."""
        return None if self.floor is None else self.measured / self.floor

    @property
    def ok(self) -> bool:
        """Whether the goal is met."""
        return (self.measured if self.ratio is None else self.ratio) <= self.goal

    def as_json(self) -> dict[str, object]:
        """The figure as ``build/bench.json`` keeps it."""
        return {
            "name": self.name,
            "measured": round(self.measured, 4),
            "unit": self.unit,
            "floor": None if self.floor is None else round(self.floor, 4),
            "ratio": None if self.ratio is None else round(self.ratio, 2),
            "goal": self.goal,
            "ok": self.ok,
        }

    def as_line(self) -> str:
        """The figure as a person reads it."""
        floor = "-" if self.floor is None else f"{self.floor:.3f}"
        ratio = "-" if self.ratio is None else f"{self.ratio:.2f}"
        goal = f"{self.goal:g} {'x floor' if self.floor else self.unit}"
        verdict = "ok" if self.ok else "short"
        return (
            f"{self.name:<44} {self.measured:>9.3f} {self.unit:<3} floor {floor:>8} "
            f"ratio {ratio:>6} goal {goal:<11} {verdict}"
        )


def seconds(do: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


@contextmanager
def part(owner: object, name: str) -> Iterator[list[float]]:
    """How long one function takes of everything that happens meanwhile."""
    took: list[float] = []
    function: Callable[..., object] = getattr(owner, name)

    def timed(*args: object, **named: object) -> object:
        start = time.perf_counter()
        try:
            return function(*args, **named)
        finally:
            took.append(time.perf_counter() - start)

    setattr(owner, name, timed)
    try:
        yield took
    finally:
        setattr(owner, name, function)


def in_turns(*things: Callable[[], float], times: int = 5) -> list[float]:
    """The median of each thing, measured in turns so that a busy machine is unfair to none."""
    rounds: Sequence[list[float]] = [[each() for each in things] for _ in range(times)]
    return [median(column) for column in zip(*rounds, strict=True)]
