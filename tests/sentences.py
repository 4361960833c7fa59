"""The sentences of a message file, for tests that know them again on a screen."""

from __future__ import annotations

from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax.ast import Message


def sentences_in(path: Path) -> list[Message]:
    """Return the sentences of a Fluent file that have words, in their order."""
    body = FluentParser().parse(path.read_text("utf-8")).body
    return [entry for entry in body if isinstance(entry, Message) and entry.value]
