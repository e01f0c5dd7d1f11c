"""Keeps what this version writes: two workspaces and a bundle that every later one must read.

``python -m tests.keep_version`` lays ``tests/kept/schema-N``, N being the number of the names in
``sync/older.py``; it is run once before a release that raised the number, and never again for it.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path
from uuid import UUID

from ssc_desktop.language import Language
from ssc_desktop.services import attendance, indicator_aims, outputs, participants
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exchange import export_bundle
from ssc_desktop.services.periods import freeze_period
from ssc_desktop.services.printing import print_attendance
from ssc_desktop.services.transfer_basis import record_basis
from ssc_desktop.services.workspaces import Workspace, create_workspace
from ssc_desktop.storage.upgrade import newest
from ssc_desktop.sync.older import SCHEMA

KEPT = Path(__file__).resolve().parent / "kept"
PASSPHRASE = "demo abidjan bamako rabat"
PEOPLE = (("DEMO Traoré", "Awa", "F"), ("DEMO Koné", "Mamadou", "M"), ("DEMO Diallo", "Fanta", "F"))


def keep(target: Path) -> None:
    """Lay an office with an activity that was marked and printed, its headquarters, a bundle."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ["SSC_DESKTOP_HOME"] = str(folder / "home")
        with _made(folder / "abj", "office", "CI", "ABJ") as office:
            with _made(folder / "hq", "headquarters", "MA", "HQ") as headquarters:
                card = make_card(headquarters, folder / "HQ.sscard").file
                approve(headquarters, join(office, card, folder / "ABJ.sscreq").file)
            record_basis(office, "DEMO authorisation")
            code, sheet = _recorded(office, folder)
            made = export_bundle(office, level="identified").file
        target.mkdir(parents=True)
        for name in ("abj", "hq"):
            (target / name).mkdir()
            for part in ("data.db", "keys.json"):
                shutil.copy(folder / name / part, target / name / part)
        shutil.copy(made, target / made.name)
        facts = {"code": code, "sheet": sheet, "revision": newest()}
        (target / "facts.json").write_text(json.dumps(facts) + "\n")


def _made(folder: Path, edition: str, country: str, code: str) -> Workspace:
    return create_workspace(
        folder,
        edition=edition,
        country=country,
        office_name=f"DEMO {code}",
        office_code=code,
        officer="DEMO Officer",
        language="fr",
        passphrase=PASSPHRASE,
    )


def _recorded(office: Workspace, folder: Path) -> tuple[str, str]:
    values = {"title": "DEMO Atelier", "start": "2021-08-16", "end": "2021-08-17", "country": "CI"}
    activity = add_activity(office.store, "workshop", values)
    for family, given, sex in PEOPLE:
        person = {"family_name": family, "given_names": given, "sex": sex, "country": "CI"}
        participants.add_participant(office.store, person, activity=activity.id)
    attendance.fill(office.store, activity.id, "present")
    _reported(office, activity.id)
    printed = print_attendance(
        office.store, activity.id, language=Language("fr"), grid=True, path=folder / "sheet.pdf"
    )
    assert activity.code
    assert printed.sheet_number
    return activity.code, printed.sheet_number


def _reported(office: Workspace, activity: UUID) -> None:
    """What is recorded beside people: an output, an indicator with its target, a frozen value."""
    outputs.add_output(office.store, {"kind": "study", "title": "DEMO Étude"}, activity=activity)
    fields = {"title_fr": "DEMO Personnes", "follows": "3.7"}
    indicator_aims.write_indicator(office.store, "R1", fields)
    indicator_aims.write_target(office.store, "LOGFRAME", "R1", {"target": "200"})
    freeze_period(office.store, date(2021, 1, 1), date(2021, 12, 31), sets=("LOGFRAME",))


if __name__ == "__main__":
    keep(KEPT / f"schema-{SCHEMA}")
