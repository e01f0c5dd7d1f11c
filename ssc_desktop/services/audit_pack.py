"""The audit pack: everything that proves one activity, in one file that needs nothing else."""

from __future__ import annotations

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.paper.audit_pack import IndexedFile, PackIndex, pack_index
from ssc_desktop.services import audit_contents as contents
from ssc_desktop.services.attendance import Register, read_register
from ssc_desktop.services.attestations import (
    HandedOut,
    list_attestations,
    print_attestations,
)
from ssc_desktop.services.evidence import list_evidence, open_evidence, safe_name
from ssc_desktop.services.printed import not_written
from ssc_desktop.services.printing import print_activity
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.local import note_access
from ssc_desktop.vault.durable import flush_folder, rename_over

ACTIVITY, ATTENDANCE, ATTESTATIONS, EVIDENCE = (
    "1-activity",
    "2-attendance",
    "3-attestations",
    "4-evidence",
)
INDEX, LIST, SUMS = "index.pdf", "index.csv", "SHA256SUMS.txt"
# The same records give the same order and no file a moment of its own.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_HARMFUL = ("=", "+", "-", "@", "\t", "\r")

Told = Callable[[int, int], None]
"""Told how many files are in the pack, and how many there will be."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack that was written: its files as the index tells them, and what is missing in words."""

    path: Path
    files: tuple[IndexedFile, ...]
    missing: tuple[tuple[str, str], ...]
    size: int


def file_name_of(code: str) -> str:
    """A name for the pack of an activity."""
    return f"{safe_name(code)}-audit.zip"


def pack_evidence(
    workspace: Workspace,
    code_or_key: str | UUID,
    path: Path,
    *,
    language: Language,
    told: Told | None = None,
) -> Packed:
    """Write everything that proves an activity to one zip file; it is noted who did.

    A document that is not here or is damaged is told as missing and stops nothing. The file is
    written beside and takes its name only when it is whole.
    """
    register = read_register(workspace.store, code_or_key)
    folder = path.resolve().parent
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=".new")
    except OSError:
        raise not_written() from None
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            pack = _Pack(workspace, register, language, told)
            pack.write(file)
            file.flush()
            os.fsync(file.fileno())
        officer = workspace.officer.id if workspace.officer else None
        with workspace.store.writing() as db:
            note_access(db, officer, "export", "activity", str(register.activity.id))
            db.flush()
            rename_over(fresh, path)
        flush_folder(folder)
    except OSError:
        raise not_written() from None
    finally:
        fresh.unlink(missing_ok=True)
    return Packed(path, tuple(pack.files), tuple(pack.missing), path.stat().st_size)


