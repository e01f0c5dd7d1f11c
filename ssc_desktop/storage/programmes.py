"""Questions about the programme, its action plans and commitments."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.programme import ActionPlan, Commitment, Programme


def current(db: Session) -> Programme | None:
    """The programme the workspace records for."""
    asked = select(Programme).where(Programme.removed.is_not(True))
    return db.scalar(asked.order_by(Programme.id).limit(1))


def plans(db: Session) -> list[ActionPlan]:
    """The action plans by code."""
    asked = select(ActionPlan).where(ActionPlan.removed.is_not(True))
    return list(db.scalars(asked.order_by(ActionPlan.code)))


def commitments(db: Session) -> list[Commitment]:
    """The commitments by code."""
    asked = select(Commitment).where(Commitment.removed.is_not(True))
    return list(db.scalars(asked.order_by(Commitment.code)))


def hanging_on(db: Session, plan: UUID) -> tuple[int, int]:
    """How many commitments and how many activities name an action plan."""
    counted = [
        select(func.count()).where(each.action_plan_id == plan, each.removed.is_not(True))
        for each in (Commitment, Activity)
    ]
    commitments, activities = (db.scalar(each) or 0 for each in counted)
    return commitments, activities
