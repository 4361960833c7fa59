"""The commands of the hand-over. Specified in docs/spec/hand-over.md."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from bot.command_line import NO, ask_passphrase, configuration, refuse
from bot.progress import progress
from bot.rules import names_of_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.shredding import Shown

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
NEW = click.Path(path_type=Path)


@click.group("hand-over")
def hand_over() -> None:
    """Give the ledger of a round to the office: a sealed package, and a signed receipt for it."""


@hand_over.command("make")
@click.option("--out", type=NEW, required=True, help="A new folder, such as one on a disk.")
@click.option("--identity", type=FILE, help="The age identity of the leader, who keeps it.")
@click.option("--reader", metavar="ID", help="The leader, whose key the desk keeps.")
def make(out: Path, identity: Path | None, reader: str | None) -> None:
    """Pack both ledgers and every case that the leader opens, sealed to the office."""
    from bot.shredding import Shown
    from storage.ledger.identity_files import load_identity

    if (identity is None) == (reader is None):
        refuse("The leader shows one key: --identity FILE or --reader ID.")
    keys = [] if identity is None else [load_identity(identity)]
    shown = Shown(keys, [] if reader is None else [reader])
    with _refusals():
        cases, left_out = asyncio.run(_make(out, shown))
    click.echo(f"Packed in {out}, cases: {cases}.")
    if left_out:
        click.echo(f"About somebody of the office, so not packed: {left_out}.", err=True)
    click.echo("The office runs: dengwen hand-over sign FOLDER, and sends the receipt.", err=True)


@hand_over.command("check")
@click.argument("folder", type=FOLDER)
@click.option("--log-key", "key", metavar="KEY", help="The log's public key, or a file with it.")
def check(folder: Path, key: str | None) -> None:
    """Check that FOLDER is as it was packed; no private key is needed."""
    from bot.handing_over import check_package
    from bot.log_commands import read_log_key

    with _refusals():
        manifest, digest = check_package(folder, read_log_key(key))
    click.echo(f"As it was packed. Cases: {len(manifest.cases)}, files: {len(manifest.files)}.")
    click.echo(f"manifest {digest}")


@hand_over.command("sign")
@click.argument("folder", type=FOLDER)
@click.option("--identity", type=FILE, required=True, help="The age identity of who signs.")
@click.option("--key", type=NEW, required=True, help="The signing key; it is made if not there.")
@click.option("--log-key", "log_key", metavar="KEY", help="The log's public key, or a file.")
def sign(folder: Path, identity: Path, key: Path, log_key: str | None) -> None:
    """Check FOLDER, open it, and print the receipt; the key's public half goes to stderr."""
    from bot.clock import system_clock
    from bot.handing_over import sign_for
    from bot.keys import read_signer
    from bot.log_commands import read_log_key
    from storage.ledger.files import create_secret_file
    from storage.ledger.identity_files import load_identity
    from storage.ledger.note import NoteSigner

    if not key.exists():
        made = NoteSigner.generate("dengwen-office")
        create_secret_file(key, f"{made.encode()}\n".encode())
    signer = read_signer(key)
    with _refusals():
        found, at = read_log_key(log_key), system_clock().isoformat()
        receipt = sign_for(folder, found, load_identity(identity), signer, at)
    click.echo(receipt, nl=False)
    click.echo(f"The team checks it with this key: {signer.verifier.encode()}", err=True)


@hand_over.command("receipt")
@click.argument("file", type=click.File("rb"))
@click.option("--office-key", metavar="KEY", required=True, help="What 'sign' told the office.")
def receipt(file: BinaryIO, office_key: str) -> None:
    """Take in the receipt in FILE: from now on the office handles these cases."""
    with _refusals():
        gone = asyncio.run(_receipt(file.read().decode(), office_key))
    click.echo(f"The office handles them from now on, cases: {gone}. The team can still read them.")


async def _make(out: Path, shown: Shown) -> tuple[int, int]:
    from bot.access import desk_at_hand
    from bot.blob_store import blobs_of
    from bot.clock import clock_of
    from bot.desk import names_of
    from bot.handing_over import Packing, keep_manifest
    from bot.keys import load_verifier, read_signer
    from bot.shredding import keyholders
    from casework.desk.hand_over import by_key, office_of_roster
    from handlers.papers.clerk import Clerk
    from handlers.texts import Texts
    from storage.ledger.credentials import secret_path
    from storage.ledger.log.signed_log import SignedLog
    from storage.sql.work import Work

    config = configuration()
    folder, language = config.storage.keys, config.languages[0]

    async with desk_at_hand(config) as (database, scope):
        here = scope(Work(database))
        (holder,) = await keyholders(here, shown, ask_passphrase)
        member = by_key(here, holder.reader, holder.identity, language)
        texts = Texts(config.languages, named=names_of_terms(config))
        say, names = texts.say(language), names_of(config)
        zone, now = config.round.timezone, clock_of(config)()
        packing = Packing(
            database=database,
            scope=scope,
            blobs=blobs_of(config),
            log=SignedLog(config.storage.log, load_verifier(folder, "log")),
            signer=read_signer(secret_path(folder, "log.key")),
            clerk=Clerk(say, names, zone, names.person(member.id, say), now),
            member=member,
            office=office_of_roster(here),
            out=out,
        )
        with progress("cases") as show:
            manifest, left_out = await packing.pack(show)
        keep_manifest(config.storage.data, out)
    return len(manifest.cases), left_out


async def _receipt(text: str, office_key: str) -> int:
    from bot.access import desk_at_hand
    from bot.handing_over import take_receipt
    from bot.keys import load_verifier
    from storage.ledger.note import NoteVerifier

    config = configuration()
    key = NoteVerifier.parse(office_key.strip())
    ours = load_verifier(config.storage.keys, "log")
    async with desk_at_hand(config) as (database, scope):
        return await take_receipt(database, scope, config.storage.data, text, key, ours)


@contextmanager
def _refusals() -> Iterator[None]:
    """Leave with the sentence for whatever stands in the way."""
    from bot.handing_over import DamagedPackageError, NoCheckpointError
    from bot.shredding import NoSuchKeyError
    from casework.desk.hand_over import NoOfficeError
    from casework.desk.read import EarlierKeyError
    from casework.desk.scope import NotPermittedError
    from casework.ports import PassphraseRefusedError
    from casework.rules.handing import NotAHandOverError
    from storage.ledger.errors import ForgedNoteError, WrongRecipientError

    sentences: dict[type[Exception], str] = {
        NoSuchKeyError: "That key is nobody's on the roster, or the desk does not keep it.",
        PassphraseRefusedError: "That is not the passphrase.",
        NotPermittedError: "Only the leader or the deputy hands over.",
        NoOfficeError: "The roster has nobody of the office with a key.",
        NoCheckpointError: "The log has no checkpoint yet; the desk signs the first when it runs.",
        EarlierKeyError: "That key does not open all of a case; a colleague sends /rewrap first.",
        FileExistsError: "The folder of --out is there already; name a new one.",
        ForgedNoteError: "The signature is not by the key that was given.",
        NotAHandOverError: "That is no manifest, or not the receipt for the last package.",
        WrongRecipientError: "The package is not sealed to this identity.",
    }
    try:
        yield
    except DamagedPackageError as error:
        refuse(f"{error.path} is missing or is not as it was packed.", NO)
    except tuple(sentences) as error:
        refuse(_sentence(sentences, error), NO)


def _sentence(sentences: dict[type[Exception], str], error: Any) -> str:
    return next(text for kind, text in sentences.items() if isinstance(error, kind))
