"""Levels of bundles: what is held reduced, totals that were reported, match codes, hand-overs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add four tables that do not travel, and the level of a bundle."""
    op.create_table(
        "reduced",
        sa.Column("source", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reported_total",
        sa.Column("device", sa.String(16), primary_key=True),
        sa.Column("activity", sa.LargeBinary(16), primary_key=True),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "match_code",
        sa.Column("person", sa.LargeBinary(16), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("code", sa.LargeBinary(16), primary_key=True),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("match_code_same", "match_code", ["code"])
    op.create_table(
        "handed_over",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("way", sa.String(12), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "bundle_file", sa.Column("level", sa.String(20), nullable=False, server_default="")
    )
