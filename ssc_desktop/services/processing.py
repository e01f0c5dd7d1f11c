"""The register of processing of personal data, and what each country's authority was told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.declaration import AUTHORITIES, Declaration
from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.processing import MEASURES, PROCESSINGS, Processing
from ssc_desktop.domain.record import now
from ssc_desktop.domain.reference import name_of
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.field_blocks import value_shown
from ssc_desktop.paper.frame import Printing
from ssc_desktop.paper.processing_register import (
    CountryBlock,
    ProcessingBlock,
    ProcessingRegister,
    processing_register,
)
from ssc_desktop.paper.text import ltr
from ssc_desktop.services import sheet_contents
from ssc_desktop.services.data_controller import Controller, controller_of
from ssc_desktop.services.printed import Printed, write_paper
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.records import assign
from ssc_desktop.storage.store import Store

_ON_PAPER = ("formality", "receipt_no", "declared_on", "transfer_basis", "contact", "note")
_LAW_NUMBER = re.compile(r"\d+-\d+")
_TRANSFERS = N_(
    "To headquarters and, through it, to the auditors of the donors, on the basis stated for the country."
)
_RIGHTS = N_(
    "Access, a copy, rectification, objection and removal are asked for at: {contact}. An answer is given within one month. Complaints go to the authority of the country."
)


@dataclass(frozen=True, slots=True)
class Declared:
    """A country, its authority, the law (marked) that asks, and what it was told so far."""

    country: str
    authority: str
    law: str
    declaration: Declaration | None = None


def list_declarations(store: Store) -> list[Declared]:
    """Each country of the Action with its authority and its declaration, if one was made."""
    with store.reading() as db:
        made = {each: db.get(Declaration, each) for each in AUTHORITIES}
    return [
        Declared(country, authority, law, _standing(made[country]))
        for country, (authority, law) in AUTHORITIES.items()
    ]


def write_declaration(store: Store, country: str, values: Mapping[str, object]) -> Changes:
    """Record what a country's authority was told and the receipt it gave."""
    _refuse_unknown(country)
    read = read_values(Declaration, values)
    with store.writing() as db:
        declaration = db.get(Declaration, country)
        if declaration is None:
            declaration = Declaration(country=country)
            db.add(declaration)
        if declaration.removed:
            declaration.removed = False
        assign(declaration, read)
    return Changes.of({"declaration"})


def print_register(
    workspace: Workspace,
    *,
    language: Language,
    country: str | None = None,
    path: Path | None = None,
) -> Printed:
    """Print the register for one country, or for all; what is not recorded is a line to fill."""
    if country is not None:
        _refuse_unknown(country)
    declared = [
        each for each in list_declarations(workspace.store) if country in (None, each.country)
    ]
    with workspace.store.reading() as db:
        around = sheet_contents.read_around(db, workspace.store.officer_id)
    controller = controller_of(around, language)
    register = ProcessingRegister(
        action=controller.action,
        controllers=(
            (language("Data controllers"), controller.name),
            (language("Data protection contact"), controller.contact),
            (language("Kept by"), workspace.office.name),
        ),
        countries=tuple(_country(each, language) for each in declared),
        processings=tuple(_processing(each, controller.years, language) for each in PROCESSINGS),
        measures=tuple(language(words) for words in MEASURES),
        rights=language(_RIGHTS, contact=_contact(controller, declared, language)),
        printing=Printing(now(), around.officer),
        visibility=sheet_contents.visibility_of(around, "", language),
    )
    pdf = processing_register(register, language)
    write_paper(path, pdf)
    return Printed(pdf, path=path)


def _refuse_unknown(country: str) -> None:
    if country not in AUTHORITIES:
        raise Problem(
            "unknown-country",
            N_(
                "No data-protection authority is known for {country}. Nothing was done. Choose one of: {known}."
            ),
            field="country",
            country=country,
            known=", ".join(AUTHORITIES),
        )


def _standing(declaration: Declaration | None) -> Declaration | None:
    return None if declaration is None or declaration.removed else declaration


def _country(declared: Declared, language: Language) -> CountryBlock:
    """Every field of the declaration; the note only where one was written."""
    record = declared.declaration
    facts = []
    for name in _ON_PAPER:
        field = field_named(Declaration, name)
        assert field is not None
        value = value_shown(field, getattr(record, name, None), language, {}, record)
        if value or name != "note":
            facts.append((language(field.facts.label), value))
    country = name_of("country", declared.country, language)
    # The number of a law keeps its order among Arabic words.
    law = _LAW_NUMBER.sub(lambda found: ltr(found.group()), language(declared.law))
    return CountryBlock(country, declared.authority, law, tuple(facts))


def _processing(processing: Processing, years: int, language: Language) -> ProcessingBlock:
    kinds = [language(label) for each in processing.data for label in each.labels]
    restricted = [language(label) for label in processing.restricted]
    facts = [
        (language("Purpose"), language(processing.purpose)),
        (language("Legal basis"), language(processing.basis)),
        (language("Persons concerned"), language(processing.persons)),
        (language("Kinds of data"), language.list_of(list(dict.fromkeys(kinds)))),
        (language("Restricted among them"), language.list_of(list(dict.fromkeys(restricted)))),
        (language("Recipients"), language(processing.recipients)),
        (language("Transfers abroad"), "" if processing.is_anonymous else language(_TRANSFERS)),
        (language("Kept for"), language(processing.retention, years=years)),
    ]
    return ProcessingBlock(language(processing.name), tuple(each for each in facts if each[1]))


def _contact(controller: Controller, declared: list[Declared], language: Language) -> str:
    """Whom a person writes to: the contact of the Action, else those of the countries shown."""
    local = [each.declaration.contact or "" for each in declared if each.declaration]
    found = [each for each in dict.fromkeys([controller.contact, *local]) if each]
    return language.list_of(found) or language("the officer in charge")
