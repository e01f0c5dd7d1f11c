"""What the tests of all rooms share: workspaces with real encrypted databases."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from tests.libreoffice import opens_documents, opens_workbooks
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
collect_ignore += [] if opens_documents() else ["paper/test_document_in_libreoffice.py"]
collect_ignore += (
    []
    if opens_workbooks()
    else ["workbook/test_libreoffice.py", "services/test_export_in_libreoffice.py"]
)
PASSPHRASE = "correct horse battery"
STORE_KEY = bytes(range(32))


@pytest.fixture(autouse=True, scope="session")
def common_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of what is made once for many tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSC_DESKTOP_HOME", str(home))
        yield home


@pytest.fixture(autouse=True)
def own_home(common_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Settings and logs of a test never touch those of the person who runs it; workspaces that
    were made for many tests are at home here too."""
    home = tmp_path_factory.mktemp("home")
    if (common_home / "lives").is_dir():
        shutil.copytree(common_home / "lives", home / "lives")
    # Not the patches of the test: one that undoes them would write over what all begin with.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSC_DESKTOP_HOME", str(home))
        yield home


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


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a fresh database, copied faster than made."""
    from ssc_desktop.storage.store import Store

    file = tmp_path_factory.mktemp("pattern") / "data.db"
    Store.create(file, STORE_KEY).close()
    return file


@pytest.fixture
def store(empty_store: Path, tmp_path: Path, database: str | None) -> Iterator[Store]:
    """A fresh database with nothing in it."""
    from ssc_desktop.storage.store import Store

    file = tmp_path / "data.db"
    if database:
        opened = Store.create(file, STORE_KEY, database)
    else:
        shutil.copy(empty_store, file)
        opened = Store.open(file, STORE_KEY)
    yield opened
    opened.close()


class Founded(NamedTuple):
    """A workspace that was founded, closed again, and what only its founding told."""

    folder: Path
    recovery_secret: str | None


OFFICE = {
    "edition": "office",
    "country": "CI",
    "office_name": "Bureau d'Abidjan",
    "office_code": "ABJ",
    "officer": "DEMO Officer",
}
HEADQUARTERS = {
    "edition": "headquarters",
    "country": "MA",
    "office_name": "Siège",
    "office_code": "HQ",
    "officer": "DEMO Headquarters",
}


@pytest.fixture(scope="session")
def office_pattern(tmp_path_factory: pytest.TempPathFactory, light_passphrases: None) -> Founded:
    """An office as it was founded; copied faster than founded anew."""
    return founded(tmp_path_factory.mktemp("pattern") / "office", OFFICE)


@pytest.fixture(scope="session")
def headquarters_pattern(
    tmp_path_factory: pytest.TempPathFactory, light_passphrases: None
) -> Founded:
    """A headquarters as it was founded."""
    return founded(tmp_path_factory.mktemp("pattern") / "headquarters", HEADQUARTERS)


def founded(folder: Path, facts: dict[str, str]) -> Founded:
    """Found a workspace and close it again."""
    from ssc_desktop.services.transfer_basis import record_basis
    from ssc_desktop.services.workspaces import create_workspace

    with create_workspace(folder, **facts, language="fr", passphrase=PASSPHRASE) as workspace:
        record_basis(workspace, "DEMO authorisation 1")
        return Founded(folder, workspace.recovery_secret)


def opened_copy(pattern: Founded, folder: Path) -> Workspace:
    """A workspace as it is open right after its founding."""
    from ssc_desktop.services.workspaces import open_workspace

    workspace = open_workspace(shutil.copytree(pattern.folder, folder), PASSPHRASE)
    workspace.recovery_secret = pattern.recovery_secret
    return workspace


@pytest.fixture
def office(office_pattern: Founded, tmp_path: Path) -> Iterator[Workspace]:
    """An open office workspace in Abidjan."""
    with opened_copy(office_pattern, tmp_path / "office") as workspace:
        yield workspace


@pytest.fixture
def headquarters(
    headquarters_pattern: Founded, tmp_path: Path, database: str | None
) -> Iterator[Workspace]:
    """An open headquarters workspace in Rabat."""
    from ssc_desktop.services.workspaces import create_workspace

    folder = tmp_path / "headquarters"
    if database is None:
        opened = opened_copy(headquarters_pattern, folder)
    else:
        opened = create_workspace(
            folder, **HEADQUARTERS, language="fr", passphrase=PASSPHRASE, database=database
        )
    with opened as workspace:
        yield workspace


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A module that says ``ON_EVERY_DATABASE`` is run once on a file and once on PostgreSQL."""
    if "database" in metafunc.fixturenames and getattr(metafunc.module, "ON_EVERY_DATABASE", False):
        kinds = ["sqlite", "postgresql"] if binaries() else ["sqlite"]
        metafunc.parametrize("database", kinds, indirect=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What is not run for want of another program is said, not passed over."""
    if not binaries():
        terminalreporter.write_line(
            "PostgreSQL is not installed: the tests of a headquarters on it were not collected."
        )
    if not opens_documents():
        terminalreporter.write_line(
            "LibreOffice Writer is not installed: documents were not opened with it."
        )
    if not opens_workbooks():
        terminalreporter.write_line(
            "LibreOffice Calc is not installed: workbooks were not opened with it."
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Freeze the program first: it takes longest, and the other tests run beside it."""
    items.sort(key=lambda item: item.path.name != "test_build.py")
