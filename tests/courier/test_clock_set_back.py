"""A clock that was far ahead and is set back leaves nobody waiting until then."""

from datetime import timedelta

from .conftest import PUBLIC


async def read(actor):
    return [message.text for message in await actor.sees(PUBLIC) if not message.own]


async def test_what_rested_by_a_wrong_clock_is_sent(outbox, delivery, li, ann, control, clock):
    await outbox.says(li, "1")
    right = clock.at
    clock.at = right + timedelta(days=365)
    await control.fault("429", bot=PUBLIC, retry_after=30)
    await delivery.deliver_due()
    clock.at = right + timedelta(seconds=5)
    await outbox.says(ann, "2")
    while await delivery.deliver_due():
        pass
    assert (await read(li), await read(ann)) == (["1"], ["2"])


async def test_a_long_rest_that_telegram_asks_for_is_kept(outbox, delivery, li, control, clock):
    await outbox.says(li, "1")
    await control.fault("429", bot=PUBLIC, retry_after=40_000)
    await delivery.deliver_due()
    clock.passes(seconds=39_000)
    await delivery.deliver_due()
    assert await read(li) == []
    clock.passes(seconds=1_100)
    await delivery.deliver_due()
    assert await read(li) == ["1"]
