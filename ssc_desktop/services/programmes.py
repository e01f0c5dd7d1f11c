"""The programme, its action plans and commitments, as a workspace holds them."""

from __future__ import annotations

from ssc_desktop.domain.programme import ActionPlan, Commitment, Programme
from ssc_desktop.storage import programmes as stored
from ssc_desktop.storage.store import Store


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
