"""How to get to a record from anywhere, and the places one was at last."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.gui.desk import Desk

ACTIVITY, PARTICIPANT, ORGANISATION = "activity", "participant", "organisation"
# The page that shows records of a noun.
PAGES_OF = {
    **dict.fromkeys((ACTIVITY, *ALL_KINDS), "activity"),
    PARTICIPANT: "participants",
    ORGANISATION: "organisations",
    "programme": "action_plans",
    "action_plan": "action_plans",
    "commitment": "action_plans",
    "distinct_pair": "duplicates",
    **dict.fromkeys(("output", "indicator", "target", "frozen_figure"), "indicators"),
    "code": "code_lists",
    "logo": "settings",
    "declaration": "settings",
}
# The noun whose records a page shows one by one.
NOUNS_OF = {"activity": ACTIVITY, "participants": PARTICIPANT, "organisations": ORGANISATION}
# The part of an activity that shows what belongs to it.
PARTS_OF = {
    "half_day": "half_days",
    "registration": "people",
    "attendance": "attendance",
    "travel_claim": "travel",
    "attestation": "papers",
    "question": "papers",
    "sheet_print": "papers",
    "evidence": "evidence",
}
NOUN_ICONS = {
    ACTIVITY: "calendar-days",
    PARTICIPANT: "user",
    ORGANISATION: "building-2",
    "action_plan": "clipboard-list",
    "commitment": "clipboard-check",
    "evidence": "file-text",
    "half_day": "calendar",
    "registration": "user-plus",
    "attendance": "list-checks",
    "attestation": "award",
    "travel_claim": "banknote",
}
MOST_REMEMBERED = 8


def open_record(desk: Desk, owner: QObject, noun: str, key: UUID | str) -> None:
    """Show a record: on its page, or on that of the activity or person it belongs to."""
    page = PAGES_OF.get(noun)
    if page is not None:
        desk.go(page, UUID(key) if isinstance(key, str) and page in NOUNS_OF else key)
        return

    def work(workspace: Any) -> Any:  # noqa: ANN401
        from ssc_desktop.services import record_places

        return record_places.place_of(workspace.store, noun, key)

    def show(place: Any) -> None:  # noqa: ANN401
        if place is not None and place.noun in PAGES_OF:
            part = PARTS_OF.get(noun, "") if place.noun == ACTIVITY else ""
            desk.go(PAGES_OF[place.noun], (place.key, part) if part else place.key)

    desk.ops.read(owner, work, show)


def remember(desk: Desk, noun: str, key: UUID) -> None:
    """Note where one is. Only the key is kept outside the workspace: it names nobody."""
    word = f"{noun}:{key}"
    others = [each for each in desk.memory.words(_name(desk)) if each != word]
    desk.memory.keep_words(_name(desk), [word, *others][:MOST_REMEMBERED])


def remembered(desk: Desk) -> list[tuple[str, UUID]]:
    """The records one was at last, the latest first."""
    words = (each.partition(":") for each in desk.memory.words(_name(desk)))
    return [(noun, UUID(key)) for noun, _, key in words if noun in NOUNS_OF.values() and key]


def _name(desk: Desk) -> str:
    return f"places/{desk.workspace.office.id}"
