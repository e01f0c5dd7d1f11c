"""Attestations: who has attended enough, hand them out, print them, take them back, check them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.attendance import PRESENT_STATES, TEAM_ROLES
from ssc_desktop.domain.attestation import USUAL_THRESHOLD, Attestation
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.domain.seal import KIND, PREFIX, Statement, name_digest, read_seal, read_serial
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.attestations import attestations
from ssc_desktop.paper.marks import new_sheet_id, spoken
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.attendance import Register, read_register
from ssc_desktop.services.attestation_check import Checked as Checked
from ssc_desktop.services.attestation_check import check_attestation as check_attestation
from ssc_desktop.services.attestation_contents import attestation_paper
from ssc_desktop.services.participants import Listed
from ssc_desktop.services.printed import PaperFiles, Printed
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import attestations as stored
from ssc_desktop.storage import merges, participants
from ssc_desktop.storage.local import note_access
from ssc_desktop.storage.records import assign, find
from ssc_desktop.storage.store import Db
from ssc_desktop.vault.signatures import digest


@dataclass(frozen=True, slots=True)
class Eligible:
    """A person of an activity: how many half-days of those that count, whether that is enough,
    and the attestation that was handed out, the one that stands before one that was revoked."""

    participant: Listed
    attended: int
    possible: int
    reached: bool
    attestation: Attestation | None = None

    @property
    def is_attested(self) -> bool:
        """Whether an attestation stands."""
        return self.attestation is not None and self.attestation.revoked_on is None


@dataclass(frozen=True, slots=True)
class HandedOut:
    """An attestation with the code of its activity and its person, None when not to be named."""

    attestation: Attestation
    activity_code: str | None
    participant: Participant | None


def eligible(workspace: Workspace, code_or_key: str | UUID) -> list[Eligible]:
    """Everybody on the list but the team, in its order; records merged into one count as one."""
    register = read_register(workspace.store, code_or_key)
    with workspace.store.reading() as db:
        return _standings(db, register)


def anybody_reached(register: Register) -> bool:
    """Whether an attestation can be printed for somebody of a register."""
    return any(_reached(register, attended) for attended in _attended(register).values())


def issue_attestations(
    workspace: Workspace, code_or_key: str | UUID, participants: Sequence[UUID] = ()
) -> list[Attestation]:
    """Hand out attestations: to these people, or to all who attended enough and never had one.

    Who has one already gets no second one; who had one revoked gets a new one when named.
    """
    register = read_register(workspace.store, code_or_key)
    with workspace.store.writing() as db:
        chosen = _chosen(db, register, participants)
        return [_issue(db, workspace, register, each) for each in chosen if not each.is_attested]


def find_attestation(workspace: Workspace, typed: str) -> Attestation:
    """The attestation of a serial number as it is typed, or of a code that was scanned."""
    seal = read_seal(typed)
    serial = seal.statement.serial if seal else read_serial(typed)
    with workspace.store.reading() as db:
        found = stored.by_serial(db, serial) if serial else []
    if not found:
        raise Problem(
            "unknown-attestation",
            N_(
                "No attestation of this number is recorded here. Nothing was changed. Check the number under the code."
            ),
        )
    return found[0]


def revoke_attestation(workspace: Workspace, key: UUID, reason: str) -> Changes:
    """Take an attestation back, saying why; its number stays and is told to be revoked."""
    if not reason.strip():
        raise Problem(
            "reason-missing",
            N_("Say why the attestation is revoked. Nothing was changed."),
            field="revoked_reason",
        )
    read = read_values(Attestation, {"revoked_reason": reason})
    with workspace.store.writing() as db:
        attestation = find(db, Attestation, key)
        if attestation.revoked_on is not None:
            raise Problem(
                "already-revoked",
                N_("This attestation was revoked already. Nothing was changed."),
            )
        attestation.revoked_on = now().astimezone().date()
        assign(attestation, read)
    return Changes.of({"attestation"})


def list_attestations(
    workspace: Workspace, code_or_key: str | UUID | None = None
) -> list[HandedOut]:
    """The attestations of an activity or of all, the oldest first, revoked ones included."""
    with workspace.store.reading() as db:
        owner = find_activity(db, code_or_key).id if code_or_key else None
        return [HandedOut(each, code, _holder(db, each)) for each, code in stored.listed(db, owner)]


def print_attestations(
    workspace: Workspace,
    code_or_key: str | UUID,
    *,
    language: Language,
    participants: Sequence[UUID] = (),
    path: Path | None = None,
    recorded: bool = True,
) -> Printed:
    """Print attestations, one page a person, handing out those that are missing.

    Not ``recorded``, they are specimens to be looked at: no number is drawn, nothing is written.
    """
    register = read_register(workspace.store, code_or_key)
    store = workspace.store
    with PaperFiles() as files, store.writing() if recorded else store.reading() as db:
        chosen = _chosen(db, register, participants)
        if recorded:
            chosen = [_attested(db, workspace, register, each) for each in chosen]
            _refuse_changed_names(chosen)
        people = [
            (each.participant.participant, each.attended, each.possible, each.attestation)
            for each in chosen
        ]
        pdf = attestations(
            attestation_paper(db, store.officer_id, register, people, language), language
        )
        if recorded:
            officer = workspace.officer.id if workspace.officer else None
            note_access(db, officer, "print", "attestation", str(register.activity.id))
            db.flush()
        files.write(path, pdf)
    return Printed(pdf, path=path)


# --- who attended enough ------------------------------------------------------------------------


def _standings(db: Db, register: Register) -> list[Eligible]:
    """Everybody who may be attested, with what they were handed so far."""
    attended = _attended(register)
    possible = len(_counted(register))
    handed_out = _handed_out(db, register.activity.id)
    return [
        Eligible(
            each,
            attended[each.participant.id],
            possible,
            _reached(register, attended[each.participant.id]),
            handed_out.get(each.participant.id),
        )
        for each in register.people
        if each.participant.id in attended
    ]


def _counted(register: Register) -> set[str]:
    return {each.slot for each in register.half_days if each.is_counted is not False}


def _reached(register: Register, attended: int) -> bool:
    threshold = getattr(register.activity, "presence_threshold", None)
    least = USUAL_THRESHOLD if threshold is None else threshold
    return attended > 0 and attended * 100 >= least * len(_counted(register))


def _attended(register: Register) -> dict[UUID, int]:
    """How many half-days each person attended; the team is left out, and whom nobody may name."""
    counted = _counted(register)
    found = {
        each.participant.id: 0
        for each in register.people
        if each.role not in TEAM_ROLES and not each.erased
    }
    for (person, slot), state in register.marks.items():
        if person in found and slot in counted and state in PRESENT_STATES:
            found[person] += 1
    return found


def _handed_out(db: Db, activity: UUID) -> dict[UUID, Attestation]:
    """By person, the attestation that stands, else the last that was revoked; what was handed
    to a record that was merged since is the person's."""
    lead = merges.of_people(db)
    found: dict[UUID, Attestation] = {}
    for attestation, _ in stored.listed(db, activity):
        if attestation.participant_id is None:
            continue
        person = lead.standing(attestation.participant_id)
        known = found.get(person)
        if known is None or known.revoked_on is not None:
            found[person] = attestation
    return found


