from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.enrolment import (
    approve,
    find_device,
    fingerprint_of,
    join,
    joined_card,
    list_devices,
    make_card,
    read_card,
    read_request,
    revoke,
)
from ssc_desktop.services.workspaces import (
    Workspace,
    create_workspace,
    describe_folder,
    open_with_recovery,
    open_workspace,
)
from ssc_desktop.vault.envelope import packed
from ssc_desktop.vault.identity import Identity
from tests.conftest import PASSPHRASE


@pytest.fixture
def card(headquarters: Workspace, tmp_path: Path) -> Path:
    return make_card(headquarters, tmp_path / "HQ.sscard").file


@pytest.fixture
def request_file(office: Workspace, card: Path, tmp_path: Path) -> Path:
    return join(office, card, tmp_path / "ABJ.sscreq").file


@pytest.fixture
def other_headquarters(tmp_path: Path) -> Iterator[Workspace]:
    with create_workspace(
        tmp_path / "other",
        edition="headquarters",
        country="MA",
        office_name="DEMO Other",
        office_code="HQ2",
        officer="DEMO Other",
        language="en",
        passphrase=PASSPHRASE,
    ) as workspace:
        yield workspace


def test_fingerprints_agree_on_both_sides(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    made = make_card(headquarters, tmp_path)
    assert made.file == tmp_path / "HQ.sscard"
    assert made.fingerprint == headquarters.fingerprint
    assert read_card(made.file).keys.fingerprint == headquarters.fingerprint
    joined = join(office, made.file, tmp_path)
    assert joined.file == tmp_path / "ABJ.sscreq"
    assert joined.headquarters == "Siège"
    assert joined.headquarters_fingerprint == headquarters.fingerprint
    assert joined.fingerprint == office.fingerprint
    assert read_request(headquarters, joined.file).keys.fingerprint == office.fingerprint
    assert fingerprint_of(approve(headquarters, joined.file)) == office.fingerprint


def test_an_approved_laptop_is_known_with_its_office(
    office: Workspace, headquarters: Workspace, request_file: Path
) -> None:
    approve(headquarters, request_file)
    [device] = list_devices(headquarters.store)
    assert device.device == office.device
    assert device.signing_key == office.identity.public.signing_key
    assert device.recipient == office.identity.public.recipient
    assert (device.office_code, device.country, device.officer) == ("ABJ", "CI", "DEMO Officer")
    assert device.status == "approved"
    assert device.approved_at is not None


def test_approving_twice_is_harmless(headquarters: Workspace, request_file: Path) -> None:
    first = approve(headquarters, request_file)
    again = approve(headquarters, request_file)
    assert first.approved_at == again.approved_at
    assert len(list_devices(headquarters.store)) == 1


def test_reading_a_request_approves_nobody(headquarters: Workspace, request_file: Path) -> None:
    assert read_request(headquarters, request_file).office_code == "ABJ"
    assert list_devices(headquarters.store) == []


def test_joining_lets_the_recovery_key_of_headquarters_open_the_office(
    office: Workspace, headquarters: Workspace, request_file: Path
) -> None:
    assert describe_folder(office.folder).recoverable
    assert check_workspace(office).ok
    office.close()
    assert headquarters.recovery_secret is not None
    with open_with_recovery(office.folder, headquarters.recovery_secret) as recovered:
        assert recovered.office == office.office
    open_workspace(office.folder, PASSPHRASE).close()


def test_an_office_remembers_its_headquarters(
    office: Workspace, headquarters: Workspace, request_file: Path
) -> None:
    office.close()
    with open_workspace(office.folder, PASSPHRASE) as again:
        card = joined_card(again.store)
        assert card is not None
        assert card.keys == headquarters.identity.public
        [device] = list_devices(again.store)
        assert (device.device, device.office_name) == (headquarters.device, "Siège")


def test_an_office_that_joined_nobody_says_so(office: Workspace) -> None:
    assert joined_card(office.store) is None


def test_joining_again_writes_the_request_again(
    office: Workspace, headquarters: Workspace, card: Path, request_file: Path
) -> None:
    request_file.unlink()
    join(office, card, request_file)
    assert approve(headquarters, request_file).device == office.device
    assert check_workspace(office).ok


def test_a_second_headquarters_replaces_the_first_only_when_asked(
    office: Workspace, request_file: Path, other_headquarters: Workspace, tmp_path: Path
) -> None:
    other = make_card(other_headquarters, tmp_path / "other.sscard").file
    before = (office.folder / "keys.json").read_bytes()
    with pytest.raises(Problem, match="other-headquarters"):
        join(office, other, tmp_path / "new.sscreq")
    assert (office.folder / "keys.json").read_bytes() == before
    assert not (tmp_path / "new.sscreq").exists()
    join(office, other, tmp_path / "new.sscreq", replace=True)
    status = {device.device: device.status for device in list_devices(office.store)}
    assert status.pop(other_headquarters.device) == "approved"
    assert list(status.values()) == ["revoked"]
    joined = joined_card(office.store)
    assert joined is not None
    assert joined.keys == other_headquarters.identity.public
    assert check_workspace(office).ok


def test_an_altered_card_changes_nothing(office: Workspace, card: Path, tmp_path: Path) -> None:
    record = json.loads(card.read_bytes())
    record["headquarters"]["recovery_recipient"] = Identity.new().public.recipient
    card.write_text(json.dumps(record))
    before = (office.folder / "keys.json").read_bytes()
    with pytest.raises(Problem, match="card-altered"):
        join(office, card, tmp_path / "new.sscreq")
    assert (office.folder / "keys.json").read_bytes() == before
    assert joined_card(office.store) is None
    assert not (tmp_path / "new.sscreq").exists()


def test_a_request_that_cannot_be_written_changes_nothing(
    office: Workspace, card: Path, tmp_path: Path
) -> None:
    before = (office.folder / "keys.json").read_bytes()
    with pytest.raises(Problem, match="file-not-written") as problem:
        join(office, card, tmp_path / "stick" / "ABJ.sscreq")
    assert problem.value.details == {"file": "ABJ.sscreq"}
    assert (office.folder / "keys.json").read_bytes() == before
    assert joined_card(office.store) is None
    assert list_devices(office.store) == []


def test_a_request_to_another_headquarters_is_refused(
    other_headquarters: Workspace, request_file: Path
) -> None:
    with pytest.raises(Problem, match="request-for-others"):
        approve(other_headquarters, request_file)
    assert list_devices(other_headquarters.store) == []


def test_every_altered_request_is_refused(headquarters: Workspace, request_file: Path) -> None:
    record = json.loads(request_file.read_bytes())
    sealed_body = bytearray(b64decode(record["sealed"]))
    for place in range(0, len(sealed_body), 37):
        changed = bytearray(sealed_body)
        changed[place] ^= 1
        request_file.write_text(json.dumps({**record, "sealed": b64encode(changed).decode()}))
        with pytest.raises(Problem, match="request-"):
            approve(headquarters, request_file)
    request_file.write_text(json.dumps({**record, "sealed": packed(bytes(sealed_body))}))
    approve(headquarters, request_file)


def test_each_edition_keeps_to_its_side(
    office: Workspace, headquarters: Workspace, card: Path, request_file: Path, tmp_path: Path
) -> None:
    for attempt in (
        lambda: make_card(office, tmp_path / "x.sscard"),
        lambda: approve(office, request_file),
        lambda: revoke(office, headquarters.device),
    ):
        with pytest.raises(Problem, match="headquarters-only"):
            attempt()
    with pytest.raises(Problem, match="office-only"):
        join(headquarters, card, tmp_path / "x.sscreq")


def test_files_of_the_wrong_kind_are_told(
    office: Workspace, headquarters: Workspace, card: Path, request_file: Path, tmp_path: Path
) -> None:
    with pytest.raises(Problem, match="not-a-card"):
        join(office, request_file, tmp_path / "x.sscreq")
    with pytest.raises(Problem, match="not-a-request"):
        approve(headquarters, card)
    with pytest.raises(Problem, match="file-unreadable"):
        approve(headquarters, tmp_path / "away.sscreq")


def test_a_revoked_laptop_is_refused_from_its_next_change_on_and_stays_revoked(
    office: Workspace, headquarters: Workspace, request_file: Path
) -> None:
    approve(headquarters, request_file)
    assert revoke(headquarters, office.device).revoked_from_seq == 1
    assert revoke(headquarters, office.device).status == "revoked"
    with pytest.raises(Problem, match="device-revoked"):
        approve(headquarters, request_file)
    assert find_device(headquarters.store, office.device).status == "revoked"


def test_an_unknown_laptop_cannot_be_revoked(headquarters: Workspace) -> None:
    with pytest.raises(Problem, match="unknown-device"):
        revoke(headquarters, "0123456789abcdef")
    with pytest.raises(Problem, match="unknown-device"):
        find_device(headquarters.store, "0123456789abcdef")


def test_requests_are_neither_logged_nor_synced(
    headquarters: Workspace, request_file: Path
) -> None:
    with headquarters.store.writing() as db:
        db.add(Participant(family_name="DEMO"))
    before = check_workspace(headquarters)
    approve(headquarters, request_file)
    assert before.ok
    assert check_workspace(headquarters).ok


def test_cards_and_requests_leave_no_other_files(card: Path, request_file: Path) -> None:
    names = [name for name in os.listdir(card.parent) if name.startswith(".")]
    assert names == []
