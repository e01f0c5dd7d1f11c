"""How sources are dressed: names, sizes, annotations, declarations, where one may speak."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from statistics import median

from tests.architecture.tree import Module, Tree, called_name, length, nodes

DRAWERS = {
    "utils", "util", "helpers", "helper", "common", "misc", "base", "core", "mixed", "mixin",
    "manager", "managers", "handler", "handlers",
}  # fmt: skip
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_CLASS, MEDIAN_FUNCTION, MOST_FACTS = 400, 60, 200, 10, 10
# A room of a few functions has no median worth the name.
FEW = 10
SPEAKERS = {"cli", "__main__"}
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def no_drawers(tree: Tree) -> Iterator[str]:
    """Rule 8: a function without a home is a missing noun."""
    for module in tree.modules:
        if DRAWERS & set(re.split(r"[._]", module.name)):
            yield module.at(1, "is a drawer")
    for module, node in tree.classes():
        if DRAWERS & {word.lower() for word in _CAMEL.findall(node.name)}:
            yield module.at(node.lineno, f"class {node.name} is a drawer")


def nothing_is_too_long(tree: Tree) -> Iterator[str]:
    """Files, classes and functions stay short; a migration lists tables and may be longer."""
    modules = [module for module in tree.modules if not module.is_migration]
    for module in modules:
        lines = module.source.count("\n")
        if lines > LONGEST_FILE:
            yield module.at(1, f"has {lines} lines")
    for kinds, longest in ((tree.functions(), LONGEST_FUNCTION), (tree.classes(), LONGEST_CLASS)):
        for module, node in kinds:
            if not module.is_migration and length(node) > longest:
                yield module.at(node.lineno, f"{node.name} has {length(node)} lines")


def functions_are_short(tree: Tree) -> Iterator[str]:
    """Half of all functions, in the whole and in every room, take ten lines at most."""
    lengths: dict[str, list[int]] = {}
    for module, node in tree.functions():
        if not module.is_migration:
            lengths.setdefault(module.room, []).append(length(node))
    for room, found in lengths.items():
        if len(found) >= FEW and median(found) > MEDIAN_FUNCTION:
            yield f"{room}: the median function has {median(found)} lines"


def facts_stay_thin(tree: Tree) -> Iterator[str]:
    """At most ten facts about a field, and none of them code."""
    for module, node in tree.classes():
        if node.name != "Facts":
            continue
        facts = [each for each in node.body if isinstance(each, ast.AnnAssign)]
        if len(facts) > MOST_FACTS:
            yield module.at(node.lineno, f"Facts has {len(facts)} facts")
        for each in facts:
            if "Callable" in ast.unparse(each.annotation):
                yield module.at(each.lineno, "a fact is code")


def relations_are_never_lazy(tree: Tree) -> Iterator[str]:
    """Rule 4: a forgotten load fails in a test, not under an officer's hand."""
    for module, call in tree.calls("relationship"):
        if _keyword(call, "lazy") != "raise":
            yield module.at(call.lineno, "a relation without lazy='raise'")


def sessions_keep_what_they_read(tree: Tree) -> Iterator[str]:
    """Rule 4: records are complete when they leave a block."""
    for module, call in tree.calls("Session", "sessionmaker"):
        if _keyword(call, "expire_on_commit") is not False:
            yield module.at(call.lineno, "a session without expire_on_commit=False")


def _keyword(call: ast.Call, name: str) -> object:
    for each in call.keywords:
        if each.arg == name and isinstance(each.value, ast.Constant):
            return each.value.value
    return None


def everything_is_annotated(tree: Tree) -> Iterator[str]:
    """Every module postpones annotations, every function says what it returns."""
    for module in tree.modules:
        if _defines(module) and not module.is_migration and not _postpones(module):
            yield module.at(1, "does not import annotations from __future__")
    for module, node in tree.functions():
        if node.returns is None:
            yield module.at(node.lineno, f"{node.name} does not say what it returns")


def _defines(module: Module) -> bool:
    return any(
        isinstance(each, ast.FunctionDef | ast.ClassDef | ast.AnnAssign)
        for each in nodes(module.source)
    )


def _postpones(module: Module) -> bool:
    return any(each.target == "__future__.annotations" for each in module.imports())


def modules_say_what_they_hold(tree: Tree) -> Iterator[str]:
    """The first line of a module says what the room holds."""
    for module in tree.modules:
        if not (ast.get_docstring(module.tree) or "").strip():
            yield module.at(1, "does not say what it holds")


def only_faces_speak(tree: Tree) -> Iterator[str]:
    """Rule 3: services and what is below never speak to a person."""
    for module, call in tree.calls("print", "input"):
        if isinstance(call.func, ast.Name) and module.room not in SPEAKERS:
            yield module.at(call.lineno, f"{call.func.id}() speaks to a person")


def marked_texts_are_literal(tree: Tree) -> Iterator[str]:
    """Rule 6: what is marked can be extracted, and is told with named placeholders."""
    for module, call in tree.calls("N_", "_"):
        if called_name(call) == "_":
            yield module.at(call.lineno, "_() translates where it should mark")
        elif not all(isinstance(each, ast.Constant) for each in call.args):
            yield module.at(call.lineno, "N_() marks what is not a literal text")
    for module, call in tree.calls("language", "told", "plural"):
        if any(isinstance(each, ast.JoinedStr) for each in call.args):
            yield module.at(call.lineno, "a text is put together before it is translated")


def nothing_is_translated_at_import(tree: Tree) -> Iterator[str]:
    """Rule 6: the language is chosen after the modules are loaded."""
    for module in tree.modules:
        for statement in _run_at_import(module.tree.body):
            for node in ast.walk(statement):
                if isinstance(node, ast.Call) and called_name(node) in {"language", "gettext"}:
                    yield module.at(node.lineno, "a text is translated at import")


def _run_at_import(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            yield from _run_at_import(statement.body)
        elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            yield statement


def problems_can_be_told(tree: Tree) -> Iterator[str]:
    """A problem has a stable kebab-case code and a marked message."""
    for module, call in tree.calls("Problem"):
        if len(call.args) < 2:
            continue
        code, message = call.args[:2]
        if isinstance(code, ast.Constant) and not re.fullmatch(
            r"[a-z0-9]+(-[a-z0-9]+)*", str(code.value)
        ):
            yield module.at(call.lineno, f"the code {code.value!r} is not kebab-case")
        if isinstance(message, ast.Constant | ast.JoinedStr):
            yield module.at(call.lineno, "the message of a problem is not marked")
