"""A sealed ledger whose every change stands in the log."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)

from storage.sql.migrations.types import LONG

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    _in_transit()
    _cases()
    _office()
    _log()


def _in_transit() -> None:
    op.create_table(
        "seen",
        Column("bot", String(16), primary_key=True),
        Column("update_id", LONG, primary_key=True),
        Column("seen_at", LONG, nullable=False, index=True),
        Column("answers", LargeBinary),
    )
    op.create_table(
        "dialogues",
        Column("key", LargeBinary(32), primary_key=True),
        Column("sealed", LargeBinary, nullable=False),
        Column("kept_until", Date, nullable=False, index=True),
    )
    op.create_table(
        "quarantine",
        Column("id", LONG, primary_key=True),
        Column("bot", String(16), nullable=False),
        Column("update_id", LONG, nullable=False),
        Column("kind", Text, nullable=False),
        Column("at", LONG, nullable=False),
        Column("sealed", LargeBinary),
    )
    op.create_table(
        "drafts",
        Column("id", String(32), primary_key=True),
        Column("recipient", Text, nullable=False),
        Column("day", String(10), nullable=False),
        Column("identity", LargeBinary, nullable=False),
        Column("touched_at", LONG, nullable=False),
        Column("submission", LargeBinary),
    )
    op.create_table(
        "downloads",
        Column("piece_id", String(32), primary_key=True),
        Column("case_id", String(32), nullable=False, index=True),
        Column("pointer", LargeBinary, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("next_at", LONG, nullable=False, index=True),
        Column("failed", Boolean, nullable=False),
    )
    op.create_table(
        "desk_mail",
        Column("id", LONG, primary_key=True),
        Column("case_id", String(32), nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("created_at", LONG, nullable=False),
    )
    op.create_table(
        "outbox",
        Column("sequence", LONG, primary_key=True),
        Column("id", String(32), nullable=False, unique=True),
        Column("due_at", LONG, nullable=False, index=True),
        Column("sealed", LargeBinary, nullable=False),
        Column("term_id", String(32), index=True),
        Column("attempts", Integer, nullable=False),
        Column("leased_until", LONG, nullable=False),
        Column("uncertain", Boolean, nullable=False),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        Column("position", LONG, primary_key=True),
        Column("id", String(32), nullable=False, unique=True),
        Column("lookup", LargeBinary(32), nullable=False, unique=True),
        Column("received_on", Date, nullable=False, index=True),
        Column("state", String(16), nullable=False),
        Column("review", String(16), nullable=False),
        Column("facts", LargeBinary, nullable=False),
        Column("version", Integer, nullable=False),
    )
    op.create_table(
        "epochs",
        Column("case_id", String(32), primary_key=True),
        Column("epoch", Integer, primary_key=True),
        Column("recipient", Text, nullable=False),
        Column("voucher", LargeBinary, nullable=False),
    )
    op.create_table(
        "pieces",
        Column("id", String(32), primary_key=True),
        Column("case_id", String(32), nullable=False),
        Column("sequence", Integer, nullable=False),
        Column("meta", LargeBinary, nullable=False),
        Column("content", LargeBinary),
        Column("blob", String(64), unique=True),
        Column("stored", Boolean, nullable=False),
        Column("epoch", Integer, nullable=False),
        Column("blob_digest", LargeBinary(32)),
        UniqueConstraint("case_id", "sequence"),
    )
    op.create_table(
        "wraps",
        Column("case_id", String(32), primary_key=True),
        Column("epoch", Integer, primary_key=True),
        Column("reader_id", String(32), primary_key=True, index=True),
        Column("key", String(16), nullable=False),
        Column("wrap", LargeBinary, nullable=False),
    )
    op.create_table(
        "grants",
        Column("case_id", String(32), primary_key=True),
        Column("reader_id", String(32), primary_key=True),
        Column("note", LargeBinary, nullable=False),
    )
    op.create_table(
        "routes",
        Column("case_id", String(32), primary_key=True),
        Column("route", LargeBinary, nullable=False),
    )
    op.create_table(
        "handles",
        Column("handle", String(32), primary_key=True),
        Column("case_id", String(32), nullable=False),
    )
    op.create_table(
        "terms",
        Column("id", String(32), primary_key=True),
        Column("case_id", String(32), nullable=False, index=True),
        Column("due_on", Date, nullable=False),
        Column("met", Boolean, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
    )


def _office() -> None:
    op.create_table(
        "series",
        Column("name", String(32), primary_key=True),
        Column("last", LONG, nullable=False),
    )
    op.create_table(
        "totals",
        Column("id", LONG, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("for_desk", LargeBinary, nullable=False),
        Column("for_courier", LargeBinary, nullable=False),
    )
    op.create_table(
        "accounts",
        Column("reader_id", String(32), primary_key=True),
        Column("binding", LargeBinary, nullable=False),
        Column("identity", LargeBinary),
    )
    op.create_table(
        "enrolments",
        Column("reader_id", String(32), primary_key=True),
        Column("note", Text, nullable=False),
    )
    op.create_table(
        "rosters",
        Column("serial", Integer, primary_key=True, autoincrement=False),
        Column("note", Text, nullable=False),
    )
    op.create_table("summaries", Column("day", Date, primary_key=True))


def _log() -> None:
    op.create_table(
        "log_entries",
        Column("arrival", LONG, primary_key=True),
        Column("position", LONG, unique=True),
        Column("received", String(32), unique=True),
        Column("salt", LargeBinary(32)),
        Column("text", Text),
        Column("sealed", LargeBinary),
        Column("secret", LargeBinary),
    )
    op.create_table(
        "log_head",
        Column("id", LONG, primary_key=True),
        Column("size", LONG, nullable=False),
    )
    op.create_table(
        "log_posts",
        Column("day", Date, primary_key=True),
        Column("size", LONG, nullable=False),
    )
