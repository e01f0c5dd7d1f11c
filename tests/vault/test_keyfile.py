from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.problems import Problem
from ssc_desktop.vault import passphrase, sealed
from ssc_desktop.vault.envelope import packed
from ssc_desktop.vault.keyfile import KEYS, KeyFile, _check

KEY = bytes(range(32))
# Read before the tests make it light.
SHIPPED = (passphrase.MEMORY_KIB, passphrase.PASSES, passphrase.LANES)
FIRST = "correct horse battery"
SECOND = "une autre phrase à retenir"


@pytest.fixture(scope="module")
def keys() -> KeyFile:
    return KeyFile(uuid4(), "office").with_account(KEY, FIRST)


@pytest.fixture(scope="module")
def both(keys: KeyFile) -> KeyFile:
    return keys.with_account(KEY, SECOND)


def code_of(problem: pytest.ExceptionInfo[Problem]) -> str:
    return problem.value.code


def outcome(data: bytes) -> KeyFile | str:
    try:
        return KeyFile.parse(data, database_beside=True)
    except Problem as problem:
        return problem.code


def rewritten(keys: KeyFile, **changed: object) -> bytes:
    """A forged key file whose check fits, as somebody who knows the format would write it."""
    record = {**json.loads(keys.to_bytes()), **changed}
    del record["check"]
    body = {name: value for name, value in record.items() if name not in {"format", "version"}}
    written = json.loads(KEYS.write({**body, "check": _check(record)}))
    return json.dumps({**written, "version": record["version"]}).encode()


def test_a_saved_key_file_gives_the_key_back(keys: KeyFile, tmp_path: Path) -> None:
    keys.save(tmp_path)
    read = KeyFile.load(tmp_path)
    assert read == keys
    assert read.unlock(FIRST).key == KEY
    assert [entry.name for entry in tmp_path.iterdir()] == ["keys.json"]


def test_every_account_opens_the_same_key_through_its_own_slot(both: KeyFile) -> None:
    first, second = both.unlock(FIRST), both.unlock(SECOND)
    assert first.key == second.key == KEY
    assert [first.slot, second.slot] == [slot.id for slot in both.accounts]


def test_no_passphrase_key_or_name_stands_in_clear(both: KeyFile) -> None:
    text = both.to_bytes()
    assert FIRST.encode() not in text
    assert packed(KEY).encode() not in text
    assert set(json.loads(text)) == {
        "format", "version", "workspace", "edition", "slots", "check",
    }  # fmt: skip
    assert set(json.loads(text)["slots"][0]) == {"id", "kind", "kdf", "cipher", "nonce", "wrapped"}


def test_the_key_is_not_shown_where_objects_are_printed(keys: KeyFile) -> None:
    assert repr(KEY) not in repr(keys.unlock(FIRST))


def test_a_wrong_passphrase_is_told(keys: KeyFile) -> None:
    with pytest.raises(Problem) as problem:
        keys.unlock("correct horse batterie")
    assert code_of(problem) == "wrong-passphrase"
    assert problem.value.field == "passphrase"


def test_accents_may_be_typed_composed_or_in_two_strokes(both: KeyFile) -> None:
    assert both.unlock("une autre phrase a\u0300 retenir").key == KEY


@pytest.mark.parametrize("short", ["", "seven77", "        ", "e\u0301" * 7])
def test_a_passphrase_of_less_than_eight_characters_is_weak(keys: KeyFile, short: str) -> None:
    with pytest.raises(Problem) as problem:
        keys.with_account(KEY, short)
    assert code_of(problem) == "weak-passphrase"


def test_eight_arabic_letters_are_enough(keys: KeyFile) -> None:
    assert keys.with_account(KEY, "مفتاحقوي").unlock("مفتاحقوي").key == KEY


def test_two_accounts_cannot_share_a_passphrase(both: KeyFile) -> None:
    with pytest.raises(Problem) as problem:
        both.with_account(KEY, FIRST)
    assert code_of(problem) == "passphrase-taken"


def test_a_changed_passphrase_keeps_the_slot_and_forgets_the_old_one(both: KeyFile) -> None:
    mine = both.unlock(SECOND)
    changed = both.with_account(mine.key, "a third passphrase", mine.slot)
    assert changed.unlock("a third passphrase") == mine
    assert changed.unlock(FIRST).key == KEY
    with pytest.raises(Problem, match="wrong-passphrase"):
        changed.unlock(SECOND)


def test_one_account_alone_can_be_tried(both: KeyFile) -> None:
    first, second = both.accounts
    assert both.unlock_account(first.id, FIRST).slot == first.id
    with pytest.raises(Problem, match="wrong-passphrase"):
        both.unlock_account(second.id, FIRST)


def test_the_recovery_slot_is_there_and_empty_from_the_start(keys: KeyFile) -> None:
    slot = json.loads(keys.to_bytes())["slots"][-1]
    assert slot == {"id": "recovery", "kind": "recovery", "recipient": None, "sealed": None}
    secret, _ = sealed.new_key()
    with pytest.raises(Problem, match="no-recovery"):
        keys.recover(secret)


def test_the_recovery_secret_gives_the_key_back_even_typed_in_groups(keys: KeyFile) -> None:
    secret, recipient = sealed.new_key()
    read = KeyFile.parse(keys.with_recovery(KEY, recipient).to_bytes())
    assert read.recover(secret) == KEY
    typed = " ".join(secret.lower()[start : start + 6] for start in range(0, len(secret), 6))
    assert read.recover(f" {typed}\n") == KEY


