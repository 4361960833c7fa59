"""A scribe whose entries nobody opens: for tests that change the ledger and look elsewhere."""

from storage.ledger.age import X25519Identity
from storage.ledger.entries import Scribe

SCRIBE = Scribe(X25519Identity.generate().recipient)
