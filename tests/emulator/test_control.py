import asyncio
import re
import sys
from pathlib import Path

import aiohttp
import pytest

import emulator.server
from emulator.client import Control, NotSeenError

BOT = "drum_bot"
PAGE = Path(emulator.server.__file__).parent / "page"


@pytest.fixture
def page_files():
    return [file.name for file in PAGE.iterdir()]


async def test_waiting_tells_what_is_seen_instead(li, api, met):
    await api.result("sendMessage", chat_id=li.id, text="good day")
    with pytest.raises(NotSeenError, match=r"did not see 'nothing of the kind'(?s:.*)good day"):
        await met.waits_for(BOT, "nothing of the kind", timeout=0.05)


async def test_waiting_ends_as_soon_as_the_message_comes(api, met):
    waiting = asyncio.create_task(met.waits_for(BOT, "here", "I am"))
    await asyncio.sleep(0.02)
    await api.result("sendMessage", chat_id=met.id, text="here you are")
    await api.result("sendMessage", chat_id=met.id, text="here I am")
    assert (await waiting).text == "here I am"


async def test_only_what_came_after_the_own_act_counts_unless_asked(api, met):
    await api.result("sendMessage", chat_id=met.id, text="old")
    await met.says(BOT, "something")
    with pytest.raises(NotSeenError):
        await met.waits_for(BOT, "old", timeout=0.05)
    old = await met.waits_for(BOT, "old", after=0)
    with pytest.raises(NotSeenError):
        await met.waits_for(BOT, "old", timeout=0.05, after=old)
    await api.result("editMessageText", chat_id=met.id, message_id=old.id, text="old, edited")
    assert (await met.waits_for(BOT, "old")).edited


async def test_a_whole_label_goes_before_a_part_and_new_before_old(api, met):
    def markup(*labels):
        return {"inline_keyboard": [[{"text": t, "callback_data": t} for t in labels]]}

    await api.result("sendMessage", chat_id=met.id, text="1", reply_markup=markup("提交"))
    await api.result("sendMessage", chat_id=met.id, text="2", reply_markup=markup("不提交", "提交"))
    await met.taps(BOT, "提交")
    await met.taps(BOT, "不")
    pressed = [update["callback_query"] for update in await api.updates()]
    assert [query["data"] for query in pressed] == ["提交", "不提交"]
    assert {query["message"]["text"] for query in pressed} == {"2"}


async def test_a_button_that_is_not_there_is_reported_with_those_that_are(api, met):
    link = {"inline_keyboard": [[{"text": "site", "url": "https://example.org"}]]}
    await api.result("sendMessage", chat_id=met.id, text="x", reply_markup=link)
    with pytest.raises(AssertionError, match="no button 'gone'; inline buttons: \\['site'\\]"):
        await met.taps(BOT, "gone")
    assert (await met.taps(BOT, "site"))["url"] == "https://example.org"


async def test_people_edit_delete_and_wipe(api, met):
    said = await met.says(BOT, "teh drum")
    await met.edits(BOT, said.id, "the drum")
    _, edited = await api.updates()
    assert edited["edited_message"]["text"] == "the drum"
    assert edited["edited_message"]["edit_date"]
    await met.deletes(BOT, said.id)
    assert [seen.text for seen in await met.sees(BOT)] == ["/start"]
    await met.wipes(BOT, for_all=False)
    assert await met.sees(BOT) == []
    await api.result("deleteMessage", chat_id=met.id, message_id=1)
    await met.says(BOT, "again")
    await met.wipes(BOT)
    assert await met.sees(BOT) == []


async def test_the_impossible_is_refused(control, api, met):
    for act, reason in [
        (met.says("nobody_bot", "x"), "there is no bot nobody_bot"),
        (met.says(BOT, " "), "there is nothing to send"),
        (met.edits(BOT, 99, "x"), "sees no message 99"),
        (control.bot("no token", "x_bot", "X"), "a token looks like"),
        (control.bot("9:x", BOT, "X"), "already"),
        (control.user("x", id=met.id), "already"),
        (control.group("x", [BOT]), "at least one person"),
        (control.actor(5), "there is no user 5"),
    ]:
        with pytest.raises(AssertionError, match=reason):
            await act
    await met.blocks(BOT)
    with pytest.raises(AssertionError, match="has blocked the bot"):
        await met.says(BOT, "x")


async def test_the_log_has_every_call_without_the_bytes(control, api, met, png):
    await api.form("sendPhoto", {"photo": ("a.png", png)}, chat_id=met.id)
    (call,) = await control.calls(BOT, "sendPhoto")
    assert call["params"] == {
        "chat_id": str(met.id),
        "photo": {"file_name": "a.png", "size": len(png)},
    }
    assert len(await control.calls()) > 1


async def test_the_clock_can_be_moved(control, api, met, emulator, clock):
    await control.advance(3600)
    said = await met.says(BOT, "later")
    assert (said.date - clock()).total_seconds() == 3600


async def test_the_token_of_a_bot_is_not_shown(control):
    assert "drum-at-the-gate" not in str(await control.state())


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Host": "evil.example:80"}, {"Origin": "http://evil.example"}],
)
async def test_other_names_and_other_sites_are_turned_away(emulator, session, headers):
    async with session.get(f"{emulator.url}/control/state", headers=headers) as answer:
        assert answer.status == 403


async def test_a_form_of_another_site_moves_nothing(emulator, session):
    async with session.post(f"{emulator.url}/control/users", data='{"first_name": "x"}') as answer:
        assert answer.status == 409
    assert not emulator.world.users


async def test_the_page_is_served_with_nothing_from_outside(emulator, session, page_files):
    for name in ("", *(f"page/{file}" for file in page_files)):
        async with session.get(f"{emulator.url}/{name}") as answer:
            assert answer.status == 200
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'")
            assert not set(re.findall(r"unsafe|https?:|[*]", policy))
            text = await answer.text()
        assert "//" not in text.replace("http://www.w3.org", "").replace("// ", "")
        assert "innerHTML" not in text
    async with session.get(f"{emulator.url}/page/other.css") as answer:
        assert answer.status == 404


async def test_the_emulator_runs_as_a_process_of_its_own():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "emulator", stdout=asyncio.subprocess.PIPE
    )
    url = (await process.stdout.readline()).decode().strip()
    async with Control(url) as control:
        await control.bot("1:x", "a_bot", "A")
        actor = await control.user("x")
        again = await control.actor(actor.id)
        await again.says("a_bot", "hello")
    process.terminate()
    assert await process.wait() == 0
    with pytest.raises(aiohttp.ClientConnectorError):
        async with aiohttp.ClientSession() as session, session.get(url):
            pass
