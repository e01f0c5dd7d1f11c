from __future__ import annotations

from collections.abc import Iterable

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.sync.change import Change
from ssc_desktop.sync.older import SCHEMA, STEPS, lifted, unknown
from tests.sync.changes_of_tests import ABIDJAN, created, edited


def renamed(change: Change) -> Iterable[Change]:
    fields = {("title" if name == "name" else name): v for name, v in change.fields.items()}
    yield created(change.source, change.seq, change.hlc, **fields)


def shouted(change: Change) -> Iterable[Change]:
    fields = {n: v.upper() if isinstance(v, str) else v for n, v in change.fields.items()}
    yield created(change.source, change.seq, change.hlc, **fields)


def test_an_older_change_goes_through_every_step_up_to_ours() -> None:
    old = created(ABIDJAN, 1, 5, name="atelier")
    steps = {1: renamed, 3: shouted}
    assert next(lifted([old], 1, wanted=4, steps=steps)).fields == {"title": "ATELIER"}
    assert next(lifted([old], 2, wanted=4, steps=steps)).fields == {"name": "ATELIER"}
    assert next(lifted([old], 1, wanted=3, steps=steps)).fields == {"title": "atelier"}


def test_changes_of_our_own_or_a_newer_schema_pass_unchanged() -> None:
    change = created(ABIDJAN, 1, 5, name="atelier")
    assert list(lifted([change], SCHEMA)) == [change]
    assert list(lifted([change], SCHEMA + 1)) == [change]
    assert all(number < SCHEMA for number in STEPS)


@pytest.mark.parametrize(
    "step", [lambda change: [], lambda change: [change, change], lambda c: [created(ABIDJAN, 9, 9)]]
)
def test_a_step_that_breaks_the_numbering_is_stopped(step: object) -> None:
    with pytest.raises(Problem) as caught:
        list(lifted([created(ABIDJAN, 1, 5)], 1, wanted=2, steps={1: step}))  # type: ignore[dict-item]
    assert caught.value.code == "upcaster-broke-numbering"


def test_foreign_tables_and_fields_are_told_apart() -> None:
    change = edited(ABIDJAN, 2, 6, {}, title="x", orbit="y")
    assert unknown(change, {"activity": {"title"}}) == (False, {"orbit"})
    assert unknown(change, {"activity": {"title", "orbit"}}) == (False, frozenset())
    assert unknown(change, {"participant": {"title"}}) == (True, {"title", "orbit"})
