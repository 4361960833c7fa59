import pytest

BOT = "drum_bot"


def inline(*buttons):
    return {"inline_keyboard": [list(buttons)]}


async def test_a_bot_learns_who_it_is(api):
    me = await api.result("getMe")
    assert me.items() >= {"is_bot": True, "username": BOT, "first_name": "登闻"}.items()


async def test_a_wrong_token_is_unauthorized_and_a_wrong_method_not_found(api):
    assert await api.refusal("getTea") == "Not Found"
    api.token = "1:wrong"
    assert await api.refusal("getMe") == "Unauthorized"


async def test_methods_take_json_forms_and_queries_in_any_case(api, met, session):
    assert (await api.form("SENDmessage", {}, chat_id=met.id, text="form"))["ok"]
    path = f"{api.url}/bot{api.token}/sendMessage"
    async with session.get(path, params={"chat_id": met.id, "text": "query"}) as answer:
        assert (await answer.json())["result"]["text"] == "query"
    assert [seen.text for seen in await met.sees(BOT)] == ["/start", "form", "query"]


async def test_a_formatted_text_arrives_as_entities(api, met):
    sent = await api.result(
        "sendMessage", chat_id=met.id, text=" 🥁 <b>登闻</b>\n", parse_mode="HTML"
    )
    assert sent["text"] == "🥁 登闻"
    assert sent["entities"] == [{"type": "bold", "offset": 3, "length": 2}]
    assert (await met.waits_for(BOT, "登闻")).html == "🥁 <b>登闻</b>"


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "🥁" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "Poem"}, "unsupported parse_mode"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "chat_id": 5}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "message_thread_id": 5}, "message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": "7"}, "object expected as reply markup"),
        (
            {"text": "x", "reply_markup": inline({"text": "y"})},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": inline({"text": "", "callback_data": "z"})},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "x", "reply_markup": inline({"text": "y", "callback_data": ""})},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"text": "x", "reply_markup": inline({"text": "y", "callback_data": "闻" * 22})},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"text": "x", "reply_markup": inline({"text": "y", "url": "javascript:1"})},
            "inline keyboard button URL 'javascript:1' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_what_cannot_be_sent_is_refused_in_telegrams_words(api, met, params, reason):
    params = {"chat_id": met.id} | params
    assert await api.refusal("sendMessage", **params) == f"Bad Request: {reason}"


async def test_texts_and_data_of_full_length_pass(api, met):
    await api.result(
        "sendMessage", chat_id=met.id, text="<b>" + "🥁" * 2048 + "</b>", parse_mode="HTML"
    )
    button = {"text": "y", "callback_data": "x" * 64}
    await api.result("sendMessage", chat_id=met.id, text="x", reply_markup=inline(button))


async def test_a_bot_cannot_write_first(api, li, control):
    assert (
        await api.refusal("sendMessage", chat_id=li.id, text="x") == "Bad Request: chat not found"
    )
    await control.group("组", [li, BOT])
    assert (
        await api.refusal("sendMessage", chat_id=li.id, text="x")
        == "Forbidden: bot can't initiate conversation with a user"
    )
    await li.says(BOT, "hello")
    await api.result("sendMessage", chat_id=li.id, text="x")


async def test_a_blocked_bot_cannot_write(api, met):
    await met.blocks(BOT)
    assert (
        await api.refusal("sendMessage", chat_id=met.id, text="x")
        == "Forbidden: bot was blocked by the user"
    )
    await met.unblocks(BOT)
    await api.result("sendMessage", chat_id=met.id, text="x")


async def test_nobody_reads_in_a_deleted_account(api, met):
    await met.deactivates()
    assert (
        await api.refusal("sendMessage", chat_id=met.id, text="x")
        == "Forbidden: user is deactivated"
    )


async def test_a_bot_cannot_write_to_a_bot(api):
    assert (
        await api.refusal("sendMessage", chat_id=100200, text="x")
        == "Forbidden: bots can't send messages to bots"
    )


async def test_protection_replies_and_buttons_are_kept(api, met):
    button = {"text": "读", "callback_data": "read"}
    sent = await api.result(
        "sendMessage",
        chat_id=met.id,
        text="x",
        protect_content=True,
        reply_parameters={"message_id": 1},
        reply_markup=inline(button),
    )
    assert sent["has_protected_content"]
    assert sent["reply_to_message"]["text"] == "/start"
    assert sent["reply_markup"] == {"inline_keyboard": [[button]]}
    seen = (await met.sees(BOT))[-1]
    assert (seen.protected, seen.reply_to, seen.labels) == (True, 1, ["读"])


async def test_a_reply_keyboard_lies_there_until_removed_or_its_message_deleted(api, met):
    keyboard = {"keyboard": [[{"text": "反映"}, "查询"]], "resize_keyboard": True}
    await api.result("sendMessage", chat_id=met.id, text="x", reply_markup=keyboard)
    assert await met.keys(BOT) == [["反映", "查询"]]
    await met.taps(BOT, "反映")
    assert (await met.sees(BOT))[-1].text == "反映"
    await api.result(
        "sendMessage", chat_id=met.id, text="y", reply_markup={"remove_keyboard": True}
    )
    assert await met.keys(BOT) == []
    sent = await api.result("sendMessage", chat_id=met.id, text="z", reply_markup=keyboard)
    await api.result("deleteMessage", chat_id=met.id, message_id=sent["message_id"])
    assert await met.keys(BOT) == []


async def test_private_chats_of_a_bot_share_one_series_of_message_ids(api, met, control):
    wang = await control.user("王强")
    said = await wang.says(BOT, "/start")
    assert said.id == 2
    assert (await api.result("sendMessage", chat_id=met.id, text="x"))["message_id"] == 3


async def test_the_bots_menu_and_descriptions_are_kept(api, control):
    commands = [{"command": "start", "description": "开始"}]
    await api.result("setMyCommands", commands=commands, language_code="zh")
    assert await api.result("getMyCommands", language_code="zh") == commands
    assert await api.result("getMyCommands") == []
    await api.result("setMyDescription", description="登闻鼓", language_code="zh")
    assert await api.result("getMyDescription", language_code="zh") == {"description": "登闻鼓"}
    await api.result("setMyShortDescription", short_description="鼓")
    assert await api.result("getMyShortDescription") == {"short_description": "鼓"}
    assert await api.refusal("setMyCommands", commands=[{}]) == "Bad Request: BOT_COMMAND_INVALID"
    named = {"name": "x", "language_code": "zh-hant"}
    assert (await api.refusal("setMyName", **named)).endswith("invalid language code specified")
    assert await api.result("logOut")
    assert await api.result("close")
