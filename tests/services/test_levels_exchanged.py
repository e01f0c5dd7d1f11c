"""Bundles of all levels between two workspaces, lost, late and doubled: in the end all is there."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssc_desktop.domain.disclosure import AGGREGATE, IDENTIFIED, PERSON_NOUNS, PSEUDONYMISED
from ssc_desktop.services import levels
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.conflicts import list_conflicts
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.participants import (
    add_participant,
    change_participant,
    list_participants,
    remove_participant,
)
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.totals import reported_totals
from ssc_desktop.services.transfer_basis import record_basis
from ssc_desktop.services.workspaces import Workspace, create_workspace, open_workspace
from tests.conftest import PASSPHRASE
from tests.services.replicas import rows_of

STEPS = st.one_of(
    st.sampled_from(["add", "edit", "remove", "edit_there", "hand_back", "lose_return", "again"]),
    st.tuples(
        st.sampled_from(["send", "lose", "keep"]),
        st.sampled_from([AGGREGATE, PSEUDONYMISED, IDENTIFIED]),
    ),
)


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office and its headquarters, enrolled and closed."""
    folder = tmp_path_factory.mktemp("pattern")
    made = {}
    for edition, country, code in (("office", "ML", "BKO"), ("headquarters", "MA", "HQ")):
        made[edition] = create_workspace(
            folder / edition,
            edition=edition,
            country=country,
            office_name=f"DEMO {code}",
            office_code=code,
            officer="DEMO Officer",
            language="fr",
            passphrase=PASSPHRASE,
        )
    office, headquarters = made["office"], made["headquarters"]
    record_basis(office, "DEMO authorisation 2")
    request = join(office, make_card(headquarters, folder).file, folder)
    approve(headquarters, request.file)
    for each in made.values():
        each.close()
    return folder


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=9))
def test_whatever_levels_went_before_one_identified_bundle_is_enough(
    pattern: Path, steps: list[str | tuple[str, str]]
) -> None:
    with TemporaryDirectory() as folder:
        shutil.copytree(pattern, folder, dirs_exist_ok=True)
        with (
            open_workspace(Path(folder) / "office", PASSPHRASE) as office,
            open_workspace(Path(folder) / "headquarters", PASSPHRASE) as headquarters,
        ):
            exchange = _Exchange(office, headquarters, Path(folder))
            for step in steps:
                exchange.do(step)
            exchange.end()


class _Exchange:
    def __init__(self, office: Workspace, headquarters: Workspace, folder: Path) -> None:
        self.office, self.headquarters, self.folder = office, headquarters, folder
        self.late: list[Path] = []
        self.known: list[Path] = []
        values = {"title": "DEMO", "start": "2021-08-16"}
        self.activity = add_activity(office.store, "workshop", values).id

    def do(self, step: str | tuple[str, str]) -> None:
        if isinstance(step, tuple):
            self.send(*step)
        else:
            getattr(self, step)()
        assert check_workspace(self.headquarters).problems == ()

    def send(self, how: str, level: str) -> None:
        file = export_bundle(self.office, level=level).file
        if how == "keep":
            self.late.append(file)
        elif how == "send":
            self.take(file)

    def take(self, file: Path) -> None:
        (result, *_) = import_bundles(self.headquarters, [file])
        assert (result.status in ("imported", "duplicate"), result.code) == (True, "")
        self.known.append(file)

    def again(self) -> None:
        for file in (*self.late, *self.known[-1:]):
            self.take(file)

    def add(self) -> None:
        person = {"family_name": "Traoré", "phone": "+22376123456", "birth_year": 1987}
        add_participant(self.office.store, person, activity=self.activity)

    def edit(self) -> None:
        self._edit(self.office, "Awa")

    def edit_there(self) -> None:
        self._edit(self.headquarters, "Aïcha")

    def _edit(self, workspace: Workspace, name: str) -> None:
        for each in list_participants(workspace.store)[:1]:
            change_participant(workspace.store, each.participant.id, {"given_names": name})

    def remove(self) -> None:
        for each in list_participants(self.office.store)[1:2]:
            remove_participant(self.office.store, each.participant.id)

    def lose_return(self) -> None:
        export_return(self.headquarters, "BKO", self.folder)

    def hand_back(self) -> None:
        back = export_return(self.headquarters, "BKO", self.folder).file
        (result, *_) = import_bundles(self.office, [back])
        assert (result.status in ("imported", "duplicate"), result.code) == (True, "")

    def end(self) -> None:
        """One identified bundle, and one back: both hold the same, and nothing is lacking."""
        self.take(export_bundle(self.office, level=IDENTIFIED).file)
        with self.headquarters.store.reading() as db:
            lacking, less = levels.held_back(db), levels.held_reduced(db)
        if lacking or less:
            # What headquarters has not said it lacks is sent once it has.
            self.hand_back()
            self.take(export_bundle(self.office, level=IDENTIFIED).file)
        with self.headquarters.store.reading() as db:
            assert not levels.held_back(db)
            assert not levels.held_reduced(db)
        assert reported_totals(self.headquarters.store) == []
        self.hand_back()
        here, there = rows_of(self.office.store), rows_of(self.headquarters.store)
        for noun in (*PERSON_NOUNS, "activity", "workshop", "half_day"):
            assert here[noun] == there[noun]
        told = [list_conflicts(each.store) for each in (self.office, self.headquarters)]
        assert [c.id for c in told[0]] == [c.id for c in told[1]]
