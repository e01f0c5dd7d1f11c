"""Who was told apart, who was erased, and the signs by which doubles are found."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables that travel, two that do not, and what merges are read by."""
    op.create_table(
        "distinct_pair",
        sa.Column("one", sa.LargeBinary(16), primary_key=True),
        sa.Column("other", sa.LargeBinary(16), primary_key=True),
        sa.Column("noun", sa.String(40)),
        *_stamps(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erasure",
        sa.Column("participant_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("erased_on", sa.Date()),
        sa.Column("erased_by_id", sa.LargeBinary(16)),
        sa.Column("reason", sa.String(300)),
        *_stamps(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person_sign",
        sa.Column("sign", sa.String(200), primary_key=True),
        sa.Column("key", sa.LargeBinary(16), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("person_sign_key", "person_sign", ["key"])
    op.create_table(
        "sign_upto",
        sa.Column("source", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("upto", sa.Integer(), nullable=False),
    )
    for noun in ("participant", "organisation"):
        op.execute(
            f"CREATE INDEX {noun}_merged ON {noun}(merged_into_id) WHERE merged_into_id IS NOT NULL"
        )
    for table in ("distinct_pair", "erasure"):
        op.execute(
            f"CREATE INDEX {table}_removed ON {table}(removed) WHERE removed IS NOT DISTINCT FROM 1"
        )


def _stamps() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("created_at", sa.Integer()),
        sa.Column("created_by", sa.LargeBinary(16)),
        sa.Column("changed_at", sa.Integer()),
        sa.Column("changed_by", sa.LargeBinary(16)),
        sa.Column("removed", sa.Integer()),
    )
