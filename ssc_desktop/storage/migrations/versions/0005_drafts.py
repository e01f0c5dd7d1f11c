"""What is half typed, kept on this laptop until it is recorded or given up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of drafts; it is never carried in a bundle."""
    op.create_table(
        "draft",
        sa.Column("place", sa.String(120), primary_key=True),
        sa.Column("officer_id", sa.LargeBinary(16)),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
    )
