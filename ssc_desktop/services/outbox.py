"""The outbox: which bundles were written, where they went, copies that read back, mails ready."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_, Language
from ssc_desktop.services.acknowledgement import counts_of, least
from ssc_desktop.services.bundle_writing import acknowledged
from ssc_desktop.services.exporting import IDENTIFIED
from ssc_desktop.services.parts import SUFFIX, parts_of
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files, laptops, reports
from ssc_desktop.storage.local import BundleFile, HandedOver, note_access
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import vector
from ssc_desktop.sync.vector import Vector
from ssc_desktop.vault.durable import write_whole

WRITTEN, COPIED, MAILED, ACKNOWLEDGED, MISSING = (
    "written",
    "copied",
    "mailed",
    "acknowledged",
    "missing",
)
STATES = {
    WRITTEN: N_("Not handed over yet"),
    COPIED: N_("Copied to a stick"),
    MAILED: N_("Put into an e-mail"),
    ACKNOWLEDGED: N_("Received, as the other side says"),
    MISSING: N_("Not in the outbox"),
}
"""What each state of a bundle means, marked for translation."""
_STICK, _MAIL = "stick", "mail"


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A bundle that was written here; ``office`` is empty where it is for headquarters."""

    file: Path
    number: int
    level: str
    office: str
    changes: int
    bytes: int
    at: datetime
    state: str
    parts: tuple[Path, ...]

    @property
    def id(self) -> str:
        """What the bundle is known by from one reading of the outbox to the next."""
        return self.file.name


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was written through to the stick, read from it again and found the same: only
    now is the stick safe to remove."""

    file: Path
    bytes: int


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail ready to be sent; ``files`` are to be attached by hand, and ``url`` opens it."""

    subject: str
    text: str
    files: tuple[Path, ...]
    url: str


def list_outbox(workspace: Workspace) -> list[OutboxEntry]:
    """Every bundle that was written into the outbox, the newest first."""
    folder = workspace.folder / "outbox"
    with workspace.store.reading() as db:
        noted = bundle_files.exported(db)
        ways = bundle_files.handed_over(db)
        known = {office: _counted_there(db, office) for office in {each.office for each in noted}}
    return [_entry(folder / each.file_name, each, ways, known[each.office]) for each in noted]


def _entry(
    file: Path, noted: BundleFile, ways: dict[str, set[str]], there: Vector | None
) -> OutboxEntry:
    return OutboxEntry(
        file,
        noted.number,
        noted.level or IDENTIFIED,
        noted.office,
        noted.change_count,
        noted.byte_count,
        noted.at,
        _state(file, noted, ways.get(noted.sha256, set()), there),
        tuple(parts_of(file)),
    )


def _state(file: Path, noted: BundleFile, ways: set[str], there: Vector | None) -> str:
    if there is not None and vector.covers(there, vector.read(json.loads(noted.vector))):
        return ACKNOWLEDGED
    if _STICK in ways:
        return COPIED
    if _MAIL in ways:
        return MAILED
    return WRITTEN if file.exists() else MISSING


def _counted_there(db: Db, office: str) -> Vector | None:
    """What the other side said it holds: headquarters, or every laptop of an office."""
    if not office:
        return acknowledged(db)
    devices = [each.device for each in laptops.of_office(db, office)]
    said = reports.latest_of(db, devices)
    return least(map(counts_of, said.values())) if len(said) == len(devices) else None


def copy_to_stick(workspace: Workspace, file: Path, folder: Path) -> Copied:
    """Copy a bundle or a part of one to a stick and read it from there again, past what the system
    keeps in memory. Another bundle of the same name on the stick is left alone."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _not_there() from error
    target = _free(folder / file.name, data)
    try:
        write_whole(target, data)
        _drop_from_memory(target)
        back = target.read_bytes()
    except OSError as error:
        raise _not_copied() from error
    if back != data:
        target.unlink(missing_ok=True)
        raise _not_copied()
    _note(workspace, [file], _STICK)
    return Copied(target, len(data))


def _free(target: Path, data: bytes) -> Path:
    """The name of the copy: the same copy may be written again, another file may not be lost."""
    taken, stem = 0, target.stem
    while target.exists() and not _is_same(target, data):
        taken += 1
        target = target.with_name(f"{stem}-{taken}{target.suffix}")
    return target


def _is_same(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def _drop_from_memory(file: Path) -> None:
    """Make the next reading come from the stick itself, where the system can be told to."""
    if not hasattr(os, "posix_fadvise"):
        return
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def _not_there() -> Problem:
    return Problem(
        "bundle-gone",
        N_(
            "This bundle is no longer in the outbox. Nothing is lost: everything is still in the"
            " workspace. Make a new bundle."
        ),
    )


def _not_copied() -> Problem:
    return Problem(
        "copy-failed",
        N_(
            "The bundle could not be copied there, or does not read back the same. It is still "
            "in the outbox. Use another stick or folder."
        ),
    )


def mail_text(workspace: Workspace, file: Path, language: Language) -> Mail:
    """A mail that hands a bundle over, to be filled in with an address and the files. It names no
    person: mail is read by machines on its way."""
    files = tuple(parts_of(file)) or (file,)
    if not all(each.exists() for each in files):
        raise _not_there()
    office = workspace.office.code
    subject = language("Bundle {file} of {office}", file=file.stem, office=office)
    if len(files) > 1:
        told = language("Attached are all {count} parts of one bundle:", count=len(files))
    else:
        told = language("Attached is one bundle:")
    lines = [
        told,
        "",
        *(f"  {each.name}  ({language.number(each.stat().st_size)} B)" for each in files),
        "",
        language("It is sealed: only whom it is for can open it."),
        language("To take it in: save what is attached in one folder, then import that folder."),
    ]
    text = "\n".join(lines)
    return Mail(subject, text, files, f"mailto:?subject={quote(subject)}&body={quote(text)}")


def note_mailed(workspace: Workspace, file: Path) -> None:
    """Remember that a bundle was put into a mail; whether it arrived, the other side will say."""
    _note(workspace, [file, *parts_of(file)], _MAIL)


def _note(workspace: Workspace, files: Iterable[Path], way: str) -> None:
    officer = workspace.officer.id if workspace.officer else None
    names = {_whole_name(each) for each in files}
    with workspace.store.writing() as db:
        for noted in bundle_files.exported(db):
            if noted.file_name in names:
                db.merge(HandedOver(sha256=noted.sha256, way=way))
                note_access(db, officer, way, "bundle", str(noted.number))


def _whole_name(file: Path) -> str:
    """The name of the bundle that a file is, or is a part of."""
    if file.suffix != SUFFIX:
        return file.name
    return file.stem.rpartition("-part-")[0] + ".sscb"
