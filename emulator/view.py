"""What people see on their screens, as JSON for the control interface and the page."""

from dataclasses import asdict

from emulator.entities import to_html
from emulator.state import Bot, Chat, Json, Message, User
from emulator.wire import user_json
from emulator.world import World

_SERVICE_WORDS = {
    "group_chat_created": "created the group",
    "supergroup_chat_created": "created the group",
    "new_chat_members": "added a member",
    "left_chat_member": "removed a member",
    "migrate_to_chat_id": "upgraded the group",
    "migrate_from_chat_id": "upgraded the group",
    "forum_topic_created": "created a topic",
}


def chat_ref(chat: Chat) -> str:
    """How a person's client names the chat: the bot's @name, or the group's id."""
    return f"@{chat.bot.username}" if chat.bot is not None else str(chat.id)


def bot_view(bot: Bot) -> Json:
    """A bot as everybody may know it; never its token."""
    return user_json(bot) | {
        "privacy": bot.privacy,
        "commands": bot.commands,
        "descriptions": bot.descriptions,
        "pending_updates": len(bot.updates),
    }


def group_view(world: World, chat: Chat) -> Json:
    """A group with its members."""
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.title,
        "topics": chat.topics,
        "migrated_to": chat.migrated_to,
        "members": [
            {"id": account_id, "name": account.name, "standing": standing}
            for account_id, standing in chat.members.items()
            if (account := world.account(account_id)) is not None
        ],
    }


def chat_view(chat: Chat, user: User) -> Json:
    """A line of the person's chat list."""
    shown = list(chat.seen_by(user.id))
    return {
        "ref": chat_ref(chat),
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.bot.first_name if chat.bot is not None else chat.title,
        "blocked": chat.blocked,
        "last": message_view(shown[-1], user) if shown else None,
    }


def screen_view(world: World, chat: Chat, user: User) -> Json:
    """The whole conversation as the person sees it now."""
    return {
        "revision": world.revision,
        **chat_view(chat, user),
        "keyboard": chat.keyboard.rows if chat.keyboard else [],
        "commands": commands_view(chat, user),
        "toasts": [asdict(toast) for toast in world.toasts.get(user.id, [])],
        "messages": [message_view(message, user) for message in chat.seen_by(user.id)],
    }


def commands_view(chat: Chat, user: User) -> list[Json]:
    """The menu of a bot for this chat, or for all, in the person's language or in any."""
    if chat.bot is None:
        return []
    language = user.language_code.split("-")[0]
    own = f"chat {chat.id} "
    everybody = (f"all_private_chats  {language}", "all_private_chats  ", f"default  {language}")
    wanted = (f"{own}{language}", own, *everybody)
    menus = (chat.bot.commands.get(scope) for scope in wanted)
    return next((menu for menu in menus if menu), chat.bot.commands.get("default  ", []))


def _kind(message: Message) -> str:
    if message.service:
        return "service"
    if message.media:
        return message.media.kind
    return next(iter(message.content), "text")


def _origin_name(message: Message) -> str | None:
    """The name above a forwarded message."""
    source: Json = message.circumstances.get("forward_origin", {})
    user, chat = source.get("sender_user", {}), source.get("chat", {})
    names = (source.get("sender_user_name"), user.get("first_name"), chat.get("title"))
    return next(filter(None, names), None)


def message_view(message: Message, user: User) -> Json:
    """One message as the person sees it."""
    media = message.media
    return {
        "id": message.id,
        "revision": message.revision,
        "sender_id": message.sender.id,
        "sender": message.sender.name,
        "own": message.sender is user,
        "from_bot": message.sender.is_bot,
        "date": message.date.isoformat(),
        "text": message.text,
        "entities": message.entities,
        "html": to_html(message.text, message.entities),
        "buttons": message.buttons,
        "kind": _kind(message),
        "service": next((_SERVICE_WORDS[key] for key in message.service), None),
        "file": media
        and {
            "id": media.file.unique_id,
            "name": media.file.name,
            "mime_type": media.file.mime_type,
            "size": len(media.file.content),
            "width": media.width,
            "height": media.height,
            "duration": media.duration,
        },
        "protected": message.protected,
        "edited": message.edited is not None,
        "reply_to": message.reply_to,
        "quote": message.circumstances.get("quote", {}).get("text"),
        "forwarded_from": _origin_name(message),
        "album": message.circumstances.get("media_group_id"),
        "content": message.content,
        "thread_id": message.thread_id,
    }
