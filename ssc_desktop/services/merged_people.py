"""Two records that are one: merged field by field, the merge undone; people and organisations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.fields import Field, fields_of
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.phones import read_phone
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.services import decision_log
from ssc_desktop.storage import merges, participants
from ssc_desktop.storage.records import assign, find
from ssc_desktop.storage.store import Db, Store

# A number is kept as typed beside what was read: chosen, both go together.
_WITH_PHONE = "phone_as_typed"
# What reads otherwise once two people are one.
_PEOPLE = (
    "participant", "registration", "attendance", "consent", "travel_claim", "attestation", "decision",
)  # fmt: skip
_ORGANISATIONS = ("organisation", "participant", "activity", "decision")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two records differ, and which value would be lost without a choice:
    ``suggested`` is the survivor's value, or the other's where the survivor says nothing."""

    field: Field
    survivor: object
    loser: object

    @property
    def suggested(self) -> object:
        """What a merge that nobody looks at should keep."""
        return self.loser if self.survivor in _NOTHING else self.survivor


_NOTHING = (None, "", ())


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that was made: who survives, who was given up, the fields that were written."""

    survivor: UUID
    loser: UUID
    written: tuple[str, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A merge that was undone: the fields that say again what they said, and those that somebody
    changed since, which were left."""

    survivor: UUID
    loser: UUID
    restored: tuple[str, ...]
    left: tuple[str, ...]
    changes: Changes


def differences(store: Store, survivor: UUID, loser: UUID) -> tuple[Difference, ...]:
    """The fields in which two people differ, restricted ones included."""
    return _differences(store, Participant, survivor, loser)


def organisation_differences(store: Store, survivor: UUID, loser: UUID) -> tuple[Difference, ...]:
    """The fields in which two organisations differ."""
    return _differences(store, Organisation, survivor, loser)


def merge_people(
    store: Store,
    survivor: UUID,
    loser: UUID,
    values: Mapping[str, object] | None = None,
    *,
    reason: str = "",
) -> Merge:
    """Make two records one person; ``values`` are written into the one that survives.

    Registrations, marks, consents, claims and attestations of the other stay where they are and
    are read as the survivor's. ``unmerge`` undoes it. At headquarters the merge stands in the log
    of decisions, with its reason.
    """
    read = _read_person(values or {})
    with store.writing() as db:
        merge = _merge(db, Participant, survivor, loser, read, _PEOPLE)
        decision_log.note_merge(db, store, "participant", merge.loser, reason)
    return merge


def merge_organisations(
    store: Store,
    survivor: UUID,
    loser: UUID,
    values: Mapping[str, object] | None = None,
    *,
    reason: str = "",
) -> Merge:
    """Make two records one organisation; ``values`` are written into the one that survives."""
    read = read_values(Organisation, values or {})
    with store.writing() as db:
        merge = _merge(db, Organisation, survivor, loser, read, _ORGANISATIONS)
        decision_log.note_merge(db, store, "organisation", merge.loser, reason)
    return merge


def unmerge(store: Store, loser: UUID) -> Unmerged:
    """Undo the merge that gave this person up: the two are two again.

    Fields that the merge wrote into the survivor go back to what they said, unless somebody
    changed them since: those are left and told.
    """
    with store.writing() as db:
        return _unmerge(db, Participant, loser, _PEOPLE)


def unmerge_organisation(store: Store, loser: UUID) -> Unmerged:
    """Undo the merge that gave this organisation up."""
    with store.writing() as db:
        return _unmerge(db, Organisation, loser, _ORGANISATIONS)


def merged_into(store: Store, person: UUID) -> tuple[Participant, ...]:
    """The records that were given up for a person, each as it was recorded."""
    with store.reading() as db:
        _, *given_up = merges.of_people(db).same(person)
        found = (participants.by_key(db, key) for key in given_up)
        return tuple(each for each in found if each is not None)


