"""From an empty folder to a checked headquarters, as an officer does it; answers as documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.paths import resources_folder
from tests.cli.conftest import Cli
from tests.cli.test_workspace import ABIDJAN, SIEGE

SAMPLES = Path(__file__).parents[1] / "samples"
# What the offices' own lists hold, counted by hand.
PEOPLE = {
    "formation_mbour.xls": 26,
    "liste_atelier_abidjan.xlsx": 34,
    "participants_bamako.csv": 21,
    "لائحة_ورشة_الرباط.xlsx": 18,
}


class Documented:
    """A command line that compares the fields of every answer with the page about them."""

    def __init__(self, cli: Cli) -> None:
        self.cli = cli
        page = (resources_folder() / "help" / "json.md").read_text("utf-8")
        self.fields = dict(_sections(page))

    def __call__(self, workspace: str | None, *arguments: object) -> Any:
        at = ("--workspace", self.cli.folder / workspace) if workspace else ()
        answer = self.cli.json(*arguments, *at)
        words = [str(each) for each in arguments[:2]]
        name = " ".join(words) if " ".join(words) in self.fields else words[0]
        self._compare(name, answer)
        return answer

    def _compare(self, name: str, answer: Any) -> None:
        for shape in answer if isinstance(answer, list) else [answer]:
            undocumented = shape.keys() - self.fields[name]
            if name.startswith("activity"):
                # These have all fields of their kind besides.
                assert {"id", "code", "kind", "title", "half_days"} <= shape.keys()
            else:
                assert not undocumented, (name, undocumented)


def _sections(page: str) -> Iterator[tuple[str, set[str]]]:
    named: dict[str, set[str]] = {}
    for part in page.split("\n## ")[1:]:
        heading, _, body = part.partition("\n")
        fields = set(re.findall(r"`([a-z_0-9]+)`", body))
        for refers in re.findall(r"The fields of `([a-z ]+)`", body):
            fields |= named[refers]
        for refers in re.findall(r"entries as of `([a-z ]+)`", body):
            fields |= named[refers]
        for name in heading.split(", "):
            named[name] = fields
    yield from named.items()


@pytest.fixture
def told(cli: Cli) -> Documented:
    return Documented(cli)


def test_an_activity_goes_all_the_way_to_headquarters(told: Documented, tmp_path: Path) -> None:
    told(None, "init", tmp_path / "abj", *ABIDJAN)
    told(None, "init", tmp_path / "hq", *SIEGE, "--recovery-key", tmp_path / "recovery.txt")
    told("hq", "enrol", "card", "--output", tmp_path / "HQ.sscard")
    told("abj", "enrol", "join", tmp_path / "HQ.sscard", "--output", tmp_path / "ABJ.sscreq")
    told("hq", "enrol", "approve", tmp_path / "ABJ.sscreq")
    told("hq", "enrol", "list")
    codes = {}
    for name, people in PEOPLE.items():
        made = told(
            "abj",
            *("activity", "add", "workshop", "--title", f"DEMO {name}"),
            *("--start", "2021-08-16", "--end", "2021-08-18", "--set", "city=Abidjan"),
        )
        codes[name] = made["code"]
        importing = ("participants", "import", SAMPLES / name, "--activity", made["code"])
        first = told("abj", *importing, "--errors", tmp_path / "errors.xlsx")
        assert first["imported"] + first["matched"] == people
        again = told("abj", *importing)
        assert again["imported"] == 0
        listed = told("abj", "participants", "list", "--activity", made["code"])
        assert len(listed) == people
        told("abj", "attendance", "fill", made["code"], "--state", "present")
    assert len(told("abj", "activity", "list")) == len(PEOPLE)
    _print_everything(told, codes[next(iter(PEOPLE))], tmp_path)
    sent = ("bundle", "export", "--level", "identified", "--basis", "DEMO 1", "--output", tmp_path)
    made = told("abj", *sent)
    told("hq", "bundle", "inspect", made["file"])
    assert told("hq", "bundle", "import", made["file"])[0]["status"] == "imported"
    told("hq", "bundle", "status")
    for code in codes.values():
        for noun in ("activity", "attendance"):
            assert told("hq", noun, "show", code) == told("abj", noun, "show", code)
    people = told("hq", "participants", "find", "traore")
    assert people == told("abj", "participants", "find", "traore")
    told("hq", "participants", "show", people[0]["id"])
    assert told("hq", "conflicts", "list") == []
    assert told("hq", "check")["ok"]
    assert told("abj", "check")["ok"]
    backup = told("abj", "backup", "create")
    told("abj", "backup", "verify", backup["file"])
    told("abj", "backup", "restore", backup["file"])
    told("abj", "recover", "--recovery-key", tmp_path / "recovery.txt")


def _print_everything(told: Documented, code: str, folder: Path) -> None:
    for language in ("fr", "en", "ar"):
        for paper in ("attendance", "activity"):
            file = folder / f"{paper}-{language}.pdf"
            told("abj", "print", paper, code, "--language", language, "--output", file)
            assert file.stat().st_size > 10_000
    document = folder / "تقرير.pdf"
    document.write_bytes((folder / "activity-fr.pdf").read_bytes())
    kept = told("abj", "evidence", "add", document, "--activity", code, "--type", "report")
    told("abj", "evidence", "list")
    told("abj", "evidence", "extract", kept["id"], "--output", folder / "again.pdf")


def test_the_demo_names_what_it_made(told: Documented, tmp_path: Path) -> None:
    made = told(None, "demo", tmp_path / "demo", "--lists", SAMPLES)
    assert made["ok"] is True
    # The passphrase of every command opens what the demo made.
    assert told.cli("check", "--workspace", made["headquarters"]).status == 0
    assert len(made["offices"]) == 2
    for kind in ("lists", "papers", "bundles"):
        assert made[kind]
        assert all(Path(each).is_file() for each in made[kind])
    assert {Path(each).stem[-2:] for each in made["papers"]} == {"fr", "en", "ar"}
    answer = told.cli("demo", tmp_path / "demo")
    assert (answer.status, answer.code) == (1, "folder-taken")
