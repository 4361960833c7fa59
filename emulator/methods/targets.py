"""Which chat and which message a method call is about, and whether the bot may act there."""

from emulator.call import Call
from emulator.errors import RefusedError, bad_request, forbidden
from emulator.state import Bot, Chat, Json, Message, User
from emulator.world import World


def chat_of(world: World, call: Call) -> Chat:
    """The chat of the call, open to the bot.

    Raises:
        RefusedError: there is no such chat, or the bot may not act in it.
    """
    raw = call.text("chat_id").strip()
    if not raw:
        raise bad_request("chat_id is empty")
    number = call.integer("chat_id")
    if number is None:
        raise bad_request("chat not found")
    if number in world.groups:
        return _group(world, call.bot, number)
    return _private(world, call.bot, number)


def _private(world: World, bot: Bot, user_id: int) -> Chat:
    if user_id in world.bots:
        raise forbidden("bots can't send messages to bots")
    user = world.users.get(user_id)
    if user is None:
        raise bad_request("chat not found")
    chat = world.private_chat(user, bot)
    if user.deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        # A bot knows the people of its groups; of all others it cannot even tell that they exist.
        if any(group.has(user.id) and group.has(bot.id) for group in world.groups.values()):
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")
    return chat


def _group(world: World, bot: Bot, chat_id: int) -> Chat:
    chat = world.groups[chat_id]
    if chat.migrated_to is not None:
        raise RefusedError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to},
        )
    standing = chat.members.get(bot.id)
    if standing is None:
        raise bad_request("chat not found")
    if not chat.has(bot.id):
        verb = "was kicked from" if standing == "kicked" else "is not a member of"
        raise forbidden(f"bot {verb} the {chat.kind} chat")
    return chat


def thread_of(call: Call, chat: Chat) -> int | None:
    """The topic to write in.

    Raises:
        RefusedError: the topic is gone or never was.
    """
    thread = call.integer("message_thread_id")
    if thread is not None and thread not in (chat.topics or {}):
        raise bad_request("message thread not found")
    if thread in chat.closed_topics and chat.members.get(call.bot.id) != "administrator":
        raise bad_request("TOPIC_CLOSED")
    return thread


def reply_of(call: Call, chat: Chat) -> int | None:
    """The message to answer, by `reply_parameters` or the older `reply_to_message_id`."""
    raw = call.structure("reply_parameters", "can't parse reply parameters JSON object")
    wanted = raw.get("message_id") if isinstance(raw, dict) else None
    lenient = bool(isinstance(raw, dict) and raw.get("allow_sending_without_reply"))
    wanted = int(wanted) if wanted else call.integer("reply_to_message_id")
    if wanted is None or wanted in chat.messages:
        return wanted
    if lenient or call.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def receiver_of(world: World, call: Call, chat: Chat) -> User | None:
    """The only person who is to see the message, if there is to be only one.

    A bot that runs the group may address any member; another one answers a press or a command
    that nobody else saw, within fifteen seconds. Source: Bot API, "Ephemeral Messages and
    Commands".

    Raises:
        RefusedError: the chat, the person or the moment does not allow it.
    """
    failure = "can't parse ephemeral message parameters JSON object"
    about = call.structure("ephemeral_message_parameters", failure) or {}
    wanted = about.get("receiver_user_id") or call.integer("receiver_user_id")
    if not wanted or not world.settings.knows_ephemeral:
        return None
    user = world.users.get(int(wanted))
    if chat.user is not None:
        raise bad_request("ephemeral messages can be sent only to groups")
    if user is None or not chat.has(user.id):
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.members.get(call.bot.id) == "administrator" or _was_asked(world, call, user, about):
        return user
    raise bad_request("not enough rights to send ephemeral messages")


def _was_asked(world: World, call: Call, user: User, about: Json) -> bool:
    query = world.queries.get(str(about.get("callback_query_id") or ""))
    if query is None or query.user is not user or query.bot is not call.bot:
        return False
    return world.now() - query.pressed < world.settings.ephemeral_window


def own_message(call: Call, chat: Chat) -> Message:
    """The bot's own message that the call wants to edit."""
    message = chat.messages.get(call.message_id())
    if message is None or message.service or message.receiver is not None:
        raise bad_request("message to edit not found")
    if message.sender is not call.bot:
        raise bad_request("message can't be edited")
    return message