class _Pack:
    """One pack on its way to a file: what went in, what could not."""

    def __init__(
        self, workspace: Workspace, register: Register, language: Language, told: Told | None
    ) -> None:
        self.workspace = workspace
        self.register = register
        self.language = language
        self.files: list[IndexedFile] = []
        self.missing: list[tuple[str, str]] = []
        self._told = told
        self._documents = list_evidence(workspace, register.activity.id)
        self._names: set[str] = set()
        self._sums: list[tuple[str, str]] = []
        self._by_evidence: dict[UUID, str] = {}
        self._zip: zipfile.ZipFile

    def write(self, file: io.BufferedRandom) -> None:
        """All files, then the index, the list and the hashes that tell of them."""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as self._zip:
            self._papers()
            self._attestations()
            for document in contents.in_order(self._documents):
                self._document(document.id)
            self.missing += contents.lacking(self.workspace, self.register, self.language)
            index = self._index()
            self._put(LIST, _as_csv(self.files, self.missing, self.language))
            self._put(INDEX, pack_index(index, self.language))
            sums = "".join(f"{fingerprint}  {path}\n" for path, fingerprint in self._sums)
            self._put(SUMS, sums.encode())

    # What goes in

    def _papers(self) -> None:
        printed = print_activity(
            self.workspace.store, self.register.activity.id, language=self.language
        )
        self._add(
            f"{ACTIVITY}/activity-{self.language.code}.pdf",
            printed.pdf,
            self.language("Activity sheet"),
            self.language("What was planned and done, as it is recorded"),
        )
        if self.register.people:
            table = contents.register_table(self.register, self.language)
            self._add(
                f"{ATTENDANCE}/register.csv",
                _csv(table),
                self.language("Attendance as it is recorded"),
                self.language("What the signed sheets are compared with"),
            )

    def _attestations(self) -> None:
        """Those that stand, printed again: together, or where one cannot be, each by itself."""
        activity = self.register.activity.id
        standing = [
            each
            for each in list_attestations(self.workspace, activity)
            if each.attestation.revoked_on is None and each.participant is not None
        ]
        if not standing:
            return
        try:
            self._print(f"attestations-{self.language.code}", standing)
        except Problem:
            for each in standing:
                serial = each.attestation.serial or ""
                try:
                    self._print(safe_name(serial), [each])
                except Problem as problem:
                    what = self.language("Attestation {serial}", serial=serial)
                    self.missing.append((what, problem.told(self.language)))

    def _print(self, name: str, standing: Sequence[HandedOut]) -> None:
        people = [each.participant.id for each in standing if each.participant is not None]
        printed = print_attestations(
            self.workspace,
            self.register.activity.id,
            language=self.language,
            participants=list(dict.fromkeys(people)),
        )
        self._add(
            f"{ATTESTATIONS}/{name}.pdf",
            printed.pdf,
            self.language("Attestations of attendance"),
            self.language("What was handed out to participants, printed again"),
            max(each.attestation.issued_on or date.min for each in standing),
        )

    def _document(self, key: UUID) -> None:
        """A document under the name it was kept under."""
        evidence = next(each.evidence for each in self._documents if each.id == key)
        what = contents.kind_of(evidence, self.language)
        try:
            content = open_evidence(self.workspace, key, noted=False)
        except Problem as problem:
            self.missing.append((what, problem.told(self.language)))
            return
        folder = contents.folder_of(evidence, ATTENDANCE, EVIDENCE)
        path = self._free(f"{folder}/{safe_name(evidence.file_name or str(key))}")
        self._by_evidence[key] = path
        self._add(
            path,
            content,
            what,
            contents.proves(evidence, self.language),
            evidence.taken_on,
            contents.note_on(evidence, self.language),
        )

    def _add(
        self,
        path: str,
        content: bytes,
        kind: str,
        proves: str,
        day: date | None = None,
        note: str = "",
    ) -> None:
        self._put(path, content)
        self.files.append(
            IndexedFile(
                path,
                kind,
                proves,
                self.language.date(day) if day else "",
                len(content),
                sha256(content).hexdigest(),
                note,
            )
        )
        if self._told:
            self._told(len(self.files), len(self._documents) + 2)

    def _put(self, path: str, content: bytes) -> None:
        """One entry, with a moment and rights that say nothing of this machine."""
        entry = zipfile.ZipInfo(path, _MOMENT)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self._zip.writestr(entry, content)
        self._names.add(path.casefold())
        self._sums.append((path, sha256(content).hexdigest()))

    def _free(self, path: str) -> str:
        """A path nothing lies at yet, on systems that tell no case apart either."""
        stem, dot, ending = path.rpartition(".")
        stem, ending = (stem, dot + ending) if "/" in stem else (path, "")
        number, free = 1, path
        while free.casefold() in self._names:
            number += 1
            free = f"{stem} ({number}){ending}"
        return free

    def _index(self) -> PackIndex:
        return contents.index_of(
            self.workspace,
            self.register,
            self.files,
            self.missing,
            self._by_evidence,
            self.language,
        )


def _as_csv(files: list[IndexedFile], missing: list[tuple[str, str]], language: Language) -> bytes:
    """The index for other programs: a line for each file, then for each thing that is missing."""

    def rows() -> Iterator[tuple[object, ...]]:
        yield (
            language("No."),
            language("File"),
            language("What it is"),
            language("What it proves"),
            language("Date"),
            language("Size"),
            "SHA-256",
            language("Note"),
        )
        for at, each in enumerate(files, 1):
            yield (
                *(at, each.path, each.kind, each.proves),
                *(each.day, each.size, each.sha256, each.note),
            )
        for what, why in missing:
            yield ("", "", what, "", "", "", "", f"{language('Missing')}: {why}")

    return _csv(rows())


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    """Lines that spreadsheet programs open as text: no cell is taken for a formula."""
    kept = io.StringIO()
    writer = csv.writer(kept)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return kept.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_HARMFUL):
        return f"'{cell}"
    return cell
