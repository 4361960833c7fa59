"""The command line. Every command imports only what it needs: starting must be quick."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.backup_commands import backup_command
from bot.bench_command import bench_command
from bot.calendar_commands import calendar
from bot.command_line import NO, told
from bot.command_line import configuration as _config
from bot.command_line import refuse as _refuse
from bot.completion_command import completion_command
from bot.doctor_command import doctor_command
from bot.examples import illustrate
from bot.hand_over_commands import hand_over
from bot.health_command import health
from bot.init_command import init_command
from bot.ledger_commands import fsck_command, shred_command, verify_command
from bot.log_commands import log, proof, witness
from bot.migrate_command import migrate_command
from bot.progress import progress
from bot.restore_commands import restore_command, restored_command
from bot.roster_commands import reader, recovery, roster
from bot.round_commands import pause_command, resume_command
from bot.term_command import term_command

if TYPE_CHECKING:
    from bot.config import Config
    from storage.ledger.age import KeyIdentity


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dengwen", message="%(version)s")
def cli() -> None:
    """Dengwen: petitions and tip-offs through Telegram, sealed, receipted, reviewed."""


@cli.command()
@click.option("--port", type=int, default=8765, show_default=True, help="Where the page is served.")
@click.option(
    "--language",
    type=click.Choice(["zh-CN", "en"]),
    help="In which the staff are served; else as the locale says.",
)
def demo(port: int, language: str | None) -> None:
    """Try everything on this machine, with invented people and no Telegram."""
    from bot.demo import run_demo

    _run("demo", lambda stop: run_demo(port, stop, language))


@cli.command()
@click.option("--port", type=int, default=8765, show_default=True, help="Page of the demo.")
def run(port: int) -> None:
    """Run the service; without tokens, the demo."""
    config = _config()
    if missing := config.telegram.missing:
        if len(missing) == 1:
            # One that was lost must not turn a service into a demo which nobody asked for.
            _refuse(
                f"The {missing[0]} bot has no token: name its file in "
                f"telegram.{missing[0]}_token_file. For the demo: dengwen demo"
            )
        from bot.demo import run_demo

        click.echo("No Telegram tokens are configured, so this is the demo.")
        _run("demo", lambda stop: run_demo(port, stop))
        return
    _require_keys(config)
    _require_drill(config)
    _run("supervisor", lambda stop: _supervised(config, stop))


async def _supervised(config: Config, stop: asyncio.Event) -> None:
    from bot.process import prepare
    from bot.schema import make_ready
    from bot.supervisor import Supervisor

    prepare(config)
    if told_of := await make_ready(config):
        click.echo(told_of)
    await Supervisor(os.environ.copy()).run(stop)


def _role(name: str, sentence: str) -> None:
    @cli.command(name, help=sentence)
    def command() -> None:
        from importlib import import_module

        from bot.process import prepare

        config = _config()
        _require_keys(config)
        if name == "intake":
            _require_drill(config)
        prepare(config)
        process = import_module(f"bot.{name}")
        _run(name, lambda stop: process.run(config, stop))


_role("intake", "Run the process that listens to citizens.")
_role("desk", "Run the process that serves the team and the Fifth group.")
_role("courier", "Run the process that delivers, reminds and sums up.")


for command in (
    *(reader, roster, recovery),
    *(verify_command, fsck_command, shred_command),
    *(log, proof, witness),
    *(backup_command, restore_command, restored_command),
    *(pause_command, resume_command, hand_over, calendar, term_command, health),
    *(doctor_command, init_command, migrate_command),
    *(completion_command, bench_command),
):
    cli.add_command(command)


@cli.group()
def receipt() -> None:
    """Receipt numbers."""


@receipt.command("check")
@click.argument("number")
def receipt_check(number: str) -> None:
    """Say whether NUMBER is a well-formed receipt number; exit 1 when it is not."""
    from casework.rules.receipts import ReceiptNumberError, check_receipt_number

    try:
        click.echo(check_receipt_number(number))
    except ReceiptNumberError as error:
        _refuse(f"Not a receipt number ({error.reason}); compare it with the receipt.", NO)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def quarantine(*, as_json: bool) -> None:
    """List the updates that could not be handled, by kind of error; never their content."""
    rows = asyncio.run(_quarantined(_config()))
    if as_json:
        click.echo(json.dumps(rows))
    for row in [] if as_json else rows:
        click.echo(f"{row['at']}  {row['bot']:<7} {row['update_id']:<12} {row['kind']}")
    if not rows and not as_json:
        click.echo("Nothing is in quarantine.")


@cli.command()
@click.argument("case")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder.")
@click.option(
    "--identity",
    type=click.Path(path_type=Path, exists=True),
    help="A reader's age identity: seal the content anew in its exact length.",
)
def export(case: str, out: Path, identity: Path | None) -> None:
    """Copy CASE, as sealed as it lies, into a folder that stock age can open."""
    from bot.exports import CaseNotFoundError, ClosedEpochsError
    from storage.ledger.identity_files import load_identity

    key = None if identity is None else load_identity(identity)
    try:
        click.echo(f"{asyncio.run(_export(_config(), case, out, key))} pieces")
    except CaseNotFoundError:
        _refuse("There is no case of that id, or the identity opens no key of it.", NO)
    except ClosedEpochsError as error:
        epochs = told("list-comma").join(map(str, error.epochs))
        _refuse(told("export-epochs-closed", count=len(error.epochs), epochs=epochs), NO)


@cli.command()
@click.argument("case")
@click.argument("reader")
@click.option("--reason", required=True, help="Sealed into the case for those who remain.")
def recuse(case: str, reader: str, reason: str) -> None:
    """Let READER take no further part in CASE, on the word of the leader."""
    from bot.access import recuse_on_command
    from casework.desk.pieces import TextTooLongError
    from casework.desk.recuse import NobodyLeftError, NotAReaderError
    from casework.desk.scope import CaseNotFoundError, NotPermittedError

    try:
        number = asyncio.run(recuse_on_command(_config(), case, reader, reason))
    except CaseNotFoundError:
        _refuse("There is no registered case of that id.", NO)
    except NotAReaderError:
        _refuse("That person does not read this case.", NO)
    except NotPermittedError:
        _refuse("Only people of the team are recused so; others step back themselves.", NO)
    except NobodyLeftError as error:
        first = " ".join(error.candidates) or "nobody on the roster could"
        _refuse(f"Nobody would be left to {error.duty} it. Who could be added first: {first}", NO)
    except TextTooLongError as error:
        _refuse(f"The reason has at most {error.limit} characters.")
    click.echo(f"{number}: {reader} can open nothing of it that comes from now on.")
    click.echo("What they read, copied or exported, and older backups, stay as they are.", err=True)


@cli.command()
@click.argument("reader")
@click.option(
    "--identity",
    type=click.Path(path_type=Path, exists=True),
    required=True,
    help="The recovery identity, opened by two custodians.",
)
def recover(reader: str, identity: Path) -> None:
    """Wrap the cases of READER, who has lost a passphrase, for their new key."""
    from bot.access import NoKeyOnRosterError, recover_on_command
    from storage.ledger.errors import WrongRecipientError
    from storage.ledger.identity_files import load_identity

    try:
        with progress("cases") as show:
            recovering = recover_on_command(_config(), reader, load_identity(identity), show)
            found = asyncio.run(recovering)
    except NoKeyOnRosterError:
        _refuse("The roster has no key of that person; see 'dengwen reader list'.", NO)
    except WrongRecipientError:
        _refuse("That is not the recovery identity of these cases.", NO)
    click.echo(f"{found.done} wrapped anew, {found.before} were before, {found.not_done} not.")
    if found.not_done:
        told = "For what this person may read, a colleague who opens it in full sends /rewrap."
        click.echo(told, err=True)


@cli.command("open")
@click.argument("case", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--identity",
    type=click.Path(path_type=Path, exists=True),
    required=True,
    help="An age identity that the case, or one of its wraps, opens with.",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder.")
def open_(case: Path, identity: Path, out: Path) -> None:
    """Open CASE (an exported folder) with an age identity file."""
    from bot.exports import CaseNotFoundError, open_export
    from storage.ledger.errors import SealError
    from storage.ledger.identity_files import load_identity

    try:
        for path in open_export(case, load_identity(identity), out):
            click.echo(str(path))
    except CaseNotFoundError:
        _refuse("This identity opens no key of that case.", NO)
    except SealError as error:
        _refuse(str(error), NO)


async def _quarantined(config: Config) -> list[dict[str, Any]]:
    from storage.sql.journal import quarantined
    from storage.sql.rows import moment
    from storage.sql.work import open_database

    database = open_database(config.storage.database)
    try:
        await database.create_tables()
        return [
            {"at": moment(q.at).isoformat(), "bot": q.bot, "update_id": q.update_id, "kind": q.kind}
            for q in await quarantined(database)
        ]
    finally:
        await database.close()


async def _export(config: Config, case: str, out: Path, key: KeyIdentity | None) -> int:
    from bot.blob_store import blobs_of
    from bot.clock import clock_of
    from bot.exports import export_case
    from bot.keys import load_scribe
    from handlers.texts import Texts
    from storage.sql.work import open_database

    database = open_database(config.storage.database, load_scribe(config.storage.keys))
    blobs, now = blobs_of(config), clock_of(config)()
    readme = Texts(config.languages).say(None).label("export-readme") + "\n"
    try:
        with progress("files") as show:
            return await export_case(
                database, blobs, case, out, readme=readme, at=now, identity=key, progress=show
            )
    finally:
        await database.close()


def _require_keys(config: Config) -> None:
    if not (config.storage.keys / "root.pub").exists():
        _refuse("There are no keys yet: run 'dengwen init'.")
    from storage.backup.hold import Hold

    if (hold := Hold.read(config.storage.data)) is not None:
        _refuse(hold.sentence(), NO)


def _require_drill(config: Config) -> None:
    """Leave if real people would write, and nobody has tried yet how a case is recovered."""
    from bot.setting_up.drill import what_is_missing

    if config.telegram.real and (sentence := what_is_missing(config)):
        _refuse(sentence)


def _run(name: str, body: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    from bot.config import ConfigError
    from bot.logs import set_up
    from bot.supervisor import stop_on_signals
    from casework.operator_log import OperatorLog, where
    from storage.ledger.errors import SealError
    from storage.sql.schema import SchemaError

    set_up(name)
    log = OperatorLog(__name__)

    async def whole() -> None:
        await body(stop_on_signals())

    try:
        asyncio.run(whole())
    except (ConfigError, SealError, SchemaError) as error:
        _refuse(str(error))
    except Exception as error:  # noqa: BLE001  a traceback may quote what it refused
        for fault in _leaves(error):
            log.critical("process-failed", error=where(fault))
        sys.exit(NO)


def _leaves(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in _leaves(inner)]
    return [error]


illustrate(cli)


def main() -> None:
    """Run a command; whatever is wrong is told in one sentence."""
    from casework.ports import RosterRefusedError, StorageUnavailableError
    from storage.ledger.errors import LogError, SealError
    from storage.sql.schema import SchemaError

    try:
        cli()
    except (LogError, SealError, SchemaError) as error:
        _refuse(str(error))
    except RosterRefusedError:
        _refuse(told("roster-refused"))
    except StorageUnavailableError:
        _refuse("The database does not answer; see [storage] in config.toml and the free space.")
    except OSError as error:
        _refuse(f"{error.filename or 'A file'}: {error.strerror}.")


if __name__ == "__main__":
    main()
