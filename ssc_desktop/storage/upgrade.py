"""Bringing a database to today's schema: copy first, verify the copy, then migrate in one go."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.storage import change_log

Connecting = Callable[..., AbstractContextManager[Connection]]
_MIGRATIONS = Path(__file__).parent / "migrations"


def newest() -> str:
    """The revision this program writes."""
    head = _script().get_current_head()
    assert head is not None
    return head


def check_and_upgrade(connecting: Connecting, path: Path) -> None:
    """Leave a database of today's schema alone, upgrade an older one, refuse a newer one."""
    with connecting() as connection:
        present = revision(connection)
    if present == newest():
        return
    if present is None or present not in {each.revision for each in _script().walk_revisions()}:
        raise Problem(
            "newer-schema",
            N_(
                "This workspace was written by a newer version of SSC Desktop. Nothing was changed. Install the newest version and open it again."
            ),
        )
    _copy(connecting, path)
    to_newest(connecting, path)


def to_newest(connecting: Connecting, path: Path) -> None:
    """Run the missing migrations and make the triggers anew, in one transaction."""
    del path
    with connecting(write=True) as connection:
        script = _script()
        context = MigrationContext.configure(
            connection,
            opts={"fn": lambda rev, _: script._upgrade_revs("head", rev)},  # noqa: SLF001
        )
        with Operations.context(context):
            context.run_migrations()
        change_log.install_triggers(connection)


def revision(connection: Connection) -> str | None:
    """The revision a database carries, None when it carries none."""
    return MigrationContext.configure(connection).get_current_revision()


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(_MIGRATIONS))


def _copy(connecting: Connecting, path: Path) -> Path:
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    copy = folder / f"before-upgrade-{now():%Y%m%dT%H%M%S%f}.db"
    with connecting() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.commit()
        raw.execute("VACUUM INTO ?", (str(copy),))
    return copy


def integrity(connection: Connection) -> list[str]:
    """What SQLite finds wrong with the pages and rows of a database; empty when all is well."""
    found = [row[0] for row in connection.execute(text("PRAGMA quick_check")) if row[0] != "ok"]
    found += [row[0] for row in connection.execute(text("PRAGMA cipher_integrity_check"))]
    return found
