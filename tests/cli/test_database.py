"""`init --database`, `database show` and `database move`, as headquarters types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.cli.conftest import Cli
from tests.postgres_server import new_database

ABOUT = ("--country", "MA", "--office-name", "Siège", "--office-code", "RBT", "--officer", "DEMO")


@pytest.fixture
def url() -> str:
    return new_database()


def test_a_headquarters_is_made_in_postgresql(cli: Cli, url: str) -> None:
    about = ("--edition", "headquarters", "--database", url, *ABOUT)
    made = cli.json("init", cli.folder / "hq", *about)
    assert made["edition"] == "headquarters"
    shown = cli.at("hq", "database", "show")
    assert shown["workspace"] == str(cli.folder / "hq")
    assert make_url(shown["database"]) == make_url(url)
    assert cli.at("hq", "check")["ok"] is True


def test_a_headquarters_moves_to_postgresql_and_goes_on(pair: Cli, code: str, url: str) -> None:
    pair.at("hq", "bundle", "import", pair.at("abj", "bundle", "export")["file"])
    assert pair.at("hq", "database", "show")["database"] is None
    moved = pair.at("hq", "database", "move", "--to", url)
    assert moved.keys() == {"workspace", "database", "rows", "kept"}
    assert moved["rows"] > 0
    assert Path(moved["kept"]).parent == pair.folder / "hq" / "backups"
    pair.at("abj", "activity", "set", code, "city=Bouaké")
    (taken,) = pair.at("hq", "bundle", "import", pair.at("abj", "bundle", "export")["file"])
    assert taken["status"] == "imported"
    assert pair.at("hq", "activity", "show", code)["city"] == "Bouaké"
    assert pair.at("hq", "check")["ok"] is True


def test_what_cannot_be_is_told(pair: Cli, url: str) -> None:
    assert pair.failing("abj", "database", "move", "--to", url).code == "headquarters-only"
    assert pair.failing("hq", "database", "move", "--to", "x").code == "bad-database-address"
    away = f"postgresql+psycopg://ssc@/x?host={pair.folder}"
    assert pair.failing("hq", "database", "move", "--to", away).code == "database-unreachable"
    office = pair("init", pair.folder / "new", "--edition", "office", "--database", url, *ABOUT)
    assert (office.status, office.code) == (1, "headquarters-only")
    assert not (pair.folder / "new").exists()


def test_a_password_is_never_shown(cli: Cli, url: str) -> None:
    secret = url.replace("ssc@", "ssc:secret-word@")
    about = ("--edition", "headquarters", "--database", secret, *ABOUT)
    made = cli("init", cli.folder / "hq", *about)
    shown = cli("database", "show", "--workspace", cli.folder / "hq")
    assert "secret-word" not in made.out + made.err + shown.out + shown.err
    assert "ssc:***@" in shown.out
