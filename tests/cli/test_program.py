from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ssc_desktop import language
from ssc_desktop.cli import activity as activity_commands
from ssc_desktop.cli.program import program, run
from tests.cli.conftest import Cli
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    "init": (),
    "demo": (),
    "activity": ("add", "list", "show", "set", "duplicate", "check", "remove", "restore"),
    "participants": (
        *("import", "list", "find", "show", "add", "register", "export-subject"),
        *("merge", "unmerge", "erase", "erasures"),
    ),
    "duplicates": ("list", "show", "dismiss"),
    "attendance": ("show", "mark", "fill", "count", "checkin"),
    "travel": ("list", "set", "fill", "remove"),
    "question": ("list", "add", "set", "remove"),
    "print": (
        *("attendance", "activity", "badges", "attestations", "perdiem", "test"),
        *("evaluation", "pilot", "all", "register"),
    ),
    "logo": ("import", "list", "change", "move", "remove", "restore", "preview"),
    "scan": (),
    "evidence": ("add", "list", "extract", "completeness", "pack"),
    "indicators": ("targets", "freeze", "unfreeze", "periods", "define"),
    "programme": ("show", "add", "set", "remove"),
    "codes": ("show", "add", "set", "withdraw"),
    "consent": ("list", "record"),
    "account": ("add", "list", "remove", "restore"),
    "monitoring": ("add", "list", "set", "remove"),
    "outputs": ("add", "list", "set", "remove"),
    "report": ("narrative", "quarterly", "country"),
    "export": (),
    "bundle": (
        *("export", "inspect", "import", "status"),
        *("preview", "undo", "laptops", "standing", "refused"),
    ),
    "conflicts": ("list", "show", "decide", "undo", "decisions"),
    "find": (),
    "history": ("show", "parts", "put-back", "recent", "undo"),
    "removed": ("list", "restore"),
    "enrol": (
        *("card", "request", "join", "approve"),
        *("certificate", "list", "new-key", "revoke"),
    ),
    "attestation": ("list", "issue", "check", "revoke"),
    "declaration": ("list", "set"),
    "backup": ("create", "list", "verify", "restore"),
    "database": ("show", "move"),
    "recover": (),
    "check": (),
}


