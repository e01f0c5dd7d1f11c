"""The index of an audit pack: what each file is and proves, what is missing, whose data it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ssc_desktop.language import N_, Language
from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.frame import Printing, Visibility
from ssc_desktop.paper.report import report
from ssc_desktop.paper.report_content import (
    CODE,
    NUMBER,
    Block,
    Facts,
    Head,
    Part,
    Remark,
    Report,
    Table,
    Words,
)

TITLE = N_("Audit pack")
WARNING = N_(
    "This pack holds personal data: names, signatures, contact data and pictures of people. It is not encrypted. Give it only to those who may check the activity, over a safe way, and delete copies that are no longer needed."
)
_SHOWN = 16


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A file of the pack: where it lies, what it is, what it proves, when, its size and hash."""

    path: str
    kind: str
    proves: str
    day: str = ""
    size: int = 0
    sha256: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A printing of an attendance sheet: its number and version, when, and what is here of it."""

    number: str
    version: str
    day: str
    sha256: str
    here: str


@dataclass(frozen=True, slots=True)
class PackIndex:
    """Everything the index says; texts are final, in its language."""

    code: str
    title: str
    facts: tuple[Fact, ...]
    files: tuple[IndexedFile, ...]
    sheets: tuple[PrintedSheet, ...]
    missing: tuple[tuple[str, str], ...]
    printing: Printing
    action: str = ""
    contract: str = ""
    disclaimer: str = ""
    visibility: Visibility = field(default_factory=Visibility)
    neutral: bool = False


def pack_index(index: PackIndex, language: Language) -> bytes:
    """The PDF of the index."""
    return report(index_report(index, language), language)


def index_report(index: PackIndex, language: Language) -> Report:
    """The index as a report: the warning first, then what is there and what is not."""
    return Report(
        title=TITLE,
        about=f"{index.code}  {index.title}".strip(),
        parts=(
            Part(language("Personal data"), (Words(language(WARNING)), Facts(index.facts))),
            Part(
                language("Files in this pack"),
                (
                    _files(index.files, language),
                    Remark(language("Whole fingerprints (SHA-256) stand in SHA256SUMS.txt.")),
                ),
            ),
            *_sheets(index.sheets, language),
            Part(language("What is missing"), (_missing(index.missing, language),)),
        ),
        printing=index.printing,
        action=index.action,
        contract=index.contract,
        disclaimer=index.disclaimer,
        visibility=index.visibility,
        neutral=index.neutral,
    )


def _files(files: Sequence[IndexedFile], language: Language) -> Block:
    heads = (
        Head(language("No."), 0.5, NUMBER),
        Head(language("File"), 3.4, CODE),
        Head(language("What it is"), 1.9),
        Head(language("What it proves"), 2.8),
        Head(language("Date"), 1.0, CODE),
        Head(language("Fingerprint"), 1.7, CODE),
    )
    rows = tuple(
        (
            language.number(at),
            each.path,
            each.kind,
            "\n".join(part for part in (each.proves, each.note) if part),
            each.day,
            each.sha256[:_SHOWN],
        )
        for at, each in enumerate(files, 1)
    )
    return Table(heads, rows)


def _sheets(sheets: Sequence[PrintedSheet], language: Language) -> tuple[Part, ...]:
    if not sheets:
        return ()
    heads = (
        Head(language("Sheet number"), 1.4, CODE),
        Head(language("Version"), 0.7, NUMBER),
        Head(language("Printed at"), 1.5, CODE),
        Head(language("Fingerprint"), 1.6, CODE),
        Head(language("In this pack"), 2.6),
    )
    rows = tuple(
        (each.number, each.version, each.day, each.sha256[:_SHOWN], each.here) for each in sheets
    )
    return (Part(language("Attendance sheets that were printed"), (Table(heads, rows),)),)


def _missing(missing: Sequence[tuple[str, str]], language: Language) -> Block:
    if not missing:
        return Words(language("Nothing is missing."))
    heads = (Head(language("What"), 2.0), Head(language("Why"), 3.0))
    return Table(heads, tuple(missing))
