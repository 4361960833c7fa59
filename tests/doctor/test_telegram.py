"""What Telegram knows of the two bots, asked of the emulator."""

from dataclasses import replace

import pytest
from pydantic import SecretStr

from bot.doctor import telegram
from bot.doctor.bot_api import BotApi
from tests.doctor.conftest import PUBLIC, TEAM_GROUP, found

ALL = (telegram.reached, telegram.accounts, telegram.delivery, telegram.groups)


async def test_bots_that_are_set_up_as_they_should_be_are_in_order(ward):
    it = await ward()
    for check in ALL:
        assert await found(check, it.here) == []


async def test_a_server_that_does_not_answer_is_named_without_the_token(ward):
    it = await ward()
    away = BotApi("http://127.0.0.1:9", SecretStr(PUBLIC))
    ((grade, what),) = await found(telegram.reached, replace(it.here, public=away, team=away))
    assert grade == "wrong"
    assert "does not answer" in what
    assert PUBLIC not in what


async def test_a_server_of_another_kind_is_no_bot_api_server(ward):
    it = await ward()
    page = BotApi(f"{it.control.url}/control/state?", SecretStr(PUBLIC))
    ((_, what),) = await found(telegram.reached, replace(it.here, public=page, team=page))
    assert "does not answer" in what


async def test_a_token_that_telegram_does_not_know(ward):
    it = await ward()
    stranger = BotApi(it.control.url, SecretStr("33:gone"))
    ((_, what),) = await found(telegram.reached, replace(it.here, team=stranger))
    assert what == "Telegram does not know the token of the team bot."


async def test_a_token_that_is_missing_can_wait(ward):
    it = await ward()
    ((grade, what),) = await found(telegram.reached, replace(it.here, public=None))
    assert (grade, what) == ("note", "The public bot has no token here.")


async def test_telegram_in_trouble_is_not_taken_for_a_wrong_token(ward):
    it = await ward()
    await it.control.fault("429", bot="team_bot", method="getMe")
    ((_, what),) = await found(telegram.reached, it.here)
    assert what == "Telegram refuses the team bot (429)."


async def test_a_clock_that_is_off_is_told_by_the_servers(ward, monkeypatch):
    it = await ward()
    monkeypatch.setattr(telegram, "MOST_APART", -telegram.MOST_APART)
    told = await found(telegram.reached, it.here)
    assert [("seconds apart" in what) for _, what in told] == [True, True]


async def test_two_tokens_of_one_bot(ward):
    it = await ward()
    ((_, what),) = await found(telegram.accounts, replace(it.here, team=it.here.public))
    assert what == "Both tokens are of one bot."


@pytest.mark.parametrize(
    ("how", "grade", "words"),
    [
        ({"team": {"privacy": False}}, "wrong", "@team_bot reads all that is said in its groups"),
        ({"public": {"joins_groups": True}}, "note", "@public_bot can be added to groups"),
        ({"team": {"joins_groups": False}}, "wrong", "@team_bot cannot be added to groups."),
        ({"telegram__public_username": "other_bot"}, "wrong", "telegram.public_username is not"),
    ],
)
async def test_settings_at_botfather(ward, how, grade, words):
    it = await ward(**how)
    ((found_grade, what),) = await found(telegram.accounts, it.here)
    assert found_grade == grade
    assert what.startswith(words)


async def test_a_webhook_takes_away_what_is_polled(ward, monkeypatch):
    it = await ward()

    async def info(_self, _method, **_parameters):
        waiting = {"url": "https://else.example/hook", "pending_update_count": 900}
        return {**waiting, "last_error_message": "SSL"}

    monkeypatch.setattr(BotApi, "ask", info)
    told = await found(telegram.delivery, replace(it.here, public=None))
    assert [grade for grade, _ in told] == ["wrong", "note", "note", "note"]
    assert "to a webhook, so polling gets none" in told[0][1]
    assert "900 updates" in told[2][1]
    assert "else.example" not in str(told)
    assert told[3][1].endswith("told nothing of it: public.")


@pytest.mark.parametrize("check", [telegram.accounts, telegram.delivery, telegram.groups])
async def test_what_could_not_be_looked_at_is_not_called_good(ward, check):
    it = await ward()
    told = await found(check, replace(it.here, public=None, team=None))
    assert [grade for grade, _ in told] == ["note"]
    assert told[0][1].startswith("Not looked at")


async def test_whether_the_public_bot_is_in_a_group_is_not_said_unseen(ward):
    it = await ward()
    ((grade, what),) = await found(telegram.groups, replace(it.here, public=None))
    assert (grade, what.endswith(": public.")) == ("note", True)


async def test_a_webhook_at_another_address_is_somebody_elses(ward):
    it = await ward(telegram__webhook_url="https://127.0.0.1/hook")
    ((grade, what),) = await found(telegram.delivery, it.here)
    assert (grade, what) == ("note", "Telegram does not know the webhook of the public bot yet.")
    await it.here.public.ask("setWebhook", url="https://127.0.0.1/thief")
    ((grade, what),) = await found(telegram.delivery, it.here)
    assert grade == "wrong"
    assert what.startswith("Telegram delivers what the public bot gets to another address")
    assert "thief" not in what


async def test_a_group_that_the_bot_does_not_find(ward):
    it = await ward(telegram__office_chat="-1009999999999")
    told = await found(telegram.groups, it.here)
    assert told == [("wrong", "The team's bot does not find the group of the office.")]


async def test_a_bot_that_is_not_in_its_group(ward):
    it = await ward()
    await it.leader.removes(it.groups[1], "team_bot")
    ((grade, what),) = await found(telegram.groups, it.here)
    assert grade == "wrong"
    assert "the group of the Fifth group" in what


async def test_the_public_bot_has_no_place_in_the_teams_group(ward):
    it = await ward(members=("team_bot", "public_bot"), public={"joins_groups": True})
    told = await found(telegram.groups, it.here)
    assert ("wrong", "The public bot is in the group of the team.") in told


async def test_topics_need_a_group_that_has_them(ward):
    it = await ward(topics=True)
    told = await found(telegram.groups, it.here)
    assert len(told) == 2
    assert "has no topics" in told[0][1]


@pytest.mark.parametrize("without", [None, ["can_manage_topics"], []])
async def test_topics_need_the_right_to_manage_them(ward, without):
    it = await ward(topics=True)
    for group in it.groups:
        await it.control.topic(group, "General")
        if without is not None:
            await it.leader.promotes(group, "team_bot", without=without)
    told = await found(telegram.groups, it.here)
    assert ["may not open topics" in what for _, what in told] == (
        [] if without == [] else [True] * 2
    )


async def test_a_group_that_is_not_set_can_wait(ward, monkeypatch):
    monkeypatch.delenv("DENGWEN_TELEGRAM__FIFTH_CHAT")
    it = await ward()
    ((grade, what),) = await found(telegram.groups, it.here)
    assert (grade, what.split(",")[0]) == ("note", "telegram.fifth_chat is not set")
    assert it.here.config.telegram.team_chat == TEAM_GROUP


async def test_a_webhook_of_ones_own_is_in_order(ward):
    hook = "https://127.0.0.1/hook"
    it = await ward(telegram__webhook_url=hook)
    for api in (it.here.public, it.here.team):
        await api.ask("setWebhook", url=hook)
    wrong = [what for grade, what in await found(telegram.delivery, it.here) if grade == "wrong"]
    assert [what.startswith("Telegram delivers what the team bot gets") for what in wrong] == [True]