def every_command(
    group: click.Group = program, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


def python(code: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
    )


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ssc_desktop", *arguments],
        env={**os.environ, **environment},
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_exactly_the_promised_commands_are_served() -> None:
    served: dict[str, tuple[str, ...]] = {
        name: tuple(each.commands) if isinstance(each, click.Group) else ()
        for name, each in program.commands.items()
    }
    assert {name: set(commands) for name, commands in served.items()} == {
        name: set(commands) for name, commands in COMMANDS.items()
    }


@pytest.mark.parametrize(
    "path", [path for path, _ in every_command()], ids=lambda path: " ".join(path)
)
def test_every_command_explains_itself_with_an_example_that_is_a_call_of_it(
    path: tuple[str, ...], cli: Cli
) -> None:
    answer = cli(*path, "--help")
    assert answer.status == 0
    assert answer.err == ""
    assert answer.out.startswith(f"Usage: ssc-desktop {' '.join(path)}")
    lines = answer.out.splitlines()
    example = lines[lines.index("Example:") + 1].strip()
    assert example.startswith(f"ssc-desktop {' '.join(path[:1])}")


def test_every_option_has_a_help() -> None:
    for path, each in every_command():
        for parameter in each.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (path, parameter.name)


def test_help_is_translated_when_it_is_shown(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    class Shouting(language.gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    monkeypatch.setattr(language, "_catalog", lambda code: Shouting())
    out = cli("activity", "add", "--help", lang="fr").out
    assert "USAGE: ssc-desktop activity add KIND" in out
    assert "RECORD AN ACTIVITY" in out
    assert "OPTIONS:" in out
    assert "FIRST DAY, SUCH AS" in out
    assert "SHOW THIS AND DO NOTHING." in out
    assert "EXAMPLE:\n  ssc-desktop activity add workshop" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["activity"],
        ["activity", "nonsense"],
        ["activity", "list", "--nonsense"],
        ["activity", "add", "workshop"],
        ["activity", "add", "workshop", "--title", "T", "--start", "2021-08-16", "--set", "city"],
        ["activity", "set", "CODE"],
        ["init"],
        ["print", "attendance", "CODE", "--language", "de", "--output", "x.pdf"],
        ["demo", "x", "--scale", "0"],
        ["attendance", "mark", "CODE"],
        ["attendance", "mark", "CODE", "--participant", "1", "--state", "present"],
        ["activity", "list", "--lang", "de"],
    ],
)
def test_wrong_usage_is_told_in_one_line_and_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("usage: ")
    assert told.err.count("\n") == 1
    assert "--help" in told.err


def test_a_problem_is_told_in_the_language_that_was_asked_for(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Reversed(language.gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return "TRADUIT {variable}" if message.startswith("No workspace") else message

    monkeypatch.setattr(language, "_catalog", lambda code: Reversed())
    answer = cli("activity", "list", lang="fr")
    assert answer.status == 1
    assert answer.err == "no-workspace: TRADUIT SSC_DESKTOP_WORKSPACE\n"


def test_the_language_is_the_option_else_the_setting_else_the_systems(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ssc_desktop.cli.program import _language_of
    from ssc_desktop.settings import LANGUAGE, Settings

    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert _language_of(["activity", "list"]) == "en"
    Settings().set(LANGUAGE, "ar")
    assert _language_of(["activity", "list"]) == "ar"
    assert _language_of(["activity", "list", "--lang", "fr"]) == "fr"
    assert _language_of(["--lang=fr", "activity", "list"]) == "fr"


def test_a_bug_ends_with_70_in_one_line_and_its_trace_goes_to_the_log_without_values(
    cli: Cli, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(call: object) -> None:
        raise ValueError("Awa Traoré +2250707123456")

    monkeypatch.setattr(activity_commands, "opened", broken)
    answer = cli("activity", "list")
    assert answer.status == 70
    assert answer.code == "bug"
    assert "Traceback" not in answer.err
    written = (own_home / "log" / "ssc-desktop.log").read_text("utf-8")
    assert "test_program.py" in written
    assert "ValueError" in written
    assert "Awa" not in written + answer.err


def test_a_file_that_cannot_be_written_is_a_problem_not_a_bug(pair: Cli, code: str) -> None:
    (pair.folder / "taken").write_text("a file where a folder is needed")
    answer = pair.failing("abj", "enrol", "join", pair.folder / "none.sscard", "--output", "x")
    assert answer.code == "file-unreadable"
    answer = pair.failing("hq", "enrol", "card", "--output", pair.folder / "taken" / "HQ.sscard")
    assert answer.code in {"file-not-written", "file-trouble"}


def test_common_options_may_stand_before_or_behind_the_command(pair: Cli) -> None:
    before = pair("--workspace", pair.folder / "abj", "--json", "activity", "list")
    between = pair("activity", "--workspace", pair.folder / "abj", "list", "--json")
    assert before.json == between.json == []


def test_the_workspace_may_come_from_the_environment(
    pair: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSC_DESKTOP_WORKSPACE", str(pair.folder / "abj"))
    assert pair.json("activity", "list") == []


def test_help_loads_neither_the_window_nor_the_database() -> None:
    ended = python(
        "import sys\n"
        "sys.modules['PySide6'] = None\n"
        "from ssc_desktop.__main__ import main\n"
        "assert main(['activity', 'add', '--help', '--lang', 'en']) == 0\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'reportlab', 'rich', 'cv2', 'pyrage'}\n"
        "assert not heavy & sys.modules.keys(), heavy & sys.modules.keys()\n"
    )
    assert ended.returncode == 0, ended.stderr


def test_commands_work_where_the_window_toolkit_cannot_be_imported(pair: Cli, code: str) -> None:
    ended = python(
        "import sys\n"
        "sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
        "from ssc_desktop.__main__ import main\n"
        f"assert main(['activity', 'show', {code!r}, '--json']) == 0\n"
        f"assert main(['bundle', 'export']) == 0\n"
        f"assert main(['print', 'attendance', {code!r}, '--output', 'sheet.pdf']) == 0\n"
        "assert main(['check']) == 0\n"
        "assert sys.modules['PySide6'] is None\n".replace(
            "'sheet.pdf'", repr(str(pair.folder / "sheet.pdf"))
        ),
        SSC_DESKTOP_WORKSPACE=str(pair.folder / "abj"),
        SSC_DESKTOP_PASSPHRASE=PASSPHRASE,
    )
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
    ],
    ids=["plain C", "C", "cp1252", "ascii"],
)
def test_names_in_three_scripts_come_out_whole_under_any_locale(
    pair: Cli, environment: dict[str, str]
) -> None:
    title = "Atelier « Élan » – ورشة"
    pair.at("abj", "activity", "add", "workshop", "--title", title, "--start", "2021-08-16")
    ended = command(
        *("activity", "list", "--json", "--workspace", str(pair.folder / "abj")),
        SSC_DESKTOP_PASSPHRASE=PASSPHRASE,
        **environment,
    )
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout.decode("utf-8"))[0]["title"] == title


def test_a_title_typed_under_the_C_locale_is_kept_whole(pair: Cli) -> None:
    title = "Session « Élan » – دورة"
    ended = command(
        *("activity", "add", "capacity_session", "--title", title, "--start", "2021-08-16"),
        *("--workspace", str(pair.folder / "abj"), "--json"),
        SSC_DESKTOP_PASSPHRASE=PASSPHRASE,
        LC_ALL="C",
    )
    assert ended.returncode == 0, ended.stderr
    assert pair.at("abj", "activity", "list")[0]["title"] == title


def test_the_reader_of_an_answer_may_leave_early(pair: Cli) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "ssc_desktop", "--help"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert started.stdout is not None
    started.stdout.close()
    assert started.stderr is not None
    assert b"Traceback" not in started.stderr.read()
    started.stderr.close()
    started.wait(60)
