"""Positions without gaps, tiles that follow, a signature on a fixed clock: whatever is killed."""

import asyncio
import logging
import shutil
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update

from bot import sequencer as module
from bot.sequencer import Sequencer
from casework.ports import StaleError
from storage.ledger.errors import LogError, RolledBackLogError
from storage.ledger.log.signed_log import SignedLog
from storage.ledger.log.tile_files import TileFiles
from storage.ledger.log.tiles import TileFolder
from storage.sql.log_book import SqlLogBook
from storage.sql.tables import log_entries, log_head, rosters
from storage.sql.work import open_database
from tests.log.scene import SLOT, Killed
from tests.scribe import SCRIBE, tamper


async def test_entries_of_several_processes_get_positions_without_gaps(scene):
    other = open_database(scene.url, SCRIBE)
    keeps = scene.sequencer()
    stop = asyncio.Event()
    running = asyncio.create_task(keeps.run(stop))
    await asyncio.gather(
        scene.happens(40), scene.happens(40, other), scene.happens(40), scene.happens(40, other)
    )
    stop.set()
    await running
    await other.close()
    assert await scene.holds_together() == 161  # with the roster's


async def test_two_at_once_give_no_position_twice(scene):
    other = open_database(scene.url, SCRIBE)
    await scene.happens(30)
    one, two = scene.sequencer(), scene.sequencer(other)
    for _ in range(5):
        await asyncio.gather(one.round(), two.round(), scene.happens(7), return_exceptions=True)
        scene.world.clock.passes(seconds=SLOT)
    await one.round()
    await two.round()
    await other.close()
    assert await scene.holds_together() == 66
    assert scene.checkpoint().size == 66


async def test_who_would_sign_less_than_somebody_else_just_signed_is_too_late(scene):
    await scene.happens(3)
    late = scene.sequencer()
    await late.place()
    before = await late.write()
    await scene.happens(2)
    await scene.sequencer().round()
    with pytest.raises(StaleError):
        await late._sign(before)
    assert scene.checkpoint().size == before + 3  # with the roster's


async def test_who_counted_from_a_size_that_moved_is_refused_and_changes_nothing(
    scene, monkeypatch
):
    book = SqlLogBook(scene.database)
    await scene.happens(3)
    await book.sequence(2)
    monkeypatch.setattr("storage.sql.log_book._take_head", lambda _connection: 1)
    with pytest.raises(StaleError):
        await book.sequence(2)
    monkeypatch.setattr("storage.sql.log_book._take_head", lambda _connection: 0)
    with pytest.raises(StaleError):
        await book.sequence(2)
    assert await scene.positions() == [0, 1, None]


@pytest.mark.parametrize("size", [1, 255, 256, 257, 1000, 1001, 2300])
async def test_entries_and_tiles_are_written_in_bounded_batches(scene, size, monkeypatch):
    await many(scene, size - 1)  # and the roster's
    asked = []
    whole = SqlLogBook.entries

    async def entries(self, start, stop):
        asked.append(stop - start)
        return await whole(self, start, stop)

    monkeypatch.setattr(SqlLogBook, "entries", entries)
    await scene.sequencer().round()
    assert max(asked) <= module.BATCH
    assert await scene.holds_together() == scene.checkpoint().size == size


async def many(scene, count):
    rows = [{"salt": bytes(32), "text": f"entry {n}\n", "sealed": b"."} for n in range(count)]
    if rows:
        await scene.database.write([lambda c: c.execute(log_entries.insert(), rows)])


