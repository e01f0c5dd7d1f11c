"""Questions about who opens this workspace, and which laptops it knows."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.office import Officer
from ssc_desktop.storage.local import Account, Device


def accounts(db: Session) -> list[tuple[Account, Officer | None]]:
    """Every account with its officer, the oldest first."""
    asked = select(Account, Officer).outerjoin(Officer, Officer.id == Account.officer_id)
    return [(row[0], row[1]) for row in db.execute(asked.order_by(Account.created_at))]


def officer_of(db: Session, slot: str) -> Officer | None:
    """The officer whose passphrase opens this slot."""
    account = db.get(Account, slot)
    return None if account is None else db.get(Officer, account.officer_id)


def devices(db: Session) -> list[Device]:
    """Every laptop known here, by office."""
    return list(db.scalars(select(Device).order_by(Device.office_code, Device.device)))
