"""A workspace worth exporting, and exports read as other programs read them; all people are DEMO."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl

from ssc_desktop.language import Language
from ssc_desktop.services import attendance, exports, followup, participants
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.exports import Written
from ssc_desktop.services.workspaces import Workspace
from tests.services.trainings import keys, training

ENGLISH = Language("en")
# What may stand in no file without names: of each person a name, a telephone, an address, a note.
SECRETS = ("Traoré", "Awa", "عوا", "Koné", "Mamadou", "محمد", "0701020304", "650123456", "Alaoui",
           "awa@demo.example", "REMARQUE-DEMO", "FACILITATRICE-DEMO", "Trésorière",
           "Bouaké")  # fmt: skip


def training_and_pilot(workspace: Workspace) -> str:
    """The code of a training of 2021 with marks; beside it a pilot activity of 2022 in Thiès."""
    code = training(
        workspace,
        budget_planned="1234567.5",
        currency="XOF",
        rate="655.957",
        region="CI-AB",
        venue="Hôtel DEMO",
        target_women=10,
        target_men=12,
        indicators=("3.7",),
        themes=("MD",),
        facilitators="FACILITATRICE-DEMO",
        sensitive=False,
        status="done",
    )
    people = keys(workspace, code)
    first = {
        *(("email", "awa@demo.example"), ("note", "REMARQUE-DEMO"), ("birth_year", 1987)),
        *(("person_statuses", ("refugee",)), ("disability", True)),
    }
    participants.change_participant(workspace.store, people[0], dict(first))
    marks: list[tuple[UUID, str, str | None]] = [
        (person, slot, "present")
        for person in people[:2]
        for slot in ("2021-08-16/AM", "2021-08-16/PM", "2021-08-17/AM", "2021-08-17/PM")
    ]
    attendance.mark(workspace.store, code, [*marks, (people[2], "2021-08-16/AM", "absent")])
    pilot = add_activity(
        workspace.store,
        "pilot_activity",
        {
            "title": "=DEMO pilote", "start": "2022-01-10", "country": "SN", "region": "SN-TH",
            "grant_amount": "5000000", "currency": "XOF", "sector": "agri_food",
        },
    )  # fmt: skip
    for values in (
        {"title": "Première récolte", "planned_on": "2022-03-01", "progress": 40},
        {"title": "Vente", "planned_on": "2022-06-01"},
    ):
        followup.add_follow_up(workspace.store, "milestone", pilot.id, values)
    for kind, count in (("diaspora_member", 12), ("host_community", 30)):
        followup.add_follow_up(
            workspace.store,
            "beneficiaries",
            pilot.id,
            {"beneficiary_type": kind, "count": count, "sex": "F"},
        )
    return code


def exported(workspace: Workspace, form: str, path: Path, **wish: Any) -> Written:
    """An export in English unless another language is wished for."""
    return exports.export(workspace, form, path, **{"language": ENGLISH, **wish})


def rows_of(path: Path, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the headings of their columns."""
    book = openpyxl.load_workbook(path)
    heads, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def separated(path: Path) -> list[dict[str, str]]:
    """The rows of comma-separated text by their headings."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def text_of(path: Path) -> str:
    """Everything that is written in a file, whatever it is packed in."""
    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as packed:
        return "\n".join(packed.read(name).decode("utf-8") for name in packed.namelist())
