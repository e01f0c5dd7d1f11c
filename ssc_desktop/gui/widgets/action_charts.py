"""Charts of the Action: promises and their activities, places of pilots, money, evidence kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from ssc_desktop.domain.chart import (
    Bar,
    Bars,
    Chart,
    Numbers,
    Stack,
    Stacks,
    Tile,
    Tiles,
)
from ssc_desktop.gui.lists import Lists, text_of, title_of
from ssc_desktop.language import N_, Language

# How the statuses of activities are told on a chart: four parts are told apart, eight are not.
STAGES = (
    (N_("Done"), ("done", "closed")),
    (N_("Under way"), ("under_way",)),
    (N_("Planned"), ("idea", "planned", "confirmed")),
    (N_("Postponed or cancelled"), ("postponed", "cancelled")),
)
EURO = "EUR"


def plans_chart(plans: Sequence[Any], language: Language) -> Chart:
    """The commitments of each action plan by the stage their activities have reached."""
    stacks, rows = [], []
    for plan in plans:
        stages = stages_of(_together(each.by_status for each in plan.commitments))
        name = f"{plan.plan.code} · {title_of(plan.plan, language)}"
        stacks.append(Stack(name, tuple(map(float, stages)), language.number(sum(stages))))
        rows += [commitment_row(plan, each, language) for each in plan.commitments]
    held = sum(bool(each.count) for plan in plans for each in plan.commitments)
    promised = sum(len(plan.commitments) for plan in plans)
    told = language(
        "{held} of {count} reciprocal commitments have activities.",
        held=language.number(held),
        count=language.number(promised),
    )
    names = tuple(language(words) for words, _ in STAGES)
    heads = (
        language("Action plan"),
        language("Reciprocal commitment"),
        language("State"),
        language("Activities"),
        *names,
    )
    numbers = Numbers(heads, tuple(rows), words=3)
    title = language("Activities for the commitments of the action plans")
    return Chart(title, told, Stacks(tuple(stacks), names), numbers)


def commitment_row(plan: Any, each: Any, language: Language) -> tuple[str, ...]:  # noqa: ANN401
    """A commitment with its activities by stage."""
    commitment = each.commitment
    counts = (each.count, *stages_of(each.by_status))
    return (
        plan.plan.code or "",
        f"{commitment.code} · {text_of(commitment, language)}",
        each.state or "",
        *(language.number(count) for count in counts),
    )


def stages_of(by_status: Any) -> tuple[int, ...]:  # noqa: ANN401
    """How many activities there are at each stage."""
    return tuple(sum(by_status.get(code, 0) for code in codes) for _, codes in STAGES)


def regions_chart(found: Sequence[Any], lists: Lists, language: Language) -> Chart:
    """The pilot activities by country and region, with whom they reached."""
    by_country: dict[str, list[Tile]] = {}
    for each in found:
        region = lists.name("region", each.region) if each.region else language("No region stated")
        tile = Tile(region, each.count, language.number(each.count))
        by_country.setdefault(lists.name("country", each.country), []).append(tile)
    rows = tuple(_region_row(each, lists, language) for each in found)
    names = tuple(language(words) for words, _ in STAGES)
    heads = (
        language("Country"),
        language("Region"),
        language("Pilot activities"),
        *names,
        language("Beneficiaries"),
    )
    told = language(
        "{count} pilot activities in {places} regions.",
        count=language.number(sum(each.count for each in found)),
        places=language.number(sum(bool(each.region) for each in found)),
    )
    shape = Tiles(tuple((name, tuple(tiles)) for name, tiles in by_country.items()),
                  language("Pilot activities"))  # fmt: skip
    title = language("Pilot activities by region")
    return Chart(title, told, shape, Numbers(heads, rows, words=2))


def _region_row(each: Any, lists: Lists, language: Language) -> tuple[str, ...]:  # noqa: ANN401
    stages = stages_of(each.by_status)
    reached = each.beneficiaries
    return (
        lists.name("country", each.country),
        lists.name("region", each.region) if each.region else language("No region stated"),
        *(language.number(count) for count in (each.count, *stages)),
        language("fewer than 5") if reached is None else language.number(reached),
    )


def budget_chart(found: Sequence[Any], lists: Lists, language: Language) -> Chart:
    """What was spent of what was planned, by country in euro; below in each currency."""
    planned, spent = _in_euro(found)
    bars = tuple(
        Bar(
            lists.name("country", country) or language("No country stated"),
            float(spent.get(country, 0)),
            float(planned[country]),
            f"{_short(spent.get(country, Decimal(0)), language)} / "
            f"{_short(planned[country], language)}",
        )
        for country in sorted(planned)
    )
    heads = tuple(
        language(words)
        for words in (
            N_("Country"), N_("Kind"), N_("Currency"), N_("Budget planned"), N_("Budget spent"),
            N_("Planned, in euro"), N_("Spent, in euro"),
        )
    )  # fmt: skip
    rows = tuple(_budget_row(each, lists, language) for each in found)
    told = language(
        "{spent} spent of {planned} planned, in euro at the rates of the activities.",
        spent=language.money(sum(spent.values(), Decimal(0)), EURO),
        planned=language.money(sum(planned.values(), Decimal(0)), EURO),
    )
    shape = Bars(bars, language("Budget spent"), language("Budget planned"))
    return Chart(language("Budget planned and spent"), told, shape, Numbers(heads, rows, words=3))


def _in_euro(found: Iterable[Any]) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """What was planned and spent in each country, in euro as far as a rate is known."""
    planned: dict[str, Decimal] = {}
    spent: dict[str, Decimal] = {}
    for each in found:
        country = each.country or ""
        planned[country] = planned.get(country, Decimal(0)) + (each.planned_euro or Decimal(0))
        spent[country] = spent.get(country, Decimal(0)) + (each.spent_euro or Decimal(0))
    return planned, spent


def _budget_row(each: Any, lists: Lists, language: Language) -> tuple[str, ...]:  # noqa: ANN401
    from ssc_desktop.domain.kinds import KIND_LABELS

    kind = KIND_LABELS.get(each.kind, "")
    amounts = (each.planned, each.spent)
    euros = (each.planned_euro, each.spent_euro)
    return (
        lists.name("country", each.country) or language("No country stated"),
        language(kind) if kind else each.kind,
        each.currency or "",
        *(_amount(amount, each.currency, language) for amount in amounts),
        *(_amount(amount, EURO, language) for amount in euros),
    )


def _amount(amount: Decimal | None, currency: str | None, language: Language) -> str:
    if amount is None:
        return "–"
    return language.amount(amount, currency) if currency else language.number(amount)


def _short(amount: Decimal, language: Language) -> str:
    """An amount without decimals: beside a bar they say nothing."""
    return language.number(round(amount))


def evidence_chart(quarters: Sequence[Any], language: Language) -> Chart:
    """How much of the evidence that is expected is kept, by the quarter activities ended in."""
    bars = tuple(
        Bar(
            _quarter(each.period, language),
            each.kept,
            each.expected,
            f"{language.number(each.kept)} / {language.number(each.expected)}",
        )
        for each in quarters
    )
    heads = tuple(
        language(words)
        for words in (
            N_("Quarter"), N_("Activities"), N_("Nothing missing"), N_("Documents kept"),
            N_("Documents expected"), N_("Share kept"),
        )
    )  # fmt: skip
    rows = tuple(
        (
            _quarter(each.period, language),
            language.number(len(each.activities)),
            language.number(each.complete),
            language.number(each.kept),
            language.number(each.expected),
            language.percent(each.share),
        )
        for each in quarters
    )
    lacking = sum(len(each.activities) - each.complete for each in quarters)
    told = language.plural(
        "{count} activity that is over lacks evidence.",
        "{count} activities that are over lack evidence.",
        lacking,
    )
    shape = Bars(bars, language("Documents kept"), language("Documents expected"))
    return Chart(language("Evidence kept"), told, shape, Numbers(heads, rows))


def _quarter(period: str, language: Language) -> str:
    """``2021-Q3`` as people say it."""
    year, _, quarter = period.partition("-Q")
    if not year:
        return language("Without a date")
    return language("Quarter {quarter} of {year}", quarter=language.number(int(quarter)), year=year)


def _together(parts: Iterable[Any]) -> dict[str, int]:
    """Counts by status added up."""
    found: dict[str, int] = {}
    for each in parts:
        for code, count in each.items():
            found[code] = found.get(code, 0) + count
    return found
