"""Per diem and travel in a real workspace: written, filled from attendance, refused, printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pypdfium2 as pdfium
import pytest
from sqlalchemy import select

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.language import Language
from ssc_desktop.services import attendance, participants, travel
from ssc_desktop.services.erasure import erase_participant
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.local import Access
from tests.services.replicas import changes_of, hand_over, rows_of
from tests.services.trainings import keys, training

FRENCH = Language("fr")


@pytest.fixture
def code(office: Workspace) -> str:
    return training(office)


def _text(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf))
    return " ".join(" ".join(pages).replace("\u202f", " ").replace("\u00a0", " ").split())


def _claims(office: Workspace, code: str) -> list[Decimal | None]:
    lines = travel.list_claims(office.store, code)
    return [each.claim.total if each.claim else None for each in lines]


def test_a_claim_is_written_in_the_currency_of_its_country(office: Workspace, code: str) -> None:
    person = keys(office, code)[1]
    values = {"days": "1,5", "rate": "25000", "transport": "5000", "payment_phone": "0701020304"}
    travel.write_claim(office.store, code, person, values)
    travel.write_claim(office.store, code, person, {"meals": "4500"})
    claim = travel.list_claims(office.store, code)[1].claim
    assert claim is not None
    assert (claim.currency, claim.total) == ("XOF", Decimal(47000))
    assert claim.payment_phone == "+2250701020304"
    assert _claims(office, code) == [None, Decimal(47000), None, None]


@pytest.mark.parametrize(
    ("values", "problem", "field"),
    [
        ({"rate": "-1"}, "negative-amount", "rate"),
        ({"days": "-1"}, "negative-amount", "days"),
        ({"rate": "25000.50"}, "xof-decimals", "rate"),
        ({"days": "1.5", "rate": "25001"}, "xof-decimals", "days"),
        ({"transport": "12.345", "currency": "MAD"}, "too-many-decimals", "transport"),
        ({"rate": "many"}, "not-an-amount", "rate"),
        ({"currency": "GBP"}, "unknown-code", "currency"),
        ({"reason": "x"}, "unknown-field", "reason"),
    ],
)
def test_what_cannot_be_paid_is_refused_and_nothing_is_kept(
    office: Workspace, code: str, values: dict[str, str], problem: str, field: str
) -> None:
    with pytest.raises(Problem) as refused:
        travel.write_claim(office.store, code, keys(office, code)[0], values)
    assert (refused.value.code, refused.value.field) == (problem, field)
    assert _claims(office, code) == [None] * 4


def test_only_people_on_the_list_are_paid(office: Workspace, code: str) -> None:
    stranger = participants.add_participant(office.store, {"family_name": "DEMO"}).id
    gone = keys(office, code)[2]
    participants.unregister(
        office.store, attendance.read_register(office.store, code).activity.id, gone
    )
    for person in (stranger, gone, new_key()):
        with pytest.raises(Problem) as refused:
            travel.write_claim(office.store, code, person, {"days": "1"})
        assert refused.value.code == "not-registered"


def _mark(office: Workspace, code: str, states: dict[int, str]) -> list[UUID]:
    people = keys(office, code)
    slots = [each.slot for each in attendance.read_register(office.store, code).half_days]
    for at, said in states.items():
        marks = [(people[at], slot, state) for slot, state in zip(slots, said.split(), strict=True)]
        attendance.mark(office.store, code, marks)
    return people


def test_days_are_half_the_half_days_attended_in_person(office: Workspace, code: str) -> None:
    _mark(
        office, code,
        {
            0: "present late present left_early",
            1: "present absent excused online",
            2: "absent absent online online",
        },
    )  # fmt: skip
    filled = travel.fill_claims(office.store, code, {"rate": "10000"})
    assert filled.count == 2
    lines = travel.list_claims(office.store, code)
    assert [each.days_attended for each in lines] == [Decimal(2), Decimal("0.5"), None, None]
    assert _claims(office, code) == [Decimal(20000), Decimal(5000), None, None]


def test_while_nothing_is_marked_days_stay_empty(office: Workspace, code: str) -> None:
    assert travel.fill_claims(office.store, code, {"rate": "10000", "meals": "500"}).count == 4
    assert _claims(office, code) == [Decimal(500)] * 4


def test_filling_keeps_what_was_written_unless_told_otherwise(office: Workspace, code: str) -> None:
    people = keys(office, code)
    activity = attendance.read_register(office.store, code).activity.id
    for at, person in enumerate(people):
        way = "off_site" if at == 0 else "on_site"
        participants.register(office.store, activity, person, {"travel": way})
    travel.write_claim(office.store, code, people[1], {"transport": "9000"})
    travel.fill_claims(
        office.store, code, {"transport": "5000", "lodging": "1000"}, travel="on_site"
    )
    assert _claims(office, code) == [None, Decimal(10000), Decimal(6000), Decimal(6000)]
    travel.fill_claims(office.store, code, {"transport": "5000"}, overwrite=True)
    assert _claims(office, code) == [Decimal(5000), Decimal(6000), Decimal(6000), Decimal(6000)]


def test_a_claim_taken_away_stays_away_until_it_is_restored(office: Workspace, code: str) -> None:
    person = keys(office, code)[0]
    travel.write_claim(office.store, code, person, {"transport": "5000"})
    travel.remove_claim(office.store, code, person)
    travel.fill_claims(office.store, code, {"meals": "500"})
    assert _claims(office, code)[0] is None
    travel.restore_claim(office.store, code, person)
    assert _claims(office, code)[0] == Decimal(5000)
    with pytest.raises(Problem) as refused:
        travel.remove_claim(office.store, code, new_key())
    assert refused.value.code == "unknown-claim"


def test_a_claim_written_after_it_was_taken_away_begins_anew(office: Workspace, code: str) -> None:
    person = keys(office, code)[0]
    travel.write_claim(
        office.store, code, person,
        {"days": "2", "rate": "25000", "identity_document": "DEMO 1", "receipt_no": "7"},
    )  # fmt: skip
    travel.remove_claim(office.store, code, person)
    travel.write_claim(office.store, code, person, {"transport": "5000"})
    claim = travel.list_claims(office.store, code)[0].claim
    assert claim is not None
    assert (claim.total, claim.currency) == (Decimal(5000), "XOF")
    assert (claim.identity_document, claim.receipt_no) == (None, None)


def test_claims_travel_in_bundles(office: Workspace, headquarters: Workspace, code: str) -> None:
    travel.write_claim(office.store, code, keys(office, code)[0], {"days": "2", "rate": "25000"})
    hand_over(changes_of(office.store), headquarters.store)
    assert rows_of(headquarters.store)["travel_claim"] == rows_of(office.store)["travel_claim"]
    assert _claims(headquarters, code)[0] == Decimal(50000)


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_list_names_everybody_and_closes_at_the_sum_in_words(
    office: Workspace, code: str, language: str, tmp_path: Path
) -> None:
    people = keys(office, code)
    travel.write_claim(office.store, code, people[0], {"days": "4.5", "rate": "25000"})
    travel.write_claim(office.store, code, people[1], {"lodging": "120000"})
    path = tmp_path / "perdiem.pdf"
    printed = travel.print_travel(office, code, language=Language(language), path=path)
    assert path.read_bytes() == printed.pdf
    text = _text(printed.pdf)
    for shown in ("TRAORÉ", "KONÉ", "ALAOUI", "+225 07 01 02 03 04", "ACSS"):
        assert shown in text
    total = Language(language).amount_in_words(Decimal(232500), "XOF")
    assert set(total.replace(",", "").split()) <= set(text.replace(",", "").split())


def test_currencies_are_never_added_up(office: Workspace, code: str) -> None:
    people = keys(office, code)
    travel.write_claim(office.store, code, people[0], {"lodging": "100000"})
    travel.write_claim(office.store, code, people[1], {"lodging": "350.50", "currency": "MAD"})
    document = pdfium.PdfDocument(travel.print_travel(office, code, language=FRENCH).pdf)
    first, second = (" ".join(each.get_textpage().get_text_bounded().split()) for each in document)
    assert "cent mille francs CFA" in first
    assert "trois cent cinquante dirhams marocains et cinquante centimes" in second
    assert "ALAOUI" in first
    assert "ALAOUI" not in second


def _documents_noted(office: Workspace) -> int:
    with office.store.reading() as db:
        noted = db.scalars(select(Access).where(Access.noun == "travel_claim"))
        return sum(1 for each in noted if each.act == "print")


def test_documents_of_identity_are_printed_when_asked_for_and_it_is_noted(
    office: Workspace, code: str
) -> None:
    values = {"lodging": "1000", "identity_document": "CNI C 0123"}
    travel.write_claim(office.store, code, keys(office, code)[0], values)
    assert "C 0123" not in _text(travel.print_travel(office, code, language=FRENCH).pdf)
    assert _documents_noted(office) == 0
    assert "C 0123" in _text(travel.print_travel(office, code, language=FRENCH, identity=True).pdf)
    assert _documents_noted(office) == 1


def test_a_sensitive_activity_shows_a_first_name_and_a_code(office: Workspace) -> None:
    code = training(office, sensitive="yes", without_visibility="yes")
    values = {"lodging": "1000", "identity_document": "CNI C 0123"}
    travel.write_claim(office.store, code, keys(office, code)[0], values)
    text = _text(travel.print_travel(office, code, language=FRENCH, identity=True).pdf)
    assert "Awa" in text
    for hidden in ("TRAORÉ", "C 0123", "+225", "Trésorière", "BMZ", "EUTF"):
        assert hidden not in text


def test_a_sensitive_list_calls_people_by_their_first_name_in_either_script(
    office: Workspace,
) -> None:
    code = training(office, sensitive="yes")
    text = _text(travel.print_travel(office, code, language=FRENCH).pdf)
    assert "محمد" in text
    for hidden in ("عبد", "Alaoui", "ALAOUI", "DEMO Officer"):
        assert hidden not in text


def test_what_was_paid_to_somebody_erased_stays_in_the_sum_under_no_name(
    office: Workspace,
) -> None:
    code = training(office)
    paid, unpaid, *_ = keys(office, code)
    travel.write_claim(office.store, code, paid, {"lodging": "1000"})
    for person in (paid, unpaid):
        erase_participant(office.store, person, "asked by the person", confirm=True)
    text = _text(travel.print_travel(office, code, language=Language("en")).pdf)
    assert text.count("Data erased") == 1
    assert "one thousand" in text
    for hidden in ("Awa", "TRAORÉ", "Mamadou", "KONÉ"):
        assert hidden not in text
