"""Attestations: who may have one, what is recorded, how a forged or revoked one is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid4

import pypdfium2 as pdfium
import pytest
import zxingcpp
from sqlalchemy import select

from ssc_desktop.domain.activity import HalfDay
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.seal import KIND, PREFIX, read_seal
from ssc_desktop.language import Language
from ssc_desktop.services import attendance, participants
from ssc_desktop.services.activities import add_activity, change_activity
from ssc_desktop.services.attestations import (
    anybody_reached,
    check_attestation,
    eligible,
    find_attestation,
    issue_attestations,
    list_attestations,
    print_attestations,
    revoke_attestation,
)
from ssc_desktop.services.enrolment import approve, join, make_card, revoke
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.local import Access
from ssc_desktop.vault.identity import Identity
from ssc_desktop.vault.signatures import digest
from tests.paper.drawn import page_text, picture
from tests.services.replicas import rows_of

SESSION = {
    "title": "DEMO Formation",
    "start": "2021-08-16",
    "end": "2021-08-20",
    "country": "CI",
    "agency": "GIZ",
}
# Half-days missed of ten: none, two (80 %), three (70 %).
MISSED = {"Traoré": 0, "Koné": 2, "Diallo": 3}


@pytest.fixture
def session(office: Workspace) -> UUID:
    """A session of five days with three people and a facilitator who was always there."""
    activity = add_activity(office.store, "capacity_session", SESSION)
    for family, missed in MISSED.items():
        person = participants.add_participant(
            office.store, {"family_name": family, "given_names": "Awa"}, activity=activity.id
        )
        be_there(office, activity.id, person.id, missed)
    trainer = participants.add_participant(office.store, {"family_name": "Alaoui"})
    participants.register(office.store, activity.id, trainer.id, {"role": "facilitator"})
    be_there(office, activity.id, trainer.id, 0)
    return activity.id


def be_there(office: Workspace, activity: UUID, person: UUID, missed: int) -> None:
    half_days = attendance.read_register(office.store, activity).half_days
    marks = [
        (person, each.slot, "absent" if at < missed else "late")
        for at, each in enumerate(half_days)
    ]
    attendance.mark(office.store, activity, marks)


def person_of(office: Workspace, session: UUID, family: str) -> UUID:
    register = attendance.read_register(office.store, session)
    return next(
        each.participant.id for each in register.people if each.participant.family_name == family
    )


def told(office: Workspace, session: UUID) -> dict[str, tuple[int, int, bool, bool]]:
    return {
        each.participant.participant.family_name or "": (
            each.attended, each.possible, each.reached, each.is_attested,
        )
        for each in eligible(office, session)
    }  # fmt: skip


def pages_of(pdf: bytes) -> int:
    return len(pdfium.PdfDocument(pdf))


# Who may have one


def test_the_share_of_half_days_decides_and_the_team_is_left_out(
    office: Workspace, session: UUID
) -> None:
    assert told(office, session) == {
        "Traoré": (10, 10, True, False),
        "Koné": (8, 10, True, False),
        "Diallo": (7, 10, False, False),
    }


def test_the_session_may_have_a_threshold_of_its_own(office: Workspace, session: UUID) -> None:
    change_activity(office.store, session, {"presence_threshold": "70"})
    assert told(office, session)["Diallo"][2]
    change_activity(office.store, session, {"presence_threshold": "100"})
    assert not told(office, session)["Koné"][2]
    change_activity(office.store, session, {"presence_threshold": "0"})
    nobody = participants.add_participant(office.store, {"family_name": "Absent"}, activity=session)
    assert not told(office, session)["Absent"][2]
    with pytest.raises(Problem) as caught:
        issue_attestations(office, session, [nobody.id])
    assert caught.value.code == "below-threshold"


def test_half_days_that_do_not_count_do_not_count(office: Workspace, session: UUID) -> None:
    with office.store.writing() as db:
        for slot in ("2021-08-16/AM", "2021-08-16/PM"):
            half_day = db.get(HalfDay, (session, slot))
            assert half_day
            half_day.is_counted = False
    assert told(office, session) == {
        "Traoré": (8, 8, True, False),
        "Koné": (8, 8, True, False),
        "Diallo": (7, 8, True, False),
    }


def test_records_merged_into_one_are_one_person(office: Workspace, session: UUID) -> None:
    old, kept = (person_of(office, session, name) for name in ("Diallo", "Koné"))
    be_there(office, session, kept, 5)
    assert not told(office, session)["Koné"][2]
    with office.store.writing() as db:
        merged = db.get(Participant, old)
        assert merged
        merged.merged_into_id = kept
    # What Koné attended as Diallo: all but the first three half-days.
    assert told(office, session)["Koné"] == (7, 10, False, False)
    assert "Diallo" not in told(office, session)
    change_activity(office.store, session, {"presence_threshold": "70"})
    (first, second) = issue_attestations(office, session)
    assert {first.participant_id, second.participant_id} == {
        kept, person_of(office, session, "Traoré"),
    }  # fmt: skip


def test_a_merge_after_the_handing_out_hands_out_no_second_one(
    office: Workspace, session: UUID
) -> None:
    old, kept = (person_of(office, session, name) for name in ("Traoré", "Diallo"))
    (before,) = issue_attestations(office, session, [old])
    with office.store.writing() as db:
        merged = db.get(Participant, old)
        assert merged
        merged.merged_into_id = kept
    standing = {each.participant.participant.id: each for each in eligible(office, session)}
    assert standing[kept].attestation is not None
    assert standing[kept].attestation.id == before.id
    assert issue_attestations(office, session, [kept]) == []


def test_a_removed_person_is_not_handed_one(office: Workspace, session: UUID) -> None:
    participants.remove_participant(office.store, person_of(office, session, "Traoré"))
    assert "Traoré" not in told(office, session)
    assert len(issue_attestations(office, session)) == 1


# Handing out


def test_all_who_attended_enough_get_one_once(office: Workspace, session: UUID) -> None:
    issued = issue_attestations(office, session)
    assert [(each.attended, each.possible) for each in issued] == [(10, 10), (8, 10)]
    assert len({each.serial for each in issued}) == 2
    assert issue_attestations(office, session) == []
    assert told(office, session)["Traoré"][3]
    listed = list_attestations(office, session)
    assert [each.participant.family_name for each in listed if each.participant] == [
        "Traoré",
        "Koné",
    ]
    for each in issued:
        assert each.issued_by_id == (office.officer and office.officer.id)
        assert each.seal
        assert "TRAOR" not in each.seal.upper()


@pytest.mark.parametrize(
    ("family", "code"),
    [("Diallo", "below-threshold"), ("Alaoui", "team-not-attested"), ("", "not-registered")],
)
def test_who_may_not_have_one_is_refused_and_nobody_else_gets_one(
    office: Workspace, session: UUID, family: str, code: str
) -> None:
    wrong = person_of(office, session, family) if family else uuid4()
    right = person_of(office, session, "Traoré")
    with pytest.raises(Problem) as caught:
        issue_attestations(office, session, [right, wrong])
    assert caught.value.code == code
    assert list_attestations(office) == []
    assert family not in str(caught.value.details) or not family


def test_an_activity_without_half_days_or_marks_is_told(office: Workspace) -> None:
    bare = add_activity(office.store, "workshop", {"title": "DEMO"})
    with pytest.raises(Problem) as caught:
        print_attestations(office, bare.id, language=Language("fr"))
    assert caught.value.code == "no-half-days"
    empty = add_activity(office.store, "workshop", {"title": "DEMO", "start": "2021-08-16"})
    assert not anybody_reached(attendance.read_register(office.store, empty.id))
    with pytest.raises(Problem) as caught:
        issue_attestations(office, empty.id)
    assert caught.value.code == "nobody-eligible"


def test_anybody_reached_says_whether_there_is_something_to_print(
    office: Workspace, session: UUID
) -> None:
    assert anybody_reached(attendance.read_register(office.store, session))


# Printing


@pytest.mark.parametrize("code", ["fr", "en", "ar"])
def test_printing_hands_out_what_is_missing_and_again_prints_the_same(
    office: Workspace, session: UUID, tmp_path: Path, code: str
) -> None:
    path = tmp_path / "attestations.pdf"
    language = Language(code)
    first = print_attestations(office, session, language=language, path=path)
    assert path.read_bytes() == first.pdf
    assert pages_of(first.pdf) == 2
    again = print_attestations(office, session, language=language)
    assert again.pdf == first.pdf
    seals = [each.attestation.seal for each in list_attestations(office, session)]
    read = [zxingcpp.read_barcodes(picture(first.pdf, page))[0].text for page in range(2)]
    assert read == seals
    text = page_text(first.pdf)
    assert "TRAORÉ" in text
    with office.store.reading() as db:
        noted = list(db.scalars(select(Access)))
    assert [(each.act, each.noun, each.subject) for each in noted] == [
        ("print", "attestation", str(session))
    ] * 2


def test_a_specimen_writes_nothing(office: Workspace, session: UUID) -> None:
    before = rows_of(office.store)
    printed = print_attestations(office, session, language=Language("en"), recorded=False)
    assert "Specimen" in page_text(printed.pdf)
    assert zxingcpp.read_barcodes(picture(printed.pdf)) == []
    assert rows_of(office.store) == before
    with office.store.reading() as db:
        assert list(db.scalars(select(Access))) == []


def test_where_the_file_cannot_be_written_nothing_is_recorded(
    office: Workspace, session: UUID, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file where a folder is needed")
    with pytest.raises(Problem) as caught:
        print_attestations(
            office, session, language=Language("fr"), path=tmp_path / "taken" / "a.pdf"
        )
    assert caught.value.code == "paper-not-written"
    assert list_attestations(office) == []


def test_only_those_named_are_printed(office: Workspace, session: UUID) -> None:
    one = person_of(office, session, "Koné")
    printed = print_attestations(office, session, language=Language("fr"), participants=[one])
    assert pages_of(printed.pdf) == 1
    assert len(list_attestations(office)) == 1


def test_a_corrected_name_asks_for_a_new_attestation(office: Workspace, session: UUID) -> None:
    one = person_of(office, session, "Traoré")
    (old,) = issue_attestations(office, session, [one])
    participants.change_participant(office.store, one, {"given_names": "Awa Marie"})
    with pytest.raises(Problem) as caught:
        print_attestations(office, session, language=Language("fr"), participants=[one])
    assert caught.value.code == "name-changed"
    assert "Awa" not in caught.value.told(Language("fr"))
    revoke_attestation(office, old.id, "Nom corrigé")
    printed = print_attestations(office, session, language=Language("fr"), participants=[one])
    assert "Awa Marie" in page_text(printed.pdf)
    assert len(list_attestations(office)) == 2


def test_hours_are_the_sessions_else_those_of_the_clock(office: Workspace, session: UUID) -> None:
    def text() -> str:
        pdf = print_attestations(office, session, language=Language("en"), recorded=False).pdf
        return page_text(pdf)

    assert "hours" not in text()
    with office.store.writing() as db:
        for half_day in db.query(HalfDay):
            half_day.starts_at, half_day.ends_at = "08:30", "12:00"
    assert "35 hours" in text()
    change_activity(office.store, session, {"hours": "30"})
    assert "30 hours" in text()


# Taking back


def test_a_revoked_one_stays_known_and_is_not_handed_out_again_unasked(
    office: Workspace, session: UUID
) -> None:
    issued = issue_attestations(office, session)
    revoke_attestation(office, issued[0].id, "Remise par erreur")
    assert issue_attestations(office, session) == []
    checked = check_attestation(office, issued[0].seal or "")
    assert (checked.state, checked.revoked_reason) == ("revoked", "Remise par erreur")
    for wrong, code in ((issued[0].id, "already-revoked"), (uuid4(), "not-found")):
        with pytest.raises(Problem) as caught:
            revoke_attestation(office, wrong, "Encore")
        assert caught.value.code == code
    with pytest.raises(Problem) as caught:
        revoke_attestation(office, issued[1].id, "  ")
    assert caught.value.code == "reason-missing"
    (again,) = issue_attestations(office, session, [issued[0].participant_id or uuid4()])
    assert again.serial != issued[0].serial
    assert check_attestation(office, again.seal or "").state == "genuine"


# Checking


@pytest.fixture
def enrolled(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    approve(headquarters, join(office, card, tmp_path / "ABJ.sscreq").file)
    return office


def hand_over(office: Workspace, headquarters: Workspace) -> None:
    (result,) = import_bundles(headquarters, [export_bundle(office, level="identified").file])
    assert result.status == "imported"


def test_an_attestation_is_genuine_where_its_seal_stayed_with_the_office(
    enrolled: Workspace, headquarters: Workspace, session: UUID
) -> None:
    issued = issue_attestations(enrolled, session)
    import_bundles(headquarters, [export_bundle(enrolled, level="pseudonymised").file])
    scanned = issued[0].seal or ""
    for shown in (scanned, issued[0].serial or ""):
        checked = check_attestation(headquarters, shown)
        assert (checked.state, checked.is_recorded, checked.holder) == ("genuine", True, "")
        assert (checked.attended, checked.possible) == (10, 10)
    assert check_attestation(headquarters, scanned.replace(":10/10:", ":9/10:")).state == "altered"
    revoke_attestation(enrolled, issued[0].id, "Remise par erreur")
    import_bundles(headquarters, [export_bundle(enrolled, level="pseudonymised").file])
    assert check_attestation(headquarters, scanned).state == "revoked"


def seals(office: Workspace) -> list[str]:
    return [each.attestation.seal or "" for each in list_attestations(office)]


def test_headquarters_checks_before_and_after_the_record_arrives(
    enrolled: Workspace, headquarters: Workspace, session: UUID
) -> None:
    printed = print_attestations(enrolled, session, language=Language("ar"))
    scanned = zxingcpp.read_barcodes(picture(printed.pdf))[0].text
    early = check_attestation(headquarters, scanned)
    assert (early.state, early.is_recorded, early.holder) == ("genuine", False, "")
    assert (early.attended, early.possible, early.office) == (10, 10, "ABJ")
    assert check_attestation(headquarters, early.serial).state == "unknown"
    hand_over(enrolled, headquarters)
    for shown in (scanned, early.serial, early.serial.lower()[:4] + "-" + early.serial[4:]):
        late = check_attestation(headquarters, shown)
        assert (late.state, late.is_recorded, late.holder) == ("genuine", True, "TRAORÉ Awa")
        assert late.title == "DEMO Formation"
    assert check_attestation(headquarters, scanned, printed_name="Awa Traore").state == "genuine"
    other = check_attestation(headquarters, scanned, printed_name="Awa Koné")
    assert (other.state, other.name_fits) == ("altered", False)


def test_a_revocation_travels(enrolled: Workspace, headquarters: Workspace, session: UUID) -> None:
    issued = issue_attestations(enrolled, session)
    hand_over(enrolled, headquarters)
    revoke_attestation(enrolled, issued[0].id, "Remise par erreur")
    assert check_attestation(headquarters, issued[0].seal or "").state == "genuine"
    hand_over(enrolled, headquarters)
    found = check_attestation(headquarters, issued[0].seal or "")
    assert (found.state, found.revoked_reason) == ("revoked", "Remise par erreur")
    assert check_attestation(headquarters, issued[1].seal or "").state == "genuine"


@pytest.mark.parametrize("recorded", [False, True])
def test_an_altered_one_is_told_with_and_without_its_record(
    enrolled: Workspace, headquarters: Workspace, session: UUID, recorded: bool
) -> None:
    issue_attestations(enrolled, session)
    if recorded:
        hand_over(enrolled, headquarters)
    genuine, other = seals(enrolled)
    parts = genuine.split(":")
    changes: Sequence[tuple[int, str]] = (
        (2, "ACSS-CI-2021-CAP-999"), (3, "10/11"), (4, "20200101"), (5, "ABCDEFGH"),
        (7, other.split(":")[7]),
    )  # fmt: skip
    for place, value in changes:
        forged = ":".join([*parts[:place], value, *parts[place + 1 :]])
        assert forged != genuine
        assert check_attestation(headquarters, forged).state == "altered", place
    assert check_attestation(headquarters, genuine).state == "genuine"


def test_one_signed_by_a_stranger_is_told(
    enrolled: Workspace, headquarters: Workspace, session: UUID
) -> None:
    issue_attestations(enrolled, session)
    seal = read_seal(seals(enrolled)[0])
    assert seal
    stranger = Identity.new()
    theirs = seal.statement.text.replace(
        enrolled.device.upper(), stranger.public.device.upper()
    ).replace(seal.statement.serial, "ZZZZZZZZ")
    signature = stranger.sign(KIND, PREFIX.encode(), digest(theirs.encode()))
    forged = seal.statement.sealed(signature).replace(seal.statement.text, theirs)
    found = check_attestation(headquarters, forged)
    assert (found.state, found.is_recorded) == ("signer-unknown", False)
    # Under the name of a laptop that is known, the stranger's signature gives the forgery away.
    posing = theirs.replace(stranger.public.device.upper(), enrolled.device.upper())
    signature = stranger.sign(KIND, PREFIX.encode(), digest(posing.encode()))
    forged = seal.statement.sealed(signature).replace(seal.statement.text, posing)
    assert check_attestation(headquarters, forged).state == "altered"


def test_a_lost_laptop_is_believed_only_for_what_arrived_before(
    enrolled: Workspace, headquarters: Workspace, session: UUID
) -> None:
    arrived = issue_attestations(enrolled, session, [person_of(enrolled, session, "Traoré")])
    hand_over(enrolled, headquarters)
    revoke(headquarters, enrolled.device)
    late = issue_attestations(enrolled, session, [person_of(enrolled, session, "Koné")])
    assert check_attestation(headquarters, arrived[0].seal or "").state == "genuine"
    assert check_attestation(headquarters, late[0].seal or "").state == "signer-unknown"


def test_whoever_was_removed_is_not_named(office: Workspace, session: UUID) -> None:
    one = person_of(office, session, "Traoré")
    (issued,) = issue_attestations(office, session, [one])
    participants.remove_participant(office.store, one)
    found = check_attestation(office, issued.seal or "")
    assert (found.state, found.holder) == ("genuine", "")
    assert [each.participant for each in list_attestations(office)] == [None]


def test_any_other_text_is_unknown_and_a_newer_seal_is_told(office: Workspace) -> None:
    for text in ("", "nonsense", "SSC1:7K3M9QXZ:001/001", "SSCP1:00", "7K3M-9QXZ", "https://x.y"):
        assert check_attestation(office, text).state == "unknown"
    with pytest.raises(Problem) as caught:
        check_attestation(office, "SSCA2:anything")
    assert caught.value.code == "newer-attestation"


def test_an_attestation_is_found_by_number_or_code(office: Workspace, session: UUID) -> None:
    issued = issue_attestations(office, session)[0]
    for typed in (issued.serial or "", issued.seal or ""):
        assert find_attestation(office, typed).id == issued.id
    with pytest.raises(Problem) as caught:
        find_attestation(office, "ZZZZ-ZZZZ")
    assert caught.value.code == "unknown-attestation"
