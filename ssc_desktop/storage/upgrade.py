"""Bringing a database to today's schema: copy first, verify the copy, then migrate in one go."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.storage import dialects

Connecting = Callable[..., AbstractContextManager[Connection]]
_MIGRATIONS = Path(__file__).parent / "migrations"


def newest() -> str:
    """The revision this program writes."""
    return known()[-1]


def known() -> list[str]:
    """Every revision in its order. Files are named after them: Alembic weighs as much as all our
    own code, and is needed on the day of an upgrade only."""
    return sorted(file.name[:4] for file in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def check_and_upgrade(connecting: Connecting, copy: Callable[[Path], None], folder: Path) -> None:
    """Leave a database of today's schema alone, upgrade an older one, refuse a newer one; ``copy``
    writes a copy of the database to a new file and verifies it; it will lie in ``folder``."""
    with connecting() as connection:
        present = revision(connection)
    if present == newest():
        return
    if present is None or present not in known():
        raise Problem(
            "newer-schema",
            N_(
                "This workspace was written by a newer version of SSC Desktop. Nothing was changed. Install the newest version and open it again."
            ),
        )
    folder.mkdir(exist_ok=True)
    copy(folder / f"before-upgrade-{now():%Y%m%dT%H%M%S%f}.db")
    to_newest(connecting)


def to_newest(connecting: Connecting) -> None:
    """Run the missing migrations and make the triggers anew, in one transaction."""
    with connecting(write=True) as connection:
        migrate(connection, newest())
        dialects.of(connection).install_triggers(connection)


def migrate(connection: Connection, goal: str) -> None:
    """Run the migrations up to a revision; an empty database is prepared for its first table."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    script, dialect = _script(), dialects.of(connection)
    if revision(connection) is None:
        dialect.prepare(connection)
    context = MigrationContext.configure(
        connection,
        opts={"fn": lambda rev, _: script._upgrade_revs(goal, rev)},  # noqa: SLF001
    )
    with Operations.context(context):
        context.run_migrations()
    dialect.settle(connection)


def revision(connection: Connection) -> str | None:
    """The revision a database carries, None when it carries none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _script() -> Any:  # noqa: ANN401
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(_MIGRATIONS))


def integrity(connection: Connection) -> list[str]:
    """What is wrong with the pages and rows of a database; empty when all is well."""
    return dialects.of(connection).damage(connection)
