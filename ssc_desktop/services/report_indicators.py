"""The values of indicators in a report: the period, since the beginning, baseline and target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ssc_desktop.domain.chart import Bar, Bars
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.report_content import CODE, NUMBER, Block, Graph, Head, Remark, Table
from ssc_desktop.services.indicators import (
    Aim,
    Figure,
    aims_of,
    indicator_figures,
    indicator_sets,
)
from ssc_desktop.services.report_facts import Wanted
from ssc_desktop.storage.store import Store

PROJECT, COMMON = "LOGFRAME", "EUTF-38"
_WAYS = ("sex", "country")
_DASH = "–"
_MOST_BARS, _FEWER_BARS = 12, 7
_NOT_RECEIVED = N_("* Headquarters has not received everything behind this value yet.")
_FROZEN = N_(
    "† Value as it was frozen for the period; in brackets what the records now say more or less."
)
_OF_COUNTRY = N_("People are counted in the country they live in.")
_NO_AIM = Aim()


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator twice: in the period and since the beginning; what one aims at by country, the
    empty code being all of them."""

    inside: Figure
    so_far: Figure
    aims: Mapping[str, Aim]

    def value(self, figure: Figure, country: str | None) -> int | None:
        """The value of all countries or of one; None where it is too small to be told."""
        return figure.value if country is None else figure.by.get("country", {}).get(country, 0)

    def aim(self, country: str | None) -> Aim:
        """Baseline and target since the beginning, of all countries or of one."""
        return self.aims.get(country or "", _NO_AIM)

    def says_something(self, country: str | None) -> bool:
        """Whether there is a value or a target to be shown."""
        return self.value(self.so_far, country) != 0 or self.aim(country).target is not None


def measured(
    store: Store, set_code: str, wanted: Wanted, countries: Iterable[str] = ()
) -> tuple[Measured, ...]:
    """The indicators of a set in a period and since the beginning, with what these countries and
    all together aim at."""
    if set_code not in {each.code for each in indicator_sets(store)}:
        return ()
    inside = indicator_figures(store, set_code, wanted.since, wanted.until, _WAYS)
    so_far = {
        each.code: each for each in indicator_figures(store, set_code, None, wanted.until, _WAYS)
    }
    with store.reading() as db:
        aims = {
            country: aims_of(db, set_code, None, wanted.until, country)
            for country in ("", *countries)
        }
    return tuple(
        Measured(each, so_far[each.code], {key: aims[key].get(each.code, _NO_AIM) for key in aims})
        for each in inside
        if each.code in so_far
    )


def indicators_blocks(
    found: tuple[Measured, ...], wanted: Wanted, language: Language, *, may_shorten: bool = False
) -> tuple[Block, ...]:
    """A chart of what was reached against the targets, the table of all values, what marks mean."""
    found = tuple(each for each in found if each.says_something(wanted.country))
    if not found:
        return ()
    table = _table(found, wanted.country, language, may_shorten=may_shorten)
    # A sheet of one page needs its room for more than bars.
    most = _FEWER_BARS if may_shorten else _MOST_BARS
    blocks: list[Block] = [Graph(chart_of(found[:most], wanted.country, language)), table]
    if any(each.so_far.not_received for each in found):
        blocks.append(Remark(language(_NOT_RECEIVED)))
    if any(each.inside.frozen_at for each in found):
        blocks.append(Remark(language(_FROZEN)))
    if wanted.country:
        blocks.append(Remark(language(_OF_COUNTRY)))
    return tuple(blocks)


def chart_of(found: tuple[Measured, ...], country: str | None, language: Language) -> Bars:
    """What was reached since the beginning, each indicator against its own target."""
    bars = []
    for each in found:
        value = each.value(each.so_far, country)
        target = each.aim(country).target
        shown = _shown(value, language)
        if target is not None:
            shown = f"{shown} / {language.number(target)}"
        label = f"{each.inside.code}  {each.inside.title(language)}"
        aim = None if target is None else float(target)
        bars.append(Bar(label, float(value or 0), aim, shown))
    return Bars(tuple(bars), language("Reached"), language("Target"))


def _table(
    found: tuple[Measured, ...], country: str | None, language: Language, *, may_shorten: bool
) -> Table:
    heads = (
        Head(language("Code"), 0.7, CODE),
        Head(language("Indicator"), 3.5),
        Head(language("Baseline"), 1.6, NUMBER),
        Head(language("Target"), 0.8, NUMBER),
        Head(language("In the period"), 1.4, NUMBER),
        Head(language("of whom women"), 1.1, NUMBER),
        Head(language("Since the beginning"), 1.5, NUMBER),
    )
    rows = tuple(_row(each, country, language) for each in found)
    return Table(heads, rows, may_shorten=may_shorten)


def _row(each: Measured, country: str | None, language: Language) -> tuple[str, ...]:
    counts_people = each.inside.measure == "people"
    women = each.inside.by.get("sex", {}).get("F", 0) if counts_people and not country else 0
    marks = _frozen_mark(each, country) + ("*" if each.so_far.not_received else "")
    return (
        each.inside.code,
        each.inside.title(language),
        _number(each.aim(country).baseline, language),
        _number(each.aim(country).target, language),
        _shown(each.value(each.inside, country), language) + marks,
        _shown(women, language) if counts_people and not country else _DASH,
        _shown(each.value(each.so_far, country), language),
    )


def _frozen_mark(each: Measured, country: str | None) -> str:
    """That a value was frozen, and by how much the records now say more or less."""
    if not each.inside.frozen_at:
        return ""
    difference = 0 if country else each.inside.difference
    return f"† ({difference:+d})" if difference else "†"


def _number(value: Decimal | None, language: Language) -> str:
    return _DASH if value is None else language.number(value)


def _shown(value: int | None, language: Language) -> str:
    return language("fewer than 5") if value is None else language.number(value)
