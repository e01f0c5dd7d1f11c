"""The tables reports share: activities, people, commitments, recommendations, evidence, budgets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.reference import entries, name_of
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.report_content import CODE, NUMBER, Head, Table
from ssc_desktop.services import sheet_contents
from ssc_desktop.services.evidence_completeness import PeriodEvidence, by_quarter
from ssc_desktop.services.report_facts import FEWEST, ReportFacts
from ssc_desktop.storage.reported import Counted

_DASH = "–"
_COUNTED = (N_("Women"), N_("Men"), N_("Not stated"), N_("Total"))


def count_shown(count: int | None, language: Language) -> str:
    """A count, or that it is too small to be told."""
    return language("fewer than 5") if count is None else language.number(count)


def place_shown(activity: Activity, language: Language) -> str:
    """Where an activity was; of a sensitive one the country alone."""
    if activity.sensitive:
        return name_of("country", activity.country, language)
    return sheet_contents.place_of(activity.city, None, activity.country, language)


def activities_table(
    facts: ReportFacts,
    activities: Sequence[Activity],
    language: Language,
    *,
    title: str = "",
    may_shorten: bool = False,
) -> Table:
    """Activities with their dates, places, status and how many attended."""
    heads = (
        Head(language("Code"), 2.2, CODE),
        Head(language("Title"), 3.6),
        Head(language("Dates"), 1.9),
        Head(language("Place"), 1.7),
        Head(language("Status"), 1.1),
        Head(language("Women"), 0.8, NUMBER),
        Head(language("Attended"), 0.9, NUMBER),
    )
    rows = []
    for each in activities:
        presence = facts.presence([each])
        came = bool(facts.there([each]))
        rows.append(
            (
                each.code or "",
                each.title or "",
                language.dates(each.start, each.end),
                place_shown(each, language),
                name_of("activity_status", each.status, language),
                _DASH if presence.women is None or not came else language.number(presence.women),
                count_shown(presence.people, language) if came else _DASH,
            )
        )
    return Table(heads, tuple(rows), title=title, may_shorten=may_shorten)


# --- people -------------------------------------------------------------------------------------


def people_tables(facts: ReportFacts, language: Language) -> tuple[Table, ...]:
    """Those who attended, each once, by country and by category, women and men told apart."""
    people = {key: who for key, who in facts.there(facts.held).items() if key not in facts.untold}
    if not people:
        return ()
    ways: tuple[tuple[str, str, Callable[[Counted], str | None]], ...] = (
        (language("Country"), "country", lambda each: each.country),
        (language("Stakeholder category"), "stakeholder_category", lambda each: each.category),
    )
    return tuple(
        _people_table(facts, people, title, code_list, key, language)
        for title, code_list, key in ways
    )


def _people_table(
    facts: ReportFacts,
    people: dict[UUID, Counted],
    title: str,
    code_list: str,
    key: Callable[[Counted], str | None],
    language: Language,
) -> Table:
    cells: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kept: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for person, who in people.items():
        into = kept if person in facts.protected else cells
        into[key(who) or ""][_sex(who.sex)] += 1
    # One small cell could be worked out from the others: none of these people are broken down.
    small = any(0 < n < FEWEST for row in kept.values() for n in row.values())
    pooled: Counter[str] = Counter()
    for code, row in kept.items():
        if small:
            pooled["X"] += row.total()
        else:
            cells[code].update(row)
    order = {each.code: at for at, each in enumerate(entries(code_list))}
    codes = sorted(cells, key=lambda code: (order.get(code, len(order)), code))
    named = [
        (name_of(code_list, code, language) if code else language("Not stated"), cells[code])
        for code in codes
    ]
    if pooled:
        named.append((language("Sensitive activities, not broken down"), pooled))
    return counted_table(title, named, language)


def counted_table(
    title: str, rows: Iterable[tuple[str, Counter[str]]], language: Language
) -> Table:
    """Women, men, not stated and all, with a total."""
    named = list(rows)
    whole: Counter[str] = Counter()
    for _, counts in named:
        whole.update(counts)
    heads = (
        Head(title, 3.0),
        *(Head(language(each), 1.0, NUMBER) for each in _COUNTED),
    )
    lines = [*named, (language("Total"), whole)]
    return Table(
        heads,
        tuple(
            (name, *(language.number(n) for n in (c["F"], c["M"], c["X"], c.total())))
            for name, c in lines
        ),
        has_total=True,
    )


def beneficiaries_table(facts: ReportFacts, language: Language) -> Table:
    """The people pilot activities reached, as they were counted: direct, then indirect."""
    counted: defaultdict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
    for each in facts.held:
        for line in facts.beneficiaries.get(each.id, ()):
            way = line.is_direct is not False, line.beneficiary_type or ""
            counted[way][_sex(line.sex)] += line.count or 0
    rows = []
    for direct, code in sorted(counted, key=lambda way: (not way[0], way[1])):
        name = name_of("beneficiary_type", code, language) or language("Not stated")
        if not direct:
            name = language("{name} (indirect)", name=name)
        rows.append((name, counted[direct, code]))
    if not rows:
        return Table((), ())
    return counted_table(language("Beneficiaries"), rows, language)


def organisations_table(facts: ReportFacts, language: Language) -> Table:
    """The organisations whose people attended, by country and name."""
    sent = facts.companies_of(each for each in facts.held if not each.sensitive)
    rows = []
    for key, count in sent.items():
        found = facts.organisation(key)
        if found is None:
            continue
        rows.append(
            (
                name_of("country", found.country, language),
                sheet_contents.organisation_name(found, language),
                name_of("stakeholder_category", found.kind, language),
                language.number(count),
            )
        )
    heads = (
        Head(language("Country"), 1.2),
        Head(language("Organisation"), 3.4),
        Head(language("Category"), 1.8),
        Head(language("People"), 0.8, NUMBER),
    )
    return Table(heads, tuple(sorted(rows)))


def _sex(code: str | None) -> str:
    return code if code in ("F", "M") else "X"


# --- what follows -------------------------------------------------------------------------------


def commitments_table(
    facts: ReportFacts,
    language: Language,
    country: str | None = None,
    *,
    may_shorten: bool = False,
) -> Table:
    """The commitments of the action plans with their state and the activities that carry them."""
    carried: Counter[UUID] = Counter(
        each.commitment_id for each in facts.held if each.commitment_id is not None
    )
    heads = (
        Head(language("Code"), 1.3, CODE),
        Head(language("Reciprocal commitment"), 4.4),
        Head(language("Due on"), 1.2),
        Head(language("State"), 1.3),
        Head(language("Activities"), 0.9, NUMBER),
    )
    rows = []
    for key, each in facts.around.commitments.items():
        plan = facts.around.plans.get(each.action_plan_id) if each.action_plan_id else None
        if country and (plan is None or country not in plan.countries):
            continue
        rows.append(
            (
                each.code or "",
                language.choose(each.text_en, each.text_fr, each.text_ar),
                language.date(each.due_on) if each.due_on else "",
                name_of("commitment_state", each.state, language),
                language.number(carried[key]),
            )
        )
    return Table(heads, tuple(rows), may_shorten=may_shorten)


def recommendations_table(facts: ReportFacts, language: Language) -> Table:
    """What was recommended: what, who, by when, how far."""
    names = facts.around.names(language)
    heads = (
        Head(language("Activity"), 1.6, CODE),
        Head(language("Recommendation"), 4.0),
        Head(language("Responsible"), 1.8),
        Head(language("Due on"), 1.1),
        Head(language("State"), 1.1),
    )
    rows = [
        (
            activity.code or "",
            each.text or "",
            names.get(each.responsible_id, "") if each.responsible_id else "",
            language.date(each.due_on) if each.due_on else "",
            name_of("recommendation_state", each.state, language),
        )
        for activity in facts.activities
        for each in facts.recommendations.get(activity.id, ())
    ]
    return Table(heads, tuple(rows))


def risks_table(facts: ReportFacts, language: Language) -> Table:
    """The risks of pilot activities and what is done about them; nobody is named."""
    heads = (
        Head(language("Activity"), 1.6, CODE),
        Head(language("Risk"), 3.0),
        Head(language("Likelihood"), 1.0),
        Head(language("Impact"), 1.0),
        Head(language("Mitigation"), 3.0),
    )
    rows = [
        (
            activity.code or "",
            each.text or "",
            name_of("likelihood", each.likelihood, language),
            name_of("impact", each.impact, language),
            each.mitigation or "",
        )
        for activity in facts.activities
        for each in facts.risks.get(activity.id, ())
    ]
    return Table(heads, tuple(rows))


def evidence_tables(evidence: PeriodEvidence, language: Language) -> tuple[Table, ...]:
    """How complete the evidence is by quarter, then every activity that lacks something."""
    if not evidence.activities:
        return ()
    counted = (
        Head(language("Activities"), 1.0, NUMBER),
        Head(language("Complete"), 1.0, NUMBER),
        Head(language("Kept of expected"), 1.3, NUMBER),
        Head(language("Share"), 0.8, NUMBER),
    )
    heads = (Head(language("Quarter"), 1.2), *counted)
    quarters = tuple(
        _evidence_row(_quarter_shown(each.period, language), each, language)
        for each in by_quarter(evidence)
    )
    whole = _evidence_row(language("Total"), evidence, language)
    by_period = Table(heads, (*quarters, whole), has_total=True)
    lacking = tuple(
        (
            each.code,
            each.title,
            language.list_of([name_of("evidence_type", code, language) for code in each.missing]),
        )
        for each in evidence.activities
        if each.missing
    )
    columns = (
        Head(language("Code"), 1.4, CODE),
        Head(language("Title"), 3.0),
        Head(language("Missing"), 3.0),
    )
    return (by_period, Table(columns, lacking)) if lacking else (by_period,)


def _evidence_row(name: str, each: PeriodEvidence, language: Language) -> tuple[str, ...]:
    return (
        name,
        language.number(len(each.activities)),
        language.number(each.complete),
        f"{language.number(each.kept)} / {language.number(each.expected)}",
        language.percent(each.share),
    )


def _quarter_shown(period: str, language: Language) -> str:
    """``2021-Q3`` as people say it."""
    year, _, quarter = period.partition("-Q")
    if not year:
        return language("Without a date")
    return language("Quarter {quarter} of {year}", quarter=quarter, year=year)


# --- money --------------------------------------------------------------------------------------


def budget_table(facts: ReportFacts, language: Language) -> Table:
    """Planned and spent by currency; in euro where every amount has a rate."""
    planned: defaultdict[str, Decimal] = defaultdict(Decimal)
    spent: defaultdict[str, Decimal] = defaultdict(Decimal)
    euro: defaultdict[str, Decimal] = defaultdict(Decimal)
    without_rate: set[str] = set()
    for each in facts.activities:
        currency = each.currency or ""
        if each.budget_planned is None and each.budget_spent is None:
            continue
        planned[currency] += each.budget_planned or Decimal(0)
        spent[currency] += each.budget_spent or Decimal(0)
        rate = Decimal(1) if currency == "EUR" else each.rate
        if each.budget_spent and rate:
            euro[currency] += each.budget_spent / rate
        elif each.budget_spent:
            without_rate.add(currency)
    heads = (
        Head(language("Currency"), 1.0, CODE),
        Head(language("Budget planned"), 1.6, NUMBER),
        Head(language("Budget spent"), 1.6, NUMBER),
        Head(language("Spent, in euro"), 1.6, NUMBER),
    )
    rows = tuple(
        (
            currency or language("Not stated"),
            _amount(planned[currency], currency, language),
            _amount(spent[currency], currency, language),
            _DASH if currency in without_rate else _amount(euro[currency], "EUR", language),
        )
        for currency in sorted(planned)
    )
    return Table(heads, rows)


def _amount(amount: Decimal, currency: str, language: Language) -> str:
    return language.amount(amount, currency) if currency else language.number(amount)
