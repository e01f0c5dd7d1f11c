"""What the tests of all rooms share: workspaces with real encrypted databases."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import binaries, new_database

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

# Without a server these have nothing to run on.
collect_ignore = (
    []
    if binaries()
    else [
        *("storage/test_alike.py", "storage/test_postgres.py"),
        *("services/test_database.py", "cli/test_database.py"),
    ]
)
PASSPHRASE = "correct horse battery"


@pytest.fixture(autouse=True, scope="session")
def common_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of what is made once for many tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSC_DESKTOP_HOME", str(home))
        yield home


@pytest.fixture(autouse=True)
def own_home(
    common_home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Settings and logs of a test never touch those of the person who runs it; workspaces that
    were made for many tests are at home here too."""
    home = tmp_path_factory.mktemp("home")
    if (common_home / "lives").is_dir():
        shutil.copytree(common_home / "lives", home / "lives")
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
def database(request: pytest.FixtureRequest) -> str | None:
    """The address of an empty PostgreSQL database; None for a file in the folder."""
    return new_database() if getattr(request, "param", None) == "postgresql" else None


@pytest.fixture
def store(tmp_path: Path, database: str | None) -> Iterator[Store]:
    """A fresh database with nothing in it."""
    from ssc_desktop.storage.store import Store

    opened = Store.create(tmp_path / "data.db", bytes(range(32)), database)
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
def headquarters(tmp_path: Path, database: str | None) -> Iterator[Workspace]:
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
        database=database,
    ) as workspace:
        yield workspace


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A module that says ``ON_EVERY_DATABASE`` is run once on a file and once on PostgreSQL."""
    if "database" in metafunc.fixturenames and getattr(metafunc.module, "ON_EVERY_DATABASE", False):
        kinds = ["sqlite", "postgresql"] if binaries() else ["sqlite"]
        metafunc.parametrize("database", kinds, indirect=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What is not run for want of a server is said, not passed over."""
    if not binaries():
        terminalreporter.write_line(
            "PostgreSQL is not installed: the tests of a headquarters on it were not collected."
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Freeze the program first: it takes longest, and the other tests run beside it."""
    items.sort(key=lambda item: item.path.name != "test_build.py")
