"""The petition, question by question, as the citizen meets it."""

import pytest

from storage.sql.tables import cases, dialogues, drafts, epochs, routes
from tests.conversations.public_office import BOT, number_in, submits, writes_up_to_the_account

PNG = b"\x89PNG\r\n\x1a\n" + bytes(600)


async def test_a_named_petition_in_chinese_from_start_to_receipt(office, intake, lin):
    await lin.says(BOT, "/start")
    seen = await lin.waits_for(BOT, "请选择语言", "Please choose a language")
    assert seen.labels == ["简体中文", "繁體中文", "English"]
    await lin.taps(BOT, "中文")
    seen = await lin.waits_for(BOT, "专项巡察", "被巡察单位看不到", "8月10日 星期六")
    assert seen.labels == ["开始"]

    await lin.taps(BOT, "开始")
    seen = await lin.waits_for(BOT, "您想怎样反映？")
    assert seen.labels == ["1. 匿名", "2. 实名", "‹ 上一步"]
    await lin.taps(BOT, "实名")
    await lin.waits_for(BOT, "请写您的姓名和联系电话")
    await lin.says(BOT, "林小梅 13800000000")
    await lin.waits_for(BOT, "您反映的是哪个单位？")
    await lin.taps(BOT, "办公室")
    await lin.waits_for(BOT, "那一方不会看到")
    await lin.taps(BOT, "不是")
    await lin.waits_for(BOT, "属于哪一类？")
    await lin.taps(BOT, "易地建设费")
    await lin.waits_for(BOT, "可以在这个对话里给您发消息吗？")
    await lin.taps(BOT, "1. 可以")
    await lin.waits_for(BOT, "什么人、什么时候、在哪里、做了什么")

    await lin.says(BOT, "2018年12月，主任免了宏达公司的易地建设费。")
    assert (await lin.waits_for(BOT, "记下了")).labels == ["检查", "撤下这条"]
    await lin.taps(BOT, "检查")
    seen = await lin.waits_for(BOT, "将要提交的内容")
    assert seen.text.splitlines() == [
        "将要提交的内容",
        "反映方式：实名",
        "姓名电话：林小梅 13800000000",
        "单位：礼县人民防空工作领导小组办公室",
        "是否关系到办案人员：不是",
        "类别：C 易地建设费违规减免使用",
        "可以联系我：可以",
        "消息：1 条，共 24 字",
        "文件：没有",
        "",
        "1. 文字，24 字：2018年12月，主任免了宏达公司的易地建设费。",
        "",
        "没有问题就按“提交”。提交以后内容不能取回，但可以补充。有12个字，以后用别的手机或账号也能查询、补充。",
    ]
    assert seen.labels == ["提交", "先要12个字", "改一项", "撤下一条", "继续写", "放弃，全部删除"]
    await lin.taps(BOT, "提交")
    receipt = await lin.waits_for(BOT, "收到了。您的回执号：")
    assert "县委巡察组最迟 7月11日 星期四 登记" in receipt.text
    assert "如果有问题要问您" in receipt.text
    assert "匿名" not in receipt.text
    number = number_in(receipt)
    assert receipt.entities[0]["type"] == "code"

    facts = await office.facts()
    assert facts["receipt"] == number
    assert {name: facts[name] for name in ("unit", "category", "concerns", "identity")} == {
        "unit": "office",
        "category": "C",
        "concerns": "none",
        "identity": "real-name",
    }
    assert (facts["messages"], facts["attachments"], facts["route"]) == (1, 0, True)
    assert await office.route() == {"chat_id": lin.id, "language": "zh-CN", "receipt": number}
    assert await office.count(drafts, dialogues) == [0, 0]


