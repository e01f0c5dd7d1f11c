"""The code lists and record names a screen shows, read once and kept in the person's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.reference import code_lists
from ssc_desktop.gui.ops import Ops
from ssc_desktop.language import Language

if TYPE_CHECKING:
    from ssc_desktop.services.reference import Option

NOUNS = frozenset({"code", "organisation", "action_plan", "commitment", "programme"})


@dataclass(frozen=True, slots=True)
class Loaded:
    """Options and names of every list, and the names of the records fields link to."""

    options: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    records: dict[str, dict[UUID, str]] = field(default_factory=dict)


class Lists(QObject):
    """What can be chosen, and how what was chosen is named."""

    changed = Signal()

    def __init__(self, ops: Ops, language: Language) -> None:
        super().__init__()
        self._ops = ops
        self._language = language
        self._loaded = Loaded()
        self._learnt: dict[str, dict[UUID, str]] = {}
        ops.changed.connect(self._hear)

    def load(self, then: Callable[[], None] | None = None) -> None:
        """Read everything again."""
        language = self._language

        def arrived(loaded: Loaded) -> None:
            self._loaded = loaded
            if then is not None:
                then()
            self.changed.emit()

        self._ops.read(self, lambda workspace: load(workspace.store, language), arrived)

    def options(self, code_list: str) -> list[tuple[Any, str]]:
        """Codes and labels that can be chosen today."""
        return [(each.code, each.label) for each in self._loaded.options.get(code_list, ())]

    def name(self, code_list: str, code: str | None) -> str:
        """The name of a code; the code itself when no list knows it."""
        return self._loaded.names.get(code_list, {}).get(code or "", code or "")

    def records(self, noun: str) -> list[tuple[Any, str]]:
        """Keys and names of the records of a noun."""
        return list(self._named(noun).items())

    def learn(self, noun: str, names: dict[UUID, str]) -> None:
        """Names of records that are many and seldom linked to, from whoever needs them."""
        if names != self._learnt.get(noun):
            self._learnt[noun] = names
            self.changed.emit()

    def record_name(self, noun: str, key: UUID | None) -> str:
        """The name of a linked record."""
        return self._named(noun).get(key, "") if key else ""

    def _named(self, noun: str) -> dict[UUID, str]:
        return self._loaded.records.get(noun) or self._learnt.get(noun, {})

    def regions(
        self,
        owner: QObject,
        country: str | None,
        day: date | None,
        then: Callable[[list[tuple[Any, str]]], None],
    ) -> None:
        """The regions of a country as they were on a day."""
        language = self._language

        def work(workspace: Any) -> list[tuple[Any, str]]:  # noqa: ANN401
            from ssc_desktop.services import reference

            found = reference.choices(workspace.store, "region", language, on=day, country=country)
            return [(each.code, each.label) for each in found]

        self._ops.read(owner, work, then, only_latest="regions")

    def _hear(self, changes: Changes, _initiator: object) -> None:
        if changes.nouns & NOUNS:
            self.load()


def load(store: Any, language: Language) -> Loaded:  # noqa: ANN401
    """Read all lists and names; on the worker."""
    from ssc_desktop.services import organisations, programmes, reference

    loaded = Loaded()
    for each in code_lists():
        loaded.options[each] = reference.choices(store, each, language)
        loaded.names[each] = reference.names(store, each, language)
    programme = programmes.show_programme(store)
    plans, commitments = programmes.list_action_plans(store), programmes.list_commitments(store)
    loaded.records["programme"] = {programme.id: title_of(programme, language)} if programme else {}
    loaded.records["action_plan"] = {
        each.id: f"{each.code} · {title_of(each, language)}" for each in plans
    }
    loaded.records["commitment"] = {
        each.id: f"{each.code} · {text_of(each, language)}" for each in commitments
    }
    loaded.records["organisation"] = {
        each.id: organisation_name(each, language)
        for each in organisations.list_organisations(store)
    }
    return loaded


def title_of(record: Any, language: Language) -> str:  # noqa: ANN401
    """A title in the reader's language."""
    return language.choose(record.title_en, record.title_fr, record.title_ar)


def text_of(record: Any, language: Language) -> str:  # noqa: ANN401
    """A text in the reader's language."""
    return language.choose(record.text_en, record.text_fr, record.text_ar)


def organisation_name(record: Any, language: Language) -> str:  # noqa: ANN401
    """An organisation's acronym and name."""
    name = language.choose(record.name_en, record.name_fr, record.name_ar)
    return " · ".join(dict.fromkeys(part for part in (record.acronym, name) if part))
