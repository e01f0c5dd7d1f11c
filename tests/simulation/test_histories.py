"""Any history ends with everybody holding and saying the same; half of those of one run."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings

from tests.simulation.histories import Step, histories, run

RUNS = int(os.environ.get("SSC_DESKTOP_HISTORIES", "200")) // 2

# Histories that once found a fault; each is told by what went wrong.
KEPT: dict[str, list[Step]] = {
    "a newer version edits what it removed itself": [
        ("edit", 0, 0, "name_fr", "z"),
        ("remove", 0, 0),
        ("edit_unknown", 0, 0, "x"),
    ],
    "a newer version edits what two laptops removed": [
        ("edit", 3, 0, "name_fr", "x"),
        ("remove", 3, 0),
        ("remove", 0, 0),
        ("exchange", 0),
        ("restore", 3, False),
        ("deliver", 0),
        ("edit_unknown", 3, 0, "y"),
    ],
    "a restored headquarters is not taken for one that holds something else": [
        ("back_up", 3),
        ("edit", 0, 0, "name_fr", "x"),
        ("exchange", 0),
        ("exchange", 1),
        ("restore", 3, False),
        ("up", 1),
        ("deliver", 0),
    ],
    "headquarters put back unseen, with nothing written of its own since": [
        ("back_up", 3),
        ("edit", 2, 0, "name_fr", "z"),
        ("exchange", 2),
        ("exchange", 0),
        ("restore", 3, True),
        ("up", 0),
        ("deliver", 0),
        ("exchange", 2),
    ],
}


@pytest.mark.parametrize("history", KEPT.values(), ids=KEPT.keys())
def test_what_once_found_a_fault_holds(history: list[Step]) -> None:
    run(history)


@settings(
    max_examples=RUNS,
    deadline=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(history=histories)
def test_whatever_happened_everybody_ends_with_the_same(history: list[Step]) -> None:
    run(history)