STEPS = {
    "after sequencing": (Sequencer, "_write_tiles"),
    "after the tiles": (SignedLog, "sign"),
    "after the checkpoint": (Sequencer, "_post"),
    "after the post was kept": (module, "post_checkpoint"),
}


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_any_step_it_goes_on(scene, step, monkeypatch):
    scene.world.clock.at = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # half past five
    await scene.world.joins("leader")
    await scene.sequencer().round()
    scene.world.clock.passes(days=1)
    await scene.happens(300)

    def dies(*_args, **_named):
        raise Killed

    owner, name = STEPS[step]
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, dies)
        with pytest.raises(Killed):
            await scene.sequencer().round()
    await scene.happens(5)
    scene.world.clock.passes(seconds=SLOT)
    again = scene.sequencer()
    await again.round()
    await again.round()

    size = await scene.holds_together()
    assert scene.checkpoint().size == size
    (_, first), (day, second) = await scene.posts()
    request, posted = scene.posted(day)
    assert (request.old, posted.size) == (first, second)
    items = await scene.world.outbox("announce-checkpoint")
    texts = {item["text"]["args"]["checkpoint"] for _, item, _ in items}
    assert request.encode() in texts
    assert len(texts) == 2
    assert len(items) == 4  # two groups on two days


@pytest.mark.parametrize("files", range(7))
async def test_killed_between_two_tiles_it_signs_only_what_is_whole(scene, files, monkeypatch):
    await many(scene, 600)
    left = files

    def write(self, new):
        nonlocal left
        for each in new:
            if not left:
                raise Killed
            left -= 1
            whole(self, [each])

    whole = TileFiles.write
    with monkeypatch.context() as patch:
        patch.setattr(TileFiles, "write", write)
        with pytest.raises(Killed):
            await scene.sequencer().round()
    assert scene.checkpoint() is None
    await scene.sequencer().round()
    assert await scene.holds_together() == 601
    # Others may ask for the partial files of this size.
    assert (scene.folder / "tile/0/002.p/89").is_file()
    assert (scene.folder / "tile/1/000.p/2").is_file()


async def test_nothing_is_signed_over_a_database_from_an_older_copy(scene, caplog):
    await scene.happens(5)
    await scene.sequencer().round()
    await scene.database.close()
    older = scene.folder.parent / "older.db"
    shutil.copy(scene.folder.parent / "data/dengwen.db", older)
    await scene.happens(5)
    scene.world.clock.passes(seconds=SLOT)
    await scene.sequencer().round()
    before = scene.checkpoint()
    await scene.database.close()
    for path in (scene.folder.parent / "data").iterdir():
        path.unlink()
    shutil.copy(older, scene.folder.parent / "data/dengwen.db")

    await scene.happens(20)
    scene.world.clock.passes(seconds=SLOT)
    keeps, stop = scene.sequencer(), asyncio.Event()
    running = asyncio.create_task(keeps.run(stop))
    await asyncio.sleep(0.2)
    stop.set()
    await running
    assert scene.checkpoint() == before
    assert (await scene.positions())[6:] == [None] * 20
    told = [r.getMessage() for r in caplog.records if r.levelno == logging.CRITICAL]
    assert len(told) == 1
    assert told[0].startswith("log-not-signed")
    assert "older copy" in told[0]


async def test_tiles_that_the_database_never_had_are_not_signed(scene):
    """The copy is older than the tiles, and the checkpoint is older still."""
    await scene.happens(3)
    keeps = scene.sequencer()
    await keeps.round()
    await scene.happens(3)
    await keeps.place()
    await keeps.write()  # killed before it signs
    await tamper(scene.database, update(log_head).values(size=5))
    await tamper(
        scene.database, update(log_entries).where(log_entries.c.position >= 5).values(position=None)
    )
    scene.world.clock.passes(seconds=SLOT)
    with pytest.raises(RolledBackLogError):
        await scene.sequencer().round()
    assert scene.checkpoint().size == 4


@pytest.mark.parametrize("name", ["tile/0/000.p/9", "tile/entries/000.p/9"])
async def test_nothing_is_signed_over_tiles_that_were_changed(scene, name):
    await scene.happens(8)
    await scene.sequencer().round()
    file = scene.folder / name
    right = file.read_bytes()
    file.write_bytes(right[:-1] + bytes([right[-1] ^ 1]))
    await scene.happens()
    scene.world.clock.passes(seconds=SLOT)
    with pytest.raises(LogError):
        await scene.sequencer().round()
    assert scene.checkpoint().size == 9
    file.write_bytes(right)
    await scene.sequencer().round()
    assert await scene.holds_together() == scene.checkpoint().size == 10


