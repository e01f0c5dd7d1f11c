"""Settings are kept, survive damage, and never stand in the way of starting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssc_desktop import settings
from ssc_desktop.paper.attendance_content import ORIENTATIONS
from ssc_desktop.services.printing import columns_offered
from ssc_desktop.settings import (
    ALL_SETTINGS,
    LANGUAGE,
    SHEET_COLUMNS,
    SHEET_ORIENTATION,
    STATES,
    THEME,
    Setting,
    Settings,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "user" / "settings.json"


def test_what_was_chosen_is_there_after_a_restart(file: Path) -> None:
    Settings(file).set(LANGUAGE, "ar")
    Settings(file).set(STATES, {"window": "AAAA"})
    again = Settings(file)
    assert (again.get(LANGUAGE), again.get(STATES)) == ("ar", {"window": "AAAA"})


def test_a_fresh_file_gives_every_default(file: Path) -> None:
    fresh = Settings(file)
    assert all(fresh.get(setting) == setting.default for setting in ALL_SETTINGS)
    assert not file.exists()


@pytest.mark.parametrize("content", [b"{", b"[1, 2]", b"\xff\xfe\x00", b""])
def test_a_damaged_file_is_kept_aside_and_the_defaults_hold(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    read = Settings(file)
    assert read.get(THEME) == "system"
    assert file.with_suffix(".damaged.json").read_bytes() == content
    read.set(THEME, "dark")
    assert Settings(file).get(THEME) == "dark"


def test_one_value_that_does_not_fit_leaves_the_others(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({"theme": "purple", "language": "fr", "recent_workspaces": [1]}))
    read = Settings(file)
    assert (read.get(THEME), read.get(LANGUAGE)) == ("system", "fr")
    assert read.recent_workspaces() == []


def test_what_a_newer_program_wrote_is_carried_along(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"wish_of_tomorrow": {"deep": 1}}')
    Settings(file).set(LANGUAGE, "en")
    assert json.loads(file.read_text())["wish_of_tomorrow"] == {"deep": 1}


def test_a_value_outside_the_choices_is_refused(file: Path) -> None:
    with pytest.raises(ValueError, match="theme"):
        Settings(file).set(THEME, "purple")


def test_recent_workspaces_are_newest_first_and_only_those_still_there(tmp_path: Path) -> None:
    kept = Settings(tmp_path / "settings.json")
    folders = [tmp_path / str(number) for number in range(settings.RECENT_LIMIT + 2)]
    for folder in folders:
        folder.mkdir()
        kept.remember_workspace(folder)
    kept.remember_workspace(folders[5])
    folders[9].rmdir()
    kept.forget_workspace(folders[8])
    assert kept.recent_workspaces()[:2] == [folders[5], folders[7]]
    assert len(kept.recent_workspaces()) == settings.RECENT_LIMIT - 2


def test_a_workspace_that_was_forgotten_goes_back_where_it_was(tmp_path: Path) -> None:
    kept = Settings(tmp_path / "settings.json")
    folders = [tmp_path / str(number) for number in range(3)]
    for folder in folders:
        folder.mkdir()
        kept.remember_workspace(folder)
    before = kept.recent_workspaces()
    place = kept.forget_workspace(folders[1])
    assert kept.recent_workspaces() == [folders[2], folders[0]]
    assert folders[1].is_dir()
    kept.remember_workspace(folders[1], place)
    assert kept.recent_workspaces() == before


def test_a_list_that_was_read_can_be_changed_without_changing_the_settings(file: Path) -> None:
    read = Settings(file)
    read.get(STATES)["window"] = "AAAA"
    assert read.get(STATES) == {}


def test_the_systems_language_is_taken_until_one_is_chosen(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    spoken = {"ar_MA.UTF-8": "ar", "en_GB": "en", "de_DE": "fr", "fr_CI.UTF-8": "fr"}
    for named, expected in spoken.items():
        monkeypatch.setenv("LANG", named)
        assert Settings(file).language() == expected
    Settings(file).set(LANGUAGE, "ar")
    assert Settings(file).language() == "ar"
    assert Settings(file).sheet_language() == "ar"


def test_every_setting_is_declared_once_and_accepts_its_default() -> None:
    assert len({setting.key for setting in ALL_SETTINGS}) == len(ALL_SETTINGS)
    declared = [each for each in vars(settings).values() if isinstance(each, Setting)]
    assert sorted(each.key for each in declared) == sorted(each.key for each in ALL_SETTINGS)
    assert all(setting.accepts(setting.default) and setting.label for setting in ALL_SETTINGS)


def test_the_last_choice_of_columns_and_orientation_is_kept(file: Path) -> None:
    Settings(file).set(SHEET_COLUMNS, ["contact", "region"])
    Settings(file).set(SHEET_ORIENTATION, "portrait")
    assert Settings(file).get(SHEET_COLUMNS) == ["contact", "region"]
    assert Settings(file).get(SHEET_ORIENTATION) == "portrait"
    with pytest.raises(ValueError, match="sheet_orientation"):
        Settings(file).set(SHEET_ORIENTATION, "sideways")


def test_columns_are_at_first_those_that_a_sheet_has_unless_asked() -> None:
    on = [each.name for each in columns_offered() if each.is_on]
    assert SHEET_COLUMNS.default == on
    assert SHEET_ORIENTATION.choices == ORIENTATIONS
