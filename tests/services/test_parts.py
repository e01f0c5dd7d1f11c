from __future__ import annotations

import base64
import hashlib
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exchange import (
    Exported,
    Imported,
    bundle_status,
    export_bundle,
    import_bundles,
)
from ssc_desktop.services.outbox import list_outbox, mail_text
from ssc_desktop.services.parts import part_name, parts_of, size_of
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.sync.parts import SMALLEST
from tests.services.replicas import digest_of, rows_of


@pytest.fixture
def enrolled(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    approve(headquarters, join(office, card, tmp_path / "ABJ.sscreq").file)
    return office


@pytest.fixture
def made(enrolled: Workspace) -> Exported:
    """A bundle of some 200 kB, in parts of 64."""
    for number in range(5):
        values = {"title": f"DEMO {number}", "start": "2021-08-16"}
        for name in ("context", "objectives", "results"):
            # What does not compress.
            noise = hashlib.shake_256(f"{number} {name}".encode()).digest(14_000)
            values[name] = base64.b64encode(noise).decode()
        add_activity(enrolled.store, "workshop", values)
    exported = export_bundle(enrolled, part_size=SMALLEST)
    assert len(exported.parts) >= 3
    return exported


def statuses(results: list[Imported]) -> list[tuple[str, str]]:
    return [(result.status, result.code) for result in results]


@pytest.mark.parametrize(
    ("typed", "size"),
    [("5MB", 5_000_000), ("750 kB", 750_000), ("1,5m", 1_500_000), ("65536", 65_536)],
)
def test_a_size_is_read_as_people_write_it(typed: str, size: int) -> None:
    assert size_of(typed) == size


@pytest.mark.parametrize("typed", ["", "five", "10kB", "0", "-5MB", "5TB"])
def test_a_size_that_is_none_or_too_small_is_refused(typed: str) -> None:
    with pytest.raises(Problem) as caught:
        size_of(typed)
    assert (caught.value.code, caught.value.field) == ("part-size", "part_size")


def test_a_bundle_is_cut_beside_the_whole_and_a_small_one_is_not(
    enrolled: Workspace, made: Exported
) -> None:
    assert made.parts == tuple(parts_of(made.file))
    assert made.parts[0] == part_name(made.file, 1, len(made.parts))
    assert all(path.stat().st_size <= SMALLEST for path in made.parts)
    assert export_bundle(enrolled, since_last=True, part_size=SMALLEST).parts == ()
    assert list_outbox(enrolled)[1].parts == made.parts
    mail = mail_text(enrolled, made.file, Language("en"))
    assert mail.files == made.parts
    assert all(path.name in mail.text for path in made.parts)


def test_a_folder_of_parts_is_one_bundle(
    made: Exported, enrolled: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    for path in made.parts:
        shutil.copy(path, folder)
    (result,) = import_bundles(headquarters, [folder])
    assert (result.status, result.changes) == ("imported", made.changes)
    assert rows_of(headquarters.store)["workshop"] == rows_of(enrolled.store)["workshop"]
    assert list((headquarters.folder / "inbox").glob("*.sscpart")) == []
    # The mail comes once more, and a part of it later.
    assert statuses(import_bundles(headquarters, [folder])) == [("duplicate", "")]
    assert statuses(import_bundles(headquarters, [made.parts[1]])) == [("duplicate", "")]
    assert bundle_status(headquarters).waiting == ()


def test_a_part_that_has_not_come_is_named(made: Exported, headquarters: Workspace) -> None:
    count = len(made.parts)
    before = digest_of(headquarters.store)
    for number, path in enumerate(made.parts, 1):
        if number == 2:
            continue
        (result,) = import_bundles(headquarters, [path])
        assert (result.status, result.code) == ("waiting", "waiting-for-parts")
    assert result.problem is not None
    assert result.problem.told(Language("en")).startswith(f"Waiting for part 2 of {count} ")
    (waiting,) = bundle_status(headquarters).waiting
    assert (waiting.status, waiting.code) == ("waiting", "waiting-for-parts")
    assert digest_of(headquarters.store) == before
    (result,) = import_bundles(headquarters, [made.parts[1]])
    assert (result.status, result.changes) == ("imported", made.changes)
    assert bundle_status(headquarters).waiting == ()


def test_a_damaged_part_is_named_and_the_others_are_kept(
    made: Exported, headquarters: Workspace, tmp_path: Path
) -> None:
    damaged = Path(shutil.copy(made.parts[1], tmp_path / "part"))
    data = bytearray(damaged.read_bytes())
    data[5000] ^= 1
    damaged.write_bytes(data)
    results = import_bundles(headquarters, [made.parts[0], damaged, *made.parts[2:]])
    assert sorted(statuses(results)) == [
        ("refused", "part-damaged"),
        ("waiting", "waiting-for-parts"),
    ]
    (refused,) = (each for each in results if each.status == "refused")
    assert refused.problem is not None
    assert refused.problem.details["number"] == 2
    assert statuses(import_bundles(headquarters, [made.parts[1]])) == [("imported", "")]


def test_parts_that_do_not_make_the_bundle_are_let_go(
    made: Exported, headquarters: Workspace, tmp_path: Path
) -> None:
    from ssc_desktop.sync import parts

    # Somebody made a part that looks right and holds something else.
    with made.parts[1].open("rb") as file:
        part = parts.read_part(file)
    other = bytes(part.length)
    forged = parts._head(part._replace(digest=parts._digest(part, other))) + other
    bad = tmp_path / made.parts[1].name
    bad.write_bytes(forged)
    given = [made.parts[0], bad, *made.parts[2:]]
    assert statuses(import_bundles(headquarters, given)) == [("refused", "parts-do-not-fit")]
    assert list((headquarters.folder / "inbox").glob("*.sscpart")) == []
    assert statuses(import_bundles(headquarters, made.parts)) == [("imported", "")]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_parts_come_in_any_order_over_several_imports(
    made: Exported,
    enrolled: Workspace,
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from ssc_desktop.services import parts

    inbox = tmp_path_factory.mktemp("inbox")
    order = data.draw(st.permutations([*made.parts, made.parts[0]]))
    cuts = data.draw(st.lists(st.integers(1, len(order) - 1), max_size=3, unique=True))
    whole = []
    bounds = [0, *sorted(cuts), len(order)]
    for start, end in pairwise(bounds):
        for came in parts.take_up(inbox, order[start:end], lambda _: False):
            if came.whole:
                whole.append(came.whole.read_bytes())
            else:
                assert came.is_waiting
    assert whole
    assert set(whole) == {made.file.read_bytes()}
