"""Changes of the tables between versions, one revision after the other: docs/postgresql.md."""