async def test_nothing_is_signed_over_an_entry_that_was_changed(scene):
    await scene.happens(3)
    await scene.sequencer().round()
    await tamper(
        scene.database, update(log_entries).where(log_entries.c.position == 2).values(text="x\n")
    )
    await scene.happens()
    scene.world.clock.passes(seconds=SLOT)
    with pytest.raises(LogError, match="position 2 is not the one"):
        await scene.sequencer().round()


async def test_an_entry_that_was_emptied_too_early_or_removed_shifts_no_other(scene):
    await scene.happens(4)
    book = SqlLogBook(scene.database)
    await book.sequence(10)
    empty = update(log_entries).where(log_entries.c.position == 1).values(salt=None, text=None)
    await tamper(scene.database, empty)
    with pytest.raises(LogError, match="position 1 was emptied"):
        await scene.sequencer().round()
    await tamper(scene.database, delete(log_entries).where(log_entries.c.position == 0))
    with pytest.raises(LogError, match="position 0 is not in the database"):
        await scene.sequencer().round()
    assert scene.checkpoint() is None
    assert TileFolder(scene.folder).size() == 0


async def test_what_was_shredded_once_it_was_in_the_log_stops_nothing(scene):
    await scene.happens(4)
    await scene.sequencer().round()
    empty = update(log_entries).where(log_entries.c.position == 1).values(salt=None, text=None)
    await tamper(scene.database, empty)
    await scene.happens()
    scene.world.clock.passes(seconds=SLOT)
    await scene.sequencer().round()
    assert scene.checkpoint().size == 6


async def test_a_folder_that_was_lost_is_written_again_from_the_database(scene):
    await many(scene, 300)
    await scene.sequencer().round()
    before = scene.checkpoint()
    shutil.rmtree(scene.folder)
    await scene.sequencer().round()
    assert scene.checkpoint() == before
    await scene.holds_together()


async def test_a_checkpoint_is_signed_only_when_a_new_slot_begins(scene):
    clock = scene.world.clock
    clock.at = datetime(2026, 11, 23, 2, 0, 1, tzinfo=UTC)
    keeps = scene.sequencer()
    await keeps.round()
    assert scene.checkpoint().size == 1
    for _ in range(5):
        await scene.happens()
        clock.passes(seconds=100)
        await keeps.round()
        assert scene.checkpoint().size == 1
    # Tiles would tell, by their own moments, those of the entries between.
    assert TileFolder(scene.folder).size() == 1
    clock.passes(seconds=99)
    await keeps.round()
    assert scene.checkpoint().size == 6
    note = (scene.folder / "checkpoint").stat().st_mtime_ns
    clock.passes(seconds=SLOT)
    await keeps.round()
    assert (scene.folder / "checkpoint").stat().st_mtime_ns == note


async def test_editions_of_the_roster_are_taken_up_in_their_order(scene):
    keeps = scene.sequencer()
    for scene.edition in [(1, "one"), (1, "one"), (3, "three"), (2, "two"), (4, "four")]:
        await keeps.round()
    rows = await scene.database.read(lambda c: c.execute(rosters.select()).all())
    assert [tuple(row) for row in rows] == [(1, "one"), (3, "three"), (4, "four")]
    assert await scene.holds_together() == 3


async def test_a_roster_that_is_refused_stops_only_what_needs_it(scene):
    scene.world.clock.at = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    scene.world.roster.refused = True
    await scene.happens(3)
    keeps = scene.sequencer()
    await keeps.round()
    assert scene.checkpoint().size == 3
    scene.world.roster.refused = False
    await keeps.round()
    assert [size for _, size in await scene.posts()] == [3]


async def test_at_the_end_it_sequences_once_more(scene):
    stop = asyncio.Event()
    stop.set()
    await scene.happens(3)
    await scene.sequencer().run(stop)
    assert await scene.holds_together() == 3
    assert scene.checkpoint() is None
