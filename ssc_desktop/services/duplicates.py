"""Who may be recorded twice: the list to review, pairs told apart, doubles of who is being typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.matching import DIFFERENT, REASONS, Identity, Likeness, likeness
from ssc_desktop.domain.merges import Merges
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.organisation_matching import organisation_likeness
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.phones import read_phone
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.signs import signs_of
from ssc_desktop.language import N_
from ssc_desktop.services import match_review
from ssc_desktop.services.duplicate_review import (
    identities_of,
    is_worth_showing,
    led,
    review_of,
    sharing,
    signs_of_person,
    sorted_pair,
)
from ssc_desktop.services.known_people import numbers_of
from ssc_desktop.services.participants import Listed
from ssc_desktop.storage import distinct, merges, organisations, participants, signs
from ssc_desktop.storage.store import Db, Store

Progress = Callable[[int, int], None]
# The few people who changed since the signs were made are looked at one by one.
_FEW = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one, the one recorded first in front."""

    one: Listed
    other: Listed
    score: float
    reasons: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The reasons in words, marked for translation."""
        return tuple(REASONS[each] for each in self.reasons)


@dataclass(frozen=True, slots=True)
class OrganisationPair:
    """Two organisations that may be one, the one recorded first in front."""

    one: Organisation
    other: Organisation
    score: float
    reasons: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The reasons in words, marked for translation."""
        return tuple(REASONS[each] for each in self.reasons)


@dataclass(frozen=True, slots=True)
class Double:
    """Somebody known who may be the person being typed; ``registered`` in the activity already."""

    person: Listed
    likeness: Likeness
    registered: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """The reasons in words, marked for translation."""
        return tuple(REASONS[each] for each in self.likeness.reasons)


def likely_duplicates(
    store: Store, *, limit: int | None = 50, offset: int = 0, progress: Progress | None = None
) -> list[Pair]:
    """Pairs of people who may be one, the likeliest first; those told apart are left out.

    The first call compares everybody, later ones only whoever changed.
    """
    scored = review_of(store, progress)
    with store.reading() as db:
        found = _to_review(db, scored)[offset : None if limit is None else offset + limit]
        people = _listed(db, {key for pair, _ in found for key in pair})
    return [
        Pair(people[one], people[other], alike.score, alike.reasons)
        for (one, other), alike in found
        if one in people and other in people
    ]


def count_likely_duplicates(store: Store, progress: Progress | None = None) -> int:
    """How many pairs there are to review."""
    scored = review_of(store, progress)
    with store.reading() as db:
        return len(_to_review(db, scored))


def likely_duplicate_organisations(
    store: Store, *, limit: int | None = 50, offset: int = 0
) -> list[OrganisationPair]:
    """Pairs of organisations that may be one, the likeliest first."""
    with store.reading() as db:
        lead = merges.of_organisations(db)
        apart = distinct.told_apart(db, "organisation", lead)
        standing = organisations.listed(db)
    found = [
        OrganisationPair(one, other, alike.score, alike.reasons)
        for one, other, alike in organisation_likeness(standing)
        if sorted_pair(one.id, other.id) not in apart
    ]
    found.sort(key=lambda each: (-each.score, each.one.id, each.other.id))
    return found[offset : None if limit is None else offset + limit]


def show_pair(store: Store, one: UUID, other: UUID) -> Pair:
    """How alike two people are, whether they are on the list or not."""
    with store.reading() as db:
        pair = sorted_pair(*(_person(db, key).id for key in (one, other)))
        people = _listed(db, set(pair))
        known = identities_of(db, pair)
    alike = likeness(*(known[key] for key in pair))
    by_codes = match_review.scored_by_codes(store).get(pair)
    if by_codes is not None and alike.verdict == DIFFERENT:
        alike = by_codes
    return Pair(people[pair[0]], people[pair[1]], alike.score, alike.reasons)


def dismiss(store: Store, one: UUID, other: UUID) -> Changes:
    """Remember, here and everywhere, that two people or two organisations are two."""
    return _tell(store, one, other, apart=True)


def restore_pair(store: Store, one: UUID, other: UUID) -> Changes:
    """Take back that two records are two: they are reviewed again."""
    return _tell(store, one, other, apart=False)


