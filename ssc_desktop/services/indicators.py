"""Indicators: the sets there are, and what each counts, with the records behind every number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ssc_desktop.domain import indicator_rules as rules
from ssc_desktop.domain import reference
from ssc_desktop.domain.indicator import Indicator, Target, period_code
from ssc_desktop.domain.indicator_rules import COMMON, LOGFRAME, SETS, indicators_proposed
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_, Language
from ssc_desktop.services.frozen_values import Frozen, MovedRecord, frozen_values, moved_records
from ssc_desktop.services.indicator_counting import Count, Wish, count
from ssc_desktop.services.indicator_facts import read_facts
from ssc_desktop.services.indicator_standing import Standing, read_standing
from ssc_desktop.storage import indicators as stored
from ssc_desktop.storage.store import Db, Store

__all__ = [
    "WAYS",
    "Defined",
    "Figure",
    "IndicatorSet",
    "Source",
    "indicator_figure",
    "indicator_figures",
    "indicator_sets",
    "indicators_proposed",
]

WAYS = ("sex", "age_band", "beneficiary_type", "country", "region", "stakeholder_category")
"""What numbers are broken down by, as code lists are named."""
_TRAINED = "trained"
_HALVES = 2
Titles = Mapping[str, str]
"""A title by language: en, fr, ar."""


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """A set of indicators, and how many there are in it."""

    code: str
    titles: Titles
    count: int

    def title(self, language: Language) -> str:
        """What the set is called."""
        return _choose(self.titles, language)


@dataclass(frozen=True, slots=True)
class Source:
    """One record behind a number: what it alone would give."""

    kind: str
    id: UUID
    code: str
    title: str
    value: int
    participations: int = 0
    participant_days: float = 0.0
    is_at_headquarters: bool | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What an indicator says of a period. ``value`` is the frozen one where the period was frozen,
    ``current`` what the records say now, and ``moved`` those that say something else since. In ``by`` a count that is None is too small to be told;
    the empty code are those who did not say."""

    set: str
    code: str
    measure: str
    value: int
    participations: int
    participant_days: float
    by: Mapping[str, Mapping[str, int | None]]
    sources: tuple[Source, ...]
    baseline: Decimal | None
    target: Decimal | None
    comment: str | None
    frozen_at: datetime | None
    not_received: int
    titles: Titles = field(default_factory=dict)
    current: int = 0
    without_evidence: int = 0
    is_relevant: bool = True
    moved: tuple[MovedRecord, ...] = ()

    def title(self, language: Language) -> str:
        """What the indicator is called."""
        return _choose(self.titles, language)

    @property
    def difference(self) -> int:
        """By how much the records now say more, or less, than the value that was frozen."""
        return self.current - self.value


@dataclass(frozen=True, slots=True)
class Defined:
    """An indicator of a set: its titles and what it counts."""

    set_code: str
    code: str
    titles: Titles
    wish: Wish
    is_shown: bool


def indicator_sets(store: Store) -> tuple[IndicatorSet, ...]:
    """The sets there are; the logframe as soon as headquarters recorded an indicator of it."""
    with store.reading() as db:
        counts = {each: len(defined(db, each)) for each in SETS}
    sets = []
    for code, number in counts.items():
        entry = reference.entry("indicator_set", code)
        if entry is not None and number:
            sets.append(IndicatorSet(code, _titles(entry.en, entry.fr, entry.ar), number))
    return tuple(sets)


def indicator_figures(
    store: Store,
    set_code: str = COMMON,
    since: date | None = None,
    until: date | None = None,
    by: Sequence[str] = WAYS,
    *,
    every: bool = False,
) -> tuple[Figure, ...]:
    """What the indicators of a set say of a period, both days included: those that matter here, and
    of the others those with a value, a baseline or a target (or ``every`` one)."""
    with store.reading() as db:
        found = figures_of(db, set_code, since, until, by)
    return tuple(each for each in found if every or each.is_relevant or says_something(each))


def indicator_figure(
    store: Store,
    set_code: str,
    code: str,
    since: date | None = None,
    until: date | None = None,
    by: Sequence[str] = WAYS,
) -> Figure:
    """What one indicator says of a period."""
    with store.reading() as db:
        wanted = [each for each in defined(db, set_code) if each.code == code]
        if not wanted:
            raise no_indicator(set_code, code)
        return _figures(db, wanted, set_code, since, until, by)[0]


def figures_of(
    db: Db,
    set_code: str,
    since: date | None,
    until: date | None,
    by: Sequence[str] = WAYS,
) -> list[Figure]:
    """What every indicator of a set says of a period."""
    return _figures(db, defined(db, set_code), set_code, since, until, by)


def defined(db: Db, set_code: str) -> list[Defined]:
    """The indicators of a set in their order."""
    if set_code not in SETS:
        raise Problem(
            "unknown-indicator-set",
            N_("There is no set of indicators named {set}. Choose one of: {known}."),
            field="set",
            set=set_code,
            known=", ".join(SETS),
        )
    recorded = {each.code: each for each in stored.recorded(db, set_code)}
    if set_code == LOGFRAME:
        return [_recorded(each) for each in recorded.values()]
    return [
        Defined(
            set_code,
            each.code,
            _titles(each.en, each.fr, each.ar),
            wish_of(set_code, each.code),
            _is_shown(set_code, each.code, recorded.get(each.code)),
        )
        for each in rules.shipped_indicators(set_code)
    ]


