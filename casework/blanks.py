"""Receipt numbers that the intake draws in advance, so that the desk can hand them out.

The look-up of a number and the key of its commitment take secrets of the intake. A blank receipt
holds what is made with them, for a case that is yet to be: the desk enters a letter at once, even
while the intake does not run, and the reporter finds it by its number as any other.

Source: docs/decisions/0011-blank-receipts.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.intake_scope import IntakeScope
from casework.rules.receipts import issue_receipt_number

KIND = "blank"
STOCK = 20
"""How many lie ready: more than a team enters between two looks of the intake."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank receipt for the case `case_id`.

    `lookup` is the keyed hash by which the intake finds the number; `commitment` is what the log
    says of it, and `secret` the key of that, which the intake alone opens.
    """

    case_id: str
    number: str
    lookup: bytes
    commitment: str
    secret: bytes

    def to_plain(self) -> dict[str, str]:
        """Return the blank as plain data, without the case."""
        return {
            "kind": KIND,
            "number": self.number,
            "lookup": self.lookup.hex(),
            "commitment": self.commitment,
            "secret": self.secret.hex(),
        }

    @classmethod
    def from_plain(cls, case_id: str, plain: Mapping[str, Any]) -> Blank:
        """Read a blank back.

        Raises:
            ValueError: It is something else.
        """
        if plain.get("kind") != KIND:
            raise ValueError("this is no blank receipt")
        return cls(
            case_id=case_id,
            number=plain["number"],
            lookup=bytes.fromhex(plain["lookup"]),
            commitment=plain["commitment"],
            secret=bytes.fromhex(plain["secret"]),
        )


async def fill_up_blanks(scope: IntakeScope) -> int:
    """Let there be `STOCK` blank receipts again; returns how many were missing."""
    missing = max(0, STOCK - await scope.book.count_blanks())
    for _ in range(missing):
        case_id = scope.new_id()
        number = issue_receipt_number(scope.receipt_prefix, scope.random_bits)
        commitment = scope.seals.commit_receipt(case_id, number)
        blank = Blank(
            case_id=case_id,
            number=number,
            lookup=scope.seals.lookup(number),
            commitment=commitment.receipt,
            secret=commitment.secret,
        )
        sealed = scope.seals.seal_mail(case_id, blank.to_plain())
        scope.book.add_blank(case_id, sealed, scope.clock())
    return missing
