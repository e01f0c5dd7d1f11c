from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import outbox
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.outbox import copy_to_stick, list_outbox, mail_text, note_mailed
from ssc_desktop.services.participants import add_participant
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.vault.durable import write_whole


@pytest.fixture
def enrolled(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    approve(headquarters, join(office, card, tmp_path / "ABJ.sscreq").file)
    add_participant(office.store, {"family_name": "Tounkara", "phone": "+22376123456"})
    return office


def states(workspace: Workspace) -> list[tuple[int, str]]:
    return [(each.number, each.state) for each in list_outbox(workspace)]


def test_the_outbox_tells_where_each_bundle_stands(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    assert list_outbox(enrolled) == []
    made = [export_bundle(enrolled).file for _ in range(4)]
    assert states(enrolled) == [(n, "written") for n in (4, 3, 2, 1)]
    newest = list_outbox(enrolled)[0]
    assert (newest.file, newest.level, newest.office) == (made[3], "pseudonymised", "")
    assert newest.bytes == made[3].stat().st_size
    (tmp_path / "stick").mkdir()
    copy_to_stick(enrolled, made[0], tmp_path / "stick")
    note_mailed(enrolled, made[1])
    made[2].unlink()
    told = [(4, "written"), (3, "missing"), (2, "mailed"), (1, "copied")]
    assert states(enrolled) == told
    import_bundles(headquarters, [made[3]])
    import_bundles(enrolled, [export_return(headquarters, "ABJ", tmp_path).file])
    assert states(enrolled) == [(n, "acknowledged") for n in (4, 3, 2, 1)]


def test_headquarters_sees_which_return_bundles_arrived(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    import_bundles(headquarters, [export_bundle(enrolled).file])
    made = export_return(headquarters, "ABJ")
    ((number, state),) = states(headquarters)
    assert (number, state) == (made.number, "written")
    assert list_outbox(headquarters)[0].office == "ABJ"
    import_bundles(enrolled, [made.file])
    import_bundles(headquarters, [export_bundle(enrolled).file])
    assert states(headquarters) == [(made.number, "acknowledged")]


def test_a_copy_reads_back_and_never_replaces_another_bundle(
    enrolled: Workspace, tmp_path: Path
) -> None:
    made = export_bundle(enrolled).file
    stick = tmp_path / "stick"
    stick.mkdir()
    first = copy_to_stick(enrolled, made, stick)
    assert (first.file, first.bytes) == (stick / made.name, made.stat().st_size)
    assert first.file.read_bytes() == made.read_bytes()
    assert copy_to_stick(enrolled, made, stick).file == first.file
    first.file.write_bytes(b"another")
    again = copy_to_stick(enrolled, made, stick)
    assert again.file == stick / f"{made.stem}-1.sscb"
    assert first.file.read_bytes() == b"another"


def test_a_failing_stick_is_told_and_the_bundle_is_still_in_the_outbox(
    enrolled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = export_bundle(enrolled).file
    with pytest.raises(Problem) as caught:
        copy_to_stick(enrolled, made, tmp_path / "no stick here")
    assert caught.value.code == "copy-failed"

    def failing(path: Path, data: bytes) -> None:
        write_whole(path, data[:-1] + b"\0\0")

    monkeypatch.setattr(outbox, "write_whole", failing)
    with pytest.raises(Problem) as caught:
        copy_to_stick(enrolled, made, tmp_path)
    assert caught.value.code == "copy-failed"
    assert not (tmp_path / made.name).exists()
    assert made.exists()
    assert states(enrolled) == [(1, "written")]
    made.unlink()
    with pytest.raises(Problem) as caught:
        copy_to_stick(enrolled, made, tmp_path)
    assert caught.value.code == "bundle-gone"


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_a_mail_is_ready_and_names_no_person(enrolled: Workspace, code: str) -> None:
    made = export_bundle(enrolled).file
    mail = mail_text(enrolled, made, Language(code))
    assert mail.files == (made,)
    parts = urlsplit(mail.url)
    asked = parse_qs(parts.query)
    assert (parts.scheme, parts.path) == ("mailto", "")
    assert (asked["subject"], asked["body"]) == ([mail.subject], [mail.text])
    assert made.name in mail.text
    assert made.stem in mail.subject
    for person in ("Tounkara", "DEMO Officer", "76123456"):
        assert person not in mail.subject + mail.text
    made.unlink()
    with pytest.raises(Problem) as caught:
        mail_text(enrolled, made, Language(code))
    assert caught.value.code == "bundle-gone"
