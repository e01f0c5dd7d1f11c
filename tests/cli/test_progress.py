from __future__ import annotations

import io
import sys

import pytest

from ssc_desktop.cli.call import Call
from ssc_desktop.cli.progress import progress_bar, steps_bar
from ssc_desktop.language import Language


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch) -> Screen:
    # Not in a fixture: standard error is exchanged once more before the test begins.
    shown = Screen()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", shown)
    return shown


def test_a_bar_is_drawn_where_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    with progress_bar(Call(Language("en")), "Taking bundles in") as advance:
        advance(1, 4)
    assert "Taking bundles in" in screen.getvalue()


def test_steps_are_named_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    with steps_bar(Call(Language("en"))) as begin:
        begin(2, 9, "Printing the papers")
    assert "Printing the papers" in screen.getvalue()
    assert "2/9" in screen.getvalue()


def test_nothing_is_drawn_beside_json_or_into_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    with steps_bar(Call(Language("en"), as_json=True)) as begin:
        begin(2, 9, "Printing the papers")
    monkeypatch.setattr(screen, "isatty", lambda: False)
    with progress_bar(Call(Language("en")), "Taking bundles in") as advance:
        advance(1, 4)
    assert screen.getvalue() == ""
