"""Where the processes show figures: who can reach it, and whether another program sits there."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address

from bot.doctor.findings import Finding, Installation, note, wrong
from bot.inside.table import ROLES

ASK_SECONDS = 2.0


def metrics(here: Installation) -> Iterator[Finding]:
    """Find an address that others reach, and a port on which another program answers."""
    settings = here.config.metrics
    if settings.listen is None:
        return
    if not _is_near(settings.listen):
        yield note(
            "metrics.listen is an address that other machines may reach; nobody is asked for a "
            "password there.",
            "Let a firewall or a container's network pass only the machine that reads the figures.",
        )
    for place, role in enumerate(ROLES):
        port = settings.port + place
        if _is_strange(settings.listen, port):
            yield wrong(
                f"On port {port} answers another program than the {role}.",
                "Choose another metrics.port: it is the first of three that belong together.",
            )


def _is_near(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _is_strange(address: str, port: int) -> bool:
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104  nothing listens here
    connection = HTTPConnection(near, port, timeout=ASK_SECONDS)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().read(16) != b"live\n"
    except (ConnectionError, socket.gaierror):
        return False  # Nobody is there: the process does not run just now.
    except (OSError, HTTPException):
        return True
    finally:
        connection.close()
