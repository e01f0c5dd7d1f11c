"""The geometry of a printed sheet, folded small enough to be kept and carried with its record."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

Geometry = dict[str, Any]


def fold(geometry: Geometry) -> str:
    """A geometry as short text: rows and columns instead of their crossings."""
    pages = [_folded(page) for page in geometry["pages"]]
    return json.dumps({"sheet": geometry["sheet"], "pages": pages}, separators=(",", ":"))


def unfold(text: str) -> Geometry:
    """The geometry that was folded, every cell of it."""
    folded = json.loads(text)
    return {"sheet": folded["sheet"], "pages": [_unfolded(page) for page in folded["pages"]]}


def slots_of(text: str) -> tuple[str, ...]:
    """The half-days of a sheet whose geometry was folded, in the order they are printed in."""
    pages = json.loads(text)["pages"] if text else ()
    return tuple(dict.fromkeys(slot for page in pages for slot in page["columns"]))


def _folded(page: Geometry) -> Geometry:
    columns: dict[str, list[float]] = {}
    rows: dict[float, list[Any]] = {}
    for cell in (*page["cells"], *page["blank_cells"]):
        x, y, width, height = cell["box_mm"]
        columns[cell["half_day"]] = [x, width]
        person = _short(cell.get("participant"))
        rows[y] = [person, cell["row"], int(cell.get("team", False)), y, height]
    kept = {key: value for key, value in page.items() if key not in ("cells", "blank_cells")}
    return kept | {"columns": columns, "rows": list(rows.values())}


def _unfolded(page: Geometry) -> Geometry:
    cells: dict[str, list[Geometry]] = {"cells": [], "blank_cells": []}
    for participant, row, team, y, height in page["rows"]:
        who = {"participant": _long(participant), "team": bool(team)} if participant else {}
        for half_day, (x, width) in page["columns"].items():
            cell = {**who, "half_day": half_day, "box_mm": [x, y, width, height], "row": row}
            cells["cells" if participant else "blank_cells"].append(cell)
    kept = {key: value for key, value in page.items() if key not in ("columns", "rows")}
    return kept | cells


def _short(participant: str | None) -> str | None:
    return participant.replace("-", "") if participant and _is_key(participant) else participant


def _long(participant: str | None) -> str | None:
    return str(UUID(participant)) if participant and _is_key(participant) else participant


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
