"""Questions about who opens this workspace, and which laptops it knows."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.office import Officer
from ssc_desktop.storage import change_log
from ssc_desktop.storage.local import Account, Device, read_fact


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


# The card by which an office knows its headquarters; a headquarters has none.
_CARD = "headquarters_card"


def headquarters(db: Session) -> frozenset[str]:
    """The laptops that speak for headquarters: at an office those whose card it joined, at
    headquarters itself its own; none where that cannot be told yet."""
    known = devices(db)
    if read_fact(db, _CARD) is not None:
        return frozenset(each.device for each in known if each.status == "approved")
    return frozenset({change_log.own_source(db)[0]}) if known else frozenset()


def of_office(db: Session, office: str) -> list[Device]:
    """The approved laptops of an office."""
    return [
        each for each in devices(db) if each.office_code == office and each.status == "approved"
    ]
