"""Filters of a list kept under names: in the workspace, for what is sought may name people."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.storage.local import read_fact, write_fact
from ssc_desktop.storage.store import Db, Store

Filter = dict[str, str]
"""What is asked of each field, by its name."""

LONGEST_NAME = 60


def list_filters(store: Store, of: str) -> dict[str, Filter]:
    """The filters of a list by name, in the order of their names."""
    with store.reading() as db:
        kept = _read(db, of)
    return {name: kept[name] for name in sorted(kept, key=str.casefold)}


def save_filter(store: Store, of: str, name: str, wanted: Mapping[str, str]) -> dict[str, Filter]:
    """Keep a filter under a name, in place of one that had it; all filters of the list come back."""
    title = " ".join(name.split())[:LONGEST_NAME]
    if not title:
        raise Problem(
            "name-missing",
            N_("A filter needs a name. Nothing was saved. Type one."),
            field="name",
        )
    with store.writing() as db:
        kept = _read(db, of) | {title: dict(wanted)}
        _write(db, of, kept)
    return list_filters(store, of)


def forget_filter(store: Store, of: str, name: str) -> Filter | None:
    """Take a filter off the list; what it asked, to keep it again."""
    with store.writing() as db:
        kept = _read(db, of)
        gone = kept.pop(name, None)
        _write(db, of, kept)
    return gone


def _read(db: Db, of: str) -> dict[str, Filter]:
    told = read_fact(db, f"filters/{of}")
    kept: dict[str, Filter] = json.loads(told) if told else {}
    return kept


def _write(db: Db, of: str, kept: Mapping[str, Filter]) -> None:
    write_fact(db, f"filters/{of}", json.dumps(kept, ensure_ascii=False).encode())
