"""The guide says the same in each language, and calls what is on the screen as the screen does."""

from __future__ import annotations

import re

import pytest

from ssc_desktop.language import LANGUAGES, Language
from ssc_desktop.services.guide import read_guide
from tests import catalogs

_SAID = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\]\((.+?)\)")


def words_of_screen(code: str) -> set[str]:
    """All that the window can say in a language, dots that promise a dialog apart."""
    known = code if code in catalogs.TRANSLATED else catalogs.TRANSLATED[0]
    words = set()
    for message in catalogs.messages(catalogs.read(catalogs.catalog_file(known), known)):
        told = message.string if code in catalogs.TRANSLATED else message.id
        for each in told if isinstance(told, (tuple, list)) else (told,):
            words |= {each.rstrip("…"), each.split(" {")[0]}
    return words


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_named_stands_on_the_screen(code: str) -> None:
    known = words_of_screen(code)
    for topic in read_guide(Language(code)):
        named = {each.rstrip("…") for each in _SAID.findall(topic.text)}
        assert named <= known, (topic.name, named - known)


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_the_same_topics_in_the_same_shape(code: str) -> None:
    english, here = read_guide(Language("en")), read_guide(Language(code))
    assert [each.name for each in here] == [each.name for each in english]
    for one, other in zip(english, here, strict=True):
        assert other.title
        assert other.text.count("\n## ") == one.text.count("\n## "), one.name
        assert len(_SAID.findall(other.text)) == len(_SAID.findall(one.text)), one.name


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_link_leads_to_a_topic(code: str) -> None:
    topics = read_guide(Language(code))
    names = {each.name for each in topics}
    links = [link for each in topics for link in _LINK.findall(each.text)]
    assert links
    assert {link.removesuffix(".md").partition("_")[2] for link in links} <= names
