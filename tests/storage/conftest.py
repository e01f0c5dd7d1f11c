"""Databases on the private server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.storage.store import Store
from tests.postgres_server import new_database

KEY = bytes(range(32))


@pytest.fixture
def url() -> str:
    return new_database()


@pytest.fixture
def server(tmp_path: Path, url: str) -> Iterator[Store]:
    """An empty headquarters in PostgreSQL."""
    opened = Store.create(tmp_path / "server.db", KEY, url)
    yield opened
    opened.close()
