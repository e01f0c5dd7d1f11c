"""The return bundle: what headquarters hands back to an office, and by it acknowledges what came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.domain.office_scope import OfficeScope
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services import (
    certificates,
    clocks,
    headquarters_key,
    levels,
    match_review,
    restarts,
    state_digest,
)
from ssc_desktop.services.acknowledgement import counts_of, lacking_of, least
from ssc_desktop.services.bundle_writing import (
    changes_above,
    free_name,
    held_here,
    manifest_of,
    packed,
    remember,
    sealed_file,
    write_verified,
)
from ssc_desktop.services.exporting import IDENTIFIED, Exported
from ssc_desktop.services.parts import write_parts
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files, change_log, laptops, reduced, reports
from ssc_desktop.storage.local import Device, Report, read_fact
from ssc_desktop.storage.office_scope import scope_of
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import codec, vector
from ssc_desktop.sync.attached import CARD, CERTIFICATES
from ssc_desktop.sync.bundle import AGAIN, TO_OFFICE
from ssc_desktop.sync.change import Change, Mark, from_log, many_changes
from ssc_desktop.sync.manifest import Manifest
from ssc_desktop.sync.ranges import Ranges
from ssc_desktop.sync.vector import Span, Vector

# One reader more is the recovery key; a header names sixty-four.
_MOST_LAPTOPS = 63


@dataclass(frozen=True, slots=True)
class _Returned:
    """What goes back: new changes, changes of before that were withheld or reduced then, and which
    of all these tell less than headquarters holds."""

    changes: list[Change]
    again: list[Change]
    reduced: Ranges


def export_return(
    workspace: Workspace,
    office_code: str,
    output: Path | None = None,
    *,
    full: bool = False,
    part_size: int | None = None,
) -> Exported:
    """Write what the laptops of an office lack, sealed to each of them, with headquarters' vector
    as the acknowledgement. People of other countries stay here and are named as withheld.

    ``full`` writes everything there is for that office. ``output`` is a folder or a file; the
    outbox when it is not said.
    """
    _refuse_office(workspace)
    match_review.key_of(workspace.store)
    others = _enrolment_sections(workspace, office_code)
    with many_changes():
        with workspace.store.reading() as db:
            office = _laptops(db, office_code)
            said = reports.latest_of(db, [each.device for each in office])
            full = full or state_digest.is_full_due(db, said)
            known: Vector = {} if full else _known_by(office, said)
            scope = _scope(db, office)
            back = _returned(db, scope, known, list(said.values()))
            number = bundle_files.last_number(db) + 1
            manifest = _manifest(db, workspace, known, back, number)
            others |= _other_sections(db, back, [each.device for each in office])
            manifest = state_digest.proven(db, manifest, _lacking_there(said, back).told())
            recipients = [*(each.recipient for each in office), _recovery(db)]
        data = sealed_file(
            workspace,
            list(dict.fromkeys(recipients)),
            manifest,
            packed(back.changes, others),
            flags=TO_OFFICE,
        )
    file = free_name(output or workspace.folder / "outbox", workspace, number)
    restarts.keep_counter(workspace.store, workspace.id)
    written = [file]
    try:
        write_verified(file, data)
        written += write_parts(file, data, part_size)
        remember(workspace, file, data, manifest, len(back.changes), office=office_code)
        if full:
            state_digest.note_full_written(workspace, [each.device for each in office])
    except BaseException:
        for each in written:
            each.unlink(missing_ok=True)
        raise
    told = number, len(back.changes), len(data), IDENTIFIED
    return Exported(file, *told, tuple(written[1:]))


def offices(workspace: Workspace) -> list[str]:
    """The codes of the offices that have an approved laptop, for whom a bundle can be written."""
    with workspace.store.reading() as db:
        known = laptops.devices(db)
    return sorted({each.office_code for each in known if each.status == "approved"} - {""})


def _refuse_office(workspace: Workspace) -> None:
    if not workspace.is_headquarters:
        raise Problem(
            "headquarters-only",
            N_("Only a headquarters can do this; this is an office's workspace. Nothing was done."),
        )


def _laptops(db: Db, office_code: str) -> list[Device]:
    found = laptops.of_office(db, office_code)
    if not found:
        raise Problem(
            "unknown-office",
            N_(
                "No approved laptop belongs to an office of this code. Nothing was written."
                " Look at the list of laptops."
            ),
            field="to",
        )
    if len(found) > _MOST_LAPTOPS:
        raise Problem(
            "too-many-laptops",
            N_(
                "This office has {count} approved laptops; a bundle can be read by {most}. Nothing"
                " was written. Revoke laptops that are no longer used."
            ),
            count=len(found),
            most=_MOST_LAPTOPS,
        )
    return found


def _known_by(office: Sequence[Device], said: dict[str, Report]) -> Vector:
    """What every laptop of the office holds; nothing while one of them never reported."""
    if len(said) < len(office):
        return {}
    return least(counts_of(each) for each in said.values())


def _scope(db: Db, office: Sequence[Device]) -> OfficeScope:
    known = laptops.devices(db)
    codes = {each.office_code for each in office}
    # A laptop that was revoked or lost wrote for the office all the same.
    devices = {each.device for each in known if each.office_code in codes}
    return scope_of(db, devices, {each.country for each in office if each.country})


def _returned(db: Db, scope: OfficeScope, known: Vector, said: Sequence[Report]) -> _Returned:
    own = levels.held_reduced(db)
    given, less = _in_scope(changes_above(db, known), scope)
    again, _ = _in_scope(_held_less_there(db, known, said, own), scope, whole=True)
    return _Returned(given, again, (own | Ranges.of(less)).bridged())


def _in_scope(
    changes: Iterable[Change], scope: OfficeScope, *, whole: bool = False
) -> tuple[list[Change], list[Mark]]:
    """The changes an office is given, and those of them without the names in them; with ``whole``
    only changes that are given as they are."""
    given, less = [], []
    for change in changes:
        if scope.holds(change.table, change.key):
            told = dict(scope.told(change.table, change.key, change.fields))
            if told == change.fields:
                given.append(change)
            elif not whole:
                given.append(change.saying(told))  # type: ignore[arg-type]
                less.append(change.mark)
    return given, less


def _held_less_there(
    db: Db, known: Vector, said: Sequence[Report], own: Ranges
) -> Iterable[Change]:
    """Of what the office counts, the changes a laptop of it said it lacks or holds reduced."""
    wanted = Ranges()
    for each in said:
        wanted = wanted | lacking_of(each)
    counted = Ranges(Span(source, 1, last) for source, last in known.items() if last)
    rows = reduced.changes_in(db, ((wanted & counted) - own).told())
    return from_log(rows, change_log.sources(db))


def _lacking_there(said: dict[str, Report], back: _Returned) -> Ranges:
    """What a laptop of the office will not hold even after this bundle."""
    lacking = Ranges()
    for each in said.values():
        lacking = lacking | lacking_of(each)
    return lacking - Ranges.of(change.mark for change in back.again)


def _recovery(db: Db) -> str:
    return (read_fact(db, "recovery_recipient") or b"").decode()


def _other_sections(db: Db, back: _Returned, devices: Sequence[str]) -> dict[str, bytes]:
    """What the bundle carries beside its new changes."""
    sections = match_review.sections_for_office(db, devices)
    if back.again:
        sections[AGAIN] = codec.encode(back.again, numbered=False)["changes"]
    return sections


def _enrolment_sections(workspace: Workspace, office_code: str) -> dict[str, bytes]:
    """The certificates of the office's laptops and, where the key changed, headquarters' card."""
    card = headquarters_key.cards_for_return(workspace)
    sections = {CERTIFICATES: certificates.certificates_for(workspace, office_code)}
    return sections | ({CARD: card} if card else {})


def _manifest(
    db: Db,
    workspace: Workspace,
    known: Vector,
    back: _Returned,
    number: int,
) -> Manifest:
    spans = vector.missing(known, held_here(db))
    return manifest_of(
        db,
        workspace,
        known,
        number,
        IDENTIFIED,
        withheld=levels.not_given(spans, back.changes),
        reduced=back.reduced,
        lacking=levels.held_back(db).coarser(),
        clocks=clocks.clocks_ahead(db),
    )
