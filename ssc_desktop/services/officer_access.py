"""An officer's access to this workspace: taken away, and given again with a new passphrase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.domain.office import Officer
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services.workspaces import Workspace, rekeying, save_keys
from ssc_desktop.storage import laptops
from ssc_desktop.storage.local import note_access
from ssc_desktop.storage.store import Db

_TAKEN, _GIVEN = "take-access", "give-access"


@dataclass(frozen=True, slots=True)
class Access:
    """An account of this workspace: whose it is, whether a passphrase opens it, and whether it is
    the one at work."""

    account: str
    officer: str
    role: str
    opens: bool
    at_work: bool


def list_access(workspace: Workspace) -> list[Access]:
    """Every account there ever was here: those that open the workspace first, the oldest first."""
    with workspace.store.reading() as db:
        found = laptops.accounts(db)
    slots = _slots(workspace)
    listed = [
        Access(a.slot, (o.name if o else None) or "", a.role, a.slot in slots,
               a.slot == workspace.account)
        for a, o in found
    ]  # fmt: skip
    return sorted(listed, key=lambda each: not each.opens)


def take_access(workspace: Workspace, account: str) -> Officer:
    """Destroy the key slot of another officer: their passphrase opens this workspace no longer.

    Whoever may add an officer may do so: anybody who has the workspace open. What the officer
    recorded keeps their name, and the account waits for ``give_access``.
    """
    with rekeying(workspace), workspace.store.writing() as db:
        officer = _officer(db, account)
        _refuse_shutting_out(workspace, account, (each.slot for each, _ in laptops.accounts(db)))
        note_access(db, _at_work(workspace), _TAKEN, "officer", str(officer.id))
        db.flush()
        # Last, so that nothing is destroyed where the database refuses; cut short behind it, the
        # account is listed as one that opens nothing, which is so.
        save_keys(workspace, workspace.keys.keeping(_slots(workspace) - {account}))
    return officer


def give_access(workspace: Workspace, account: str, passphrase: str) -> Officer:
    """Let an officer whose access was taken away open the workspace with a new passphrase, as the
    officer they were."""
    with rekeying(workspace), workspace.store.writing() as db:
        officer = _officer(db, account)
        if account in _slots(workspace):
            raise Problem(
                "access-there",
                N_("This officer can open the workspace already. Nothing was changed."),
            )
        known = {each.slot for each, _ in laptops.accounts(db)}
        keys = workspace.keys.keeping(known).with_account(workspace.key, passphrase, account)
        note_access(db, _at_work(workspace), _GIVEN, "officer", str(officer.id))
        db.flush()
        save_keys(workspace, keys)
    return officer


def _slots(workspace: Workspace) -> set[str]:
    return {slot.id for slot in workspace.keys.accounts}


def _at_work(workspace: Workspace) -> UUID | None:
    return workspace.officer.id if workspace.officer else None


def _officer(db: Db, account: str) -> Officer:
    officer = laptops.officer_of(db, account)
    if officer is None:
        raise Problem("unknown-account", N_("There is no such account here. Nothing was changed."))
    return officer


def _refuse_shutting_out(workspace: Workspace, account: str, known: Iterable[str]) -> None:
    if account == workspace.account:
        raise Problem(
            "own-access",
            N_(
                "You are at work with this account, so your access was not taken away. Let another"
                " officer open the workspace and do it."
            ),
        )
    slots = _slots(workspace)
    if account not in slots:
        raise Problem(
            "no-access",
            N_("This officer cannot open the workspace any more. Nothing was changed."),
        )
    # A slot that belongs to no account opens nothing.
    if not slots.intersection(known) - {account}:
        raise Problem(
            "last-access",
            N_(
                "Nobody else can open this workspace, so this access was not taken away. Add another"
                " officer first."
            ),
        )
