"""The other half of the histories of one run: two workers share them."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.simulation.histories import Step, histories, run
from tests.simulation.test_histories import RUNS


# Under one seed two halves alike would draw the same histories: here something is drawn before.
@settings(
    max_examples=RUNS,
    deadline=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(before=st.integers(0, 2**16), history=histories)
def test_whatever_else_happened_everybody_ends_with_the_same(
    before: int, history: list[Step]
) -> None:
    del before
    run(history)
