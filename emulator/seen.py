"""What a person sees: messages and their buttons, as the client has them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True)
class SeenFile:
    """The file of a message."""

    id: str
    name: str | None
    mime_type: str | None
    size: int
    width: int
    height: int
    duration: int


@dataclass(frozen=True)
class Button:
    """An inline button."""

    label: str
    data: str | None
    url: str | None


@dataclass(frozen=True)
class Seen:
    """A message on somebody's screen; `text` is the caption where there is a file."""

    id: int
    revision: int
    sender_id: int
    sender: str
    own: bool
    from_bot: bool
    date: datetime
    text: str
    html: str
    entities: list[dict[str, Any]]
    buttons: list[list[Button]]
    kind: str
    service: str | None
    file: SeenFile | None
    protected: bool
    edited: bool
    reply_to: int | None
    quote: str | None
    forwarded_from: str | None
    album: str | None
    content: dict[str, Any]
    thread_id: int | None

    @classmethod
    def read(cls, raw: dict[str, Any]) -> Self:
        """A message out of the JSON of the control interface."""
        buttons = [
            [Button(b["text"], b.get("callback_data"), b.get("url")) for b in row]
            for row in raw["buttons"]
        ]
        file = SeenFile(**raw["file"]) if raw["file"] else None
        date = datetime.fromisoformat(raw["date"])
        return cls(**(raw | {"buttons": buttons, "file": file, "date": date}))

    @property
    def labels(self) -> list[str]:
        """The labels of all inline buttons, row by row."""
        return [button.label for row in self.buttons for button in row]

    def __str__(self) -> str:
        content = self.text if self.kind == "text" else f"[{self.service or self.kind}] {self.text}"
        buttons = f"  {self.labels}" if self.buttons else ""
        return f"#{self.id} {self.sender}: {content}{buttons}"
