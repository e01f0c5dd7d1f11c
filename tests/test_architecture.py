"""The rules between the rooms hold, and each of them is seen to catch a breach planted for it."""

from __future__ import annotations

import inspect
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.architecture import dress, floors, house
from tests.architecture.tree import PACKAGE, Tree

ROOT = Path(__file__).resolve().parent.parent
Rule = Callable[[Any], Iterator[str]]


def _rules(*modules: ModuleType) -> dict[str, Rule]:
    """Every public function of these modules that takes a tree or a root."""
    found: dict[str, Rule] = {}
    for module in modules:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            takes = list(inspect.signature(function).parameters)
            if name.startswith("_") or name == "tracked":
                continue
            if function.__module__ == module.__name__ and takes in (["tree"], ["root"]):
                found[name] = function
    return found


RULES = _rules(floors, dress, house)

# A rule, the file a breach of it is planted in, and the breach.
LONG_FUNCTION = "def long() -> int:\n" + "    x = 1\n" * 70 + "    return x\n"
BREACHES = [
    ("imports_go_down", "domain/planted.py", "from ssc_desktop.storage import store\n"),
    ("imports_go_down", "storage/planted.py", "from ssc_desktop.sync import merge\n"),
    ("imports_go_down", "services/planted.py", "import ssc_desktop.gui.window\n"),
    ("imports_go_down", "gui/planted.py", "from ssc_desktop import cli\n"),
    ("imports_go_down", "paper/planted.py", "from .text import place\n"),
    ("imports_go_down", "log.py", "from ssc_desktop.domain import problems\n"),
    (
        "imports_go_down",
        "domain/planted.py",
        "def late() -> None:\n    from ssc_desktop.services import activities\n",
    ),
    (
        "imports_go_down",
        "domain/planted.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ssc_desktop.gui import app\n",
    ),
    (
        "imports_go_down",
        "vault/planted.py",
        "import importlib\nx = importlib.import_module('ssc_desktop.services')\n",
    ),
    ("imports_go_down", "vault/planted.py", "name = 'x'\ny = __import__(name)\n"),
    ("every_room_has_a_floor", "reports/planted.py", '"""A room nobody agreed on."""\n'),
    ("faces_use_services_only", "gui/planted.py", "from ssc_desktop.storage import store\n"),
    ("faces_use_services_only", "cli/planted.py", "import ssc_desktop.vault.keyfile\n"),
    ("one_library_one_room", "services/planted.py", "from PySide6.QtCore import QObject\n"),
    ("one_library_one_room", "services/planted.py", "from sqlalchemy import select\n"),
    ("one_library_one_room", "gui/planted.py", "def go() -> None:\n    import click\n"),
    ("one_library_one_room", "services/planted.py", "import sqlite3\n"),
    ("one_library_one_room", "workbook/planted.py", "import pandas\n"),
    ("one_library_one_room", "domain/planted.py", "from babel import Locale\n"),
    ("domain_only_declares", "domain/planted.py", "from sqlalchemy import select\n"),
    ("domain_only_declares", "domain/planted.py", "from sqlalchemy.orm import Session\n"),
    (
        "migrations_stand_alone",
        "storage/migrations/versions/9999_planted.py",
        "from ssc_desktop.domain.record import new_key\n",
    ),
    ("only_ops_makes_threads", "gui/planted.py", "from PySide6.QtCore import QThread\n"),
    ("only_ops_makes_threads", "gui/planted.py", "import threading\nx = threading.Thread()\n"),
    ("no_drawers", "services/utils.py", '"""Whatever."""\n'),
    ("no_drawers", "domain/name_helpers.py", '"""Whatever."""\n'),
    ("no_drawers", "gui/planted.py", "class SessionManager:\n    pass\n"),
    ("no_drawers", "gui/planted.py", "class MixedRow:\n    pass\n"),
    ("nothing_is_too_long", "domain/planted.py", "x = 1\n" * 401),
    ("nothing_is_too_long", "domain/planted.py", LONG_FUNCTION),
    ("nothing_is_too_long", "domain/planted.py", "class Long:\n" + "    x = 1\n" * 201),
    (
        "functions_are_short",
        "vault/planted.py",
        "".join(LONG_FUNCTION.replace("long", f"long{n}") for n in range(400)),
    ),
    (
        "facts_stay_thin",
        "domain/planted.py",
        "class Facts:\n" + "".join(f"    fact_{n}: str\n" for n in range(11)),
    ),
    ("facts_stay_thin", "domain/planted.py", "class Facts:\n    shown: Callable[[], bool]\n"),
    ("relations_are_never_lazy", "domain/planted.py", "x = relationship('Activity')\n"),
    ("relations_are_never_lazy", "domain/planted.py", "x = relationship(lazy='select')\n"),
    ("sessions_keep_what_they_read", "storage/planted.py", "x = Session(engine)\n"),
    ("everything_is_annotated", "vault/planted.py", "def seal(x: int) -> int:\n    return x\n"),
    (
        "everything_is_annotated",
        "vault/planted.py",
        "from __future__ import annotations\n\n\ndef seal(x: int):\n    return x\n",
    ),
    ("modules_say_what_they_hold", "vault/planted.py", "x = 1\n"),
    ("only_faces_speak", "services/planted.py", "print('done')\n"),
    ("only_faces_speak", "vault/planted.py", "x = input()\n"),
    ("marked_texts_are_literal", "services/planted.py", "x = N_(f'{n} people')\n"),
    ("marked_texts_are_literal", "services/planted.py", "x = _('people')\n"),
    ("marked_texts_are_literal", "gui/planted.py", "x = language(f'{n} people')\n"),
    ("nothing_is_translated_at_import", "gui/planted.py", "TITLE = language('People')\n"),
    ("nothing_is_translated_at_import", "gui/planted.py", "class P:\n    t = language('People')\n"),
    ("problems_can_be_told", "services/planted.py", "raise Problem('Not Kebab', N_('No.'))\n"),
    ("problems_can_be_told", "services/planted.py", "raise Problem('no-person', 'No.')\n"),
    ("what_is_declared_is_used", "vault/planted.py", "import keyring\n"),
]
HOUSE_BREACHES = [
    ("only_agreed_names_at_the_top", "notes.md", "Left lying about.\n"),
    ("no_invisible_characters", f"{PACKAGE}/planted.py", "x = 'a\u202eb'\n"),
    ("no_invisible_characters", f"{PACKAGE}/planted.py", "x = 'a\u200bb'\n"),
    ("no_addresses_in_locks", "resources/locks/planted.txt", "--index-url somewhere\n"),
    ("no_addresses_in_locks", "resources/locks/planted.txt", "thing==1.0 \\\n    file://x\n"),
]


