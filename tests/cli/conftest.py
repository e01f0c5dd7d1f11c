"""Commands run for real, in workspaces that are copied from one made once."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.cli.program import run
from tests.conftest import PASSPHRASE


@dataclass(frozen=True)
class Answer:
    """What a command left behind: its status, what it answered, what it told on standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def code(self) -> str:
        """The code of the one problem that was told."""
        assert self.err.count("\n") == 1, self.err
        return self.err.partition(":")[0]


class Cli:
    """Runs commands in this process and keeps nothing between them."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self.folder = folder

    def __call__(self, *arguments: object, lang: str = "en") -> Answer:
        self._capsys.readouterr()
        status = run([*(str(each) for each in arguments), "--lang", lang])
        told = self._capsys.readouterr()
        return Answer(status, told.out, told.err)

    def json(self, *arguments: object) -> Any:
        """The JSON answer of a command that has to succeed."""
        answer = self(*arguments, "--json")
        assert answer.status == 0, answer.err
        return answer.json

    def at(self, workspace: str, *arguments: object) -> Any:
        """The JSON answer of a command that has to succeed in one of the workspaces."""
        return self.json(*arguments, "--workspace", self.folder / workspace)

    def failing(self, workspace: str, *arguments: object) -> Answer:
        """What a command that is refused in one of the workspaces leaves behind."""
        answer = self(*arguments, "--workspace", self.folder / workspace)
        assert answer.status == 1, answer
        return answer


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """A command line with a passphrase in its environment and no workspace yet."""
    monkeypatch.setenv("SSC_DESKTOP_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("SSC_DESKTOP_WORKSPACE", raising=False)
    return Cli(capsys, tmp_path)


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office and a headquarters that know each other, to be copied."""
    from ssc_desktop.services.enrolment import approve, join, make_card
    from ssc_desktop.services.workspaces import create_workspace

    folder = tmp_path_factory.mktemp("pristine")
    with (
        create_workspace(
            folder / "hq",
            edition="headquarters",
            country="MA",
            office_name="Siège",
            office_code="HQ",
            officer="DEMO Siège",
            language="fr",
            passphrase=PASSPHRASE,
        ) as headquarters,
        create_workspace(
            folder / "abj",
            edition="office",
            country="CI",
            office_name="Bureau d’Abidjan",
            office_code="ABJ",
            officer="DEMO Abidjan",
            language="fr",
            passphrase=PASSPHRASE,
        ) as office,
    ):
        (folder / "recovery.txt").write_text(headquarters.recovery_secret or "", "utf-8")
        card = make_card(headquarters, folder / "HQ.sscard").file
        approve(headquarters, join(office, card, folder / "ABJ.sscreq").file)
    return folder


@pytest.fixture
def pair(cli: Cli, pristine: Path) -> Cli:
    """A command line beside the workspaces ``abj`` and ``hq``, which know each other."""
    shutil.copytree(pristine, cli.folder, dirs_exist_ok=True)
    return cli


@pytest.fixture
def code(pair: Cli) -> str:
    """The code of an activity of two days recorded in Abidjan."""
    made = pair.at(
        "abj",
        *("activity", "add", "workshop", "--title", "Atelier DEMO"),
        *("--start", "2021-08-16", "--end", "2021-08-17", "--set", "city=Abidjan"),
    )
    return str(made["code"])
