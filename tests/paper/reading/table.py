"""Measure the reading on unseen hands and wear: ``python -m tests.paper.reading.table [PAGES]``.

Prints one line a degradation and writes the same into ``resources/help/reading.md``. No hand and
no degradation of these pages was used in training; seeds are others too.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ssc_desktop.paper.cell_reading import CellInk
from ssc_desktop.paper.decision import EMPTY, SIGNED, UNREADABLE, UNSURE, decide, shipped_trees
from ssc_desktop.paper.page_pictures import PageImage, Pixels
from ssc_desktop.paper.reading import find_sheet, read_sheet
from ssc_desktop.paths import resources_folder
from tests.paper.reading.examples import HIDDEN_FROM, WHOLE_TO, Examples, examples, joined
from tests.paper.reading.hands_unseen import UNSEEN
from tests.paper.reading.signed_pages import SIGNED as HAS_SIGNED
from tests.paper.reading.signed_pages import signed_page
from tests.paper.reading.wear_unseen import WEARS, Wear

# Pages a degradation; scans at 200 dots an inch get more, to tell five errors in ten thousand.
PAGES, SCANS = 16, 80
CHUNK = 8
_SEED, _SCANS_SEED = 970_000, 950_000
_HELP = resources_folder() / "help" / "reading.md"
_OTHERS, _ALL = "**other than 200 dpi, 1 bit apart**", "**all, 1 bit apart**"
_PAGES = ("could", "found", "named")
_START, _END = "<!-- table -->", "<!-- end of table -->"
_HEAD = (
    "| Page | Pages | Found | Sheet known | New photo asked | Cells | To a person | Unreadable | "
    "Precision | Recall | Silent errors | Hidden called empty | ms |"
)


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured on the pages of one degradation, or of several.

    ``could`` are pages with a whole tag and a whole code in view; cells are those of pages that
    were good enough to be read.
    """

    name: str
    pages: int
    could: int
    found: int
    named: int
    poor: int
    cells: int
    review: int
    unreadable: int
    called: int
    called_right: int
    signed: int
    missed: int
    silent: int
    hidden: int
    hidden_empty: int
    milliseconds: float

    @property
    def asked(self) -> int:
        """Cells that a person has to look at though they could be seen whole."""
        return self.review + self.unreadable

    def row(self) -> str:
        """A line of the table."""
        precision = f"{self.called_right / self.called:.4f}" if self.called else "-"
        recall = f"{1 - self.missed / self.signed:.4f}" if self.signed else "-"
        values = (
            self.name,
            str(self.pages),
            f"{self.found} of {self.could}",
            f"{self.named} of {self.could}",
            str(self.poor),
            str(self.cells),
            _share(self.review, self.cells, 1),
            _share(self.unreadable, self.cells, 1),
            precision,
            recall,
            f"{self.silent} ({_share(self.silent, self.cells, 2)})",
            f"{self.hidden_empty} of {self.hidden}",
            f"{self.milliseconds:.0f}",
        )
        return f"| {' | '.join(values)} |"


def _share(part: int, whole: int, digits: int) -> str:
    return f"{part / whole:.{digits}%}".replace("%", " %") if whole else "-"


def unseen(wear: Wear, pages: int) -> Examples:
    """Examples of unseen hands worn in a way that was not trained."""
    first = (_SCANS_SEED if wear.kind == "scan" else _SEED) + 1_000 * WEARS.index(wear)
    starts = range(first, first + pages, CHUNK)
    return joined([examples(wear.name, UNSEEN, wear.make, range(at, at + CHUNK)) for at in starts])


def readings(every: Examples, *, one_bit: bool) -> Pixels:
    """How the shipped trees read these cells."""
    seen = every.readable.astype(float)
    cells = CellInk(every.features, seen, seen)
    read = decide(cells, may_be_empty=not one_bit, trees=shipped_trees())
    return np.array([reading for reading, _ in read])


