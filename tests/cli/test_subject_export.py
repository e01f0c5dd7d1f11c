from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

from tests.cli.conftest import Cli


def test_a_copy_is_written_to_files_or_a_folder(pair: Cli, code: str, tmp_path: Path) -> None:
    person = pair.at(
        "abj",
        *("participants", "add", "--activity", code, "--set", "family_name=Traoré"),
    )["id"]
    pdf, data = tmp_path / "copy.pdf", tmp_path / "copy.json"
    told = pair.at(
        "abj",
        *("participants", "export-subject", person),
        *("--output", pdf, "--data", data, "--language", "ar"),
    )
    assert told == {"language": "ar", "pdf": str(pdf), "data": str(data)}
    assert pdf.read_bytes().startswith(b"%PDF")
    copy = json.loads(data.read_text("utf-8"))
    assert copy["format"] == "ssc-subject-1"
    assert copy["records"]["participant"][0]["family_name"] == "Traoré"
    told = pair.at("abj", "participants", "export-subject", person, "--data", tmp_path)
    assert told["pdf"] is None
    assert Path(told["data"]).parent == tmp_path
    assert Path(told["data"]).is_file()
    assert "Traor" not in told["data"]


def test_trouble_is_told(pair: Cli, tmp_path: Path) -> None:
    asked = ("participants", "export-subject")
    stranger = pair.failing("abj", *asked, uuid4(), "--data", tmp_path / "copy.json")
    assert stranger.code == "unknown-participant"
    assert not (tmp_path / "copy.json").exists()
    assert pair(*asked, uuid4()).status == 2
    assert pair(*asked, "Traoré", "--data", tmp_path).status == 2
