"""What meets a term: for each event of the configuration something that can be pressed, or said."""

from bot import courier_reminders as reminders
from casework.rules.events import MEETING
from handlers.team.meeting import ELSEWHERE, PAPERS, WAYS
from handlers.team.offers import OFFERS
from handlers.team.one_term import ACTS, ALL


def test_every_event_that_may_meet_a_term_says_how_it_is_brought_about():
    assert {*WAYS, *PAPERS, *ELSEWHERE} == {*MEETING}
    assert len(WAYS) + len(PAPERS) + len(ELSEWHERE) == len(MEETING)


def test_what_the_courier_hangs_below_a_reminder_is_what_the_desk_answers():
    sent = (reminders.SEEN, reminders.DONE, reminders.EXTEND, reminders.HAND, reminders.VIEW)
    assert {each.removeprefix("tm:").removesuffix(":") for each in sent} <= ACTS.keys()
    assert f"{reminders.SEEN}{ALL}" == reminders.ALL


def test_every_way_is_a_button_of_the_card():
    there = {each.data for each in OFFERS}
    assert {data for ways in WAYS.values() for data in ways} <= there
