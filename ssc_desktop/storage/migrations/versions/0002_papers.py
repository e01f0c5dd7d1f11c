"""What the papers need: attestations, travel claims, test questions, logos, declarations."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the five tables, and the indexes they are asked by."""
    _make_papers()
    _make_programme()
    op.create_index("attestation_serial", "attestation", ["serial"])
    op.create_index("attestation_activity", "attestation", ["activity_id"])
    op.create_index("travel_claim_participant", "travel_claim", ["participant_id"])
    op.create_index("question_activity", "question", ["activity_id"])


def _make_papers() -> None:
    op.create_table(
        "attestation",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("activity_id", sa.LargeBinary(16)),
        sa.Column("participant_id", sa.LargeBinary(16)),
        sa.Column("serial", sa.String(20)),
        sa.Column("attended", sa.Integer()),
        sa.Column("possible", sa.Integer()),
        sa.Column("issued_on", sa.Date()),
        sa.Column("issued_by_id", sa.LargeBinary(16)),
        sa.Column("seal", sa.Text()),
        sa.Column("revoked_on", sa.Date()),
        sa.Column("revoked_reason", sa.String(300)),
        *_stamps(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "travel_claim",
        sa.Column("activity_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("participant_id", sa.LargeBinary(16), primary_key=True),
        sa.Column("days", sa.Integer()),
        sa.Column("rate", sa.Integer()),
        sa.Column("lodging", sa.Integer()),
        sa.Column("meals", sa.Integer()),
        sa.Column("transport", sa.Integer()),
        sa.Column("currency", sa.String(40)),
        sa.Column("identity_document", sa.String(60)),
        sa.Column("payment_phone", sa.String(20)),
        sa.Column("paid_on", sa.Date()),
        sa.Column("receipt_no", sa.String(40)),
        sa.Column("note", sa.String(300)),
        *_stamps(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "question",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("activity_id", sa.LargeBinary(16)),
        sa.Column("position", sa.Integer()),
        sa.Column("text", sa.String(20_000)),
        sa.Column("choices", sa.String(20_000)),
        sa.Column("points", sa.Integer()),
        sa.Column("answer", sa.String(300)),
        *_stamps(),
        sqlite_with_rowid=False,
    )


def _make_programme() -> None:
    op.create_table(
        "logo",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("programme_id", sa.LargeBinary(16)),
        sa.Column("place", sa.String(40)),
        sa.Column("owner", sa.String(200)),
        sa.Column("organisation_id", sa.LargeBinary(16)),
        sa.Column("position", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("media_type", sa.String(40)),
        sa.Column("content", sa.Text()),
        sa.Column("sha256", sa.String(64)),
        *_stamps(),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "declaration",
        sa.Column("country", sa.String(40), primary_key=True),
        sa.Column("formality", sa.String(40)),
        sa.Column("receipt_no", sa.String(60)),
        sa.Column("declared_on", sa.Date()),
        sa.Column("transfer_basis", sa.String(300)),
        sa.Column("contact", sa.String(200)),
        sa.Column("note", sa.String(20_000)),
        *_stamps(),
        sqlite_with_rowid=False,
    )


def _stamps() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("created_at", sa.Integer()),
        sa.Column("created_by", sa.LargeBinary(16)),
        sa.Column("changed_at", sa.Integer()),
        sa.Column("changed_by", sa.LargeBinary(16)),
        sa.Column("removed", sa.Integer()),
    )
