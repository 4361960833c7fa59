"""What is left behind, who can open it, and which keys are gone the next day."""

import base64
import errno
import json
import os
import subprocess
import textwrap
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.exports import CaseNotFoundError, open_export
from bot.keys import load_intake_keys
from casework.ports import DraftRow, StaleError
from storage.ledger.age import Profile, X25519Identity, generate_identity, open_sealed
from storage.ledger.errors import SealError
from storage.ledger.local import LocalKey
from storage.ledger.padding import unpad
from storage.sql.tables import cases, dialogues, drafts, epochs, pieces, routes, wraps
from tests.conversations.public_office import (
    BOT,
    EVERYTHING_OF_A_PETITION,
    OPENING_HOUR,
    number_in,
    submits,
    writes_up_to_the_account,
)
from tests.oracles.programs import program_for
from tests.scribe import tamper

ACCOUNT = "宏达公司的李主任收了十二万元。"
NAME = "林小梅 13800000000"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"twelve shelters behind the market" * 40
OPENED_BY_NOBODY_LATER = (pieces, cases, epochs, wraps, routes)


def spellings(value):
    """Return the ways in which a text or a number may lie in a file."""
    if isinstance(value, int):
        sizes = [value.to_bytes(n, order) for n in (4, 8) for order in ("big", "little")]
        return [str(value).encode(), f"{value:x}".encode(), *sizes]
    plain = value.encode()
    escaped = value.encode("unicode_escape")
    return [
        plain,
        value.encode("utf-16-le"),
        value.encode("utf-16-be"),
        escaped,
        plain.hex().encode(),
    ]


async def writes_and_sends(citizen, office, *, real_name=False):
    """Hand in the account and a picture; return nothing."""
    await citizen.says(BOT, "/start")
    await citizen.waits_for(BOT)
    for word in ("中文", "开始", "实名" if real_name else "匿名"):
        await citizen.taps(BOT, word)
        await citizen.waits_for(BOT)
    if real_name:
        await citizen.says(BOT, NAME)
        await citizen.waits_for(BOT, "哪个单位")
    for word in ("办公室", "不是", "人防项目", "1. 可以"):
        await citizen.taps(BOT, word)
        await citizen.waits_for(BOT)
    await citizen.says(BOT, ACCOUNT)
    await citizen.waits_for(BOT, "记下了")
    await citizen.sends_document(BOT, PICTURE, "宏达公司.png", "image/png", "门口的照片")
    await citizen.waits_for(BOT, "文件收下了")
    await office.stored_everything()
    await citizen.taps(BOT, "检查")
    await citizen.waits_for(BOT, "将要提交")
    await citizen.taps(BOT, "提交")
    await citizen.waits_for(BOT, "回执号")


async def test_after_an_anonymous_receipt_nothing_on_the_disk_leads_to_the_person(
    office, intake, lin
):
    await writes_and_sends(lin, office)
    assert await office.count(dialogues, drafts) == [0, 0]
    await office.is_idle()
    secrets = (
        lin.id,
        ACCOUNT,
        "门口的照片",
        "宏达公司",
        "林小梅",
        "lin_xiaomei",
        "twelve shelters",
    )
    on_disk = office.bytes_on_disk()
    assert any(name.endswith("-wal") for name in on_disk)
    for name, content in on_disk.items():
        for secret in secrets:
            for spelling in spellings(secret):
                assert spelling not in content, (name, secret)


async def test_while_a_petition_is_written_nothing_of_it_lies_in_clear_either(office, intake, lin):
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    for word in ("中文", "开始", "实名"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, NAME)
    await lin.waits_for(BOT, "哪个单位")
    for word in ("办公室", "不是", "人防项目", "1. 可以"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, ACCOUNT)
    await lin.waits_for(BOT, "记下了")
    for name, content in office.bytes_on_disk().items():
        for secret in (lin.id, ACCOUNT, NAME, "13800000000", "宏达公司"):
            for spelling in spellings(secret):
                assert spelling not in content, (name, secret)


async def test_the_name_of_who_gives_one_is_a_sealed_piece(office, intake, lin, tmp_path):
    await writes_and_sends(lin, office, real_name=True)
    opened = await office.opened("leader", tmp_path)
    assert json.loads(opened.pop("002-about.json")) == {"caption": "门口的照片"}
    assert opened == {
        "001-text.txt": ACCOUNT.encode(),
        "002-宏达公司.png": PICTURE,
        "003-contact.txt": NAME.encode(),
    }
    assert NAME not in str(await office.facts())
    for content in office.bytes_on_disk().values():
        for spelling in spellings(NAME):
            assert spelling not in content


async def test_every_reader_on_the_roster_opens_and_an_outsider_does_not(
    office, intake, lin, tmp_path
):
    await submits(lin, ACCOUNT)
    for reader in ("leader", "fifth-1"):
        assert await office.opened(reader, tmp_path) == {"001-text.txt": ACCOUNT.encode()}
    await office.export(tmp_path / "export")
    outsider = X25519Identity.generate()
    with pytest.raises(CaseNotFoundError):
        open_export(tmp_path / "export", outsider, tmp_path / "nothing")


