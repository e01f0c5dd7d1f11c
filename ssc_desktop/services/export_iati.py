"""IATI: the Action as one activity with its results, as the standard of aid transparency wants it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ssc_desktop.domain import reference
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.programme import Programme
from ssc_desktop.language import N_
from ssc_desktop.services.export_facts import ExportFacts
from ssc_desktop.services.indicators import Figure
from ssc_desktop.workbook import iati
from ssc_desktop.workbook.book import Progress
from ssc_desktop.workbook.iati import Action, Actual, Measured, Names, Place, names_of

# Orderly, safe, regular and responsible migration and mobility; Africa, regional (OECD-DAC).
_SECTOR, _AFRICA, _ANYWHERE = "15190", "298", "998"
_AFRICAN = frozenset({"MA", "CI", "ML", "SN"})
_SEXES = {"F": "female", "M": "male"}
_NOT_STATED = "not stated"
# Places are told as locations, the rest as dimensions.
_PLACES = ("country", "region")
_DIMENSIONS = {"age_band": "age", "beneficiary_type": "beneficiary type"}


def write_iati(path: Path, facts: ExportFacts, progress: Progress) -> int:
    """Write the results of the period; returns how many indicators there are."""
    del progress
    programme = facts.programme
    if programme is None:
        raise Problem(
            "no-programme",
            N_("This workspace has no programme to tell of. Nothing was written."),
        )
    return iati.write_iati(path, _action(facts, programme), facts.at)


def _action(facts: ExportFacts, programme: Programme) -> Action:
    today = facts.at.astimezone().date()
    start = facts.wish.since or programme.starts_on or today
    end = facts.wish.until or min(programme.ends_on or today, today)
    titles = _three(programme, "title")
    publisher, contract = facts.wish.reporting_org, programme.contract_no or programme.code
    return Action(
        identifier="-".join(each for each in (publisher, contract) if each),
        reporting_org=publisher,
        reporter={"": _agencies(facts, programme)},
        titles=titles,
        descriptions=titles,
        partners=tuple(_partners(facts, programme)),
        status=_status(programme, today),
        dates=tuple(_dates(programme, today)),
        country=programme.countries[0] if len(programme.countries or ()) == 1 else "",
        region=_region(programme),
        places=tuple(_places(facts)),
        sector=_SECTOR,
        results=_set_names(facts),
        set_code=facts.wish.set_code,
        start=start,
        end=max(start, end),
        measured=tuple(_measured(facts, each, start) for each in facts.figures if _has(each)),
        language=facts.language.code,
    )


def _has(figure: Figure) -> bool:
    return bool(figure.value or figure.sources or figure.target is not None)


def _three(programme: Programme, name: str) -> Names:
    return names_of((code, getattr(programme, f"{name}_{code}")) for code in ("fr", "en", "ar"))


def _agencies(facts: ExportFacts, programme: Programme) -> str:
    return facts.language.list_of(_agency_names(facts, programme))


def _agency_names(facts: ExportFacts, programme: Programme) -> list[str]:
    return [reference.name_of("agency", each, facts.language) for each in programme.agencies or ()]


def _partners(facts: ExportFacts, programme: Programme) -> Iterator[tuple[str, str]]:
    for funder in facts.funders():
        yield iati.FUNDING, funder
    for agency in _agency_names(facts, programme):
        yield iati.IMPLEMENTING, agency


def _status(programme: Programme, today: date) -> str:
    if programme.starts_on and today < programme.starts_on:
        return iati.PIPELINE
    is_over = programme.ends_on is not None and today > programme.ends_on
    return iati.CLOSED if is_over else iati.IMPLEMENTATION


def _dates(programme: Programme, today: date) -> Iterator[tuple[str, date]]:
    for day, planned, actual in (
        (programme.starts_on, iati.PLANNED_START, iati.ACTUAL_START),
        (programme.ends_on, iati.PLANNED_END, iati.ACTUAL_END),
    ):
        if day is not None:
            yield planned, day
            if day <= today:
                yield actual, day


def _region(programme: Programme) -> str:
    countries = set(programme.countries or ())
    if len(countries) < 2:
        return "" if countries else _ANYWHERE
    return _AFRICA if countries <= _AFRICAN else _ANYWHERE


def _places(facts: ExportFacts) -> Iterator[Place]:
    """The countries of the programme and every place the values are told of."""
    programme = facts.programme
    countries = set((programme.countries if programme else ()) or ())
    regions: set[str] = set()
    for figure in facts.figures:
        countries |= {code for code in figure.by.get("country", {}) if code}
        regions |= {code for code in figure.by.get("region", {}) if code}
    for code in sorted(countries):
        yield Place(code, code, _code_names("country", code))
    for code in sorted(regions):
        country = reference.country_of(code)
        if country:
            yield Place(code, country, _code_names("region", code))


def _code_names(code_list: str, code: str) -> Names:
    found = reference.entry(code_list, code)
    if found is None:
        return {"": code}
    return names_of((("fr", found.fr), ("en", found.en), ("ar", found.ar)))


def _set_names(facts: ExportFacts) -> Names:
    found = next((each for each in facts.sets if each.code == facts.wish.set_code), None)
    return dict(found.titles) if found is not None else {"": facts.wish.set_code}


def _measured(facts: ExportFacts, figure: Figure, start: date) -> Measured:
    programme = facts.programme
    begun = programme.starts_on if programme and programme.starts_on else start
    comment = {facts.language.code: figure.comment} if figure.comment else {}
    return Measured(
        figure.code,
        dict(figure.titles),
        (Actual(figure.value, comment=comment), *_breakdowns(figure)),
        figure.target,
        figure.baseline,
        begun.year,
    )


def _breakdowns(figure: Figure) -> Iterator[Actual]:
    """The value by place and by dimension; what is too small to be told is not."""
    for way, cells in figure.by.items():
        for code, count in cells.items():
            if count is None:
                continue
            if way in _PLACES:
                if code and (way == "country" or reference.country_of(code)):
                    yield Actual(count, place=code)
            else:
                yield Actual(count, dimensions=((_dimension(way), _value(way, code)),))


def _dimension(way: str) -> str:
    return _DIMENSIONS.get(way, way.replace("_", " "))


def _value(way: str, code: str) -> str:
    return (_SEXES.get(code, _NOT_STATED) if way == "sex" else code) or _NOT_STATED
