"""What a process writes: names and fields of the tables, whoever told it and whatever it was."""

import asyncio
import io
import json
import logging
import sys

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from bot import logs
from bot.log_events import EVENTS, FIELDS
from casework.operator_log import OperatorLog

SECRET = "李明 took 8500123456 and 123456789:AAE-a_token_that_opens_a_bot"
CASE = "0" * 31 + "f"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def put_back():
    root, hooks = logging.getLogger(), (sys.excepthook, sys.unraisablehook)
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.OURS}
    yield
    logging.captureWarnings(False)
    sys.excepthook, sys.unraisablehook = hooks
    root.handlers[:], root.level = handlers, level
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


@pytest.fixture
def written(put_back):
    stream = io.StringIO()
    logs.set_up("intake", stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_with_the_fields_of_its_event(written):
    OperatorLog("bot.x").warning("case-not-readable", case=CASE, error="KeyError")
    (line,) = written()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "level": "warning",
        "process": "intake",
        "event": "case-not-readable",
        "case": CASE,
        "error": "KeyError",
    }


@pytest.mark.parametrize("name", FIELDS)
def test_no_field_lets_a_secret_through(written, name):
    event = next(key for key, each in EVENTS.items() if name in each.fields)
    for secret in (SECRET, "8500123456", 8500123456, "LX-7K3M9-Q2TXA-W", "123:" + "a" * 30):
        OperatorLog("bot.x").error(event, **{name: secret})
    lines = written()
    assert [line.get("dropped") for line in lines] == [1] * 5
    assert all(name not in line for line in lines)


def test_a_field_or_an_event_that_is_not_listed_is_dropped_and_counted(written):
    OperatorLog("bot.x").warning("case-not-readable", case=CASE, text=SECRET)
    OperatorLog("bot.x").warning(SECRET)
    first, second = written()
    assert first["case"] == CASE
    assert (first["dropped"], second["dropped"]) == (1, 1)
    assert second["event"] == "unlisted"
    assert logs.sink_of_process().dropped == 2


def test_of_a_library_nothing_is_kept_but_where_it_told_something(written):
    def fails():
        raise ValueError(SECRET)

    for name in ("aiogram.event", "httpx", "telegram.ext.Application", "aiohttp.server"):
        try:
            fails()
        except ValueError:
            logging.getLogger(name).exception("Request to %s failed: %s", SECRET, SECRET)
    cannot_be_put = logging.LogRecord("sqlalchemy", 30, "a.py", 1, "%d values", (SECRET,), None)
    logs.sink_of_process().handle(cannot_be_put)
    logging.getLogger("httpx").info(SECRET)
    lines = written()
    assert [line["library"] for line in lines[:2]] == ["aiogram.event", "httpx"]
    assert lines[0]["error"].startswith("ValueError at test_logs.py:")
    assert lines[0]["place"].startswith("test_logs.py:")
    assert len(lines) == 5
    assert all({*line} <= {*FIELDS, "timestamp", "level", "process", "event"} for line in lines)


async def test_a_task_that_nobody_waited_for_tells_its_type_alone(written):
    async def fails():
        raise RuntimeError(SECRET)

    task = asyncio.ensure_future(fails())
    await asyncio.sleep(0)
    del task
    (line,) = written()
    assert line["library"] == "asyncio"
    assert line["error"].startswith("RuntimeError at ")


def test_an_error_of_the_database_brings_no_parameters(written):
    engine = create_engine("sqlite://")
    with pytest.raises(OperationalError) as caught, engine.connect() as connection:
        connection.execute(text("SELECT :a FROM nothing"), {"a": SECRET})
    engine.dispose()
    sys.excepthook(caught.type, caught.value, caught.tb)
    (line,) = written()
    assert line["event"] == "uncaught"
    assert line["error"].startswith("OperationalError at ")


def test_on_a_terminal_people_can_read_it(put_back):
    stream = Terminal()
    logs.set_up("desk", stream)
    OperatorLog("bot.x").warning("calendar-missing", year=2027)
    assert "calendar-missing" in stream.getvalue()
    assert "2027" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


def test_a_line_that_cannot_be_written_prints_nothing_else(put_back, capsys):
    class Full(io.StringIO):
        def write(self, _text):
            raise OSError(28, SECRET)

    sink = logs.set_up("courier", Full())
    OperatorLog("bot.x").warning("group-moved")
    assert sink.dropped == 1
    assert capsys.readouterr() == ("", "")
