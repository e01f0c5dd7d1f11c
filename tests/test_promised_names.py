"""Names written to a bundle are promises: never renamed, never reused for something else."""

from __future__ import annotations

from tests.promised_names import carried, promised


def test_no_promised_name_is_gone_or_means_something_else() -> None:
    broken = sorted(set(promised()) - set(carried()))
    assert not broken, "a bundle of an older version carries these: " + ", ".join(broken)


def test_every_name_that_travels_is_promised() -> None:
    new = sorted(set(carried()) - set(promised()))
    assert not new, "python -m tests.promised_names, then commit: " + ", ".join(new)


def test_a_promise_is_written_once() -> None:
    names = [line.partition(":")[0] for line in promised()]
    assert len(names) == len(set(names)) > 300
