"""Where something is typed before it is recorded: what drafts are kept under."""

from __future__ import annotations

from uuid import UUID

# ``record/NOUN/KEY`` for fields of a record that is there, ``new/NOUN/ACTIVITY`` for a new one.
_RECORD, _NEW = "record", "new"


def place_of_record(noun: str, key: UUID) -> str:
    """Where the drafts of a record's fields are kept."""
    return f"{_RECORD}/{noun}/{key}"


def place_of_new(noun: str, activity: UUID | None = None) -> str:
    """Where the draft of a new record is kept, one for each activity it is made for."""
    return f"{_NEW}/{noun}/{activity or ''}"


def record_at(place: str) -> tuple[str, UUID] | None:
    """The noun and key of the record whose fields are typed there."""
    return _parts(place) if place.startswith(f"{_RECORD}/") else None  # type: ignore[return-value]


def new_at(place: str) -> tuple[str, UUID | None] | None:
    """The noun of the new record that is typed there, and the activity it is made for."""
    return _parts(place) if place.startswith(f"{_NEW}/") else None


def _parts(place: str) -> tuple[str, UUID | None]:
    _, noun, key = place.split("/", 2)
    return noun, UUID(key) if key else None