def standing_people(store: Store, keys: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each key, as an old sheet or list has it, the key of the person it leads to today."""
    with store.reading() as db:
        lead = merges.of_people(db)
        return {key: lead.standing(key) for key in keys}


Mergeable = Participant | Organisation


def _read_person(values: Mapping[str, object]) -> dict[str, object]:
    read = read_values(Participant, values)
    if read.get("phone") and _WITH_PHONE not in read:
        phone = read_phone(str(read["phone"]), read.get("country"))
        read["phone"], read[_WITH_PHONE] = phone.number, phone.as_typed
    return read


def _differences(
    store: Store, record_class: type[Mergeable], survivor: UUID, loser: UUID
) -> tuple[Difference, ...]:
    with store.reading() as db:
        one, other = find(db, record_class, survivor), find(db, record_class, loser)
    compared = (
        Difference(each, getattr(one, each.name), getattr(other, each.name))
        for each in fields_of(record_class)
        if each.name != merges.REGISTER
    )
    return tuple(
        each
        for each in compared
        if each.survivor != each.loser
        and not (each.survivor in _NOTHING and each.loser in _NOTHING)
    )


def _merge(
    db: Db,
    record_class: type[Mergeable],
    survivor: UUID,
    loser: UUID,
    values: Mapping[str, object],
    nouns: Iterable[str],
) -> Merge:
    lead = merges.of(db, record_class)
    kept = find(db, record_class, lead.standing(survivor))
    given_up = find(db, record_class, lead.standing(loser))
    _refuse(db, kept, given_up, values)
    before = {name: getattr(kept, name) for name in values}
    assign(kept, values)
    if kept.id in lead.in_circles:
        kept.merged_into_id = None
    given_up.merged_into_id = kept.id
    written = tuple(name for name in values if getattr(kept, name) != before[name])
    return Merge(kept.id, given_up.id, written, Changes.of(nouns, 2))


def _refuse(db: Db, kept: Mergeable, given_up: Mergeable, values: Mapping[str, object]) -> None:
    if merges.REGISTER in values:
        raise Problem(
            "unknown-field",
            N_("There is no field named {name}. Nothing was saved. Check the spelling."),
            field=merges.REGISTER,
            name=merges.REGISTER,
        )
    if kept.id == given_up.id:
        raise Problem("already-one", N_("These two are one record already. Nothing was changed."))
    if kept.removed or given_up.removed:
        raise Problem(
            "merge-removed",
            N_("One of the two was removed. Nothing was merged. Restore it first."),
        )
    if participants.erased(db, (kept.id, given_up.id)):
        raise erased_problem()


def erased_problem() -> Problem:
    """The trouble of a person whose data was erased."""
    return Problem(
        "person-erased",
        N_("The data of this person was erased. Nothing was changed. Record the person anew."),
    )


def _unmerge(db: Db, record_class: type[Mergeable], loser: UUID, nouns: Iterable[str]) -> Unmerged:
    given_up = find(db, record_class, loser)
    lead = merges.of(db, record_class)
    into = given_up.merged_into_id
    if into is None:
        raise Problem(
            "not-merged", N_("This record was not merged into another. Nothing was changed.")
        )
    standing = find(db, record_class, lead.standing(loser))
    if standing.id in lead.in_circles and standing is not given_up:
        # Two offices merged the two into each other; both registers have to go.
        standing.merged_into_id = None
    noun = record_class.__tablename__
    named, fields = merges.written_with(db, noun, loser)
    given_up.merged_into_id = None
    decision_log.forget_merge(db, noun, loser)
    back = {name: field.before for name, field in fields.items() if field.stands and named == into}
    back.pop(merges.REGISTER, None)
    merges.write_back(db, noun, into, back)
    left = tuple(sorted(fields.keys() - back.keys() - {merges.REGISTER}))
    return Unmerged(into, loser, tuple(sorted(back)), left, Changes.of(nouns, 2))
