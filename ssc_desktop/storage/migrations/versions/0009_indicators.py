"""Indicators: those of a logframe, targets, frozen values, outputs; the threshold of a programme."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add four tables that travel, and how much of a programme's half-days trains somebody."""
    _recorded_indicators()
    op.create_table(
        "frozen_figure",
        *_about_an_indicator(),
        sa.Column("office", sa.String(20), primary_key=True),
        sa.Column("period", sa.String(21), primary_key=True),
        sa.Column("value", sa.Integer()),
        sa.Column("participations", sa.Integer()),
        sa.Column("half_days", sa.Integer()),
        sa.Column("breakdown", sa.Text()),
        sa.Column("sources", sa.Text()),
        sa.Column("frozen_at", sa.Integer()),
        sa.Column("frozen_by_id", sa.LargeBinary(16)),
        *_stamps(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "output",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("kind", sa.String(40)),
        sa.Column("title", sa.String(300)),
        sa.Column("state", sa.String(40)),
        sa.Column("reached_on", sa.Date()),
        sa.Column("meetings", sa.String(400)),
        sa.Column("country", sa.String(40)),
        sa.Column("region", sa.String(40)),
        sa.Column("activity_id", sa.LargeBinary(16)),
        sa.Column("organisation_id", sa.LargeBinary(16)),
        sa.Column("evidence_id", sa.LargeBinary(16)),
        sa.Column("indicators", sa.Text()),
        sa.Column("quantity", sa.Integer()),
        sa.Column("description", sa.String(20_000)),
        *_stamps(),
        sqlite_with_rowid=False,
    )
    op.execute("CREATE INDEX output_activity ON output(activity_id)")
    op.execute(
        "CREATE INDEX output_removed ON output(removed) WHERE removed IS NOT DISTINCT FROM 1"
    )
    op.add_column("programme", sa.Column("presence_threshold", sa.Integer()))


def _recorded_indicators() -> None:
    """What headquarters records of indicators and their targets."""
    op.create_table(
        "indicator",
        *_about_an_indicator(),
        sa.Column("title_en", sa.String(300)),
        sa.Column("title_fr", sa.String(300)),
        sa.Column("title_ar", sa.String(300)),
        sa.Column("measure", sa.String(40)),
        sa.Column("follows", sa.Text()),
        sa.Column("themes", sa.Text()),
        sa.Column("unit", sa.String(60)),
        sa.Column("source_of_data", sa.String(300)),
        sa.Column("assumptions", sa.String(20_000)),
        sa.Column("position", sa.Integer()),
        sa.Column("is_shown", sa.Integer()),
        *_stamps(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "target",
        *_about_an_indicator(),
        sa.Column("country", sa.String(2), primary_key=True),
        sa.Column("period", sa.String(21), primary_key=True),
        sa.Column("baseline", sa.Integer()),
        sa.Column("baseline_year", sa.Integer()),
        sa.Column("target", sa.Integer()),
        sa.Column("comment", sa.String(20_000)),
        *_stamps(),
        sqlite_with_rowid=False,
    )


def _about_an_indicator() -> list[sa.Column[object]]:
    return [
        sa.Column("set_code", sa.String(20), primary_key=True),
        sa.Column("code", sa.String(40), primary_key=True),
    ]


def _stamps() -> list[sa.Column[object]]:
    return [
        sa.Column("created_at", sa.Integer()),
        sa.Column("created_by", sa.LargeBinary(16)),
        sa.Column("changed_at", sa.Integer()),
        sa.Column("changed_by", sa.LargeBinary(16)),
        sa.Column("removed", sa.Integer()),
    ]
