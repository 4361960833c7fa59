"""Twelve words: given before the receipt, typed from another account, and nowhere on the disk."""

import itertools
import re
import secrets
from dataclasses import replace

import pytest

from bot.desk import scope_maker
from bot.keys import load_desk_keys, load_intake_keys
from casework.desk.facts import Case, Facts
from casework.desk.mailbox import put_into_mailbox
from handlers.answers import Answer, message_to, to_plain
from handlers.public.unwritten import Unwritten
from handlers.texts import Texts
from storage.ledger.local import LocalKey
from storage.ledger.padding import padded_json
from storage.ledger.phrases import words_in
from storage.sql.journal import SqlJournal
from storage.sql.tables import cases, dialogues, drafts, mailbox, phrases, pieces, seen
from storage.sql.work import Work
from tests.conversations.public_office import (
    BOT,
    number_in,
    submits,
    until,
    writes_up_to_the_account,
)
from tests.conversations.test_public_privacy import spellings
from tests.scribe import tamper

PNG = b"\x89PNG\r\n\x1a\n" + bytes(600)
NOBODYS = "abandon amount liar amount expire adjust cage candy arch gather drum buyer"
ACCOUNT = "有人占用了人防工程。"


async def stands_at_the_review(citizen, *, route="我自己来看"):
    """Answer everything, write the account, and look at what will be submitted."""
    await citizen.says(BOT, "/start")
    for word in ("中文", "开始", "匿名", "办公室", "不是", "人防项目", route):
        await citizen.waits_for(BOT)
        await citizen.taps(BOT, word)
    await citizen.waits_for(BOT, "什么时候")
    await citizen.says(BOT, ACCOUNT)
    await citizen.waits_for(BOT, "记下了")
    await citizen.taps(BOT, "检查")
    return await citizen.waits_for(BOT, "将要提交")


async def gets_words(citizen, button="提交"):
    """Press Submit and read the words."""
    await citizen.taps(BOT, button)
    return words_of(await citizen.waits_for(BOT, "您的12个字"))


def words_of(message):
    return re.findall(r"^\d+\. (\S+)$", message.text, re.MULTILINE)


async def submits_with_words(citizen, **answers):
    """Hand in a petition with words; returns the words and the receipt number."""
    await stands_at_the_review(citizen, **answers)
    words = await gets_words(citizen, "提交" if answers.get("route") is None else "先要12个字")
    await citizen.taps(BOT, "抄好了")
    return words, number_in(await citizen.waits_for(BOT, "回执号"))


async def types(citizen, words, expected):
    await citizen.says(BOT, "/phrase")
    await citizen.waits_for(BOT, "12")
    await citizen.says(BOT, words)
    return await citizen.waits_for(BOT, expected)


async def replies(office, *texts):
    """Put answers into the mailbox of the only case, as the desk does."""
    (case,) = await office.rows(cases)
    facts = Facts.from_plain(await office.facts())
    for text in texts:
        work = Work(office.database)
        put_into_mailbox(desk_scope(office, work), Case(case, facts), "reply", text=text)
        work.log({"event": "replied", "case": case.id})
        await work.commit()


def desk_scope(office, work):
    keys = load_desk_keys(office.keys, office.blobs.path)
    return replace(scope_maker(office.config, keys)(work), clock=office.clock)


async def test_who_comes_to_look_gets_words_before_the_receipt(office, intake, lin):
    review = await stands_at_the_review(lin)
    assert review.labels == ["提交", "改一项", "撤下一条", "继续写", "放弃，全部删除"]
    words = await gets_words(lin)
    assert len(words) == 12
    assert await office.count(cases, drafts) == [0, 1]
    await lin.taps(BOT, "抄好了")
    receipt = await lin.waits_for(BOT, "回执号", "请发 /phrase 和您的12个字")
    assert "回执号和您的12个字" in receipt.text
    assert not any("您的12个字\n" in message.text for message in await lin.sees(BOT))
    assert await office.count(cases, phrases, mailbox, dialogues) == [1, 1, 1, 0]
    facts = await office.facts()
    assert facts["route"] is False
    assert facts["mailbox"].startswith("age1")
    assert await office.route() is None


