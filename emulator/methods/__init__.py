"""The methods of the Bot API that the emulated server knows."""

from collections.abc import Awaitable, Callable
from typing import Any

from emulator.call import Call
from emulator.methods.account import Account
from emulator.methods.chats import Chats
from emulator.methods.editing import Editing
from emulator.methods.sending import Sending
from emulator.world import World

Method = Callable[[Call], Any | Awaitable[Any]]


def methods_of(world: World) -> dict[str, Method]:
    """Every method under its name in lower case: Telegram does not mind the case."""
    account, chats = Account(world), Chats(world)
    editing, sending = Editing(world), Sending(world)
    named: dict[str, Method] = {
        "getMe": account.get_me,
        "getUpdates": account.get_updates,
        "setWebhook": account.set_webhook,
        "deleteWebhook": account.delete_webhook,
        "getWebhookInfo": account.get_webhook_info,
        "setMyCommands": account.set_my_commands,
        "getMyCommands": account.get_my_commands,
        "deleteMyCommands": account.delete_my_commands,
        "setMyDescription": account.set_my_text,
        "getMyDescription": account.get_my_text,
        "setMyShortDescription": account.set_my_text,
        "getMyShortDescription": account.get_my_text,
        "setMyName": account.set_my_text,
        "getMyName": account.get_my_text,
        "answerCallbackQuery": account.answer_callback_query,
        "getFile": account.get_file,
        "logOut": account.log_out,
        "close": account.close,
        "sendMessage": sending.send_message,
        "sendPhoto": sending.send_photo,
        "sendDocument": sending.send_document,
        "sendVideo": sending.send_video,
        "sendVoice": sending.send_voice,
        "sendAudio": sending.send_audio,
        "sendAnimation": sending.send_animation,
        "sendMediaGroup": sending.send_media_group,
        "sendChatAction": sending.send_chat_action,
        "editMessageText": editing.edit_message_text,
        "editMessageCaption": editing.edit_message_caption,
        "editMessageMedia": editing.edit_message_media,
        "editMessageReplyMarkup": editing.edit_message_reply_markup,
        "deleteMessage": editing.delete_message,
        "deleteMessages": editing.delete_messages,
        "deleteEphemeralMessage": editing.delete_ephemeral_message,
        "getChat": chats.get_chat,
        "getChatMember": chats.get_chat_member,
        "getChatAdministrators": chats.get_chat_administrators,
        "getChatMemberCount": chats.get_chat_member_count,
        "leaveChat": chats.leave_chat,
        "createForumTopic": chats.create_forum_topic,
        "reopenForumTopic": chats.reopen_forum_topic,
    }
    return {name.lower(): method for name, method in named.items()}
