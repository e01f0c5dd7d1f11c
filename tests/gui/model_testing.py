"""Every model that is made is given to Qt's own tester of models."""

from __future__ import annotations

import importlib
import pkgutil
from types import TracebackType
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester

import ssc_desktop.gui

WARNING = QAbstractItemModelTester.FailureReportingMode.Warning
FAULT = "FAIL!"


def model_classes() -> set[type]:
    """Every class of the window that is a model and not only what models are made of."""
    for each in pkgutil.walk_packages(ssc_desktop.gui.__path__, "ssc_desktop.gui."):
        importlib.import_module(each.name)
    ours = {each for each in descendants(QAbstractItemModel) if "ssc_desktop" in each.__module__}
    return {each for each in ours if not descendants(each)}


def descendants(parent: type) -> set[type]:
    """All classes made from a class."""
    children = set(parent.__subclasses__())
    return children.union(*(descendants(each) for each in children))


class TestedModels:
    """While it lasts, each new model is watched by a tester; ``seen`` holds their classes."""

    __test__ = False

    def __init__(self) -> None:
        self.seen: set[type] = set()
        self._patch = pytest.MonkeyPatch()
        self._testers: list[QAbstractItemModelTester] = []

    def __enter__(self) -> TestedModels:
        for each in model_classes():
            self._patch.setattr(each, "__init__", self._watched(each))
        return self

    def __exit__(
        self, kind: type | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._patch.undo()
        self._testers.clear()

    def watch(self, model: QAbstractItemModel) -> None:
        """Have a model looked into from now on."""
        self.seen.add(type(model))
        self._testers.append(QAbstractItemModelTester(model, WARNING))

    def _watched(self, made: type) -> Any:
        begin = made.__init__  # type: ignore[misc]

        def init(model: Any, *given: Any, **named: Any) -> None:
            begin(model, *given, **named)
            self.watch(model)

        return init