async def test_the_words_open_the_petition_from_a_second_account(
    office, intake, lin, ann, telegram, tmp_path
):
    words, number = await submits_with_words(lin)
    await replies(office, "是哪一年的事？", "请写<地点>。")
    shown = await types(ann, " ".join(words), number)
    assert "Waiting to be registered." in shown.text
    assert "2 answers follow." in shown.text
    assert shown.labels == ["Add to it", "Withdraw", "Proof", "Copied, delete chat"]
    answers = await ann.waits_for(BOT, "The case workers wrote on Wednesday 10 July:")
    assert "是哪一年的事？" in answers.text
    assert "请写<地点>。" in answers.text
    assert answers.protected
    assert not any(words[0] in m.text and words[1] in m.text for m in await ann.sees(BOT) if m.own)

    await ann.taps(BOT, "Add to it")
    await ann.waits_for(BOT, "Please write to the case workers")
    await ann.says(BOT, "It was in 2018.")
    await ann.waits_for(BOT, "Sealed and passed")
    await ann.sends_photo(BOT, PNG)
    await ann.waits_for(BOT, "Sealed and passed")
    await office.stored_everything()
    await ann.taps(BOT, "Done")
    await ann.waits_for(BOT, "Very well")
    opened = await office.opened("leader", tmp_path)
    assert opened["002-text.txt"] == b"It was in 2018."
    assert opened["003-photo.jpg"] == PNG
    assert await office.count(dialogues) == [0]
    await ann.taps(BOT, "Delete this message")
    await ann.waits_until(
        BOT, lambda shown: all("是哪一年的事？" not in m.text for m in shown), what="no answers"
    )


async def test_anybody_may_have_words_and_a_way_back(office, intake, lin):
    review = await stands_at_the_review(lin, route="1. 可以")
    assert review.labels == ["提交", "先要12个字", "改一项", "撤下一条", "继续写", "放弃，全部删除"]
    await gets_words(lin, "先要12个字")
    await lin.taps(BOT, "抄好了")
    await lin.waits_for(BOT, "会在这里给您发消息", "用别的账号也能查询")
    assert (await office.facts())["mailbox"] is not None
    assert await office.route() is not None


async def test_who_wants_no_words_gets_none(office, intake, lin):
    await submits(lin, route="no")
    assert (await office.facts())["mailbox"] is None
    assert await office.count(phrases, mailbox) == [0, 0]


async def test_the_words_lie_nowhere_on_the_disk(office, intake, lin, ann):
    words, _ = await submits_with_words(lin)
    await replies(office, "是哪一年的事？")
    await types(ann, "".join(words), "One answer follows.")
    await ann.waits_for(BOT, "是哪一年的事？")
    await office.is_idle()
    phrase = office_phrases(office).read("".join(words))
    for name, content in office.bytes_on_disk().items():
        for text in (*(f"{a}{b}" for a, b in itertools.pairwise(words)), "哪一年"):
            for spelling in spellings(text):
                assert spelling not in content, (name, text)
        assert phrase.entropy not in content, name


def office_phrases(office):
    return load_intake_keys(office.keys).phrases


async def test_not_even_sealed_do_the_words_wait_to_be_sent(office, intake, lin, telegram):
    """Telegram does not take the message: what waits for another try says that they are lost."""
    await stands_at_the_review(lin)
    await telegram.fault("502", bot=BOT, method="sendMessage", times=None)
    await lin.taps(BOT, "提交")
    await office.is_idle()

    async def is_settled():
        return all(row.answers is None for row in await office.rows(seen))

    await until(is_settled)
    (waiting,) = await office.parcels()
    assert waiting["text"].startswith("字没能显示出来")
    await telegram.clear_faults()
    assert len(await gets_words(lin)) == 12


@pytest.mark.parametrize("how", ["upper", "commas", "numbers", "full-width"])
async def test_words_may_be_typed_as_people_type(intake, ann, how):
    typed = {
        "upper": NOBODYS.upper(),
        "commas": NOBODYS.replace(" ", ", "),
        "numbers": "\n".join(f"{n}. {word}" for n, word in enumerate(NOBODYS.split(), 1)),
        "full-width": NOBODYS.replace(" ", "\u3000"),
    }[how]
    await types(ann, typed, "No petition opens with these words")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (NOBODYS.replace("expire", "expird"), "Word number 5 is not in the list"),
        (NOBODYS.replace("buyer", "ability"), "do not belong together"),
        (NOBODYS[:-6], "in your message are 11"),
        ("hello", "in your message is 1"),
        (NOBODYS, "No petition opens with these words"),
    ],
)
async def test_what_is_wrong_is_said_and_the_message_deleted(office, intake, ann, typed, told):
    await types(ann, typed, told)
    assert not any(typed in message.text for message in await ann.sees(BOT))
    await ann.says(BOT, NOBODYS)
    await ann.waits_for(BOT, "No petition opens")


async def test_an_account_that_is_written_by_mistake_is_not_deleted(intake, ann):
    await ann.says(BOT, "/phrase")
    await ann.waits_for(BOT, "12 words")
    said = await ann.says(BOT, "They took the money. " * 30)
    await ann.waits_for(BOT, "not kept, and still stands")
    assert said.id in [message.id for message in await ann.sees(BOT)]


