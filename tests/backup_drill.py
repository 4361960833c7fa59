"""A backup under load, restored elsewhere; and backups that are killed: `make soak`.

Petitions come in through the intake's own use cases, with a text and a file each, while the desk
registers them and signs its log. `dengwen backup` runs beside it as anybody would run it. What was
promised to a reporter before it was started must be there after the restore: the case is found by
its receipt number, and the proof of its receipt holds under the log's key.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as clock_time
from functools import partial
from pathlib import Path
from typing import Any

import click

from bot.keys import load_intake_keys, load_roster, load_scribe, make_keys, read_signer
from bot.sequencer import Sequencer
from casework.desk.register import take_mail
from casework.keeping import Attachment, begin_draft, keep_attachment, keep_text
from casework.petitions import submit_petition
from casework.ports import StaleError
from storage.backup.errors import DamagedBackupError
from storage.backup.frame import check_backup
from storage.ledger.age import Profile, generate_identity
from storage.ledger.entries import leaf_of
from storage.ledger.errors import LogError, SealError
from storage.ledger.identity_files import save_identity
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.note import NoteVerifier
from storage.ledger.petition_proof import Opening, check_petition_proof
from storage.sql.desk_book import SqlDeskBook
from storage.sql.intake_book import SqlIntakeBook
from storage.sql.log_book import SqlLogBook
from storage.sql.tables import downloads
from storage.sql.work import Work, open_database
from tests.casework.office import PROFILE
from tests.ledger.scene import READERS, Ledger
from tests.storage.postgresql import fresh_database, server

CONFIG = Path(__file__).parents[1] / "config.toml"
CANARY = "县长的妹夫收了三十万，王小梅13800000000亲眼看见。"
FILE_BYTES, FILE_IN_ONE_OF = 40_000, 5
TOGETHER, AT_ONCE = 4, 10


@dataclass
class Load:
    """An installation into which petitions come.

    Attributes:
        issued: When each receipt number was given, by the machine's clock.
        late: How many petitions could not begin at their moment.
    """

    ledger: Ledger
    issued: dict[str, float] = field(default_factory=dict)
    late: int = 0

    async def hand_in(self, count: int) -> None:
        """Write petitions that arrive together, some with a file, and submit one after the other.

        As in the update loop, what is written together shares a commit, and each submission is one
        of its own.
        """
        ledger = self.ledger

        async def write(scope: Any) -> list[Any]:
            drafts = [await begin_draft(scope) for _ in range(count)]
            for draft in drafts:
                await keep_text(scope, draft, CANARY, ledger.clock())
            return drafts

        for draft in await ledger.writes(write):
            if secrets.randbelow(FILE_IN_ONE_OF) == 0:
                await self._attaches(draft)
            petition = ledger.petition_of()
            submit = partial(submit_petition, draft_id=draft.id, petition=petition, reply_to=77)
            receipt = await ledger.writes(submit)
            self.issued[receipt.number] = time.monotonic()

    async def _attaches(self, draft: Any) -> None:
        ledger, content = self.ledger, CANARY.encode() + secrets.token_bytes(FILE_BYTES)
        file = Attachment("photo", "file-id", "王小梅.jpg", "image/jpeg", len(content))
        tell = {"chat_id": 77, "language": "en"}
        await ledger.writes(lambda s: keep_attachment(s, draft, file, ledger.clock(), tell=tell))
        question = downloads.select().where(downloads.c.case_id == draft.id)
        row = await ledger.database.read(lambda c: c.execute(question).one())
        await ledger.fetches(draft, row, content)

    async def flows(self, per_second: float, stop: asyncio.Event) -> None:
        """Let petitions begin at a fixed rate until `stop` is set, whatever is held up."""
        began, count = time.monotonic(), 0
        async with asyncio.TaskGroup() as coming:
            while not stop.is_set():
                coming.create_task(self.hand_in(TOGETHER))
                count += TOGETHER
                wait = began + count / per_second - time.monotonic()
                self.late += wait < 0
                await asyncio.sleep(max(0, wait))


async def works(folder: Path, url: str) -> None:
    """Register what comes in and keep the log, as the desk does, until the process is killed."""
    ledger = Ledger(folder, open_database(url, load_scribe(folder / "keys")))
    roster = load_roster(folder / "keys", "drill")
    ledger.roster.people = {reader.id: reader for reader in roster.readers()}
    ledger.roster.serial = roster.edition()[0]
    _goes(ledger)
    while True:
        mail = await SqlDeskBook(Work(ledger.database)).mail(0, AT_ONCE)
        with suppress(StaleError):
            for each in mail:
                await ledger.does(take_mail, each)
            await ledger.sequencer.round()
        await asyncio.sleep(0 if len(mail) == AT_ONCE else 0.2)


def _goes(ledger: Ledger) -> None:
    """Let the clock of a ledger go as the machine's does, and checkpoints come often."""
    type(ledger.clock).__call__ = lambda _: datetime.now(UTC)
    ledger.sequencer.checkpoint_seconds = 1


