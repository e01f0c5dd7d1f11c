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


def _folded(page: Geometry) -> Geometry:
    columns: dict[str, list[float]] = {}
    rows: dict[float, list[Any]] = {}
    for cell in page["cells"]:
        x, y, width, height = cell["box_mm"]
        columns[cell["half_day"]] = [x, width]
        rows[y] = [_short(cell["participant"]), cell["row"], int(cell["team"]), y, height]
    kept = {key: value for key, value in page.items() if key != "cells"}
    return kept | {"columns": columns, "rows": list(rows.values())}


def _unfolded(page: Geometry) -> Geometry:
    cells = [
        {
            "participant": _long(participant),
            "half_day": half_day,
            "box_mm": [x, y, width, height],
            "row": row,
            "team": bool(team),
        }
        for participant, row, team, y, height in page["rows"]
        for half_day, (x, width) in page["columns"].items()
    ]
    kept = {key: value for key, value in page.items() if key not in ("columns", "rows")}
    return kept | {"cells": cells}


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
