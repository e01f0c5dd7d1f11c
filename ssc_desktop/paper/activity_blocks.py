"""The fifteen blocks of an activity sheet: their order, their titles, which fields stand in each."""

from __future__ import annotations

from collections.abc import Iterable

from ssc_desktop.domain.activity import CONTENT, DATES, IDENTITY, MONEY, PEOPLE, RESULTS
from ssc_desktop.language import N_
from ssc_desktop.paper.field_blocks import Block
from ssc_desktop.paper.flow import Fact

(
    IS, WHEN, WHO, WHY, PROGRAMME, PARTICIPATION, OUTCOME, LEARNING, DIFFICULTIES, FOLLOW_UP,
    BUDGET, EVIDENCE, VISIBILITY, INDICATORS, SIGNATURES,
) = range(1, 16)  # fmt: skip
TITLES = {
    IS: IDENTITY,
    WHEN: DATES,
    WHO: PEOPLE,
    WHY: N_("Context, objectives, expected results"),
    PROGRAMME: N_("Programme by half-day"),
    PARTICIPATION: N_("Participation"),
    OUTCOME: N_("Results, decisions and recommendations"),
    LEARNING: N_("Learning"),
    DIFFICULTIES: N_("Difficulties and deviations"),
    FOLLOW_UP: N_("Follow-up"),
    BUDGET: MONEY,
    EVIDENCE: N_("Evidence"),
    VISIBILITY: N_("Visibility actions"),
    INDICATORS: N_("Contribution to indicators"),
    SIGNATURES: N_("Signatures"),
}
# An auditor looks for these: left empty, they say so where they are looked for.
EXPECTED = frozenset({WHEN, WHY, PROGRAMME, PARTICIPATION, OUTCOME, BUDGET})
_OF_SECTION = {
    IDENTITY: IS,
    DATES: WHEN,
    PEOPLE: WHO,
    CONTENT: WHY,
    RESULTS: OUTCOME,
    MONEY: BUDGET,
}
_OF_FIELD = {
    "lessons": LEARNING,
    "pre_test_mean": LEARNING,
    "post_test_mean": LEARNING,
    "difficulties": DIFFICULTIES,
    "follow_up": FOLLOW_UP,
    "visibility": VISIBILITY,
}


def facts_by_block(blocks: Iterable[Block]) -> dict[int, list[Fact]]:
    """The facts of each block; a field of a section nobody placed stands with the content."""
    found: dict[int, list[Fact]] = {number: [] for number in TITLES}
    for block in blocks:
        usual = _OF_SECTION.get(block.section, WHY)
        for fact in block.facts:
            found[_OF_FIELD.get(fact.name, usual)].append(fact)
    return found
