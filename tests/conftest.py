"""What the tests of all rooms share: workspaces with real encrypted databases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A slow machine is no fault of the program. What lands is judged by the same examples every time;
# new ones are drawn wherever people work.
settings.register_profile(
    "suite",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("suite")

if TYPE_CHECKING:
    from ssc_desktop.services.workspaces import Workspace
    from ssc_desktop.storage.store import Store

PASSPHRASE = "correct horse battery"


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and logs of a test never touch those of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SSC_DESKTOP_HOME", str(home))
    return home


@pytest.fixture(autouse=True, scope="session")
def light_passphrases() -> Iterator[None]:
    """New accounts of the tests take milliseconds to open: the real Argon2id at its least cost."""
    from ssc_desktop.vault import passphrase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrase, "MEMORY_KIB", 64)
        patch.setattr(passphrase, "PASSES", 1)
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A fresh encrypted database with nothing in it."""
    from ssc_desktop.storage.store import Store

    opened = Store.create(tmp_path / "data.db", bytes(range(32)))
    yield opened
    opened.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """An open office workspace in Abidjan."""
    from ssc_desktop.services.workspaces import create_workspace

    with create_workspace(
        tmp_path / "office",
        edition="office",
        country="CI",
        office_name="Bureau d'Abidjan",
        office_code="ABJ",
        officer="DEMO Officer",
        language="fr",
        passphrase=PASSPHRASE,
    ) as workspace:
        yield workspace


@pytest.fixture
def headquarters(tmp_path: Path) -> Iterator[Workspace]:
    """An open headquarters workspace in Rabat."""
    from ssc_desktop.services.workspaces import create_workspace

    with create_workspace(
        tmp_path / "headquarters",
        edition="headquarters",
        country="MA",
        office_name="Siège",
        office_code="HQ",
        officer="DEMO Headquarters",
        language="fr",
        passphrase=PASSPHRASE,
    ) as workspace:
        yield workspace


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Freeze the program first: it takes longest, and the other tests run beside it."""
    items.sort(key=lambda item: item.path.name != "test_build.py")
