"""Bundles in parts: cut for mail that takes no large files, and joined again in whatever order."""

from __future__ import annotations

import os
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.sync import bundle, parts
from ssc_desktop.sync.parts import SUFFIX as SUFFIX
from ssc_desktop.sync.parts import Part, Whole
from ssc_desktop.vault.durable import flush_folder, rename_over, write_whole

IsKnown = Callable[[str], bool]
_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([kmg]?)b?", re.IGNORECASE).fullmatch
_COMING = ".joining"
_WAITING = "waiting-for-parts"


@dataclass(frozen=True, slots=True)
class Came:
    """What became of a part: the bundle it completes, or why there is none to take in."""

    given: Path
    part: Part | None = None
    whole: Path | None = None
    problem: Problem | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether other parts of the bundle have to come first."""
        return self.problem is not None and self.problem.code == _WAITING


def size_of(typed: str) -> int:
    """The number of bytes in ``5MB``, ``750 kB`` or ``5000000``."""
    found = _SIZE(typed.strip())
    size = float(found[1].replace(",", ".")) * _UNITS[found[2].lower()] if found else 0
    if size < parts.SMALLEST:
        raise Problem(
            "part-size",
            N_("A part is at least 64 kB, say 5MB. Nothing was written."),
            field="part_size",
        )
    return int(size)


def write_parts(file: Path, data: bytes, size: int | None) -> list[Path]:
    """Write the parts of a bundle beside it, unless it is small enough to go as it is."""
    if size is None or len(data) <= size:
        return []
    with file.open("rb") as whole:
        bundle_id = bundle.read_clear(whole).header.bundle
    pieces = list(parts.split(data, bundle_id, size))
    written = [part_name(file, number, len(pieces)) for number in range(1, len(pieces) + 1)]
    try:
        for path, piece in zip(written, pieces, strict=True):
            write_whole(path, piece)
            with path.open("rb") as back:
                parts.read_part(back)
    except (OSError, Problem) as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise Problem(
            "bundle-not-written",
            N_(
                "The bundle could not be written here. Nothing is lost: everything is still in the"
                " workspace. Choose another place or another stick."
            ),
        ) from error
    return written


def part_name(file: Path, number: int, count: int) -> Path:
    """The name of a part beside its bundle; sorted by name, parts stand in their order."""
    width = len(str(count))
    return file.with_name(f"{file.stem}-part-{number:0{width}d}-of-{count}{SUFFIX}")


def parts_of(file: Path) -> list[Path]:
    """The parts that lie beside a bundle."""
    return sorted(file.parent.glob(f"{file.stem}-part-*{SUFFIX}"))


def told_apart(files: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """These files, parts told from whole bundles."""
    cut: list[Path] = []
    whole: list[Path] = []
    for file in files:
        (cut if _is_part(file) else whole).append(file)
    return cut, whole


def _is_part(file: Path) -> bool:
    try:
        return parts.is_part(file)
    except OSError:
        return False


def take_up(inbox: Path, files: Iterable[Path], is_known: IsKnown) -> Iterator[Came]:
    """Keep these parts in the inbox and join those whose bundle is complete now; of a bundle that
    ``is_known`` (by its SHA-256) nothing is kept. One result a bundle, one for each bad part."""
    came: dict[Whole, tuple[Path, Part]] = {}
    for file in files:
        try:
            part = _keep(inbox, file)
        except Problem as problem:
            yield Came(file, problem=problem)
        else:
            came[part.whole] = file, part
    for file, part in came.values():
        if is_known(part.sha256):
            forget(inbox, part)
            yield Came(file, part)
        else:
            yield _joined(inbox, file, part)


def _keep(inbox: Path, file: Path) -> Part:
    """Copy a part into the inbox, once it was found whole; twice is as good as once."""
    inbox.mkdir(exist_ok=True)
    coming = inbox / f".{os.getpid()}{_COMING}"
    try:
        shutil.copyfile(file, coming)
        with coming.open("rb+") as copy:
            part = parts.read_part(copy)
            os.fsync(copy.fileno())
        rename_over(coming, inbox / _kept_name(part))
        flush_folder(inbox)
    except OSError as error:
        raise Problem(
            "part-not-kept",
            N_("This part could not be copied here. Nothing was imported. Try again."),
        ) from error
    finally:
        coming.unlink(missing_ok=True)
    return part


def _kept_name(part: Part) -> str:
    return f"{part.bundle.hex()}-{part.sha256[:16]}-{part.number:03d}-of-{part.of}{SUFFIX}"


def _joined(inbox: Path, given: Path, part: Part) -> Came:
    """The bundle of a part, where no part is missing."""
    held = _held(inbox).get(part.whole, {})
    if len(held) < part.of:
        return Came(given, part, problem=_waiting(held, part.of))
    target = inbox / f".{part.sha256[:16]}{_COMING}"
    try:
        with target.open("wb") as whole:
            parts.join(held, part, whole)
    except (Problem, OSError) as error:
        target.unlink(missing_ok=True)
        if not isinstance(error, Problem):
            raise
        # Nothing can come of parts that do not fit; whoever sent them sends them again.
        forget(inbox, part)
        return Came(given, part, problem=error)
    return Came(given, part, target)


def _waiting(held: Collection[int], count: int) -> Problem:
    missing = (number for number in range(1, count + 1) if number not in held)
    return Problem(
        _WAITING,
        N_(
            "Waiting for part {missing} of {count} of this bundle. The parts that came were kept;"
            " it is imported as soon as the last one is here."
        ),
        missing=", ".join(map(str, missing)),
        count=count,
    )


def let_go(came: Came, *, again: bool) -> None:
    """After a bundle was joined and taken in: let go of it and, unless it is to be tried ``again``,
    of its parts. The bundle itself lies in the inbox under its own name."""
    if came.whole and came.part:
        came.whole.unlink(missing_ok=True)
        if not again:
            forget(came.whole.parent, came.part)


def forget(inbox: Path, part: Part) -> None:
    """Let go of the parts of a bundle."""
    for path in _held(inbox).get(part.whole, {}).values():
        path.unlink(missing_ok=True)


def incomplete(inbox: Path) -> list[Came]:
    """The bundles of which parts have come and parts are missing."""
    return [
        Came(held[min(held)], problem=_waiting(held, whole[2]))
        for whole, held in sorted(_held(inbox).items())
        if len(held) < whole[2]
    ]


def _held(inbox: Path) -> dict[Whole, dict[int, Path]]:
    """The parts kept in the inbox, by bundle and number; one that was damaged since is let go."""
    found: dict[Whole, dict[int, Path]] = defaultdict(dict)
    for path in sorted(inbox.glob(f"*{SUFFIX}")):
        try:
            with path.open("rb") as file:
                part = parts.read_part(file)
        except (Problem, OSError):
            path.unlink(missing_ok=True)
        else:
            found[part.whole][part.number] = path
    return dict(found)
