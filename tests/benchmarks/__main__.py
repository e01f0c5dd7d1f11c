"""Measure everything, print one line a figure, write ``build/bench.json``; never fail the build."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from tests import benchmarks
from tests.benchmarks.figures import Figure

ANSWER = Path(__file__).resolve().parents[2] / "build" / "bench.json"
NOT_MEASURING = {"__main__", "figures", "sizes", "sync_data", "sync_floors", "sync_memory"}


def measure(names: list[str]) -> Iterator[Figure]:
    """The figures of every module beside this one, or of those named."""
    for module in sorted(each.name for each in pkgutil.iter_modules(benchmarks.__path__)):
        if module in NOT_MEASURING or (names and module not in names):
            continue
        try:
            yield from importlib.import_module(f"tests.benchmarks.{module}").figures()
        except Exception:
            print(f"{module}: could not be measured", file=sys.stderr)
            traceback.print_exc()


def main(names: list[str]) -> None:
    """Measure, tell, keep."""
    measured = []
    for figure in measure(names):
        print(figure.as_line(), flush=True)
        measured.append(figure.as_json())
    ANSWER.parent.mkdir(exist_ok=True)
    ANSWER.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
