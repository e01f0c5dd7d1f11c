"""Organisations: add, change, list, remove, restore."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.storage import organisations as stored
from ssc_desktop.storage.records import assign, find
from ssc_desktop.storage.store import Store

_NAMES = ("name_fr", "name_en", "name_ar", "acronym")


def list_organisations(
    store: Store, typed: str = "", *, country: str | None = None, removed: bool = False
) -> list[Organisation]:
    """Organisations that match, by country and name."""
    with store.reading() as db:
        return stored.listed(db, typed=typed, country=country, removed=removed)


def add_organisation(store: Store, values: Mapping[str, object]) -> Organisation:
    """Record a new organisation."""
    read = read_values(Organisation, values)
    if not any(read.get(name) for name in _NAMES):
        raise Problem(
            "name-missing",
            N_("The organisation has no name. Nothing was saved. Type a name or an acronym."),
            field="name_fr",
        )
    with store.writing() as db:
        organisation = Organisation(**read)
        db.add(organisation)
    return organisation


def change_organisation(store: Store, key: UUID, values: Mapping[str, object]) -> Changes:
    """Write new values of an organisation."""
    read = read_values(Organisation, values)
    with store.writing() as db:
        assign(find(db, Organisation, key), read)
    return Changes.of({"organisation"})


def remove_organisation(store: Store, key: UUID) -> Changes:
    """Take an organisation off the lists; records that name it keep it."""
    with store.writing() as db:
        find(db, Organisation, key).removed = True
    return Changes.of({"organisation"})


def restore_organisation(store: Store, key: UUID) -> Changes:
    """Bring a removed organisation back."""
    with store.writing() as db:
        find(db, Organisation, key).removed = False
    return Changes.of({"organisation"})