def test_another_recovery_secret_does_not(keys: KeyFile) -> None:
    _, recipient = sealed.new_key()
    stranger, _ = sealed.new_key()
    with pytest.raises(Problem, match="wrong-recovery-key"):
        keys.with_recovery(KEY, recipient).recover(stranger)
    with pytest.raises(Problem, match="bad-secret-key"):
        keys.with_recovery(KEY, recipient).recover("AGE-SECRET-KEY-1NOT")


def test_a_recovery_slot_moved_from_another_workspace_is_refused(keys: KeyFile) -> None:
    secret, recipient = sealed.new_key()
    other = KeyFile(uuid4(), "office").with_recovery(bytes(32), recipient)
    slots = [*json.loads(keys.to_bytes())["slots"][:-1], other.recovery.write()]
    forged = KeyFile.parse(rewritten(keys, slots=slots))
    with pytest.raises(Problem, match="damaged-keys"):
        forged.recover(secret)


def test_a_slot_opens_nothing_under_another_edition_or_workspace(keys: KeyFile) -> None:
    for forged in (
        rewritten(keys, edition="headquarters"),
        rewritten(keys, workspace=str(uuid4())),
    ):
        with pytest.raises(Problem, match="wrong-passphrase"):
            KeyFile.parse(forged).unlock(FIRST)


def test_a_forged_file_cannot_make_us_use_all_memory_or_time(keys: KeyFile) -> None:
    for name, value in (
        ("memory_kib", 100 * 1024 * 1024),
        ("passes", 1_000_000),
        ("lanes", 10_000),
        ("memory_kib", 0),
        ("lanes", True),
        ("passes", -1),
    ):
        slots = json.loads(keys.to_bytes())["slots"]
        slots[0]["kdf"][name] = value
        with pytest.raises(Problem, match="damaged-keys"):
            KeyFile.parse(rewritten(keys, slots=slots))


def test_a_forged_file_cannot_hold_thousands_of_slots(keys: KeyFile) -> None:
    account, recovery = json.loads(keys.to_bytes())["slots"]
    with pytest.raises(Problem, match="damaged-keys"):
        KeyFile.parse(rewritten(keys, slots=[account] * 60 + [recovery]))


def test_a_newer_key_file_asks_for_the_newer_program(keys: KeyFile) -> None:
    with pytest.raises(Problem, match="newer-workspace"):
        KeyFile.parse(rewritten(keys, version=2))


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 400, b"PK\x03\x04", b"[]", b'"text"', b"[" * 60_000, b"x" * 99_999]
)
def test_a_foreign_file_is_not_a_workspace_unless_our_database_lies_beside(
    content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "keys.json").write_bytes(content)
    with pytest.raises(Problem, match="not-a-workspace"):
        KeyFile.load(tmp_path)
    (tmp_path / "data.db").write_bytes(b"whatever")
    with pytest.raises(Problem, match="damaged-keys"):
        KeyFile.load(tmp_path)
    assert (tmp_path / "keys.json").read_bytes() == content


def test_a_missing_folder_or_file_is_not_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    for folder in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(Problem, match="not-a-workspace"):
            KeyFile.load(folder)


def test_every_truncation_is_told(keys: KeyFile) -> None:
    whole = keys.to_bytes().rstrip()
    for length in range(len(whole)):
        with pytest.raises(Problem) as problem:
            KeyFile.parse(whole[:length], database_beside=True)
        assert code_of(problem) == "damaged-keys"


@given(data=st.data())
def test_every_changed_byte_is_told(keys: KeyFile, data: st.DataObject) -> None:
    whole = bytearray(keys.to_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    # Blanks between the values may change: the file says the same.
    assert outcome(bytes(whole)) in (keys, "damaged-keys", "newer-workspace")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.floats(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from(["workspace", "edition", "slots", "version", "format"]),
)
def test_no_value_whatever_breaks_the_reader(keys: KeyFile, value: object, name: str) -> None:
    try:
        forged = rewritten(keys, **{name: value})
    except (KeyError, ValueError):
        return
    read = outcome(forged)
    assert isinstance(read, KeyFile) or read in ("damaged-keys", "newer-workspace")


def test_unlocking_takes_long_for_a_guesser_and_short_for_an_officer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert SHIPPED == (64 * 1024, 3, 4)
    for name, value in zip(("MEMORY_KIB", "PASSES", "LANES"), SHIPPED, strict=True):
        monkeypatch.setattr(passphrase, name, value)
    keys = KeyFile(uuid4(), "office").with_account(KEY, FIRST)
    kdf = json.loads(keys.to_bytes())["slots"][0]["kdf"]
    assert (kdf["name"], kdf["memory_kib"], kdf["passes"], kdf["lanes"]) == ("argon2id", *SHIPPED)
    start = perf_counter()
    assert keys.unlock(FIRST).key == KEY
    assert perf_counter() - start > 0.02


def test_a_failed_save_keeps_the_old_file(keys: KeyFile, both: KeyFile, tmp_path: Path) -> None:
    keys.save(tmp_path)
    (tmp_path / "keys.json").unlink()
    (tmp_path / "keys.json").mkdir()
    (tmp_path / "keys.json" / "kept").touch()
    with pytest.raises(OSError, match=r"keys\.json"):
        both.save(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["keys.json"]
    assert (tmp_path / "keys.json" / "kept").exists()
