"""Letters that are written in advance: those of the locales, and those of a configuration."""

from datetime import date
from types import SimpleNamespace

import pytest

from casework.rules.dispatch import Counts
from casework.rules.roles import Group
from casework.rules.terms import Term
from handlers.team.templates import Blanks, Letterhead, templates_for, words_of
from handlers.texts import Texts

LANGUAGES = ("zh-CN", "zh-Hant", "en")
TEAM = {"zh-CN": "县委巡察组", "zh-Hant": "縣委巡察組", "en": "the team"}
BODIES = {Group.TEAM: TEAM}
CALL = SimpleNamespace(
    id="please-call",
    kind="question",
    name=dict.fromkeys(LANGUAGES, "Please call"),
    text=dict.fromkeys(LANGUAGES, "About {received}: call {team}.\nYou hear of it by {due}."),
)
RESULT = SimpleNamespace(
    id="result",
    kind="result",
    name=dict.fromkeys(LANGUAGES, "Our result"),
    text=dict.fromkeys(LANGUAGES, "It is done."),
)


def blanks(**known):
    given = {"due": None, "after_closing": None, "worker": Group.TEAM, "office": Group.OFFICE}
    given |= known
    day = date(2026, 11, 23)
    return Blanks("LX-7K3M9-Q2TXA-W", day, day, day, **given)


def case(*, waits=False):
    return SimpleNamespace(facts=SimpleNamespace(waits_for_reporter=waits))


def offered(*own, waits=False):
    return [each.id for each in templates_for(case(waits=waits), Letterhead(own=own))]


def test_a_configuration_adds_letters_and_takes_the_place_of_others():
    assert offered() == ["acceptance-notice", "request-more", "not-accepted", "passed-on", "result"]
    assert offered(CALL, RESULT)[-3:] == ["passed-on", "please-call", "result"]


def test_a_reminder_is_offered_only_while_an_answer_is_awaited():
    assert "reminder" in offered(waits=True)


def test_a_letter_of_the_configuration_is_filled_in_without_code():
    say, head = Texts(LANGUAGES).say("en"), Letterhead(BODIES, own=[CALL])
    *_, call = templates_for(case(), head)
    assert (call.counts, call.name(say)) == (Counts.QUESTION, "Please call")
    assert words_of(call, blanks(), head, say) == "About Monday 23 November: call the team."
    due = blanks(due=date(2026, 12, 14))
    assert words_of(call, due, head, say).endswith("You hear of it by Monday 14 December.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_acceptance_notice_promises_what_a_term_promises(language):
    say, head = Texts(LANGUAGES).say(language), Letterhead(BODIES)
    notice, *_ = templates_for(case(), head)
    words = {
        "day": words_of(notice, blanks(due=date(2026, 12, 14)), head, say),
        "length": words_of(notice, blanks(after_closing=Term.parse("15 workdays")), head, say),
        "none": words_of(notice, blanks(), head, say),
    }
    assert say.date(date(2026, 12, 14)) in words["day"]
    assert "15" in words["length"]
    assert "/status" in words["none"]
    assert all("LX-7K3M9-Q2TXA-W" in each and TEAM[language] in each for each in words.values())


def test_a_petition_about_a_body_is_never_said_to_lie_with_it():
    say, head = Texts(LANGUAGES).say("en"), Letterhead(BODIES)
    letters = {each.id: each for each in templates_for(case(), head)}
    elsewhere = blanks(worker=Group.LEADING, office=Group.LEADING)
    for letter in letters.values():
        assert "the team" not in words_of(letter, elsewhere, head, say)
        assert "the office" not in words_of(letter, elsewhere, head, say)
