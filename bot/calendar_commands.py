"""The commands `calendar import`, `calendar show` and `calendar check`: the year's days of work."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.command_line import NO, configuration, refuse


@click.group()
def calendar() -> None:
    """Days of work and of rest: the State Council's yearly notice, and days of one's own."""


@calendar.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--notice", "number", default="", help="The notice's number, such as 国办发明电〔2025〕7号."
)
@click.option("--year", type=click.IntRange(1, 9999), help="The year that it is for.")
@click.option("--part", is_flag=True, help="A few days only: a county holiday, or a later change.")
@click.option("--replace", is_flag=True, help="In the place of what was imported for that year.")
@click.option("--by", default="", metavar="NAME", help="Who enters it; else who is logged in.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def import_command(  # noqa: PLR0913  one for each option
    file: Path, number: str, year: int | None, by: str, *, part: bool, replace: bool, yes: bool
) -> None:
    """Put the notice in FILE into force, after showing what it changes.

    FILE is the notice's own text, CSV (date,working[,name]), a calendar file (.ics), or TOML as
    docs/calendar.md has it:

        dengwen calendar import 2027.txt --notice "国办发明电〔2026〕7号"

    What is not clear, or contradicts what is known, is refused, and nothing changes.
    """
    from bot.calendars import Entry, prepare
    from casework.rules.notices import NoticeRefusedError

    if part and replace:
        refuse("--part adds to what there is: to take a part back, delete its file.")
    entry = Entry(file, number, year, by, part=part, replacing=replace)
    try:
        ready = prepare(configuration(), entry)
    except NoticeRefusedError as error:
        refuse("\n".join(error.faults), NO)
    for line in ready.lines():
        click.echo(line)
    if not yes:
        click.confirm("Put it into force?", abort=True)
    click.echo(f"{ready.write()} is in force. The running service takes it up within seconds,")
    click.echo("counts open terms anew and tells whoever has one that moves.")


@calendar.command("show")
@click.argument("year", type=click.IntRange(1, 9999))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def show_command(year: int, *, as_json: bool) -> None:
    """List the days of rest and the make-up days of YEAR: dengwen calendar show 2027."""
    from bot.calendars import days_of

    found = days_of(configuration(), year)
    if as_json:
        click.echo(json.dumps(found))
        return
    for row in found["days"]:
        kind = "work" if row["working"] else "rest"
        note = "  provisional" if row["provisional"] else ""
        click.echo(f"{row['date']} {row['weekday']}  {kind}  {row['name']}  {row['source']}{note}")
    if found["provisional"]:
        click.echo(f"{year} is provisional: its notice is not known (dengwen calendar import).")
    else:
        click.echo(f"{year} is certain.")


@calendar.command("check")
def check_command() -> None:
    """Exit 1 when a notice is missing (from 1 November the next year's) or is not believed."""
    from bot.calendars import troubles

    found = troubles(configuration())
    if found:
        refuse("\n".join(found), NO)
    click.echo("The calendar is complete.")
