"""What an activity sheet says beyond its fields: programme, people counted, what follows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from ssc_desktop.domain.activity import MONEY, Activity
from ssc_desktop.domain.attendance import PRESENT_STATES, TEAM_ROLES
from ssc_desktop.domain.evidence import Evaluation
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.followup import Beneficiaries, Recommendation
from ssc_desktop.domain.record import now
from ssc_desktop.domain.reference import entries, name_of
from ssc_desktop.domain.types import Amount
from ssc_desktop.language import Language
from ssc_desktop.paper.activity_content import (
    Budget,
    Contribution,
    HalfDayLine,
    Promise,
    Tally,
)
from ssc_desktop.paper.attendance_content import Slot
from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.text import ltr
from ssc_desktop.services.attendance import Register
from ssc_desktop.services.participants import Listed
from ssc_desktop.services.sheet_contents import age_band, hours_of
from ssc_desktop.storage import evidence, sheets
from ssc_desktop.storage.records import every
from ssc_desktop.storage.store import Db

# Indicators that count people, and those that count institutions; all others are counted from
# documents, never typed by hand.
_PEOPLE = frozenset({"1.3", "1.4", "2.7", "2.8", "3.3", "3.7", "3.10", "4.2", "4.3"})
_INSTITUTIONS = frozenset({"3.6"})


def left_out(activity: Activity) -> frozenset[str]:
    """Fields that the sheet shows in its heading, among the people counted or in the budget; of
    a sensitive activity also those that name people."""
    hidden = {
        each.name
        for each in fields_of(type(activity))
        if each.facts.section == MONEY or (activity.sensitive and each.facts.personal)
    }
    return frozenset({"code", "title", "invited_count"} | hidden)


def half_day_lines(register: Register) -> tuple[HalfDayLine, ...]:
    """The programme, with how many attended each half-day that is marked; who led it is not
    named on the sheet of a sensitive activity."""
    counted = register.totals.by_half_day
    marked = {slot for _, slot in register.marks}
    return tuple(
        HalfDayLine(
            Slot(each.slot, hours_of(each)),
            each.topic or "",
            "" if register.activity.sensitive else each.facilitator or "",
            counted[each.slot]["all"] if each.slot in marked else None,
        )
        for each in register.half_days
    )


def reached_facts(db: Db, register: Register, language: Language) -> tuple[Fact, ...]:
    """Invited, registered, present, and how many of them for the first time."""
    activity, totals = register.activity, register.totals
    facts = []
    invited = getattr(activity, "invited_count", None)
    if invited:
        facts.append(Fact(language("Invited"), language.number(invited)))
    facts.append(Fact(language("Registered"), language.number(totals.registered)))
    if totals.attended:
        facts.append(Fact(language("Attended"), language.number(totals.attended)))
        days = language.number(totals.participant_days)
        facts.append(Fact(language("Participant-days"), days))
    if totals.attended and activity.start:
        before = sheets.attended_before(db, activity.id, activity.start)
        new = sum(1 for each in _attending(register) if each.participant.id not in before)
        facts.append(Fact(language("For the first time"), language.number(new)))
    return tuple(facts)


def tallies_of(db: Db, register: Register, language: Language) -> tuple[Tally, ...]:
    """People by country, stakeholder category and age group, and sex; then beneficiaries."""
    people = _attending(register) or _guests(register)
    activity = register.activity

    ways: tuple[tuple[str, str, Callable[[Listed], str | None]], ...] = (
        (language("Country"), "country", lambda each: each.participant.country),
        (language("Stakeholder category"), "stakeholder_category", _category),
        (
            language("Age group"),
            "age_band",
            lambda each: age_band(each.participant, activity.start),
        ),
    )
    found = [
        _tally(title, code_list, people, key, language) for title, code_list, key in ways if people
    ]
    reached = _beneficiaries(db, activity.id, language)
    return tuple(each for each in (*found, reached) if each.rows)


def promises_of(
    db: Db, activity: UUID, names: dict[UUID, str], language: Language
) -> tuple[Promise, ...]:
    """The recommendations."""
    return tuple(
        Promise(
            each.text or "",
            names.get(each.responsible_id, "") if each.responsible_id else "",
            each.due_on,
            name_of("recommendation_state", each.state, language),
        )
        for each in every(db, Recommendation, activity_id=activity)
    )


def learning_facts(db: Db, activity: UUID, language: Language) -> tuple[Fact, ...]:
    """Means of tests and of the satisfaction survey, each with its number of answers."""
    forms = every(db, Evaluation, activity_id=activity)
    asked = (
        (language("Mean before"), [each.score_before for each in forms]),
        (language("Mean after"), [each.score_after for each in forms]),
        (language("Satisfaction (1 to 4)"), [each.satisfaction_score for each in forms]),
    )
    return tuple(_mean(label, scores, language) for label, scores in asked if any(scores))


def evidence_lines(db: Db, activity: UUID, language: Language) -> tuple[tuple[str, int], ...]:
    """Every kind of document with how many of it the workspace holds; one that is withdrawn
    only where some are held."""
    held = Counter(each.evidence_type or "other" for each, _ in evidence.listed(db, activity))
    today = now().date()
    kinds = [each for each in entries("evidence_type") if each.valid_on(today) or held[each.code]]
    return tuple((each.name(language), held[each.code]) for each in kinds)


def budget_of(activity: Activity, language: Language) -> Budget:
    """The amounts as recorded, and in euro where a rate is recorded; nothing is assumed."""
    currency, rate = activity.currency, activity.rate
    turned = rate if rate and currency and currency != "EUR" else None
    rows = []
    for each in fields_of(type(activity)):
        amount = getattr(activity, each.name, None)
        if not isinstance(each.type, Amount) or amount is None:
            continue
        local = language.money(amount, currency) if currency else language.number(amount)
        euro = language.money(amount / turned, "EUR") if turned else ""
        rows.append((language(each.facts.label), ltr(local), ltr(euro)))
    return Budget(tuple(rows), _rate_note(activity, language) if rows else "")


def _rate_note(activity: Activity, language: Language) -> str:
    """The rate with its date, or that there is none."""
    if not activity.currency or activity.currency == "EUR":
        return ""
    if not activity.rate:
        return language("No rate is recorded: the amounts are not shown in euro.")
    rate = ltr(f"1 EUR = {language.number(activity.rate)} {activity.currency}")
    if activity.rate_on:
        return language("Rate: {rate}, of {day}", rate=rate, day=language.date(activity.rate_on))
    return language("Rate: {rate}, its date is not recorded", rate=rate)


def contributions_of(register: Register, language: Language) -> tuple[Contribution, ...]:
    """What the activity brings to each of its indicators, as far as its register says today."""
    there = _attending(register)
    women = sum(1 for each in there if each.participant.sex == "F")
    people = language.plural("{count} person attended", "{count} people attended", len(there))
    if women:
        people += language.plural(", of whom {count} woman", ", of whom {count} women", women)
    institutions = len({each.organisation.id for each in there if each.organisation})
    bodies = language.plural(
        "{count} organisation attended", "{count} organisations attended", institutions
    )
    found = []
    for code in register.activity.indicators:
        counted = language("From its documents")
        if code in _PEOPLE | _INSTITUTIONS:
            counted = people if code in _PEOPLE else bodies
            counted = counted if there else language("Attendance is not marked yet")
        found.append(Contribution(code, name_of("indicator", code, language), counted))
    return tuple(found)


def _mean(label: str, scores: Sequence[Decimal | int | None], language: Language) -> Fact:
    known = [Decimal(score) for score in scores if score is not None]
    mean = round(sum(known, Decimal(0)) / len(known), 2)
    count = language.plural("{count} answer", "{count} answers", len(known))
    return Fact(label, f"{language.number(mean)} ({count})")


def _guests(register: Register) -> list[Listed]:
    return [each for each in register.people if each.role not in TEAM_ROLES]


def _attending(register: Register) -> list[Listed]:
    there = {person for (person, _), state in register.marks.items() if state in PRESENT_STATES}
    return [each for each in _guests(register) if each.participant.id in there]


def _category(listed: Listed) -> str | None:
    """The category of a person, else that of the organisation."""
    own = listed.participant.stakeholder_category
    return own or (listed.organisation.kind if listed.organisation else None)


def _tally(
    title: str,
    code_list: str,
    people: Iterable[Listed],
    key: Callable[[Listed], str | None],
    language: Language,
) -> Tally:
    """Rows in the order of the code list; those without a code last."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for person in people:
        counted[key(person) or ""].update([_sex(person.participant.sex)])
    if not any(counted):
        return Tally(title, ())
    order = [each.code for each in entries(code_list)]
    codes = sorted(counted, key=lambda code: order.index(code) if code in order else len(order))
    return Tally(title, tuple(_row(code_list, code, counted[code], language) for code in codes))


def _row(
    code_list: str, code: str, counts: Counter[str], language: Language
) -> tuple[str, int, int, int]:
    name = name_of(code_list, code, language) if code else language("Not stated")
    return (name, counts["F"], counts["M"], counts["X"])


def _sex(code: str | None) -> str:
    return code if code in ("F", "M") else "X"


def _beneficiaries(db: Db, activity: UUID, language: Language) -> Tally:
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in every(db, Beneficiaries, activity_id=activity):
        counted[each.beneficiary_type or ""][_sex(each.sex)] += each.count or 0
    rows = [_row("beneficiary_type", code, counts, language) for code, counts in counted.items()]
    return Tally(language("Beneficiaries"), tuple(rows))