async def installation(folder: Path, url: str) -> Ledger:
    """Make an installation with enrolled readers; its clock is the machine's."""
    make_keys(folder / "keys", PROFILE)
    database = open_database(url, load_scribe(folder / "keys"))
    await database.create_tables()
    ledger = Ledger(folder, database)
    _goes(ledger)
    for reader in READERS:
        await ledger.joins(reader)
    ledger.roster.signs()
    return ledger


@dataclass
class Drill:
    """What the commands are given, and what came of it."""

    folder: Path
    url: str
    load: Load

    def prepare(self) -> None:
        """Make the key that opens backups, and a place for them."""
        own = generate_identity(Profile.MLKEM768X25519)
        keys = generate_identity(Profile.MLKEM768X25519)
        for name, identity in (("own", own), ("keys", keys)):
            save_identity(self.folder / f"{name}.txt", identity)
        self.recipients = json.dumps([own.recipient.encode()])
        self.keys_for = keys.recipient.encode()
        for name in ("backups", "killed", "tmp"):
            (self.folder / name).mkdir()

    def environment(self) -> dict[str, str]:
        """Return what every command is run with."""
        installed = self.load.ledger.folder
        return os.environ | {
            "DENGWEN_CONFIG": str(CONFIG),
            "DENGWEN_TELEGRAM_API": "http://127.0.0.1:9",
            "DENGWEN_STORAGE__DATA": str(installed),
            "DENGWEN_STORAGE__DATABASE": self.url,
            "DENGWEN_STORAGE__KEYS": str(installed / "keys"),
            "DENGWEN_BACKUP__RECIPIENTS": self.recipients,
            "TMPDIR": str(self.folder / "tmp"),
        }

    async def starts(self, *words: object) -> asyncio.subprocess.Process:
        """Start a command."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", *map(str, words)),
            env=self.environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def answers(self, *words: object) -> Any:
        """Run a command to its end; returns what it prints for programs."""
        process = await self.starts("bot", *words, "--json")
        said, complained = await process.communicate()
        assert process.returncode == 0, f"{words[0]}: {said.decode()}{complained.decode()}"
        return json.loads(said)

    async def backs_up(self) -> dict[str, Any]:
        """Take a backup into the folder for them."""
        to = ("--to", self.folder / "backups", "--with-keys", self.keys_for)
        made: dict[str, Any] = await self.answers(
            "backup", *to, "--identity", self.folder / "own.txt"
        )
        return made

    async def restores(self, file: str) -> tuple[Path, dict[str, Any]]:
        """Restore a backup into another folder, with a database of its own there."""
        there = self.folder / "elsewhere"
        opening = ("--identity", self.folder / "own.txt", "--keys-identity")
        said: dict[str, Any] = await self.answers(
            "restore", file, *opening, self.folder / "keys.txt", "--to", there
        )
        return there, said

    async def is_killed(self, after: float) -> tuple[str, list[str]]:
        """Kill a backup after so many seconds; returns how far it was, and what is wrong."""
        folder = self.folder / "killed"
        name = folder / f"{after:.3f}.backup"
        process = await self.starts("bot", "backup", "--to", name)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), after)
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        await process.communicate()
        wrong, left = [], [*folder.iterdir()]
        if left == [name]:
            check_backup(name)
            name.unlink()
            return "was whole by then", wrong
        wrong += [f"{each} is in TMPDIR" for each in (self.folder / "tmp").iterdir()]
        how = "had nothing written"
        for path in left:
            size = path.stat().st_size
            how = f"had {size:,} bytes written"
            with suppress(DamagedBackupError):
                check_backup(path)
                how = "was whole by then, and had no name yet"
            plain = path.read_bytes()
            wrong += [
                f"{path.name} has {word!r} in clear"
                for word in (CANARY, "王小梅", "礼巡信", "BACKUP.json", "cases")
                if word.encode() in plain
            ]
            path.unlink()
        return how, wrong


async def proven(there: Path, numbers: Sequence[str]) -> tuple[int, int, list[str]]:
    """Look up and prove receipts in a restored installation; returns how many, and which fail.

    The first figure counts proofs under the checkpoint of the backup, the second those that need
    one which the restored desk signs.
    """
    keys = load_intake_keys(there / "keys")
    url = f"sqlite+aiosqlite:///{there}/data/dengwen.db"
    database = open_database(url, load_scribe(there / "keys"))
    try:
        signer = read_signer(there / "keys/log.key")
        log = SignedLog.writing(there / "data/log", signer)
        desk = Sequencer(
            database=database,
            scope=lambda _work: None,  # nobody is told anything
            signed_log=log,
            clock=lambda: datetime.now(UTC),
            zone="Asia/Shanghai",
            pause_seconds=1,
            checkpoint_seconds=1,
            post_at=clock_time(17),
        )
        before, wanting = [], [*numbers]
        for first in (True, False):
            if not first:
                await desk.place()
                log.sign(await desk.write())
            rest = []
            for number in wanting:
                (
                    before if await _proves(database, keys, log, signer.verifier, number) else rest
                ).append(number)
            if first:
                at_once = len(before)
            wanting = rest
        return at_once, len(before) - at_once, wanting
    finally:
        await database.close()


async def _proves(database: Any, keys: Any, log: SignedLog, key: NoteVerifier, number: str) -> bool:
    case = await SqlIntakeBook(Work(database)).case_by_lookup(keys.lookup(number))
    entry = case and await SqlLogBook(database).received(case.id)
    if not entry or entry.position is None:
        return False
    opening = Opening(entry.text, entry.salt, number, keys.receipt_key(case.id, entry.secret))
    try:
        proof = log.prove(entry.position, leaf_of(entry.salt, entry.text), opening.encode())
        return proof is not None and check_petition_proof(proof, key).receipt == number
    except (LogError, SealError):
        return False


async def drill(folder: Path, url: str, *, rate: float, warm_up: float, kills: int) -> list[str]:
    """Run the whole drill; returns what went wrong."""
    installed = folder / "installed"
    installed.mkdir()
    database = url or f"sqlite+aiosqlite:///{installed}/dengwen.db"
    load = Load(await installation(installed, database))
    run = Drill(folder, database, load)
    run.prepare()
    stop = asyncio.Event()
    desk = await run.starts("tests.backup_drill", "--desk", installed)
    async with asyncio.TaskGroup() as running:
        running.create_task(load.flows(rate, stop))
        try:
            await asyncio.sleep(warm_up)
            began = time.monotonic()
            promised = [number for number, at in load.issued.items() if at < began]
            made = await run.backs_up()
            took = time.monotonic() - began
            during = len(load.issued) - len(promised)
            took_in = len(promised) / warm_up
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            _say("petitions handed in before its start", f"{len(promised):,}, {took_in:.1f}/s")
            _say(
                "handed in while it was made", f"{during:,} in {took:.1f} s, {during / took:.1f}/s"
            )
            _say("backup", f"{made['bytes']:,} bytes, {made['attachments']:,} attachments")
            _say("memory of the command", f"{peak} MiB at most")
            wrong = await _killed(run, kills, took)
        finally:
            stop.set()
            assert desk.returncode is None, (await desk.communicate())[1].decode()
            desk.kill()
            await desk.communicate()
    _say("petitions in all, late ones among them", f"{len(load.issued):,}, {load.late}")
    there, said = await run.restores(made["file"])
    _say("restored: cases, receipts", f"{said['cases']:,}, {said['receipts']:,}")
    _say("findings of verify and fsck", str(len(said["findings"])))
    at_once, later, missing = await proven(there, promised)
    _say("receipts from before its start, found and proven", f"{at_once + later:,}")
    _say("of these under the checkpoint of the backup", f"{at_once:,}")
    _say("missing", str(len(missing)))
    await load.ledger.database.close()
    return wrong + [f"{number} is missing" for number in missing] + said["findings"]


async def _killed(run: Drill, kills: int, took: float) -> list[str]:
    wrong, halves = [], 0
    for number in range(kills):
        after = took * (number + 1) / (kills + 1)
        how, found = await run.is_killed(after)
        halves += "bytes" in how
        _say(f"killed after {after:.2f} s", how)
        wrong += found
    if kills:
        _say("killed, half a file left, findings", f"{kills}, {halves}, {len(wrong)}")
    return wrong


def _say(what: str, figure: str) -> None:
    click.echo(f"    {what:<54}{figure}")


async def _everything(where: str, rate: float, warm_up: float, kills: int) -> list[str]:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dengwen-drill-")))
        url = ""
        if where == "postgresql":
            running = stack.enter_context(server())
            url = await stack.enter_async_context(fresh_database(running))
        return await drill(folder, url, rate=rate, warm_up=warm_up, kills=kills)


@click.command()
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), default="sqlite")
@click.option("--rate", default=20.0, show_default=True, help="Petitions a second.")
@click.option("--seconds", default=30.0, show_default=True, help="How long before the backup.")
@click.option("--kills", default=12, show_default=True)
@click.option("--desk", type=click.Path(path_type=Path), hidden=True)
def main(database: str, rate: float, seconds: float, kills: int, desk: Path | None) -> None:
    """Take a backup under load, restore it, prove every receipt, and kill some backups."""
    os.umask(0o077)
    if desk is not None:
        asyncio.run(works(desk, os.environ["DENGWEN_STORAGE__DATABASE"]))
    wrong = asyncio.run(_everything(database, rate, seconds, kills))
    for sentence in wrong:
        click.echo(str(sentence), err=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
