"""The programme, its action plans and commitments: every workspace holds them, headquarters edits them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.fields import TO_SAVE, missing
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.programme import ActionPlan, Commitment, Programme
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.services.edited_at_headquarters import refuse_office
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import programmes as stored
from ssc_desktop.storage.records import assign, find
from ssc_desktop.storage.store import Db, Store

EDITED: dict[str, type[Record]] = {
    each.__tablename__: each for each in (Programme, ActionPlan, Commitment)
}
"""What headquarters edits and offices receive, by noun."""


def show_programme(store: Store) -> Programme | None:
    """The programme the workspace records for."""
    with store.reading() as db:
        return stored.current(db)


def list_action_plans(store: Store) -> list[ActionPlan]:
    """The action plans by code."""
    with store.reading() as db:
        return stored.plans(db)


def list_commitments(store: Store) -> list[Commitment]:
    """The commitments by code."""
    with store.reading() as db:
        return stored.commitments(db)


def show_reference(store: Store, noun: str, key: UUID) -> Record:
    """A programme, an action plan or a commitment, also where it was removed."""
    with store.reading() as db:
        return find(db, EDITED[noun], key)


def add_reference(workspace: Workspace, noun: str, values: Mapping[str, object]) -> Record:
    """Record an action plan or a commitment, at headquarters."""
    refuse_office(workspace, noun)
    read = read_values(EDITED[noun], values)
    with workspace.store.writing() as db:
        record = EDITED[noun]()
        if isinstance(record, ActionPlan):
            programme = stored.current(db)
            record.programme_id = programme.id if programme else None
        _write(db, record, read)
        db.add(record)
        db.flush()
        # What was left empty reads as it will when it is read again.
        db.refresh(record)
    return record


def change_reference(
    workspace: Workspace, noun: str, key: UUID, values: Mapping[str, object]
) -> Changes:
    """Write new values of the programme, a plan or a commitment, at headquarters."""
    refuse_office(workspace, noun)
    read = read_values(EDITED[noun], values)
    with workspace.store.writing() as db:
        _write(db, find(db, EDITED[noun], key), read)
    return Changes.of({noun})


def remove_reference(workspace: Workspace, noun: str, key: UUID) -> Changes:
    """Take a plan or a commitment away; ``restore_reference`` brings it back.

    A plan on which commitments or activities hang stays: without it they would stand under no plan
    and be in no report, here and at every office.
    """
    refuse_office(workspace, noun)
    with workspace.store.writing() as db:
        record = find(db, EDITED[noun], key)
        if isinstance(record, ActionPlan):
            _refuse_in_use(db, key)
        record.removed = True
    return Changes.of({noun})


def restore_reference(workspace: Workspace, noun: str, key: UUID) -> Changes:
    """Bring a removed plan or commitment back, a commitment with the plan it belongs to."""
    refuse_office(workspace, noun)
    with workspace.store.writing() as db:
        record = find(db, EDITED[noun], key)
        record.removed = False
        if not isinstance(record, Commitment) or record.action_plan_id is None:
            return Changes.of({noun})
        find(db, ActionPlan, record.action_plan_id).removed = False
    return Changes.of({noun, "action_plan"})


def _refuse_in_use(db: Db, plan: UUID) -> None:
    commitments, activities = stored.hanging_on(db, plan)
    if commitments or activities:
        raise Problem(
            "plan-in-use",
            N_(
                "The action plan was not removed, because something hangs on it (commitments:"
                " {commitments}, activities: {activities}). Remove these first or give them another"
                " plan."
            ),
            commitments=commitments,
            activities=activities,
        )


def _write(db: Db, record: Any, read: Mapping[str, Any]) -> None:  # noqa: ANN401
    if read.get("action_plan_id") is not None:
        find(db, ActionPlan, read["action_plan_id"])
    assign(record, read)
    lacking = missing(record, TO_SAVE)
    if lacking:
        raise Problem(
            "needed",
            N_("A plan or a commitment needs its code. Nothing was saved. Fill it in."),
            field=lacking[0].name,
        )
