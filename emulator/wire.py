"""The objects of the Bot API, drawn from the state as one bot sees it."""

from typing import Any

from emulator.files import FileStore, photo_sizes
from emulator.state import Account, Bot, Chat, Json, Media, Message, Standing, User

_ADMINISTRATOR_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_send_welcome_messages",
)


def user_json(account: Account) -> Json:
    """A `User`."""
    shown: Json = {
        "id": account.id,
        "is_bot": account.is_bot,
        "first_name": account.first_name,
        "username": account.username,
    }
    if isinstance(account, User):
        shown |= {"last_name": account.last_name, "language_code": account.language_code}
    return {key: value for key, value in shown.items() if value is not None}


def me_json(bot: Bot) -> Json:
    """The `User` that getMe returns, with the flags only a bot learns about itself."""
    return user_json(bot) | {
        "can_join_groups": bot.joins_groups,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_json(chat: Chat) -> Json:
    """A `Chat`."""
    if chat.user is not None:
        about = user_json(chat.user)
        names = ("first_name", "last_name", "username")
        return {"id": chat.id, "type": "private"} | {n: about[n] for n in names if n in about}
    shown: Json = {"id": chat.id, "type": chat.kind, "title": chat.title}
    if chat.topics is not None:
        shown["is_forum"] = True
    if chat.kind == "group":
        shown["all_members_are_administrators"] = False
    return shown


def full_chat_json(chat: Chat) -> Json:
    """A `ChatFullInfo`."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), False),
    }


def member_json(
    account: Account, standing: Standing, withheld: frozenset[str] = frozenset()
) -> Json:
    """A `ChatMember`; `withheld` are rights that an administrator lacks."""
    shown: Json = {"user": user_json(account), "status": standing}
    if standing == "kicked":
        shown["until_date"] = 0
    if standing in {"creator", "administrator"}:
        shown["is_anonymous"] = False
    if standing == "administrator":
        rights = {right: right not in withheld for right in _ADMINISTRATOR_RIGHTS}
        shown |= rights | {"can_be_edited": False}
    return shown


class Drawing:
    """Draws messages for one bot, whose file ids differ from those of others."""

    def __init__(self, bot: Bot, files: FileStore) -> None:
        self._bot = bot
        self._files = files

    def message(self, chat: Chat, message: Message, *, nested: bool = False) -> Json:
        """A `Message`; the one replied to is drawn within, but no deeper."""
        shown: Json = {
            "message_id": message.id,
            "from": user_json(message.sender),
            "chat": chat_json(chat),
            "date": int(message.date.timestamp()),
            **self._content(message),
            **message.circumstances,
        }
        if message.receiver is not None:
            # Such messages have numbers of their own, and none in the chat.
            shown |= {"message_id": 0, "ephemeral_message_id": message.id}
            shown["receiver_user"] = user_json(message.receiver)
        if message.edited is not None:
            shown["edit_date"] = int(message.edited.timestamp())
        if message.protected:
            shown["has_protected_content"] = True
        if message.buttons:
            shown["reply_markup"] = {"inline_keyboard": message.buttons}
        if message.thread_id is not None:
            shown |= {"message_thread_id": message.thread_id, "is_topic_message": True}
        answered = chat.messages.get(message.reply_to or 0)
        if answered is not None and not nested:
            shown["reply_to_message"] = self.message(chat, answered, nested=True)
        return shown

    def _content(self, message: Message) -> Json:
        if message.service:
            return message.service
        if message.content:
            return message.content
        words: Json = {}
        prefix = "caption" if message.media else "text"
        if message.text or not message.media:
            words[prefix] = message.text
        if message.entities:
            words["caption_entities" if message.media else "entities"] = message.entities
        return {**self.media(message.media), **words} if message.media else words

    def media(self, media: Media) -> Json:
        """The member of a `Message` that holds the media."""
        if media.kind == "photo":
            return {"photo": self._photo(media)}
        about: dict[str, Any] = {
            "file_id": self._files.file_id(self._bot, media),
            "file_unique_id": media.file.unique_id,
            "file_size": len(media.file.content) if media.tells_size else None,
            "file_name": media.file.name if media.kind not in {"voice", "video_note"} else None,
            "mime_type": media.file.mime_type if media.kind != "video_note" else None,
        }
        if media.kind in {"video", "animation"}:
            about |= {"width": media.width, "height": media.height}
        if media.kind == "video_note":
            about["length"] = min(media.width, media.height)
        if media.kind != "document":
            about["duration"] = media.duration
        drawn = {key: value for key, value in about.items() if value is not None}
        if media.kind == "animation":
            # For backward compatibility an animation is shown as a document, too.
            documents = ("file_id", "file_unique_id", "file_size", "file_name", "mime_type")
            return {"animation": drawn, "document": {k: drawn[k] for k in documents if k in drawn}}
        return {media.kind: drawn}

    def _photo(self, media: Media) -> list[Json]:
        # The emulator does not scale: every size leads to the bytes that were sent.
        return [
            {
                "file_id": self._files.file_id(self._bot, media, f"{width}x{height}"),
                "file_unique_id": f"{media.file.unique_id}{index or ''}",
                "width": width,
                "height": height,
                **({"file_size": len(media.file.content)} if media.tells_size else {}),
            }
            for index, (width, height) in enumerate(
                reversed(photo_sizes(media.width, media.height))
            )
        ][::-1]
