import pytest

BOT = "drum_bot"


@pytest.fixture
async def wang(control):
    return await control.user("王强")


@pytest.fixture
async def group(control, li, wang, api):
    group = await control.group("巡察组", [li, wang, BOT])
    await api.result("deleteWebhook", drop_pending_updates=True)
    return group


def texts(updates):
    return [update.get("message", {}).get("text") for update in updates]


async def test_a_bot_learns_that_it_was_added_and_removed(control, api, li):
    group = await control.group("组", [li, BOT], kind="group")
    await li.removes(group, BOT)
    added, created, removed = await api.updates()
    assert added["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert created["message"]["group_chat_created"] is True
    assert removed["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert (
        await api.refusal("sendMessage", chat_id=group.id, text="x")
        == "Forbidden: bot was kicked from the group chat"
    )


async def test_a_private_bot_hears_commands_and_answers_only(api, li, group):
    asked = await api.result("sendMessage", chat_id=group.id, text="?")
    await li.says(group, "between us")
    await li.says(group, "/help")
    await li.says(group, "/help@other_bot")
    await li.says(group, f"/help@{BOT}")
    await li.says(group, "yes", reply_to=asked["message_id"])
    assert texts(await api.updates()) == ["/help", f"/help@{BOT}", "yes"]


async def test_an_unnamed_command_is_for_the_bot_that_spoke_last(control, api, li, group):
    await control.bot("300:x", "other_bot", "Other")
    await li.adds(group, "other_bot")
    await api.result("deleteWebhook", drop_pending_updates=True)
    api.token = "300:x"
    await api.result("sendMessage", chat_id=group.id, text="mine")
    await api.result("deleteWebhook", drop_pending_updates=True)
    await li.says(group, "/help")
    assert texts(await api.updates()) == ["/help"]
    api.token = "100200:drum-at-the-gate"
    assert await api.updates() == []


async def test_without_privacy_or_as_administrator_a_bot_hears_all(control, api, li, group):
    await control.bot("300:x", "open_bot", "Open", privacy=False)
    await li.adds(group, "open_bot")
    await li.says(group, "one")
    await li.promotes(group, BOT)
    await li.says(group, "two")
    assert texts(await api.updates())[-1] == "two"
    api.token = "300:x"
    assert texts((await api.updates())[2:]) == ["one", "two"]


async def test_a_press_in_a_group_always_reaches_the_bot(api, li, wang, group):
    markup = {"inline_keyboard": [[{"text": "go", "callback_data": "x"}]]}
    await api.result("sendMessage", chat_id=group.id, text="?", reply_markup=markup)
    await wang.taps(group, "go")
    (update,) = await api.updates()
    assert update["callback_query"]["from"]["first_name"] == "王强"
    assert update["callback_query"]["message"]["chat"]["type"] == "supergroup"


async def test_members_see_each_other_and_others_see_nothing(control, api, li, wang, group):
    await li.says(group, "hello")
    assert (await wang.waits_for(group, "hello")).sender == "李芳"
    zhao = await control.user("赵敏")
    with pytest.raises(AssertionError, match="is in no group"):
        await zhao.says(group, "let me in")
    await li.adds(group, zhao)
    await zhao.says(group, "thanks")


async def test_chat_members_and_chats_can_be_asked_about(api, li, wang, group, control):
    about = await api.result("getChat", chat_id=group.id)
    assert (about["title"], about["type"]) == ("巡察组", "supergroup")
    member = {"chat_id": group.id}
    assert (await api.result("getChatMember", **member, user_id=li.id))["status"] == "creator"
    assert (await api.result("getChatMember", **member, user_id=wang.id))["status"] == "member"
    zhao = await control.user("赵敏")
    assert (await api.result("getChatMember", **member, user_id=zhao.id))["status"] == "left"
    assert (
        await api.refusal("getChatMember", **member, user_id=5)
        == "Bad Request: invalid user_id specified"
    )
    assert len(await api.result("getChatAdministrators", **member)) == 1
    assert await api.result("getChatMemberCount", **member) == 3


async def test_a_bot_that_left_cannot_write(api, group, met):
    await api.result("leaveChat", chat_id=group.id)
    assert (
        await api.refusal("sendMessage", chat_id=group.id, text="x")
        == "Forbidden: bot is not a member of the supergroup chat"
    )
    assert (
        await api.refusal("leaveChat", chat_id=met.id)
        == "Bad Request: chat member status can't be changed in private chats"
    )


async def test_a_bot_deletes_others_words_only_as_administrator(api, li, group):
    said = await li.says(group, "/help")
    call = {"chat_id": group.id, "message_id": said.id}
    assert (
        await api.refusal("deleteMessage", **call)
        == "Bad Request: message can't be deleted for everyone"
    )
    await li.promotes(group, BOT)
    await api.result("deleteMessage", **call)


async def test_a_group_that_moved_tells_where(control, api, li):
    old = await control.group("组", [li, BOT], kind="group")
    new = await control.migrate(old)
    body = await api("sendMessage", chat_id=old.id, text="x")
    assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert body["parameters"] == {"migrate_to_chat_id": new.id}
    told = [update["message"] for update in (await api.updates())[2:]]
    assert told[0]["migrate_to_chat_id"] == new.id
    assert told[1]["migrate_from_chat_id"] == old.id
    await api.result("sendMessage", chat_id=new.id, text="x")


async def test_a_deleted_topic_takes_no_message(control, api, li, group):
    thread = await control.topic(group, "案件")
    sent = {"chat_id": group.id, "text": "x", "message_thread_id": thread}
    assert (await api.result("sendMessage", **sent))["is_topic_message"]
    await control.delete_topic(group, thread)
    assert await api.refusal("sendMessage", **sent) == "Bad Request: message thread not found"


async def test_a_message_for_one_member_is_seen_by_nobody_else(api, clock, li, wang, group):
    about = {"receiver_user_id": wang.id}
    asked = {"chat_id": group.id, "text": "for you", "ephemeral_message_parameters": about}
    assert "not enough rights" in await api.refusal("sendMessage", **asked)
    markup = {"inline_keyboard": [[{"text": "Mine", "callback_data": "mine"}]]}
    await api.result("sendMessage", chat_id=group.id, text="?", reply_markup=markup)
    await wang.taps(group, "Mine")
    (pressed,) = [each for each in await api.updates() if "callback_query" in each]
    about["callback_query_id"] = pressed["callback_query"]["id"]
    sent = await api.result("sendMessage", **asked)
    assert (sent["message_id"], sent["receiver_user"]["id"]) == (0, wang.id)
    assert [m.text for m in await wang.sees(group)][-1] == "for you"
    assert "for you" not in [m.text for m in await li.sees(group)]
    clock.passes(seconds=16)
    assert "not enough rights" in await api.refusal("sendMessage", **asked)
    gone = {"receiver_user_id": wang.id, "ephemeral_message_id": sent["ephemeral_message_id"]}
    assert await api.result("deleteEphemeralMessage", chat_id=group.id, **gone)
    assert "for you" not in [m.text for m in await wang.sees(group)]
    await li.promotes(group, BOT)
    del about["callback_query_id"]
    assert (await api.result("sendMessage", **asked))["ephemeral_message_id"]
    assert "PARTICIPANT" in await api.refusal(
        "sendMessage", chat_id=group.id, text="x", receiver_user_id=1
    )
