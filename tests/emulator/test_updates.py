import asyncio

BOT = "drum_bot"


async def test_an_offset_acknowledges_all_that_lies_before(li, api):
    for word in ("one", "two", "three"):
        await li.says(BOT, word)
    first, second, third = await api.updates()
    assert [second["update_id"], third["update_id"]] == [
        first["update_id"] + 1,
        first["update_id"] + 2,
    ]
    assert len(await api.updates()) == 3
    assert await api.updates(offset=third["update_id"]) == [third]
    assert await api.updates() == [third]
    assert await api.updates(offset=third["update_id"] + 1) == []


async def test_a_negative_offset_forgets_all_but_the_last(li, api):
    for word in ("one", "two", "three"):
        await li.says(BOT, word)
    assert [update["message"]["text"] for update in await api.updates(offset=-2)] == [
        "two",
        "three",
    ]
    assert len(await api.updates()) == 2


async def test_an_offset_from_before_a_restart_of_the_ids_acknowledges_nothing(control, li, api):
    await control.restart_ids(BOT, 5_000)
    await li.says(BOT, "one")
    (update,) = await api.updates(offset=700_000_000)
    assert update["update_id"] == 5_000


async def test_the_limit_holds(li, api):
    for word in ("one", "two", "three"):
        await li.says(BOT, word)
    assert len(await api.updates(limit=2)) == 2
    assert len(await api.updates(limit=500)) == 3


async def test_a_poll_waits_for_what_comes(li, api):
    poll = asyncio.create_task(api.updates(timeout=10))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await li.says(BOT, "one")
    assert [update["message"]["text"] for update in await poll] == ["one"]


async def test_a_second_poller_ends_the_first(api, li):
    first = asyncio.create_task(api.refusal("getUpdates", timeout=10))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(api.updates(timeout=10))
    assert await first == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    await li.says(BOT, "one")
    assert len(await second) == 1


async def test_the_kinds_of_updates_asked_for_are_remembered(control, li, api):
    await api.updates(allowed_updates=["callback_query"])
    await li.says(BOT, "one")
    assert await api.updates() == []
    await api.updates(allowed_updates=[])
    await li.says(BOT, "two")
    assert len(await api.updates()) == 1


async def test_updates_are_kept_for_a_day(li, api, clock):
    await li.says(BOT, "one")
    clock.passes(hours=23)
    assert len(await api.updates()) == 1
    clock.passes(hours=1)
    assert await api.updates() == []


async def test_pending_updates_can_be_counted_and_dropped(li, api):
    await li.says(BOT, "one")
    assert (await api.result("getWebhookInfo"))["pending_update_count"] == 1
    assert await api.result("deleteWebhook", drop_pending_updates=True)
    assert (await api.result("getWebhookInfo"))["pending_update_count"] == 0


async def test_any_dictionary_can_be_injected_and_acknowledged(control, api):
    number = await control.inject(BOT, {"message": {"nonsense": True}})
    assert await api.updates() == [{"update_id": number, "message": {"nonsense": True}}]
    odd = await control.inject(BOT, {"update_id": "x"})
    assert odd == number + 1
    assert await api.updates(offset=odd) == [{"update_id": "x"}]
    assert await api.updates(offset=odd + 1) == []


async def test_a_silenced_poll_ends_when_the_server_stops(emulator, api):
    poll = asyncio.create_task(api.updates(timeout=10))
    await asyncio.sleep(0.05)
    emulator.world.close()
    assert await poll == []