def result(name: str, every: Examples, milliseconds: float, *, one_bit: bool = False) -> Result:
    """What came out on these pages."""
    read = readings(every, one_bit=one_bit)
    pages = every.pages.astype(bool)
    good = ~pages[every.page, 3]
    signed = every.truth == HAS_SIGNED
    hidden = every.hidden >= HIDDEN_FROM
    whole = good & (every.hidden <= WHOLE_TO)
    told = good & ~hidden
    called, empty = told & (read == SIGNED), told & (read == EMPTY)
    wrong = (called & ~signed) | (empty & signed)
    could = pages[:, 0]
    return Result(
        name,
        len(pages),
        int(could.sum()),
        int((could & pages[:, 1]).sum()),
        int((could & pages[:, 2]).sum()),
        int(pages[:, 3].sum()),
        int(told.sum()),
        int((whole & (read == UNSURE)).sum()),
        int((whole & (read == UNREADABLE)).sum()),
        int(called.sum()),
        int((called & signed).sum()),
        int((signed & told & (read != UNREADABLE)).sum()),
        int((empty & signed).sum()),
        int(wrong.sum()),
        int((good & hidden).sum()),
        int((good & hidden & (read == EMPTY)).sum()),
        milliseconds,
    )


def processor_time(wear: Wear) -> float:
    """Milliseconds of processor time that the fullest page takes from pixels to cells."""
    page = signed_page(np.random.default_rng(1), UNSEEN, 0, 0)
    picture, _ = wear.make(page, np.random.default_rng(2))
    took = []
    for _ in range(3):
        start = time.process_time()
        read_sheet(find_sheet(PageImage(1, picture)), page.geometry)
        took.append((time.process_time() - start) * 1000)
    return float(np.median(took))


def results(pages: int, scans: int) -> Iterator[Result]:
    """One result a degradation, then those the goals are about."""
    by_kind: dict[str, list[Examples]] = {}
    took: list[float] = []
    for wear in WEARS:
        every = unseen(wear, scans if wear.kind == "scan" else pages)
        by_kind.setdefault(wear.kind, []).append(every)
        took.append(processor_time(wear))
        yield result(wear.name, every, took[-1], one_bit=wear.kind == "one-bit")
    middle = float(np.median(took))
    yield result(_OTHERS, joined(by_kind["other"]), middle)
    yield result(_ALL, joined(by_kind["scan"] + by_kind["other"]), middle)


def goals(measured: list[Result]) -> Iterator[str]:
    """What was asked, and what came out, one line each."""
    by_name = {each.name: each for each in measured}
    scans = by_name[next(wear.name for wear in WEARS if wear.kind == "scan")]
    others, all_read = by_name[_OTHERS], by_name[_ALL]
    single = [by_name[wear.name] for wear in WEARS]
    could, found, named = (sum(getattr(each, of) for each in single) for of in _PAGES)
    hidden = sum(each.hidden_empty for each in single), sum(each.hidden for each in single)
    yield from (
        _goal("page found, a tag and a code in view", ">= 99.5 %", _share(found, could, 2)),
        _goal("sheet and page known", ">= 99 %", _share(named, could, 2)),
        _goal("200 dpi, silent errors", "<= 0.05 %", _share(scans.silent, scans.cells, 3)),
        _goal("200 dpi, to a person", "<= 3 %", _share(scans.asked, scans.cells, 2)),
        _goal("other pages, silent errors", "<= 0.10 %", _share(others.silent, others.cells, 3)),
        _goal("other pages, to a person", "<= 5 %", _share(others.asked, others.cells, 2)),
        _goal("all pages, precision", ">= 0.997", f"{all_read.called_right / all_read.called:.4f}"),
        _goal("all pages, recall", ">= 0.999", f"{1 - all_read.missed / all_read.signed:.4f}"),
        _goal("hidden cells called empty", "0", f"{hidden[0]} of {hidden[1]}"),
        _goal("processor time a page", "<= 500 ms", f"{all_read.milliseconds:.0f} ms"),
    )


def _goal(name: str, asked: str, measured: str) -> str:
    return f"| {name} | {asked} | {measured} |"


def main(pages: int, scans: int) -> None:
    """Print the table and write it into the help page."""
    lines = [_HEAD, "|" + " --- |" * _HEAD.count(" |")]
    print(*lines, sep="\n", flush=True)
    measured = []
    for each in results(pages, scans):
        measured.append(each)
        lines.append(each.row())
        print(lines[-1], flush=True)
    compared = ["", "| Goal | Asked | Measured |", "| --- | --- | --- |", *goals(measured)]
    print(*compared, sep="\n", flush=True)
    lines += compared
    text = _HELP.read_text("utf-8")
    before, _, rest = text.partition(_START)
    _, _, after = rest.partition(_END)
    table = "\n".join(lines)
    _HELP.write_text(f"{before}{_START}\n{table}\n{_END}{after}", "utf-8")


if __name__ == "__main__":
    asked = [int(each) for each in sys.argv[1:3]]
    main(*(asked + [PAGES, SCANS][len(asked) :]))
