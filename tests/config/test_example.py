"""The example that ships describes the round of the county's plan and loads as it stands."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from bot import config as module
from bot.config import load
from bot.rules import calendar_of, names_of_terms, term_rules_of
from casework.rules.roles import Role
from casework.rules.terms import Term, due_date
from handlers.texts import Texts
from storage.ledger.age import Profile


@pytest.fixture
def config(example):
    return load(example)


def test_it_describes_the_round(config):
    assert (config.round.opens, config.round.closes) == (date(2019, 7, 1), date(2019, 8, 10))
    assert config.round.name["zh-CN"] == "中共礼县2019年人防系统专项巡察"
    assert config.round.fifth["zh-CN"] == "县委第五巡视组"
    assert [unit.name["zh-CN"] for unit in config.units] == [
        "礼县人民防空工作领导小组",
        "礼县人民防空工作领导小组办公室",
    ]
    assert not config.telegram.configured


def test_texts_lose_the_line_ends_around_them(config):
    assert config.notice["zh-CN"] == config.notice["zh-CN"].strip()


def test_it_has_every_category(config):
    counts = {category.code: len(category.items) for category in config.categories}
    assert counts == {"A": 4, "B": 9, "C": 6, "D": 6, "E": 10, "F": 3, "G": 5}


def test_it_has_every_task_and_way_to_write(config):
    assert {person.role for person in config.people} >= {
        *("leader", "deputy", "member", "fifth", "liaison", "office"),
    }
    assert {channel.kind for channel in config.channels} == {
        *("phone", "email", "post", "mailbox", "visit", "emergency"),
    }


def test_invented_contacts_say_that_they_are(config):
    for channel in config.channels:
        if channel.kind != "emergency":
            assert "示例，待替换" in channel.text["zh-CN"]
            assert "範例，待替換" in channel.text["zh-Hant"]
            assert "example, to be replaced" in channel.text["en"]


def test_its_traditional_chinese_has_no_simplified_character(config):
    texts = [config.round.name, config.round.team, config.round.fifth, config.round.office]
    texts += [config.notice, *(unit.name for unit in config.units)]
    texts += [category.name for category in config.categories]
    texts += [item.name for category in config.categories for item in category.items]
    texts += [channel.text for channel in config.channels]
    for text in texts:
        assert text["zh-Hant"].replace("·", "").encode("big5")


def test_its_terms_are_the_terms_of_the_regulations(config):
    assert {term.id: term.term for term in config.terms} == {
        "register": "1 workday",
        "fifth-review": "3 workdays",
        "urgent-report": "same day",
        "acceptance-notice": "15 workdays",
        "feedback": "15 workdays",
        "forwarded-in": "5 workdays",
        "assigned-out": "3 months",
        "claim-notice": "15 days",
        "claim-answer": "60 days",
        "claim-extension": "30 days",
        "rectification-plan": "10 workdays",
        "rectification-report": "2 months",
        "principals-report": "2 months",
        "immediate-rectification": "10 workdays",
        "task": "10 workdays",
        "hand-over": "10 workdays",
    }


def test_deadlines_can_be_counted_with_every_term_and_the_calendar(config):
    calendar = calendar_of(config)
    for rule in term_rules_of(config):
        assert due_date(date(2019, 8, 1), rule.term, calendar, roll=rule.roll).date.year == 2019
    plan = Term.parse("10 workdays")
    assert due_date(date(2019, 9, 20), plan, calendar, roll=False).date == date(2019, 10, 10)


def test_its_roles_are_roles_of_the_office():
    assert set(get_args(module.Role)) <= {role.value for role in Role}


def test_its_profiles_are_those_of_the_ledger():
    chosen = get_args(module.Ledger.model_fields["profile"].annotation)
    assert set(chosen) == {profile.value for profile in Profile}


def test_its_second_half_repeats_the_defaults(config, edited, example):
    text = example.read_text("utf-8")
    shortened = load(edited((text[text.index("[telegram]") :], "")))
    assert shortened == config


def test_a_loaded_configuration_cannot_be_changed(config):
    with pytest.raises(ValidationError):
        config.round.closes = date(2030, 1, 1)
    with pytest.raises(ValidationError):
        config.clock_offset_file = Path("x")


def test_places_follow_the_data_folder(edited):
    config = load(edited(('data = "data"', 'data = "/srv/dengwen"')))
    assert config.storage.database == "sqlite+aiosqlite:////srv/dengwen/dengwen.db"
    assert config.storage.blobs == Path("/srv/dengwen/blobs")
    assert config.storage.keys == Path("keys")


def test_a_person_may_come_from_a_body_that_is_not_inspected(config):
    units = {unit.id for unit in config.units}
    homes = {home for person in config.people for home in person.home_units}
    assert homes - units
    assert homes & units


def test_texts_may_stand_in_languages_that_are_not_switched_on(edited):
    config = load(edited(('languages = ["zh-CN", "zh-Hant", "en"]', 'languages = ["en"]')))
    assert config.languages == ["en"]
    assert "zh-CN" in config.round.name


def test_a_file_saved_with_a_byte_order_mark_loads(edited):
    path = edited()
    path.write_text("\ufeff" + path.read_text("utf-8"), "utf-8")
    assert load(path).languages == ["zh-CN", "zh-Hant", "en"]


def test_what_the_configuration_calls_a_term_goes_before_the_bots_own_words(edited):
    named = 'name = { zh-CN = "受理", zh-Hant = "受理", en = "\\"{ notice }\\" \\\\" }\n'
    old = 'source = "检举控告工作规则 art. 26"\n'
    config = load(edited((old, old + named)))
    say = Texts(config.languages, named=names_of_terms(config)).say("en")
    assert say.label("term-acceptance-notice") == '"{ notice }" \\'
    assert say.label("term-register") == "registration"
