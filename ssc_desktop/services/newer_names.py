"""What came under names of a newer version, shown as soon as this version knows them."""

from __future__ import annotations

from ssc_desktop.services.merging import deciding
from ssc_desktop.storage import foreign_names, incoming
from ssc_desktop.storage.store import Store


def show_learnt(store: Store) -> int:
    """After an upgrade: show what waited in the change log for names this version brought; how
    many rows were worked out anew."""
    with store.reading() as db:
        learnt = foreign_names.learnt(db)
    if not learnt:
        return 0
    with store.writing() as db:
        return incoming.catch_up(db, deciding(db))
