"""The post of the day: once, to those who keep it, and each continues the one before."""

from datetime import UTC, datetime

import pytest

from casework.desk.figures import publish_totals, read_figures
from casework.ports import StorageUnavailableError
from storage.ledger.errors import ForgedNoteError
from storage.ledger.log.merkle import check_consistency
from storage.ledger.log.witness import AddCheckpoint
from storage.sql.work import Database
from tests.casework.office import FIFTH_CHAT, TEAM_CHAT
from tests.log.scene import SLOT

AFTER_FIVE = datetime(2026, 11, 23, 9, 0, 1, tzinfo=UTC)  # 17:00:01 where the office is


@pytest.fixture(autouse=True)
async def after_five(scene):
    scene.world.clock.at = AFTER_FIVE


async def received(scene):
    """Return what goes out as (chat, language, day, request)."""
    items = [item for _, item, _ in await scene.world.outbox("announce-checkpoint")]
    said = [item["text"]["args"] for item in items]
    return sorted(
        (item["chat_id"], item["language"], item["due"], args["checkpoint"])
        for item, args in zip(items, said, strict=True)
    )


async def test_it_goes_to_both_groups_and_to_the_liaison_in_their_language(scene):
    await scene.world.joins("leader")
    await scene.world.joins("fifth")
    await scene.world.joins("liaison")
    await scene.sequencer().round()
    chats = [(chat, language) for chat, language, *_ in await received(scene)]
    assert chats == [(FIFTH_CHAT, "zh-CN"), (TEAM_CHAT, "zh-CN"), (1005, "en")]


async def test_summaries_name_it_from_then_on(scene):
    await scene.world.joins("liaison")
    await scene.world.does(publish_totals)
    await scene.sequencer().round()
    posted = (await read_figures(scene.world.scope())).posted
    (*_, request), *_ = await received(scene)
    _origin, size, root, *_ = AddCheckpoint.parse(request).checkpoint.splitlines()
    assert (posted.day, str(posted.size), posted.root) == (AFTER_FIVE.date(), size, root)


async def test_where_a_body_has_no_chat_each_of_its_people_gets_it(scene):
    for reader_id in ("leader", "member", "fifth", "office"):
        await scene.world.joins(reader_id)
    scene.world.office.chats.clear()
    await scene.sequencer().round()
    assert [(chat, language) for chat, language, *_ in await received(scene)] == [
        (1000, "en"),
        (1001, "en"),
        (1003, "en"),
    ]


async def test_it_is_posted_once_a_day_at_the_hour_of_the_zone(scene):
    clock = scene.world.clock
    clock.at = datetime(2026, 11, 23, 8, 59, 59, tzinfo=UTC)
    keeps = scene.sequencer()
    await keeps.round()
    assert await scene.posts() == []
    clock.passes(seconds=1)
    for each in (keeps, keeps, scene.sequencer()):
        await each.round()
    assert await scene.posts() == [("2026-11-23", 1)]
    clock.at = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # past midnight, before the hour
    await keeps.round()
    assert len(await scene.posts()) == 1
    clock.at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    await keeps.round()
    assert await scene.posts() == [("2026-11-23", 1), ("2026-11-24", 1)]
    assert len(await received(scene)) == 4


async def test_each_post_continues_the_one_before_and_is_kept(scene):
    keeps = scene.sequencer()
    await scene.happens(11)
    await keeps.round()
    scene.world.clock.passes(days=1)
    await scene.happens(300)
    await keeps.round()
    (day, old), (next_day, size) = await scene.posts()
    first, before = scene.posted(day)
    request, after = scene.posted(next_day)
    assert (first.old, first.proof, before.size) == (0, (), old)
    assert (request.old, after.size) == (old, size)
    check_consistency(before.size, before.root, after.size, after.root, request.proof)
    sent = {request for _, _, day, request in await received(scene) if day == next_day}
    assert {AddCheckpoint.parse(each) for each in sent} == {request}
    assert (scene.folder / "posted" / f"{next_day}.txt").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("more", [0, 5])
async def test_a_post_whose_commit_failed_is_posted_as_it_was_kept(scene, more, monkeypatch):
    keeps = scene.sequencer()
    await scene.happens(11)
    fails = True
    whole = Database.write

    async def write(self, operations, events=()):
        if fails and len(operations) > 2:
            raise StorageUnavailableError
        await whole(self, operations, events)

    monkeypatch.setattr(Database, "write", write)
    with pytest.raises(StorageUnavailableError):
        await keeps.round()
    assert await scene.posts() == []
    request, _ = scene.posted("2026-11-23")
    fails = False
    await scene.happens(more)
    scene.world.clock.passes(seconds=SLOT)
    await scene.sequencer().round()
    ((_, size),) = await scene.posts()
    again, checkpoint = scene.posted("2026-11-23")
    assert again == request
    assert checkpoint.size == size
    assert {sent for *_, sent in await received(scene)} == {request.encode()}


async def test_a_kept_post_that_is_not_of_this_log_is_made_anew(scene):
    await scene.happens(3)
    folder = scene.folder / "posted"
    folder.mkdir(parents=True)
    (folder / "2026-11-23.txt").write_text("something else")
    await scene.sequencer().round()
    _, checkpoint = scene.posted("2026-11-23")
    assert checkpoint.size == 4


async def test_nothing_is_posted_over_a_checkpoint_that_is_not_ours(scene):
    await scene.happens(3)
    keeps = scene.sequencer()
    scene.world.clock.at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    await keeps.round()
    note = scene.folder / "checkpoint"
    note.write_text(note.read_text("utf-8").replace("\n4\n", "\n5\n"), "utf-8")
    scene.world.clock.at = AFTER_FIVE
    with pytest.raises(ForgedNoteError):
        await keeps.round()
    assert await scene.posts() == []
