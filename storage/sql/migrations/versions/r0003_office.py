"""Letters that members enter, topics in groups, weekly figures, what the courier reports."""

from __future__ import annotations

from sqlalchemy import Column, Date, LargeBinary, String, Text

from storage.sql.migrations.missing import create_table
from storage.sql.migrations.types import LONG

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what the office works with."""
    create_table(
        "letters",
        Column("id", String(32), primary_key=True),
        Column("owner", String(32), nullable=False, unique=True),
        Column("recipient", Text, nullable=False),
        Column("day", String(10), nullable=False),
        Column("identity", LargeBinary, nullable=False),
        Column("form", LargeBinary, nullable=False),
        Column("touched_at", LONG, nullable=False),
    )
    create_table(
        "blanks",
        Column("id", String(32), primary_key=True),
        Column("sealed", LargeBinary, nullable=False),
        Column("created_at", LONG, nullable=False),
    )
    create_table(
        "reports",
        Column("id", LONG, primary_key=True),
        Column("sealed", LargeBinary, nullable=False),
    )
    create_table(
        "places",
        Column("case_id", String(32), primary_key=True),
        Column("chat", String(16), primary_key=True),
        Column("sealed", LargeBinary, nullable=False),
    )
    create_table("weeklies", Column("day", Date, primary_key=True))
