"""How many did not say whether they are a woman or a man, counted by hand on a printed sheet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the count beside those of women and men."""
    op.add_column("sheet_print", sa.Column("counted_not_stated", sa.Integer()))
