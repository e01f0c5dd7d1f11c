"""On what legal basis names of people leave a country: said before the first identified bundle."""

from __future__ import annotations

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.local import read_fact, write_fact

LONGEST = 100
"""The access log tells it in one line."""

_FACT = "transfer_basis:{country}"


def recorded_basis(workspace: Workspace) -> str:
    """The basis that was recorded for the country of this office; empty while there is none."""
    with workspace.store.reading() as db:
        return (read_fact(db, _fact(workspace)) or b"").decode()


def record_basis(workspace: Workspace, basis: str) -> str:
    """Record on what basis people's names may leave the country of this office: an authorisation
    and its number, a clause of a contract. It holds until another is said."""
    said = " ".join(basis.split())
    if not said:
        raise Problem(
            "basis-needed",
            N_(
                "This bundle would take people's names out of the country. Nothing was written. Say"
                " on what basis they may leave, such as the number of an authorisation, or choose a"
                " bundle without names."
            ),
            field="basis",
        )
    if len(said) > LONGEST:
        raise Problem(
            "basis-too-long",
            N_("Say the basis in at most {most} letters. Nothing was written."),
            field="basis",
            most=LONGEST,
        )
    with workspace.store.writing() as db:
        write_fact(db, _fact(workspace), said.encode())
    return said


def basis_of_export(workspace: Workspace, basis: str = "") -> str:
    """The basis of an identified bundle: the one that is said now, which is recorded, or the one
    recorded before; a Problem where there is neither."""
    known = recorded_basis(workspace)
    said = " ".join(basis.split())
    return known if known and said in ("", known) else record_basis(workspace, said)


def _fact(workspace: Workspace) -> str:
    return _FACT.format(country=workspace.office.country)
