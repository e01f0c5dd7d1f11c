"""What the per diem list says: claims turned into final texts, one list for each currency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.money import currency_of
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.reference import name_of
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.language import Language
from ssc_desktop.paper.tables import name_cell
from ssc_desktop.paper.text import ltr
from ssc_desktop.paper.travel_list import PayLine, PayList, TravelSheet
from ssc_desktop.services.attendance import Register
from ssc_desktop.services.letterheads import letterhead_of
from ssc_desktop.services.participants import Listed
from ssc_desktop.services.sheet_contents import Around, place_of, short_code, shown_phone

Claimed = tuple[Listed, TravelClaim | None]
_SUMMED = ("lodging", "meals", "transport", "total")


def travel_list_of(
    register: Register,
    lines: Sequence[Claimed],
    around: Around,
    language: Language,
    *,
    identity: bool,
    at: datetime,
) -> TravelSheet:
    """The whole list; sensitive activities show a first name and a code, and no document."""
    activity = register.activity
    letterhead = letterhead_of(register, around, language, at)
    heading = letterhead.heading
    facts = (
        (language("Dates"), language.dates(activity.start, activity.end)),
        (language("Place"), heading.place),
        (language("Host institution"), heading.host),
        (language("Organiser"), heading.organiser),
        (language("People on the list"), language.number(len(lines))),
    )
    return TravelSheet(
        letterhead,
        tuple(_lists(activity, lines, language)),
        facts,
        identity and not letterhead.sensitive,
    )


def _lists(activity: Activity, lines: Sequence[Claimed], language: Language) -> list[PayList]:
    """A list for each currency; who has no claim yet stands at the end of the main one."""
    main = activity.currency or currency_of(activity.country)
    by_currency: dict[str, list[Claimed]] = {}
    for line in lines:
        if line[1] is not None:
            by_currency.setdefault(line[1].currency or main, []).append(line)
    if main not in by_currency and by_currency:
        main = next(iter(by_currency))
    by_currency.setdefault(main, [])
    to_fill = [(listed, None) for listed, claim in lines if claim is None and not listed.erased]
    return [
        _list(activity, currency, claimed, to_fill if currency == main else [], language)
        for currency, claimed in by_currency.items()
    ]


def _list(
    activity: Activity,
    currency: str,
    claimed: Sequence[Claimed],
    to_fill: Sequence[Claimed],
    language: Language,
) -> PayList:
    claims = [claim for _, claim in claimed if claim is not None]
    sensitive = bool(activity.sensitive)
    total = _sum(claims, "total")
    totals = {name: language.amount(_sum(claims, name), currency) for name in _SUMMED}
    totals["days"] = language.number(_sum(claims, "days"))
    return PayList(
        currency=name_of("currency", currency, language),
        lines=tuple(
            _line(listed, claim, currency, language, sensitive=sensitive)
            for listed, claim in (*claimed, *to_fill)
        ),
        totals=totals if claims else {},
        sum_in_figures=language.money(total, currency) if claims else "",
        sum_in_words=language.amount_in_words(total, currency) if claims else "",
        to_fill=len(to_fill),
    )


def _sum(claims: Sequence[TravelClaim], name: str) -> Decimal:
    return sum((getattr(claim, name) or Decimal(0) for claim in claims), Decimal(0))


def _line(
    listed: Listed,
    claim: TravelClaim | None,
    currency: str,
    language: Language,
    *,
    sensitive: bool,
) -> PayLine:
    person = listed.participant
    amounts = _amounts(claim, currency, language) if claim else {}
    if listed.erased:
        # What was paid stays in the sum; nothing tells to whom.
        return PayLine(language("Data erased"), **amounts)
    travel = listed.registration.travel if listed.registration else None
    phone = (claim.payment_phone if claim else None) or person.phone
    return PayLine(
        name=_name(person, language, sensitive=sensitive),
        function=person.function or "",
        origin=place_of(person.city, None, person.country, language),
        travel=name_of("travel", travel, language),
        identity=ltr(claim.identity_document or "") if claim else "",
        phone=ltr(shown_phone(phone).replace(" ", "\u00a0")) if phone else "",
        **amounts,
    )


def _amounts(claim: TravelClaim, currency: str, language: Language) -> dict[str, str]:
    shown = {
        name: language.amount(amount, currency)
        for name in ("rate", *_SUMMED)
        if (amount := getattr(claim, name)) is not None
    }
    if claim.days is not None:
        shown["days"] = language.number(claim.days)
    return shown


def _name(person: Participant, language: Language, *, sensitive: bool) -> str:
    if sensitive:
        return f"{person.first_name}  {ltr(short_code(person.id))}".strip()
    return name_cell(language, person.latin_name, person.name_ar or "") or person.full_name
