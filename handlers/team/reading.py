"""A case's content as pages of a chat: who wrote what and when, and a button for each file."""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from zoneinfo import ZoneInfo

from casework.desk.read import CLOSED, Entry
from casework.desk.records import WITHDRAWS, Field, overtaken
from casework.rules.display import one_line
from handlers.team.circumstances import circumstances
from handlers.team.context import Names
from handlers.texts import Html, Say, as_html

PAGE_UNITS = 3500
"""Telegram takes 4,096 UTF-16 units in a message; the rest is left for the heading."""
MAX_BLOCKS = 40
NAME_LENGTH = 100
VALUE_LENGTH = 300
KILOBYTE = 1024

Button = tuple[str, str]


class Headed(Protocol):
    """What pages are of: a case, or a letter that will be one."""

    @property
    def id(self) -> str:
        """Its id, which buttons hold."""
        ...

    @property
    def number(self) -> str:
        """What it is called."""
        ...


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a page that is not broken, with the button of its file."""

    text: Html
    units: int
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as HTML, and its buttons by row."""

    text: Html
    rows: list[list[Button]]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one reader sees content: in their language, with the hours of the office."""

    say: Say
    names: Names
    zone: str

    def page(
        self,
        case: Headed,
        entries: Sequence[Entry],
        number: int,
        changeable: Collection[int] = (),
        *,
        turns: str = "read",
    ) -> Page:
        """Return a page of a case; a number past the end gives the last page.

        `changeable` are the records that the reader may correct or take back; `turns` is what the
        button to the next page begins with.
        """
        over = overtaken(entries)
        pages = _packed(
            [
                block
                for entry in entries
                for block in self._with_what_follows(case, entry, over, changeable)
            ]
        )
        number = min(number, len(pages) - 1)
        heading = self.say("desk-reading", number=case.number, page=number + 1, pages=len(pages))
        rows = [[block.button] for block in pages[number] if block.button]
        if number + 1 < len(pages):
            label = self.say.label("desk-button-next-page")
            rows.append([(label, f"{turns}:{case.id}:{number + 1}")])
        return Page(Html("\n\n".join([heading, *(block.text for block in pages[number])])), rows)

    def _with_what_follows(
        self, case: Headed, entry: Entry, over: Mapping[int, Entry], changeable: Collection[int]
    ) -> list[Block]:
        """Return the blocks of a piece, which say if it no longer holds or can be corrected."""
        blocks = self._blocks(case, entry)
        if entry.sequence in changeable:
            label = self.say.label("desk-button-record-change", position=entry.sequence)
            blocks[-1] = replace(blocks[-1], button=(label, f"mend:{case.id}:{entry.sequence}"))
        elif entry.sequence in over:
            blocks.append(_sentence(self._overtaken(entry, over[entry.sequence])))
        return blocks

    def _overtaken(self, entry: Entry, by: Entry) -> Html:
        taken = WITHDRAWS in (by.fields or {})
        name = "desk-record-withdrawn-by" if taken else "desk-record-replaced-by"
        return self.say(name, position=entry.sequence, by=by.sequence)

    def said(self, case: Headed, entries: Sequence[Entry], number: int) -> Page:
        """Return a page of what was said to the reporter and by them, or that nothing was."""
        page = self.page(case, entries, number, turns="said")
        if entries:
            return page
        return Page(Html(f"{page.text}\n\n{self.say('desk-said-nothing')}"), page.rows)

    def caption(self, case: Headed, entry: Entry) -> Html:
        """Return what stands under a file."""
        return self.say(
            "desk-caption", number=case.number, what=self._head(entry), name=_name(entry)
        )

    def file_button(self, case: Headed, entry: Entry) -> Button:
        """Return the button that shows a file."""
        kind, size = self.say.label(f"desk-kind-{entry.kind}"), size_in_words(entry.size_bytes)
        label = self.say.label("desk-button-file", kind=kind, size=size, position=entry.sequence)
        return label, f"file:{case.id}:{entry.sequence}"

    def file_lines(self, entry: Entry) -> Html:
        """Return who sent a file and when, what it is called, and whether it is here."""
        head = Html(f"{self._head(entry)} {as_html(_name(entry))}".rstrip())
        lines = [head, *self._besides(entry)]
        lines += [] if entry.stored else [self.say("desk-piece-on-its-way")]
        return Html("\n".join(lines))

    def _blocks(self, case: Headed, entry: Entry) -> list[Block]:
        head = self._head(entry)
        if entry.kind == CLOSED:
            return [_sentence(self.say("desk-piece-closed", position=entry.sequence))]
        if entry.text is None:
            return self._file_blocks(case, entry)
        parts = _cut(entry.text, PAGE_UNITS // 2)
        own = [as_html(parts[0])] if parts[0] else []  # a record may say all in its fields
        first = Html("\n".join([head, *self._besides(entry), *own]))
        rest = [as_html(part) for part in parts[1:]]
        return [Block(text, _units(html.unescape(text))) for text in (first, *rest)]

    def _file(self, case: Headed, entry: Entry) -> Block:
        text = self.file_lines(entry)
        return Block(text, _units(text), self.file_button(case, entry) if entry.stored else None)

    def _besides(self, entry: Entry) -> list[Html]:
        return [*self._record(entry), *circumstances(entry, self.say, self.zone)]

    def _record(self, entry: Entry) -> list[Html]:
        """What a record says besides its text, and of which earlier one it takes the place."""
        say, known = self.say, entry.fields or {}
        lines = [
            say(
                "desk-record-line",
                what=self._what(entry.kind, name),
                value=self._value(entry.kind, name, known[name]),
            )
            for name in Field
            if name in known
        ]
        if entry.replaces is None:
            return lines
        told = "desk-record-withdraws" if WITHDRAWS in known else "desk-record-replaces"
        return [say(told, position=entry.replaces), *lines]

    def _what(self, kind: str, name: Field) -> str:
        """Return what a field is called, which may be another word in a kind of record."""
        own = f"desk-record-{kind}-{name}"
        return self.say.label(own if self.say.knows(own) else f"desk-record-{name}")

    def _value(self, kind: str, name: Field, value: str) -> str:
        """Return a field as people read it: a choice in words, anything else in one line."""
        if name is Field.JOINT:
            return self.say.label("desk-record-yes")
        choice = f"desk-choice-{kind}-{value}"
        if name in {Field.CHOICE, Field.WAY} and self.say.knows(choice):
            return self.say.label(choice)
        return one_line(value, VALUE_LENGTH)

    def _file_blocks(self, case: Headed, entry: Entry) -> list[Block]:
        """A file and right below it its caption, the end of which may need a block of its own."""
        file = self._file(case, entry)
        caption = entry.besides.get("caption")
        if not caption:
            return [file]
        first, *rest = map(as_html, _cut(caption, PAGE_UNITS // 2))
        text = Html(f"{file.text}\n{first}")
        return [Block(text, _units(html.unescape(text)), file.button), *map(_sentence, rest)]

    def _head(self, entry: Entry) -> Html:
        at = entry.sent_at.astimezone(ZoneInfo(self.zone))
        who = (
            self.names.person(entry.author, self.say)
            if entry.author
            else self.say.label("desk-reporter")
        )
        if entry.about is not None:
            kind = self.say.label("desk-recusal-of", who=self.names.person(entry.about, self.say))
        else:
            kind = self.say.label(f"desk-kind-{entry.kind}")
        return self.say(
            "desk-head",
            position=entry.sequence,
            who=who,
            kind=kind,
            day=at.date(),
            at=f"{at:%H:%M}",
        )


def _name(entry: Entry) -> str:
    """Return what the sender called a file, so that it cannot look like a line of its own."""
    return one_line(entry.name or "", NAME_LENGTH)


def size_in_words(size_bytes: int | None) -> str:
    """Return a size in the unit that a person would use; nothing for an unknown one."""
    if size_bytes is None:
        return ""
    if size_bytes < KILOBYTE * KILOBYTE:
        return f"{max(1, round(size_bytes / KILOBYTE))} KB"
    return f"{size_bytes / KILOBYTE / KILOBYTE:.1f} MB"


def _sentence(text: Html) -> Block:
    return Block(text, _units(text))


def _units(text: str) -> int:
    """Return the length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, characters: int) -> list[str]:
    """Cut a text, at a line end where there is one near; the parts joined are the whole text."""
    parts: list[str] = []
    while len(text) > characters:
        end = text.rfind("\n", characters // 2, characters) + 1 or characters
        parts.append(text[:end])
        text = text[end:]
    return [*parts, text]


def _packed(blocks: Sequence[Block]) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    units = 0
    for block in blocks:
        full = units + block.units > PAGE_UNITS or len(pages[-1]) >= MAX_BLOCKS
        if full and pages[-1]:
            pages.append([])
            units = 0
        pages[-1].append(block)
        units += block.units + 2
    return pages
