"""Outputs: the studies, groups, tools, strategies and initiatives activities left behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.fields import TO_SAVE, missing
from ssc_desktop.domain.output import Output, meeting_days, words_of
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.services.activities import find_activity
from ssc_desktop.storage.records import assign, every, find
from ssc_desktop.storage.store import Db, Store

_TOUCHED = frozenset({"output"})


def list_outputs(
    store: Store, *, kind: str | None = None, activity: UUID | None = None, removed: bool = False
) -> list[Output]:
    """The outputs, the oldest first, of a kind or an activity where one is named."""
    equal: dict[str, object] = {"kind": kind, "activity_id": activity}
    with store.reading() as db:
        named = {name: value for name, value in equal.items() if value is not None}
        return every(db, Output, removed=removed, **named)


def show_output(store: Store, key: UUID) -> Output:
    """One output."""
    with store.reading() as db:
        return find(db, Output, key)


def add_output(
    store: Store, values: Mapping[str, object], *, activity: str | UUID | None = None
) -> Output:
    """Record an output; ``activity`` names the activity it came from, by code or key."""
    read = _read(values)
    with store.writing() as db:
        if activity is not None:
            read["activity_id"] = find_activity(db, activity).id
        output = Output()
        _write(db, output, read)
        db.add(output)
        db.flush()
        # What was left empty reads as it will when it is read again.
        db.refresh(output)
    return output


def change_output(store: Store, key: UUID, values: Mapping[str, object]) -> Changes:
    """Write new values of an output."""
    read = _read(values)
    with store.writing() as db:
        _write(db, find(db, Output, key), read)
    return Changes.of(_TOUCHED)


def remove_output(store: Store, key: UUID) -> Changes:
    """Take an output away; ``restore_output`` brings it back."""
    return _set_removed(store, key, removed=True)


def restore_output(store: Store, key: UUID) -> Changes:
    """Bring a removed output back."""
    return _set_removed(store, key, removed=False)


def _set_removed(store: Store, key: UUID, *, removed: bool) -> Changes:
    with store.writing() as db:
        find(db, Output, key).removed = removed
    return Changes.of(_TOUCHED)


def _read(values: Mapping[str, object]) -> dict[str, Any]:
    read = read_values(Output, values)
    if read.get("meetings"):
        read["meetings"] = _read_meetings(str(read["meetings"]))
    return read


def _read_meetings(typed: str) -> str:
    days = meeting_days(typed)
    if len(days) != len(set(words_of(typed))):
        raise Problem(
            "not-dates",
            N_(
                "These are not all dates. Nothing was saved. Write them like 2021-03-02, separated by blanks."
            ),
            field="meetings",
        )
    return " ".join(each.isoformat() for each in days)


def _write(db: Db, output: Output, read: Mapping[str, Any]) -> None:
    for name, record_class in (("activity_id", Activity), ("evidence_id", Evidence)):
        if read.get(name) is not None:
            find(db, record_class, read[name])
    assign(output, read)
    lacking = missing(output, TO_SAVE)
    if lacking:
        raise Problem(
            "needed",
            N_("An output needs its kind and its title. Nothing was saved. Fill them in."),
            field=lacking[0].name,
        )
