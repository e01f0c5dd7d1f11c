from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssc_desktop.vault.durable import write_whole

ENDLESS = """
import sys
from pathlib import Path
from ssc_desktop.vault.durable import write_whole
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in b"ab":
        write_whole(path, bytes([letter]) * 200_000)
"""


def test_content_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_whole(path, b"old" * 1000)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["keys.json"]


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "keys.json", b"secret")
    if os.name != "nt":
        assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_a_folder_that_is_not_there_is_an_error_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "away" / "keys.json", b"x")
    assert os.listdir(tmp_path) == []


def test_a_killed_writer_leaves_the_old_or_the_new_content(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_whole(path, b"a" * 200_000)
    for trial in range(5):
        command = [sys.executable, "-c", ENDLESS, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.01 + trial * 0.007)
            writer.kill()
        assert path.read_bytes() in {b"a" * 200_000, b"b" * 200_000}
