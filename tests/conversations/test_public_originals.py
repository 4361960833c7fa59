"""What files tell besides what they show: taken out before they are stored, unless it is wanted."""

import json

from sqlalchemy import select

from handlers.public.cautions import FORWARDED, note_caution
from storage.ledger.age import open_sealed, parse_identity
from storage.sql.tables import cases, downloads, drafts, looks, outbox, pieces, wraps
from storage.sql.work import Work
from tests import samples
from tests.conversations.public_office import BOT, submits, until, writes_up_to_the_account

JPEG, DOCX = samples.jpeg(), samples.docx()


async def sends(lin, office, data, name, *, waits=True):
    await lin.sends_document(BOT, data, name)
    await lin.waits_for(BOT, "文件收下了")
    if waits:
        await office.stored_everything()


async def reviews(lin, *needles):
    await lin.taps(BOT, "检查")
    return await lin.waits_for(BOT, "将要提交", *needles)


async def delivered(office):
    """Do as the courier does: put what waits for it before the person, and return the texts."""
    told = await office.parcels()
    for params in told:
        await office.intake.bot.send_message(**params)
    await office.database.write([lambda c: c.execute(outbox.delete())])
    return [params["text"] for params in told]


async def metas(office, reader="leader"):
    """Return what a reader learns of each piece of the only case."""
    (wrap,) = [row.wrap for row in await office.rows(wraps) if row.reader_id == reader]
    identity = parse_identity(open_sealed(wrap, [office.readers[reader]]).decode().strip())
    rows = await office.database.read(
        lambda c: c.execute(select(pieces).order_by(pieces.c.sequence)).all()
    )
    return [json.loads(open_sealed(row.meta, [identity])) for row in rows]


async def test_a_photo_sent_as_a_file_loses_its_place_and_the_person_is_told_once(
    office, intake, lin, tmp_path
):
    await writes_up_to_the_account(lin)
    await sends(lin, office, JPEG, "门口.jpg")
    (told,) = await delivered(office)
    assert "拍摄地点、作者、拍摄设备" in told
    for secret in (*samples.SECRETS, b"Huaxing", b"34"):
        assert secret.decode() not in told
    await sends(lin, office, samples.image_file("JPEG", orientation=6), "后门.jpg")
    assert await delivered(office) == []
    await reviews(lin, "有 2 个文件去掉了：拍摄地点、作者、拍摄设备、制作时间和标题备注")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")

    opened = await office.opened("leader", tmp_path)
    assert set(opened) == {"001-门口.jpg", "002-后门.jpg"}
    for content in opened.values():
        assert content.startswith(b"\xff\xd8\xff")
        assert all(secret not in content for secret in samples.SECRETS)
    first, second = await metas(office)
    assert first["cleaned"] is second["cleaned"] is True
    assert first["found"] == ["place", "author", "camera", "time", "notes"]
    assert (first["piece"], first["sequence"], first["size"]) == (
        (await office.rows(pieces))[0].id,
        1,
        len(opened["001-门口.jpg"]),
    )
    assert await office.count(looks, downloads) == [0, 0]


async def test_the_original_is_kept_if_the_person_says_so(office, intake, lin, tmp_path):
    await writes_up_to_the_account(lin)
    await sends(lin, office, JPEG, "门口.jpg")
    await delivered(office)
    await lin.taps(BOT, "保留原件")
    await lin.waits_for(BOT, "拍摄地点", "看出您是谁")
    await lin.taps(BOT, "保留原件")
    await lin.waits_for(BOT, "正在取原件")
    await office.stored_everything()
    (told,) = await delivered(office)
    assert "原件已经存好" in told
    await reviews(lin, "有 1 个文件按原样保存，带着：拍摄地点")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    assert await office.opened("leader", tmp_path) == {"001-门口.jpg": JPEG}
    (meta,) = await metas(office)
    assert (meta["cleaned"], meta["size"]) == (False, len(JPEG))
    assert len([name for name in office.bytes_on_disk() if name.endswith(".age")]) == 1
    assert await office.count(looks, downloads) == [0, 0]


