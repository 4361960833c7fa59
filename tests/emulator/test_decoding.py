"""Everything that the emulator emits decodes in both libraries."""

import aiogram.types
import pytest
import telegram

BOT = "drum_bot"


async def everything_happens(control, api, li, png):
    """Lets one of everything come about, and returns the raw updates."""
    said = await li.says(BOT, "/start https://example.org #巡察 @drum_bot")
    await li.edits(BOT, said.id, "edited")
    await li.sends_photo(BOT, png, "caption")
    await li.sends_photo(BOT, b"not a picture that anybody knows")
    await li.sends_document(BOT, png, "报告.pdf", "application/pdf", "caption")
    await li.sends_document(BOT, png, None)
    await li.sends_video(BOT, png, 5, "caption")
    await li.sends_voice(BOT, b"OggS", 5)
    await li.sends_audio(BOT, b"ID3", 5)
    markup = {"inline_keyboard": [[{"text": "go", "callback_data": "x"}]]}
    text = "<b>a</b><pre>b</pre><a href='https://example.org'>c</a><blockquote>d</blockquote>"
    sent = await api.result(
        "sendMessage", chat_id=li.id, text=text, parse_mode="HTML", reply_markup=markup
    )
    await li.says(BOT, "an answer", reply_to=sent["message_id"])
    await li.taps(BOT, "go")
    await li.blocks(BOT)
    await li.unblocks(BOT)
    await everything_happens_in_groups(control, li)
    return await api.updates()


async def everything_happens_in_groups(control, li):
    basic = await control.group("组", [li, BOT], kind="group")
    wang = await control.user("王强")
    await li.adds(basic, wang)
    await li.removes(basic, wang)
    new = await control.migrate(basic)
    await li.promotes(new, BOT)
    thread = await control.topic(new, "案件")
    await li.says(new, "/help", thread_id=thread)
    await li.removes(new, BOT)


@pytest.mark.parametrize("decodes", ["aiogram", "python-telegram-bot"])
async def test_every_update_decodes(control, api, li, png, decodes):
    updates = await everything_happens(control, api, li, png)
    kinds = {kind for update in updates for kind in update} - {"update_id"}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
    for raw in updates:
        if decodes == "aiogram":
            update = aiogram.types.Update.model_validate(raw)
            assert update.event_type in raw
        else:
            update = telegram.Update.de_json(raw, None)
            (kind,) = raw.keys() - {"update_id"}
            # What the library does not know it keeps aside, so an invented field would show.
            assert not getattr(update, kind).api_kwargs


async def test_results_decode_too(control, api, li, png):
    await everything_happens(control, api, li, png)
    await api.result("getUpdates", offset=-1)
    chat = await api.result("getChat", chat_id=li.id)
    assert not telegram.ChatFullInfo.de_json(chat, None).api_kwargs
    aiogram.types.ChatFullInfo.model_validate(chat)
    group = await control.group("组", [li, BOT])
    for standing in ("creator", "member", "administrator"):
        user_id = li.id if standing == "creator" else 100200
        if standing == "administrator":
            await li.promotes(group, BOT)
        member = await api.result("getChatMember", chat_id=group.id, user_id=user_id)
        read = telegram.ChatMember.de_json(member, None)
        assert read.status == standing
        # This right is newer than the library.
        assert read.api_kwargs.keys() <= {"can_send_welcome_messages"}
        types = aiogram.types
        adapter = {
            "creator": types.ChatMemberOwner,
            "member": types.ChatMemberMember,
            "administrator": types.ChatMemberAdministrator,
        }
        adapter[standing].model_validate(member)
