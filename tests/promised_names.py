"""The names that bundles carry. ``python -m tests.promised_names`` promises the new ones."""

from __future__ import annotations

from pathlib import Path

from ssc_desktop.domain.all_records import ALL_RECORDS

FILE = Path(__file__).resolve().parent / "promised_names.txt"


def carried() -> list[str]:
    """Table, column and type of everything that travels, sorted."""
    columns = {
        f"{column.table.name}.{column.name}: {type(column.type).__name__}"
        for record in ALL_RECORDS
        for column in record.__table__.columns
        if not column.info.get("local")
    }
    return sorted(columns)


def promised() -> list[str]:
    """What was promised: a line is added, never changed and never taken away."""
    return FILE.read_text("utf-8").splitlines()


if __name__ == "__main__":
    kept = promised() if FILE.exists() else []
    FILE.write_text("\n".join(sorted({*kept, *carried()})) + "\n", "utf-8")
