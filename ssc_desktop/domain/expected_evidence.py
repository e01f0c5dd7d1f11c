"""Which supporting documents an activity of a kind is expected to keep once it is over."""

from __future__ import annotations

from collections.abc import Collection

from ssc_desktop.domain.activity import Activity

Alternatives = tuple[str, ...]
"""Types of evidence of which one is enough, the most usual first."""

# What is done at a desk is proved by what it brought about, not by who sat there.
_AT_A_DESK = frozenset({"study", "diagnosis", "mapping", "survey", "lessons_learnt"})
_COMMITTEES = frozenset({"steering_committee", "technical_committee"})
_AGENDA = ("agenda", "terms_of_reference")
_REPORT = ("report", "minutes")
_OF_KIND: dict[str, tuple[Alternatives, ...]] = {
    "workshop": (_AGENDA, _REPORT),
    "capacity_session": (_AGENDA, ("test",), ("evaluation",), _REPORT),
    "pilot_activity": (("report",), ("photo",)),
}


def expected_evidence(activity: Activity) -> tuple[Alternatives, ...]:
    """The types of evidence expected of an activity; one of each row of alternatives is enough."""
    if activity.activity_type in _AT_A_DESK:
        return (("terms_of_reference",), ("report",))
    if activity.activity_type in _COMMITTEES:
        return (*_signed(activity), ("agenda",), ("minutes", "report"))
    return (*_signed(activity), *_OF_KIND.get(activity.kind, (_AGENDA, _REPORT)))


def missing_evidence(activity: Activity, held: Collection[str]) -> tuple[str, ...]:
    """The expected types that are not held, each row told by its most usual type."""
    rows = expected_evidence(activity)
    return tuple(row[0] for row in rows if not any(each in held for each in row))


def _signed(activity: Activity) -> tuple[Alternatives, ...]:
    if activity.kind == "pilot_activity":
        return ()
    if activity.modality == "online":
        return (("online_declaration", "signed_attendance"),)
    return (("signed_attendance",),)
