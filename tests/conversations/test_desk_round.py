"""What follows the feedback: signed for, three papers by their days, reminders, who enters it."""

from dataclasses import replace
from datetime import date

import pytest

from casework.desk.people import who_is
from casework.desk.round_terms import sign_feedback
from casework.ports import DuplicateError
from storage.sql.work import Work
from tests.casework.office import RULES, rule
from tests.conversations.desk_office import DESK, enrols

OWED = (
    rule("rectification-plan", "feedback-signed", "10 workdays", "leader", "plan-filed"),
    rule("rectification-report", "feedback-signed", "2 months", "leader", "report-filed"),
    rule("principals-report", "feedback-signed", "2 months", "leader", "principal-report-filed"),
)


@pytest.fixture
async def people(world, control, desk):
    world.office = replace(world.office, rules=(*RULES, *OWED))
    return {name: await enrols(world, control, name) for name in ("leader", "office", "member")}


async def from_the_list_of_what_is_due(leader):
    """Open a term of the round from /due: what is done leads to the day."""
    await leader.says(DESK, "/due")
    await leader.waits_for(DESK, "Yours to do: 3")
    await leader.taps(DESK, "1")
    view = await leader.waits_for(DESK, "rectification plan\nDue Friday 4 December")
    assert view.labels == ["Seen", "Done", "My day"]
    await leader.taps(DESK, "Done")
    await leader.waits_for(DESK, "press when it was handed in")
    await leader.taps(DESK, "Handed in: rectification plan")
    await leader.waits_for(DESK, "On which day was it handed in")


async def test_what_follows_the_feedback_is_entered_and_reminded_of(people, world):
    leader, office, member = people["leader"], people["office"], people["member"]
    await member.says(DESK, "/round")
    await member.waits_for(DESK, "not yours to take")
    await leader.says(DESK, "/round")
    await leader.waits_for(DESK, "not been signed for")
    await leader.taps(DESK, "Signed for")
    await leader.waits_for(DESK, "On which day")
    await leader.says(DESK, "2026-12-24")
    await leader.waits_for(DESK, "has not come yet")
    await leader.says(DESK, "/round")
    await leader.waits_for(DESK, "not been signed for")
    await leader.taps(DESK, "Signed for")
    await leader.waits_for(DESK, "On which day")
    at_the_same_moment = Work(world.database)
    scope = world.scope(at_the_same_moment)
    await sign_feedback(scope, await who_is(scope, office.id), date(2026, 11, 19))
    await leader.says(DESK, "11-20")
    await leader.waits_for(DESK, "Entered with Friday 20 November")
    with pytest.raises(DuplicateError):
        await at_the_same_moment.commit()
    assert {name: due for name, (due, _) in (await world.terms()).items()} == {
        "rectification-plan": date(2026, 12, 4),
        "rectification-report": date(2027, 1, 20),
        "principals-report": date(2027, 1, 20),
    }
    assert {item["chat_id"] for _, item in await world.reminders()} == {leader.id, office.id}
    await from_the_list_of_what_is_due(leader)
    await office.says(DESK, "/round")
    await office.waits_for(DESK, "9 working days left")
    await office.taps(DESK, "Handed in: rectification plan")
    await office.waits_for(DESK, "On which day was it handed in")
    await office.taps(DESK, "Today")
    await office.waits_for(DESK, "Entered with Monday 23 November")
    await office.taps(DESK, "Show")
    shown = await office.waits_for(DESK, "Owed for this round")
    assert "rectification plan: handed in" in shown.text
    left = {item["line"]["rule"] for _, item in await world.reminders()}
    assert left == {"rectification-report", "principals-report"}
    await leader.says(DESK, "/queue")
    await leader.waits_for(DESK, "Nothing lies with you")
