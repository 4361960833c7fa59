"""The intake takes petitions in, shows how they stand and proves them, and can open none."""

import asyncio
import os
import re
import shutil
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from storage.ledger.log.signed_log import SignedLog
from storage.ledger.note import NoteSigner
from storage.ledger.petition_proof import check_petition_proof
from storage.sql.log_book import SqlLogBook
from tests.conversations.public_office import BOT, OPENING_HOUR, number_in

WRAPPER = Path(__file__).parent / "intake_without_keys.py"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(6000)
NAME = "林小梅 13800000000"
PRIVATE = ("desk.age", "desk.local", "courier.age", "log.key", "root.key")
"""What the intake has no business with; while it runs, these files are not even there."""


OPENED = {
    "opened courier.pub",
    "opened days",
    "opened days/DATE.key",
    "opened desk.pub",
    "opened intake.key",
    "opened intake.local",
    "opened log.pub",
    "opened pins",
    "opened pins/intake.json",
    "opened roster.note",
    "opened root.pub",
}


def without_dates(line):
    """Return a line of the record without what changes from day to day and run to run."""
    line = re.sub(r"\d{4}-\d\d-\d\d", "DATE", line)
    return re.sub(r"\.(intake\.json|DATE\.key)\.\w+\.part", r"\1", line)


def proof_among(shown):
    return next((m for m in shown if m.file and m.file.name == "dengwen.tlog-proof"), None)


@asynccontextmanager
async def intake_without_keys(office, folder):
    """Run the intake of the installation in a process of its own, in the round's first days."""
    shift = folder / "shift"
    shift.write_text(str((OPENING_HOUR - datetime.now(UTC)).total_seconds()))
    await office.database.create_tables()
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    for name in PRIVATE:
        shutil.move(office.keys / name, elsewhere / name)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, WRAPPER, folder / "record"),
        env=os.environ | office._settings | {"DENGWEN_CLOCK_OFFSET_FILE": str(shift)},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield elsewhere
    finally:
        process.terminate()
        _, said = await process.communicate()
    assert process.returncode == 0, said.decode()
    assert b"Traceback" not in said, said.decode()


async def sign_log(office, log_key):
    """Do as the desk does: give places, write tiles, sign."""
    book = SqlLogBook(office.database)
    await book.sequence(1000)
    log = SignedLog.writing(
        office.config.storage.log, NoteSigner.parse(log_key.read_text().strip())
    )
    size = await book.size()
    log.tiles.extend(0, await book.leaves(0, size))
    log.sign(size)


async def test_a_whole_conversation_needs_no_private_key(office, lin, tmp_path):
    async with intake_without_keys(office, tmp_path) as elsewhere:
        await lin.says(BOT, "/start")
        await lin.waits_for(BOT, timeout=20)
        for word in ("中文", "开始", "实名"):
            await lin.taps(BOT, word)
            await lin.waits_for(BOT)
        await lin.says(BOT, NAME)
        await lin.waits_for(BOT, "哪个单位")
        for word in ("办公室", "不是", "人防项目", "1. 可以"):
            await lin.taps(BOT, word)
            await lin.waits_for(BOT)
        await lin.says(BOT, "有人占用了人防工程。")
        await lin.waits_for(BOT, "记下了")
        await lin.sends_document(BOT, PICTURE, "收据.png", "image/png", "门口的照片")
        await lin.waits_for(BOT, "文件收下了")
        await office.stored_everything()
        await lin.taps(BOT, "检查")
        await lin.waits_for(BOT, "将要提交")
        await lin.taps(BOT, "提交")
        number = number_in(await lin.waits_for(BOT, "回执号"))

        await lin.says(BOT, f"/status {number}")
        await lin.waits_for(BOT, number, "等待登记")
        await lin.taps(BOT, "补充内容")
        await lin.waits_for(BOT, "请写给")
        await lin.says(BOT, "补充一句。")
        await lin.waits_for(BOT, "已加密交给")
        await lin.sends_document(BOT, PICTURE, "后来.png", "image/png")
        await lin.waits_for(BOT, "已加密交给")
        await office.stored_everything()
        await lin.taps(BOT, "好了")
        await lin.waits_for(BOT, "随时可以用 /status")

        await sign_log(office, elsewhere / "log.key")
        await lin.says(BOT, f"/proof {number}")
        await lin.waits_for(BOT, "这份文件证明")
        proof = await lin.waits_until(BOT, proof_among, what="the proof")
        proof_text = (await lin.opens(proof)).decode()
    log = NoteSigner.parse((elsewhere / "log.key").read_text().strip()).verifier
    assert check_petition_proof(proof_text, log).receipt == number

    opened = await office.opened("fifth-1", tmp_path)
    assert [name for name in opened if name.endswith(".png")] == ["002-收据.png", "005-后来.png"]
    lines = set((tmp_path / "record").read_text().splitlines())
    assert "ended well" in lines
    assert {line for line in lines if line.startswith("tried")} == set()
    assert {without_dates(line) for line in lines if line.startswith(("file", "a draft"))} == {
        "a draft is opened",
        "a draft's key",
        "file DATE.key",
        "file intake.key",
        "file intake.local",
    }
    assert {without_dates(line) for line in lines if line.startswith("opened")} == OPENED
