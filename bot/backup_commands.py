"""The command `backup`. Specified in docs/backup.md."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.command_line import NO, WRONG_USE, configuration, refuse

if TYPE_CHECKING:
    from bot.config import Config
    from storage.backup.making import Made, Sealing
    from storage.findings import Finding
    from storage.ledger.age import KeyIdentity

T = TypeVar("T")
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
PLACE = click.Path(path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help="For programs.")


@click.command("backup")
@click.option("--to", type=PLACE, help="A new file, or a folder in which it is named by the time.")
@click.option(
    "--with-keys",
    "keys_for",
    metavar="RECIPIENT",
    multiple=True,
    help="Put the keys of the three processes in, sealed once more to this recipient of age, who "
    "must be another than those of [backup] recipients; may be repeated.",
)
@click.option("--identity", type=FILE, help="Open all of it after writing, with this identity.")
@click.option("--keep", type=click.IntRange(min=1), help="Then remove all but the newest N.")
@click.option("--check", type=FILE, help="Make none: say whether this one is whole. Needs no key.")
@click.option("--make-key", type=PLACE, help="Make none: make an identity for backups, here.")
@JSON
def backup_command(  # noqa: PLR0913  one for each option
    to: Path | None,
    keys_for: tuple[str, ...],
    identity: Path | None,
    keep: int | None,
    check: Path | None,
    make_key: Path | None,
    *,
    as_json: bool,
) -> None:
    """Put everything into one sealed file, while everything runs."""
    if make_key is not None:
        _make_key(make_key)
    elif check is not None:
        _check(check, identity, as_json=as_json)
    elif to is None:
        refuse("Say where it goes: --to FILE or --to FOLDER.")
    else:
        _back_up(to, keys_for, identity, keep, as_json=as_json)


def _make_key(path: Path) -> None:
    from storage.ledger.age import Profile, generate_identity
    from storage.ledger.identity_files import save_identity

    identity = generate_identity(Profile.MLKEM768X25519)
    save_identity(path, identity)
    click.echo(identity.recipient.encode())
    click.echo(
        "Put the line above into [backup] recipients. The file opens every backup: keep it, and a "
        "copy, where neither this machine nor the backups are.",
        err=True,
    )


def _check(path: Path, identity: Path | None, *, as_json: bool) -> None:
    from storage.backup.archive import HEAD, ArchiveReader
    from storage.backup.frame import check_backup, sealed_body

    with showing("bytes") as show:
        frame = refusing(lambda: check_backup(path, show), str(path))
    answer: dict[str, Any] = {"digest": frame.digest, "bytes": frame.body_bytes, "opened": False}
    if identity is not None:
        own = identity_in(identity)

        def read() -> None:
            with path.open("rb") as file:
                for member in ArchiveReader(sealed_body(file, frame), [own]).members():
                    if member.name == HEAD:
                        answer["made_at"] = json.loads(member.read_all())["made_at"]

        refusing(read, str(path))
        answer["opened"] = True
    if as_json:
        click.echo(json.dumps(answer))
    elif answer["opened"]:
        click.echo(f"Whole, and opened to its end: made at {answer['made_at']}.")
    else:
        click.echo("Whole: no byte differs from what was written.")


def _back_up(
    to: Path, keys_for: tuple[str, ...], identity: Path | None, keep: int | None, *, as_json: bool
) -> None:
    from bot.backing_up import back_up, expire, older_backups, place_of, sweep
    from storage.backup.last import LastBackup

    config, now = configuration(), datetime.now(UTC)
    sealing = _sealing(config, keys_for, identity)
    path = place_of(to, now)
    if path.exists():
        refuse(f"{path} is there already: a backup replaces nothing.")
    if keep is not None and path.parent != to:
        refuse("--keep goes with a folder in --to: only backups named by the time are removed.")
    before = LastBackup.read(config.storage.data)
    swept = sweep(path.parent, now)
    with showing("attachments") as show:
        made = refusing(lambda: asyncio.run(back_up(config, sealing, path, show)))
    gone = [*expire(path.parent, path, keep)] if keep and not made.findings else []
    older = len(older_backups(path.parent, path)) if path.parent == to else 0
    if as_json:
        click.echo(json.dumps(_made(path, made, sealing, gone), ensure_ascii=False))
    else:
        _print_made(path, made, sealing)
        for each in (*swept, *(each.name for each in gone)):
            click.echo(f"removed     {each}")
        since = before.shredded if before else 0
        if made.shredded > since and (before or older):
            _print_shredded(made.shredded - since)
    sys.exit(NO if made.findings else 0)


def _sealing(config: Config, keys_for: tuple[str, ...], identity: Path | None) -> Sealing:
    from bot.backing_up import recipients_of
    from storage.backup.making import Sealing

    recipients = refusing(
        lambda: recipients_of(config.backup.recipients, "backup.recipients"), status=WRONG_USE
    )
    others = refusing(lambda: recipients_of(keys_for, "--with-keys"), status=WRONG_USE)
    if not recipients:
        refuse(
            "backup.recipients names nobody who could open a backup; 'dengwen backup --make-key "
            "FILE' makes a key and prints what belongs there."
        )
    if {each.encode() for each in recipients} & {each.encode() for each in others}:
        refuse("--with-keys must be another recipient than those of backup.recipients.")
    for some in (recipients, others):
        if len({each.profile for each in some}) > 1:
            refuse("Recipients of one file must be of one kind: age1pq1… or age1….")
    return Sealing(recipients, others, identity_in(identity) if identity else None)


def identity_in(path: Path) -> KeyIdentity:
    """Return the identity in a file, which may be locked with a passphrase."""
    from storage.ledger.errors import SealError
    from storage.ledger.files import read_secret_file
    from storage.ledger.identity_files import load_identity, unlock_identity

    try:
        content = read_secret_file(path)
        if not content.startswith(b"age-encryption.org/"):
            return load_identity(path)
        passphrase = click.prompt(f"Passphrase of {path}", hide_input=True, err=True)
        return unlock_identity(content, str(passphrase))
    except SealError as error:
        refuse(f"{error}.")


def refusing(run: Callable[[], T], where: str = "", status: int = NO) -> T:
    """Return what `run` returns, or leave with the sentence for its refusal."""
    from storage.backup.errors import BackupError
    from storage.ledger.errors import SealError

    try:
        return run()
    except (BackupError, SealError) as error:
        words = str(error)
        refuse(f"{where}: {words}." if where else f"{words[:1].upper()}{words[1:]}.", status)


def showing(what: str) -> Any:
    """Show how far something is, on a terminal."""
    from bot.progress import progress

    return progress(what)


def _made(path: Path, made: Made, sealing: Sealing, gone: list[Path]) -> dict[str, Any]:
    return {
        "file": str(path),
        "bytes": path.stat().st_size,
        "digest": made.frame.digest,
        "cases": made.cases,
        "shredded": made.shredded,
        "attachments": made.blobs,
        "entries": made.entries,
        "with_keys": bool(sealing.keys_for),
        "opened": made.opened,
        "begun_anew": made.begun_anew,
        "removed": [each.name for each in gone],
        "findings": plain_findings(made.findings),
    }


def _print_made(path: Path, made: Made, sealing: Sealing) -> None:
    keys = "with the keys of the processes, sealed apart" if sealing.keys_for else "without keys"
    how = "opened to its end" if made.opened else "read back, as it was written"
    click.echo(f"backup      {path}")
    click.echo(f"holds       {made.cases} cases, {made.blobs} attachments, {keys}")
    click.echo(f"log         {made.entries} entries")
    click.echo(f"checked     {path.stat().st_size} bytes, {how}: SHA-256 {made.frame.digest}")
    if made.begun_anew:
        click.echo("note        It was begun anew, since a case was destroyed meanwhile.")
    for finding in made.findings:
        click.echo(str(finding))


def _print_shredded(count: int) -> None:
    click.echo(
        f"{count} cases were destroyed since the backup before this one, and older backups still "
        "hold them: remove those, here (--keep 1) and wherever copies are.",
        err=True,
    )


def plain_findings(findings: list[Finding]) -> list[dict[str, str]]:
    """Return findings for programs."""
    return [{"thing": each.thing, "what": each.what} for each in findings]
