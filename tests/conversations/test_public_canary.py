"""After the receipt of an anonymous petition nothing here knows who wrote it.

A person with an id, a name and a username that stand nowhere else hands in everything that can be
handed in. Then every file is searched for them, in clear and hashed with every key of the intake;
and whatever anybody can open is opened and searched as well.
"""

import hashlib
import io
import json
import logging

import pytest

from bot.log_events import FIELDS
from bot.logs import Sink
from storage.ledger.age import open_sealed, parse_identity
from storage.ledger.errors import SealError
from storage.ledger.identity_files import load_identity
from storage.ledger.local import LocalKey
from storage.sql.lingering import PAUSE, AfterReceipts
from storage.sql.tables import (
    cases,
    desk_mail,
    dialogues,
    downloads,
    drafts,
    log_entries,
    looks,
    metadata,
    outbox,
    pieces,
    seen,
    wraps,
)
from tests import samples
from tests.conversations.public_office import BOT, TOKEN, writes_up_to_the_account

ID = 7_318_402_965
NAME, USERNAME = "Quorthonia Zyxwell", "zyxwell_canary"
BOT_ID = int(TOKEN.split(":")[0])
PURPOSES = ("dialogue", "receipt", "case key", "answers", "download", "submission", "look", "draft")


@pytest.fixture
async def canary(telegram):
    return await telegram.user(NAME, id=ID, username=USERNAME)


def spellings_of_id(number):
    """Return every way in which an id may lie in a file, in clear or hashed without a key."""
    plain = str(number).encode()
    hashed = [hashlib.new(name, plain).digest() for name in ("sha256", "sha1", "md5", "blake2b")]
    return {
        plain,
        f"{number:x}".encode(),
        *(number.to_bytes(8, order) for order in ("big", "little")),
        number.to_bytes(5, "big"),
        number.to_bytes(5, "little"),
        *hashed,
        *(each.hex().encode() for each in hashed),
    }


def keyed_hashes(keys, number):
    """Return what each key of the intake makes of an id, as the chat's key and by itself."""
    texts = [f"{BOT_ID}:{number}:{number}", f"{number}", f"{number}:{number}", f"{BOT_ID}:{number}"]
    local = [keys / "intake.local", *(keys / "days").iterdir()]
    found = [
        LocalKey.load(path).lookup(purpose)(text.encode())
        for path in local
        for purpose in PURPOSES
        for text in texts
    ]
    return {*found, *(each.hex().encode() for each in found)}


async def hands_in_everything(canary, office):
    """Submit a petition with whatever may bear a name; route: none."""
    await writes_up_to_the_account(canary, english=False, route="no")
    await canary.says(BOT, "有人占用了人防工程。")
    await canary.waits_for(BOT, "记下了")
    await canary.sends_photo(BOT, samples.plain_jpeg(), "门口")
    await canary.waits_for(BOT, "照片收下了")
    await canary.sends_document(BOT, samples.jpeg(), "IMG_2019.jpg")
    await canary.waits_for(BOT, "文件收下了")
    await canary.sends_document(BOT, samples.docx(), "情况.docx")
    await canary.waits_for(BOT, "文件收下了")
    await office.stored_everything()
    # As the courier does: what was told is delivered, and gone from the outbox.
    await office.database.write([lambda c: c.execute(outbox.delete())])
    await canary.taps(BOT, "检查")
    await canary.waits_for(BOT, "将要提交")
    await canary.taps(BOT, "提交")
    await canary.waits_for(BOT, "回执号")
    await office.is_idle()


