"""How a process writes its log: JSON where a program reads, words on a terminal, never a value.

Every record goes through here, a library's too. Of those nothing is kept but who told it, where,
and the type of the error: they tell addresses with tokens in them, and what they were sent.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections import Counter
from collections.abc import Callable, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

from bot.log_events import EVENTS, FIELDS
from casework.operator_log import OperatorLog, Told, where

OURS = ("bot", "casework", "handlers", "storage")
FOREIGN = "library"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"  # to the second: finer moments help nobody but who compares them

_Record = MutableMapping[str, Any]
log = OperatorLog(__name__)


class Sink(logging.StreamHandler[TextIO]):
    """Writes what stands in the tables, and counts what it wrote and what it dropped."""

    def __init__(self, stream: TextIO, process: str) -> None:
        super().__init__(stream)
        self.told: Counter[tuple[str, str]] = Counter()
        self.dropped = 0
        self._process = process
        self.setFormatter(structlog.stdlib.ProcessorFormatter(processors=self._chain(stream)))

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        if not isinstance(record.msg, Told):
            record = _without_words(record)
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802  as inherited
        """Count a line that could not be written; the inherited way would print its values."""
        self.dropped += 1

    def _chain(self, stream: TextIO) -> list[Callable[..., Any]]:
        ending: Callable[..., Any] = structlog.processors.JSONRenderer()
        if stream.isatty():
            ending = structlog.dev.ConsoleRenderer(sort_keys=False)
        return [
            self._allow,
            structlog.processors.TimeStamper(fmt=MOMENT, utc=True, key="timestamp"),
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            ending,
        ]

    def _allow(self, _logger: object, _method: str, whole: _Record) -> _Record:
        """Return the line with the fields of the table alone."""
        record: logging.LogRecord = whole["_record"]
        told = record.msg
        level = record.levelname.lower()
        line = {**whole, "level": level, "process": self._process, "event": "unlisted"}
        if not isinstance(told, Told) or told.event not in EVENTS:
            return self._noting(line, 1)
        line["event"] = told.event
        self.told[told.event, level] += 1
        known = EVENTS[told.event].fields
        kept = {
            name: value
            for name, value in told.fields.items()
            if name in known and (value == "" or FIELDS[name].fits(value))
        }
        return self._noting(line | kept, len(told.fields) - len(kept))

    def _noting(self, line: _Record, dropped: int) -> _Record:
        self.dropped += dropped
        return {**line, "dropped": dropped} if dropped else line


def set_up(process: str, stream: TextIO | None = None) -> Sink:
    """Let everything that is told in this process go through one sink, which is returned."""
    sink = Sink(stream or sys.stderr, process)
    logging.basicConfig(level=logging.WARNING, handlers=[sink], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, None)
    sys.unraisablehook = lambda args: _uncaught(args.exc_type, args.exc_value, None)
    return sink


def sink_of_process() -> Sink | None:
    """Return what this process writes its log with, if it was set up."""
    return next((each for each in logging.getLogger().handlers if isinstance(each, Sink)), None)


def _without_words(record: logging.LogRecord) -> logging.LogRecord:
    fields: dict[str, str | int] = {
        "library": record.name,
        "place": f"{record.filename}:{record.lineno}",
    }
    if record.exc_info and record.exc_info[1] is not None:
        fields["error"] = where(record.exc_info[1])
    told = logging.LogRecord(
        record.name, record.levelno, record.pathname, record.lineno, Told(FOREIGN, fields), (), None
    )
    told.created = record.created
    return told


def _uncaught(
    _kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None
) -> None:
    if error is not None and not isinstance(error, KeyboardInterrupt):
        log.fault("uncaught", error)
