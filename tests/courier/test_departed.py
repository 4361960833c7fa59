"""Who has left the roster is told nothing more, whatever was planned for them."""

import logging
from datetime import timedelta

from storage.ledger.age import X25519Identity
from storage.ledger.courier_seals import CourierKeys

from .conftest import TEAM


async def heard(actor):
    return [message.text for message in await actor.sees(TEAM) if not message.own]


async def test_what_was_planned_for_who_left_goes_to_nobody(
    outbox, delivery, wang, clock, nothing, caplog
):
    caplog.set_level(logging.WARNING)
    await outbox.figures(nothing)
    await outbox.says(wang, "A first reminder.", "team")
    await outbox.says(wang, "A later reminder.", "team", at=clock() + timedelta(hours=1))
    await delivery.deliver_due()
    assert await heard(wang) == ["A first reminder."]
    shown = next(message for message in await wang.sees(TEAM) if not message.own)
    await outbox.figures(nothing, departed=[wang])
    gone = {"chat_id": wang.id, "message_id": shown.id}
    await outbox.has({"bot": "team", "method": "deleteMessage", "params": gone})
    clock.passes(hours=1)
    await delivery.deliver_due()
    assert await heard(wang) == []
    assert await outbox.rows() == []
    assert "item-for-nobody" in caplog.text


async def test_who_is_back_is_told_again(outbox, delivery, wang, nothing):
    await outbox.figures(nothing, departed=[wang])
    await delivery.deliver_due()
    await outbox.figures(nothing)
    await outbox.says(wang, "Welcome back.", "team")
    await delivery.deliver_due()
    assert await heard(wang) == ["Welcome back."]


async def test_figures_that_cannot_be_read_hold_nothing_up(
    outbox, delivery, wang, nothing, keys, caplog
):
    outbox.keys = CourierKeys(X25519Identity.generate(), keys.desk)
    await outbox.figures(nothing, departed=[wang])
    outbox.keys = keys
    await outbox.says(wang, "A reminder.", "team")
    await delivery.deliver_due()
    assert await heard(wang) == ["A reminder."]
    assert "departed-not-readable" in caplog.text