def doubles_of(
    store: Store,
    values: Mapping[str, object],
    *,
    activity: UUID | None = None,
    limit: int = 5,
    besides: UUID | None = None,
) -> list[Double]:
    """Who is known already and may be the person being typed, the likeliest first.

    Half-typed values are no trouble. ``besides`` is the record being typed into, if there is one:
    who was told apart from it is left out.
    """
    with store.reading() as db:
        changed = signs.changed_since(db, signs.made_upto(db))
    if len(changed) > _FEW:
        with store.writing() as db:
            signs.refresh(db, signs_of_person)
        changed = set()
    with store.reading() as db:
        lead = merges.of_people(db)
        asked = _typed(values, merges.of_organisations(db))
        itself = set(lead.same(besides)) if besides else set()
        apart = _apart_from(db, lead, besides)
        found = _alike(db, asked, changed, itself)
        ranked = sorted(found.items(), key=lambda each: (-each[1].score, each[0]))
        standing: dict[UUID, Likeness] = {}
        for key, alike in ranked:
            if lead.standing(key) not in apart:
                standing.setdefault(lead.standing(key), alike)
        people = _listed(db, set(standing))
        places = participants.registrations(db, activity=activity) if activity else []
    on_list = {each.participant_id for each in places}
    doubles = [Double(people[k], standing[k], k in on_list) for k in standing if k in people]
    return doubles[:limit]


def _apart_from(db: Db, lead: Merges, person: UUID | None) -> set[UUID]:
    if person is None:
        return set()
    itself = lead.standing(person)
    pairs = distinct.told_apart(db, "participant", lead)
    return {key for pair in pairs if itself in pair for key in pair} - {itself}


# --- the review ---------------------------------------------------------------------------------


def _to_review(
    db: Db, scored: dict[tuple[UUID, UUID], Likeness]
) -> list[tuple[tuple[UUID, UUID], Likeness]]:
    lead = merges.of_people(db)
    apart = distinct.told_apart(db, "participant", lead)
    pairs = led(scored, lead) if lead else scored
    open_pairs = [(pair, alike) for pair, alike in pairs.items() if pair not in apart]
    return sorted(open_pairs, key=lambda each: (-each[1].score, each[0]))


def _listed(db: Db, keys: set[UUID]) -> dict[UUID, Listed]:
    people = signs.people_of(db, keys)
    companies = {each.organisation_id for each in people.values() if each.organisation_id}
    names = organisations.named(db, companies)
    return {
        key: Listed(each, names.get(each.organisation_id) if each.organisation_id else None)
        for key, each in people.items()
    }


def _person(db: Db, key: UUID) -> Participant:
    found = participants.standing(db, key)
    if found is None or found.removed:
        raise Problem(
            "unknown-participant",
            N_("There is no such participant in this workspace. Nothing was changed."),
        )
    return found


def _tell(store: Store, one: UUID, other: UUID, *, apart: bool) -> Changes:
    with store.writing() as db:
        noun, lead = _noun_of(db, one, other)
        pair = sorted_pair(lead.standing(one), lead.standing(other))
        if pair[0] == pair[1]:
            raise Problem(
                "already-one", N_("These two are one record already. Nothing was changed.")
            )
        distinct.tell(db, noun, *pair, apart=apart)
    return Changes.of({"distinct_pair", noun})


def _noun_of(db: Db, one: UUID, other: UUID) -> tuple[str, Merges]:
    for record_class in (Participant, Organisation):
        if all(db.get(record_class, key) is not None for key in (one, other)):
            return record_class.__tablename__, merges.of(db, record_class)
    raise Problem("not-found", N_("This record is not in the workspace. Nothing was changed."))


# --- who is being typed -------------------------------------------------------------------------


def _typed(values: Mapping[str, object], companies: Merges) -> Identity:
    """What can be recognised of values as they are typed."""
    text = {name: str(value).strip() for name, value in values.items() if value is not None}
    phone = read_phone(text.get("phone", ""), text.get("country"))
    year = text.get("birth_year", "")
    key = values.get("organisation_id")
    same = ("family_name", "given_names", "name_ar", "email", "function", "age_band", "sex")
    return Identity(
        **{name: text.get(name, "") for name in (*same, "country", "city", "alias")},
        phones=numbers_of(phone.number, phone.as_typed),
        organisation=str(companies.standing(key)) if isinstance(key, UUID) else "",
        birth_year=int(year) if year.isdigit() else None,
    )


def _alike(db: Db, asked: Identity, changed: set[UUID], itself: set[UUID]) -> dict[UUID, Likeness]:
    rare = {**dict.fromkeys(changed, True), **sharing(db, asked)}
    wanted = signs_of(asked)
    found = {}
    for key, identity in identities_of(db, rare.keys() - itself).items():
        shares = key not in changed or not wanted.isdisjoint(signs_of(identity))
        alike = likeness(identity, asked)
        if shares and (is_worth_showing(alike, rare=rare[key]) or (rare[key] and _fits(alike))):
            found[key] = alike
    return found


def _fits(alike: Likeness) -> bool:
    """Whether a name sounds the same and nothing typed so far speaks against it."""
    reasons = set(alike.reasons)
    contradicted = any(each.endswith("-differs") for each in reasons)
    return bool(reasons & {"name-equal", "name-variant"}) and not contradicted
