"""A whole import or change of many records taken back, also days later."""

from __future__ import annotations

from dataclasses import dataclass

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record_keys import shown_key
from ssc_desktop.language import N_
from ssc_desktop.storage import history
from ssc_desktop.storage import undoing as stored
from ssc_desktop.storage.store import Store


@dataclass(frozen=True, slots=True)
class Left:
    """What was left as it is because somebody changed it or used it since: a field, or the whole
    record where no field is named."""

    noun: str
    key: str
    field: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back and what was left; ``tx`` is the transaction that did it, so that the
    taking back can be taken back."""

    changes: Changes
    left: tuple[Left, ...]
    tx: int


def last_transaction(store: Store) -> int:
    """The number of the last transaction that changed something here, to undo it later."""
    with store.reading() as db:
        return history.last_transaction(db)


def undo_transaction(store: Store, tx: int) -> Undone:
    """Write again what stood before a transaction of this laptop: created records are removed,
    changed fields say what they said. What somebody changed or used since is left, and told."""
    with store.writing() as db:
        done = stored.take_back(db, tx)
        if done is None:
            raise Problem(
                "unknown-transaction",
                N_(
                    "This laptop recorded nothing under number {tx}. Nothing was changed. Choose a number from the list."
                ),
                tx=tx,
            )
        undone = history.last_transaction(db)
    return Undone(
        Changes(frozenset(done.records), sum(done.records.values())),
        tuple(Left(noun, shown_key(noun, key), field) for noun, key, field in done.left),
        undone,
    )
