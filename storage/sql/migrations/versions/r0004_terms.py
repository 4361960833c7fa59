"""Reminders that are decided at their moment, terms that move, summaries that go on."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, LargeBinary, String, text

from storage.sql.migrations.missing import add_column, create_table
from storage.sql.migrations.types import LONG

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add what terms and summaries are kept by."""
    create_table(
        "reminders",
        Column("term_id", String(32), primary_key=True),
        Column("next_at", LONG, nullable=False, index=True),
    )
    create_table(
        "moves",
        Column("term_id", String(32), primary_key=True),
        Column("sealed", LargeBinary, nullable=False),
    )
    create_table(
        "recounts",
        Column("id", Integer, primary_key=True),
        Column("sealed", LargeBinary, nullable=False),
    )
    add_column("outbox", Column("together", String(32)))
    add_column("summaries", Column("told", LargeBinary))
    add_column("weeklies", Column("told", LargeBinary))
    op.create_index("ix_outbox_together", "outbox", ["together"], if_not_exists=True)
    op.create_index(
        "terms_open",
        "terms",
        ["due_on", "id"],
        if_not_exists=True,
        sqlite_where=text("met IS 0"),
        postgresql_where=text("met IS false"),
    )
