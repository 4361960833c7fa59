"""What a person does with Telegram: write, press, edit, delete, block, add and remove."""

from dataclasses import dataclass

from emulator.entities import trimmed, with_detected
from emulator.errors import ImpossibleActError
from emulator.state import (
    Account,
    Bot,
    CallbackQuery,
    Chat,
    Json,
    Media,
    Message,
    User,
)
from emulator.wire import Drawing, user_json
from emulator.world import World


@dataclass
class Press:
    """What came of pressing a button: a query to the bot, a message sent, or a link to follow."""

    query_id: str | None = None
    message: Message | None = None
    url: str | None = None


@dataclass(frozen=True)
class _Place:
    message_id: int
    row: int
    column: int
    label: str


def _button(message: Message, label: str) -> _Place | None:
    """Where the message has a button of that label, the whole label preferred to a part."""
    places = [
        _Place(message.id, row, column, button["text"])
        for row, buttons in enumerate(message.buttons)
        for column, button in enumerate(buttons)
        if label in button["text"]
    ]
    return min(places, key=lambda place: place.label != label, default=None)


class Person:
    """The acts of one user."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self.user = user

    def chat(self, ref: str | int) -> Chat:
        """The chat the person means: a bot by name, or a group by id.

        Raises:
            ImpossibleActError: there is none, or the person is not in it.
        """
        if isinstance(ref, str) and not ref.lstrip("-").isdecimal():
            bot = self._world.bot_named(ref)
            if bot is None:
                raise ImpossibleActError(f"there is no bot {ref}")
            return self._world.private_chat(self.user, bot)
        if (bot := self._world.bots.get(int(ref))) is not None:
            return self._world.private_chat(self.user, bot)
        group = self._world.groups.get(int(ref))
        if group is None or not group.has(self.user.id):
            raise ImpossibleActError(f"{self.user.name} is in no group {ref}")
        return group

    def sends(  # noqa: PLR0913  # what a message may have
        self,
        chat: Chat,
        text: str = "",
        *,
        media: Media | None = None,
        reply_to: int | None = None,
        thread_id: int | None = None,
        content: Json | None = None,
        circumstances: Json | None = None,
    ) -> Message:
        """Writes a message, sends media with a caption, or something else (`emulator.contents`)."""
        self._must_reach(chat)
        text, _ = trimmed(text, [])
        if not text and media is None and not content:
            raise ImpossibleActError("there is nothing to send")
        if reply_to is not None:
            self._visible(chat, reply_to)
        chat.started = True
        message = Message(
            chat.next_message_id(),
            self.user,
            self._world.now(),
            text,
            with_detected(text, []),
            media,
            reply_to=reply_to,
            thread_id=thread_id,
            content=content or {},
            circumstances=circumstances or {},
        )
        self._world.post(chat, message)
        self._world.announce(chat, message)
        return message

    def edits(
        self,
        chat: Chat,
        message_id: int,
        text: str,
        *,
        media: Media | None = None,
        content: Json | None = None,
    ) -> Message:
        """Changes the words of an own message, or replaces its file; a live place moves."""
        message = self._own(chat, message_id)
        self._must_reach(chat)
        message.media = media or message.media
        message.content = content or message.content
        message.text, _ = trimmed(text, [])
        message.entities = with_detected(message.text, [])
        message.edited = self._world.now()
        self._world.mark(message)
        self._world.announce(chat, message, "edited_message")
        return message

    def presses(self, chat: Chat, message_id: int, row: int, column: int) -> Press:
        """Presses an inline button under a message."""
        self._must_reach(chat)
        message = self._visible(chat, message_id)
        try:
            button = message.buttons[row][column]
        except IndexError as error:
            raise ImpossibleActError(f"message {message_id} has no such button") from error
        if "url" in button:
            return Press(url=button["url"])
        if "callback_data" not in button or not isinstance(message.sender, Bot):
            raise ImpossibleActError(f"the button {button['text']!r} does nothing here")
        return Press(query_id=self._query(chat, message, message.sender, button["callback_data"]))

    def _query(self, chat: Chat, message: Message, bot: Bot, data: str) -> str:
        query = CallbackQuery(self._world.serial("query"), bot, self.user, self._world.now())
        self._world.queries[query.id] = query
        drawn: Json = {
            "id": query.id,
            "from": user_json(self.user),
            "message": Drawing(bot, self._world.files).message(chat, message),
            "chat_instance": str(abs(hash((chat.id, bot.id))) * 1_000_003),
            "data": data,
        }
        bot.updates.put("callback_query", drawn)
        self._world.touch()
        return query.id

    def taps(self, chat: Chat, label: str) -> Press:
        """Presses what bears the label: the newest inline button, else a reply-keyboard key.

        A whole label goes before a part of one, within a message and between it and the keys.

        Raises:
            ImpossibleActError: nothing on the screen bears the label; tells what does.
        """
        shown = list(chat.seen_by(self.user.id))[::-1]
        keys = [key for row in (chat.keyboard.rows if chat.keyboard else []) for key in row]
        inline = next((place for m in shown if (place := _button(m, label))), None)
        key = label if label in keys else next((key for key in keys if label in key), None)
        if inline is not None and (key != label or inline.label == label):
            return self.presses(chat, inline.message_id, inline.row, inline.column)
        if key is not None:
            if chat.keyboard is not None and chat.keyboard.one_time:
                chat.keyboard = None
            return Press(message=self.sends(chat, key))
        labels = [button["text"] for m in shown for row in m.buttons for button in row]
        raise ImpossibleActError(
            f"{self.user.name} sees no button {label!r}; inline buttons: {labels}, keyboard: {keys}"
        )

    def deletes(self, chat: Chat, message_id: int, *, for_all: bool = True) -> None:
        """Deletes one message, for everybody or from the own screen. Bots are not told."""
        message = self._visible(chat, message_id)
        if for_all:
            if chat.user is None and message.sender is not self.user:
                raise ImpossibleActError("in a group a person deletes own messages only")
            self._world.remove(chat, message_id)
        else:
            message.hidden_from.add(self.user.id)
            self._world.touch()

    def wipes(self, chat: Chat, *, for_all: bool = True) -> None:
        """Deletes the whole history of a private chat, for both or from the own screen."""
        for message in list(chat.seen_by(self.user.id)):
            self.deletes(chat, message.id, for_all=for_all and chat.user is not None)

    def blocks(self, bot: Bot) -> None:
        """Stops the bot from writing."""
        chat = self._world.private_chat(self.user, bot)
        if not chat.blocked:
            chat.blocked = True
            self._world.announce_membership(chat, bot, self.user, "member", "kicked")

    def unblocks(self, bot: Bot) -> None:
        """Lets the bot write again."""
        chat = self._world.private_chat(self.user, bot)
        if chat.blocked:
            chat.blocked = False
            chat.started = True
            self._world.announce_membership(chat, bot, self.user, "kicked", "member")

    def _must_reach(self, chat: Chat) -> None:
        if chat.blocked:
            raise ImpossibleActError(f"{self.user.name} has blocked the bot; unblock it first")
        if self.user.deactivated:
            raise ImpossibleActError(f"{self.user.name} has no account any more")

    def _visible(self, chat: Chat, message_id: int) -> Message:
        message = chat.messages.get(message_id)
        if message is None or message not in chat.seen_by(self.user.id):
            raise ImpossibleActError(f"{self.user.name} sees no message {message_id}")
        return message

    def _own(self, chat: Chat, message_id: int) -> Message:
        message = self._visible(chat, message_id)
        if message.sender is not self.user:
            raise ImpossibleActError(f"message {message_id} is not {self.user.name}'s")
        return message


def sender_of(world: World, account_id: int) -> Account:
    """The account with that id.

    Raises:
        ImpossibleActError: there is none.
    """
    account = world.account(account_id)
    if account is None:
        raise ImpossibleActError(f"there is no account {account_id}")
    return account