def wish_of(set_code: str, code: str) -> Wish:
    """What an indicator of a shipped set counts."""
    commons = frozenset(rules.common_codes(set_code, code))
    first = min(commons, default="")
    return Wish(
        measure=rules.measure_of(first) if first else rules.REPORTED,
        commons=commons,
        trained=bool(commons) and commons <= rules.TRAINED,
        kinds=rules.output_kinds(set_code, code),
        category=rules.category_of(set_code, code),
    )


def no_indicator(set_code: str, code: str) -> Problem:
    """There is no such indicator in the set."""
    return Problem(
        "unknown-indicator",
        N_(
            "The set {set} has no indicator {indicator}. Nothing was changed. Choose a code of the set."
        ),
        field="code",
        set=set_code,
        indicator=code,
    )


def _recorded(each: Indicator) -> Defined:
    commons = frozenset(each.follows)
    measure = each.measure or (rules.measure_of(min(commons)) if commons else rules.REPORTED)
    wish = Wish(
        measure=rules.PEOPLE if measure == _TRAINED else measure,
        commons=commons,
        trained=measure == _TRAINED or (each.measure is None and commons <= rules.TRAINED),
        themes=frozenset(each.themes),
    )
    titles = _titles(each.title_en, each.title_fr, each.title_ar)
    return Defined(LOGFRAME, each.code, titles, wish, each.is_shown is not False)


def _is_shown(set_code: str, code: str, recorded: Indicator | None) -> bool:
    if recorded is not None and recorded.is_shown is not None:
        return recorded.is_shown
    return rules.is_relevant(set_code, code)


def _figures(
    db: Db,
    wanted: Sequence[Defined],
    set_code: str,
    since: date | None,
    until: date | None,
    by: Iterable[str],
) -> list[Figure]:
    facts, standing = read_facts(db), read_standing(db)
    aims = aims_of(db, set_code, since, until)
    frozen = frozen_values(db, set_code, period_code(since, until))
    ways = tuple(by)
    return [
        _figure(
            each,
            count(facts, each.wish, since, until, ways),
            standing,
            aims.get(each.code, _NO_AIM),
            frozen.get(each.code),
            ways,
        )
        for each in wanted
    ]


def _figure(
    each: Defined,
    counted: Count,
    standing: Standing,
    aim: Aim,
    frozen: Frozen | None,
    ways: Sequence[str],
) -> Figure:
    sources = tuple(
        Source(
            part.noun,
            part.id,
            part.code,
            part.title,
            part.value,
            part.participations,
            part.half_days / _HALVES,
            standing.is_at_headquarters(part.noun, part.id),
        )
        for part in counted.parts
    )
    is_frozen = frozen is not None
    return Figure(
        set=each.set_code,
        code=each.code,
        measure=each.wish.measure,
        value=frozen.value if frozen else counted.value,
        participations=frozen.participations if frozen else counted.participations,
        participant_days=(frozen.half_days if frozen else counted.half_days) / _HALVES,
        by={way: cells for way, cells in frozen.by.items() if way in ways}
        if frozen
        else counted.by,
        sources=sources,
        baseline=aim.baseline,
        target=aim.target,
        comment=aim.comment,
        frozen_at=frozen.at if is_frozen and frozen else None,
        not_received=sum(source.is_at_headquarters is False for source in sources),
        titles=each.titles,
        current=counted.value,
        without_evidence=counted.without_evidence,
        is_relevant=each.is_shown,
        moved=moved_records(frozen, sources) if frozen else (),
    )


@dataclass(frozen=True, slots=True)
class Aim:
    """Baseline, target and comment that hold for a period."""

    baseline: Decimal | None = None
    target: Decimal | None = None
    comment: str | None = None


_NO_AIM = Aim()


def aims_of(
    db: Db, set_code: str, since: date | None, until: date | None, country: str = ""
) -> dict[str, Aim]:
    """The aims of a set for a period: those set for it; else, where it begins with the Action, the
    aim of the whole. A quarter has no target of the whole Action, but its baseline."""
    asked = period_code(since, until)
    by_code: dict[str, dict[str, Target]] = {}
    for each in stored.targets(db, set_code):
        if each.country == country:
            by_code.setdefault(each.code, {})[each.period] = each
    found = {}
    for code, set_ in by_code.items():
        own, whole = set_.get(asked), set_.get("")
        baseline = own.baseline if own and own.baseline is not None else None
        if baseline is None and whole is not None:
            baseline = whole.baseline
        target = own.target if own else (whole.target if whole and since is None else None)
        comment = (own.comment if own else None) or (whole.comment if whole else None)
        found[code] = Aim(baseline, target, comment)
    return found


def says_something(figure: Figure) -> bool:
    """Whether an indicator has a value, a baseline or a target."""
    aimed = figure.target is not None or figure.baseline is not None
    return bool(figure.value or figure.current or figure.without_evidence) or aimed


def _titles(en: str | None, fr: str | None, ar: str | None) -> Titles:
    return {code: words for code, words in (("en", en), ("fr", fr), ("ar", ar)) if words}


def _choose(titles: Titles, language: Language) -> str:
    return language.choose(titles.get("en"), titles.get("fr"), titles.get("ar"))
