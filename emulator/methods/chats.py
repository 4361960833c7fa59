"""Methods about chats and their members."""

from emulator.call import Call
from emulator.errors import bad_request
from emulator.groups import GroupLife
from emulator.methods.targets import chat_of
from emulator.state import Json
from emulator.wire import full_chat_json, member_json
from emulator.world import World

TOPIC_NAME_LIMIT = 128


class Chats:
    """getChat, getChatMember, leaveChat."""

    def __init__(self, world: World) -> None:
        self._world = world

    def get_chat(self, call: Call) -> Json:
        """All about a chat."""
        return full_chat_json(chat_of(self._world, call))

    def get_chat_member(self, call: Call) -> Json:
        """How somebody stands in a chat."""
        chat = chat_of(self._world, call)
        account = self._world.account(call.integer("user_id") or 0)
        if account is None:
            raise bad_request("invalid user_id specified")
        withheld = chat.withheld.get(account.id, frozenset())
        return member_json(account, chat.members.get(account.id, "left"), withheld)

    def get_chat_administrators(self, call: Call) -> list[Json]:
        """Those who run a group."""
        chat = chat_of(self._world, call)
        if chat.user is not None:
            raise bad_request("there are no administrators in the private chat")
        return [
            member_json(account, standing, chat.withheld.get(account_id, frozenset()))
            for account_id, standing in chat.members.items()
            if standing in {"creator", "administrator"}
            and (account := self._world.account(account_id)) is not None
        ]

    def get_chat_member_count(self, call: Call) -> int:
        """How many are in a chat."""
        chat = chat_of(self._world, call)
        return sum(chat.has(account_id) for account_id in chat.members)

    def leave_chat(self, call: Call) -> bool:
        """The bot goes."""
        chat = chat_of(self._world, call)
        if chat.user is not None:
            raise bad_request("chat member status can't be changed in private chats")
        GroupLife(self._world, chat).removes(call.bot, call.bot)
        return True

    def create_forum_topic(self, call: Call) -> Json:
        """A new topic, made by a bot that runs the group."""
        chat, name = chat_of(self._world, call), call.text("name")
        if chat.topics is None:
            raise bad_request("the chat is not a forum")
        withheld = chat.withheld.get(call.bot.id, frozenset())
        if chat.members.get(call.bot.id) != "administrator" or "can_manage_topics" in withheld:
            raise bad_request("not enough rights to create a topic")
        if not 1 <= len(name) <= TOPIC_NAME_LIMIT:
            raise bad_request("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
        thread = GroupLife(self._world, chat).opens_topic(name, call.bot)
        return {"message_thread_id": thread, "name": name, "icon_color": 0x6FB9F0}

    def reopen_forum_topic(self, call: Call) -> bool:
        """Takes messages in a closed topic again."""
        chat, thread = chat_of(self._world, call), call.integer("message_thread_id") or 0
        if thread not in (chat.topics or {}):
            raise bad_request("message thread not found")
        runs_it = chat.members.get(call.bot.id) == "administrator"
        if not runs_it and chat.topic_makers.get(thread) != call.bot.id:
            raise bad_request("not enough rights to reopen the topic")
        if thread not in chat.closed_topics:
            raise bad_request("TOPIC_NOT_MODIFIED")
        chat.closed_topics.discard(thread)
        self._world.touch()
        return True
