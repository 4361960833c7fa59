"""The command `doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from bot.command_line import NO

if TYPE_CHECKING:
    from bot.config import Config
    from bot.doctor.findings import Finding, Installation, Result


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def doctor_command(*, as_json: bool) -> None:
    """Look at everything that this installation needs; explain what is wrong, with its remedy.

    Exit 1 when something has to be mended. Nothing is changed, and Telegram is asked only about
    the two bots.
    """
    from bot.config import ConfigError, load
    from bot.doctor.findings import Grade

    try:
        config = load(None)
    except ConfigError as error:
        results = [_of_the_configuration(error.problems)]
        shown = _Shown(as_json=as_json)
        for result in results:
            shown.take(result)
    else:
        shown = _Shown(as_json=as_json)
        results = asyncio.run(_examine(config, shown))
    shown.end()
    sys.exit(NO if any(result.grade is Grade.WRONG for result in results) else 0)


async def _examine(config: Config, shown: _Shown) -> list[Result]:
    from bot.doctor.checks import CHECKS
    from bot.doctor.examining import examined

    results = [_of_the_configuration(())]
    shown.take(results[0])
    async for result in examined(_installation(config), CHECKS):
        shown.take(result)
        results.append(result)
    return results


def _installation(config: Config) -> Installation:
    from bot.clock import clock_of
    from bot.doctor.bot_api import BotApi
    from bot.doctor.findings import Installation

    api, now = config.telegram.api, clock_of(config)()
    bots = [
        BotApi(api, token) if token else None
        for token in (config.telegram.public_token, config.telegram.team_token)
    ]
    return Installation(config, now, *bots)


def _of_the_configuration(problems: Iterable[str]) -> Result:
    from bot.doctor.findings import Check, Result, wrong

    check = Check("configuration", "The configuration can be used.", lambda _here: ())
    remedy = "Mend it there; docs/configuration.md has every setting."
    return Result(check, tuple(wrong(problem, remedy) for problem in problems))


class _Shown:
    """Shows each result at once; for programs all of them at the end."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._rows: list[dict[str, Any]] = []
        self._bad = 0

    def take(self, result: Result) -> None:
        self._rows.append(_plain(result))
        self._bad += len(result.findings)
        if not self._as_json:
            for line in _lines(result):
                click.echo(line)

    def end(self) -> None:
        if self._as_json:
            click.echo(json.dumps({"checks": self._rows}, ensure_ascii=False))
        elif not self._bad:
            click.echo("Nothing is wrong.")


def _lines(result: Result) -> Sequence[str]:
    if not result.findings:
        return [f"good   {result.check.name:<14} {result.check.good}"]
    return [line for finding in result.findings for line in _both(result.check.name, finding)]


def _both(name: str, finding: Finding) -> tuple[str, str]:
    return f"{finding.grade:<6} {name:<14} {finding.what}", f"{'':<22}→ {finding.remedy}"


def _plain(result: Result) -> dict[str, Any]:
    return {
        "check": result.check.name,
        "grade": result.grade,
        "findings": [
            {"grade": each.grade, "what": each.what, "remedy": each.remedy}
            for each in result.findings
        ],
    }
