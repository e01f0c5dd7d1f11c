"""What an audit pack says of an activity: what each document proves, what is missing, the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from ssc_desktop.domain.evidence import Evidence, SheetPrint
from ssc_desktop.domain.record import now
from ssc_desktop.domain.reference import entries, name_of
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.audit_pack import IndexedFile, PackIndex, PrintedSheet
from ssc_desktop.paper.flow import Fact
from ssc_desktop.services import sheet_contents
from ssc_desktop.services.attendance import Register
from ssc_desktop.services.completeness import completeness_of
from ssc_desktop.services.evidence import Document
from ssc_desktop.services.evidence_checklist import photo_refusals
from ssc_desktop.services.printing import list_printings
from ssc_desktop.services.workspaces import Workspace

SIGNED = frozenset({"signed_attendance", "online_declaration"})
_PLANNED, _DONE = N_("What was planned, and with whom"), N_("What was done and decided")
_SEEN = N_("That the donors' support was made known")
_PROVES = {
    "agenda": _PLANNED,
    "terms_of_reference": _PLANNED,
    "invitation": N_("Who was invited"),
    "signed_attendance": N_("Who attended which half-day, by their signatures"),
    "online_declaration": N_("Who attended online, declared by the organiser"),
    "photo": N_("That the activity took place"),
    "presentation": N_("What was presented"),
    "report": _DONE,
    "minutes": _DONE,
    "test": N_("What participants knew before and after"),
    "evaluation": N_("What participants thought of it"),
    "per_diem_list": N_("What was paid to participants, by their signatures"),
    "tickets": N_("That the journeys took place"),
    "press": _SEEN,
    "visibility": _SEEN,
}
_OTHER = N_("Stated in the document itself")
_NOT_HERE_YET = N_("Nothing of this kind is recorded.")


def in_order(documents: Iterable[Document]) -> list[Document]:
    """Documents by type, then by name and fingerprint: the same records give the same order."""
    order = {each.code: at for at, each in enumerate(entries("evidence_type"))}

    def place(each: Document) -> tuple[int, str, str, str]:
        record = each.evidence
        at = order.get(record.evidence_type or "", len(order))
        return at, record.file_name or "", record.sha256 or "", str(record.id)

    return sorted(documents, key=place)


def kind_of(evidence: Evidence, language: Language) -> str:
    """The type of a document by name."""
    return name_of("evidence_type", evidence.evidence_type or "other", language)


def folder_of(evidence: Evidence, signed: str, others: str) -> str:
    """Signed sheets lie with the attendance, other documents by type."""
    if evidence.evidence_type in SIGNED:
        return signed
    kind = evidence.evidence_type or "other"
    return f"{others}/{kind if kind in _PROVES else 'other'}"


def proves(evidence: Evidence, language: Language) -> str:
    """What a document of its type proves."""
    return language(_PROVES.get(evidence.evidence_type or "", _OTHER))


def note_on(evidence: Evidence, language: Language) -> str:
    """Where the original is, and pictures of people without a recorded consent."""
    notes = []
    if evidence.original_location:
        notes.append(language("Original kept at: {place}", place=evidence.original_location))
    if evidence.contains_persons and not evidence.image_consent:
        notes.append(language("Shows people; no image consent is recorded."))
    return " ".join(notes)


def lacking(
    workspace: Workspace, register: Register, language: Language
) -> Iterator[tuple[str, str]]:
    """What a complete record of the activity has and this one lacks: the thing, and why it counts
    as missing."""
    missing = completeness_of(workspace.store, register.activity.id).missing
    for item in missing:
        what = language(item.text)
        if item.code:
            yield name_of("evidence_type", item.code, language), language(_NOT_HERE_YET)
        else:
            yield what, language("It is not recorded, or not complete.")


def register_table(register: Register, language: Language) -> Iterator[tuple[str, ...]]:
    """The attendance as it is recorded; of a sensitive activity with codes for names."""
    sensitive = bool(register.activity.sensitive)
    slots = [each.slot for each in register.half_days]
    yield (
        language("No."),
        language("Code") if sensitive else language("Name"),
        language("Sex"),
        language("Organisation"),
        language("Role"),
        *slots,
    )
    for at, each in enumerate(register.people, 1):
        person = each.participant
        code = sheet_contents.short_code(person.id)
        yield (
            str(at),
            code if sensitive else person.full_name or code,
            name_of("sex", person.sex, language),
            "" if sensitive else sheet_contents.organisation_name(each.organisation, language),
            name_of("role", each.role, language),
            *(
                name_of("attendance_state", register.marks.get((person.id, slot)), language)
                for slot in slots
            ),
        )


def index_of(
    workspace: Workspace,
    register: Register,
    files: Sequence[IndexedFile],
    missing: Sequence[tuple[str, str]],
    paths: Mapping[UUID, str],
    language: Language,
) -> PackIndex:
    """The index of a pack; ``paths`` says where the document of each piece of evidence lies."""
    activity = register.activity
    with workspace.store.reading() as db:
        around = sheet_contents.read_around(db, workspace.store.officer_id)
    heading = sheet_contents.heading_of(activity, register.half_days, around, language)
    totals = register.totals
    facts = (
        (language("Code"), heading.code),
        (language("Dates"), language.dates(activity.start, activity.end)),
        (language("Place"), heading.place),
        (language("Host institution"), heading.host),
        (language("Status"), name_of("activity_status", activity.status, language)),
        (language("Registered"), language.number(totals.registered)),
        (language("Attended"), language.number(totals.attended)),
        (language("of whom women"), language.number(totals.by_sex["F"])),
        (language("Participant-days"), language.number(totals.participant_days)),
        (language("People who refused photos"), _refusals(workspace, activity.id, language)),
        (language("Written by"), workspace.office.name),
    )
    by_hash = {each.sha256: each.path for each in files}
    return PackIndex(
        code=heading.code,
        title=heading.title,
        facts=tuple(Fact(label, value) for label, value in facts if value),
        files=tuple(files),
        sheets=tuple(
            _sheet(each, paths, by_hash, language)
            for each in list_printings(workspace.store, activity.id)
        ),
        missing=tuple(missing),
        printing=sheet_contents.printing_of(around, now(), activity),
        action=heading.action,
        contract=heading.contract,
        disclaimer=sheet_contents.notices_of(activity, around, language).disclaimer,
        visibility=sheet_contents.visibility_of(around, heading.host, language),
        neutral=bool(activity.without_visibility),
    )


def _refusals(workspace: Workspace, activity: UUID, language: Language) -> str:
    """How many people may not be shown in pictures; nobody is named."""
    refused = len(photo_refusals(workspace.store, activity))
    return language.number(refused) if refused else ""


def _sheet(
    sheet: SheetPrint,
    paths: Mapping[UUID, str],
    by_hash: Mapping[str, str],
    language: Language,
) -> PrintedSheet:
    """A printing, its scan where one is linked, and the file itself where it was kept."""
    scan = paths.get(sheet.scan_evidence_id) if sheet.scan_evidence_id else None
    kept = by_hash.get(sheet.sha256 or "")
    here = []
    if scan:
        here.append(language("Scan: {file}", file=scan))
    if kept:
        here.append(language("As printed: {file}", file=kept))
    return PrintedSheet(
        number=sheet.sheet_no or "",
        version=str(sheet.version or ""),
        day=language.moment(sheet.printed_at) if sheet.printed_at else "",
        sha256=sheet.sha256 or "",
        here="\n".join(here) or language("Nothing of it is kept."),
    )
