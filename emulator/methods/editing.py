"""Methods by which a bot changes or takes back what was said."""

from emulator.call import Call
from emulator.entities import Entity
from emulator.errors import bad_request
from emulator.files import MEDIA_KINDS
from emulator.keyboards import read_markup
from emulator.methods.sending import media_of
from emulator.methods.targets import chat_of, own_message
from emulator.state import Chat, Json, Media, Message
from emulator.wire import Drawing
from emulator.world import World

MOST_DELETED_AT_ONCE = 100


class Editing:
    """editMessageText and its kin, deleteMessage and deleteMessages."""

    def __init__(self, world: World) -> None:
        self._world = world

    def edit_message_text(self, call: Call) -> Json:
        """Other words in a text message; the keyboard goes unless given again."""
        chat = chat_of(self._world, call)
        message = own_message(call, chat)
        text, entities = call.words()
        if message.media is not None:
            raise bad_request("there is no text in the message to edit")
        return self._become(call, chat, message, (text, entities, None))

    def edit_message_caption(self, call: Call) -> Json:
        """Other words under media."""
        chat = chat_of(self._world, call)
        message = own_message(call, chat)
        if message.media is None:
            raise bad_request("there is no caption in the message to edit")
        return self._become(call, chat, message, (*call.caption(call.params), message.media))

    def edit_message_media(self, call: Call) -> Json:
        """Other media, also in place of a text."""
        chat = chat_of(self._world, call)
        message = own_message(call, chat)
        media = call.structure("media", "can't parse input media JSON object")
        if not isinstance(media, dict) or media.get("type") not in MEDIA_KINDS:
            raise bad_request("can't parse InputMedia: type must be non-empty")
        value = str(media.get("media") or "")
        if not value:
            raise bad_request("can't parse InputMedia: media not found")
        fresh = media_of(self._world, call, media["type"], value, media)
        return self._become(call, chat, message, (*call.caption(media), fresh))

    def edit_message_reply_markup(self, call: Call) -> Json:
        """Another inline keyboard, or none."""
        chat = chat_of(self._world, call)
        message = own_message(call, chat)
        return self._become(call, chat, message, (message.text, message.entities, message.media))

    def delete_message(self, call: Call) -> bool:
        """Takes one message away from everybody."""
        chat = chat_of(self._world, call)
        message = chat.messages.get(call.message_id())
        if message is None or message.receiver is not None:
            raise bad_request("message to delete not found")
        if not self._may_delete(call, chat, message):
            raise bad_request("message can't be deleted for everyone")
        self._world.remove(chat, message.id)
        return True

    def delete_messages(self, call: Call) -> bool:
        """Takes away up to a hundred messages; those that are gone are skipped."""
        chat = chat_of(self._world, call)
        numbers = call.structure("message_ids", "can't parse message identifiers JSON object")
        if not isinstance(numbers, list) or not numbers:
            raise bad_request("message identifiers are not specified")
        if len(numbers) > MOST_DELETED_AT_ONCE:
            raise bad_request("too many message identifiers specified")
        found = [chat.messages[int(n)] for n in numbers if int(n) in chat.messages]
        for message in found:
            if self._may_delete(call, chat, message):
                self._world.remove(chat, message.id)
        return True

    def delete_ephemeral_message(self, call: Call) -> bool:
        """Takes away a message that one person alone sees."""
        chat = chat_of(self._world, call)
        message = chat.messages.get(call.integer("ephemeral_message_id") or 0)
        receiver = call.integer("receiver_user_id")
        if message is None or message.receiver is None or message.receiver.id != receiver:
            raise bad_request("message to delete not found")
        self._world.remove(chat, message.id)
        return True

    def _may_delete(self, call: Call, chat: Chat, message: Message) -> bool:
        """Source: Bot API, deleteMessage."""
        if self._world.now() - message.date >= self._world.settings.deletion_window:
            return False
        if chat.user is not None or message.sender is call.bot:
            return True
        return chat.members.get(call.bot.id) == "administrator"

    def _become(
        self,
        call: Call,
        chat: Chat,
        message: Message,
        content: tuple[str, list[Entity], Media | None],
    ) -> Json:
        text, entities, media = content
        buttons = read_markup(call, inline_only=True).inline
        if (text, entities, media, buttons) == message.parts():
            raise bad_request(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        message.text, message.entities, message.media = text, entities, media
        message.buttons = buttons
        message.edited = self._world.now()
        self._world.mark(message)
        return Drawing(call.bot, self._world.files).message(chat, message)
