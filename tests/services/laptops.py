"""Laptops of several offices side by side, each with a real encrypted database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from ssc_desktop.domain.problems import Problem
from ssc_desktop.storage import change_log
from ssc_desktop.storage.store import Store
from tests.services.replicas import changes_of, hand_over

KEY = bytes(range(32))


@cache
def _empty() -> Path:
    file = Path(mkdtemp()) / "empty.db"
    Store.create(file, KEY).close()
    return file


@contextmanager
def laptops(count: int) -> Iterator[list[Store]]:
    """So many laptops that know nothing of each other yet."""
    with TemporaryDirectory() as folder, ExitStack() as opened:
        stores = []
        for number in range(count):
            copy = shutil.copy(_empty(), Path(folder) / f"{number}.db")
            store = Store.open(Path(copy), KEY)
            opened.callback(store.close)
            with store.writing() as db:
                change_log.name_own_source(db, "abcdef"[number] * 16)
            stores.append(store)
        yield stores


@contextmanager
def refusals(*codes: str) -> Iterator[None]:
    """A step that may be refused with one of these codes, and with no other."""
    try:
        yield
    except Problem as problem:
        if problem.code not in codes:
            raise


def exchange(*stores: Store) -> None:
    """Hand everything to everybody."""
    for giver in stores:
        for taker in stores:
            if taker is not giver:
                hand_over(changes_of(giver), taker)
