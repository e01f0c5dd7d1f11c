"""One field, once: its facts are declared on the column and read by every medium."""

from __future__ import annotations

import dataclasses

import pytest

from ssc_desktop.domain import reference
from ssc_desktop.domain.all_records import ALL_RECORDS, RECORDS_BY_NOUN
from ssc_desktop.domain.fields import (
    TO_SAVE,
    Facts,
    field,
    field_named,
    fields_of,
    missing,
    sections_of,
)
from ssc_desktop.domain.kinds import ALL_KINDS, KIND_LABELS, KIND_LETTERS, Workshop
from ssc_desktop.domain.types import Choice, Choices, Line, Link


def test_facts_are_few_and_hold_no_behaviour() -> None:
    facts = dataclasses.fields(Facts)
    assert len(facts) <= 10
    assert {each.type for each in facts} == {"str", "bool"}


def test_an_unknown_fact_fails_at_once() -> None:
    with pytest.raises(TypeError):
        field(Line(), "Label", colour="red")


@pytest.mark.parametrize("record_class", ALL_RECORDS, ids=lambda each: each.__tablename__)
def test_every_choice_has_its_list_and_every_link_its_record(record_class: type) -> None:
    for each in fields_of(record_class):
        if isinstance(each.type, (Choice, Choices)):
            assert reference.shipped(each.type.code_list), each.name
        if isinstance(each.type, Link):
            assert each.type.noun in RECORDS_BY_NOUN
        assert each.facts.label


@pytest.mark.parametrize("record_class", ALL_KINDS.values(), ids=lambda each: each.__name__)
def test_a_kind_begins_with_the_fields_all_kinds_share(record_class: type) -> None:
    names = [each.name for each in fields_of(record_class)]
    assert names[:3] == ["code", "title", "activity_type"]
    assert len(names) == len(set(names))
    assert list(sections_of(record_class))[:2] == ["Identity", "When and where"]


def test_every_kind_has_its_label_and_letters() -> None:
    assert set(ALL_KINDS) == set(KIND_LABELS) == set(KIND_LETTERS)


def test_what_is_missing_is_told_and_refuses_nothing() -> None:
    names = {each.name for each in missing(Workshop(title="A"))}
    assert {"code", "start", "objectives"} <= names
    assert "title" not in names
    assert {each.name for each in missing(Workshop(), TO_SAVE)} == {"code", "title"}


def test_a_field_is_found_by_its_name() -> None:
    found = field_named(Workshop, "agenda")
    assert found is not None
    assert found.facts.label == "Agenda"
    assert field_named(Workshop, "nothing") is None
