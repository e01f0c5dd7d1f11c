"""Workspaces: create, open, recover, accounts and passphrases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID

from filelock import FileLock

from ssc_desktop.domain import reference
from ssc_desktop.domain.office import Office, Officer
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.language import N_
from ssc_desktop.services import restarts
from ssc_desktop.services.founding import Founding, named
from ssc_desktop.services.newer_names import show_learnt
from ssc_desktop.services.reference import seed
from ssc_desktop.services.workspace_folder import (
    EVIDENCE,
    absolute,
    built_aside,
    held,
    refuse_taken,
)
from ssc_desktop.storage import laptops
from ssc_desktop.storage.local import Account, read_fact
from ssc_desktop.storage.records import find
from ssc_desktop.storage.store import Store
from ssc_desktop.vault import sealed
from ssc_desktop.vault.identity import Identity
from ssc_desktop.vault.keyfile import DATABASE, KEY_LENGTH, KeyFile
from ssc_desktop.vault.passphrase import refuse_weak


@dataclass(frozen=True, slots=True)
class Place:
    """The office a workspace belongs to."""

    id: UUID
    code: str
    name: str
    country: str


@dataclass(eq=False, slots=True)
class Workspace:
    """An open workspace. It holds its folder until ``close``; use it as a context manager."""

    folder: Path
    store: Store
    keys: KeyFile
    key: bytes = field(repr=False)
    identity: Identity
    office: Place
    language: str
    account: str | None
    officer: Officer | None
    lock: FileLock = field(repr=False)
    # Headquarters' recovery secret, here only just after the workspace was made, never on disk.
    recovery_secret: str | None = field(default=None, repr=False)
    # What an officer should be told once, after opening.
    notice: Problem | None = None

    @property
    def id(self) -> UUID:
        """The workspace's own name, the same wherever its folder is moved."""
        return self.keys.workspace

    @property
    def edition(self) -> str:
        """``office`` or ``headquarters``."""
        return self.keys.edition

    @property
    def is_headquarters(self) -> bool:
        """Whether bundles of many offices come together here."""
        return self.edition == "headquarters"

    @property
    def device(self) -> str:
        """The device id of this laptop in this workspace."""
        return self.identity.public.device

    @property
    def fingerprint(self) -> str:
        """Eight groups of four digits that stand for this laptop's keys."""
        return self.identity.public.fingerprint

    def close(self) -> None:
        """Fold the log into the database and let others open the folder."""
        if self.lock.is_locked:
            restarts.keep_counter_at_closing(self.store, self.id)
        self.store.close()
        self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Description:
    """What can be said of a workspace folder without a passphrase."""

    folder: Path
    id: UUID
    edition: str
    accounts: int
    recoverable: bool


def create_workspace(
    folder: Path,
    *,
    edition: str,
    country: str,
    office_name: str,
    office_code: str,
    officer: str,
    language: str,
    passphrase: str,
    database: str | None = None,
) -> Workspace:
    """Make a workspace in a new or empty folder and open it; on any trouble nothing is left.
    ``database`` is the address of an empty PostgreSQL database, for a headquarters that wants one.

    A headquarters gets its recovery key: the secret is in ``recovery_secret`` this once.
    """
    founding = Founding(edition, country, office_name, office_code, officer, language, database)
    founding.refuse_wrong()
    refuse_weak(passphrase)
    folder = absolute(folder)
    refuse_taken(folder)
    key = os.urandom(KEY_LENGTH)
    keys = KeyFile(new_key(), edition).with_account(key, passphrase)
    secret = None
    if edition == "headquarters":
        secret, recipient = sealed.new_key()
        keys = keys.with_recovery(key, recipient)
    with built_aside(folder) as building:
        founding.lay(building, keys, key)
    with held(folder) as lock:
        workspace = _open_held(folder, keys, key, keys.accounts[0].id, lock)
    workspace.recovery_secret = secret
    return workspace


def open_workspace(folder: Path, passphrase: str) -> Workspace:
    """Open a workspace with the passphrase of one of its accounts."""
    folder = absolute(folder)
    KeyFile.load(folder)
    with held(folder) as lock:
        keys = KeyFile.load(folder)
        unlocked = keys.unlock(passphrase)
        return _open_held(folder, keys, unlocked.key, unlocked.slot, lock)


def open_with_recovery(folder: Path, secret: str) -> Workspace:
    """Open a workspace with headquarters' recovery secret; no officer is at work in it."""
    folder = absolute(folder)
    KeyFile.load(folder)
    with held(folder) as lock:
        keys = KeyFile.load(folder)
        return _open_held(folder, keys, keys.recover(secret), None, lock)


