"""What the file of a workspace and the server of a headquarters each say in their own way.

Everything else is said once, in SQL that both understand: ``IS NOT DISTINCT FROM`` and not ``IS``,
``ON CONFLICT`` and not ``INSERT OR``, ``hex`` and ``unhex`` (which a server is taught).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Table

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Recorded
from ssc_desktop.language import N_

Rows = Sequence[tuple[Any, ...]]


class Dialect(ABC):
    """One kind of database."""

    join: str
    """Between an index of words and what it leads to: the index is read first."""

    @abstractmethod
    def insertion(self, record_class: type[Recorded]) -> Any:  # noqa: ANN401
        """An insertion that can say what follows where a row is there already."""

    @abstractmethod
    def refuse_taken(self, connection: Connection) -> None:
        """Raise a Problem unless a workspace can be made in this database."""

    @abstractmethod
    def prepare(self, connection: Connection) -> None:
        """What an empty database needs before its first table."""

    @abstractmethod
    def settle(self, connection: Connection) -> None:
        """What must follow once rows were written with numbers of their own."""

    @abstractmethod
    def install_triggers(self, connection: Connection) -> None:
        """Make the triggers of the change log anew from today's records."""

    @abstractmethod
    def missing_triggers(self, connection: Connection) -> int:
        """How many triggers of the change log are missing, altered or switched off."""

    @abstractmethod
    def creation(self, table: Table) -> tuple[str, str]:
        """SQL for the key and the fields of the creation of a row that goes by the name NEW."""

    @abstractmethod
    def key_of(self, connection: Connection, table: str) -> list[str]:
        """The columns that tell one row of a table from another, by name."""

    @abstractmethod
    def insert(
        self,
        connection: Connection,
        table: str,
        names: Sequence[str],
        rows: Rows,
        *,
        keep: bool = False,
    ) -> None:
        """Insert many rows; with ``keep``, those that are there already stay as they are (rows
        given under one key are one row, given twice)."""

    def insert_batches(
        self, connection: Connection, table: str, names: Sequence[str], batches: Iterable[Rows]
    ) -> None:
        """Insert rows that are made while they are inserted, each under a key of its own; those
        that are there already stay as they are."""
        for rows in batches:
            self.insert(connection, table, names, rows, keep=True)

    @abstractmethod
    def filling(
        self, connection: Connection, table: str, many: int
    ) -> AbstractContextManager[None]:
        """A block that inserts so many rows into a table and reads none of it; where that is
        quicker, its indexes are made anew at the end."""

    @abstractmethod
    def upsert(
        self,
        connection: Connection,
        table: str,
        keys: Sequence[str],
        names: Sequence[str],
        rows: Rows,
    ) -> None:
        """Make many rows say this, whether they were there or not; the key comes first."""

    @abstractmethod
    def among(self, values: Sequence[object]) -> tuple[str, tuple[Any, ...]]:
        """SQL for being one of many values, and what it takes in the place of its marks."""

    @abstractmethod
    def found_in(self, index: str, parameter: str) -> str:
        """An SQL condition: an entry of an index of words matches the expression given as that
        parameter."""

    @abstractmethod
    def expression(self, ways: Iterable[Iterable[str]]) -> str:
        """An expression for an index of words: all the terms of one of these ways."""

    @abstractmethod
    def both(self, expressions: Iterable[str]) -> str:
        """An expression for what all these expressions match."""

    @abstractmethod
    def term(self, word: str, *, begun: bool = False) -> str:
        """A word of an expression: the whole of it, or what words begin with."""

    @abstractmethod
    def words(self, words: str) -> str:
        """Words as the index of words takes them."""

    @abstractmethod
    def letters(self, words: str) -> str:
        """Words as the index of every three letters in a row takes them."""

    @abstractmethod
    def overwrite_freed(self, connection: Connection) -> None:
        """From now on in this transaction, what is let go of is overwritten where that is ours."""

    @abstractmethod
    def forget_words(self, connection: Connection, index: str) -> None:
        """Leave no trace in an index of words of what was taken out of it."""

    @abstractmethod
    def damage(self, connection: Connection) -> list[str]:
        """What is wrong with pages and rows; empty when all is well."""

    @abstractmethod
    def trouble(self, error: BaseException | None) -> Problem | None:
        """What a person can do about an error of the database; None where nothing."""


def disk_full() -> Problem:
    """There was no room for what was to be written."""
    return Problem(
        "disk-full",
        N_("There is no room left on this disk. Nothing was saved. Make room and try again."),
    )
