"""Every event that a rule may name does happen: each is brought about, and moves its terms."""

from dataclasses import replace

from bot.indexing import index_over
from casework.desk.assign import assign_case, put_back, tag_of
from casework.desk.by_hand import finish_by_hand, set_by_hand, set_term
from casework.desk.claim import claim_case
from casework.desk.claims import mark_claim
from casework.desk.close import close_case
from casework.desk.deadlines import all_terms, tag_of_term
from casework.desk.decided import Press
from casework.desk.facts import open_facts
from casework.desk.flags import report_to_office
from casework.desk.handle import set_handling, take_result
from casework.desk.rectifying import enter_rectified, propose_rectification
from casework.desk.register import take_mail
from casework.desk.repeats import link_repeat, merge_repeat
from casework.desk.resting import STOPPED
from casework.desk.returns import resubmit_case, return_case
from casework.desk.review import mark_reviewed
from casework.desk.settling import reopen, settle
from casework.desk.triage import set_mark
from casework.desk.write import reply_to_reporter
from casework.rules.cases import CaseEvent
from casework.rules.dispatch import Counts
from casework.rules.events import DONE, MEETING, OF_CASES, TURNING
from casework.rules.handling import Handling
from casework.rules.marks import Mark
from storage.sql.desk_book import SqlDeskBook
from storage.sql.work import Work
from tests.casework.office import rule

MET = [each for each in MEETING if each in OF_CASES and each != DONE]
RULES = (
    rule("register", "received", "1 workday", "team", "registered"),
    rule("fifth-review", "registered", "3 workdays", "fifth", "reviewed"),
    rule("task", "by-hand", "2 workdays", "leader", DONE),
    *(rule(f"met-{each}", "received", "90 days", "assignee", each) for each in MET),
    # Merging withdraws all but the terms of the review.
    *(
        replace(rule(f"on-{each}", "received", "90 days", "fifth", "no-such"), stops_on=(each,))
        for each in TURNING
    ),
)


class Desk:
    """One leader who does everything, and one of the Fifth group."""

    def __init__(self, world, leader, fifth):
        self.world, self.leader, self.fifth = world, leader, fifth
        self.moved = set()

    async def petition(self):
        case_id = await self.world.petition()
        await self.takes_mail()
        return case_id

    async def takes_mail(self):
        for mail in await SqlDeskBook(Work(self.world.database)).mail(0, 100):
            await self.world.does(take_mail, mail)

    async def tells(self, case_id, kind):
        self.world.clock.passes(minutes=1)
        await self.world.mails(case_id, {"kind": kind, "at": self.world.clock().isoformat()})
        await self.takes_mail()

    async def case(self, case_id):
        scope = self.world.scope()
        return open_facts(scope, await scope.book.case(case_id))

    async def version(self, case_id):
        return (await self.case(case_id)).version

    async def decides(self, what, case_id, *args, **named):
        await self.world.does(what, Press(self.leader, case_id), *args, **named)

    async def does(self, what, case_id, *args, **named):
        await self.world.does(what, self.leader, case_id, *args, **named)

    async def note(self, case_id):
        """Keep which events have met or stopped a term of a case."""
        for each in await all_terms(self.world.scope(), case_id):
            if each.withdrawn == STOPPED or (each.row.met and not each.withdrawn):
                self.moved.add(each.rule_id)


async def test_every_event_happens(world):
    world.office = replace(world.office, rules=RULES)
    leader, fifth = await world.joins("leader"), await world.joins("fifth")
    desk = Desk(world, leader, fifth)
    await _to_its_end(desk)
    await _settled(desk)
    await _flagged_and_merged(desk)
    wanted = {each.id for each in RULES}
    assert wanted - desk.moved == set()


async def _to_its_end(desk):
    case_id = await desk.petition()
    await desk.does(claim_case, case_id)
    await desk.does(put_back, case_id, await desk.version(case_id))
    await desk.does(assign_case, case_id, await desk.version(case_id), tag_of("leader"))
    await desk.does(reply_to_reporter, case_id, "When?", Counts.QUESTION)
    await desk.tells(case_id, "follow-up")
    await desk.decides(mark_claim, case_id)
    await desk.does(reply_to_reporter, case_id, "Accepted.", Counts.NOTICE)
    await desk.decides(set_handling, case_id, Handling.ASSIGNED_OUT, "The bureau")
    await desk.decides(take_result, case_id, "Found.")
    await desk.decides(
        propose_rectification, case_id, document="No. 3", until=None, words="Pay it back."
    )
    today = desk.world.scope().today()
    await desk.decides(enter_rectified, case_id, day=today, words="Paid.")
    await desk.decides(set_term, case_id, kind=tag_of("task"), until=None, words="Count.")
    (task,) = await set_by_hand(desk.world.scope(), await desk.case(case_id))
    await desk.decides(finish_by_hand, case_id, tag=tag_of_term(task), day=today, words="")
    await desk.world.does(return_case, desk.fifth, case_id, "More.")
    await desk.does(resubmit_case, case_id, await desk.version(case_id))
    await desk.world.does(mark_reviewed, desk.fifth, case_id)
    await desk.does(close_case, case_id)
    await desk.does(reply_to_reporter, case_id, "So it is.", Counts.RESULT)
    await desk.decides(reopen, case_id, "There is more.")
    await desk.tells(case_id, "withdrawn")
    await desk.note(case_id)


async def _settled(desk):
    for event in (CaseEvent.TRANSFERRED, CaseEvent.NOT_ACCEPTED, CaseEvent.RETAINED):
        case_id = await desk.petition()
        await desk.decides(settle, case_id, event, "Why.", organ="The bureau")
        await desk.note(case_id)


async def _flagged_and_merged(desk):
    first, second = await desk.petition(), await desk.petition()
    await desk.does(set_mark, second, await desk.version(second), Mark.URGENT, on=True)
    await desk.decides(report_to_office, second, whom="Director Li", way="paper", words="")
    index = index_over(desk.world.database, desk.world.keys)
    await index.build()
    number = (await desk.case(first)).number
    press = Press(desk.leader, second)
    await desk.world.does(link_repeat, index, press, number)
    await desk.decides(merge_repeat, second, "The same.")
    await desk.note(second)