def describe_folder(folder: Path) -> Description:
    """What a folder is, without unlocking it; a Problem when it is no workspace."""
    keys = KeyFile.load(folder)
    recoverable = keys.recovery.sealed is not None
    return Description(folder, keys.workspace, keys.edition, len(keys.accounts), recoverable)


def add_account(workspace: Workspace, officer: str, role: str, passphrase: str) -> Officer:
    """Let another officer open the workspace with a passphrase of their own."""
    if role not in reference.codes("officer_role"):
        message = N_("This role is not in the list of roles. Nothing was changed.")
        raise Problem("unknown-role", message, field="role")
    name = named(officer, "officer")
    with rekeying(workspace), workspace.store.writing() as db:
        known = [account.slot for account, _ in laptops.accounts(db)]
        keys = workspace.keys.keeping(known).with_account(workspace.key, passphrase)
        record = Officer(id=new_key(), name=name, role=role, office_id=workspace.office.id)
        db.add_all([record, Account(slot=keys.accounts[-1].id, officer_id=record.id, role=role)])
        db.flush()
        save_keys(workspace, keys)
    return record


def list_accounts(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Slot, officer's name and role of every account that a passphrase opens."""
    with workspace.store.reading() as db:
        found = laptops.accounts(db)
    slots = {slot.id for slot in workspace.keys.accounts}
    return [(a.slot, (o.name if o else None) or "", a.role) for a, o in found if a.slot in slots]


def change_passphrase(workspace: Workspace, old: str, new: str) -> None:
    """Give the account at work a new passphrase; the old one opens nothing from now on."""
    if workspace.account is None:
        raise Problem(
            "no-account",
            N_(
                "This workspace was opened with the recovery key, so there is no passphrase to"
                " change. Nothing was changed. Set a new one for an account instead."
            ),
        )
    workspace.keys.unlock_account(workspace.account, old)
    save_keys(workspace, workspace.keys.with_account(workspace.key, new, workspace.account))


def reset_passphrase(workspace: Workspace, account: str, new: str) -> None:
    """Set the passphrase of any account, in a workspace opened with the recovery key."""
    if workspace.account is not None:
        raise Problem(
            "recovery-only",
            N_(
                "Only headquarters' recovery key may set another officer's passphrase."
                " Nothing was changed."
            ),
        )
    if account not in {slot.id for slot in workspace.keys.accounts}:
        raise Problem("unknown-account", N_("There is no such account here. Nothing was changed."))
    save_keys(workspace, workspace.keys.with_account(workspace.key, new, account))


def evidence_path(folder: Path, fingerprint: str) -> Path:
    """Where the evidence of this SHA-256 lies, sealed to the workspace's own identity."""
    return folder / EVIDENCE / f"{fingerprint}.age"


def opened_again(workspace: Workspace, lock: FileLock) -> Workspace:
    """The workspace of a folder whose database was replaced, for the account that was at work;
    ``lock`` holds the folder."""
    keys = KeyFile.load(workspace.folder)
    return _open_held(workspace.folder, keys, workspace.key, workspace.account, lock)


def _open_held(
    folder: Path, keys: KeyFile, key: bytes, account: str | None, lock: FileLock
) -> Workspace:
    store, is_anew = restarts.opened(folder / DATABASE, key, keys.workspace)
    try:
        with store.reading() as db:
            facts = {
                name: read_fact(db, name) or b"" for name in ("identity", "office", "language")
            }
            office = find(db, Office, UUID(bytes=facts["office"]))
            officer = laptops.officer_of(db, account) if account else None
        if account and officer is None:
            raise Problem(
                "account-unfinished",
                N_(
                    "The account of this passphrase was never completed. Nothing was touched."
                    " Open with another account and add this officer again."
                ),
            )
        store.officer_id = officer.id.hex if officer else None
        # A newer program may ship more of the programme than this workspace was given.
        seed(store)
        show_learnt(store)
        return Workspace(
            folder=folder,
            store=store,
            keys=keys,
            key=key,
            identity=Identity.from_bytes(facts["identity"]),
            office=Place(office.id, office.code or "", office.name or "", office.country or ""),
            language=facts["language"].decode(),
            account=account,
            officer=officer,
            lock=lock,
            notice=restarts.told() if is_anew else None,
        )
    except BaseException:
        store.close()
        raise


def save_keys(workspace: Workspace, keys: KeyFile) -> None:
    """Replace keys.json and what the open workspace knows of it."""
    keys.save(workspace.folder)
    workspace.keys = keys


@contextmanager
def rekeying(workspace: Workspace) -> Iterator[None]:
    """Put keys.json back as it was when the block, and the database with it, fails."""
    before = workspace.keys
    try:
        yield
    except BaseException:
        if workspace.keys != before:
            save_keys(workspace, before)
        raise
