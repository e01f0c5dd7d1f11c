"""Who may import whom: floors, faces, one library one room, migrations, the window toolkit."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from tests.architecture.tree import PACKAGE, Module, Tree, nodes

FLOORS = {
    "paths": 0,
    "language": 1,
    "settings": 2,
    "log": 2,
    "domain": 3,
    "storage": 4,
    "sync": 4,
    "paper": 4,
    "workbook": 4,
    "vault": 4,
    "services": 5,
    "gui": 6,
    "cli": 6,
    "__main__": 7,
}
FACES = {"gui", "cli"}
OPEN_TO_FACES = {"services", "domain", "language", "settings", "paths", "log"}

# The rooms a library may be imported in; ``domain/matching`` names one module of a room.
ROOM_OF = {
    "PySide6": {"gui"},
    "shiboken6": {"gui"},
    "click": {"cli"},
    "rich": {"cli"},
    "reportlab": {"paper"},
    "uharfbuzz": {"paper"},
    "segno": {"paper"},
    "bidi": {"paper"},
    "cv2": {"paper"},
    "numpy": {"paper"},
    "zxingcpp": {"paper"},
    "PIL": {"paper"},
    "svglib": {"paper"},
    "num2words": {"language"},
    "pypdfium2": {"paper"},
    "docx": {"paper"},
    "sqlalchemy": {"storage", "domain"},
    "alembic": {"storage"},
    "sqlcipher3": {"storage"},
    "psycopg": {"storage"},
    "pyrage": {"vault"},
    "cryptography": {"vault"},
    "keyring": {"vault"},
    "msgspec": {"sync"},
    "zstandard": {"sync"},
    "python_calamine": {"workbook"},
    "xlsxwriter": {"workbook"},
    "babel": {"language"},
    "gettext": {"language"},
    "holidays": {"domain"},
    "phonenumbers": {"domain"},
    "rapidfuzz": {"domain"},
    "platformdirs": {"paths"},
    "filelock": {"services", "storage", "vault"},
}
# What SQLAlchemy offers besides declarations.
NOT_DECLARATIONS = {
    "Connection", "Engine", "Session", "async_sessionmaker", "create_engine", "delete", "event",
    "exc", "exists", "func", "insert", "inspect", "joinedload", "scoped_session", "select",
    "selectinload", "sessionmaker", "text", "update",
}  # fmt: skip
# Ways to leave the window's thread.
THREADS = {
    "Process", "ProcessPoolExecutor", "QRunnable", "QThread", "QThreadPool", "QtConcurrent",
    "Thread", "ThreadPoolExecutor", "Timer", "asyncio", "concurrent", "multiprocessing",
}  # fmt: skip
# A database's own module has no business outside storage, the standard library's least of all.
ELSEWHERE = {"sqlite3": {"storage"}}


def _rooms_reached(target: str) -> str | None:
    parts = target.split(".")
    return parts[1] if parts[0] == PACKAGE and len(parts) > 1 else None


def imports_go_down(tree: Tree) -> Iterator[str]:
    """Rule 1: no import upward, sideways on a floor, or hidden inside a function."""
    for module in tree.modules:
        for each in module.imports():
            room = _rooms_reached(each.target)
            if each.target.startswith("."):
                yield module.at(each.line, "imports relatively")
            elif each.target == "?":
                yield module.at(each.line, "imports by a name nobody can read here")
            elif room is not None and not _is_down(module.room, room):
                yield module.at(each.line, f"imports {each.target}")


def _is_down(here: str, there: str) -> bool:
    if here == there or there not in FLOORS:
        # ``from ssc_desktop import __version__`` names no room.
        return here == there or there == "__version__"
    return FLOORS[there] < FLOORS.get(here, -1)


def every_room_has_a_floor(tree: Tree) -> Iterator[str]:
    """Rule 1: nothing stands beside the rooms that were agreed."""
    for module in tree.modules:
        if module.room and module.room not in FLOORS:
            yield module.at(1, "stands in no agreed room")


def faces_use_services_only(tree: Tree) -> Iterator[str]:
    """Rule 3: the window and the command line reach the middle floor through services."""
    for module in tree.modules:
        if module.room not in FACES:
            continue
        for each in module.imports():
            room = _rooms_reached(each.target)
            if room is not None and room not in OPEN_TO_FACES | {module.room, "__version__"}:
                yield module.at(each.line, f"imports {each.target}")


def one_library_one_room(tree: Tree) -> Iterator[str]:
    """Rule 2: a library is used in its room; one nobody gave a room to is used nowhere."""
    for module in tree.modules:
        for each in module.imports():
            top = each.target.split(".")[0]
            if top in {PACKAGE, "", "?"} or each.target.startswith("."):
                continue
            if module.room not in _rooms_open_to(top, module):
                yield module.at(each.line, f"imports {top}")


def _rooms_open_to(library: str, module: Module) -> set[str]:
    rooms = ROOM_OF.get(library) or ELSEWHERE.get(library)
    if rooms is not None:
        return rooms
    return {module.room} if library in sys.stdlib_module_names else set()


def domain_only_declares(tree: Tree) -> Iterator[str]:
    """Rule 2: the domain says what has a table; it opens and asks no database."""
    for module in tree.modules:
        if module.room != "domain":
            continue
        for each in module.imports():
            parts = each.target.split(".")
            if parts[0] == "sqlalchemy" and parts[-1] in NOT_DECLARATIONS:
                yield module.at(each.line, f"imports {each.target}")


def migrations_stand_alone(tree: Tree) -> Iterator[str]:
    """Rule 10: a migration written today must run when the models have moved on."""
    for module in tree.modules:
        for each in module.imports():
            if module.is_migration and each.target.split(".")[0] == PACKAGE:
                yield module.at(each.line, f"imports {each.target}")


def only_ops_makes_threads(tree: Tree) -> Iterator[str]:
    """Rule 7: slow work leaves the window's thread through one door."""
    for module in tree.modules:
        if module.room != "gui" or module.name == f"{PACKAGE}.gui.ops":
            continue
        for each in module.imports():
            if THREADS & set(each.target.split(".")):
                yield module.at(each.line, f"imports {each.target}")
        for node in nodes(module.source):
            if isinstance(node, ast.Attribute) and node.attr in THREADS:
                yield module.at(node.lineno, f"uses {node.attr}")
