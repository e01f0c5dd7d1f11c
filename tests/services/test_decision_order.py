"""Decisions and the rules that settle marks: the same in whatever order changes come."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.conflicts import list_conflicts, list_settled_marks
from ssc_desktop.services.deciding import decide_conflict, undo_decisions
from ssc_desktop.storage.store import Store
from tests.services.laptops import exchange, laptops
from tests.services.replicas import (
    assert_says_what_its_changes_say,
    changes_of,
    hand_over,
    rows_of,
)

ACTIVITY = UUID("0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506")
PERSON = UUID("0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f507")
SLOT = "2021-08-16/AM"

step = st.tuples(
    st.sampled_from(
        ["create", "mark", "mark", "mark", "title", "title", "remove", "decide", "decide", "undo",
         "hand", "some"]
    ),
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from(["present", "absent", "late"]),
)  # fmt: skip


def create(store: Store) -> None:
    with store.writing() as db:
        if db.get(ALL_KINDS["workshop"], ACTIVITY) is None:
            db.add(ALL_KINDS["workshop"](id=ACTIVITY, code="SSC-1", title="DEMO"))


def write(store: Store, **values: object) -> None:
    with store.writing() as db:
        activity = db.get(ALL_KINDS["workshop"], ACTIVITY)
        for name, value in values.items() if activity is not None else ():
            setattr(activity, name, value)


def mark(store: Store, state: str) -> None:
    with store.writing() as db:
        key = (ACTIVITY, PERSON, SLOT)
        known = db.get(Attendance, key)
        if known is None:
            known = Attendance(activity_id=ACTIVITY, participant_id=PERSON, slot=SLOT)
            db.add(known)
        known.state = state


def decide(store: Store, value: str) -> int:
    """Decide the first conflict there is, or the mark a rule settled."""
    for conflict in [*list_conflicts(store), *list_settled_marks(store)]:
        chosen = {"removal": "keep" if value == "late" else "remove"}.get(conflict.kind, value)
        return decide_conflict(store, conflict.id, chosen).tx
    return 0


def act(stores: list[Store], undoable: dict[int, int], each: tuple[str, int, int, str]) -> None:
    what, who, other, value = each
    store = stores[who]
    if what == "decide":
        undoable[who] = decide(store, value) or undoable.get(who, 0)
    elif what == "undo":
        undo(store, undoable.pop(who, 0))
    elif what in ("hand", "some"):
        if who != other:
            changes = changes_of(store)
            hand_over(changes[: len(changes) // 2] if what == "some" else changes, stores[other])
    else:
        edit(store, what, value)


def edit(store: Store, what: str, value: str) -> None:
    if what == "create":
        create(store)
    elif what == "mark":
        mark(store, value)
    elif what == "title":
        write(store, title=value)
    else:
        write(store, removed=value != "late")


def undo(store: Store, tx: int) -> None:
    try:
        undo_decisions(store, tx)
    except Problem as problem:
        assert problem.code == "unknown-decision"  # noqa: PT017


@settings(max_examples=12, deadline=None)
@given(steps=st.lists(step, min_size=5, max_size=18))
def test_decisions_and_settled_marks_are_the_same_in_whatever_order_they_come(
    steps: list[tuple[str, int, int, str]],
) -> None:
    with laptops(5) as stores:
        undoable: dict[int, int] = {}
        for each in steps:
            act(stores[:3], undoable, each)
        exchange(*stores[:3])
        exchange(*stores[:3])
        known = changes_of(stores[0])
        hand_over(known, stores[3])
        for change in sorted(known, key=lambda change: (change.seq, change.source)):
            hand_over([change], stores[4])
        wanted = rows_of(stores[0])
        conflicts, settled = list_conflicts(stores[0]), list_settled_marks(stores[0])
        for store in stores[1:]:
            assert rows_of(store) == wanted
            assert list_conflicts(store) == conflicts
            assert list_settled_marks(store) == settled
            assert_says_what_its_changes_say(store)
