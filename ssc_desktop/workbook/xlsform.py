"""Writes an XLSForm: questions, choices and settings as form software reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.domain.reference import Entry
from ssc_desktop.language import NATIVE_NAMES, Language
from ssc_desktop.workbook.book import write_book
from ssc_desktop.workbook.table import Column, Row, Table

_LANGUAGES = ("fr", "ar", "en")
SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"


@dataclass(frozen=True, slots=True)
class Question:
    """A row of the survey: its type, its lasting name, its marked label and hint, its rules."""

    type: str
    name: str
    label: str = ""
    hint: str = ""
    required: bool = False
    relevant: str = ""
    constraint: str = ""
    message: str = ""
    choice_filter: str = ""
    appearance: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its title and id, its questions, and the lists to choose from."""

    title: str
    id: str
    version: str
    questions: tuple[Question, ...]
    lists: Mapping[str, Sequence[Entry]]
    language: str = "fr"


def write_xlsform(path: Path, form: Form) -> int:
    """Write the form; returns how many choices it has."""
    survey = Table(SURVEY, SURVEY, _columns(_survey_heads()), _survey(form.questions))
    heads = ("list_name", "name", *_translated("label"), "parent")
    choices = Table(CHOICES, CHOICES, _columns(heads), _choices(form.lists))
    named = ("form_title", "form_id", "version", "default_language")
    told = (form.title, form.id, form.version, _heading(form.language))
    settings = Table(SETTINGS, SETTINGS, _columns(named), [told])
    # The form is read by software: its sheets run one way, whatever its languages.
    write_book(path, [survey, choices, settings], Language("en"), plain=True)
    return sum(len(each) for each in form.lists.values())


def _heading(code: str) -> str:
    return f"{NATIVE_NAMES[code]} ({code})"


def _translated(name: str) -> tuple[str, ...]:
    return tuple(f"{name}::{_heading(code)}" for code in _LANGUAGES)


def _survey_heads() -> tuple[str, ...]:
    return (
        *("type", "name", *_translated("label"), *_translated("hint"), "required", "relevant"),
        *("constraint", *_translated("constraint_message"), "choice_filter", "appearance"),
        "default",
    )


def _columns(heads: Iterable[str]) -> tuple[Column, ...]:
    return tuple(Column(each, name=each) for each in heads)


def _survey(questions: Iterable[Question]) -> Iterator[Row]:
    for each in questions:
        yield (
            *(each.type, each.name, *_told(each.label), *_told(each.hint)),
            *("yes" if each.required else "", each.relevant, each.constraint),
            *(*_told(each.message), each.choice_filter, each.appearance, each.default),
        )


def _told(marked: str) -> tuple[str, ...]:
    return tuple(Language(code)(marked) if marked else "" for code in _LANGUAGES)


def _choices(lists: Mapping[str, Sequence[Entry]]) -> Iterator[Row]:
    for name, entries in lists.items():
        for each in entries:
            labels = (each.name(Language(code)) for code in _LANGUAGES)
            yield (name, each.code, *labels, each.parent)
