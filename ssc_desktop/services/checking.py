"""The check of everything in a workspace: keys, database, log, words, documents, bundles, copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services import safety_copies
from ssc_desktop.services.workspaces import Workspace, evidence_path
from ssc_desktop.storage import bundle_files, change_log, integrity, laptops
from ssc_desktop.storage import digest as digests
from ssc_desktop.storage.local import BundleFile, read_fact
from ssc_desktop.sync import bundle
from ssc_desktop.sync.digest import BLOCK, block_digest
from ssc_desktop.vault import signatures
from ssc_desktop.vault.identity import Identity
from ssc_desktop.vault.keyfile import KeyFile

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of looking at everything in a workspace."""

    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problems


def check_workspace(workspace: Workspace, progress: Progress | None = None) -> Check:
    """Look at everything; nothing is changed. ``progress`` is told what is done of how much."""
    database = integrity.check_database(workspace.store)
    if any(problem.code == "database-damaged" for problem in database):
        # What a damaged database says about keys and evidence is not worth telling.
        return Check(tuple(database))
    found = [*_check_keys(workspace), *database]
    for done, all_of_it, problems in _further(workspace):
        found += problems
        if progress:
            progress(done, all_of_it)
    return Check(tuple(found))


def _further(workspace: Workspace) -> Iterator[tuple[int, int, list[Problem]]]:
    """What is wrong beside keys and database, step by step: done, of how much, what was found."""
    documents = integrity.evidence_files(workspace.store)
    bundles = _received(workspace)
    steps: list[Callable[[], Iterable[Problem]]] = [
        lambda: _check_log(workspace),
        lambda: integrity.check_words(workspace.store),
        lambda: safety_copies.check_newest(workspace),
    ]
    steps += [lambda each=each: _check_document(workspace, *each) for each in documents.items()]  # type: ignore[misc]
    steps += [lambda each=each: _check_bundle(workspace, each) for each in bundles]  # type: ignore[misc]
    for done, step in enumerate(steps, 1):
        yield done, len(steps), list(step())


def _check_keys(workspace: Workspace) -> Iterator[Problem]:
    try:
        keys = KeyFile.load(workspace.folder)
    except Problem as problem:
        yield problem
        return
    with workspace.store.reading() as db:
        known = {account.slot for account, _ in laptops.accounts(db)}
        recipient = (read_fact(db, "recovery_recipient") or b"").decode()
    if recipient != (keys.recovery.recipient or ""):
        yield Problem(
            "recovery-differs",
            N_(
                "keys.json can be opened by a recovery key that is not your headquarters' one."
                " Join your headquarters again and tell it."
            ),
        )
    slots = {slot.id for slot in keys.accounts}
    # An account without its slot is one whose access was taken away, which never happens to all.
    if slots - known or not slots & known:
        yield Problem(
            "accounts-differ",
            N_("The accounts in keys.json and in the database differ. Add missing officers again."),
        )
    yield from integrity.check_source(workspace.store, workspace.device)


def _check_log(workspace: Workspace) -> Iterator[Problem]:
    """Whether the log says what it said when blocks of it were first digested."""
    with workspace.store.reading() as db:
        numbers = {f"{name[0]}/{name[1]}": n for n, name in change_log.sources(db).items()}
        for source, blocks in digests.remembered(db).items():
            last = len(blocks) * BLOCK - 1
            lines = digests.log_blocks(db, numbers.get(source, 0), BLOCK, 0, last)
            found = {number: block_digest(told) for number, told in lines}
            if any(found.get(number, b"") != told for number, told in enumerate(blocks)):
                yield Problem(
                    "log-altered",
                    N_(
                        "Changes of laptop {device} are not what they were when they were first"
                        " looked at. Restore the last backup and tell headquarters."
                    ),
                    device=source.partition("/")[0],
                )


def _check_document(workspace: Workspace, fingerprint: str, is_own: bool) -> Iterator[Problem]:
    path = evidence_path(workspace.folder, fingerprint)
    if path.is_file():
        if not _is_intact(workspace.identity, path, fingerprint):
            yield Problem(
                "evidence-altered",
                N_("The evidence file {file} is damaged. Add the document again."),
                file=path.name,
            )
    elif is_own:
        yield Problem(
            "evidence-missing",
            N_("The evidence file {file} is missing. Add the document again."),
            file=path.name,
        )


def _is_intact(identity: Identity, path: Path, fingerprint: str) -> bool:
    try:
        return sha256(identity.open_sealed(path.read_bytes())).hexdigest() == fingerprint
    except (Problem, OSError):
        return False


def _received(workspace: Workspace) -> list[BundleFile]:
    with workspace.store.reading() as db:
        return bundle_files.received(
            db, bundle_files.IMPORTED, bundle_files.WAITING, bundle_files.QUARANTINED
        )


def _check_bundle(workspace: Workspace, noted: BundleFile) -> Iterator[Problem]:
    """Whether a bundle that was received can be taken in again after a restore."""
    path = workspace.folder / "inbox" / noted.file_name
    try:
        with path.open("rb") as file:
            clear = bundle.read_clear(file)
            bundle.check_signature(file, clear, signatures.verify)
            file.seek(0)
            is_whole = file_digest(file, "sha256").hexdigest() == noted.sha256
    except (Problem, OSError):
        is_whole = False
    if not is_whole:
        yield Problem(
            "archive-damaged",
            N_(
                "The received bundle {file} is missing from the inbox or damaged. What it brought is"
                " in the workspace. Ask for a full bundle to have a copy again."
            ),
            file=noted.file_name,
        )
