"""Every paper of the demo's activities, in the three languages."""

from __future__ import annotations

from pathlib import Path

from ssc_desktop.domain.activity import Activity
from ssc_desktop.language import LANGUAGES, Language
from ssc_desktop.services import printing
from ssc_desktop.services.attendance import read_register
from ssc_desktop.storage.store import Store


def print_every_paper(store: Store, activity: Activity, folder: Path) -> list[Path]:
    """The activity sheet, and the attendance sheet where somebody is on the list."""
    register = read_register(store, activity.id)
    to_sign = bool(register.people and register.half_days)
    papers = []
    for code in LANGUAGES:
        language = Language(code)
        path = folder / f"{activity.code}-activity-{code}.pdf"
        printing.print_activity(store, activity.id, language=language, path=path)
        papers.append(path)
        if to_sign:
            path = folder / f"{activity.code}-attendance-{code}.pdf"
            printing.print_attendance(store, activity.id, language=language, path=path)
            papers.append(path)
    return papers