async def test_an_original_is_chosen_from_the_review_and_left_out_on_second_thoughts(
    office, intake, lin, tmp_path
):
    await writes_up_to_the_account(lin)
    await sends(lin, office, JPEG, "门口.jpg")
    await sends(lin, office, samples.pdf(), "账本.pdf")
    await reviews(lin, "2 个文件去掉了")
    await lin.taps(BOT, "保留某个原件")
    await lin.waits_for(BOT, "哪个文件")
    await lin.taps(BOT, "账本.pdf")
    await lin.waits_for(BOT, "仍然要保留")
    await lin.taps(BOT, "不保留")
    await lin.waits_for(BOT, "将要提交", "2 个文件去掉了")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    opened = await office.opened("leader", tmp_path)
    assert samples.OWNER not in opened["002-账本.pdf"]


async def test_an_original_that_cannot_be_had_any_more_leaves_the_cleaned_file(
    office, intake, lin, telegram, clock, tmp_path
):
    await writes_up_to_the_account(lin)
    await sends(lin, office, JPEG, "门口.jpg")
    await delivered(office)
    await telegram.fault("500", method="file", times=None)
    await lin.taps(BOT, "保留原件")
    await lin.waits_for(BOT, "看出您是谁")
    await lin.taps(BOT, "保留原件")
    await lin.waits_for(BOT, "正在取原件")

    async def is_told():
        clock.passes(seconds=3)
        return await office.parcels()

    await until(is_told)
    assert "没能从 Telegram 取到原件" in (await delivered(office))[0]
    assert await office.count(downloads) == [0]
    await reviews(lin, "已存好 1 个")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    (content,) = (await office.opened("leader", tmp_path)).values()
    assert all(secret not in content for secret in samples.SECRETS)


async def test_who_submits_while_an_original_is_on_its_way_waits_for_it(office, lin, tmp_path):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await sends(lin, office, JPEG, "门口.jpg", waits=False)
        assert await intake.downloads.fetch_due()
        await delivered(office)
        await lin.taps(BOT, "保留原件")
        await lin.waits_for(BOT, "看出您是谁")
        await lin.taps(BOT, "保留原件")
        await lin.waits_for(BOT, "正在取原件")
        await reviews(lin)
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "自动提交")
        assert await office.count(cases) == [0]
        assert await intake.downloads.fetch_due()
    assert await office.opened("leader", tmp_path) == {"001-门口.jpg": JPEG}
    assert await office.count(looks, downloads, drafts) == [0, 0, 0]


async def test_an_author_that_cannot_be_taken_out_is_told_at_once_and_at_the_review(
    office, intake, lin, tmp_path
):
    await writes_up_to_the_account(lin)
    await sends(lin, office, DOCX, "情况.docx")
    (told,) = await delivered(office)
    assert "您的文件里还带着：作者" in told
    assert "这里去不掉" in told
    await reviews(lin, "有 1 个文件还带着：作者")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    assert await office.opened("leader", tmp_path) == {"001-情况.docx": DOCX}


async def test_what_cannot_be_looked_into_is_kept_and_said_to_be(office, intake, lin, tmp_path):
    broken = b"\xff\xd8\xff\xe1\xff\xff broken"
    await writes_up_to_the_account(lin)
    await sends(lin, office, broken, "坏.jpg")
    (told,) = await delivered(office)
    assert "没能检查" in told
    await reviews(lin, "有 1 个文件没有检查")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    assert await office.opened("leader", tmp_path) == {"001-坏.jpg": broken}


async def test_an_anonymous_petition_does_not_go_out_by_itself_with_what_nobody_was_warned_of(
    office, lin, tmp_path
):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await sends(lin, office, DOCX, "情况.docx", waits=False)
        await reviews(lin)
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "自动提交")
        assert await intake.downloads.fetch_due()
        (told,) = await delivered(office)
        assert "还没有提交" in told
        assert await office.count(cases, drafts) == [0, 1]
        await reviews(lin, "有 1 个文件还带着：作者")
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "回执号")
    assert await office.opened("leader", tmp_path) == {"001-情况.docx": DOCX}


