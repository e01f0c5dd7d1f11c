"""Every text a person meets is translated, whole, with the same placeholders; each check bites."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Message

from ssc_desktop.language import Language
from tests import catalogs

PLURAL = ("{count} participant", "{count} participants")
ARABIC = (
    "لا مشاركين", "مشارك واحد", "مشاركان", "{count} مشاركين", "{count} مشارك", "{count} مشاركا",
)  # fmt: skip


def test_every_text_is_translated_and_compiled() -> None:
    found = list(catalogs.problems())
    assert not found, "\n".join(found)


def test_there_are_texts_in_every_catalog() -> None:
    expected = len(catalogs.messages(catalogs.extracted()))
    assert expected > 500
    for code in catalogs.TRANSLATED:
        assert len(catalogs.messages(catalogs.read(catalogs.catalog_file(code)))) == expected


def shown_texts(source: str) -> Iterator[tuple[int, str | None]]:
    """The texts given to a language, by line; None where a plural is given a name instead."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name == "plural":
            yield from ((form.lineno, _text(form)) for form in call.args[:2])
        elif name in {"N_", "language", "_language"} and call.args and _text(call.args[0]):
            yield call.lineno, _text(call.args[0])


def _text(given: ast.expr) -> str | None:
    value = given.value if isinstance(given, ast.Constant) else None
    return value if isinstance(value, str) else None


def test_every_text_given_to_a_language_is_extracted() -> None:
    known = {
        form
        for message in catalogs.messages(catalogs.extracted())
        for form in ([message.id] if isinstance(message.id, str) else message.id)
    }
    lost = [
        f"{file.name}:{line}: {text!r}"
        for file in sorted((catalogs.ROOT / "ssc_desktop").rglob("*.py"))
        for line, text in shown_texts(file.read_text("utf-8"))
        if text not in known
    ]
    assert not lost, "\n".join(lost)


def test_a_plural_by_name_is_caught() -> None:
    planted = 'one, many = "{count} page", "{count} pages"\nlanguage.plural(one, many, 3)\n'
    assert [text for _line, text in shown_texts(planted)] == [None, None]


def test_updating_again_changes_no_file(tmp_path: Path) -> None:
    for folder in ("ssc_desktop", "translations"):
        shutil.copytree(
            catalogs.ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    catalogs.update(tmp_path)
    for file in sorted((catalogs.ROOT / "translations").rglob("messages.*")):
        again = tmp_path / file.relative_to(catalogs.ROOT)
        assert again.read_bytes() == file.read_bytes(), f"run make strings: {file.name} is old"


def test_a_new_text_is_reported_until_it_is_translated(tmp_path: Path) -> None:
    source = tmp_path / "ssc_desktop" / "planted.py"
    source.parent.mkdir()
    source.write_text("x = N_('A new text')\ny = language.plural('{count} a', '{count} b', 2)\n")
    catalogs.update(tmp_path)
    told = list(catalogs.problems(tmp_path))
    assert "ar: not translated: 'A new text'" in told
    assert "fr: not translated: ('{count} a', '{count} b')" in told


def test_a_text_that_left_the_sources_leaves_the_catalogs(tmp_path: Path) -> None:
    source = tmp_path / "ssc_desktop" / "planted.py"
    source.parent.mkdir()
    source.write_text("x = N_('A new text')\n")
    catalogs.update(tmp_path)
    source.write_text("x = 1\n")
    assert any("left over" in each for each in catalogs.problems(tmp_path))
    catalogs.update(tmp_path)
    assert not list(catalogs.problems(tmp_path))


def test_a_catalog_that_was_not_compiled_is_reported(tmp_path: Path) -> None:
    source = tmp_path / "ssc_desktop" / "planted.py"
    source.parent.mkdir()
    source.write_text("x = N_('A new text')\n")
    catalogs.update(tmp_path)
    po = catalogs.catalog_file("fr", tmp_path)
    empty, filled = 'msgid "A new text"\nmsgstr ""', 'msgid "A new text"\nmsgstr "Un texte"'
    po.write_text(po.read_text("utf-8").replace(empty, filled), "utf-8")
    assert any("compiled" in each for each in catalogs.problems(tmp_path))


@pytest.mark.parametrize(
    ("code", "source", "translation", "fault"),
    [
        ("fr", "{name} was saved", "", "not translated"),
        ("fr", "{name} was saved", "{nom} enregistré", "placeholders"),
        ("fr", "{name} was saved", "Enregistré", "placeholders"),
        ("fr", "Saved", " Enregistré", "blanks"),
        ("fr", "Saved", "C’est  enregistré", "blanks"),
        ("ar", "Saved", "Saved", "no Arabic"),
        ("ar", "Saved", "تم \u200fالحفظ", "invisible"),
        ("ar", PLURAL, ARABIC[:2], "plural forms"),
        ("ar", PLURAL, (*ARABIC[:3], "مشاركين", *ARABIC[4:]), "placeholders"),
        ("ar", PLURAL, (*ARABIC[:5], ""), "not translated"),
        ("fr", PLURAL, ("participant", "{count} participants"), "placeholders"),
    ],
)
def test_a_wrong_translation_is_caught(
    code: str, source: str | tuple[str, ...], translation: str | tuple[str, ...], fault: str
) -> None:
    message = Message(source, translation)
    assert any(fault in each for each in catalogs.faults(message, code))


@pytest.mark.parametrize(
    ("code", "source", "translation"),
    [
        ("fr", "{name} was saved", "{name} est enregistré"),
        ("ar", "{name} was saved", "تم حفظ {name}"),
        ("ar", "PDF", "PDF"),
        ("ar", PLURAL, ARABIC),
        ("fr", PLURAL, ("{count} participant", "{count} participants")),
    ],
)
def test_a_right_translation_passes(
    code: str, source: str | tuple[str, ...], translation: str | tuple[str, ...]
) -> None:
    assert not list(catalogs.faults(Message(source, translation), code))


def test_a_fuzzy_translation_is_caught() -> None:
    message = Message("Saved", "Enregistré", flags=["fuzzy"])
    assert list(catalogs.faults(message, "fr")) == ["fuzzy"]


@pytest.mark.parametrize("code", catalogs.TRANSLATED)
def test_the_program_speaks_what_the_catalog_says(code: str) -> None:
    for message in catalogs.messages(catalogs.read(catalogs.catalog_file(code), code)):
        if isinstance(message.id, str) and message.context is None:
            assert Language(code)(message.id) == message.string


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (1, "مشارك واحد"),
        (2, "مشاركان"),
        (10, "10 مشاركين"),
        (21, "21 مشاركا"),
        (100, "100 مشارك"),
        (103, "103 مشاركين"),
        (235, "235 مشاركا"),
    ],
)
def test_arabic_counts_as_arabic_does(count: int, shown: str) -> None:
    assert Language("ar").plural(*PLURAL, count) == shown
