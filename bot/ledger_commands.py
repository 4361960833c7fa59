"""The commands `verify`, `fsck` and `shred`. Specified in docs/spec/ledger.md §10 and §12."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.command_line import NO, ask_passphrase, configuration, refuse
from bot.progress import progress

if TYPE_CHECKING:
    from bot.config import Config
    from bot.shredding import Shredded
    from storage.findings import Finding
    from storage.fsck import FsckReport
    from storage.sql.work import Database
    from storage.verify import Report

JSON = click.option("--json", "as_json", is_flag=True, help="For programs.")
BOTH = 2
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("verify")
@click.option(
    "--witness",
    "witnesses",
    metavar="KEY",
    multiple=True,
    help="The public key of a witness, besides those of the configuration; may be repeated.",
)
@JSON
def verify_command(witnesses: tuple[str, ...], *, as_json: bool) -> None:
    """Check the log, and every row of the ledger against it; no private key is needed."""
    report = asyncio.run(_verify(configuration(), witnesses))
    if as_json:
        click.echo(json.dumps(_verified(report), ensure_ascii=False))
    else:
        _print_verified(report)
    sys.exit(NO if report.findings else 0)


@click.command("fsck")
@click.option(
    "--repair",
    is_flag=True,
    help="Remove temporary names, and blobs of no row that are older than a day; nothing else.",
)
@click.option(
    "--mend-figures",
    is_flag=True,
    help="Count the figures of the summary again from every case first; the log says so.",
)
@JSON
def fsck_command(*, repair: bool, mend_figures: bool, as_json: bool) -> None:
    """Check what lies around the log: files, readers, and every seal that your keys open."""
    config = configuration()
    if mend_figures:
        _mend(config, quiet=as_json)
    report = asyncio.run(_fsck(config, repair=repair))
    if as_json:
        click.echo(json.dumps(_looked(report), ensure_ascii=False))
    else:
        _print_looked(report)
    sys.exit(NO if report.findings else 0)


@click.command("shred")
@click.argument("case")
@click.option(
    "--identity",
    "identities",
    type=FILE,
    multiple=True,
    help="The age identity of a reader who keeps it; may be repeated.",
)
@click.option(
    "--reader",
    "readers",
    metavar="ID",
    multiple=True,
    help="A reader whose key the desk keeps, and who types the passphrase here; may be repeated.",
)
@click.option("--yes", metavar="NUMBER", help="The registration number, instead of typing it.")
def shred_command(
    case: str, identities: tuple[Path, ...], readers: tuple[str, ...], yes: str | None
) -> None:
    """Destroy CASE after its retention period, by two readers of different bodies.

    What was sealed goes; the log stays whole, and says that it went. Backups are yours to destroy.
    """
    from bot.shredding import Shown, shred_on_command
    from storage.ledger.identity_files import load_identity

    if len(identities) + len(readers) != BOTH:
        refuse("Two readers show their keys: --identity FILE or --reader ID, two in all.")
    shown = Shown([load_identity(path) for path in identities], readers)

    def confirm(number: str) -> bool:
        typed = yes or click.prompt(f"To destroy {number} for good, type its number", err=True)
        return str(typed).strip() == number

    done = _refusing(
        lambda: asyncio.run(shred_on_command(configuration(), case, shown, ask_passphrase, confirm))
    )
    click.echo(f"{done.number} is destroyed, with {done.blobs} attachments.")
    if done.left:
        click.echo(
            f"{done.left} more could not be removed from where they rest, though no row names them "
            "any more: run 'dengwen fsck --repair' tomorrow.",
            err=True,
        )
    if not done.overwritten:
        click.echo(
            "Somebody was using the database, so older pages remain in its files: with SQLite, "
            "stop the service for a moment and start it again; on PostgreSQL see docs/postgresql.md"
            ', "What lingers".',
            err=True,
        )
    click.echo("Backups still hold it: destroy those that are older than this moment.", err=True)


def _refusing(run: Callable[[], Shredded]) -> Shredded:
    """Return what `run` returns, or leave with the sentence for its refusal."""
    from bot.shredding import NoSuchKeyError, NotConfirmedError
    from casework.desk import shred
    from casework.desk.scope import CaseNotFoundError, NotPermittedError
    from casework.ports import PassphraseRefusedError, StaleError
    from storage.ledger.errors import SealError

    try:
        return run()
    except shred.CannotOpenError as error:
        refuse(f"{error.reader_id} cannot open all of this case, so cannot destroy it.", NO)
    except Exception as error:
        sentences: dict[type[Exception], str] = {
            CaseNotFoundError: "There is no registered case of that id.",
            shred.NotOverError: "The case is neither closed nor archived.",
            shred.SameBodyError: "It takes two readers of different bodies.",
            NotPermittedError: "One of the two reads no cases.",
            shred.NotInTheLogYetError: "Some of it waits for the log; try after a checkpoint.",
            NoSuchKeyError: "The roster names no reader with that key, or the desk keeps none.",
            PassphraseRefusedError: "That is not the passphrase.",
            NotConfirmedError: "That is not the number of the case; nothing was destroyed.",
            StaleError: "The case changes all the time; try again when nobody works on it.",
        }
        if type(error) in sentences:
            refuse(sentences[type(error)], NO)
        if isinstance(error, SealError):
            refuse(f"{error}; 'dengwen verify' says more", NO)
        raise


async def _verify(config: Config, witnesses: Sequence[str]) -> Report:
    from bot.keys import load_verifier
    from storage.ledger.log.cosignature import CosignatureVerifier
    from storage.verify import Keys, Places, verify

    folder = config.storage.keys
    keys = Keys(
        load_verifier(folder, "log"),
        load_verifier(folder, "root"),
        [CosignatureVerifier.parse(key) for key in (*config.log.witnesses, *witnesses)],
    )
    places = Places(config.storage.log, folder / "roster.note")
    database = _reading(config)
    try:
        with progress("entries") as show:
            return await verify(database, places, keys, show)
    finally:
        await database.close()


async def _fsck(config: Config, *, repair: bool) -> FsckReport:
    from bot.blob_store import blobs_of
    from bot.clock import clock_of
    from storage.fsck import Folders, fsck

    storage = config.storage
    folders = Folders(storage.keys, blobs_of(config), storage.log)
    database, now = _reading(config), clock_of(config)()
    try:
        with progress("blobs") as show:
            zone = config.round.timezone
            return await fsck(database, folders, now, repair=repair, zone=zone, progress=show)
    finally:
        await database.close()


def _mend(config: Config, *, quiet: bool) -> None:
    from bot.mending import figures_mended
    from casework.ports import StaleError

    try:
        wrong = asyncio.run(figures_mended(config))
    except StaleError:
        refuse("The figures change all the time; please try again in a quieter moment.", NO)
    for each in () if quiet else wrong:
        click.echo(f"mended      {each.what}: {each.kept}, now {each.counted}")


def _reading(config: Config) -> Database:
    """Open the database that is there; a check makes neither it nor its tables."""
    from sqlalchemy.engine import make_url

    from storage.sql.work import open_database

    url = make_url(config.storage.database)
    path = url.database or ""
    if url.get_backend_name() == "sqlite" and not Path(path).is_file():
        refuse(f"There is no database at {path}; see [storage] in config.toml.", NO)
    return open_database(config.storage.database)


def _root(report: Report) -> str:
    return base64.b64encode(report.checkpoint.root).decode() if report.checkpoint else ""


def _verified(report: Report) -> dict[str, Any]:
    newest = report.checkpoint
    return {
        "checkpoint": {"size": newest.size, "root": _root(report)} if newest else None,
        "entries": report.entries,
        "waiting": report.waiting,
        "rows": report.rows,
        "rosters": report.rosters,
        "witnesses": report.witnesses,
        "findings": _plain(report.findings),
    }


def _print_verified(report: Report) -> None:
    if report.checkpoint is None:
        click.echo("checkpoint  none yet")
    else:
        click.echo(f"checkpoint  {report.checkpoint.size} entries, root {_root(report)}")
    click.echo(f"entries     {report.entries} with a position, {report.waiting} waiting")
    click.echo(f"rows        {report.rows}")
    click.echo(f"roster      {report.rosters} editions")
    for witness in report.witnesses:
        click.echo(f"witness     {witness}")
    _print_findings(report.findings)


def _looked(report: FsckReport) -> dict[str, Any]:
    return {
        "opened": report.opened,
        "blobs": report.blobs,
        "removed": report.removed,
        "unseen": report.unseen,
        "notices": report.notices,
        "findings": _plain(report.findings),
    }


def _print_looked(report: FsckReport) -> None:
    click.echo(f"opened      {report.opened} sealed things")
    click.echo(f"blobs       {report.blobs} as their rows say")
    for name in report.removed:
        click.echo(f"removed     {name}")
    for sentence in (*report.unseen, *report.notices):
        click.echo(f"note        {sentence}")
    _print_findings(report.findings)


def _plain(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [{"thing": each.thing, "what": each.what} for each in findings]


def _print_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        click.echo(str(finding))
    if not findings:
        click.echo("Nothing is wrong.")