async def test_an_anonymous_petition_in_english_by_typed_numbers(office, intake, ann):
    await ann.says(BOT, "/start")
    await ann.waits_for(BOT, "Please choose a language")
    await ann.taps(BOT, "English")
    await ann.waits_for(BOT, "special inspection", "Saturday 10 August")
    await ann.taps(BOT, "Begin")
    for question, typed in (
        ("How do you want to report?", "1"),
        ("Which unit is it about?", "3"),
        ("they will not see it", " 1. "),
        ("Which kind is it?", "g"),
        ("May the case workers write to you", "do not write to me"),
    ):
        await ann.waits_for(BOT, question)
        await ann.says(BOT, typed)
    await ann.waits_for(BOT, "who, when, where")
    await ann.says(BOT, "They let the shelter to a shop.")
    await ann.waits_for(BOT, "Noted")
    await ann.says(BOT, "And kept the rent.")
    await ann.waits_for(BOT, "Noted")
    await ann.taps(BOT, "Review")
    seen = await ann.waits_for(BOT, "What will be submitted")
    assert "Name and phone: —" in seen.text
    assert "Kind: G Something else" in seen.text
    assert "Messages: 2, 49 characters" in seen.text
    await ann.taps(BOT, "Submit")
    receipt = await ann.waits_for(BOT, "Your receipt number:", "Thursday 11 July")
    assert "Nobody will write to you" in receipt.text
    assert "the number is the only way back to it" in receipt.text

    facts = await office.facts()
    assert (facts["unit"], facts["category"], facts["identity"]) == ("unsure", "G", "anonymous")
    assert facts["language"] == "en"
    assert await office.count(routes, dialogues) == [0, 0]


async def test_every_step_leads_back_to_the_one_before(intake, lin):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "/cancel")
    await lin.waits_for(BOT, "要放弃正在写的内容吗？")
    await lin.taps(BOT, "接着写")
    await lin.waits_for(BOT, "什么时候")
    for asked in ("给您发消息吗", "属于哪一类", "那一方不会看到", "哪个单位", "您想怎样反映"):
        await lin.taps(BOT, "‹ 上一步")
        await lin.waits_for(BOT, asked)
    await lin.taps(BOT, "‹ 上一步")
    await lin.waits_for(BOT, "被巡察单位看不到")


async def test_going_back_from_the_unit_leads_to_the_name_of_who_gives_one(intake, lin):
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    for word in ("中文", "开始", "实名"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, "林小梅")
    await lin.waits_for(BOT, "哪个单位")
    await lin.taps(BOT, "‹ 上一步")
    await lin.waits_for(BOT, "姓名和联系电话")
    await lin.taps(BOT, "‹ 上一步")
    await lin.waits_for(BOT, "您想怎样反映")
    await lin.taps(BOT, "匿名")
    await lin.waits_for(BOT, "哪个单位")


async def test_a_name_given_before_choosing_anonymity_goes_nowhere(office, intake, lin, tmp_path):
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    for word in ("中文", "开始", "实名"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, "林小梅 13800000000")
    await lin.waits_for(BOT, "哪个单位")
    for word in ("‹ 上一步", "‹ 上一步", "匿名", "不清楚", "不是", "不确定", "不要给我发"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    assert "姓名电话：—" in (await lin.waits_for(BOT, "将要提交")).text
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    assert await office.opened("leader", tmp_path) == {"001-text.txt": "经过".encode()}


async def test_a_wrong_answer_is_told_and_the_question_asked_again(intake, lin):
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    for word in ("中文", "开始"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    said = await lin.says(BOT, "9")
    await lin.waits_for(BOT, "1 到 2 之间的数字")
    await lin.waits_for(BOT, "您想怎样反映", after=said)
    said = await lin.sends_photo(BOT, PNG)
    await lin.waits_for(BOT, "还没有保存")
    await lin.waits_for(BOT, "您想怎样反映", after=said)


async def test_a_forged_button_stores_no_value_of_its_own(office, intake, lin, telegram):
    """Clients of others can send any data: the number of an option is read as the option."""
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    for word in ("中文", "开始", "匿名"):
        await lin.taps(BOT, word)
        seen = await lin.waits_for(BOT)
    for data in ("s:unit:nowhere", "s:unit:2"):
        await telegram.inject(BOT, _press(lin, seen, data))
    await lin.waits_for(BOT, "那一方不会看到")
    for word in ("不是", "不确定", "不要给我发"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "将要提交")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    assert (await office.facts())["unit"] == "office"


def _press(person, seen, data):
    user = {"id": person.id, "is_bot": False, "first_name": person.name, "language_code": "zh"}
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    message = {"message_id": seen.id, "date": 1562720400, "chat": chat, "text": "…"}
    query = {"id": "77", "from": user, "message": message, "chat_instance": "1", "data": data}
    return {"callback_query": query}


async def test_the_language_can_be_changed_in_the_middle(intake, lin):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "有人占用了人防工程。")
    await lin.waits_for(BOT, "记下了")
    await lin.says(BOT, "/language")
    await lin.waits_for(BOT, "Please choose a language")
    await lin.taps(BOT, "English")
    await lin.waits_for(BOT, "who, when, where")
    await lin.taps(BOT, "Review")
    assert "Messages: 1, 10 characters" in (await lin.waits_for(BOT, "What will be")).text


async def test_somebody_who_begins_again_is_shown_what_is_unfinished(office, intake, lin):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "第一句。")
    await lin.waits_for(BOT, "记下了")
    await lin.says(BOT, "/start")
    assert (await lin.waits_for(BOT, "没写完")).labels == ["接着写", "检查", "放弃，全部删除"]
    await lin.taps(BOT, "接着写")
    await lin.waits_for(BOT, "什么时候")
    assert await office.count(drafts) == [1]


