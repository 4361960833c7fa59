"""What a process says to its service manager, heard at a real socket."""

import asyncio
import os
import socket

import pytest

from bot.service_manager import keep_told, tell, watchdog_seconds

MINUTE = "60000000"


@pytest.fixture(params=["a path", "an abstract name"])
def manager(request, tmp_path, monkeypatch):
    name = str(tmp_path / "notify") if request.param == "a path" else f"@dengwen-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hearing:
        hearing.bind(name.replace("@", "\0", 1))
        hearing.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        monkeypatch.delenv("WATCHDOG_PID", raising=False)
        monkeypatch.delenv("WATCHDOG_USEC", raising=False)
        yield lambda: hearing.recv(100).decode()


async def test_it_hears_that_a_process_is_up_goes_on_and_stops(manager, monkeypatch):
    monkeypatch.setenv("WATCHDOG_USEC", "30000")
    stop = asyncio.Event()
    telling = asyncio.create_task(keep_told(stop))
    heard = [await asyncio.to_thread(manager) for _ in range(3)]
    stop.set()
    await telling
    assert heard == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]
    while (word := manager()) == "WATCHDOG=1":
        continue
    assert word == "STOPPING=1"


async def test_without_a_watchdog_it_hears_of_the_start_and_the_end_alone(manager):
    stop = asyncio.Event()
    telling = asyncio.create_task(keep_told(stop))
    assert await asyncio.to_thread(manager) == "READY=1"
    stop.set()
    await telling
    assert manager() == "STOPPING=1"


def test_without_a_service_manager_nothing_is_said(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    tell("READY=1")


def test_a_service_manager_that_is_gone_stops_nothing(monkeypatch, tmp_path, caplog):
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    tell("READY=1")
    assert "service-manager-deaf" in caplog.text


@pytest.mark.parametrize(
    ("environment", "seconds"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": MINUTE}, 60.0),
        ({"WATCHDOG_USEC": MINUTE, "WATCHDOG_PID": str(os.getpid())}, 60.0),
        ({"WATCHDOG_USEC": MINUTE, "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
    ],
)
def test_the_watchdog_is_the_one_that_waits_for_this_process(environment, seconds):
    assert watchdog_seconds(environment) == seconds
