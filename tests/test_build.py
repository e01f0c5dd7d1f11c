"""The frozen program starts without Python, unlocks a workspace, and prints a sheet from it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent
NAME = "ssc-desktop.exe" if sys.platform == "win32" else "ssc-desktop"
PASSPHRASE = "correct horse battery"
Run = Callable[..., subprocess.CompletedProcess[str]]
EXPORTS = (("workbook", "book.xlsx"), ("iati", "iati.xml"), ("hxl", "hxl.csv"))


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as `make build` freezes it, in a folder that knows nothing of the sources."""
    if sys.platform == "linux":
        assert shutil.which("objdump"), "freezing needs binutils: sudo apt-get install binutils"
    folder = tmp_path_factory.mktemp("frozen")
    asked = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places = ["--workpath", str(folder / "work"), "--distpath", str(folder / "dist")]
    built = subprocess.run(
        [*asked, *places, "build.spec"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    return folder / "dist" / "ssc-desktop" / NAME


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What an officer's laptop sets, and nothing of a developer's."""
    home = tmp_path_factory.mktemp("frozen-home")
    kept = {"PATH", "SYSTEMROOT", "TEMP", "TMP", "HOME", "USERPROFILE", "LANG", "WINDIR"}
    own = {
        "SSC_DESKTOP_HOME": str(home),
        "SSC_DESKTOP_PASSPHRASE": PASSPHRASE,
        "QT_QPA_PLATFORM": "offscreen",
    }
    yield {name: value for name, value in os.environ.items() if name in kept} | own
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def run(
    frozen: Path, surroundings: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Run:
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [frozen, *arguments],
            cwd=elsewhere,
            env=surroundings,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, surroundings: dict[str, str]) -> Path:
    """A workspace made by the program from its sources, for the frozen one to unlock."""
    folder = tmp_path_factory.mktemp("frozen-workspace") / "office"
    for arguments in (
        f"init {folder} --edition office --country CI --office-code ABJ --office-name Bureau"
        " --officer DEMO",
        f"activity add workshop --workspace {folder} --title Atelier --start 2021-08-16"
        " --end 2021-08-17",
    ):
        asked = [sys.executable, "-m", "ssc_desktop", *arguments.split(" ")]
        subprocess.run(asked, cwd=ROOT, env=surroundings, check=True, capture_output=True)
    return folder


def test_the_frozen_program_unlocks_a_workspace(run: Run, workspace: Path) -> None:
    answer = run("activity", "list", "--workspace", workspace, "--json")
    assert answer.returncode == 0, answer.stderr
    assert [each["title"] for each in json.loads(answer.stdout)] == ["Atelier"]


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Liste de présence"), ("en", "Attendance sheet"), ("ar", "لائحة الحضور")],
)
def test_the_frozen_program_prints_a_sheet(
    run: Run, workspace: Path, tmp_path: Path, language: str, title: str
) -> None:
    listed = run("activity", "list", "--workspace", workspace, "--json")
    code = json.loads(listed.stdout)[0]["code"]
    sheet = tmp_path / "sheet.pdf"
    answer = run(
        *("print", "attendance", code, "--workspace", workspace),
        *("--language", language, "--output", sheet),
    )
    assert answer.returncode == 0, answer.stderr
    document = pypdfium2.PdfDocument(sheet)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert title in text


def test_the_frozen_program_reads_a_sheet_counts_reports_and_exports(
    run: Run, workspace: Path, tmp_path: Path
) -> None:
    listed = run("activity", "list", "--workspace", workspace, "--json")
    code = json.loads(listed.stdout)[0]["code"]
    sheet = tmp_path / "sheet.pdf"
    run("print", "attendance", code, "--workspace", workspace, "--output", sheet)
    read = run("scan", sheet, "--workspace", workspace, "--json")
    assert read.returncode == 0, read.stderr
    pages = json.loads(read.stdout)["files"]
    assert {page["status"] for page in pages} == {"read"}
    counted = run("indicators", "--workspace", workspace, "--json")
    assert "3.7" in {each["code"] for each in json.loads(counted.stdout)}
    days = ("--from", "2021-01-01", "--to", "2021-12-31")
    wanted = (
        *(("report", "narrative", *days, "--output", f"report.{form}") for form in ("pdf", "docx")),
        *(("export", form, "--output", name) for form, name in EXPORTS),
    )
    for arguments in wanted:
        *words, name = arguments
        answer = run(*words, tmp_path / name, "--workspace", workspace)
        assert answer.returncode == 0, answer.stderr
        assert (tmp_path / name).stat().st_size > 0


def test_the_frozen_program_makes_and_checks_a_workspace_of_its_own(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "headquarters"
    made = run(
        *("init", folder, "--edition", "headquarters", "--country", "MA", "--office-code", "RBT"),
        *("--office-name", "Siège DEMO", "--officer", "Suivi DEMO", "--json"),
    )
    assert made.returncode == 0, made.stderr
    checked = run("check", "--workspace", folder, "--json")
    assert json.loads(checked.stdout) == {"ok": True, "problems": []}


def test_the_frozen_program_knows_public_holidays_by_name(run: Run, workspace: Path) -> None:
    listed = run("activity", "list", "--workspace", workspace, "--json")
    code = json.loads(listed.stdout)[0]["code"]
    days = ("--start", "2021-07-30", "--end", "2021-07-30")
    moved = run("activity", "set", code, "country=MA", *days, "--workspace", workspace)
    assert moved.returncode == 0, moved.stderr
    for language, name in (("fr", "Fête du Trône"), ("en", "Throne Day"), ("ar", "عيد العرش")):
        checked = run(
            *("--lang", language, "activity", "check", code, "--workspace", workspace, "--json")
        )
        told = {each["code"]: each["message"] for each in json.loads(checked.stdout)["findings"]}
        assert f"30/07/2021 {name}" in told["holiday"]


def test_the_frozen_program_speaks_french_and_arabic(run: Run) -> None:
    told = {code: run("--lang", code, "--help").stdout for code in ("en", "fr", "ar")}
    assert len(set(told.values())) == 3
    assert any("\u0600" <= each <= "\u06ff" for each in told["ar"])


def test_a_wrong_passphrase_is_told_in_one_line(run: Run, workspace: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "passphrase"
    wrong.write_text("not the one")
    answer = run("activity", "list", "--workspace", workspace, "--passphrase-file", wrong)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.count("\n") == 1


def test_the_frozen_window_opens_and_stays(
    frozen: Path, surroundings: dict[str, str], tmp_path: Path
) -> None:
    window = subprocess.Popen(
        [frozen], cwd=tmp_path, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        with suppress(subprocess.TimeoutExpired):
            window.wait(8)
        assert window.returncode is None, window.communicate()
    finally:
        window.kill()
    _, complaints = window.communicate()
    assert b"Traceback" not in complaints
