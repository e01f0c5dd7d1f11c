"""The columns of an attendance sheet: which there are, which are chosen, how wide each becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ssc_desktop.language import N_, Language
from ssc_desktop.paper.attendance_content import PARTS, AttendanceSheet, Slot
from ssc_desktop.paper.tables import Column
from ssc_desktop.paper.text import ltr

# Every column in its order, with its title. What is restricted has no column and never gets one.
COLUMNS = {
    "number": N_("No."),
    "code": N_("Code"),
    "name": N_("Family name and given names"),
    "sex": N_("Sex"),
    "organisation": N_("Organisation"),
    "function": N_("Function"),
    "place": N_("Country, city"),
    "region": N_("Region"),
    "category": N_("Stakeholder category"),
    "age": N_("Age group"),
    "contact": N_("Telephone, e-mail"),
    "image": N_("Image yes/no"),
    "witness": N_("Witness (name)"),
}
# Without these a signature proves nothing.
ALWAYS = ("number", "name", "sex", "organisation")
ON_BY_DEFAULT = ("function", "place", "contact", "image")
OPTIONAL = tuple(name for name in COLUMNS if name not in ALWAYS and name not in ("code", "witness"))
AFTER_SIGNATURES = ("image", "witness")
_SENSITIVE = ("number", "code", "name", "sex", "witness")
# What makes room for signatures when a grid needs it, the first one first.
_LEFT_OUT_FIRST = ("region", "age", "category", "place", "function", "contact", "image")
_CENTRED = ("number", "sex", "code", "image", "age")
_SMALL = ("contact", "place", "function", "region", "category", "age")

# A name is never cut while it can be read at all.
_SMALLEST = 4.4

# Millimetres: the least a column can be read in, and what it takes when there is room.
_LYING = {
    "number": (7, 7), "code": (20, 30), "name": (38, 50), "sex": (8, 9), "organisation": (42, 45),
    "function": (19, 32), "place": (20, 26), "region": (18, 26), "category": (18, 26),
    "age": (12, 15), "contact": (29, 38), "image": (11, 12), "witness": (26, 45),
}  # fmt: skip
# Rows of a standing page are taller: the name of an institution goes on over more lines.
_STANDING = _LYING | {"organisation": (30, 40)}
# Up to so many half-days: the width a signature should have, and the least it is given.
_SIGNED_LYING = {
    1: (45.0, 30.0), 2: (32.0, 24.0), 3: (27.0, 20.0), 6: (20.0, 19.0), 10: (14.5, 14.0),
    15: (11.0, 10.0),
}  # fmt: skip
_SIGNED_STANDING = _SIGNED_LYING | {6: (20.0, 16.0)}
# A page narrower than this stands.
_STANDS = 200.0


def column_widths(
    width: float,
    slot_count: int,
    *,
    sensitive: bool = False,
    wished: Sequence[str] | None = None,
) -> dict[str, float]:
    """Columns in order with their widths; those to sign are named by the number of their half-day.

    Wished columns for which signatures would become too narrow are left out.
    """
    known = _STANDING if width < _STANDS else _LYING
    signed = _SIGNED_STANDING if width < _STANDS else _SIGNED_LYING
    wanted, least = next((signed[most] for most in signed if slot_count <= most), signed[15])
    names = _SENSITIVE if sensitive else _kept(known, width - slot_count * least, wished)
    narrow = sum(known[name][0] for name in names)
    wide = sum(known[name][1] for name in names)
    share = min(1.0, max(0.0, (width - slot_count * wanted - narrow) / (wide - narrow)))
    columns = {name: _between(known[name], share) for name in names}
    signature = (width - sum(columns.values())) / slot_count
    before = {name: taken for name, taken in columns.items() if name not in AFTER_SIGNATURES}
    after = {name: taken for name, taken in columns.items() if name in AFTER_SIGNATURES}
    return before | {str(at): signature for at in range(slot_count)} | after


def _kept(
    known: Mapping[str, tuple[int, int]], room: float, wished: Sequence[str] | None
) -> tuple[str, ...]:
    chosen = {*ALWAYS, *(ON_BY_DEFAULT if wished is None else wished)}
    names = [name for name in COLUMNS if name in chosen]
    for name in _LEFT_OUT_FIRST:
        if sum(known[kept][0] for kept in names) <= room:
            break
        if name in names:
            names.remove(name)
    return tuple(names)


def _between(widths: tuple[int, int], share: float) -> float:
    narrow, wide = widths
    return round(narrow + share * (wide - narrow), 2)


def columns_of(
    language: Language, sheet: AttendanceSheet, slots: Sequence[Slot], width: float
) -> dict[str, Column]:
    """The columns by name, ready to draw."""
    days = len({slot.day for slot in slots})
    wide = column_widths(width, len(slots), sensitive=sheet.sensitive, wished=sheet.columns)
    return {
        name: Column(
            _title(language, sheet, slots, name, days),
            taken,
            "center" if name in _CENTRED or name.isdigit() else "start",
            name == "name",
            7.0 if name in _SMALL else 8.0,
            _SMALLEST,
        )
        for name, taken in wide.items()
    }


def has_trailing(columns: Mapping[str, Column]) -> bool:
    """Whether a column stands after those to sign."""
    return any(name in columns for name in AFTER_SIGNATURES)


def _title(
    language: Language, sheet: AttendanceSheet, slots: Sequence[Slot], name: str, days: int
) -> str:
    if not name.isdigit():
        first_name = sheet.sensitive and name == "name"
        return language(N_("First name") if first_name else COLUMNS[name])
    slot = slots[int(name)]
    part = language(PARTS[slot.part])
    if days > 1:
        return f"{ltr(slot.day.strftime('%d/%m'))}\n{part}"
    return f"{language('Signature')}\n{part}"
