"""The log tells where something failed and never whose data it failed on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop import log

SECRET = "Aïssatou DEMO +225 07 00 00 00 00"


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    file = log.start(tmp_path / "log")
    assert file is not None
    yield file
    log.stop()


def _fail() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"no such person: {SECRET}") from error


def test_a_failure_is_told_without_the_values_it_failed_on(written: Path) -> None:
    try:
        _fail()
    except ValueError:
        logging.getLogger("ssc_desktop.services.participants").exception("a bug")
    text = written.read_text("utf-8")
    assert "DEMO" not in text
    assert "a bug" in text
    assert "test_log.py" in text
    assert text.index("builtins.KeyError") < text.index("builtins.ValueError")


def test_the_folders_of_this_computer_are_not_told(written: Path) -> None:
    try:
        log.LARGEST.bit_count(1)  # type: ignore[call-arg]
        Path("/nowhere/at/all").read_text()
    except TypeError:
        logging.getLogger("ssc_desktop").exception("a bug")
    assert str(Path(__file__).parent) not in written.read_text("utf-8")


def test_the_log_is_rotated_and_stays_small(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log.stop()
    monkeypatch.setattr(log, "LARGEST", 2_000)
    log.start(written.parent)
    for number in range(500):
        logging.getLogger("ssc_desktop").info("line %d", number)
    sizes = [file.stat().st_size for file in written.parent.iterdir()]
    assert len(sizes) == log.KEPT + 1
    assert max(sizes) <= 2_000


def test_a_folder_that_cannot_be_written_does_not_stop_the_program(tmp_path: Path) -> None:
    taken = tmp_path / "log"
    taken.write_text("a file where the folder should be")
    assert log.start(taken) is None


def test_starting_twice_writes_every_line_once(written: Path) -> None:
    log.start(written.parent)
    logging.getLogger("ssc_desktop").info("only once")
    assert written.read_text("utf-8").count("only once") == 1
