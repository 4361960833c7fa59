"""Formatting of a message: a plain text and entities that point into it in UTF-16 units."""

import re
from html import escape
from itertools import pairwise
from typing import Any

Entity = dict[str, Any]

# What Telegram marks by itself, in order of precedence: the first match keeps its place.
_DETECTED = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"'，。；：！？）】》]+", re.IGNORECASE)),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}\b")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d_]\w*")),
)
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
    "pre": "pre",
}


def utf16_length(text: str) -> int:
    """The length of the text in UTF-16 code units, as Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of the text that an entity points at."""
    units = text.encode("utf-16-le")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The text without white space around it, and the entities moved along."""
    text = text.replace("\r", "")
    lead = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] + entity["length"] - lead, end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return text, kept


def with_detected(text: str, entities: list[Entity]) -> list[Entity]:
    """The entities together with links, commands, mentions and tags found in the text, in order."""
    found = list(entities)
    # Telegram detects nothing inside code and links, and lets nothing overlap what it detected.
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in {"code", "pre", "text_link"}
    ]
    for kind, pattern in _DETECTED:
        for match in pattern.finditer(text):
            start = utf16_length(text[: match.start()])
            stop = start + utf16_length(match[0])
            if all(stop <= low or start >= high for low, high in taken):
                taken.append((start, stop))
                found.append({"type": kind, "offset": start, "length": stop - start})
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))


def to_html(text: str, entities: list[Entity]) -> str:
    """The formatted text as the HTML which Telegram's `parse_mode` would read."""
    events: dict[int, tuple[list[str], list[str]]] = {}
    for entity in entities:
        start, stop = _tags(entity)
        if start:
            offset, end = entity["offset"], entity["offset"] + entity["length"]
            events.setdefault(offset, ([], []))[1].append(start)
            events.setdefault(end, ([], []))[0].insert(0, stop)
    places = sorted({0, utf16_length(text), *events})
    parts = []
    for place, following in pairwise([*places, places[-1]]):
        closing, opening = events.get(place, ([], []))
        parts += [*closing, *opening]
        parts.append(escape(utf16_slice(text, place, following - place), quote=False))
    return "".join(parts)


def _tags(entity: Entity) -> tuple[str, str]:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "pre" and "language" in entity:
        return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    tag = _TAGS.get(kind)
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")
