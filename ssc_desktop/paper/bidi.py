"""Levels of the Unicode bidirectional algorithm (UAX #9): which way each character runs.

Written here because of the packages at hand one gives back a reordered string, never the levels
that shaping needs, and the other loses marks behind brackets. Rule names (X1, W4, N0 ...) are
those of the standard.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from ssc_desktop.paper.bidi_classes import CANONICAL, CLOSING, OPENING, bidi_class

LTR, RTL = 0, 1
_MAX_DEPTH = 125
_STRONG = frozenset({"L", "R", "AL"})
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_EXPLICIT = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_TRAILING = frozenset({"WS", "LRI", "RLI", "FSI", "PDI"})
_JOINING = frozenset({("ES", "EN"), ("CS", "EN"), ("CS", "AN")})
_BENDS = frozenset({"R", "AL", "AN"}) | _EXPLICIT.keys() | _ISOLATES


def paragraph_level(text: str) -> int:
    """0 or 1 by the first strong character outside isolates (P2, P3); 0 when there is none."""
    return _first_strong([bidi_class(char) for char in text], 0, stop_at_pdi=False)


def levels(text: str, base: int) -> list[int]:
    """One embedding level for each character of a line whose paragraph runs ``base`` (0 or 1).

    Characters removed by X9 get the level of the character before them.
    """
    if base == LTR and text.isascii():
        return [0] * len(text)
    classes = [bidi_class(char) for char in text]
    if base == LTR and _BENDS.isdisjoint(classes):
        return [0] * len(text)
    kinds, resolved = _explicit(classes, base)
    for sequence in _sequences(classes, kinds, resolved, base):
        _resolve(sequence, text, classes, kinds, resolved)
    _trailing(classes, resolved, base)
    return resolved


Item = TypeVar("Item")


def reorder(items: Sequence[Item], item_levels: Sequence[int]) -> list[Item]:
    """Items of one line from logical to visual order, left to right (L2)."""
    order = list(range(len(items)))
    odd = [level for level in item_levels if level & 1]
    for level in range(max(item_levels, default=0), min(odd, default=1) - 1, -1):
        start = None
        for at in range(len(order) + 1):
            inside = at < len(order) and item_levels[order[at]] >= level
            if inside and start is None:
                start = at
            elif not inside and start is not None:
                order[start:at] = order[start:at][::-1]
                start = None
    return [items[at] for at in order]


def _first_strong(classes: Sequence[str], start: int, *, stop_at_pdi: bool) -> int:
    depth = 0
    for kind in classes[start:]:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            if depth == 0 and stop_at_pdi:
                return LTR
            depth = max(0, depth - 1)
        elif depth == 0 and kind in _STRONG:
            return LTR if kind == "L" else RTL
    return LTR


class _State(NamedTuple):
    level: int
    override: str
    isolate: bool


class _Embedding:
    """The directional status stack of X1 to X8."""

    def __init__(self, base: int) -> None:
        self.base = base
        self.stack = [_State(base, "", False)]
        self.lost_isolates = self.lost_embeddings = self.isolates = 0

    def push(self, odd: int, override: str, *, isolate: bool) -> None:
        """Enter an embedding, an override or an isolate (X2 to X5c)."""
        level = self.stack[-1].level
        level = (level + 1) | 1 if odd else (level + 2) & ~1
        if level <= _MAX_DEPTH and not self.lost_isolates and not self.lost_embeddings:
            self.isolates += isolate
            self.stack.append(_State(level, override, isolate))
        elif isolate:
            self.lost_isolates += 1
        elif not self.lost_isolates:
            self.lost_embeddings += 1

    def end_isolate(self) -> None:
        """Leave an isolate and all embeddings opened inside it (X6a)."""
        if self.lost_isolates:
            self.lost_isolates -= 1
        elif self.isolates:
            self.lost_embeddings = 0
            while not self.stack[-1].isolate:
                self.stack.pop()
            self.stack.pop()
            self.isolates -= 1

    def end_embedding(self) -> None:
        """Leave an embedding or an override (X7)."""
        if self.lost_isolates:
            return
        if self.lost_embeddings:
            self.lost_embeddings -= 1
        elif not self.stack[-1].isolate and len(self.stack) > 1:
            self.stack.pop()


def _explicit(classes: Sequence[str], base: int) -> tuple[list[str], list[int]]:
    """Rules X1 to X8: classes after overrides, and explicit levels."""
    kinds = list(classes)
    resolved = [base] * len(classes)
    state = _Embedding(base)
    for at, kind in enumerate(classes):
        if kind == "B":
            state = _Embedding(base)
            continue
        if kind == "PDI":
            state.end_isolate()
        elif kind == "PDF":
            state.end_embedding()
        top = state.stack[-1]
        resolved[at] = top.level
        if top.override and kind not in _REMOVED:
            kinds[at] = top.override
        if kind in _EXPLICIT:
            odd, override = _EXPLICIT[kind]
            state.push(odd, override, isolate=False)
        elif kind in _ISOLATES:
            state.push(_isolate_direction(classes, at), "", isolate=True)
    return kinds, resolved


def _isolate_direction(classes: Sequence[str], at: int) -> int:
    kind = classes[at]
    if kind == "FSI":
        return _first_strong(classes, at + 1, stop_at_pdi=True)
    return RTL if kind == "RLI" else LTR


class _Sequence(NamedTuple):
    """An isolating run sequence (X10): its positions, its level and what stands around it."""

    places: list[int]
    level: int
    before: str
    after: str


def _sequences(
    classes: Sequence[str], kinds: Sequence[str], resolved: Sequence[int], base: int
) -> list[_Sequence]:
    kept = [at for at, kind in enumerate(classes) if kind not in _REMOVED]
    pairs = _isolate_pairs(classes)
    runs = _level_runs(kept, resolved)
    begins = {run[0]: run for run in runs}
    continued = {closer for closer in pairs.values() if closer in begins}
    found = []
    for run in runs:
        if run[0] in continued:
            continue
        places = list(run)
        while (closer := pairs.get(places[-1])) is not None and closer in begins:
            places += begins[closer]
        found.append(_bounded(places, classes, resolved, base))
    return found


def _isolate_pairs(classes: Sequence[str]) -> dict[int, int]:
    """Isolate initiators with the PDI that closes each (BD9)."""
    pairs = {}
    waiting = []
    for at, kind in enumerate(classes):
        if kind in _ISOLATES:
            waiting.append(at)
        elif kind == "PDI" and waiting:
            pairs[waiting.pop()] = at
        elif kind == "B":
            waiting = []
    return pairs


def _level_runs(kept: Sequence[int], resolved: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for at in kept:
        if runs and resolved[runs[-1][-1]] == resolved[at]:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _bounded(
    places: list[int], classes: Sequence[str], resolved: Sequence[int], base: int
) -> _Sequence:
    """A sequence with the directions at its two ends (sos and eos of X10)."""
    level = resolved[places[0]]
    first, last = places[0] - 1, places[-1] + 1
    while first >= 0 and classes[first] in _REMOVED:
        first -= 1
    while last < len(classes) and classes[last] in _REMOVED:
        last += 1
    before = resolved[first] if first >= 0 else base
    # An isolate that nothing closes reaches to the end of the paragraph.
    unclosed = classes[places[-1]] in _ISOLATES
    after = base if unclosed or last >= len(classes) else resolved[last]
    return _Sequence(places, level, _side(max(level, before)), _side(max(level, after)))


def _side(level: int) -> str:
    return "R" if level & 1 else "L"


def _resolve(
    sequence: _Sequence,
    text: str,
    classes: Sequence[str],
    kinds: Sequence[str],
    resolved: list[int],
) -> None:
    """Rules W1 to I2 on one isolating run sequence."""
    inner = [kinds[at] for at in sequence.places]
    _weak_marks(inner, sequence.before)
    _weak_numbers(inner, sequence.before)
    _weak_separators(inner)
    _weak_letters(inner, sequence.before)
    _brackets(inner, sequence, text, classes)
    _neutrals(inner, sequence)
    for at, kind in zip(sequence.places, inner, strict=True):
        if sequence.level & 1:
            resolved[at] = sequence.level + (kind != "R")
        elif kind != "L":
            resolved[at] = sequence.level + (1 if kind == "R" else 2)


def _weak_marks(kinds: list[str], before: str) -> None:
    """W1: marks take the class of what they stand on."""
    previous = before
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[at] = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = kinds[at]


def _weak_numbers(kinds: list[str], before: str) -> None:
    """W2 and W3: digits after Arabic letters are Arabic digits; then letters are just R."""
    strong = before
    for at, kind in enumerate(kinds):
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[at] = "AN"
        if kind == "AL":
            kinds[at] = "R"


def _weak_separators(kinds: list[str]) -> None:
    """W4 to W6: separators and currency signs between and beside digits."""
    for at in range(1, len(kinds) - 1):
        left, right = kinds[at - 1], kinds[at + 1]
        if left == right and (kinds[at], left) in _JOINING:
            kinds[at] = left
    for at in _beside_numbers(kinds):
        kinds[at] = "EN"
    for at, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[at] = "ON"


def _beside_numbers(kinds: Sequence[str]) -> Iterable[int]:
    """Positions of terminators in an unbroken row that touches a European number (W5)."""
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > start:
            touches_left = start > 0 and kinds[start - 1] == "EN"
            if touches_left or (end < len(kinds) and kinds[end] == "EN"):
                yield from range(start, end)
        start = max(end, start + 1)


def _weak_letters(kinds: list[str], before: str) -> None:
    """W7: European digits in left-to-right text are letters of it."""
    strong = before
    for at, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"


def _as_strong(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else kind if kind == "L" else ""


def _brackets(kinds: list[str], sequence: _Sequence, text: str, classes: Sequence[str]) -> None:
    """N0: a pair of brackets runs as what it encloses, or as what stands before it."""
    own = _side(sequence.level)
    for opening, closing in _bracket_pairs(kinds, sequence.places, text):
        inside = {_as_strong(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if not inside:
            continue
        side = own
        if own not in inside:
            context = (s for kind in reversed(kinds[:opening]) if (s := _as_strong(kind)))
            side = own if next(context, sequence.before) == own else next(iter(inside))
        for at in (opening, closing):
            kinds[at] = side
            for mark in range(at + 1, len(kinds)):
                if classes[sequence.places[mark]] != "NSM":
                    break
                kinds[mark] = side


def _bracket_pairs(kinds: Sequence[str], places: Sequence[int], text: str) -> list[tuple[int, int]]:
    """Pairs of brackets that are still neutral, in the order of their openings (BD16)."""
    pairs = []
    waiting: list[tuple[str, int]] = []
    for at, place in enumerate(places):
        char = text[place]
        if kinds[at] != "ON" or (char not in OPENING and char not in CLOSING):
            continue
        if char in OPENING:
            if len(waiting) == 63:
                break
            closer = OPENING[char]
            waiting.append((CANONICAL.get(closer, closer), at))
            continue
        wanted = CANONICAL.get(char, char)
        found = next((n for n in reversed(range(len(waiting))) if waiting[n][0] == wanted), None)
        if found is not None:
            pairs.append((waiting[found][1], at))
            del waiting[found:]
    return sorted(pairs)


def _neutrals(kinds: list[str], sequence: _Sequence) -> None:
    """N1 and N2: neutrals between like sides take that side, others the embedding's."""
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > start:
            left = _as_strong(kinds[start - 1]) if start else sequence.before
            right = _as_strong(kinds[end]) if end < len(kinds) else sequence.after
            side = left if left == right else _side(sequence.level)
            kinds[start:end] = [side] * (end - start)
        start = max(end, start + 1)


def _trailing(classes: Sequence[str], resolved: list[int], base: int) -> None:
    """L1: separators, and blanks before them or at the end, run with the paragraph."""
    at_end = True
    for at in reversed(range(len(classes))):
        kind = classes[at]
        if kind in ("B", "S"):
            at_end = True
        elif kind not in _TRAILING and kind not in _REMOVED:
            at_end = False
        if at_end:
            resolved[at] = base
    for at, kind in enumerate(classes):
        if kind in _REMOVED:
            resolved[at] = resolved[at - 1] if at else base
