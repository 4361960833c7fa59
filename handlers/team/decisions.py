"""The decisions about a case: what each asks, in which order, and what is done then."""

from __future__ import annotations

from aiogram import Router

from handlers.team.by_hand import BY_HAND
from handlers.team.claims import CLAIMS
from handlers.team.deciding import dialogue
from handlers.team.disposing import DISPOSING
from handlers.team.extending import EXTENDING
from handlers.team.flagging import FLAGGING
from handlers.team.handling import HANDLING
from handlers.team.rectifying import RECTIFYING
from handlers.team.repeating import REPEATING
from handlers.team.settling import SETTLING
from handlers.team.verifying import VERIFYING

ACTS = (
    *(*FLAGGING, *VERIFYING, *HANDLING),
    *(*EXTENDING, *DISPOSING, *SETTLING, *REPEATING, *RECTIFYING),
    *(*BY_HAND, *CLAIMS),
)


def decisions() -> Router:
    """Return the dialogue about decisions."""
    return dialogue(ACTS)
