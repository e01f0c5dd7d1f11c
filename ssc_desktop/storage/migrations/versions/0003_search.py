"""Finding fast: words of every record in an index of their own, what was removed, own transactions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_REMOVABLE = (
    "code",
    "office",
    "officer",
    "programme",
    "declaration",
    "action_plan",
    "organisation",
    "logo",
    "commitment",
    "site",
    "activity",
    "half_day",
    "participant",
    "registration",
    "attendance",
    "consent",
    "evidence",
    "sheet_print",
    "attestation",
    "travel_claim",
    "question",
    "evaluation",
    "recommendation",
    "milestone",
    "beneficiaries",
    "risk",
    "monitoring_visit",
)


def upgrade() -> None:
    """Make the index of words, empty: it is filled when the database is opened."""
    op.drop_table("search_key")
    op.create_table(
        "search_key",
        sa.Column("entry", sa.Integer(), primary_key=True),
        sa.Column("noun", sa.String(20), nullable=False),
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
    )
    op.create_index("search_key_record", "search_key", ["noun", "key"], unique=True)
    if op.get_bind().dialect.name == "sqlite":
        _make_indexes_of_sqlite()
    else:
        _make_indexes_of_postgresql()
    op.execute("DELETE FROM search_upto")
    for table in _REMOVABLE:
        op.execute(
            f"CREATE INDEX {table}_removed ON {table}(removed) WHERE removed IS NOT DISTINCT FROM 1"
        )
    op.execute("CREATE INDEX change_own_tx ON change(tx) WHERE source = 1")


def _make_indexes_of_sqlite() -> None:
    # One letter tells the noun, so that the first letter typed is the second of a word. The words
    # come folded, so that whatever is no blank belongs to a word: letters of scripts that
    # the other tokenizers do not know yet (Adlam) as well.
    op.execute(
        "CREATE VIRTUAL TABLE search_word USING fts5(words, content='', contentless_delete=1, "
        "detail=none, prefix='2 3 4', tokenize='ascii')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_inside USING fts5(words, content='', contentless_delete=1, "
        "detail=none, tokenize='trigram case_sensitive 1')"
    )


def _make_indexes_of_postgresql() -> None:
    # The words come folded and cut: they are taken as they are, by no configuration of the server.
    for name in ("search_word", "search_inside"):
        op.create_table(
            name,
            sa.Column("rowid", sa.Integer(), primary_key=True, autoincrement=False),
            sa.Column("words", sa.Text(), nullable=False),
        )
        op.execute(
            f"CREATE INDEX {name}_words ON {name} "
            "USING gin (array_to_tsvector(string_to_array(words, ' ')))"
        )
