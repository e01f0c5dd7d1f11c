from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import uuid4

from tests.cli.conftest import Cli

NAME = "تقرير « Élan » été.txt"


def test_a_document_goes_in_encrypted_and_comes_out_the_same(
    pair: Cli, code: str, tmp_path: Path
) -> None:
    document = tmp_path / NAME
    content = "signé – توقيع".encode() * 1000
    document.write_bytes(content)
    kept = pair.at(
        "abj", "evidence", "add", document, "--activity", code, "--type", "signed_attendance"
    )
    assert kept["file_name"] == NAME
    assert kept["sha256"] == hashlib.sha256(content).hexdigest()
    assert (kept["size"], kept["type"], kept["activity"]) == (
        len(content),
        "signed_attendance",
        code,
    )
    (sealed,) = (pair.folder / "abj" / "evidence").iterdir()
    assert content[:40] not in sealed.read_bytes()
    assert pair.at("abj", "evidence", "list", "--activity", code) == [kept]
    out = tmp_path / "out"
    out.mkdir()
    told = pair.at("abj", "evidence", "extract", kept["id"], "--output", out)
    assert told["file"] == str(out / NAME)
    assert (out / NAME).read_bytes() == content
    again = pair.failing("abj", "evidence", "extract", kept["id"], "--output", out)
    assert again.code == "file-exists"


def test_several_documents_at_once_are_told_as_a_list(pair: Cli, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in (1, 2)]
    for file in files:
        file.write_text(file.name)
    kept = pair.at("abj", "evidence", "add", *files)
    assert [each["file_name"] for each in kept] == ["1.txt", "2.txt"]


def test_trouble_is_told(pair: Cli, code: str, tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("a")
    cases = {
        ("evidence", "add", tmp_path / "none"): "evidence-unreadable",
        ("evidence", "add", document, "--activity", "NONE"): "unknown-activity",
        ("evidence", "add", document, "--type", "nonsense"): "unknown-code",
        ("evidence", "extract", "x", "--output", tmp_path): "not-evidence",
        ("evidence", "extract", uuid4(), "--output", tmp_path): "not-found",
    }
    for arguments, expected in cases.items():
        assert pair.failing("abj", *arguments).code == expected
    assert pair.at("abj", "evidence", "list") == []
