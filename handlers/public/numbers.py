"""From a receipt number, as people type it, to the petition that it belongs to."""

from __future__ import annotations

from casework.allowance import Allowance
from casework.intake_scope import IntakeScope
from casework.petitions import find_by_receipt
from casework.ports import CaseRow
from casework.rules.limits import Measure
from casework.rules.receipts import ReceiptNumberError, check_receipt_number
from handlers.public.fair import refused
from handlers.texts import Html, Say


async def looked_up(
    typed: str, say: Say, scope: IntakeScope, allowance: Allowance
) -> tuple[str, CaseRow] | Html:
    """Return the number as it is issued and its petition, or what the person is told instead.

    The check letter finds mistyped numbers; who sends many that pass it and belong to nobody is
    guessing, and is told nothing for a while, not even of a number that is right.
    """
    try:
        number = check_receipt_number(typed, scope.receipt_prefix)
    except ReceiptNumberError:
        return say("wrong-number")
    if (too_many := refused(say, allowance, Measure.NUMBERS)) is not None:
        return too_many
    case = await find_by_receipt(scope, number)
    if case is None:
        allowance.spend(Measure.NUMBERS)
        return say("wrong-number")
    return number, case
