"""An item that cannot be read is kept, and what it holds shows nowhere."""

import json

import pytest

from storage.ledger.age import X25519Identity, seal
from storage.ledger.courier_seals import CourierKeys
from storage.ledger.errors import MalformedSealError, SealError

from .conftest import PUBLIC


async def read(actor):
    return [message.text for message in await actor.sees(PUBLIC) if not message.own]


STRANGER = CourierKeys(X25519Identity.generate(), X25519Identity.generate().recipient)
POISON = {
    "no age file": b"x" * 100,
    "sealed to another": STRANGER.seal_for_self({"bot": "team"}),
    "no method": {"bot": "public"},
    "no such sentence": {
        "bot": "public",
        "chat_id": 1,
        "language": "en",
        "text": {"id": "no-such", "args": {}},
    },
    "a variable is missing": {
        "bot": "public",
        "chat_id": 1,
        "language": "en",
        "text": {"id": "team-writes", "args": {}},
    },
    "a bad date": {
        "bot": "team",
        "chat_id": 1,
        "language": "en",
        "due": "secret",
        "text": {"id": "reminder", "args": {}},
    },
    "another bot": {"bot": "own", "method": "sendMessage", "params": {"chat_id": 1, "text": "x"}},
    "a method that is not the courier's": {
        "bot": "team",
        "method": "setWebhook",
        "params": {"chat_id": 1, "url": "https://secret.invalid"},
    },
}


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON.keys())
async def test_an_item_that_cannot_be_read_is_kept_and_stops_nobody(
    poison, outbox, delivery, li, clock, control, caplog
):
    await outbox.has(poison)
    await outbox.says(li, "1")
    assert await delivery.deliver_due() == 2
    assert await read(li) == ["1"]
    assert len(await outbox.rows()) == 1
    assert "item-not-readable" in caplog.text
    assert "secret" not in caplog.text
    clock.passes(minutes=59)
    assert await delivery.deliver_due() == 0
    clock.passes(minutes=2)
    assert await delivery.deliver_due() == 1
    assert len(await outbox.rows()) == 1
    assert {call["method"] for call in await control.calls()} <= {"getMe", "sendmessage"}


def test_what_opens_and_is_no_item_leaves_no_trace_of_its_words(keys):
    for plain in (b"secret words", json.dumps(["secret"]).encode(), b"\xff"):
        sealed = seal(plain, [keys.identity.recipient])
        with pytest.raises(MalformedSealError) as raised:
            keys.open_item(sealed)
        assert raised.value.__context__ is None
        assert "secret" not in str(raised.value)


def test_nobody_else_opens_what_the_courier_sealed_for_itself(keys):
    with pytest.raises(SealError):
        STRANGER.open_route(keys.seal_for_self({}))