async def test_a_picture_of_the_paper_is_deleted_too(intake, ann):
    await ann.says(BOT, "/phrase")
    await ann.waits_for(BOT, "12 words")
    await ann.sends_photo(BOT, PNG)
    await ann.waits_for(BOT, "Please type the 12 words as text")
    assert [m for m in await ann.sees(BOT) if m.own and m.file] == []


async def test_many_wrong_phrases_are_tried_no_more_and_a_right_one_neither(
    office, intake, lin, ann, clock
):
    words, _ = await submits_with_words(lin)
    allowed = office.config.limits.wrong_phrases_per_hour
    for _time in range(allowed):
        await types(ann, NOBODYS, "No petition opens")
    await types(ann, NOBODYS, "none are tried for the moment")
    await types(ann, " ".join(words), "none are tried for the moment")
    clock.passes(hours=1, minutes=1)
    await types(ann, " ".join(words), "There is no answer yet.")


async def test_who_is_writing_finishes_first_and_loses_nothing(office, intake, lin, ann, tmp_path):
    words, _ = await submits_with_words(lin)
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "/phrase")
    await lin.waits_for(BOT, "您正在写反映")
    await lin.says(BOT, "/phrase " + "".join(words))
    await lin.waits_for(BOT, "您正在写反映")
    await lin.says(BOT, " ".join(words))
    await lin.waits_for(BOT, "您正在写反映")
    assert not any(words[3] in m.text for m in await lin.sees(BOT) if m.own)
    assert await office.count(drafts) == [0]
    await lin.says(BOT, "第二份。")
    await lin.waits_for(BOT, "记下了")
    assert await office.count(drafts, cases) == [1, 1]


async def test_words_that_are_sent_while_adding_are_not_added(office, intake, lin, ann):
    words, number = await submits_with_words(lin)
    await ann.says(BOT, f"/status {number}")
    await ann.waits_for(BOT, number)
    await ann.taps(BOT, "Add to it")
    await ann.waits_for(BOT, "Please write to the case workers")
    before = await office.count(pieces)
    await ann.says(BOT, " ".join(words))
    await ann.waits_for(BOT, "There is no answer yet.")
    assert await office.count(pieces) == before
    await ann.taps(BOT, "Add to it")
    await ann.waits_for(BOT, "Please write to the case workers")
    await ann.sends_photo(BOT, PNG, " ".join(words))
    await ann.waits_for(BOT, "There is no answer yet.")
    assert await office.count(pieces) == before


async def test_a_message_that_is_changed_into_words_is_deleted_too(office, intake, lin):
    words, _ = await submits_with_words(lin)
    await writes_up_to_the_account(lin)
    sent = await lin.says(BOT, "第二份。")
    await lin.waits_for(BOT, "记下了")
    await lin.edits(BOT, sent.id, " ".join(words))
    await lin.waits_for(BOT, "您正在写反映")
    assert sent.id not in [message.id for message in await lin.sees(BOT)]


async def test_twelve_characters_in_a_row_are_a_sentence_and_kept(office, intake, lin):
    await writes_up_to_the_account(lin)
    phrases_ = office_phrases(office)
    sentence = "".join(phrases_.words(phrases_.draw(secrets.randbits), "zh-CN"))
    assert len(words_in(sentence)) == 12
    await lin.says(BOT, sentence)
    await lin.waits_for(BOT, "记下了")


@pytest.mark.parametrize("asked", ["", "/status", "/proof"])
async def test_where_nothing_is_kept_words_in_a_row_do_not_stay_in_the_chat(
    office, intake, lin, asked
):
    words, _ = await submits_with_words(lin)
    if asked:
        await lin.says(BOT, asked)
        await lin.waits_for(BOT, "请发回执号")
    sent = await lin.says(BOT, "".join(words))
    await lin.waits_for(BOT, "还没有答复")
    assert sent.id not in [message.id for message in await lin.sees(BOT)]


async def test_new_words_replace_those_that_were_not_copied(office, intake, lin, ann):
    review = await stands_at_the_review(lin)
    first = await gets_words(lin)
    shown = await lin.waits_for(BOT, "您的12个字")
    await lin.presses(BOT, review.id, 0, 0)
    second = words_of(await lin.waits_for(BOT, "您的12个字"))
    assert first != second
    await lin.presses(BOT, shown.id, 0, 0)
    await lin.waits_for(BOT, "那些字已经换掉")
    assert await office.count(cases) == [0]
    await lin.taps(BOT, "抄好了")
    await lin.waits_for(BOT, "回执号")
    await types(ann, " ".join(first), "No petition opens")
    await ann.says(BOT, " ".join(second))
    await ann.waits_for(BOT, "There is no answer")


