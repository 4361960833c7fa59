"""What Alembic runs around the revisions: the connection is ours, and so is its transaction."""

from __future__ import annotations

from alembic import context

from storage.sql.tables import metadata

if context.is_offline_mode():
    context.configure(dialect_name=context.config.attributes["dialect"])
else:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        # SQLite can, and our transactions begin before the first statement, as Alembic's do not.
        transactional_ddl=True,
    )

with context.begin_transaction():
    context.run_migrations()
