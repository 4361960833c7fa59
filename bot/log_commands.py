"""The commands `log`, `proof` and `witness`. Specified in docs/spec/ledger.md §7 to §9."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from bot.command_line import NO, configuration, refuse

if TYPE_CHECKING:
    from storage.ledger.errors import LogError, SealError
    from storage.ledger.log.cosignature import CosignatureSigner, CosignatureVerifier
    from storage.ledger.log.signed_log import SignedLog
    from storage.ledger.note import NoteVerifier
    from storage.ledger.petition_proof import PetitionProof

FILE = click.File("rb")  # a dash means standard input
NEW_FILE = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
KEEP = (
    "keep this message and leave the file of --state as it is; tell the people who keep the other "
    "checkpoints, and compare."
)


@click.group()
def log() -> None:
    """What the log shows to those who check it."""


@log.command("checkpoint")
def log_checkpoint() -> None:
    """Print the newest checkpoint."""
    signed = _signed_log()
    if signed.newest() is None:
        refuse("There is no checkpoint yet; the desk signs the first when it runs.", NO)
    click.echo(signed.note(), nl=False)


@log.command("request")
@click.argument("old", type=click.IntRange(min=0))
def log_request(old: int) -> None:
    """Print what is posted, for a witness who saw OLD entries last."""
    from storage.ledger.errors import LogError, SealError

    try:
        click.echo(_signed_log().request(old), nl=False)
    except (LogError, SealError) as error:
        refuse(_sentence(error), NO)


@log.command("key")
def log_key() -> None:
    """Print the public key by which others check the log."""
    from bot.keys import load_verifier

    click.echo(load_verifier(configuration().storage.keys, "log").encode())


@log.command("witnessed")
@click.argument("file", type=FILE)
def log_witnessed(file: BinaryIO) -> None:
    """Keep the cosigned checkpoint in FILE, which a witness sent back."""
    from bot.keys import load_verifier
    from bot.witnessing import keep_witnessed
    from storage.ledger.errors import LogError, SealError

    config = configuration()
    ours = load_verifier(config.storage.keys, "log")
    witnesses = [_witness(key) for key in config.log.witnesses]
    try:
        path, checked = keep_witnessed(config.storage.log, _text(file), ours, witnesses)
    except (LogError, SealError) as error:
        refuse(_sentence(error), NO)
    click.echo(str(path))
    if checked:
        click.echo(f"Cosigned by {' and '.join(checked)}.", err=True)
    else:
        click.echo(
            "log.witnesses names nobody who cosigned it, so the cosignature was not checked.",
            err=True,
        )


@click.group()
def proof() -> None:
    """Proofs that a petition was entered."""


@proof.command("check")
@click.argument("file", type=FILE)
@click.option("--log-key", "key", metavar="KEY", help="The log's public key, or a file with it.")
@click.option(
    "--witness",
    "witnesses",
    metavar="KEY",
    multiple=True,
    help="A witness who must have cosigned.",
)
def proof_check(file: BinaryIO, key: str | None, witnesses: tuple[str, ...]) -> None:
    """Check FILE, which /proof gave; exit 1 when it proves nothing."""
    from storage.ledger.errors import LogError, SealError
    from storage.ledger.log.proof import LogProof
    from storage.ledger.petition_proof import check_petition_proof

    ours, others = read_log_key(key), [_witness(each) for each in witnesses]
    text = _text(file)
    try:
        proven = check_petition_proof(text, ours)
        signed_at = {each.name: each.open(LogProof.parse(text).checkpoint)[1] for each in others}
    except (LogError, SealError) as error:
        refuse(f"Not proven: {error}.", NO)
    _print_proven(proven, ours, signed_at)


class _FileOrCommand(click.Group):
    """A group whose first word may be a file: `witness FILE` is `witness add FILE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the command in front where it was left out."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["add", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_FileOrCommand, subcommand_metavar="FILE|COMMAND [ARGS]...")
def witness() -> None:
    """For people outside: cosign the checkpoints of a log. Needs no configuration."""


@witness.command("key")
@click.argument("name")
@click.option("--out", type=NEW_FILE, required=True, help="A new file for the private key.")
def witness_key(name: str, out: Path) -> None:
    """Make a key for NAME, such as county.example/archive, and print its public half."""
    from storage.ledger.errors import MalformedKeyError
    from storage.ledger.files import create_secret_file
    from storage.ledger.log.cosignature import CosignatureSigner

    try:
        signer = CosignatureSigner.generate(name)
    except MalformedKeyError as error:
        refuse(_sentence(error))
    create_secret_file(out, f"{signer.encode()}\n".encode())
    click.echo(signer.verifier.encode())
    click.echo("Give the line above to the office; keep the file to yourself.", err=True)


@witness.command("add")
@click.argument("file", type=FILE)
@click.option("--log-key", "key", metavar="KEY", required=True, help="As 'proof check'.")
@click.option("--key", "own", type=NEW_FILE, required=True, help="The file of your own key.")
@click.option("--state", type=NEW_FILE, required=True, help="Remembers what you saw last.")
@click.option("--out", type=NEW_FILE, help="Where the cosigned checkpoint goes, if not printed.")
@click.option("--log", "folder", type=FOLDER, help="The log's tiles, if you missed a message.")
def witness_add(  # noqa: PLR0913  one for each option
    file: BinaryIO, key: str, own: Path, state: Path, out: Path | None, folder: Path | None
) -> None:
    """Cosign the checkpoint in FILE (what was posted; a dash reads standard input)."""
    from bot.witnessing import cosign
    from storage.ledger.errors import LogError, SealError
    from storage.ledger.files import write_durably
    from storage.ledger.log.witness import Witness

    keeper = Witness(state, read_log_key(key), _signer(own))
    try:
        before = keeper.newest()
    except (LogError, SealError) as error:
        refuse(f"{state} does not hold what you saw last: {error}.")
    try:
        note = cosign(keeper, _text(file), int(time.time()), folder)
    except (LogError, SealError) as error:
        refuse(_why_not_signed(error, before.size if before else 0), NO)
    if out is None:
        click.echo(note, nl=False)
    else:
        write_durably(out, note.encode())
    now = keeper.newest()
    size = now.size if now else 0
    told = f"Signed: {size} entries" + (f", which continue the {before.size}." if before else ".")
    first = "" if before else " This is the first you saw of this log: it could not be compared."
    click.echo(f"{told}{first} Send the text back to the office.", err=True)


def _why_not_signed(error: LogError | SealError, seen: int) -> str:
    """Say whether the history was changed, and what to do."""
    from storage.ledger.errors import (
        BrokenTileError,
        ForkedLogError,
        OldSizeError,
        ProofError,
        RolledBackLogError,
    )

    match error:
        case ForkedLogError():
            return f"Fork: the log signed two different histories of {seen} entries: {KEEP}"
        case ProofError():
            return (
                f"Fork: the log signed this, and it is not shown to continue the {seen} entries "
                "that you saw. Copy the message once more, in case a line is missing; if it "
                f"stays so, {KEEP}"
            )
        case RolledBackLogError():
            return (
                f"Rollback: {error}. If this is an older message, nothing is wrong: take the "
                f"newest. If it is the newest, {KEEP}"
            )
        case OldSizeError():
            return (
                f"You saw {error.size} entries last, and this message starts elsewhere. Ask the "
                f"office for 'dengwen log request {error.size}', or name its folder with --log."
            )
        case BrokenTileError():
            return f"The folder of --log does not lead there: {error}. Nothing was signed."
    return f"Not signed: {error}."


def _print_proven(proven: PetitionProof, ours: NoteVerifier, signed_at: dict[str, int]) -> None:
    from base64 import b64encode

    size = proven.checkpoint.size
    kinds = Counter(name.partition("/")[0] for name in proven.entry.rows or {})
    click.echo(f"receipt   {proven.receipt}")
    click.echo(f"position  {proven.position}")
    click.echo(f"size      {size}")
    click.echo(f"root      {b64encode(proven.checkpoint.root).decode('ascii')}")
    for name, at in signed_at.items():
        moment = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(at))
        click.echo(f"witness   {name} {moment} UTC")
    click.echo(
        "A petition with this receipt number was entered, with "
        f"{_count(kinds['pieces'], 'piece')}; it is in the tree of "
        f"{_count(size, 'entry', 'entries')} that {ours.name} signed."
    )


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _signed_log() -> SignedLog:
    from bot.keys import load_verifier
    from storage.ledger.log.signed_log import SignedLog

    config = configuration()
    return SignedLog(config.storage.log, load_verifier(config.storage.keys, "log"))


def read_log_key(text: str | None) -> NoteVerifier:
    """Return the log's key as it is given, from a file, or from the configuration."""
    from bot.keys import load_verifier
    from storage.ledger.errors import MalformedKeyError
    from storage.ledger.note import NoteVerifier

    if text is None:
        return load_verifier(configuration().storage.keys, "log")
    try:
        return NoteVerifier.parse(_key_text(text))
    except MalformedKeyError:
        refuse(f"{text} is neither the public key of a log nor a file with one.")


def _witness(text: str) -> CosignatureVerifier:
    from storage.ledger.errors import MalformedKeyError
    from storage.ledger.log.cosignature import CosignatureVerifier

    try:
        return CosignatureVerifier.parse(_key_text(text))
    except MalformedKeyError:
        refuse(f"{text} is neither the public key of a witness nor a file with one.")


def _key_text(text: str) -> str:
    path = Path(text)
    return (path.read_bytes().decode("utf-8", "replace") if path.is_file() else text).strip()


def _signer(path: Path) -> CosignatureSigner:
    from storage.ledger.errors import KeyFileError
    from storage.ledger.files import read_secret_file
    from storage.ledger.log.cosignature import CosignatureSigner

    try:
        return CosignatureSigner.parse(read_secret_file(path).decode("utf-8", "replace").strip())
    except KeyFileError as error:
        refuse(_sentence(error))


def _text(file: BinaryIO) -> str:
    return file.read().decode("utf-8", "replace")


def _sentence(error: Exception) -> str:
    words = str(error)
    return f"{words[:1].upper()}{words[1:]}."
