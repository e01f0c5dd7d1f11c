from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.exporting import export_bundle
from ssc_desktop.services.transfer_basis import basis_of_export, record_basis, recorded_basis
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.local import Access, forget_fact, write_fact
from tests.services.exchanging import enrol, record


@pytest.fixture
def abidjan(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    """An enrolled office that never said on what basis names may leave."""
    enrol(office, headquarters, tmp_path)
    with office.store.writing() as db:
        forget_fact(db, "transfer_basis:CI")
    record(office)
    return office


def told(office: Workspace) -> list[str]:
    with office.store.reading() as db:
        return list(db.scalars(select(Access.subject).where(Access.act == "transfer")))


def test_names_leave_only_on_a_basis_and_the_log_tells_it(abidjan: Workspace) -> None:
    with pytest.raises(Problem, match="basis-needed") as refused:
        export_bundle(abidjan, level="identified", basis="  ")
    assert refused.value.field == "basis"
    assert list(abidjan.folder.glob("outbox/*.sscb")) == []
    made = export_bundle(abidjan, level="identified", basis=" CNDP  D-12/2026 ")
    assert told(abidjan) == [f"{made.number} CNDP D-12/2026"]
    again = export_bundle(abidjan, level="identified")
    other = export_bundle(abidjan, level="identified", basis="Clause 4")
    assert told(abidjan)[1:] == [f"{again.number} CNDP D-12/2026", f"{other.number} Clause 4"]
    assert recorded_basis(abidjan) == "Clause 4"


def test_bundles_without_names_ask_for_no_basis(abidjan: Workspace) -> None:
    for level in ("aggregate", "pseudonymised"):
        export_bundle(abidjan, level=level)
    assert told(abidjan) == []
    assert recorded_basis(abidjan) == ""


def test_a_basis_holds_for_one_country_and_fits_a_line(abidjan: Workspace) -> None:
    with pytest.raises(Problem, match="basis-too-long"):
        record_basis(abidjan, "x" * 101)
    record_basis(abidjan, "x" * 100)
    assert basis_of_export(abidjan) == "x" * 100
    with abidjan.store.writing() as db:
        forget_fact(db, "transfer_basis:CI")
        write_fact(db, "transfer_basis:ML", b"Clause 4")
    with pytest.raises(Problem, match="basis-needed"):
        basis_of_export(abidjan)
