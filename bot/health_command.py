"""`dengwen health`: asks a process on this machine how it is, for containers without curl."""

from __future__ import annotations

import json

import click

from bot.command_line import NO, configuration, refuse
from bot.inside.table import ROLES

ASK_SECONDS = 5.0


@click.command()
@click.argument("process", type=click.Choice(ROLES), required=False)
@click.option("--live", is_flag=True, help="Whether it runs at all, not whether it is ready.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def health(process: str | None, *, live: bool, as_json: bool) -> None:
    """Say whether PROCESS is ready, or all three; exit 1 when one is not."""
    metrics = configuration().metrics
    if metrics.listen is None:
        refuse("No process says how it is: set metrics.listen, for example to 127.0.0.1.")
    path = "/health/live" if live else "/health/ready"
    found = {
        role: _says_yes(_near(metrics.listen), metrics.port + ROLES.index(role), path)
        for role in ([process] if process else ROLES)
    }
    good = "live" if live else "ready"
    if as_json:
        click.echo(
            json.dumps({role: good if yes else f"not {good}" for role, yes in found.items()})
        )
    else:
        for role, yes in found.items():
            click.echo(f"{role}: {good if yes else f'not {good}'}")
    if not all(found.values()):
        refuse("See the log of the process, or ask: dengwen doctor", NO)


def _says_yes(host: str, port: int, path: str) -> bool:
    from http.client import HTTPConnection, HTTPException

    connection = HTTPConnection(host, port, timeout=ASK_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200  # noqa: PLR2004  HTTP's OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _near(address: str) -> str:
    """Return where a process is asked that listens on every address."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104  nothing listens here
