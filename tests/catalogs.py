"""The message catalogs: extract, update, compile, check. ``make strings`` runs ``update``."""

from __future__ import annotations

import io
import re
import string
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATED = ("fr", "ar")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "N_": None,
    "language": None,
    "_language": None,
    "plural": (1, 2),
    "in_context": ((1, "c"), 2),
}
# Arabic has forms for none, one and two, which need not repeat the number.
COUNTLESS_FORMS = {"fr": set[int](), "ar": {0, 1, 2}}
_NAMES = re.compile(r"\{[^}]*\}|SSC Desktop")
_SPACED_IN_FRENCH = re.compile(r"(?<=\S) (?=[:;?!»%])|(?<=«) ")


def template_file(root: Path = ROOT) -> Path:
    """The template that translations start from."""
    return root / "translations" / "messages.pot"


def catalog_file(code: str, root: Path = ROOT) -> Path:
    """The catalog of a language, to be edited."""
    return root / "translations" / code / "LC_MESSAGES" / "messages.po"


def extracted(root: Path = ROOT) -> Catalog:
    """What is marked in the sources, in the order of files and lines."""
    template = Catalog(project="SSC Desktop", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        str(root / "ssc_desktop"),
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, _line, message, comments, context in sorted(found, key=lambda each: each[:2]):
        template.add(
            message, locations=[(f"ssc_desktop/{file}", 0)], auto_comments=comments, context=context
        )
    return template


def read(file: Path, code: str | None = None) -> Catalog:
    """A catalog from its file; an empty one where there is none."""
    if not file.exists():
        return Catalog(code, project="SSC Desktop", charset="utf-8", fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale=code)


def messages(catalog: Catalog) -> list[Message]:
    """The messages without the header."""
    return [message for message in catalog if message.id]


def keys(catalog: Catalog) -> set[tuple[object, str | None]]:
    """What tells messages apart: text, plural text and context."""
    return {(message.id, message.context) for message in messages(catalog)}


def update(root: Path = ROOT) -> None:
    """Bring template and catalogs to what the sources say, and compile them."""
    template = extracted(root)
    before = read(template_file(root))
    # Only a change of texts changes the date, so that a run without news changes no file.
    if keys(before) == keys(template) and template_file(root).exists():
        template.creation_date = before.creation_date
    _write(template, template_file(root))
    for code in TRANSLATED:
        catalog = read(catalog_file(code, root), code)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        catalog.creation_date = catalog.revision_date = template.creation_date
        catalog.fuzzy = False
        if code == "fr":
            _space_as_french_does(catalog)
        _write(catalog, catalog_file(code, root))
        compiled_file(catalog_file(code, root)).write_bytes(compiled(code, root))


def _write(catalog: Catalog, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    write_po(written, catalog, width=100, include_lineno=False, ignore_obsolete=True)
    file.write_bytes(written.getvalue().rstrip(b"\n") + b"\n")


def _space_as_french_does(catalog: Catalog) -> None:
    for message in messages(catalog):
        forms = [_SPACED_IN_FRENCH.sub("\u00a0", each) for each in _forms(message.string)]
        message.string = tuple(forms) if message.pluralizable else forms[0]


def compiled_file(po: Path) -> Path:
    """Where the compiled catalog lies: committed, so that every way of starting is translated."""
    return po.with_suffix(".mo")


def compiled(code: str, root: Path = ROOT) -> bytes:
    """The compiled form of a catalog as it is now."""
    written = io.BytesIO()
    write_mo(written, read(catalog_file(code, root), code))
    return written.getvalue()


def problems(root: Path = ROOT) -> Iterator[str]:
    """Everything that would show a person the wrong text."""
    marked = keys(extracted(root))
    if marked != keys(read(template_file(root))):
        yield "messages.pot does not say what the sources say: run make strings"
    for code in TRANSLATED:
        catalog = read(catalog_file(code, root), code)
        for key in sorted(marked ^ keys(catalog), key=str):
            yield f"{code}: {'missing from' if key in marked else 'left over in'} the catalog: {key[0]!r}"
        for message in messages(catalog):
            yield from (f"{code}: {told}: {message.id!r}" for told in faults(message, code))
        po = catalog_file(code, root)
        mo = compiled_file(po)
        if po.exists() and (not mo.exists() or mo.read_bytes() != compiled(code, root)):
            yield f"{code}: the compiled catalog is not the catalog: run make strings"


def faults(message: Message, code: str) -> Iterator[str]:
    """What is wrong with one translation."""
    sources = _forms(message.id)
    forms = _forms(message.string)
    if not forms or not all(each.strip() for each in forms):
        yield "not translated"
        return
    if message.fuzzy:
        yield "fuzzy"
    if len(sources) > 1 and len(forms) != read_plurals(code):
        yield f"{len(forms)} plural forms"
        return
    for number, form in enumerate(forms):
        wanted, given = placeholders(sources[-1]), placeholders(form)
        countless = len(forms) > 1 and number in COUNTLESS_FORMS[code]
        if wanted - given - ({"count"} if countless else set()) or given - wanted:
            yield f"placeholders {sorted(given)} for {sorted(wanted)}"
        yield from _faults_of_form(sources[-1], form, code)


def _faults_of_form(source: str, form: str, code: str) -> Iterator[str]:
    if any(unicodedata.category(each) == "Cf" for each in form):
        yield "an invisible character"
    if (form[0].isspace(), form[-1].isspace()) != (source[0].isspace(), source[-1].isspace()):
        yield "blanks at an end"
    if "  " in form or ("\n" in form and "\n" not in source):
        yield "doubled blanks or a line break"
    if code == "ar" and re.search("[a-z]{3}", _NAMES.sub("", source)) and not _has_arabic(form):
        yield "no Arabic in it"


def _has_arabic(text: str) -> bool:
    return any("ARABIC LETTER" in unicodedata.name(each, "") for each in text)


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text or ""] if isinstance(text, str | None) else list(text)


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def read_plurals(code: str) -> int:
    """How many plural forms a language has."""
    return Catalog(code).num_plurals


def main(arguments: list[str]) -> int:
    """Run ``update`` or ``check``; the exit status says whether anything is wrong."""
    if arguments == ["update"]:
        update()
    found = list(problems())
    print(*found, sep="\n" if found else "")
    counted = len(messages(extracted()))
    print(f"{counted} texts, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
