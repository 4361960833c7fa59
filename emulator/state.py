"""What exists in the emulated Telegram: people, bots, chats, messages, files."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from emulator.entities import Entity
from emulator.updates import UpdateQueue

Json = dict[str, Any]
ChatKind = Literal["private", "group", "supergroup", "channel"]
MediaKind = Literal["photo", "document", "video", "voice", "audio", "animation", "video_note"]
Standing = Literal["creator", "administrator", "member", "left", "kicked"]
PRESENT: frozenset[Standing] = frozenset({"creator", "administrator", "member"})


@dataclass(eq=False)
class User:
    """A person with a Telegram account."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str = "zh-hans"
    deactivated: bool = False
    is_bot: bool = field(default=False, init=False)

    @property
    def name(self) -> str:
        """What others see above a message."""
        return " ".join(filter(None, (self.first_name, self.last_name)))


@dataclass(eq=False)
class Bot:
    """A bot account, known by its token."""

    id: int
    token: str
    username: str
    first_name: str
    updates: UpdateQueue
    privacy: bool = True
    joins_groups: bool = True
    commands: dict[str, list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    # Private chats number their messages in one series per account, as Telegram does.
    last_message_id: int = 0
    is_bot: bool = field(default=True, init=False)

    @property
    def name(self) -> str:
        """What others see above a message."""
        return self.first_name


Account = User | Bot


@dataclass(frozen=True)
class StoredFile:
    """Bytes that somebody sent, with what they said about them."""

    unique_id: str
    path: str
    content: bytes
    name: str | None = None
    mime_type: str | None = None


@dataclass(frozen=True)
class Media:
    """The photo, document or recording of a message; lengths in pixels and seconds."""

    kind: MediaKind
    file: StoredFile
    width: int = 0
    height: int = 0
    duration: int = 0
    # The length of a file is an optional member wherever Telegram tells it.
    tells_size: bool = True


@dataclass
class Keyboard:
    """A reply keyboard that lies under the text box, and the message that put it there."""

    message_id: int
    rows: list[list[str]]
    one_time: bool = False


@dataclass(eq=False)
class Message:
    """One message as it now stands; `text` is the caption if there is media."""

    id: int
    sender: Account
    date: datetime
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    media: Media | None = None
    buttons: list[list[Json]] = field(default_factory=list)
    protected: bool = False
    reply_to: int | None = None
    thread_id: int | None = None
    edited: datetime | None = None
    # What happened to the chat itself, such as {"left_chat_member": …}, in place of content.
    service: Json = field(default_factory=dict)
    # What is neither words nor media, such as {"location": …}, and how it all came about: the
    # album, the quote, the origin of a forwarded message.
    content: Json = field(default_factory=dict)
    circumstances: Json = field(default_factory=dict)
    hidden_from: set[int] = field(default_factory=set)
    # The only one who sees it, next to the bot: an ephemeral message of the Bot API.
    receiver: User | None = None
    # The world's revision when the message last changed; readers ask for what is newer.
    revision: int = 0

    def parts(self) -> tuple[object, ...]:
        """Everything that makes an edit differ from what was there."""
        return (self.text, self.entities, self.media, self.buttons)


@dataclass(eq=False)
class Chat:
    """A conversation. The id of a private chat is that of its user, as its bot sees it."""

    id: int
    kind: ChatKind
    title: str = ""
    user: User | None = None
    bot: Bot | None = None
    members: dict[int, Standing] = field(default_factory=dict)
    # What an administrator may not do; all the others may do everything.
    withheld: dict[int, frozenset[str]] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: Keyboard | None = None
    # A person must have written before a bot may; a block takes that back until lifted.
    started: bool = False
    blocked: bool = False
    last_bot_id: int | None = None
    last_message_id: int = 0
    topics: dict[int, str] | None = None
    closed_topics: set[int] = field(default_factory=set)
    topic_makers: dict[int, int] = field(default_factory=dict)
    migrated_to: int | None = None

    def next_message_id(self) -> int:
        """A fresh message id, rising in the series that the chat belongs to."""
        series: Chat | Bot = self.bot if self.bot is not None else self
        series.last_message_id += 1
        return series.last_message_id

    def has(self, account_id: int) -> bool:
        """Whether that account takes part now."""
        return self.members.get(account_id, "left") in PRESENT

    def seen_by(self, account_id: int) -> Iterator[Message]:
        """The messages that the account has on its screen, oldest first."""
        return (
            m
            for m in self.messages.values()
            if account_id not in m.hidden_from
            and (m.receiver is None or account_id in {m.receiver.id, m.sender.id})
        )


@dataclass(eq=False)
class CallbackQuery:
    """A press of an inline button that waits for the bot's answer."""

    id: str
    bot: Bot
    user: User
    pressed: datetime


@dataclass(frozen=True)
class Toast:
    """A short notice over a chat: the bot's answer to a press."""

    text: str
    alert: bool
    bot: str
    revision: int


@dataclass(frozen=True)
class CallRecord:
    """One method call as it came in, without the bytes of files."""

    number: int
    at: datetime
    bot: str
    method: str
    params: Json
    fault: str | None


@dataclass
class Settings:
    """Limits of the emulated server that a test may want smaller or larger."""

    download_limit_bytes: int = 20 * 1024 * 1024
    # As with a server that runs with --local: files are handed out as paths in this folder.
    local_files: Path | None = None
    upload_limit_bytes: int = 50 * 1024 * 1024
    query_lifetime: timedelta = timedelta(minutes=15)
    # Servers older than Bot API 10.2 pass over what they do not know, and show a message to all.
    knows_ephemeral: bool = True
    ephemeral_window: timedelta = timedelta(seconds=15)
    deletion_window: timedelta = timedelta(hours=48)
    calls_kept: int = 50_000
    # What the pauses before a webhook is tried again are counted in.
    webhook_pause_seconds: float = 1.0

    def new_log(self) -> deque[CallRecord]:
        """An empty log that forgets its oldest entries, so that a load run cannot fill memory."""
        return deque(maxlen=self.calls_kept)
