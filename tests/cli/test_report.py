"""`report` and the checking half of `evidence`, run for real."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest

from tests.cli.conftest import Cli

YEAR = ("--from", "2021-01-01", "--to", "2021-12-31")


@pytest.mark.parametrize("kind", ["narrative", "quarterly", "country"])
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_report_is_written_in_the_form_its_name_says(
    pair: Cli, code: str, kind: str, form: str
) -> None:
    output = pair.folder / f"report.{form}"
    made = pair.at("abj", "report", kind, *YEAR, "--language", "ar", "--output", output)
    content = output.read_bytes()
    assert made == {
        "file": str(output),
        "report": kind,
        "format": form,
        "language": "ar",
        "from": "2021-01-01",
        "to": "2021-12-31",
        "countries": made["countries"],
        "bytes": len(content),
    }
    assert len(made["countries"]) == (4 if kind == "country" else 0)
    if form == "pdf":
        assert len(pdfium.PdfDocument(content)) >= 1
    else:
        tables = docx.Document(io.BytesIO(content)).tables
        assert any(code in cell.text for each in tables for cell in each.columns[0].cells)


def test_a_country_is_named_by_its_code(pair: Cli, code: str) -> None:
    output = pair.folder / "sheet.pdf"
    made = pair.at("abj", "report", "country", *YEAR, "--country", "CI", "--output", output)
    assert made["countries"] == ["CI"]
    text = pdfium.PdfDocument(output)[0].get_textpage().get_text_bounded()
    assert code.rpartition("-")[2] in text
    refused = pair.failing("abj", "report", "country", "--country", "X", "--output", output)
    assert refused.code == "unknown-code"


def test_another_ending_is_refused(pair: Cli) -> None:
    output = pair.folder / "report.odt"
    assert pair.failing("abj", "report", "narrative", "--output", output).code == "unknown-format"
    assert not output.exists()


def test_completeness_is_told_by_activity_and_quarter(pair: Cli, code: str, tmp_path: Path) -> None:
    file = tmp_path / "agenda.txt"
    file.write_text("agenda")
    pair.at("abj", "evidence", "add", file, "--activity", code, "--type", "agenda")
    told = pair.at("abj", "evidence", "completeness", *YEAR)
    (each,) = told["by_activity"]
    assert (each["code"], each["missing"]) == (code, ["signed_attendance", "report"])
    assert each["expected"][1] == {"types": ["agenda", "terms_of_reference"], "kept": 1}
    assert (told["expected"], told["kept"], told["share"]) == (3, 1, 0.3333)
    (quarter,) = told["periods"]
    assert quarter["period"] == "2021-Q3"
    assert quarter["missing"] == {"report": 1, "signed_attendance": 1}
    empty = pair.at("abj", "evidence", "completeness", "--from", "2021-09-01")
    assert (empty["activities"], empty["by_activity"], empty["share"]) == (0, [], 1.0)
    shown = pair("evidence", "completeness", "--workspace", pair.folder / "abj")
    assert shown.status == 0
    assert "1/3" in shown.out


def test_a_pack_is_written_and_warned_of(pair: Cli, code: str, tmp_path: Path) -> None:
    file = tmp_path / "محضر.txt"
    file.write_text("minutes")
    pair.at("abj", "evidence", "add", file, "--activity", code, "--type", "minutes")
    output = pair.folder / "pack.zip"
    told = pair.at("abj", "evidence", "pack", code, "--output", output)
    with zipfile.ZipFile(output) as pack:
        names = set(pack.namelist())
    assert {each["path"] for each in told["files"]} < names
    assert "4-evidence/minutes/محضر.txt" in names
    assert told["missing"]
    assert told["bytes"] == output.stat().st_size
    answer = pair("evidence", "pack", code, "--output", output, "--workspace", pair.folder / "abj")
    assert answer.status == 0
    assert "personal data" in answer.err
    assert "محضر.txt" in answer.out
    refused = pair.failing("abj", "evidence", "pack", "NO-SUCH", "--output", output)
    assert refused.err