async def test_an_export_opens_even_if_somebody_armored_it(office, intake, lin, tmp_path):
    await writes_and_sends(lin, office)
    folder = tmp_path / "export"
    await office.export(folder)
    for path in folder.rglob("*.age"):
        lines = textwrap.wrap(base64.b64encode(path.read_bytes()).decode(), 64)
        begin, end = (f"-----{word} AGE ENCRYPTED FILE-----" for word in ("BEGIN", "END"))
        path.write_text("\r\n".join([begin, *lines, end]))
    written = open_export(folder, office.readers["leader"], tmp_path / "opened")
    contents = [path.read_bytes() for path in written if not path.name.endswith("-about.json")]
    assert contents == [ACCOUNT.encode(), PICTURE]


async def test_the_body_complained_of_has_no_wrap(office, intake, lin, tmp_path):
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    for word in ("中文", "开始", "匿名", "办公室", "2. 巡察组的人", "不确定", "不要给我发"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, ACCOUNT)
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "将要提交")
    await lin.taps(BOT, "提交")
    receipt = await lin.waits_for(BOT, "回执号")
    # Whoever complains about the team must not read that it goes to the team.
    assert "县委巡察组看不到这份反映，由别的机构办理" in receipt.text
    assert "第五巡视组" not in receipt.text
    await lin.says(BOT, f"/status {number_in(receipt)}")
    shown = await lin.waits_for(BOT, "等待登记")
    await lin.taps(BOT, "补充")
    asked = await lin.waits_for(BOT, "请写给办案人员")
    await lin.says(BOT, "他姓周。")
    kept = await lin.waits_for(BOT, "已加密交给办案人员")
    assert not [each for each in (shown, asked, kept) if "巡察组" in each.text]
    assert {row.reader_id for row in await office.rows(wraps)} == {"fifth-1"}
    with pytest.raises(CaseNotFoundError):
        await office.opened("leader", tmp_path)


@pytest.mark.parametrize("profile", list(Profile))
async def test_an_exported_case_opens_with_stock_age(office, intake, lin, profile, tmp_path):
    program = program_for(profile)
    program.require()
    await writes_and_sends(lin, office, real_name=True)
    folder = tmp_path / "export"
    assert await office.export(folder) == 3
    identity, case_key = tmp_path / "reader.txt", tmp_path / "case.txt"
    identity.write_text(office.readers["fifth-1"].encode() + "\n", "ascii")

    def opened(path, key):
        done = program.opening(path.read_bytes(), key)
        done.check_returncode()
        return done.stdout

    case_key.write_bytes(opened(folder / "wraps" / "1" / "fifth-1.age", identity))
    contents = [unpad(opened(folder / "pieces" / f"{n:03}.age", case_key)) for n in (1, 2, 3)]
    assert contents == [ACCOUNT.encode(), PICTURE, NAME.encode()]
    outsider = tmp_path / "outsider.txt"
    outsider.write_text(generate_identity(profile).encode() + "\n", "ascii")
    with pytest.raises(subprocess.CalledProcessError):
        opened(folder / "wraps" / "1" / "fifth-1.age", outsider)


async def test_a_changed_public_key_in_the_database_is_not_written_to(office, intake, lin, caplog):
    """Whoever can write the database must not have follow-ups sealed to a key of their own."""
    number = await submits(lin, ACCOUNT)
    theirs = X25519Identity.generate().recipient.encode()
    await tamper(office.database, update(epochs).values(recipient=theirs))
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给")
    await lin.says(BOT, "补充一句。")
    await lin.waits_for(BOT, "没有保存")
    assert await office.count(pieces) == [1]
    assert "TamperedSealError" in caplog.text


def day_files(office):
    return sorted(path.stem for path in (office.keys / "days").iterdir())


async def test_a_draft_moves_to_the_key_of_the_new_day_and_the_old_one_is_gone(
    office, intake, lin, clock, tmp_path
):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, ACCOUNT)
    await lin.waits_for(BOT, "记下了")
    assert day_files(office) == ["2019-07-10"]
    clock.passes(days=1)
    await intake.housekeeping.keep_house((OPENING_HOUR + timedelta(days=1)).date())
    assert day_files(office) == ["2019-07-11"]
    assert [row.day for row in await office.rows(drafts)] == ["2019-07-11"]

    await lin.says(BOT, "第二天。")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "2 条")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    opened = await office.opened("leader", tmp_path)
    assert opened == {"001-text.txt": ACCOUNT.encode(), "002-text.txt": "第二天。".encode()}


async def test_a_draft_whose_key_cannot_be_read_for_a_moment_is_not_lost(
    office, intake, lin, clock, monkeypatch
):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, ACCOUNT)
    await lin.waits_for(BOT, "记下了")
    clock.passes(days=1)
    opens, tomorrow = os.open, (OPENING_HOUR + timedelta(days=1)).date()

    def away(path, *args, **named):
        if str(path).endswith("days/2019-07-10.key"):
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(path))
        return opens(path, *args, **named)

    with monkeypatch.context() as folder:
        folder.setattr(os, "open", away)
        with pytest.raises(OSError, match="Stale"):
            await intake.housekeeping.keep_house(tomorrow)
    assert "2019-07-10" in day_files(office)
    await intake.housekeeping.keep_house(tomorrow)
    assert day_files(office) == ["2019-07-11"]
    assert [row.day for row in await office.rows(drafts)] == ["2019-07-11"]


