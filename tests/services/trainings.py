"""A training to print from in tests: invented people, marked DEMO, one of the team."""

from __future__ import annotations

from uuid import UUID

from ssc_desktop.services import attendance, participants
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.workspaces import Workspace

PEOPLE = (
    ("Traoré", "Awa", "عوا تراوري", "F", "+2250701020304"),
    ("Koné", "Mamadou", "", "M", ""),
    ("", "", "محمد بن عبد الله", "M", "+212650123456"),
)


def training(workspace: Workspace, **more: object) -> str:
    """The code of a training of two days in Abidjan with three people and a trainer."""
    values = {
        "title": "DEMO Formation",
        "activity_type": "training",
        "start": "2021-08-16",
        "end": "2021-08-17",
        "country": "CI",
        "city": "Abidjan",
        "agency": "EF",
        **more,
    }
    activity = add_activity(workspace.store, "capacity_session", values)
    for family, given, arabic, sex, phone in PEOPLE:
        participants.add_participant(
            workspace.store,
            {
                "family_name": family, "given_names": given, "name_ar": arabic, "sex": sex,
                "phone": phone, "country": "CI", "city": "Bouaké", "function": "Trésorière",
            },
            activity=activity.id,
        )  # fmt: skip
    trainer = participants.add_participant(workspace.store, {"family_name": "Alaoui", "sex": "F"})
    participants.register(workspace.store, activity.id, trainer.id, {"role": "facilitator"})
    return activity.code or ""


def keys(workspace: Workspace, code: str) -> list[UUID]:
    """The people of an activity in the order of its list."""
    register = attendance.read_register(workspace.store, code)
    return [each.participant.id for each in register.people]
