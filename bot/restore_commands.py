"""The commands `restore` and `restored`. Specified in docs/backup.md."""

from __future__ import annotations

import asyncio
import json
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.backup_commands import FILE, JSON, PLACE, identity_in, plain_findings, refusing, showing
from bot.command_line import NO, configuration, refuse

if TYPE_CHECKING:
    from bot.restoring import Checked, Seen
    from storage.backup.restoring import Restored, Target


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--identity", type=FILE, required=True, help="One of those it is sealed to.")
@click.option("--to", type=PLACE, required=True, help="A new folder.")
@click.option("--database", metavar="ADDRESS", help="An empty database, instead of one in there.")
@click.option("--keys-identity", type=FILE, help="Who can open the keys of the processes in it.")
@click.option("--log-key", metavar="KEY", help="Refuse a backup of another log than this key's.")
@click.option(
    "--seen",
    type=FILE,
    multiple=True,
    help="A checkpoint that others have: what was posted, a witness's file, a citizen's proof. "
    "Says what the backup lacks; may be repeated.",
)
@JSON
def restore_command(  # noqa: PLR0913  one for each option
    file: Path,
    identity: Path,
    to: Path,
    database: str | None,
    keys_identity: Path | None,
    log_key: str | None,
    seen: tuple[Path, ...],
    *,
    as_json: bool,
) -> None:
    """Restore the backup FILE into an empty folder, and check it there.

    Broken off, the same command begins again. The processes start after 'dengwen restored'.
    """
    from bot.config import holds_password
    from bot.log_commands import read_log_key
    from bot.process import for_the_owner_alone
    from bot.restoring import compare, restore_and_check
    from storage.backup.restoring import Target

    key = None if log_key is None else read_log_key(log_key)
    if database is not None and holds_password(database):
        refuse(
            "--database must hold no password: others see the command line. Let PostgreSQL know "
            "you by your user, or by a password file (PGPASSFILE)."
        )
    target = Target.in_folder(to, database)
    own = identity_in(identity)
    keys_own = identity_in(keys_identity) if keys_identity else None
    with file.open("rb") as source, showing("bytes") as show, for_the_owner_alone():
        running = restore_and_check(source, own, target, keys_own, key, show)
        restored, checked = refusing(lambda: asyncio.run(running), str(file))
    texts = [(str(path), path.read_text("utf-8", "replace")) for path in seen]
    found = compare(target, restored, texts)
    if as_json:
        click.echo(json.dumps(_restored(restored, checked, found), ensure_ascii=False))
    else:
        _print_restored(target, restored, checked, found)
    for name in _elsewhere(to):
        click.echo(
            f"storage.{name} in {to / 'config.toml'} leads out of {to}: change it first, or the "
            "installation from before is served, and not what was restored.",
            err=True,
        )
    wrong = checked.verified.findings or checked.looked.findings
    sys.exit(NO if wrong or not all(each.fits for each in found) else 0)


@click.command("restored")
@click.option(
    "--last",
    metavar="NUMBER",
    multiple=True,
    help="The newest registration number that was given, of each series: none up to it is given "
    "again. Groups and letters of the days since the backup show it.",
)
@click.option("--none-later", is_flag=True, help="No number was given after the backup.")
def restored_command(last: tuple[str, ...], *, none_later: bool) -> None:
    """Say what is known of the time since the backup, and let the processes start again."""
    from bot.settling import BrokenOffError, NotRestoredError, UnknownSeriesError, settle
    from casework.rules.registration import RegistrationNumberError, parse_registration_number

    if bool(last) == none_later:
        refuse("Say either which numbers were the last, with --last NUMBER, or --none-later.")
    config = configuration()
    try:
        numbers = [parse_registration_number(text) for text in last]
        done = asyncio.run(settle(config, numbers))
    except RegistrationNumberError as error:
        refuse(f"{error}.")
    except UnknownSeriesError as error:
        refuse(f"{error} is no series of this office; see round.series in config.toml.")
    except NotRestoredError:
        refuse("Nothing was restored here, or it is settled already.", NO)
    except BrokenOffError as error:
        refuse(str(error), NO)
    for number, count in done.passed_over.items():
        click.echo(f"numbers     {count} up to {number} are not given again; the log says so")
    click.echo(f"messages    {done.repeated} go out marked as perhaps repeated")
    click.echo("The processes may start.")
    click.echo(
        "Do again what was done since the backup: recusals, readers let in or taken off, shredding "
        "(docs/backup.md, 'What a restore sets back').",
        err=True,
    )


def _elsewhere(folder: Path) -> list[str]:
    """Return which folders the restored configuration has outside of what was restored."""
    try:
        storage = tomllib.loads((folder / "config.toml").read_text("utf-8-sig")).get("storage", {})
    except (OSError, ValueError):
        return []
    home, named = folder.resolve(), {name: storage.get(name) for name in ("data", "keys")}
    return [
        name
        for name, place in named.items()
        if isinstance(place, str) and not (home / place).resolve().is_relative_to(home)
    ]


def _restored(restored: Restored, checked: Checked, found: list[Seen]) -> dict[str, Any]:
    return {
        "made_at": restored.head["made_at"],
        "checkpoint": restored.log_size,
        "entries": checked.verified.entries + checked.verified.waiting,
        "cases": checked.cases,
        "receipts": checked.receipts,
        "attachments": checked.looked.blobs,
        "rows": checked.verified.rows,
        "opened": checked.looked.opened,
        "keys": restored.keys,
        "has_keys": restored.has_keys,
        "seen": [
            {"file": each.name, "size": each.size, "ahead": each.ahead, "fits": each.fits}
            for each in found
        ],
        "findings": plain_findings([*checked.verified.findings, *checked.looked.findings]),
    }


def _print_restored(
    target: Target, restored: Restored, checked: Checked, found: list[Seen]
) -> None:
    verified, looked = checked.verified, checked.looked
    click.echo(f"backup      of {restored.head['made_at']}")
    click.echo(f"log key     {restored.head['log']['key']}")
    click.echo(f"checkpoint  {restored.log_size} entries signed, {verified.waiting} waiting")
    click.echo(f"verified    {verified.entries} entries, {verified.rows} rows")
    click.echo(f"cases       {checked.cases}")
    click.echo(f"receipts    {checked.receipts}")
    click.echo(f"blobs       {looked.blobs} as their rows say")
    click.echo(f"opened      {looked.opened} sealed things")
    if restored.keys:
        click.echo(f"keys        {' '.join(restored.keys)}")
    elif restored.has_keys:
        click.echo("keys        in the backup, and left there: --keys-identity FILE")
    else:
        click.echo("keys        none in the backup: put those of the processes into keys/")
    for sentence in (*looked.unseen, *looked.notices):
        click.echo(f"note        {sentence}")
    for each in found:
        click.echo(f"seen        {_sentence_on(each)}")
    for finding in (*verified.findings, *looked.findings):
        click.echo(str(finding))
    click.echo(
        f"Restored into {target.folder}. No process starts there before 'dengwen restored'; "
        "docs/backup.md says what to do first.",
        err=True,
    )


def _sentence_on(seen: Seen) -> str:
    if seen.size is None:
        return f"{seen.name}: no checkpoint that this log signed"
    if seen.ahead:
        return f"{seen.name}: {seen.size} entries; {seen.ahead} of them are lost with this backup"
    if not seen.fits:
        return f"{seen.name}: {seen.size} entries, and of another history than this backup"
    return f"{seen.name}: {seen.size} entries, all of them here"