async def test_after_the_change_of_the_day_the_intake_opens_nothing_that_was_submitted(
    office, intake, lin, clock
):
    """Not even with the draft's row, which may linger in pages of the database or in the log."""
    await writes_up_to_the_account(lin)
    await lin.says(BOT, ACCOUNT)
    await lin.waits_for(BOT, "记下了")
    (lingering,) = await office.rows(drafts)
    draft = DraftRow(lingering.id, lingering.recipient, lingering.day, lingering.identity)
    keys = load_intake_keys(office.keys)
    recipient = X25519Identity.generate()
    wrapped = keys.wrap_case(draft, {"me": recipient.recipient.encode()})
    assert open_sealed(wrapped["me"], [recipient])  # today it opens: the stated limit

    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "将要提交")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    clock.passes(days=1)
    await intake.housekeeping.keep_house((OPENING_HOUR + timedelta(days=1)).date())

    mine = [office.keys / "intake.local", *(office.keys / "days").iterdir()]
    locals_ = [LocalKey.load(path) for path in mine]
    assert len(locals_) == 1  # the day's key is gone, and nobody has begun a draft since
    purposes = ("draft", "download", "submission", "answers", "dialogue")
    values = [lingering.identity]
    for table in OPENED_BY_NOBODY_LATER:
        for row in await office.rows(table):
            values += [value for value in row if isinstance(value, bytes)]
    for value in values:
        for local in locals_:
            for purpose in purposes:
                for context in (b"", draft.id.encode()):
                    with pytest.raises(SealError):
                        local.sealed(purpose).open(value, context)
    with pytest.raises(StaleError):
        keys.wrap_case(draft, {"me": recipient.recipient.encode()})


async def test_a_draft_whose_key_is_lost_does_not_keep_the_others_waiting(
    office, intake, lin, ann, clock, caplog
):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, ACCOUNT)
    await lin.waits_for(BOT, "记下了")
    lost = update(drafts).values(day="2019-07-01")
    await office.database.write([lambda c: c.execute(lost)])
    await writes_up_to_the_account(ann, english=True)
    await ann.says(BOT, "Mine.")
    await ann.waits_for(BOT, "Noted")
    clock.passes(days=1)
    await intake.housekeeping.keep_house((OPENING_HOUR + timedelta(days=1)).date())
    assert sorted(row.day for row in await office.rows(drafts)) == ["2019-07-01", "2019-07-11"]
    assert "draft-not-moved" in caplog.text


async def test_an_old_draft_and_its_conversation_are_shredded(office, intake, lin, clock):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, ACCOUNT)
    await lin.waits_for(BOT, "记下了")
    clock.passes(days=29)
    await intake.housekeeping.keep_house(clock().date())
    assert await office.count(drafts, pieces, dialogues) == [1, 1, 1]
    clock.passes(days=2)
    await intake.housekeeping.keep_house(clock().date())
    others = [table for table in EVERYTHING_OF_A_PETITION if table is not dialogues]
    assert await office.count(*others) == [0] * len(others)
    for row in await office.rows(dialogues):  # that there was a draft, and no more
        assert len(row.sealed) < 700


async def test_who_looks_a_petition_up_is_not_linked_to_it(office, intake, lin):
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    assert await office.count(dialogues) == [0]


async def test_who_adds_to_a_petition_is_linked_to_it_no_longer_than_a_day(
    office, intake, lin, clock
):
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "发完后按")
    assert await office.count(dialogues) == [1]
    clock.passes(days=2)
    await intake.housekeeping.keep_house(clock().date())
    assert await office.count(dialogues) == [0]


async def test_a_blob_that_nobody_owns_is_unlinked_after_a_day(
    office, intake, lin, clock, tmp_path
):
    path = office.blobs.path("ff00")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"left by a kill between the blob and its row")
    await intake.housekeeping.keep_house(clock().date())
    assert path.exists()  # written in what is the future of this clock
    clock.at = clock.at.replace(year=2999)
    await intake.housekeeping.keep_house(clock().date())
    assert not path.exists()


async def test_who_writes_on_after_the_draft_was_shredded_is_told(office, intake, lin, clock):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "第一段。")
    await lin.waits_for(BOT, "记下了")
    clock.passes(days=29)
    await lin.says(BOT, "第二段，快一个月以后。")
    await lin.waits_for(BOT, "记下了")
    clock.passes(days=29)
    await intake.housekeeping.keep_house(clock().date())
    assert await office.count(drafts) == [1]  # touched 29 days ago, begun 58 days ago
    clock.passes(days=2)
    await intake.housekeeping.keep_house(clock().date())
    assert await office.count(drafts) == [0]
