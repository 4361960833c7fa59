import asyncio

import aiohttp
import pytest

BOT = "drum_bot"


@pytest.mark.parametrize(
    ("kind", "code", "description"),
    [
        ("429", 429, "Too Many Requests: retry after 7"),
        ("500", 500, "Internal Server Error"),
        ("502", 502, "Bad Gateway"),
        ("403", 403, "Forbidden: bot was blocked by the user"),
    ],
)
async def test_a_refusing_fault_hits_once_and_nothing_is_done(
    control, api, met, kind, code, description
):
    await control.fault(kind, method="sendMessage", retry_after=7)
    body = await api("sendMessage", chat_id=met.id, text="x")
    assert (body["error_code"], body["description"]) == (code, description)
    assert body.get("parameters", {}).get("retry_after") == (7 if kind == "429" else None)
    assert len(await met.sees(BOT)) == 1
    await api.result("sendMessage", chat_id=met.id, text="x")


async def test_a_fault_skips_repeats_and_is_cleared(control, api):
    await control.fault("500", bot=BOT, method="getme", times=2, skip=1)
    answers = [(await api("getMe"))["ok"] for _ in range(4)]
    assert answers == [True, False, False, True]
    await control.fault("500", times=None)
    assert [(await api("getMe"))["ok"] for _ in range(3)] == [False] * 3
    await control.clear_faults()
    await api.result("getMe")


async def test_a_fault_of_another_bot_is_not_mine(control, api):
    await control.fault("500", bot="other_bot")
    await api.result("getMe")


async def test_a_slow_call_acts_in_the_end(control, api, met):
    await control.fault("slow", method="sendMessage", seconds=0.1)
    slow = asyncio.create_task(api.result("sendMessage", chat_id=met.id, text="x"))
    await asyncio.sleep(0.02)
    assert len(await met.sees(BOT)) == 1
    await slow
    assert len(await met.sees(BOT)) == 2


async def test_a_dropped_connection_before_the_act_leaves_nothing(control, api, met):
    await control.fault("reset", method="sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await api("sendMessage", chat_id=met.id, text="x")
    assert len(await met.sees(BOT)) == 1


async def test_a_dropped_connection_after_the_act_leaves_the_act(control, api, met):
    await control.fault("reset_after", method="sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await api("sendMessage", chat_id=met.id, text="x")
    assert len(await met.sees(BOT)) == 2


async def test_a_hanging_call_never_acts(control, api, met):
    await control.fault("hang", method="sendMessage")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(api("sendMessage", chat_id=met.id, text="x"), 0.1)
    assert len(await met.sees(BOT)) == 1
    (call,) = await control.calls(BOT, "sendMessage")
    assert call["fault"] == "hang"


async def test_a_server_that_stops_ends_hanging_calls(control, api, emulator, met):
    await control.fault("hang", method="getMe")
    hanging = asyncio.create_task(api("getMe"))
    await asyncio.sleep(0.05)
    emulator._closing.set()
    with pytest.raises(aiohttp.ClientError):
        await hanging


async def test_a_download_breaks_off_in_the_middle(control, api, met, session):
    await met.sends_document(BOT, b"x" * 1000, "a.txt")
    (update,) = await api.updates()
    file = await api.result("getFile", file_id=update["message"]["document"]["file_id"])
    path = f"{api.url}/file/bot{api.token}/{file['file_path']}"
    await control.fault("reset_after", method="file")
    async with session.get(path) as answer:
        with pytest.raises(aiohttp.ClientPayloadError):
            await answer.read()
    async with session.get(path) as answer:
        assert len(await answer.read()) == 1000


async def test_an_unknown_fault_is_refused_at_once(control):
    with pytest.raises(AssertionError, match="'flood' is no fault"):
        await control.fault("flood")
