"""Where no window can open, one line says why and what to install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ssc_desktop.__main__ import main
from ssc_desktop.cli import display
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language

ABSENT = display.Library("libnothing-of-the-kind.so.9", "libnothing9", "nothing-libs")
ROOT = Path(display.__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("system", "environ", "there"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_is_found_where_there_is_one(
    system: str, environ: dict[str, str], there: bool
) -> None:
    assert display.has_display(environ, system) is there


@pytest.mark.parametrize(
    ("environ", "needed", "not_needed"),
    [
        ({"DISPLAY": ":0"}, "libxcb-cursor0", "libwayland-client0"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, "libwayland-client0", "libxcb-cursor0"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "libegl1", "libxcb-cursor0"),
        (
            {"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "w"},
            "libxcb-cursor0",
            "libwayland-client0",
        ),
    ],
)
def test_only_the_libraries_of_the_display_at_hand_are_asked_for(
    environ: dict[str, str], needed: str, not_needed: str
) -> None:
    packages = {each.debian for each in display.libraries_needed(environ, "linux")}
    assert needed in packages
    assert not_needed not in packages
    assert display.libraries_needed(environ, "win32") == ()


def test_missing_libraries_are_told_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "DRAWING", (ABSENT, ABSENT))
    monkeypatch.setattr(display.sys, "platform", "linux")
    with pytest.raises(Problem) as caught:
        display.check_drawing({"QT_QPA_PLATFORM": "offscreen"})
    told = caught.value.told(Language("en"))
    assert caught.value.code == "system-library-missing"
    assert "sudo apt-get install libnothing9 " in told
    assert "sudo dnf install nothing-libs" in told


def test_a_library_that_is_there_is_not_missed() -> None:
    present = display.Library("libc.so.6", "libc6", "glibc")
    expected = [ABSENT] if sys.platform == "linux" else [present, ABSENT]
    assert display.missing_libraries([present, ABSENT]) == expected


def test_without_a_display_the_start_says_so_in_one_line_and_stops(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(display, "has_display", lambda _: False)
    assert main([]) == 1
    told = capsys.readouterr().err
    assert told.startswith("no-display: ")
    assert told.count("\n") == 1
    assert display.main([]) == 3


def test_the_check_does_not_load_the_window_toolkit() -> None:
    program = "import sys, ssc_desktop.cli.display; print('PySide6' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "False\n"
