"""Methods about chats and their members."""

from emulator.call import Call
from emulator.errors import bad_request
from emulator.groups import GroupLife
from emulator.methods.targets import chat_of
from emulator.state import Json
from emulator.wire import full_chat_json, member_json
from emulator.world import World


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
        return member_json(account, chat.members.get(account.id, "left"))

    def get_chat_administrators(self, call: Call) -> list[Json]:
        """Those who run a group."""
        chat = chat_of(self._world, call)
        if chat.user is not None:
            raise bad_request("there are no administrators in the private chat")
        return [
            member_json(account, standing)
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
