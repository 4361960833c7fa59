"""python-telegram-bot, unpatched, lives on the emulator."""

import asyncio

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Update
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ExtBot,
    MessageHandler,
    filters,
)

NAME = "drum_bot"
TOKEN = "100200:drum-at-the-gate"


@pytest.fixture
async def application(control, emulator):
    """An application that polls while the test runs."""
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{emulator.url}/bot")
        .base_file_url(f"{emulator.url}/file/bot")
        .build()
    )
    async with application:
        await application.start()
        await application.updater.start_polling(timeout=5, allowed_updates=Update.ALL_TYPES)
        yield application
        await application.updater.stop()
        await application.stop()


@pytest.fixture
def bot(application):
    return application.bot


async def test_a_conversation_with_text_buttons_and_edits(application, li):
    async def greet(update, context):
        button = InlineKeyboardButton("提交", callback_data="submit")
        await update.message.reply_html(
            "<b>您好</b>", reply_markup=InlineKeyboardMarkup([[button]]), protect_content=True
        )

    async def submit(update, context):
        await update.callback_query.answer("收到")
        await update.callback_query.edit_message_text("done")

    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(submit))
    await li.says(NAME, "/start")
    assert (await li.waits_for(NAME, "您好")).protected
    await li.taps(NAME, "提交")
    assert (await li.waits_for(NAME, "done")).labels == []
    assert await li.toasts() == ["收到"]


async def test_files_of_every_kind_arrive_and_go_back(application, li, png):
    async def echo(update, context):
        media = update.message.effective_attachment
        media = media[-1] if isinstance(media, tuple) else media
        content = await (await media.get_file()).download_as_bytearray()
        await update.message.reply_document(bytes(content), caption=f"{type(media).__name__} back")

    application.add_handler(MessageHandler(filters.ALL, echo))
    for kind, send in [
        ("PhotoSize", lambda: li.sends_photo(NAME, png)),
        ("Document", lambda: li.sends_document(NAME, png, "a.png")),
        ("Video", lambda: li.sends_video(NAME, png, 3)),
        ("Voice", lambda: li.sends_voice(NAME, png, 3)),
        ("Audio", lambda: li.sends_audio(NAME, png, 3)),
    ]:
        await send()
        assert await li.opens(await li.waits_for(NAME, f"{kind} back")) == png


async def test_standing_changes_and_edits_arrive(application, li):
    heard = asyncio.Queue()

    async def standing(update, context):
        await heard.put(update.my_chat_member.new_chat_member.status)

    async def edited(update, context):
        await heard.put(update.edited_message.text)

    application.add_handler(ChatMemberHandler(standing))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, edited))
    said = await li.says(NAME, "teh")
    await li.edits(NAME, said.id, "the")
    await li.blocks(NAME)
    await li.unblocks(NAME)
    assert [await asyncio.wait_for(heard.get(), 5) for _ in range(3)] == ["the", "kicked", "member"]


async def test_a_text_becomes_a_photo_and_is_deleted(bot, li, png):
    await li.says(NAME, "/start")
    sent = await bot.send_message(li.id, "soon")
    edited = await sent.edit_media(InputMediaPhoto(png, caption="here"))
    assert edited.photo
    await bot.delete_messages(li.id, [sent.message_id])
    assert [seen.text for seen in await li.sees(NAME)] == ["/start"]


async def test_methods_about_the_bot_and_its_chats(bot, li):
    await li.says(NAME, "/start")
    assert (await bot.get_me()).username == NAME
    assert await bot.set_my_commands([("start", "开始")])
    assert await bot.set_my_description("登闻")
    assert (await bot.get_chat(li.id)).first_name == "李芳"
    assert (await bot.get_chat_member(li.id, li.id)).status == "member"
    assert await bot.send_chat_action(li.id, "typing")
    assert (await bot.get_webhook_info()).url == ""


async def test_errors_come_as_the_right_exceptions(bot, control, li, emulator, monkeypatch):
    # The library warns unless told that its newer type of the delay is expected.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    await li.says(NAME, "/start")
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(li.id, " ")
    await control.fault("429", method="sendMessage", retry_after=9)
    with pytest.raises(RetryAfter) as limited:
        await bot.send_message(li.id, "x")
    assert limited.value.retry_after.total_seconds() == 9
    await control.fault("502", method="sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(li.id, "x")
    await li.blocks(NAME)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(li.id, "x")
    with pytest.raises(InvalidToken):
        async with ExtBot("1:x", base_url=f"{emulator.url}/bot"):
            pass
