"""Types of columns, as the revisions made them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer

# Of an own id, and of seconds since 1970. SQLite gives ids of its own to a column of the type
# INTEGER alone, and all its integers are long.
LONG = BigInteger().with_variant(Integer(), "sqlite")
