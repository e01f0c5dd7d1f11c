"""The documents of an activity in a table, each with its small picture."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from ssc_desktop.gui.cells import NO, YES
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import Column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.thumbnails import SIZE, Thumbnails
from ssc_desktop.language import N_, Language

ROW_HEIGHT = 46
# What is said of people, by consent.
CONSENTED = {True: N_("Yes, consent"), False: N_("Yes, no consent"), None: YES}


def evidence_table(desk: Desk, thumbnails: Thumbnails, *buttons: QWidget) -> RecordTable:
    """The table; ``buttons`` begin while it is empty."""
    language = desk.language
    words = language(
        "Drop photos, scans and documents here, paste them, or add them. They are kept encrypted in the workspace."
    )
    empty = EmptyState("file-text", language("No evidence yet"), words, *buttons)
    columns = _columns(desk, thumbnails)
    made = RecordTable("evidence", columns, desk.memory, language("Evidence"), empty)
    made.set_widths(file_name=280, type=160, day=110, people=130, kept=130, size=80)
    made.view.setIconSize(QSize(SIZE))
    made.view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    made.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    thumbnails.arrived.connect(made.view.viewport().update)
    return made


def _columns(desk: Desk, thumbnails: Thumbnails) -> list[Column]:
    language, lists = desk.language, desk.lists

    def name(document: Any) -> str:  # noqa: ANN401
        return document.evidence.file_name or ""

    def day(document: Any) -> date | None:  # noqa: ANN401
        taken: date | None = document.evidence.taken_on
        return taken

    def written(document: Any) -> str:  # noqa: ANN401
        taken = day(document)
        return language.date(taken) if taken else ""

    def size(document: Any) -> int:  # noqa: ANN401
        return document.evidence.size or 0

    return [
        Column("file_name", language("File name"), name,
               lambda each: (not name(each), name(each).casefold()), icon=thumbnails.of),
        text_column("type", language("Type"),
                    lambda each: lists.name("evidence_type", each.evidence.evidence_type)),
        Column("day", language("Date"), written,
               lambda each: (day(each) is None, day(each))),
        text_column("people", language("Shows people"),
                    lambda each: people_words(each.evidence, language)),
        text_column("kept", language("Original kept at"),
                    lambda each: each.evidence.original_location or ""),
        Column("size", language("Size"), lambda each: size_words(size(each), language),
               lambda each: (not size(each), size(each)), is_number=True),
    ]  # fmt: skip


def size_words(size: int, language: Language) -> str:
    """A size in kilobytes or megabytes."""
    if not size:
        return ""
    if size < 1_000_000:
        return language("{size} kB", size=language.number(max(round(size / 1000), 1)))
    return language("{size} MB", size=language.number(round(size / 1_000_000, 1)))


def people_words(evidence: Any, language: Language) -> str:  # noqa: ANN401
    """Whether a document shows people, and whether they agreed."""
    if evidence.contains_persons is None:
        return ""
    return language(CONSENTED[evidence.image_consent] if evidence.contains_persons else NO)
