"""The commands `pause` and `resume`: for a while no petition is submitted, and nothing is lost."""

from __future__ import annotations

from datetime import date

import click

from bot.command_line import NO, configuration, refuse


@click.command("pause")
@click.argument("reason")
@click.option("--until", metavar="DATE", help="The first day on which it goes on by itself.")
@click.option(
    "--in",
    "others",
    nargs=2,
    metavar="LANGUAGE REASON",
    multiple=True,
    help="The reason in another language; may be repeated.",
)
def pause_command(reason: str, until: str | None, others: tuple[tuple[str, str], ...]) -> None:
    """Let nobody submit for a while; REASON, in the first language, is told to everybody.

    Drafts are kept and can be written on, petitions looked up and added to.
    """
    from bot.clock import clock_of
    from casework.rules.rounds import Pause
    from casework.rules.terms import local_date
    from storage.pause import PauseFile

    config = configuration()
    day = _day(until)
    if day is not None and day <= local_date(clock_of(config)(), config.round.timezone):
        refuse("The day after --until must lie in the future.")
    reasons = {config.languages[0]: reason.strip(), **{lang: text.strip() for lang, text in others}}
    strangers = sorted(reasons.keys() - set(config.languages))
    if strangers:
        refuse(f"The bot does not speak {', '.join(strangers)}; see languages in config.toml.")
    if not all(reasons.values()):
        refuse("The reason must not be empty: people are told why.")
    PauseFile(config.storage.data).write(Pause(reasons, day))
    click.echo(f"Paused until {day or 'dengwen resume'}. Nothing that people wrote is lost.")


@click.command("resume")
def resume_command() -> None:
    """Take petitions in again."""
    from storage.pause import PauseFile

    if not PauseFile(configuration().storage.data).remove():
        refuse("There is no pause.", NO)
    click.echo("Petitions are taken in again.")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        refuse("The day after --until must be a date such as 2019-07-20.")
