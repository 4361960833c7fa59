"""The draft that a conversation writes to: found, begun, or held back from going out by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.context import FSMContext

from casework.allowance import Allowance
from casework.intake_scope import IntakeScope
from casework.keeping import begin_draft
from casework.ports import DraftRow
from casework.rules.limits import Measure
from handlers.public.context import Writing
from handlers.texts import Html, Say


async def draft_of(
    scope: IntakeScope, state: FSMContext, data: Mapping[str, Any], allowance: Allowance
) -> tuple[DraftRow, bool]:
    """Return the draft to write to, and whether it replaces one that was kept for too long."""
    if data.get("draft"):
        draft = await scope.book.draft(data["draft"])
        if draft is not None:
            return draft, False
    draft = await begin_draft(scope)
    allowance.spend(Measure.DRAFTS)
    await state.update_data(draft=draft.id, written=0, secret=scope.new_id(), sent={})
    return draft, bool(data.get("draft"))


async def hold_back(state: FSMContext, scope: IntakeScope, draft_id: str) -> bool:
    """Let a petition that is about to go out wait for Submit again; says whether it was to."""
    if await state.get_state() != Writing.sending.state:
        return False
    scope.book.set_submission(draft_id, None)
    await state.set_state(Writing.account)
    return True


def told_held_back(told: Html, say: Say, *, held: bool) -> Html:
    """Return what somebody is told, and that the petition waits for Submit again, if it was held.

    They were told that it would go out by itself.
    """
    return Html(f"{told}\n\n{say('held-back')}") if held else told
