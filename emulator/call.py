"""One method call: its parameters, whatever way they were encoded, and the files along with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from emulator.entities import Entity, trimmed, utf16_length, with_detected
from emulator.errors import RefusedError, bad_request
from emulator.markup import parse_html
from emulator.state import Bot

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITIES_LIMIT = 100


@dataclass(frozen=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    mime_type: str | None
    content: bytes


@dataclass
class Call:
    """A call of one method by one bot; JSON bodies bring values, forms bring strings."""

    bot: Bot
    method: str
    params: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """A string parameter."""
        value = self.params.get(name)
        return default if value is None else str(value)

    def integer(self, name: str) -> int | None:
        """A whole number, or None if absent or not a number."""
        try:
            return int(self.params[name])
        except (KeyError, TypeError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        """A Boolean; forms spell it `true` or `1`."""
        return str(self.params.get(name, "")).lower() in {"true", "1", "yes"}

    def structure(self, name: str, failure: str) -> Any:  # any JSON may come
        """A parameter that is JSON, decoded; None if absent or empty."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(failure) from error

    def message_id(self) -> int:
        """The message the call is about."""
        number = self.integer("message_id")
        if not number:
            raise bad_request("message identifier is not specified")
        return number

    def upload(self, value: str) -> Upload | None:
        """The file which `attach://name` refers to."""
        return self.files.get(value.removeprefix("attach://"))

    def words(self) -> tuple[str, list[Entity]]:
        """The `text` to send, formatted, 1 to 4096 UTF-16 units after parsing."""
        text, entities = self.formatted(self.params, "text", "entities")
        if not text:
            raise bad_request("message text is empty")
        if utf16_length(text) > TEXT_LIMIT:
            raise bad_request("message is too long")
        return text, entities

    def caption(self, params: Mapping[str, Any]) -> tuple[str, list[Entity]]:
        """The `caption` to send, formatted, at most 1024 UTF-16 units after parsing."""
        text, entities = self.formatted(params, "caption", "caption_entities")
        if utf16_length(text) > CAPTION_LIMIT:
            raise bad_request("message caption is too long")
        return text, entities

    def formatted(
        self, params: Mapping[str, Any], text_name: str, entities_name: str
    ) -> tuple[str, list[Entity]]:
        """A text with its entities, from `parse_mode` or spelled out."""
        raw = str(params.get(text_name) or "")
        mode = str(params.get("parse_mode") or "").lower()
        if mode == "html":
            text, entities = parse_html(raw)
        elif mode:
            raise bad_request("unsupported parse_mode")
        else:
            text, entities = raw, _spelled_out(params.get(entities_name))
        text, entities = trimmed(text, entities)
        return text, with_detected(text, entities)[:ENTITIES_LIMIT]

    def loggable(self) -> dict[str, Any]:
        """The parameters without the bytes of files."""
        files = {
            name: {"file_name": upload.name, "size": len(upload.content)}
            for name, upload in self.files.items()
        }
        return dict(self.params) | files


def _spelled_out(value: object) -> list[Entity]:
    if not value:
        return []
    try:
        entities = json.loads(value) if isinstance(value, str) else value
    except ValueError as error:
        raise RefusedError(
            400, "Bad Request: can't parse entities: Can't parse MessageEntity JSON"
        ) from error
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: Expected an Array of MessageEntity")
    for entity in entities:
        if not isinstance(entity, dict) or not {"type", "offset", "length"} <= entity.keys():
            raise bad_request("can't parse entities: Can't parse MessageEntity")
    return [{key: item for key, item in entity.items() if item is not None} for entity in entities]
