from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli


def test_a_backup_is_made_verified_and_put_back(pair: Cli, code: str) -> None:
    made = pair.at("abj", "backup", "create")
    assert made.keys() == {"file", "made_at", "bytes", "changes", "documents"}
    assert Path(made["file"]).parent == pair.folder / "abj" / "backups"
    assert pair.at("abj", "backup", "verify", made["file"]) == made
    pair.at("abj", "activity", "set", code, "city=Bouaké")
    restored = pair.at("abj", "backup", "restore", made["file"])
    assert restored["workspace"] == str(pair.folder / "abj")
    assert Path(restored["replaced"]).is_file()
    assert pair.at("abj", "activity", "show", code)["city"] == "Abidjan"
    assert pair.at("abj", "check")["ok"] is True


def test_a_restored_office_and_headquarters_still_agree(pair: Cli, code: str) -> None:
    made = pair.at("abj", "backup", "create")
    pair.at("abj", "activity", "set", code, "city=Bouaké")
    pair.at("hq", "bundle", "import", pair.at("abj", "bundle", "export")["file"])
    pair.at("abj", "backup", "restore", made["file"])
    pair.at("abj", "activity", "set", code, "venue=Hôtel du Golf")
    (taken,) = pair.at("hq", "bundle", "import", pair.at("abj", "bundle", "export")["file"])
    assert taken["status"] == "imported"
    there = pair.at("hq", "activity", "show", code)
    assert (there["city"], there["venue"]) == ("Bouaké", "Hôtel du Golf")
    assert pair.at("hq", "check")["ok"] is True


def test_a_lost_laptop_is_put_back_in_a_new_folder_with_its_documents(
    pair: Cli, code: str, tmp_path: Path
) -> None:
    document = tmp_path / "report.txt"
    document.write_text("report")
    kept = pair.at("abj", "evidence", "add", document, "--activity", code)
    made = pair.at("abj", "backup", "create", "--output", pair.folder / "stick.sscbackup")
    assert made["documents"] == 1
    restored = pair.at("new", "backup", "restore", made["file"])
    assert restored["replaced"] is None
    assert pair.at("new", "evidence", "list") == [kept]
    assert pair.at("new", "check") == {"ok": True, "problems": []}


def test_trouble_is_told(pair: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    made = pair.at("abj", "backup", "create", "--output", pair.folder)
    missing = pair.failing("abj", "backup", "verify", pair.folder / "none")
    assert missing.code == "file-unreadable"
    assert pair.failing("hq", "backup", "verify", made["file"]).code == "backup-of-another"
    assert pair.failing("hq", "backup", "restore", made["file"]).code == "backup-of-another"
    monkeypatch.setenv("SSC_DESKTOP_PASSPHRASE", "incorrect horse battery")
    assert pair.failing("abj", "backup", "restore", made["file"]).code == "wrong-passphrase"


def test_copies_are_listed_with_why_and_when_they_were_verified(pair: Cli, code: str) -> None:
    assert code
    assert pair.at("abj", "backup", "list") == []
    made = pair.at("abj", "backup", "create")
    (listed,) = pair.at("abj", "backup", "list")
    assert (listed["file"], listed["bytes"]) == (made["file"], made["bytes"])
    assert (listed["why"], listed["verified_at"] is not None) == ("by-hand", True)
    pair.at("abj", "backup", "restore", made["file"])
    assert {each["why"] for each in pair.at("abj", "backup", "list")} == {
        "by-hand",
        "before-restore",
    }
    assert pair("backup", "list", "--workspace", pair.folder / "abj").status == 0