def _holder(db: Db, attestation: Attestation) -> Participant | None:
    if attestation.participant_id is None:
        return None
    person = participants.standing(db, attestation.participant_id)
    return person if person and not person.removed and person.full_name else None


# --- handing out --------------------------------------------------------------------------------


def _chosen(db: Db, register: Register, named: Sequence[UUID]) -> list[Eligible]:
    """Those named, or all who have or may have one; a Problem where somebody may not."""
    if not _counted(register):
        raise Problem(
            "no-half-days",
            N_(
                "The activity has no half-days that count, so nothing can be attested. Nothing was done. Give it a start date or add half-days."
            ),
            field="start",
        )
    standings = _standings(db, register)
    if named:
        lead = merges.of_people(db)
        keys = dict.fromkeys(lead.standing(key) for key in named)
        return [_entitled(register, standings, key) for key in keys]
    chosen = [
        each
        for each in standings
        if _name(each) and (each.is_attested or (each.reached and not each.attestation))
    ]
    if not chosen:
        raise Problem(
            "nobody-eligible",
            N_(
                "Nobody has attended enough half-days yet. Nothing was done. Record the attendance first, or lower the presence threshold of the session."
            ),
        )
    return chosen


def _entitled(register: Register, standings: list[Eligible], key: UUID) -> Eligible:
    found = next((each for each in standings if each.participant.participant.id == key), None)
    if found is None:
        raise _not_to_be_attested(register, key)
    if not found.reached and not found.is_attested:
        raise Problem(
            "below-threshold",
            N_(
                "This person attended {attended} of {possible} half-days, which is not enough for an attestation. Nothing was done."
            ),
            attended=found.attended,
            possible=found.possible,
        )
    if not _name(found):
        raise Problem(
            "name-missing",
            N_("This person has no name to put on an attestation. Nothing was done. Add the name."),
            field="family_name",
        )
    return found


