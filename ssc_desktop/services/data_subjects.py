"""What a person may ask for: a copy of everything recorded about them, to read or to take away."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.frame import Printing
from ssc_desktop.paper.subject_export import SubjectExport, subject_export
from ssc_desktop.services import sheet_contents
from ssc_desktop.services.data_controller import controller_of
from ssc_desktop.services.printed import PaperFiles, Printed
from ssc_desktop.services.sheet_contents import Around
from ssc_desktop.services.subject_contents import Blocks
from ssc_desktop.services.subject_records import NOT_HELD, Subject, as_json, gather
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import participants
from ssc_desktop.storage.local import note_access
from ssc_desktop.storage.store import Db

_INTRODUCTION = N_(
    "This is a copy of everything that this workspace records about the person below, restricted fields included. Data controller: {controller}. Kept for {years} years after the closure of the activities. The person may ask to have it corrected or removed, or object to its use: {contact}. Nobody else is named in it: who wrote something is told by office and role."
)


def export_subject(
    workspace: Workspace,
    participant: UUID,
    *,
    language: Language,
    pdf: Path | None = None,
    data: Path | None = None,
) -> Printed:
    """Give out everything recorded of one person, as PDF, as JSON or both; it is noted who did.

    In a folder the files get a name that says nothing of the person. Records merged into one are
    one person; what was removed is told as removed.
    """
    pdf, data = target_of(pdf, participant, "pdf"), target_of(data, participant, "json")
    if pdf is not None and data is not None and pdf.resolve() == data.resolve():
        raise Problem(
            "same-file",
            N_("The paper and its data cannot be one file. Nothing was written. Name two files."),
        )
    at = now()
    with PaperFiles() as files, workspace.store.writing() as db:
        _refuse_unknown(db, participant)
        subject = gather(db, participant)
        around = sheet_contents.read_around(db, workspace.store.officer_id)
        controller = controller_of(around, language)
        content = subject_export(
            SubjectExport(
                reference=sheet_contents.short_code(subject.people[0].id),
                introduction=language(
                    _INTRODUCTION,
                    controller=controller.name,
                    years=controller.years,
                    contact=controller.contact or language("the officer in charge"),
                ),
                sections=Blocks(subject, language, _names(subject, around, language)).all(),
                printing=Printing(at),
                closing=tuple(language(words) for words in NOT_HELD),
            ),
            language,
        )
        officer = workspace.officer.id if workspace.officer else None
        note_access(db, officer, "export", "participant", str(participant))
        db.flush()
        if data is not None:
            about = {
                "made_at": at.isoformat(),
                "made_by": {"office": workspace.office.code, "device": workspace.device},
                "controller": controller.name,
                "contact": controller.contact or None,
                "retention_years": controller.years,
            }
            files.write(data, as_json(subject, about, language))
        files.write(pdf, content)
    return Printed(content, path=pdf)


def file_name_of(participant: UUID, suffix: str) -> str:
    """A name for the file of one person's data that says nothing of the person."""
    return f"subject-{sheet_contents.short_code(participant)}.{suffix}"


def target_of(path: Path | None, participant: UUID, suffix: str) -> Path | None:
    """The file a person means by ``path``: a folder gets one of the usual name."""
    return path / file_name_of(participant, suffix) if path and path.is_dir() else path


def _refuse_unknown(db: Db, participant: UUID) -> None:
    if participants.by_key(db, participant) is None:
        raise Problem(
            "unknown-participant",
            N_("There is no such participant in this workspace. Nothing was changed."),
        )


def _names(subject: Subject, around: Around, language: Language) -> dict[UUID, str]:
    """What the links of these records point to; other records of the person by their short code."""
    names = around.names(language)
    merged = {each.id: sheet_contents.short_code(each.id) for each in subject.people}
    return {**names, **merged}
