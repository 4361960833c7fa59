"""The command `term`: when a term ends, and why then."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from bot.command_line import configuration, refuse

if TYPE_CHECKING:
    from casework.rules.terms import Term


@click.command("term")
@click.argument("start")
@click.argument("term", required=False)
@click.option(
    "--roll", is_flag=True, help="A last day on a rest day moves to the next working day."
)
@click.option(
    "--rule",
    metavar="ID",
    help="A term of config.toml, which gives the length, unless TERM does, and its source.",
)
@click.option("--explain", is_flag=True, help="Show each day, counted or not, and why.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def term_command(  # noqa: PLR0913  one for each option
    start: str, term: str | None, rule: str | None, *, roll: bool, explain: bool, as_json: bool
) -> None:
    """Print when TERM ends that starts on START: dengwen term 2019-09-20 "10 workdays".

    The first line is the date. A second one says provisional, if a notice of the State Council that
    is not known yet could move it.
    """
    from bot.explaining import UnknownRuleError, explanation

    if term is None and rule is None:
        refuse('Say how long: TERM, such as "10 workdays", or --rule ID.')
    begins = _start(start)
    length = None if term is None else _length(term)
    try:
        found = explanation(configuration(), begins, length, roll=roll, rule_id=rule)
    except UnknownRuleError as error:
        refuse(f"config.toml has no term {rule}. It has {', '.join(error.known)}.")
    if as_json:
        click.echo(json.dumps(found.plain(every_day=explain), ensure_ascii=False))
        return
    click.echo(found.due.date.isoformat())
    if found.due.provisional:
        click.echo("provisional")
    if explain:
        click.echo()
        for line in found.lines():
            click.echo(line)


def _start(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse("START is a date such as 2019-09-20.")


def _length(text: str) -> Term:
    from casework.rules.terms import Term, TermSyntaxError

    try:
        return Term.parse(text)
    except TermSyntaxError as error:
        refuse(str(error))
