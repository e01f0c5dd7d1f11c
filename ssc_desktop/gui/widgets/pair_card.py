"""Two records that may be one, side by side, and in words why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.form import UNSEEN
from ssc_desktop.gui.tables.pair_model import Pairing, PairModel, PairView
from ssc_desktop.gui.widgets.plain import Card, Picture, clear, column, label, row
from ssc_desktop.language import Language

# A reason whose name ends so speaks against the two being one.
AGAINST = ("-differs", "-far")
SMALL = 16


class PairCard(Card):
    """Shows one pair; the activities of two people come a moment later."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self.language = desk, desk.language
        self._cells = Cells(desk.language, desk.lists)
        self._shown: tuple[UUID, ...] = ()
        self._heading = label(size="section", wrap=True)
        self._reasons = column(spacing=4)
        self.model = PairModel(self.language, self)
        self.view = PairView(self.model, self.language("The two side by side"))
        self.view.setProperty("role", "plain")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 18, 18, 18)
        whole.setSpacing(12)
        whole.addWidget(self._heading)
        whole.addLayout(self._reasons)
        whole.addWidget(self.view, 1)

    def show_pair(self, pair: Any) -> None:  # noqa: ANN401
        """Show a pair of people or of organisations."""
        one, other = records_of(pair)
        self._shown = one.id, other.id
        self._heading.setText(
            " / ".join(dict.fromkeys(name_of(each, self.language) for each in (one, other)))
        )
        self._show_reasons(pair)
        self.model.show_pairings(self._titles(one, other), self._pairings(one, other))
        if isinstance(one, Participant):
            self._read_activities(one, other)

    def _show_reasons(self, pair: Any) -> None:  # noqa: ANN401
        clear(self._reasons)
        told = list(zip(pair.reasons, pair.told, strict=True))
        against = [words for reason, words in told if reason.endswith(AGAINST)]
        alike = [words for reason, words in told if not reason.endswith(AGAINST)]
        for reasons, name, token in ((alike, "equal", "accent"), (against, "equal-not", "warning")):
            if reasons:
                said = self.language.list_of([self.language(each) for each in reasons])
                line = row(Picture(name, token, SMALL), label(said, wrap=True))
                line.setStretch(1, 1)
                self._reasons.addLayout(line)

    def _pairings(self, one: Any, other: Any) -> Iterator[Pairing]:  # noqa: ANN401
        for field in fields_of(type(one)):
            values = [getattr(each, field.name) for each in (one, other)]
            texts = [self._cells.text(field, each) for each in values]
            if any(texts) and field.name not in UNSEEN:
                words = self.language(field.facts.label)
                yield Pairing(field.name, words, texts[0], texts[1], values[0] == values[1])

    def _read_activities(self, one: Participant, other: Participant) -> None:
        pair = one.id, other.id

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import merge_preview

            return merge_preview.activities_of_both(workspace.store, *pair)

        def show(taken: Sequence[Any]) -> None:
            if taken and pair == self._shown:
                shown = [*self._pairings(one, other), self._activities(taken)]
                self.model.show_pairings(self._titles(one, other), shown)

        self._desk.ops.read(self, work, show, only_latest="activities")

    def _activities(self, taken: Sequence[Any]) -> Pairing:
        def codes(side: str) -> str:
            there = [each for each in taken if getattr(each, side) is not None]
            return self.language.list_of([each.activity.code or "" for each in there])

        one, other = codes("one"), codes("other")
        return Pairing("", self.language("Activities"), one, other, one == other)

    def _titles(self, one: Any, other: Any) -> tuple[str, str]:  # noqa: ANN401
        return self._title(one), self._title(other)

    def _title(self, record: Any) -> str:  # noqa: ANN401
        day = self.language.date(record.created_at.date()) if record.created_at else ""
        return (
            self.language("recorded on {day}", day=day) if day else name_of(record, self.language)
        )


def records_of(pair: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """The two records of a pair of people or of organisations."""
    one, other = (getattr(each, "participant", each) for each in (pair.one, pair.other))
    return one, other


def name_of(record: Participant | Organisation, language: Language) -> str:
    """What a person or an organisation is called; of whom an office told no name, the end of the
    key, which tells them apart."""
    name = record.full_name if isinstance(record, Participant) else record.short_name
    return name or language("Name not told (…{key})", key=record.id.hex[-6:])
