"""Questions about the bundles that were written and received here."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssc_desktop.storage.local import BundleFile, HandedOver

OUT, IN = "out", "in"
WRITTEN, IMPORTED, WAITING, QUARANTINED, REFUSED = (
    "written",
    "imported",
    "waiting",
    "quarantined",
    "refused",
)


def last_written(db: Session) -> BundleFile | None:
    """The bundle exported last."""
    asked = select(BundleFile).where(BundleFile.direction == OUT)
    return db.scalar(asked.order_by(BundleFile.number.desc()).limit(1))


def exported(db: Session) -> list[BundleFile]:
    """Every bundle that was written here, the newest first."""
    asked = select(BundleFile).where(BundleFile.direction == OUT)
    return list(db.scalars(asked.order_by(BundleFile.number.desc(), BundleFile.at.desc())))


def handed_over(db: Session) -> dict[str, set[str]]:
    """By bundle (its SHA-256) the ways it was handed over."""
    found: dict[str, set[str]] = defaultdict(set)
    for sha256, way in db.execute(select(HandedOver.sha256, HandedOver.way)):
        found[sha256].add(way)
    return dict(found)


def written(db: Session, sha256: str) -> BundleFile | None:
    """The bundle that was exported here under this hash."""
    known = db.get(BundleFile, sha256)
    return known if known is not None and known.direction == OUT else None


def last_number(db: Session) -> int:
    """The number of the bundle exported last, 0 before the first."""
    asked = select(func.max(BundleFile.number)).where(BundleFile.direction == OUT)
    return db.scalar(asked) or 0


def received(db: Session, *states: str) -> list[BundleFile]:
    """Received bundles in any of these states, in the order their senders numbered them."""
    asked = select(BundleFile).where(BundleFile.direction == IN, BundleFile.state.in_(states))
    return list(db.scalars(asked.order_by(BundleFile.device, BundleFile.number, BundleFile.at)))


def is_imported(db: Session, sha256: str) -> bool:
    """Whether this very file was taken in before."""
    known = db.get(BundleFile, sha256)
    return known is not None and known.direction == IN and known.state == IMPORTED
