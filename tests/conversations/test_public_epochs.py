"""What is added after somebody was recused is sealed to the new key, even a file under way."""

import json

import pytest

from bot.keys import load_desk_keys
from storage.blobs import FolderBlobs
from storage.ledger.age import open_sealed, parse_identity
from storage.ledger.errors import SealError
from storage.ledger.padding import unpad
from storage.sql.desk_book import SqlDeskBook
from storage.sql.tables import cases, pieces, wraps
from storage.sql.work import Work
from tests.conversations.public_office import BOT, submits, until


async def new_epoch(office):
    """Do as the desk does when it recuses the reviewer, and no more than that."""
    (case,) = await office.rows(cases)
    work = Work(office.database)
    leader = office.readers["leader"].recipient.encode()
    keys = load_desk_keys(office.keys, office.blobs.path)
    epoch, wrapped = keys.new_epoch(case.id, 2, {"leader": leader})
    book = SqlDeskBook(work)
    book.add_epoch(epoch)
    book.add_wraps(wrapped)
    book.remove_wraps(case.id, "fifth-1")
    book.log({"event": "recused"})
    await work.commit()


async def case_key(office, epoch):
    (wrap,) = [
        row.wrap
        for row in await office.rows(wraps)
        if (row.reader_id, row.epoch) == ("leader", epoch)
    ]
    return parse_identity(open_sealed(wrap, [office.readers["leader"]]).decode().strip())


async def begins_adding(citizen):
    number = await submits(citizen)
    await citizen.says(BOT, f"/status {number}")
    await citizen.waits_for(BOT, number)
    await citizen.taps(BOT, "补充内容")
    await citizen.waits_for(BOT, "请写给")


async def test_a_file_under_way_during_a_recusal_is_fetched_again_for_the_new_key(
    office, intake, lin, monkeypatch
):
    sealed_to, seal = [], FolderBlobs.seal

    async def slow_seal(blobs, name, chunks, recipient):
        sealed = await seal(blobs, name, chunks, recipient)
        sealed_to.append(recipient.encode())
        if len(sealed_to) == 1:
            await new_epoch(office)
        return sealed

    monkeypatch.setattr(FolderBlobs, "seal", slow_seal)
    await begins_adding(lin)
    await lin.sends_document(BOT, b"twelve receipts", "收据.pdf", "application/pdf")
    await lin.waits_for(BOT, "已加密交给")

    async def is_stored():
        return all(row.stored for row in await office.rows(pieces))

    await until(is_stored)
    _, added = await office.rows(pieces)
    old, new = await case_key(office, 1), await case_key(office, 2)
    assert sealed_to == [old.recipient.encode(), new.recipient.encode()]
    blob = office.blobs.path(added.blob).read_bytes()
    assert added.epoch == 2
    assert unpad(open_sealed(blob, [new])) == b"twelve receipts"
    assert json.loads(open_sealed(added.meta, [new]))["name"] == "收据.pdf"
    for sealed in (blob, added.meta):
        with pytest.raises(SealError):
            open_sealed(sealed, [old])


async def test_a_message_under_way_during_a_recusal_is_sealed_to_the_new_key(
    office, intake, lin, monkeypatch
):
    """The update loop asks the handler again, and the citizen notices nothing."""
    await begins_adding(lin)
    commit, times = Work.commit, []

    async def slow_commit(work):
        adding = any("insert_piece" in str(each.__code__.co_names) for each in work._operations)
        if adding and not times:
            times.append("recused")
            await new_epoch(office)
        await commit(work)

    monkeypatch.setattr(Work, "commit", slow_commit)
    await lin.says(BOT, "他后来退了款。")
    await lin.waits_for(BOT, "已加密交给")
    _, added = await office.rows(pieces)
    assert (times, added.epoch) == (["recused"], 2)
    assert (
        unpad(open_sealed(added.content, [await case_key(office, 2)])) == "他后来退了款。".encode()
    )
    with pytest.raises(SealError):
        open_sealed(added.content, [await case_key(office, 1)])
