"""What other laptops said they hold, bundle by bundle; at an office, what headquarters said."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ssc_desktop.storage.local import Arrival, BundleFile, Report


def note(db: Session, report: Report) -> None:
    """Keep what a bundle says its sender holds; what it lacks is kept of the latest alone."""
    db.merge(report)
    db.flush()
    last = latest(db, report.device)
    if last is not None:
        older = (Report.incarnation != last.incarnation) | (Report.number != last.number)
        db.execute(update(Report).where(Report.device == report.device, older).values(lacking="[]"))


def latest(db: Session, device: str) -> Report | None:
    """What a laptop said last: in its latest life, in its bundle of the highest number."""
    asked = select(Report).where(Report.device == device)
    newest = asked.order_by(Report.incarnation.desc(), Report.number.desc()).limit(1)
    return db.scalar(newest)


def latest_of(db: Session, devices: Iterable[str]) -> dict[str, Report]:
    """What each of these laptops said last; those that never said anything are left out."""
    found = {device: latest(db, device) for device in devices}
    return {device: report for device, report in found.items() if report is not None}


def of_life(db: Session, device: str, incarnation: int) -> list[Report]:
    """All that a laptop said in one of its lives, in the order of its bundles."""
    asked = select(Report).where(Report.device == device, Report.incarnation == incarnation)
    return list(db.scalars(asked.order_by(Report.number)))


def numbers(db: Session, device: str, incarnation: int) -> list[int]:
    """The numbers of a laptop's bundles that came, of one of its lives, in order."""
    return [report.number for report in of_life(db, device, incarnation)]


def last_return(db: Session, office: str) -> BundleFile | None:
    """The last bundle that was written for an office."""
    asked = select(BundleFile).where(BundleFile.direction == "out", BundleFile.office == office)
    return db.scalar(asked.order_by(BundleFile.number.desc()).limit(1))


def note_arrival(db: Session, sha256: str, spans: Iterable[tuple[int, int, int]]) -> None:
    """Keep which changes came new with a bundle, by local number of their source."""
    for source, first, last in spans:
        db.merge(Arrival(sha256=sha256, source=source, first=first, last=last))


def arrived(db: Session, sha256: str) -> list[tuple[int, int, int]]:
    """Which changes came new with a bundle: source, first, last."""
    asked = select(Arrival).where(Arrival.sha256 == sha256)
    rows = db.scalars(asked.order_by(Arrival.source, Arrival.first))
    return [(each.source, each.first, each.last) for each in rows]


def arrival_counts(db: Session) -> dict[str, int]:
    """By bundle, how many changes came new with it."""
    size = func.sum(Arrival.last - Arrival.first + 1)
    return {
        sha: int(n) for sha, n in db.execute(select(Arrival.sha256, size).group_by(Arrival.sha256))
    }
