from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.sync.digest import BLOCK, block_digest, full_blocks, heads_digest, log_digest
from tests.sync.changes_of_tests import ABIDJAN, BAMAKO

ONE, TWO = block_digest("1 10 activity a I"), block_digest("2 20 activity a U")


def test_the_order_in_which_sources_are_told_does_not_matter() -> None:
    logs = {ABIDJAN: (1, [ONE]), BAMAKO: (2, [TWO])}
    assert log_digest(logs) == log_digest(dict(reversed(logs.items())))
    assert len(log_digest(logs)) == 32


def test_every_difference_gives_another_digest() -> None:
    logs = [
        {},
        {ABIDJAN: (1, [ONE])},
        {BAMAKO: (1, [ONE])},
        {ABIDJAN: (2, [ONE])},
        {ABIDJAN: (1, [TWO])},
        {ABIDJAN: (1, [ONE, TWO])},
        {ABIDJAN: (1, [ONE]), BAMAKO: (2, [TWO])},
        {ABIDJAN: (1, [TWO]), BAMAKO: (2, [ONE])},
    ]
    assert len({log_digest(each) for each in logs}) == len(logs)  # type: ignore[arg-type]
    heads = [[], [("a", "x")], [("a", "x"), ("b", "")], [("a", "xb")], [("b", "x")]]
    assert len({heads_digest(each) for each in heads}) == len(heads)


@given(last=st.integers(0, 5 * BLOCK))
def test_a_full_block_holds_numbers_that_all_have_come(last: int) -> None:
    blocks = full_blocks(last)
    assert blocks * BLOCK - 1 <= last < (blocks + 1) * BLOCK - 1