async def opened_by_everybody(office):
    """Return everything that readers, the desk, the courier and the intake itself can open."""
    names = ("desk", "courier")
    identities = [load_identity(office.keys / f"{name}.age") for name in names]
    identities += office.readers.values()
    for row in await office.rows(wraps):
        plain = open_sealed(row.wrap, [office.readers[row.reader_id]])
        identities.append(parse_identity(plain.decode().strip()))
    found = []
    for table in metadata.sorted_tables:
        for row in await office.rows(table):
            for value in row:
                if isinstance(value, bytes):
                    try:
                        found.append((table.name, open_sealed(value, identities)))
                    except (SealError, ValueError):
                        continue
    blobs = office.folder / "data" / "blobs"
    files = sorted(blobs.rglob("*.age"))
    return found + [(path.name, open_sealed(path.read_bytes(), identities)) for path in files]


def fields_of(written):
    for line in written.splitlines():
        yield from json.loads(line)


async def test_after_the_receipt_nobody_here_knows_who_wrote(office, intake, canary, caplog):
    caplog.set_level(logging.DEBUG)
    await hands_in_everything(canary, office)
    after = AfterReceipts(office.database)
    await after.wipe(office.clock())
    await after.wipe(office.clock() + PAUSE)

    assert await office.count(dialogues, drafts, downloads, looks, outbox) == [0] * 5
    assert all(row.answers is None for row in await office.rows(seen))
    traces = spellings_of_id(ID) | keyed_hashes(office.keys, ID)
    traces |= {NAME.encode(), USERNAME.encode(), b"Quorthonia", b"zyxwell"}
    files = {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}
    assert any(path.name.endswith("-wal") for path in files)
    assert any(path.parent.name == "days" for path in files)
    for path, content in files.items():
        for trace in traces:
            assert trace not in content, path.name

    everything = await opened_by_everybody(office)
    kinds = {where for where, _ in everything}
    assert {"pieces", "cases", "desk_mail", "log_entries", "wraps"} <= kinds
    assert sum(1 for where, _ in everything if where.endswith(".age")) == 3
    for where, plain in everything:
        for trace in (*traces, *samples.SECRETS[:1]):
            if where.endswith(".age") and trace in samples.docx():
                continue  # what could not be taken out, and its sender was told so
            assert trace not in plain, where
    written = io.StringIO()
    sink = Sink(written, "intake")
    for record in caplog.records:
        sink.handle(record)
    assert sink.dropped == 0
    for trace in (str(ID), f"{ID:x}", NAME, USERNAME, *map(str, samples.SECRETS)):
        assert trace not in written.getvalue()
    assert {*fields_of(written.getvalue())} <= {*FIELDS, "timestamp", "level", "process", "event"}
    for trace in (str(ID), f"{ID:x}", NAME, USERNAME):
        logged = [r for r in caplog.records if not r.name.startswith(("emulator", "asyncio"))]
        assert all(trace not in record.getMessage() for record in logged)


async def test_with_a_route_the_courier_alone_can_find_the_way_back(office, intake, canary):
    await writes_up_to_the_account(canary)
    await canary.says(BOT, "有人占用了人防工程。")
    await canary.waits_for(BOT, "记下了")
    await canary.taps(BOT, "检查")
    await canary.waits_for(BOT, "将要提交")
    await canary.taps(BOT, "提交")
    await canary.waits_for(BOT, "回执号")
    courier = load_identity(office.keys / "courier.age")
    for where, plain in await opened_by_everybody(office):
        if str(ID).encode() in plain:
            assert where == "routes"
    assert (await office.route())["chat_id"] == ID
    for table in (cases, pieces, desk_mail, log_entries):
        for row in await office.rows(table):
            for value in row:
                if isinstance(value, bytes):
                    with pytest.raises((SealError, ValueError)):
                        json.loads(open_sealed(value, [courier]))


async def test_until_it_is_wiped_the_write_ahead_log_knows_the_conversation(office, intake, canary):
    """What the wiping is for: without it this would go on until midnight."""
    await hands_in_everything(canary, office)
    hashed = keyed_hashes(office.keys, ID)

    def lingers():
        return any(
            trace in content for content in office.bytes_on_disk().values() for trace in hashed
        )

    assert lingers()
    after = AfterReceipts(office.database)
    await after.wipe(office.clock())
    assert not lingers()
