"""Life in groups: who comes and goes, promotions, topics, and the move to a supergroup."""

from collections.abc import Iterable

from emulator.errors import ImpossibleActError
from emulator.state import Account, Bot, Chat, Json, Message, Standing
from emulator.wire import user_json
from emulator.world import World


class GroupLife:
    """Changes to one group, each told to the bots concerned."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self._chat = chat

    def begins(self, creator: Account, bots: list[Bot]) -> None:
        """The creator opens the group and brings the bots along."""
        for bot in bots:
            self._stands(bot, "member", creator)
        kind = "group_chat_created" if self._chat.kind == "group" else "supergroup_chat_created"
        self._notes(creator, {kind: True})

    def adds(self, account: Account, by: Account) -> None:
        """Somebody joins, brought by a member or by themselves."""
        if self._chat.has(account.id):
            raise ImpossibleActError(f"{account.name} is in the group already")
        self._stands(account, "member", by)
        drawn = user_json(account)
        self._notes(by, {"new_chat_members": [drawn]})

    def removes(self, account: Account, by: Account) -> None:
        """Somebody is thrown out, or leaves if they do it themselves."""
        if not self._chat.has(account.id):
            raise ImpossibleActError(f"{account.name} is not in the group")
        self._stands(account, "left" if account is by else "kicked", by)
        self._notes(by, {"left_chat_member": user_json(account)})

    def promotes(self, account: Account, by: Account, without: Iterable[str] = ()) -> None:
        """A member becomes an administrator, with every right but some."""
        self._chat.withheld[account.id] = frozenset(without)
        self._stands(account, "administrator", by)

    def opens_topic(self, name: str, by: Account) -> int:
        """A new topic; a group becomes a forum with its first. Returns the thread id."""
        chat = self._chat
        chat.topics = chat.topics or {}
        created: Json = {"name": name, "icon_color": 0x6FB9F0}
        message = self._notes(by, {"forum_topic_created": created}, own_thread=True)
        chat.topics[message.id] = name
        chat.topic_makers[message.id] = by.id
        return message.id

    def closes_topic(self, thread_id: int) -> None:
        """A topic takes no more messages, but from those who run the group."""
        if not self._chat.topics or thread_id not in self._chat.topics:
            raise ImpossibleActError(f"there is no topic {thread_id}")
        self._chat.closed_topics.add(thread_id)
        self._world.touch()

    def deletes_topic(self, thread_id: int) -> None:
        """A topic goes, with all that was said in it."""
        chat = self._chat
        if not chat.topics or thread_id not in chat.topics:
            raise ImpossibleActError(f"there is no topic {thread_id}")
        del chat.topics[thread_id]
        for message in [m for m in chat.messages.values() if m.thread_id == thread_id]:
            self._world.remove(chat, message.id)

    def becomes_supergroup(self, by: Account) -> Chat:
        """The group gets a new id; the old one only says where it went."""
        old = self._chat
        if old.kind != "group" or old.migrated_to:
            raise ImpossibleActError("only a basic group can become a supergroup")
        new = self._world.add_group(old.title, [])
        new.members = dict(old.members)
        self._notes(by, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        GroupLife(self._world, new)._notes(by, {"migrate_from_chat_id": old.id})  # noqa: SLF001  # same class
        return new

    def _stands(self, account: Account, new: Standing, by: Account) -> None:
        old = self._chat.members.get(account.id, "left")
        self._chat.members[account.id] = new
        if isinstance(account, Bot):
            self._world.announce_membership(self._chat, account, by, old, new)
        self._world.touch()

    def _notes(self, by: Account, service: Json, *, own_thread: bool = False) -> Message:
        chat = self._chat
        message = Message(chat.next_message_id(), by, self._world.now(), service=service)
        if own_thread:
            message.thread_id = message.id
        self._world.post(chat, message)
        self._world.announce(chat, message)
        return message
