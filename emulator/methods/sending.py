"""Methods by which a bot says something new."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emulator.call import Call, Upload
from emulator.entities import Entity
from emulator.errors import RefusedError, bad_request
from emulator.keyboards import read_markup
from emulator.methods.targets import chat_of, receiver_of, reply_of, thread_of
from emulator.state import Chat, Json, Keyboard, Media, MediaKind, Message
from emulator.wire import Drawing
from emulator.world import World

ALBUM_SIZES = range(2, 11)
_CHAT_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


@dataclass(frozen=True)
class _Content:
    text: str
    entities: list[Entity]
    media: Media | None = None


class Sending:
    """sendMessage, sendPhoto and their kin."""

    def __init__(self, world: World) -> None:
        self._world = world

    def send_message(self, call: Call) -> Json:
        """A text, and a keyboard if one is asked for."""
        chat = chat_of(self._world, call)
        return self._say(call, chat, _Content(*call.words()))

    def send_photo(self, call: Call) -> Json:
        """A photo."""
        return self._send_media(call, "photo")

    def send_document(self, call: Call) -> Json:
        """A file of any kind."""
        return self._send_media(call, "document")

    def send_video(self, call: Call) -> Json:
        """A video."""
        return self._send_media(call, "video")

    def send_voice(self, call: Call) -> Json:
        """A voice message."""
        return self._send_media(call, "voice")

    def send_audio(self, call: Call) -> Json:
        """A piece of music."""
        return self._send_media(call, "audio")

    def send_animation(self, call: Call) -> Json:
        """A silent moving picture."""
        return self._send_media(call, "animation")

    def send_media_group(self, call: Call) -> list[Json]:
        """An album of two to ten, photos and videos together, other kinds among themselves."""
        chat = chat_of(self._world, call)
        items = call.structure("media", "can't parse media JSON object")
        if not isinstance(items, list) or len(items) not in ALBUM_SIZES:
            raise bad_request("can't use the media of the specified type in the album")
        kinds = {"photo" if item.get("type") == "video" else item.get("type") for item in items}
        if len(kinds) > 1 or not kinds <= {"photo", "document", "audio"}:
            raise bad_request("can't use the media of the specified type in the album")
        reply_to, thread = reply_of(call, chat), thread_of(call, chat)
        album = {"media_group_id": self._world.serial("album")}
        made = []
        for item in items:
            media = media_of(self._world, call, item["type"], str(item.get("media") or ""), item)
            text, entities = call.caption(item)
            message = Message(
                chat.next_message_id(),
                call.bot,
                self._world.now(),
                text,
                entities,
                media,
                protected=call.flag("protect_content"),
                reply_to=reply_to,
                thread_id=thread,
                circumstances=dict(album),
            )
            made.append(message)
        for message in made:
            self._world.post(chat, message)
        drawing = Drawing(call.bot, self._world.files)
        return [drawing.message(chat, message) for message in made]

    def send_chat_action(self, call: Call) -> bool:
        """Says "typing…" and the like; shown nowhere, but checked."""
        chat_of(self._world, call)
        if call.text("action").lower() not in _CHAT_ACTIONS:
            raise bad_request("wrong parameter action in request")
        return True

    def _send_media(self, call: Call, kind: MediaKind) -> Json:
        chat = chat_of(self._world, call)
        media = media_of(self._world, call, kind, call.text(kind), call.params)
        return self._say(call, chat, _Content(*call.caption(call.params), media))

    def _say(self, call: Call, chat: Chat, content: _Content) -> Json:
        markup, reply_to, thread = read_markup(call), reply_of(call, chat), thread_of(call, chat)
        receiver = receiver_of(self._world, call, chat)
        message = Message(
            chat.next_message_id(),
            call.bot,
            self._world.now(),
            content.text,
            content.entities,
            content.media,
            markup.inline,
            protected=call.flag("protect_content"),
            reply_to=reply_to,
            thread_id=thread,
            receiver=receiver,
        )
        if markup.reply is not None:
            chat.keyboard = Keyboard(message.id, markup.reply, markup.one_time)
        elif markup.removes_reply:
            chat.keyboard = None
        self._world.post(chat, message)
        return Drawing(call.bot, self._world.files).message(chat, message)


def media_of(
    world: World, call: Call, kind: MediaKind, value: str, about: Mapping[str, Any]
) -> Media:
    """The media that a call brings: an upload, or the id of a file which the bot has seen.

    Args:
        world: holds the files.
        call: brings the uploads.
        kind: what the media shall be.
        value: `attach://name`, a file id, or empty if the upload bears the name of the kind.
        about: where width, height and duration are stated.

    Raises:
        RefusedError: there is no such file, or it is too large.
    """
    upload = call.upload(value or kind)
    if upload is not None:
        return _uploaded(world, kind, upload, about)
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    if value.startswith("attach://"):
        raise bad_request("can't find the file to attach in the request")
    known = world.files.find(call.bot, value)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if known.kind != kind:
        raise bad_request(f"can't use file of type {known.kind.title()} as {kind.title()}")
    return known


def _uploaded(world: World, kind: MediaKind, upload: Upload, about: Mapping[str, Any]) -> Media:
    if len(upload.content) > world.settings.upload_limit_bytes:
        raise RefusedError(413, "Request Entity Too Large")
    sizes: Json = {name: int(about.get(name) or 0) for name in ("width", "height", "duration")}
    return world.files.media(
        kind, upload.content, name=upload.name, mime_type=upload.mime_type, **sizes
    )
