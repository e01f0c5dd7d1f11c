"""Pilot monitoring: the sheet of a pilot activity, from all that is recorded about it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.followup import Beneficiaries, Milestone, MonitoringVisit, Risk
from ssc_desktop.domain.kinds.pilot_activity import PilotActivity
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.domain.reference import entries, name_of
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.pilot_content import Funds, PilotSheet, Reached, Stage, Threat, Visit
from ssc_desktop.paper.pilot_sheet import pilot_sheet
from ssc_desktop.services.attendance import Register, read_register
from ssc_desktop.services.letterheads import letterhead_of
from ssc_desktop.services.printed import Printed, write_paper
from ssc_desktop.services.sheet_contents import Around, read_around
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.records import every
from ssc_desktop.storage.store import Db


def print_pilot(
    workspace: Workspace, code: str | UUID, *, language: Language, path: Path | None = None
) -> Printed:
    """Print the monitoring sheet of a pilot activity; other activities have none."""
    store = workspace.store
    register = read_register(store, code)
    activity = register.activity
    if not isinstance(activity, PilotActivity):
        raise Problem(
            "not-a-pilot-activity",
            N_(
                "Only a pilot activity has a monitoring sheet. Nothing was printed. Print the activity sheet instead."
            ),
        )
    with store.reading() as db:
        around = read_around(db, store.officer_id)
        sheet = _sheet(db, register, activity, around, language)
    pdf = pilot_sheet(sheet, language)
    write_paper(path, pdf)
    return Printed(pdf, path=path)


def _sheet(
    db: Db, register: Register, activity: PilotActivity, around: Around, language: Language
) -> PilotSheet:
    names = around.names(language)
    key, sensitive = activity.id, bool(activity.sensitive)
    lead = names.get(activity.lead_organisation_id, "") if activity.lead_organisation_id else ""
    partner = _partner(activity, names)
    visits = every(db, MonitoringVisit, activity_id=key)
    jobs = activity.jobs_created
    return PilotSheet(
        letterhead=letterhead_of(register, around, language, now()),
        facts=_facts(activity, (lead, partner), names, language),
        rag=activity.rag or "",
        rag_words=name_of("rag", activity.rag, language),
        funds=_funds(activity, language),
        stages=tuple(_stages(every(db, Milestone, activity_id=key), language)),
        outputs=activity.outputs or "",
        jobs="" if jobs is None else language.number(jobs),
        reached=_reached(every(db, Beneficiaries, activity_id=key), language),
        threats=tuple(_threat(each, hidden=sensitive) for each in every(db, Risk, activity_id=key)),
        visit=_last_visit(visits, language, hidden=sensitive),
        signers=(
            (N_("Lead organisation"), lead),
            (N_("Partner organisation"), partner),
            (N_("Checked by"), name_of("agency", activity.agency, language)),
        ),
    )


def _partner(activity: PilotActivity, names: dict[UUID, str]) -> str:
    key = activity.partner_organisation_id
    return names.get(key, "") if key else ""


def _facts(
    activity: PilotActivity, pair: tuple[str, str], names: dict[UUID, str], language: Language
) -> tuple[Fact, ...]:
    """What is known, in the order of the sheet; the pair stands even when nobody is named yet."""
    plan = names.get(activity.action_plan_id, "") if activity.action_plan_id else ""
    shown = (
        (language("Lead organisation"), pair[0] or "…"),
        (language("Partner organisation"), pair[1] or "…"),
        (language("Sector"), name_of("sector", activity.sector, language)),
        (language("Themes"), language.list_of(
            [name_of("theme", each, language) for each in activity.themes])),
        (language("Country"), name_of("country", activity.country, language)),
        (language("Region"), name_of("region", activity.region, language)),
        (language("City or commune"), activity.city or ""),
        (language("Status"), name_of("activity_status", activity.status, language)),
        (language("Start date"), _day(activity.start, language)),
        (language("End date"), _day(activity.end, language)),
        (language("Lead agency"), name_of("agency", activity.agency, language)),
        (language("Action plan"), plan),
    )  # fmt: skip
    return tuple(Fact(label, value) for label, value in shown if value)


def _day(day: date | None, language: Language) -> str:
    return language.date(day) if day else ""


def _funds(activity: PilotActivity, language: Language) -> tuple[Funds, ...]:
    """Grant and other funds, then what was disbursed, spent and is left, with their shares."""
    grant, other = activity.grant_amount, activity.other_funds
    spent = activity.budget_spent
    whole = sum((each for each in (grant, other) if each is not None), Decimal(0))
    left = whole - spent if whole and spent is not None else None
    of_grant, of_funds = N_("{share} of the grant"), N_("{share} of all funds")
    return (
        Funds(language("Grant"), _money(grant, activity, language)),
        Funds(language("Other funds"), _money(other, activity, language)),
        _share(language("Disbursed"), activity.disbursed, grant, of_grant, activity, language),
        _share(language("Spent"), spent, whole, of_funds, activity, language),
        _share(language("Left to spend"), left, whole, of_funds, activity, language),
    )


def _share(
    label: str,
    amount: Decimal | None,
    whole: Decimal | None,
    of: str,
    activity: Activity,
    language: Language,
) -> Funds:
    """An amount with its share of a whole; ``of`` is marked."""
    shown = _money(amount, activity, language)
    if amount is None or not whole:
        return Funds(label, shown)
    share = float(amount / whole)
    return Funds(label, shown, share, language(of, share=language.percent(share)))


def _money(amount: Decimal | None, activity: Activity, language: Language) -> str:
    if amount is None:
        return ""
    currency = activity.currency
    return language.money(amount, currency) if currency else language.number(amount)


def _stages(milestones: list[Milestone], language: Language) -> list[Stage]:
    """In the order of the plan; those without a date last."""
    planned = sorted(milestones, key=lambda each: (each.planned_on is None, each.planned_on))
    return [
        Stage(
            each.title or "",
            _day(each.planned_on, language),
            _day(each.reached_on, language),
            each.progress,
            name_of("milestone_state", each.state, language),
        )
        for each in planned
    ]


def _reached(rows: list[Beneficiaries], language: Language) -> tuple[Reached, ...]:
    """Counts by type and age group in the order of the code lists, direct and indirect."""
    counted: defaultdict[tuple[str, str], list[list[int]]]
    counted = defaultdict(lambda: [[0, 0, 0], [0, 0, 0]])
    for each in rows:
        sex = ("F", "M").index(each.sex) if each.sex in ("F", "M") else 2
        place = counted[each.beneficiary_type or "", each.age_band or ""]
        place[0 if each.is_direct else 1][sex] += each.count or 0
    types = [each.code for each in entries("beneficiary_type")]
    ages = [each.code for each in entries("age_band")]
    ordered = sorted(counted, key=lambda key: (_rank(types, key[0]), _rank(ages, key[1])))
    return tuple(
        Reached(
            name_of("beneficiary_type", kind, language) or language("Not stated"),
            name_of("age_band", age, language),
            _counts(counted[kind, age][0]),
            _counts(counted[kind, age][1]),
        )
        for kind, age in ordered
    )


def _rank(codes: list[str], code: str) -> int:
    return codes.index(code) if code in codes else len(codes)


def _counts(counts: list[int]) -> tuple[int, int, int]:
    women, men, unstated = counts
    return women, men, unstated


def _threat(risk: Risk, *, hidden: bool) -> Threat:
    return Threat(
        risk.text or "",
        risk.cause or "",
        _level(risk.likelihood),
        _level(risk.impact),
        risk.mitigation or "",
        "" if hidden else risk.owner or "",
    )


def _level(code: str | None) -> int | None:
    return int(code) if code and code.isdigit() else None


def _last_visit(visits: list[MonitoringVisit], language: Language, *, hidden: bool) -> Visit | None:
    """The latest visit; who came is not named on the sheet of a sensitive activity."""
    if not visits:
        return None
    last = max(visits, key=lambda each: (each.visited_on is not None, each.visited_on, each.id))
    facts = (
        Fact(language("Date"), _day(last.visited_on, language)),
        Fact(language("Visitor"), "" if hidden else last.visitor or ""),
        Fact(language("Next visit"), _day(last.next_visit_on, language)),
    )
    shown = tuple(fact for fact in facts if fact.value)
    return Visit(shown, last.findings or "", last.decisions or "")
