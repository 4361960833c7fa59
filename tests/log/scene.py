"""A log with its database and its folder, and the one process that keeps it."""

from datetime import time

from sqlalchemy import select

from bot.sequencer import Sequencer
from casework.ports import RosterRefusedError
from storage.ledger.entries import leaf_of
from storage.ledger.log.checkpoint import Checkpoint
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.log.tiles import TileFolder
from storage.ledger.log.witness import AddCheckpoint
from storage.sql.tables import log_entries, log_posts
from storage.sql.work import Work, open_database
from tests.casework.office import World
from tests.scribe import SCRIBE

SLOT = 600


class Killed(BaseException):
    """The process ends here."""


class Scene:
    """An office whose desk keeps the log in a folder."""

    def __init__(self, folder):
        self.folder, self.url = folder / "log", f"sqlite+aiosqlite:///{folder}/data/dengwen.db"
        self.database = open_database(self.url, SCRIBE)
        self.world = World(folder, self.database)
        self.edition = (1, "the first roster")
        self.world.roster.edition = self._edition

    def _edition(self):
        if self.world.roster.refused:
            raise RosterRefusedError
        return self.edition

    def sequencer(self, database=None):
        """Return a process that has just started."""
        return Sequencer(
            database=database or self.database,
            scope=self.world.scope,
            signed_log=SignedLog.writing(self.folder, self.world.signer),
            clock=self.world.clock,
            zone="Asia/Shanghai",
            pause_seconds=0.01,
            checkpoint_seconds=SLOT,
            post_at=time(17, 0),
        )

    async def happens(self, times=1, database=None):
        """Let so many transactions write their entries."""
        for number in range(times):
            work = Work(database or self.database)
            work.log({"event": "noted", "number": number})
            await work.commit()

    async def positions(self):
        """Return the positions in the order of arrival."""
        question = select(log_entries.c.position).order_by(log_entries.c.arrival)
        return await self.database.read(lambda c: c.scalars(question).all())

    async def posts(self):
        question = select(log_posts.c.day, log_posts.c.size).order_by(log_posts.c.day)
        rows = await self.database.read(lambda c: c.execute(question).all())
        return [(row.day.isoformat(), row.size) for row in rows]

    async def leaves(self):
        question = select(log_entries).order_by(log_entries.c.position)
        rows = await self.database.read(lambda c: c.execute(question).all())
        return [leaf_of(row.salt, row.text) for row in rows if row.position is not None]

    def checkpoint(self):
        """Return what is signed, or None."""
        path = self.folder / "checkpoint"
        return self.opened(path.read_text("utf-8")) if path.exists() else None

    def opened(self, note):
        return Checkpoint.open(note, self.world.signer.verifier)

    async def holds_together(self):
        """Return the size, after checking everything from the database to the signature."""
        positions = [each for each in await self.positions() if each is not None]
        assert positions == list(range(len(positions)))
        tiles = TileFolder(self.folder)
        size = tiles.size()  # Tiles wait for the clock.
        assert list(tiles.entries(0, size)) == (await self.leaves())[:size]
        signed = self.checkpoint()
        if signed is not None:
            assert tiles.check(signed.size) == signed.root
        return len(positions)

    def posted(self, day):
        """Return what is kept of a day's post, taken apart, with its checkpoint."""
        request = AddCheckpoint.parse((self.folder / "posted" / f"{day}.txt").read_text("utf-8"))
        return request, self.opened(request.checkpoint)
