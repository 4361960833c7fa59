"""The handles of a case are found without looking through all of them, as when it is shredded."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Let an index lead from a case to its handles."""
    op.create_index("ix_handles_case_id", "handles", ["case_id"])