def _not_to_be_attested(register: Register, key: UUID) -> Problem:
    if any(each.participant.id == key and each.role in TEAM_ROLES for each in register.people):
        return Problem(
            "team-not-attested",
            N_(
                "Facilitators, organisers and others of the team get no attestation of attendance. Nothing was done."
            ),
        )
    return Problem(
        "not-registered",
        N_(
            "This person is not on the list of the activity. Nothing was changed. Register the person first."
        ),
    )


def _name(each: Eligible) -> str:
    return each.participant.participant.full_name


def _attested(db: Db, workspace: Workspace, register: Register, each: Eligible) -> Eligible:
    if each.is_attested:
        return each
    return replace(each, attestation=_issue(db, workspace, register, each))


def _issue(db: Db, workspace: Workspace, register: Register, each: Eligible) -> Attestation:
    """Draw a number, let the laptop sign what is attested, keep both."""
    serial = _new_serial(db)
    statement = Statement(
        serial=serial,
        activity=register.activity.code or "",
        attended=each.attended,
        possible=each.possible,
        issued_on=now().astimezone().date(),
        name=name_digest(serial, _name(each)),
        device=workspace.device,
    )
    signed = workspace.identity.sign(KIND, PREFIX.encode(), digest(statement.text.encode()))
    attestation = Attestation(
        activity_id=register.activity.id,
        participant_id=each.participant.participant.id,
        serial=serial,
        attended=statement.attended,
        possible=statement.possible,
        issued_on=statement.issued_on,
        issued_by_id=workspace.officer.id if workspace.officer else None,
        seal=statement.sealed(signed),
    )
    db.add(attestation)
    db.flush()
    return attestation


def _new_serial(db: Db) -> str:
    serial = new_sheet_id()
    while stored.by_serial(db, serial):
        serial = new_sheet_id()
    return serial


def _refuse_changed_names(chosen: Iterable[Eligible]) -> None:
    """A name corrected since would not agree with the code beside it: headquarters would call
    the paper altered."""
    changed = [
        spoken(each.attestation.serial or "")
        for each in chosen
        if each.attestation
        and (seal := read_seal(each.attestation.seal or ""))
        and not seal.statement.is_of(_name(each))
    ]
    if changed:
        raise Problem(
            "name-changed",
            N_(
                "Names were corrected after these attestations were handed out: {serials}. Nothing was printed. Revoke them and hand out new ones."
            ),
            serials=", ".join(changed),
        )