async def test_words_that_were_not_copied_do_not_count(office, intake, lin):
    """Somebody looks at the words, gives up the idea, and is content with the number."""
    review = await stands_at_the_review(lin, route="不要给我发")
    await gets_words(lin, "先要12个字")
    await lin.presses(BOT, review.id, 0, 0)
    await lin.waits_for(BOT, "请保存好回执号")
    assert (await office.facts())["mailbox"] is None


async def test_the_petition_waits_for_its_files_and_keeps_its_words(office, lin, ann):
    office.holds_downloads = True
    async with office.open():
        await stands_at_the_review(lin)
        await lin.sends_photo(BOT, PNG)
        await lin.waits_for(BOT, "照片收下了")
        words = await gets_words(lin)
        await lin.taps(BOT, "抄好了")
        await lin.waits_for(BOT, "正在存放文件")
    office.holds_downloads = False
    async with office.open():
        await until(lambda: has_a_case(office))
        await types(ann, " ".join(words), "Waiting to be registered")


async def has_a_case(office):
    return await office.count(cases) == [1]


async def test_a_second_press_of_the_button_says_that_it_is_used(intake, lin, telegram):
    await stands_at_the_review(lin)
    await gets_words(lin)
    shown = await lin.waits_for(BOT, "您的12个字", after=0)
    await lin.taps(BOT, "抄好了")
    await lin.waits_for(BOT, "回执号")
    assert shown.id not in [message.id for message in await lin.sees(BOT)]


async def test_words_that_a_killed_process_forgot_are_asked_for_again(office, lin):
    """Killed after the commit and before the sending: what comes says how to go on."""
    async with office.open():
        await stands_at_the_review(lin)
    lost = Texts(["en"]).say("en")("words-lost")
    first = Answer(message_to(lin.id, "…"), then={"unwritten": "forgotten", "lost": lost})
    work, seal = Work(office.database), LocalKey.load(office.keys / "intake.local")
    sealed = seal.sealed("answers").seal(padded_json([to_plain(first)]), b"public:1")
    SqlJournal(office.database, "public").note_seen(work, 1, sealed, office.clock())
    await work.commit()
    async with office.open():
        await lin.waits_for(BOT, "The words could not be shown, and nothing was submitted.")
        assert len(await gets_words(lin)) == 12


async def test_the_button_at_status_asks_for_the_words(intake, ann):
    await ann.says(BOT, "/status")
    await ann.waits_for(BOT, "receipt number")
    await ann.taps(BOT, "I have 12 words")
    await ann.waits_for(BOT, "Please send your 12 words")
    await ann.says(BOT, NOBODYS)
    await ann.waits_for(BOT, "No petition opens")


async def test_another_language_asks_for_the_words_again(intake, ann):
    await ann.says(BOT, "/phrase")
    await ann.waits_for(BOT, "12 words")
    await ann.says(BOT, "/language")
    await ann.waits_for(BOT, "Please choose")
    await ann.taps(BOT, "中文")
    await ann.waits_for(BOT, "请按顺序发您的12个字")
    await ann.says(BOT, NOBODYS)
    await ann.waits_for(BOT, "这些字打不开任何反映")


async def test_a_long_answer_of_rare_characters_arrives_whole(office, intake, lin, ann):
    words, _ = await submits_with_words(lin)
    long = "\N{SMALL ORANGE DIAMOND}" * 3500
    await replies(office, long)
    await types(ann, " ".join(words), "One answer follows.")

    def whole(shown):
        return sum(message.text.count(long[0]) for message in shown) == len(long)

    await ann.waits_until(BOT, whole, what="the whole answer")


async def test_a_damaged_answer_is_said_and_hides_no_other(office, intake, lin, ann):
    words, _ = await submits_with_words(lin)
    (receipt,) = await office.rows(mailbox)
    await replies(office, "是哪一年的事？")
    await tamper(
        office.database, mailbox.update().where(mailbox.c.id == receipt.id).values(sealed=b"age")
    )
    shown = await types(ann, " ".join(words), "damaged and cannot be opened")
    assert shown.labels == ["Add to it", "Withdraw", "Delete this conversation"]
    await ann.waits_for(BOT, "是哪一年的事？")


def test_what_nobody_took_is_forgotten_after_a_minute():
    now, say = [0.0], Texts(["en"]).say("en")
    held = Unwritten(lambda: now[0])
    message = message_to(1, "word")
    for tag in ("first", "second"):
        assert held.after(message, tag, [message], "words-lost", say).then["unwritten"] == tag
    assert list(held.take("second")) == [message]
    assert held.take("second") is None
    now[0] = 61.0
    held.after(message, "third", [message], "words-lost", say)
    assert held.take("first") is None
    assert "word" not in repr(held)
