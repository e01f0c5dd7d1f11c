"""Secrets that a workspace makes for itself: for matching people, for their pseudonyms."""

from __future__ import annotations

import secrets

from ssc_desktop.storage.local import read_fact, write_fact
from ssc_desktop.storage.store import Store


def kept_secret(store: Store, name: str, length: int) -> bytes:
    """So many octets of chance, made when they are first needed, the same ever after."""
    with store.reading() as db:
        secret = read_fact(db, name)
    if secret is None:
        with store.writing() as db:
            secret = read_fact(db, name) or secrets.token_bytes(length)
            write_fact(db, name, secret)
    return secret