@pytest.fixture(scope="session")
def tree() -> Tree:
    return Tree.read(ROOT)


@pytest.fixture(scope="session")
def house_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources and what stands around them, without a history."""
    root = tmp_path_factory.mktemp("house")
    for file in house.tracked(ROOT):
        if file.suffix == ".py" or file.name in {"pyproject.toml", ".gitignore", "run.txt"}:
            copy = root / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    return root


@pytest.fixture
def planted(house_copy: Path) -> Iterator[Callable[[str, str], Path]]:
    """Plants a text into the copy, and takes it out again."""
    before: dict[Path, bytes | None] = {}

    def plant(name: str, text: str) -> Path:
        file = house_copy / name
        before[file] = file.read_bytes() if file.exists() else None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((before[file] or b"").decode() + text, "utf-8")
        return file

    yield plant
    for file, content in before.items():
        file.unlink() if content is None else file.write_bytes(content)


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_holds(rule: str, tree: Tree) -> None:
    asks_for_root = "root" in inspect.signature(RULES[rule]).parameters
    breaches = list(RULES[rule](tree.root if asks_for_root else tree))
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize(("rule", "place", "breach"), BREACHES)
def test_a_planted_breach_is_caught(
    rule: str, place: str, breach: str, house_copy: Path, planted: Callable[[str, str], Path]
) -> None:
    before = set(RULES[rule](Tree.read(house_copy)))
    planted(f"{PACKAGE}/{place}", breach)
    caught = set(RULES[rule](Tree.read(house_copy))) - before
    assert caught, f"{rule} let {breach!r} pass in {place}"


@pytest.mark.parametrize(("rule", "place", "breach"), HOUSE_BREACHES)
def test_a_breach_around_the_package_is_caught(
    rule: str, place: str, breach: str, house_copy: Path, planted: Callable[[str, str], Path]
) -> None:
    assert not list(RULES[rule](house_copy))
    planted(place, breach)
    assert list(RULES[rule](house_copy)), f"{rule} let {breach!r} pass in {place}"


def test_every_rule_is_proved_by_a_breach() -> None:
    assert {rule for rule, *_ in BREACHES + HOUSE_BREACHES} == set(RULES)


def _lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    run = "from importlinter.cli import lint_imports_command as go; go()"
    asked = [sys.executable, "-c", run, "--no-cache"]
    return subprocess.run(asked, cwd=root, capture_output=True, text=True, check=False)


def test_the_import_contracts_hold() -> None:
    answer = _lint_imports(ROOT)
    assert answer.returncode == 0, answer.stdout


def test_the_window_toolkit_is_not_reached_by_a_detour(
    house_copy: Path, planted: Callable[[str, str], Path]
) -> None:
    planted(f"{PACKAGE}/domain/planted.py", '"""P."""\n\nfrom PySide6 import QtCore\n')
    planted(f"{PACKAGE}/services/__init__.py", "\nimport ssc_desktop.domain.planted\n")
    answer = _lint_imports(house_copy)
    assert answer.returncode == 1
    assert "ssc_desktop.services -> ssc_desktop.domain.planted" in answer.stdout


def test_everything_but_the_window_loads_without_its_toolkit(tree: Tree) -> None:
    names = [
        each.name for each in tree.modules if each.room not in {"gui", ""} and not each.is_migration
    ]
    program = (
        "import importlib, sys\n"
        "sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
