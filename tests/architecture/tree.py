"""A tree of sources, read once: its modules, their rooms and what they import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = "ssc_desktop"


@cache
def parsed(source: str) -> ast.Module:
    """The syntax tree of a source; equal sources are parsed once."""
    return ast.parse(source)


@cache
def nodes(source: str) -> tuple[ast.AST, ...]:
    """Every node of a source."""
    return tuple(ast.walk(parsed(source)))


@dataclass(frozen=True)
class Import:
    """One name that a module imports, wherever the statement stands."""

    target: str
    line: int


@dataclass(frozen=True)
class Module:
    """One source file."""

    path: Path
    name: str
    source: str

    @property
    def tree(self) -> ast.Module:
        return parsed(self.source)

    @property
    def room(self) -> str:
        """The room it stands in: ``gui``, ``storage``, …, or its own name on the ground."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else ""

    @property
    def is_migration(self) -> bool:
        return ".migrations." in self.name

    def at(self, line: int, what: str) -> str:
        return f"{self.name.replace('.', '/')}:{line} {what}"

    def imports(self) -> Iterator[Import]:
        """Every import, those inside functions and under TYPE_CHECKING included."""
        for node in nodes(self.source):
            if isinstance(node, ast.Import):
                for each in node.names:
                    yield Import(each.name, node.lineno)
            elif isinstance(node, ast.ImportFrom):
                base = "." * node.level + (node.module or "")
                for each in node.names:
                    yield Import(f"{base}.{each.name}", node.lineno)
            elif (by_name := _imported_by_name(node)) is not None:
                yield Import(by_name, node.lineno)


def _imported_by_name(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    called = node.func.id if isinstance(node.func, ast.Name) else called
    if called not in {"import_module", "__import__"}:
        return None
    first = node.args[0] if node.args else None
    return first.value if isinstance(first, ast.Constant) else "?"


@dataclass(frozen=True)
class Tree:
    """All modules below a folder that holds the package."""

    root: Path
    modules: tuple[Module, ...]

    @classmethod
    def read(cls, root: Path) -> Tree:
        files = sorted((root / PACKAGE).rglob("*.py"))
        return cls(root, tuple(_module(root, file) for file in files))

    def functions(self) -> Iterator[tuple[Module, ast.FunctionDef | ast.AsyncFunctionDef]]:
        for module in self.modules:
            for node in nodes(module.source):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield module, node

    def classes(self) -> Iterator[tuple[Module, ast.ClassDef]]:
        for module in self.modules:
            for node in nodes(module.source):
                if isinstance(node, ast.ClassDef):
                    yield module, node

    def calls(self, *names: str) -> Iterator[tuple[Module, ast.Call]]:
        """Calls of functions of these bare names, as ``name(…)`` or ``….name(…)``."""
        for module in self.modules:
            for node in nodes(module.source):
                if isinstance(node, ast.Call) and called_name(node) in names:
                    yield module, node


def called_name(call: ast.Call) -> str:
    """The last part of what is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _module(root: Path, file: Path) -> Module:
    parts = file.relative_to(root).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(file, name, file.read_text("utf-8"))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Lines from the first to the last, decorators apart."""
    return (node.end_lineno or node.lineno) - node.lineno + 1