async def test_an_empty_petition_is_not_submitted(office, intake, lin):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT, "没写完")
    await lin.taps(BOT, "接着写")
    await lin.waits_for(BOT, "什么时候")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "还没有内容")
    assert await office.count(cases) == [0]


async def test_too_long_an_account_or_a_name_is_refused_with_the_rest_untouched(
    office, intake, lin, tmp_path
):
    await writes_up_to_the_account(lin)
    for _ in range(24):
        await lin.says(BOT, "长" * 4096)
        await lin.waits_for(BOT, "记下了")
    await lin.says(BOT, "长" * 4096)
    await lin.waits_for(BOT, "最多 100,000 个字", "前面写的内容都在")
    await lin.taps(BOT, "检查")
    assert "24 条，共 98,304 字" in (await lin.waits_for(BOT, "将要提交")).text
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "回执号")
    assert len(await office.opened("leader", tmp_path)) == 24


async def test_too_long_a_name_is_not_kept(intake, lin):
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    for word in ("中文", "开始", "实名"):
        await lin.taps(BOT, word)
        await lin.waits_for(BOT)
    await lin.says(BOT, "林" * 301)
    await lin.waits_for(BOT, "不要超过 300 个字", "没有保存")


@pytest.mark.parametrize(("day", "words"), [(1, "还不能反映"), (60, "已于 8月10日 星期六 结束")])
async def test_outside_of_the_round_other_ways_are_shown(intake, lin, clock, day, words):
    clock.passes(days=-20 if day == 1 else day)
    await lin.says(BOT, "/start")
    await lin.waits_for(BOT)
    await lin.taps(BOT, "中文")
    seen = await lin.waits_for(BOT, words)
    assert "电话：0000-0000000" in seen.text
    await lin.says(BOT, "有人占用了人防工程。")
    await lin.waits_for(BOT, words)


async def test_a_petition_finished_after_the_round_is_not_taken_and_not_lost(
    office, intake, lin, clock
):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "将要提交")
    clock.passes(days=40)
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "本轮受理到", "没有提交", "举报箱")
    assert await office.count(cases, drafts) == [0, 1]


async def test_without_any_reader_nothing_is_submitted_and_nothing_lost(office, intake, lin):
    office.readers.clear()
    office.sign_roster(serial=3)
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    await lin.waits_for(BOT, "将要提交")
    await lin.taps(BOT, "提交")
    await lin.waits_for(BOT, "还没有人能打开您的反映")
    assert await office.count(cases, drafts) == [0, 1]


async def test_the_same_press_of_submit_twice_makes_one_case(office, intake, lin):
    await writes_up_to_the_account(lin)
    await lin.says(BOT, "经过")
    await lin.waits_for(BOT, "记下了")
    await lin.taps(BOT, "检查")
    seen = await lin.waits_for(BOT, "将要提交")
    await lin.presses(BOT, seen.id, 0, 0)
    await lin.presses(BOT, seen.id, 0, 0)
    await office.is_idle()
    await lin.says(BOT, "/help")
    await lin.waits_for(BOT, "/status 查询")
    shown = [each.text for each in await lin.sees(BOT) if "您的回执号" in each.text]
    assert len(shown) == 2
    assert len(set(shown)) == 1
    assert await office.count(cases) == [1]


async def test_two_petitions_of_one_person_have_nothing_in_common(office, intake, lin):
    first, second = await submits(lin), await submits(lin)
    assert first != second
    one, two = await office.rows(cases)
    his, hers = ({row.recipient, row.case_id} for row in await office.rows(epochs))
    assert (his | {one.lookup}) & (hers | {two.lookup}) == set()
