"""aiogram, unpatched, lives on the emulator."""

import asyncio
from io import BytesIO

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ContentType
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.filters import CommandStart
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
)

NAME = "drum_bot"
TOKEN = "100200:drum-at-the-gate"


def session_to(url):
    return AiohttpSession(api=TelegramAPIServer.from_base(url))


@pytest.fixture
async def bot(control, emulator):
    bot = Bot(TOKEN, session=session_to(emulator.url))
    yield bot
    await bot.session.close()


@pytest.fixture
async def dispatcher(bot):
    """A dispatcher that polls from the moment a test starts until it ends."""
    dispatcher = Dispatcher()
    polling = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, polling_timeout=5)
    )
    yield dispatcher
    await dispatcher.stop_polling()
    await polling


async def test_a_conversation_with_text_buttons_and_edits(dispatcher, li):
    @dispatcher.message(CommandStart())
    async def greet(message: Message):
        button = InlineKeyboardButton(text="提交", callback_data="submit")
        await message.answer(
            "<b>您好</b>",
            parse_mode="HTML",
            protect_content=True,
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
        )

    @dispatcher.callback_query()
    async def submit(query: CallbackQuery):
        await query.answer("收到")
        await query.message.edit_text("done")

    await li.says(NAME, "/start")
    assert (await li.waits_for(NAME, "您好")).protected
    await li.taps(NAME, "提交")
    assert (await li.waits_for(NAME, "done")).labels == []
    assert await li.toasts() == ["收到"]


async def test_files_of_every_kind_arrive_and_go_back(bot, dispatcher, li, png):
    @dispatcher.message()
    async def echo(message: Message):
        media = getattr(message, message.content_type)
        media = media[-1] if message.content_type == ContentType.PHOTO else media
        content = await bot.download(media, BytesIO())
        await message.answer_document(
            BufferedInputFile(content.read(), "back"), caption=f"{message.content_type.value} back"
        )

    for kind, send in [
        ("photo", lambda: li.sends_photo(NAME, png)),
        ("document", lambda: li.sends_document(NAME, png, "a.png")),
        ("video", lambda: li.sends_video(NAME, png, 3)),
        ("voice", lambda: li.sends_voice(NAME, png, 3)),
        ("audio", lambda: li.sends_audio(NAME, png, 3)),
    ]:
        await send()
        assert await li.opens(await li.waits_for(NAME, f"{kind} back")) == png


async def test_standing_changes_and_edits_arrive(dispatcher, li):
    heard = asyncio.Queue()

    @dispatcher.my_chat_member()
    async def standing(event):
        await heard.put(event.new_chat_member.status)

    @dispatcher.edited_message()
    async def edited(message: Message):
        await heard.put(message.text)

    said = await li.says(NAME, "teh")
    await li.edits(NAME, said.id, "the")
    await li.blocks(NAME)
    await li.unblocks(NAME)
    heard_all = [await asyncio.wait_for(heard.get(), 5) for _ in range(3)]
    assert sorted(heard_all) == ["kicked", "member", "the"]


async def test_a_text_becomes_a_photo_and_is_deleted(bot, met, png):
    sent = await bot.send_message(met.id, "soon")
    photo = InputMediaPhoto(media=BufferedInputFile(png, "a.png"), caption="here")
    edited = await sent.edit_media(photo)
    assert edited.photo
    await bot.delete_messages(met.id, [sent.message_id])
    assert [seen.text for seen in await met.sees(NAME)] == ["/start"]


async def test_methods_about_the_bot_and_its_chats(bot, met):
    assert (await bot.get_me()).username == NAME
    assert await bot.set_my_commands([BotCommand(command="start", description="开始")])
    assert await bot.set_my_description("登闻")
    assert await bot.set_my_short_description("登闻")
    assert (await bot.get_chat(met.id)).first_name == "李芳"
    assert (await bot.get_chat_member(met.id, met.id)).status == "member"
    assert await bot.send_chat_action(met.id, "typing")
    assert (await bot.get_webhook_info()).url == ""


async def test_errors_come_as_the_right_exceptions(bot, control, met, emulator):
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.send_message(met.id, " ")
    await control.fault("429", method="sendMessage", retry_after=9)
    with pytest.raises(TelegramRetryAfter) as limited:
        await bot.send_message(met.id, "x")
    assert limited.value.retry_after == 9
    await control.fault("502", method="sendMessage")
    with pytest.raises(TelegramServerError):
        await bot.send_message(met.id, "x")
    await met.blocks(NAME)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(met.id, "x")
    stranger = Bot("1:x", session=session_to(emulator.url))
    with pytest.raises(TelegramUnauthorizedError):
        await stranger.get_me()
    await stranger.session.close()
