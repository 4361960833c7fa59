import json

import pytest

BOT = "drum_bot"
UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


@pytest.fixture
async def note(api, met):
    sent = await api.result("sendMessage", chat_id=met.id, text="before")
    return {"chat_id": met.id, "message_id": sent["message_id"]}


async def test_a_text_is_edited_in_place(api, met, note):
    edited = await api.result("editMessageText", **note, text="<b>after</b>", parse_mode="HTML")
    assert edited["text"] == "after"
    assert edited["edit_date"]
    seen = await met.waits_for(BOT, "after")
    assert (seen.id, seen.edited, seen.html) == (note["message_id"], True, "<b>after</b>")


async def test_an_edit_that_changes_nothing_is_refused(api, note):
    assert await api.refusal("editMessageText", **note, text="before") == UNCHANGED
    assert await api.refusal("editMessageReplyMarkup", **note) == UNCHANGED


async def test_an_edit_takes_the_buttons_away_unless_they_are_given_again(api, met, note):
    markup = {"inline_keyboard": [[{"text": "go", "callback_data": "x"}]]}
    await api.result("editMessageReplyMarkup", **note, reply_markup=markup)
    assert (await met.sees(BOT))[-1].labels == ["go"]
    await api.result("editMessageText", **note, text="after")
    assert (await met.sees(BOT))[-1].labels == []


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
        ("editMessageText", {"text": ""}, "message text is empty"),
        ("editMessageText", {"text": "x" * 4097}, "message is too long"),
        (
            "editMessageText",
            {"message_id": None, "text": "x"},
            "message identifier is not specified",
        ),
        (
            "editMessageText",
            {"text": "x", "reply_markup": {"keyboard": [["x"]]}},
            "inline keyboard expected",
        ),
        ("editMessageCaption", {"caption": "x"}, "there is no caption in the message to edit"),
        ("editMessageMedia", {"media": "{"}, "can't parse input media JSON object"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("deleteMessages", {}, "message identifiers are not specified"),
        (
            "deleteMessages",
            {"message_ids": list(range(101))},
            "too many message identifiers specified",
        ),
    ],
)
async def test_what_cannot_be_edited_is_refused(api, note, method, params, reason):
    assert await api.refusal(method, **(note | params)) == f"Bad Request: {reason}"


async def test_a_text_becomes_media_and_its_caption_is_edited(api, met, note, png):
    media = json.dumps({"type": "photo", "media": "attach://pic", "caption": "one"})
    body = await api.form("editMessageMedia", {"pic": ("a.png", png)}, **note, media=media)
    assert body["result"]["photo"][-1]["width"] == 1280
    assert body["result"]["caption"] == "one"
    await api.result("editMessageCaption", **note, caption="two")
    seen = await met.waits_for(BOT, "two")
    assert seen.kind == "photo"
    assert await met.opens(seen) == png
    assert (
        await api.refusal("editMessageText", **note, text="x")
        == "Bad Request: there is no text in the message to edit"
    )


async def test_a_bot_deletes_what_either_side_wrote(api, met, note):
    await api.result("deleteMessage", **note)
    await api.result("deleteMessages", chat_id=met.id, message_ids=[1, 77])
    assert await met.sees(BOT) == []


async def test_nothing_older_than_two_days_is_deleted_for_everyone(api, met, note, clock):
    clock.passes(hours=48)
    assert (
        await api.refusal("deleteMessage", **note)
        == "Bad Request: message can't be deleted for everyone"
    )
    assert len(await met.sees(BOT)) == 2


async def test_a_press_reaches_the_bot_and_its_answer_the_person(api, met):
    markup = {"inline_keyboard": [[{"text": "go", "callback_data": "x:1"}]]}
    await api.result("sendMessage", chat_id=met.id, text="?", reply_markup=markup)
    await met.taps(BOT, "go")
    (update,) = await api.updates()
    query = update["callback_query"]
    assert query["data"] == "x:1"
    assert query["message"]["text"] == "?"
    assert query["from"]["id"] == met.id
    await api.result("answerCallbackQuery", callback_query_id=query["id"], text="好")
    assert await met.toasts() == ["好"]


async def test_an_old_or_unknown_press_cannot_be_answered(api, met, clock):
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await api.refusal("answerCallbackQuery", callback_query_id="7") == too_old
    markup = {"inline_keyboard": [[{"text": "go", "callback_data": "x"}]]}
    await api.result("sendMessage", chat_id=met.id, text="?", reply_markup=markup)
    query_id = (await met.taps(BOT, "go"))["query_id"]
    clock.passes(minutes=15)
    assert await api.refusal("answerCallbackQuery", callback_query_id=query_id) == too_old
