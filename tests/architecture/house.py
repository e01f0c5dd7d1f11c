"""The house around the package: what stands at the top, what hides in texts, what is installed."""

from __future__ import annotations

import re
import subprocess
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.floors import ROOM_OF
from tests.architecture.tree import Tree

TOP_LEVEL = {
    "ssc_desktop", "resources", "translations", "tests", "pyproject.toml", "build.spec",
    "README.md", "Makefile", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", ".gitignore", ".ci",
    ".pre-commit-config.yaml",
}  # fmt: skip
TEXTS = {".py", ".md", ".toml", ".spec", ".po", ".pot", ".csv", ".json", ".txt", ".yaml", ".svg"}
# Lists as offices send them, in the encodings they come in.
SAMPLES = Path("tests/samples")
# Libraries whose name in a registry is not the one they are imported by.
IMPORTED_AS = {
    "pyside6-essentials": "PySide6",
    "pyside6-pdf": "PySide6",
    "opencv-python-headless": "cv2",
    "pillow": "PIL",
    "python-bidi": "bidi",
    "python-calamine": "python_calamine",
    "python-docx": "docx",
    "zxing-cpp": "zxingcpp",
    "psycopg": "psycopg",
}


def tracked(root: Path) -> list[Path]:
    """The files under version control, and new ones that are not ignored."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    found = subprocess.run(asked, cwd=root, capture_output=True, check=True).stdout
    files = (root / name for name in found.decode().split("\0") if name)
    return [file for file in files if file.is_file()]


def only_agreed_names_at_the_top(root: Path) -> Iterator[str]:
    """Nothing stands at the top of the tree that was not agreed."""
    tops = {file.relative_to(root).parts[0] for file in tracked(root)}
    yield from (f"{name} stands at the top" for name in sorted(tops - TOP_LEVEL))


def no_invisible_characters(root: Path) -> Iterator[str]:
    """No character that hides or turns text: they make sources read otherwise than they run."""
    for file in tracked(root):
        if root / SAMPLES in file.parents or (
            file.suffix not in TEXTS and file.name not in TOP_LEVEL
        ):
            continue
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            for character in sorted({each for each in line if _hides(each)}):
                name = unicodedata.name(character, "unnamed")
                yield f"{file.relative_to(root)}:{number} holds {name}"


def _hides(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Co", "Cn"} or character in "\x00\x08\x0b\x1b"


def no_addresses_in_locks(root: Path) -> Iterator[str]:
    """The locks name versions and hashes; where packages come from is each machine's own."""
    for lock in sorted((root / "resources" / "locks").glob("*.txt")):
        for number, line in enumerate(lock.read_text("utf-8").splitlines(), 1):
            if not re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?|[a-z0-9.-]+==.* \\", line):
                yield f"{lock.name}:{number} is neither a version nor a hash"
            if "://" in line or line.startswith("-"):
                yield f"{lock.name}:{number} names an address"


def what_is_declared_is_used(tree: Tree) -> Iterator[str]:
    """What the program asks to be installed is imported somewhere, and the other way round."""
    groups = ("dependencies", "scan")
    declared = {_imported(each) for group in groups for each in _declared(tree.root, group)}
    used = {each.target.split(".")[0] for module in tree.modules for each in module.imports()}
    yield from (f"{name} is installed but never imported" for name in sorted(declared - used))
    third_party = used & set(ROOM_OF) - {"shiboken6", "gettext"}
    yield from (f"{name} is imported but not declared" for name in sorted(third_party - declared))


def _declared(root: Path, group: str) -> list[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["optional-dependencies"].get(group) or project[group]
    return [re.split(r"[^A-Za-z0-9_.-]", each)[0] for each in wanted]


def _imported(requirement: str) -> str:
    name = requirement.lower().replace("_", "-")
    return IMPORTED_AS.get(name, name.replace("-", "_"))
