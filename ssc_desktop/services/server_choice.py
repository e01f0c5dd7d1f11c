"""Whether a headquarters can keep its records in a PostgreSQL database, asked before it is made."""

from __future__ import annotations

from ssc_desktop.storage import signpost
from ssc_desktop.storage.store import refuse_unfit_server


def try_server(url: str) -> None:
    """Raise a Problem unless a server answers at this address and its database is empty and fit
    for a headquarters. Nothing is written there."""
    signpost.refuse_wrong(url)
    refuse_unfit_server(url)