async def test_what_was_taken_out_holds_nothing_up(office, lin):
    office.holds_downloads = True
    async with office.open() as intake:
        await writes_up_to_the_account(lin)
        await sends(lin, office, JPEG, "门口.jpg", waits=False)
        await reviews(lin)
        await lin.taps(BOT, "提交")
        await lin.waits_for(BOT, "自动提交")
        assert await intake.downloads.fetch_due()
    cleaned, receipt = [params["text"] for params in await office.parcels()]
    assert "以后可以用 /status 补交原件" in cleaned
    assert "回执号" in receipt


async def test_a_file_added_later_is_cleaned_too_or_sent_once_more_as_it_is(
    office, intake, lin, tmp_path
):
    number = await submits(lin)
    await lin.says(BOT, f"/status {number}")
    await lin.waits_for(BOT, number)
    await lin.taps(BOT, "补充内容")
    await lin.waits_for(BOT, "请写给办案人员")
    for _time in ("cleaned", "as it is"):
        await lin.sends_document(BOT, JPEG, "门口.jpg")
        await lin.waits_for(BOT, "已加密交给办案人员")
        await office.stored_everything()
        if await delivered(office):
            await lin.taps(BOT, "按原样再发")
            await lin.waits_for(BOT, "按原样保存")
    opened = await office.opened("leader", tmp_path)
    assert samples.OWNER not in opened["002-门口.jpg"]
    assert opened["003-门口.jpg"] == JPEG
    assert await office.count(looks) == [0]


async def test_who_discards_leaves_no_way_to_an_original(office, intake, lin):
    await writes_up_to_the_account(lin)
    await sends(lin, office, JPEG, "门口.jpg")
    await delivered(office)
    assert await office.count(looks) == [1]
    await lin.says(BOT, "/cancel")
    await lin.waits_for(BOT, "要放弃")
    await lin.taps(BOT, "放弃，全部删除")
    await lin.waits_for(BOT, "全部删除")
    assert await office.count(looks) == [0]


async def test_in_english(office, intake, ann):
    await writes_up_to_the_account(ann, english=True)
    await ann.sends_document(BOT, JPEG, "door.jpg")
    await ann.waits_for(BOT, "The file is here")
    await office.stored_everything()
    (told,) = await delivered(office)
    assert "the place where it was made, who made it, which device made it" in told
    await ann.taps(BOT, "Review")
    await ann.waits_for(BOT, "From 1 file this was taken out")


async def test_while_it_is_written_what_was_found_lies_sealed(office, intake, lin):
    await writes_up_to_the_account(lin)
    await sends(lin, office, JPEG, "门口.jpg")
    for content in office.bytes_on_disk().values():
        assert b"camera" not in content
        assert "门口".encode() not in content
        for secret in samples.SECRETS:
            assert secret not in content
    (row,) = await office.rows(pieces)
    assert row.stored


async def test_with_a_name_it_is_the_same_and_the_name_is_shown_back(office, intake, lin, tmp_path):
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    for word in ("中文", "开始", "实名"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, "林小梅 13800000000")
    await lin.waits_for(BOT, "哪个单位")
    for word in ("办公室", "不是", "人防项目", "1. 可以"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await sends(lin, office, JPEG, "门口.jpg")
    (told,) = await delivered(office)
    assert "可以保留原件" in told
    shown = await reviews(lin, "林小梅 13800000000", "有 1 个文件去掉了")
    assert "转发" not in shown.text
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    opened = await office.opened("leader", tmp_path)
    assert opened["002-contact.txt"] == "林小梅 13800000000".encode()
    assert samples.OWNER not in opened["001-门口.jpg"]


async def test_whom_a_message_is_from_is_left_out_until_the_person_says_otherwise(
    office, intake, lin
):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "请看这条。")
    await lin.waits_for(BOT, "记下了")
    (piece,) = await office.rows(pieces)
    work = Work(office.database)
    await note_caution(intake.downloads.scope(work), piece.case_id, piece.id, FORWARDED)
    await work.commit()
    await reviews(lin, "有 1 条消息会显示", "这个名字会去掉")
    await lin.taps(BOT, "保留消息来自谁")
    await lin.waits_for(BOT, "会看到转发的消息来自谁")
    await reviews(lin, "看您反映的人会看到这个名字")
    await lin.taps(BOT, "去掉消息来自谁")
    await lin.waits_for(BOT, "已经去掉")
    await reviews(lin, "这个名字会去掉")
