"""A private PostgreSQL server for the tests that need one: in a temporary folder, on a socket alone."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy.engine import make_url

_DEBIAN = Path("/usr/lib/postgresql")
_ROOT = 0
# Nothing of a test outlives a power cut, so nothing waits for the disk.
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB")
# Where words are sorted in another order than in SQLite.
_FRENCH = ("--template", "template0", "--locale-provider", "icu", "--icu-locale", "fr-FR")
_WATCH = 'read -r _; "$0/pg_ctl" stop --silent --mode immediate --pgdata "$1"; rm -rf "${1%/data}"'
_numbers = count(1)


@cache
def binaries() -> Path | None:
    """Where PostgreSQL's programs lie; None where it is not installed."""
    if os.name == "nt" or (os.getuid() == _ROOT and _servant() is None):
        return None
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [path.parent for path in _DEBIAN.glob("*/bin/initdb")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def _servant() -> Any:
    # A server refuses to run as root.
    import pwd

    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


def new_database(like: str | None = None) -> str:
    """The address of a new database, which goes with the server: empty, or like another one that
    nobody has open."""
    name = f"headquarters_{next(_numbers)}"
    about = ("--template", make_url(like).database or "") if like else _FRENCH
    _run("createdb", "--host", str(_server()), "--username", "ssc", *about, name)
    return f"postgresql+psycopg://ssc@/{name}?host={_server()}"


def drop_database(url: str) -> None:
    """Drop a database, whoever still has it open: the server's own cleaning too, which only its
    owner may send away."""
    name = make_url(url).database or ""
    _run("dropdb", "--host", str(_server()), "--username", "postgres", "--force", name)


@cache
def _server() -> Path:
    """The folder of the running server's socket; it is started when first asked for."""
    folder = Path(mkdtemp(prefix="ssc-pg-"))
    servant = _servant() if os.getuid() == _ROOT else None
    if servant:
        os.chown(folder, servant.pw_uid, servant.pw_gid)
    data = folder / "data"
    _run("initdb", "--pgdata", str(data), "--username", "postgres", "--auth", "trust", "--no-sync",
         "--encoding", "UTF8", "--locale", "C", "--no-instructions")  # fmt: skip
    options = " ".join(f"-c {each}" for each in _SETTINGS)
    _stop_with_us(data)
    _run("pg_ctl", "start", "--wait", "--silent", "--pgdata", str(data), "--log",
         str(folder / "log"), "--options", f"-k {folder} -c listen_addresses= {options}")  # fmt: skip
    # As on a real server, a headquarters may do nothing that its database does not need.
    _run("createuser", "--host", str(folder), "--username", "postgres", "--createdb", "ssc")
    return folder


def _stop_with_us(data: Path) -> None:
    """Let the server go when this process does, however that ends: then the pipe closes."""
    found, servant = binaries(), _servant() if os.getuid() == _ROOT else None
    watcher = subprocess.Popen(
        ["sh", "-c", _WATCH, str(found), str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
        user=servant.pw_uid if servant else None,
    )
    assert watcher.stdin is not None
    atexit.register(watcher.wait)
    atexit.register(watcher.stdin.close)


def _run(program: str, *arguments: str) -> None:
    found = binaries()
    assert found is not None
    servant = _servant() if os.getuid() == _ROOT else None
    subprocess.run(
        [found / program, *arguments],
        check=True,
        cwd="/",
        user=servant.pw_uid if servant else None,
        group=servant.pw_gid if servant else None,
        extra_groups=[] if servant else None,
        stdout=subprocess.DEVNULL,
    )
