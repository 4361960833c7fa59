"""The commands `reader`, `roster` and `recovery`. Specified in docs/spec/roster.md."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import click

from bot.command_line import NO, configuration, refuse

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
NEW_FILE = click.Path(path_type=Path)
ROOT_KEY = click.option(
    "--root-key", type=NEW_FILE, help="The root key, where it is not in the keys folder."
)


@click.group()
def reader() -> None:
    """Who may read: enter people, take them off, list them."""


@reader.command("add")
@click.argument("person")
@ROOT_KEY
def reader_add(person: str, root_key: Path | None) -> None:
    """Enter PERSON (an id of the configuration) and print their enrolment code."""
    from bot.people import UnknownPersonError, add_reader

    try:
        code = add_reader(configuration(), person, root_key)
    except UnknownPersonError:
        refuse("The configuration names nobody with that id; see [[people]] in config.toml.", NO)
    click.echo(code)
    click.echo("Hand it over in person; they send /enroll CODE to the team bot.", err=True)


@reader.command("remove")
@click.argument("person")
@ROOT_KEY
def reader_remove(person: str, root_key: Path | None) -> None:
    """Take PERSON off the roster; what they opened before stays known to them."""
    from bot.people import UnknownPersonError, remove_reader

    try:
        remove_reader(configuration(), person, root_key)
    except UnknownPersonError:
        refuse("Nobody with that id is on the roster; see 'dengwen reader list'.", NO)
    click.echo("Take them out of the team's groups as well; the bot cannot do that.", err=True)


@reader.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def reader_list(*, as_json: bool) -> None:
    """List the roster."""
    from bot.people import reader_row, roster_of

    roster = roster_of(configuration()).current()
    rows = [reader_row(each) for each in roster.readers]
    if as_json:
        click.echo(json.dumps({"serial": roster.serial, "readers": rows}, ensure_ascii=False))
        return
    click.echo(f"roster, edition {roster.serial}")
    _print_readers(rows)


@click.group()
def roster() -> None:
    """The signed roster."""


@roster.command("pending")
@click.option("--out", type=NEW_FILE, required=True, help="A new file, to carry to the root key.")
@click.option("--invite", metavar="PERSON", multiple=True, help="Who is to enrol, or enrol anew.")
@click.option("--remove", metavar="PERSON", multiple=True, help="Who is to be taken off.")
def roster_pending(out: Path, invite: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """Write what the keeper of an offline root key is asked to sign."""
    from bot.people import UnknownPersonError, pending_request
    from storage.ledger.files import create_secret_file

    try:
        request, codes = asyncio.run(pending_request(configuration(), invite, remove))
    except UnknownPersonError as error:
        refuse(f"Nobody has the id {error}; see config.toml and 'dengwen reader list'.", NO)
    create_secret_file(out, request.encode())
    for person, code in codes.items():
        click.echo(f"{person} {code}")
    click.echo(
        f"Carry {out} to the root key, and there: "
        f"dengwen roster sign --offline {out.name} --root-key FILE --out roster.note",
        err=True,
    )


@roster.command("sign")
@ROOT_KEY
@click.option("--valid-until", metavar="DATE", help="The last day of this edition, or none.")
@click.option("--offline", type=FILE, help="A request; needs no database and no configuration.")
@click.option("--out", type=NEW_FILE, help="With --offline: a new file for the signed note.")
def roster_sign(
    root_key: Path | None, valid_until: str | None, offline: Path | None, out: Path | None
) -> None:
    """Enter the keys of those who enrolled, and sign with the root key."""
    from bot.people import sign_roster

    changes = _changes(valid_until)
    if offline is not None:
        if root_key is None or out is None:
            refuse("--offline needs --root-key FILE and --out NOTE.")
        _sign_offline(offline, root_key, out, changes)
        return
    if out is not None:
        refuse("--out belongs to --offline; here the roster is put in place.")
    entered = asyncio.run(sign_roster(configuration(), root_key, changes))
    click.echo("\n".join(entered) or "Nobody has enrolled since the last signature.")
    if valid_until is not None:
        click.echo(f"valid-until {valid_until}")


@roster.command("install")
@click.argument("note", type=FILE)
def roster_install(note: Path) -> None:
    """Put NOTE, which was signed offline, in place, and print what changes."""
    from bot.people import install_roster

    try:
        text = note.read_text("utf-8")
    except UnicodeDecodeError:
        refuse(f"{note} is no signed roster.", NO)
    click.echo("\n".join(install_roster(configuration(), text)))


@roster.command("show")
def roster_show() -> None:
    """Print what the signed roster says."""
    from bot.people import reader_row, roster_of

    current = roster_of(configuration()).current()
    last = current.valid_until
    click.echo(f"serial {current.serial}")
    click.echo(f"profile {current.profile}")
    click.echo(f"valid-until {last.isoformat() if last else 'none'}")
    click.echo(f"recovery {current.recovery or 'none'}")
    for each in current.readers:
        _print_readers([reader_row(each) | {"key": each.recipient or "–"}])


@click.group()
def recovery() -> None:
    """A key of last resort, which any two of three custodians open together."""


@recovery.command("make")
@click.option(
    "--custodian",
    "custodians",
    metavar="[NAME=]AGE1…",
    multiple=True,
    help="Three times: an age public key, with a name for its files.",
)
@click.option("--out", type=NEW_FILE, required=True, help="A new folder.")
def recovery_make(custodians: tuple[str, ...], out: Path) -> None:
    """Make a recovery key, sealed to each two custodians, and print its public half."""
    from bot.people import write_recovery

    if out.exists():
        refuse(f"{out} is there already; name a new folder.")
    try:
        click.echo(write_recovery(configuration(), named_keys(custodians), out))
    except ValueError:
        refuse("Name three custodians with a key each: --custodian NAME=age1… three times.")
    click.echo(
        "Give each custodian the two files that bear their name and README.txt. Then: "
        "dengwen recovery set, with the key above.",
        err=True,
    )


@recovery.command("set")
@click.argument("recipient")
@ROOT_KEY
def recovery_set(recipient: str, root_key: Path | None) -> None:
    """Enter RECIPIENT (age1…) into the roster: later cases are wrapped to it as well."""
    from bot.people import set_recovery

    set_recovery(configuration(), recipient, root_key)


@recovery.command("drill")
@click.option(
    "--files",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="The folder with the custodians' files, NAME+NAME.age.",
)
@click.option(
    "--custodian",
    "custodians",
    metavar="NAME=FILE",
    multiple=True,
    help="Two or three times: the age identity of a custodian, locked with a passphrase or not.",
)
def recovery_drill(folder: Path, custodians: tuple[str, ...]) -> None:
    """Let custodians open the recovery key, and with it what only it opens; exit 1 if it fails.

    Before this passed, 'dengwen run' does not go live. Nothing that was opened is written.
    """
    from bot.setting_up.drilling import ask_for_keys, drill_now, keys_from_files

    terminal = sys.stdin.isatty()
    if not custodians and not terminal:
        refuse("Say whose keys are there: --custodian NAME=FILE, two or three times.")
    config = configuration()
    keys = keys_from_files(custodians, ask=terminal) if custodians else ask_for_keys(folder)
    if not drill_now(config, folder, keys):
        sys.exit(NO)


def _sign_offline(request: Path, root_key: Path, out: Path, changes: dict[str, Any]) -> None:
    from bot.keys import read_signer
    from bot.people import sign_offline, write_signed
    from storage.ledger.roster_pin import RootPin

    try:
        text = request.read_text("utf-8")
    except UnicodeDecodeError:
        refuse(f"{request} is no request for a roster.", NO)
    signer, pin = read_signer(root_key), RootPin(Path(f"{root_key}.pin"))
    note, lines = sign_offline(text, signer, pin, changes)
    if note is None:
        refuse("The request asks for nothing; nothing was signed.", NO)
    write_signed(note, out, signer, pin)
    click.echo("\n".join(lines))
    click.echo(f"Bring {out} back, and there: dengwen roster install {out.name}", err=True)


def _changes(valid_until: str | None) -> dict[str, Any]:
    from bot.people import day_or_none

    if valid_until is None:
        return {}
    try:
        return {"valid_until": day_or_none(valid_until)}
    except ValueError:
        refuse("--valid-until is a date such as 2019-09-20, or none.")


def named_keys(custodians: tuple[str, ...]) -> dict[str, str]:
    """Return keys by name; who has no name is called by their place."""
    named: dict[str, str] = {}
    for place, each in enumerate(custodians, 1):
        name, separator, key = each.rpartition("=")
        name = name if separator else str(place)
        if name in named or not name.replace("-", "").isalnum():
            raise ValueError(name)
        named[name] = key.strip()
    return named


def _print_readers(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        state = "enrolled" if row["enrolled"] else "not enrolled"
        home = " ".join(row["home_units"]) or "–"
        click.echo(
            f"{row['id']:<20} {row['role']:<10} {home:<20} {row['custody']:<7} {row['key']:<16} "
            f"{state}"
        )
