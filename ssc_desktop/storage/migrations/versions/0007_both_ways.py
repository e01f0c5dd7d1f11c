"""Bundles both ways: decisions, what was withheld, what laptops reported, what each import brought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add one table that travels and four that do not, and for whom a bundle was written."""
    op.create_table(
        "decision",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("noun", sa.String(40)),
        sa.Column("record_key", sa.String(120)),
        sa.Column("field_name", sa.String(60)),
        sa.Column("verdict", sa.String(40)),
        sa.Column("reason", sa.String(300)),
        sa.Column("decided_by_id", sa.LargeBinary(16)),
        sa.Column("decided_at", sa.Integer()),
        sa.Column("created_at", sa.Integer()),
        sa.Column("created_by", sa.LargeBinary(16)),
        sa.Column("changed_at", sa.Integer()),
        sa.Column("changed_by", sa.LargeBinary(16)),
        sa.Column("removed", sa.Integer()),
        sqlite_with_rowid=False,
    )
    op.execute("CREATE INDEX decision_about ON decision(noun, record_key)")
    op.execute(
        "CREATE INDEX decision_removed ON decision(removed) WHERE removed IS NOT DISTINCT FROM 1"
    )
    op.create_table(
        "withheld",
        sa.Column("source", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report",
        sa.Column("device", sa.String(16), primary_key=True),
        sa.Column("incarnation", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("hlc", sa.Integer(), nullable=False),
        sa.Column("wall", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("vector", sa.Text(), nullable=False),
        sa.Column("lacking", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "arrival",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("source", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "refused_row",
        sa.Column("noun", sa.String(40), primary_key=True),
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("field", sa.String(60), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "bundle_file", sa.Column("office", sa.String(12), nullable=False, server_default="")
    )
