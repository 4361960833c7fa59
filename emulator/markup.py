"""Telegram's HTML dialect, read into a plain text and its entities.

Source: Bot API, "HTML style". The wording of the errors is that of the real server.
"""

import re
from dataclasses import dataclass
from html import unescape

from emulator.entities import Entity, utf16_length
from emulator.errors import RefusedError, bad_request

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|lt|gt|amp|quot);")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.-]+))?""")


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    begin: int


class _Reader:
    """One pass over the markup; every method leaves the position behind what it read."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.at = 0
        self.parts: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[tuple[int, Entity]] = []

    def read(self) -> tuple[str, list[Entity]]:
        """The whole markup."""
        while self.at < len(self.markup):
            if self.markup[self.at] != "<":
                self._text()
            elif self.markup.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise _error(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        # In the order of the start tags an outer entity comes before those within it.
        self.entities.sort(key=lambda placed: placed[0])
        return "".join(self.parts), [entity for _, entity in self.entities]

    def _text(self) -> None:
        stop = self.markup.find("<", self.at)
        stop = len(self.markup) if stop < 0 else stop
        # Only the four named references exist; any other ampersand is an ordinary character.
        text = _REFERENCE.sub(lambda match: unescape(match[0]), self.markup[self.at : stop])
        self.parts.append(text)
        self.length += utf16_length(text)
        self.at = stop

    def _start_tag(self) -> None:
        begin = self.at
        name = re.compile(r"<([^\s>]*)").match(self.markup, begin)
        if name is None or name.end() == len(self.markup):
            raise _error(f"Unclosed start tag at byte offset {self._byte(begin)}")
        tag = name[1].lower()
        if tag not in _KINDS:
            raise _error(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        self.at = name.end()
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _error(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}'
            )
        self.open.append(_Open(tag, attributes, self.length, begin))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            rest = self.markup[self.at :]
            if rest.lstrip().startswith(">"):
                self.at = self.markup.index(">", self.at) + 1
                return attributes
            match = _ATTRIBUTE.match(self.markup, self.at)
            if match is None:
                problem = "Empty attribute name in the" if ">" in rest else "Unclosed start"
                raise _error(f'{problem} tag "{tag}" at byte offset {self._byte(begin)}')
            attributes[match[1].lower()] = unescape((match[2] or "").strip("\"'"))
            self.at = match.end()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _error(f"Unexpected end tag at byte offset {self._byte(begin)}")
        match = re.compile(r"</([^\s>]*)\s*>").match(self.markup, begin)
        if match is None:
            raise _error(f"Unclosed end tag at byte offset {self._byte(begin)}")
        opened = self.open.pop()
        if match[1] and match[1].lower() != opened.tag:
            raise _error(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{opened.tag}>", found "</{match[1]}>"'
            )
        self.at = match.end()
        if self.length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Entity = {
            "type": _KINDS[opened.tag],
            "offset": opened.offset,
            "length": self.length - opened.offset,
        }
        if opened.tag == "a":
            if not opened.attributes.get("href"):
                return
            entity["url"] = opened.attributes["href"]
        if opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        language = opened.attributes.get("class", "")
        if opened.tag == "code" and language.startswith("language-") and self._in_pre():
            self.open[-1].attributes["language"] = language.removeprefix("language-")
            return
        if opened.tag == "pre" and "language" in opened.attributes:
            entity["language"] = opened.attributes["language"]
        self.entities.append((opened.begin, entity))

    def _in_pre(self) -> bool:
        return bool(self.open) and self.open[-1].tag == "pre"

    def _byte(self, position: int) -> int:
        return len(self.markup[:position].encode())


def _error(reason: str) -> RefusedError:
    return bad_request(f"can't parse entities: {reason}")


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """The plain text and entities of a text in Telegram's HTML.

    Raises:
        RefusedError: a tag is unknown, unclosed or closed in the wrong order.
    """
    return _Reader(markup).read()
