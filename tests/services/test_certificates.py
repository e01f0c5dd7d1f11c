"""What follows an approval: certificates, revocation from a change on, and a new key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.services import enrolment
from ssc_desktop.services.certificates import (
    certificate_states,
    certificates_for,
    own_certificate,
    take_certificates,
)
from ssc_desktop.services.enrolment import (
    approve,
    card_lines,
    fingerprint_of,
    join,
    joined_card,
    list_devices,
    make_card,
    read_card,
    read_request,
    request_lines,
    revoke,
)
from ssc_desktop.services.evidence import add_evidence, open_evidence
from ssc_desktop.services.exchange import bundle_status, export_bundle, import_bundles
from ssc_desktop.services.headquarters_key import (
    cards_for_return,
    new_key,
    recipients_for_headquarters,
    take_cards,
)
from ssc_desktop.services.restoring import restore_backup
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.safety_copies import make_copy
from ssc_desktop.services.workspaces import Workspace, open_workspace
from ssc_desktop.storage.local import Device
from tests.conftest import PASSPHRASE
from tests.services.exchanging import enrol, hand_back, hand_in, made, record


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Workspace]:
    with made(tmp_path / "second", "ABJ", "CI") as workspace:
        yield workspace


@pytest.fixture
def abidjan(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    enrol(office, headquarters, tmp_path)
    return office


def test_joined_and_approved_by_lines_typed_from_paper(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    card = "\n".join(card_lines(headquarters)).lower()
    assert read_card(card).keys.fingerprint == headquarters.fingerprint
    joined = join(office, card, tmp_path)
    assert joined.headquarters_fingerprint == headquarters.fingerprint
    request = "\n".join(request_lines(office))
    assert read_request(headquarters, request).keys.fingerprint == office.fingerprint
    assert fingerprint_of(approve(headquarters, request)) == office.fingerprint
    assert approve(headquarters, joined.file).device == office.device
    record(office)
    assert hand_in(office, headquarters).status == "imported"


def test_a_printed_request_names_no_officer(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    join(office, make_card(headquarters, tmp_path).file, tmp_path)
    found = read_request(headquarters, "\n".join(request_lines(office)))
    assert office.officer is not None
    assert office.officer.name not in (found.officer, found.office_name)


def test_what_was_exported_before_the_approval_is_held_and_taken_in_by_it(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    request = join(office, make_card(headquarters, tmp_path).file, tmp_path).file
    record(office)
    held = hand_in(office, headquarters)
    assert (held.status, held.code) == ("quarantined", "unknown-signer")
    approve(headquarters, request)
    (taken,) = import_bundles(headquarters, [])
    assert taken.status == "imported"
    assert taken.changes > 0


def test_the_certificate_comes_back_with_the_bundle(
    abidjan: Workspace, second: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrol(second, headquarters, tmp_path)
    record(abidjan)
    hand_in(abidjan, headquarters)
    assert own_certificate(abidjan.store) is None
    assert [each.sent_at for each in certificate_states(headquarters).values()] == [None, None]
    hand_back(headquarters, abidjan, second)
    found = own_certificate(abidjan.store)
    assert found is not None
    assert (found.number, found.office_code, found.country) == (1, "ABJ", "CI")
    assert (found.device, found.revoked_from) == (abidjan.device, 0)
    other = own_certificate(second.store)
    assert other is not None
    assert other.number == 2
    states = certificate_states(headquarters)
    assert {device: each.number for device, each in states.items()} == {
        abidjan.device: 1,
        second.device: 2,
    }
    assert all(each.sent_at for each in states.values())


def test_numbers_once_given_stay(
    abidjan: Workspace, second: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    revoke(headquarters, abidjan.device)
    enrol(second, headquarters, tmp_path)
    with headquarters.store.writing() as db:
        known = db.get(Device, second.device)
        assert known is not None
        # The clock went back between the two approvals.
        known.approved_at = now() - timedelta(days=900)
    certificates_for(headquarters, "ABJ")
    assert certificate_states(headquarters)[second.device].number == 2


def test_certificates_that_another_signed_are_not_believed(
    abidjan: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    with made(tmp_path / "other", "HQ2", "MA", "headquarters") as other:
        approve(other, join(abidjan, make_card(other, tmp_path).file, tmp_path, replace=True).file)
        forged = certificates_for(other, "ABJ")
    join(abidjan, make_card(headquarters, tmp_path / "again.sscard").file, tmp_path, replace=True)
    for data in (forged, forged[:-9], b"{}", certificates_for(headquarters, "ABJ")[:-40]):
        with pytest.raises(Problem) as refused, abidjan.store.writing() as db:
            take_certificates(db, data)
        assert refused.value.code == "certificate-altered"
    assert own_certificate(abidjan.store) is None


# --- revocation ---------------------------------------------------------------------------------


def test_of_a_revoked_laptop_that_never_sent_anything_nothing_is_taken(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    record(abidjan, "DEMO First")
    early = export_bundle(abidjan, level="identified").file
    limit = bundle_status(abidjan).vector[f"{abidjan.device}/1"] + 1
    record(abidjan, "DEMO Later")
    late = export_bundle(abidjan, level="identified").file
    revoked = revoke(headquarters, abidjan.device, limit)
    assert (revoked.status, revoked.revoked_from_seq) == ("revoked", limit)
    results = import_bundles(headquarters, [early, late])
    assert [each.code for each in results] == ["sender-revoked", "sender-revoked"]


def test_what_came_before_the_revocation_stays_and_older_bundles_of_a_known_life_follow(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    record(abidjan, "DEMO First")
    hand_in(abidjan, headquarters)
    record(abidjan, "DEMO Second")
    early = export_bundle(abidjan, level="identified").file
    limit = _last(abidjan) + 1
    record(abidjan, "DEMO Third")
    late = export_bundle(abidjan, level="identified").file
    revoke(headquarters, abidjan.device, limit)
    held = _held(headquarters, abidjan)
    (taken,) = import_bundles(headquarters, [early])
    assert (taken.status, taken.changes > 0) == ("imported", True)
    assert _held(headquarters, abidjan) == limit - 1 > held
    (refused,) = import_bundles(headquarters, [late])
    assert refused.code == "sender-revoked"
    assert _held(headquarters, abidjan) == limit - 1


def test_a_revoked_laptop_gets_in_neither_with_a_new_life_nor_with_changes_of_others(
    abidjan: Workspace, second: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrol(second, headquarters, tmp_path)
    record(abidjan)
    hand_in(abidjan, headquarters)
    record(second, "DEMO Second")
    copy = make_copy(abidjan).file
    revoke(headquarters, abidjan.device)
    abidjan.close()
    restore_backup(abidjan.folder, copy, PASSPHRASE)
    with open_workspace(abidjan.folder, PASSPHRASE) as again:
        record(again, "DEMO New life")
        result = hand_in(again, headquarters)
        assert (result.status, result.code) == ("refused", "sender-revoked")


def test_a_wrong_number_is_refused_and_a_later_one_gives_nothing_back(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    for wrong in (0, -3):
        with pytest.raises(Problem) as refused:
            revoke(headquarters, abidjan.device, wrong)
        assert refused.value.code == "bad-number"
    assert revoke(headquarters, abidjan.device, 5).revoked_from_seq == 5
    assert revoke(headquarters, abidjan.device, 9).revoked_from_seq == 5
    assert revoke(headquarters, abidjan.device, 3).revoked_from_seq == 3


def test_the_office_of_a_revoked_laptop_is_told_by_its_other_laptop_s_bundle(
    abidjan: Workspace, second: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrol(second, headquarters, tmp_path)
    revoke(headquarters, abidjan.device, 7)
    hand_back(headquarters, second)
    (line,) = [
        each for each in _certificates(second, headquarters) if each.device == abidjan.device
    ]
    assert line.revoked_from == 7


# --- a new key ----------------------------------------------------------------------------------


def test_after_a_new_key_offices_write_to_both_and_headquarters_opens_both(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    before = headquarters.identity
    record(abidjan, "DEMO To the old key")
    old = export_bundle(abidjan, level="identified").file
    assert cards_for_return(headquarters) == b""
    card = new_key(headquarters)
    assert (card.number, card.keys.device) == (1, before.public.device)
    assert card.keys.recipient != before.public.recipient
    (taken,) = import_bundles(headquarters, [old])
    assert taken.status == "imported"
    hand_back(headquarters, abidjan)
    known = joined_card(abidjan.store)
    assert known == card
    assert list_devices(abidjan.store)[0].recipient == card.keys.recipient
    recipients = recipients_for_headquarters(abidjan.store)
    assert recipients[:2] == [card.keys.recipient, before.public.recipient]
    record(abidjan, "DEMO To both keys")
    file = export_bundle(abidjan, level="identified").file
    headquarters.identity = before
    (taken,) = import_bundles(headquarters, [file])
    assert taken.status == "imported"


def test_a_year_later_the_key_of_before_is_written_to_no_more(
    abidjan: Workspace, headquarters: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = headquarters.identity.public.recipient
    new_key(headquarters)
    hand_back(headquarters, abidjan)
    assert before in recipients_for_headquarters(abidjan.store)
    from ssc_desktop.services import headquarters_key

    later = now() + enrolment.BOTH_KEYS + timedelta(days=1)
    monkeypatch.setattr(headquarters_key, "now", lambda: later)
    assert before not in recipients_for_headquarters(abidjan.store)


def test_an_older_card_that_comes_late_changes_nothing(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    new_key(headquarters)
    older = export_return(headquarters, "ABJ").file
    card = new_key(headquarters)
    newer = export_return(headquarters, "ABJ").file
    import_bundles(abidjan, [newer])
    import_bundles(abidjan, [older])
    assert joined_card(abidjan.store) == card


def test_the_card_of_another_headquarters_is_refused(
    abidjan: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    with made(tmp_path / "other", "HQ2", "MA", "headquarters") as other:
        new_key(other)
        foreign = cards_for_return(other)
    with pytest.raises(Problem) as refused, abidjan.store.writing() as db:
        take_cards(db, foreign)
    assert refused.value.code == "card-of-another"
    known = joined_card(abidjan.store)
    assert known is not None
    assert known.keys == headquarters.identity.public


def test_documents_sealed_before_a_new_key_are_opened_after_it(
    headquarters: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "report.txt").write_text("DEMO")
    kept = add_evidence(headquarters, tmp_path / "report.txt")
    new_key(headquarters)
    headquarters.close()
    with open_workspace(headquarters.folder, PASSPHRASE) as again:
        assert open_evidence(again, kept.id)
        from ssc_desktop.services.checking import check_workspace

        assert check_workspace(again).ok


def test_the_later_card_may_also_come_as_a_file(
    abidjan: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    before = headquarters.identity.public.recipient
    new_key(headquarters)
    card = make_card(headquarters, tmp_path / "new.sscard").file
    join(abidjan, card, tmp_path / "again.sscreq")
    assert before in recipients_for_headquarters(abidjan.store)
    assert len(list_devices(abidjan.store)) == 1


def _last(workspace: Workspace) -> int:
    return bundle_status(workspace).vector[f"{workspace.device}/1"]


def _held(headquarters: Workspace, workspace: Workspace) -> int:
    return bundle_status(headquarters).vector.get(f"{workspace.device}/1", 0)


def _certificates(workspace: Workspace, headquarters: Workspace) -> list[object]:
    from ssc_desktop.storage.local import read_fact
    from ssc_desktop.vault import certificates

    with workspace.store.reading() as db:
        data = read_fact(db, "certificates")
    assert data is not None
    return list(certificates.read(data, headquarters.identity.public.signing_key))
