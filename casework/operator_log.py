"""What the program tells whoever runs it: the name of what happened and a few fields, no sentence.

A sentence invites a quotation. What was written here by people, who they are and what opens their
cases must never get into a log, so there is no way to tell an exception's message or its trace.
The names and their fields stand in one table, `bot.log_events`, and in docs/logs.md.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

Value = str | int


@dataclass(frozen=True, slots=True)
class Told:
    """What a record of the standard library's logging carries instead of a message."""

    event: str
    fields: dict[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return it as one line, for whoever has not set up anything better."""
        return " ".join([self.event, *(f"{name}={value}" for name, value in self.fields.items())])


class OperatorLog:
    """Tells events of one module; its methods are the levels."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def debug(self, event: str, **fields: Value) -> None:
        """Tell what only somebody who looks for a fault wants to know."""
        self._tell(logging.DEBUG, event, fields)

    def info(self, event: str, **fields: Value) -> None:
        """Tell what is as it should be."""
        self._tell(logging.INFO, event, fields)

    def warning(self, event: str, **fields: Value) -> None:
        """Tell what mends itself, or what somebody was told of already."""
        self._tell(logging.WARNING, event, fields)

    def error(self, event: str, **fields: Value) -> None:
        """Tell what somebody should look into."""
        self._tell(logging.ERROR, event, fields)

    def critical(self, event: str, **fields: Value) -> None:
        """Tell what somebody has to mend now."""
        self._tell(logging.CRITICAL, event, fields)

    def fault(self, event: str, error: BaseException, **fields: Value) -> None:
        """Tell as an error where `error` arose, and of which type it is: never its message."""
        self._tell(logging.ERROR, event, {**fields, "error": where(error)})

    def _tell(self, level: int, event: str, fields: dict[str, Value]) -> None:
        # The record names who called the method, two steps up.
        self._logger.log(level, Told(event, fields), stacklevel=3)


def kind(error: BaseException) -> str:
    """Return the type of an error, which is all that is told of one that was foreseen."""
    return type(error).__name__


def where(error: BaseException) -> str:
    """Say where an error arose by type, file and line alone: its message may quote a value."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
