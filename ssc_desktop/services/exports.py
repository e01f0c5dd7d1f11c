"""Exports: what was recorded, in the forms other programs and donors read; written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ssc_desktop.domain.disclosure import IDENTIFIED, PSEUDONYMISED
from ssc_desktop.domain.export_forms import FORMS, USUAL_SET, Form
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_, Language
from ssc_desktop.services.export_facts import ExportFacts, Wish, pseudonym_key
from ssc_desktop.services.export_hxl import write_hxl
from ssc_desktop.services.export_iati import write_iati
from ssc_desktop.services.export_json import write_json
from ssc_desktop.services.export_opsys import write_opsys
from ssc_desktop.services.export_three_w import write_three_w
from ssc_desktop.services.export_workbook import write_workbook
from ssc_desktop.services.export_xlsform import write_xlsform
from ssc_desktop.services.indicators import indicator_sets
from ssc_desktop.services.transfer_basis import record_basis, recorded_basis
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.local import note_access
from ssc_desktop.storage.store import Store
from ssc_desktop.vault.durable import flush_folder, rename_over

LEVELS = (PSEUDONYMISED, IDENTIFIED)
Told = Callable[[int, int], None]
Writer = Callable[[Path, ExportFacts, Told], int]


_WRITERS: dict[str, Writer] = {
    "workbook": write_workbook,
    "hxl": write_hxl,
    "iati": write_iati,
    "xlsform": write_xlsform,
    "3w": write_three_w,
    "opsys": write_opsys,
    "json": write_json,
}


@dataclass(frozen=True, slots=True)
class Written:
    """An export that was written: its form, where, how much."""

    form: str
    file: Path
    rows: int
    bytes: int
    level: str


def export(
    workspace: Workspace,
    form: str,
    output: Path,
    *,
    language: Language,
    since: date | None = None,
    until: date | None = None,
    level: str = PSEUDONYMISED,
    set_code: str = "",
    basis: str = "",
    reporting_org: str = "",
    progress: Told | None = None,
) -> Written:
    """Write what was recorded in a period in one of the ``FORMS``.

    People stand under pseudonyms unless ``level`` says identified, which needs a ``basis`` on which
    names may leave, unless one was recorded before. ``output`` is a file or a folder.
    ``reporting_org`` is the publisher's IATI identifier, which begins that of the activity.
    """
    known = _known(form, level, since, until)
    level = level if known.has_people else PSEUDONYMISED
    wish = Wish(
        language,
        since,
        until,
        level,
        set_code or _usual_set(workspace.store, known),
        reporting_org.strip(),
    )
    path = _target(form, wish, output)
    _refuse_ending(known, path)
    if level == IDENTIFIED:
        basis = _basis(workspace, basis)
    key = pseudonym_key(workspace.store)

    def rows_written(place: Path) -> int:
        with workspace.store.reading() as db:
            facts = ExportFacts(workspace, db, wish, key)
            _refuse_unknown_set(facts)
            rows = _WRITERS[form](place, facts, progress or _nobody_looks)
        # Before the file has its name: none leaves that the access log does not know.
        _note(workspace, form, wish, basis if level == IDENTIFIED else "")
        return rows

    rows = _written_whole(path, rows_written)
    return Written(form, path, rows, path.stat().st_size, level)


def file_name_of(form: str, wish: Wish) -> str:
    """A name for the file of an export that says its form, period and language."""
    days = [each.isoformat() for each in (wish.since, wish.until) if each]
    return "-".join([form, *days, wish.language.code]) + FORMS[form].suffixes[0]


def _nobody_looks(done: int, total: int) -> None:
    del done, total


def _known(form: str, level: str, since: date | None, until: date | None) -> Form:
    if form not in FORMS:
        raise Problem(
            "unknown-export",
            N_("There is no export named {name}. Nothing was written. Choose one of: {known}."),
            name=form,
            known=", ".join(FORMS),
        )
    if level not in LEVELS:
        raise Problem(
            "unknown-level",
            N_("An export is pseudonymised or identified. Nothing was written."),
            field="level",
        )
    if since and until and since > until:
        raise Problem(
            "period-backwards",
            N_("The period ends before it begins. Nothing was written. Exchange the two days."),
            field="until",
        )
    return FORMS[form]


def _basis(workspace: Workspace, said: str) -> str:
    """The basis on which names may leave: said now, and kept, or recorded before."""
    known, said = recorded_basis(workspace), " ".join(said.split())
    if not (known or said):
        raise Problem(
            "basis-needed",
            N_(
                "This file would hold people's names and contacts. Nothing was written. Say on what"
                " basis they may leave, such as the number of an authorisation, or choose the level"
                " without names."
            ),
            field="basis",
        )
    return known if said in ("", known) else record_basis(workspace, said)


def _target(form: str, wish: Wish, output: Path) -> Path:
    return output / file_name_of(form, wish) if output.is_dir() else output


def _refuse_ending(known: Form, path: Path) -> None:
    if path.suffix.lower() not in known.suffixes:
        raise Problem(
            "unknown-format",
            N_("The file of this export ends in {known}. Nothing was written. Name it so."),
            field="output",
            known=", ".join(known.suffixes),
        )


def _usual_set(store: Store, known: Form) -> str:
    """The set a form is usually of; the common one as long as nobody recorded that."""
    sets = {each.code for each in indicator_sets(store)}
    return known.usual_set if known.usual_set in sets else USUAL_SET


def _refuse_unknown_set(facts: ExportFacts) -> None:
    sets = [each.code for each in facts.sets]
    if facts.wish.set_code not in sets:
        raise Problem(
            "unknown-set",
            N_(
                "There is no set of indicators named {name}. Nothing was written. There are: {known}."
            ),
            field="set",
            name=facts.wish.set_code,
            known=", ".join(sets),
        )


def _written_whole(path: Path, write: Callable[[Path], int]) -> int:
    """Let an export be written beside its place and take its name when all of it is on disk."""
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            fresh = Path(folder) / path.name
            rows = write(fresh)
            with fresh.open("rb+") as file:
                os.fsync(file.fileno())
            rename_over(fresh, path)
        flush_folder(path.parent)
    except OSError:
        raise Problem(
            "export-not-written",
            N_(
                "The file could not be written there. What was recorded is safe. Choose a folder you"
                " may write to, or close the program that shows the old file."
            ),
            field="output",
        ) from None
    return rows


def _note(workspace: Workspace, form: str, wish: Wish, basis: str) -> None:
    officer = workspace.officer.id if workspace.officer else None
    with workspace.store.writing() as db:
        note_access(db, officer, "export", "records", f"{form} {wish.level}")
        if basis:
            note_access(db, officer, "transfer", "records", f"{form} {basis}")
