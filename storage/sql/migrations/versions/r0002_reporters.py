"""Recovery phrases and their mailboxes, receipts shown again, reminders of drafts."""

from __future__ import annotations

from sqlalchemy import Column, Date, LargeBinary, String

from storage.sql.migrations.missing import add_column, create_table
from storage.sql.migrations.types import LONG

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what reporters got besides the receipt."""
    create_table(
        "repeats",
        Column("key", LargeBinary(32), primary_key=True),
        Column("sealed", LargeBinary, nullable=False),
        Column("kept_until", Date, nullable=False, index=True),
    )
    create_table(
        "looks",
        Column("id", LONG, primary_key=True),
        Column("piece_id", String(32), nullable=False, index=True),
        Column("case_id", String(32), nullable=False, index=True),
        Column("sealed", LargeBinary, nullable=False),
    )
    create_table(
        "phrases",
        Column("case_id", String(32), primary_key=True),
        Column("lookup", LargeBinary(32), nullable=False, unique=True),
    )
    create_table(
        "mailbox",
        Column("id", String(32), primary_key=True),
        Column("case_id", String(32), nullable=False, index=True),
        Column("day", Date, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
    )
    add_column("drafts", Column("reminder", String(32)))
