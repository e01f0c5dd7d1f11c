from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.record import new_key
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.workspaces import Workspace, open_workspace
from ssc_desktop.storage import foreign_names
from ssc_desktop.storage.store import Store
from tests.conftest import PASSPHRASE


@pytest.fixture
def enrolled(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    approve(headquarters, join(office, card, tmp_path / "ABJ.sscreq").file)
    return office


def as_an_older_version(store: Store, *names: str) -> None:
    """Leave the rows as a version without these columns left them: their values in the log only."""
    with store.connecting(write=True) as connection:
        connection.execute(text("UPDATE sync_state SET applying = 1"))
        for name in names:
            connection.execute(text(f"UPDATE organisation SET {name} = NULL"))
        connection.execute(text("UPDATE sync_state SET applying = 0"))


def shown(store: Store) -> tuple[str | None, str | None]:
    with store.reading() as db:
        company = db.query(Organisation).filter_by(name_fr="DEMO").one()
        return company.acronym, company.country


def test_what_came_under_unknown_names_is_shown_by_the_version_that_brings_them(
    enrolled: Workspace, headquarters: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with enrolled.store.writing() as db:
        db.add(Organisation(id=new_key(), name_fr="DEMO", acronym="D", country="CI"))
    file = export_bundle(enrolled, level="identified").file
    today = foreign_names.known_names()
    with monkeypatch.context() as patch:
        older = today | {"organisation": today["organisation"] - {"acronym", "country"}}
        patch.setattr(foreign_names, "known_names", lambda: older)
        (result,) = import_bundles(headquarters, [file])
        assert (result.status, result.code) == ("imported", "newer-fields")
        as_an_older_version(headquarters.store, "acronym", "country")
        headquarters.close()
        with open_workspace(headquarters.folder, PASSPHRASE) as same:
            assert shown(same.store) == (None, None)
        between = today | {"organisation": today["organisation"] - {"country"}}
        patch.setattr(foreign_names, "known_names", lambda: between)
        with open_workspace(headquarters.folder, PASSPHRASE) as next_version:
            assert shown(next_version.store)[0] == "D"
            as_an_older_version(next_version.store, "country")
    with open_workspace(headquarters.folder, PASSPHRASE) as newest:
        assert shown(newest.store) == ("D", "CI")
        assert check_workspace(newest).ok
        with newest.store.reading() as db:
            assert foreign_names.foreign_names(db) == {}
