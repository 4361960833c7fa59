"""A scribe whose entries nobody opens: for tests that change the ledger and look elsewhere."""

from storage.ledger.age import X25519Identity
from storage.ledger.entries import Scribe

SCRIBE = Scribe(X25519Identity.generate().recipient)


async def tamper(database, statement):
    """Do to the database what somebody who can write it does behind the program's back."""
    async with database._engine.begin() as connection:
        await connection.execute(statement)
