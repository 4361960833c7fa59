"""The emulated Telegram as a whole: who exists, what was said, who is told."""

import hashlib
import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from emulator.errors import ImpossibleActError
from emulator.faults import Faults
from emulator.files import FileStore
from emulator.state import (
    Account,
    Bot,
    CallbackQuery,
    CallRecord,
    Chat,
    ChatKind,
    Json,
    Message,
    Settings,
    Standing,
    Toast,
    User,
)
from emulator.updates import UpdateQueue
from emulator.watch import Watch
from emulator.webhooks import Delivery, Hook
from emulator.wire import Drawing, chat_json, member_json, user_json

FIRST_USER_ID = 700_000_001
FIRST_GROUP_NUMBER = 4_000_001
SUPERGROUP_BASE = -1_000_000_000_000


class World(Watch):
    """Everything in memory, changed only from within one event loop.

    Args:
        now: the clock; `advance` moves the world ahead of it.
        seed: decides the first update ids, so that a run can be repeated.
        settings: limits of the server.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        seed: int = 0,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.files = FileStore(self.settings)
        self.faults = Faults()
        self.users: dict[int, User] = {}
        self.bots: dict[int, Bot] = {}
        self.groups: dict[int, Chat] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.toasts: dict[int, list[Toast]] = {}
        self.deliveries: dict[int, Delivery] = {}
        self.calls = self.settings.new_log()
        self._private: dict[tuple[int, int], Chat] = {}
        self._clock = now
        self._ahead = timedelta()
        self._random = random.Random(seed)  # noqa: S311  # repeatable on purpose, guards nothing
        self._serial = 0

    def now(self) -> datetime:
        """The time in this world."""
        return self._clock() + self._ahead

    def advance(self, by: timedelta) -> None:
        """Moves the clock forward."""
        self._ahead += by
        self.touch()

    # Who exists

    def add_user(
        self,
        first_name: str,
        *,
        language_code: str = "zh-hans",
        id: int | None = None,  # noqa: A002  # the name of the field in the Bot API
        last_name: str | None = None,
        username: str | None = None,
    ) -> User:
        """A new person, with the next free id unless one is given."""
        number = id or FIRST_USER_ID + len(self.users)
        if number in self.users or number in self.bots:
            raise ImpossibleActError(f"there is an account {number} already")
        user = User(number, first_name, last_name, username, language_code)
        self.users[number] = user
        self.touch()
        return user

    def add_bot(  # what BotFather asks
        self,
        token: str,
        username: str,
        first_name: str,
        *,
        privacy: bool = True,
        joins_groups: bool = True,
    ) -> Bot:
        """A new bot; its id is the number before the colon of its token."""
        prefix = token.split(":", maxsplit=1)[0]
        if not prefix.isdecimal() or ":" not in token:
            raise ImpossibleActError(f"a token looks like 123456:secret, not like {token!r}")
        if int(prefix) in self.bots or self.bot_named(username) is not None:
            raise ImpossibleActError(f"there is a bot {prefix} or @{username} already")
        queue = UpdateQueue(self._random.randrange(10**8, 9 * 10**8), self.now)
        bot = Bot(
            int(prefix), token, username.removeprefix("@"), first_name, queue, privacy, joins_groups
        )
        self.bots[bot.id] = bot
        self.touch()
        return bot

    def add_group(
        self,
        title: str,
        members: Iterable[Account],
        *,
        id: int | None = None,  # noqa: A002  # the name of the field in the Bot API
        kind: ChatKind = "supergroup",
    ) -> Chat:
        """A new group, created by the first person among its members."""
        number = id or self._next_group_id(kind)
        if number in self.groups or number >= 0:
            raise ImpossibleActError(f"{number} cannot be the id of a new group")
        chat = Chat(number, kind, title)
        self.groups[number] = chat
        people = [account for account in members if isinstance(account, User)]
        for index, person in enumerate(people):
            chat.members[person.id] = "member" if index else "creator"
        self.touch()
        return chat

    def _next_group_id(self, kind: ChatKind) -> int:
        number = FIRST_GROUP_NUMBER + len(self.groups)
        return -number if kind == "group" else SUPERGROUP_BASE - number

    def bot_named(self, username: str) -> Bot | None:
        """The bot with that username, with or without its @, in any case of letters."""
        wanted = username.removeprefix("@").lower()
        return next((b for b in self.bots.values() if b.username.lower() == wanted), None)

    def bot_with(self, token: str) -> Bot | None:
        """The bot that this token belongs to."""
        return next((bot for bot in self.bots.values() if bot.token == token), None)

    def account(self, account_id: int) -> Account | None:
        """The person or bot with that id."""
        return self.users.get(account_id) or self.bots.get(account_id)

    def private_chat(self, user: User, bot: Bot) -> Chat:
        """The conversation of a person with a bot, made when first asked for."""
        key = (user.id, bot.id)
        if key not in self._private:
            members: dict[int, Standing] = {user.id: "member", bot.id: "member"}
            self._private[key] = Chat(user.id, "private", user=user, bot=bot, members=members)
        return self._private[key]

    def chats_of(self, user: User) -> list[Chat]:
        """The conversations on the person's list: those begun, and the groups they are in."""
        private = [c for (owner, _), c in self._private.items() if owner == user.id and c.started]
        return private + [c for c in self.groups.values() if c.has(user.id) and not c.migrated_to]

    # What is said

    def post(self, chat: Chat, message: Message) -> Message:
        """Puts a message into its chat."""
        chat.messages[message.id] = message
        if message.sender.is_bot:
            chat.last_bot_id = message.sender.id
        self.mark(message)
        return message

    def mark(self, message: Message) -> None:
        """Notes that the message changed just now."""
        self.touch()
        message.revision = self.revision

    def remove(self, chat: Chat, message_id: int) -> None:
        """Deletes a message for everybody, and the reply keyboard that came with it."""
        del chat.messages[message_id]
        if chat.keyboard is not None and chat.keyboard.message_id == message_id:
            chat.keyboard = None
        self.touch()

    # Who is told

    def announce(self, chat: Chat, message: Message, kind: str = "message") -> None:
        """Queues a message for every bot that may read it."""
        for bot in self._readers(chat, message):
            bot.updates.put(kind, Drawing(bot, self.files).message(chat, message))

    def _readers(self, chat: Chat, message: Message) -> list[Bot]:
        if chat.bot is not None:
            return [chat.bot]
        bots = [bot for bot in self.bots.values() if chat.has(bot.id) and bot != message.sender]
        if message.sender.is_bot and not message.service:
            return []
        return [bot for bot in bots if self._may_read(bot, chat, message)]

    def _may_read(self, bot: Bot, chat: Chat, message: Message) -> bool:
        """The rule of privacy mode. Source: Bot Features, "Privacy mode"."""
        if not bot.privacy or message.service or chat.members[bot.id] == "administrator":
            return True
        answered = chat.messages.get(message.reply_to or 0)
        if answered is not None and answered.sender is bot:
            return True
        command = message.text.split()[0] if message.text.startswith("/") else ""
        if "@" in command:
            return command.split("@", 1)[1].lower() == bot.username.lower()
        # A command that names no bot is meant for the one that spoke last, or for anybody.
        return bool(command) and chat.last_bot_id in {None, bot.id}

    def announce_membership(
        self, chat: Chat, bot: Bot, by: Account, old: Standing, new: Standing
    ) -> None:
        """Tells a bot that its own standing in a chat changed."""
        bot.updates.put(
            "my_chat_member",
            {
                "chat": chat_json(chat),
                "from": user_json(by),
                "date": int(self.now().timestamp()),
                "old_chat_member": member_json(bot, old),
                "new_chat_member": member_json(bot, new),
            },
        )
        self.touch()

    def serial(self, purpose: str) -> str:
        """An id that never repeats and looks as random as Telegram's."""
        self._serial += 1
        digest = hashlib.sha256(f"{purpose} {self._serial}".encode()).digest()
        return str(int.from_bytes(digest[:8], "big"))

    def record(self, bot: Bot, method: str, params: Json, fault: str | None) -> None:
        """Writes a method call into the log."""
        number = self.calls[-1].number + 1 if self.calls else 1
        self.calls.append(CallRecord(number, self.now(), bot.username, method, params, fault))

    def set_hook(self, bot: Bot, hook: Hook | None) -> None:
        """Lets the updates of a bot go to a webhook, or none of them."""
        running = self.deliveries.get(bot.id)
        if running is not None:
            if running.hook == hook:
                return
            running.stop()
            del self.deliveries[bot.id]
        if hook is not None:
            pause = self.settings.webhook_pause_seconds
            self.deliveries[bot.id] = Delivery(bot, hook, self.now, self.touch, pause)

    async def stop_deliveries(self) -> None:
        """Ends every delivery to a webhook."""
        for delivery in self.deliveries.values():
            delivery.stop()
        for delivery in self.deliveries.values():
            await delivery.stopped()

    def close(self) -> None:
        """Ends all waiting."""
        self.touch()
        for bot in self.bots.values():
            bot.updates.close()
