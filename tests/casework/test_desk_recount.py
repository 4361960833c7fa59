"""Whatever is done with a few cases, figures and reminders are those of the rows that remain."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.indexing import index_over
from bot.mending import every_case
from casework.desk.assign import NotAssignableError, assign_case, put_back, tag_of
from casework.desk.claim import AlreadyClaimedError, claim_case
from casework.desk.close import close_case
from casework.desk.deadlines import all_terms, open_terms, tag_of_term
from casework.desk.decided import DecisionRefusedError, Press
from casework.desk.describe import NamelessError
from casework.desk.extending import (
    approve_extension,
    ask_extension,
    extendable,
    refuse_extension,
)
from casework.desk.facts import open_facts
from casework.desk.figures import read_totals
from casework.desk.flags import confirm_flag, lift_flag, report_to_office
from casework.desk.handle import set_handling, take_result
from casework.desk.records import NothingSaidError
from casework.desk.recounting import mend_figures
from casework.desk.rectifying import enter_rectified, propose_rectification
from casework.desk.recuse import NobodyLeftError, NotAReaderError, recuse
from casework.desk.redating import look_through
from casework.desk.repeats import link_repeat, merge_repeat, unlink_repeat, unmerge_repeat
from casework.desk.returns import resubmit_case, return_case
from casework.desk.review import AlreadyReviewedError, mark_reviewed
from casework.desk.scope import CaseNotFoundError, NotPermittedError
from casework.desk.settling import reopen, settle
from casework.desk.term_rows import schedule_of
from casework.desk.triage import AboutInspectorsError, set_category, set_mark
from casework.desk.verify import verify_name
from casework.desk.write import NoRouteError, note_contact, reply_to_reporter
from casework.rules.cases import CaseEvent, NotAllowedError
from casework.rules.dispatch import Counts, Way
from casework.rules.handling import Handling
from casework.rules.marks import Mark
from casework.rules.verification import Verified
from casework.rules.verification import Way as Spoken
from tests.casework.office import RULES, rule

MORE = (
    rule("urgent-report", "flagged", "same day", "leader", "reported", applies="flagged"),
    rule("resubmit", "returned", "2 workdays", "assignee", "resubmitted"),
    rule("claim-answer", "claimed", "60 days", "assignee", "answered"),
    rule("immediate-rectification", "proposal", "10 workdays", "assignee", "rectified"),
)
REFUSED = (
    *(AboutInspectorsError, AlreadyClaimedError, AlreadyReviewedError, CaseNotFoundError),
    *(DecisionRefusedError, NamelessError, NobodyLeftError, NoRouteError, NotAllowedError),
    *(NotAReaderError, NotAssignableError, NothingSaidError, NotPermittedError),
)
SETTLED = (
    *(CaseEvent.TRANSFERRED, CaseEvent.NOT_ACCEPTED, CaseEvent.RETAINED, CaseEvent.ANSWERED),
)
STEPS = 90


@pytest.fixture
def world(world):
    world.office = replace(world.office, rules=(*RULES, *MORE), chats={})
    return world


@pytest.fixture
async def acts(world, registrar):
    people = ("leader", "member", "other", "fifth", "office")
    staff = {name: await world.joins(name) for name in people}
    acts = Acts(world, registrar, staff)
    for answers in ({"real_name": True, "contact": "13900000000"}, {}, {"concerns": "fifth"}):
        acts.cases.append(await world.petition(**answers))
    await registrar.take_all()
    await acts.index.build()
    return acts


class Acts:
    """What can be done with a case, by names; each chooses what it is done with."""

    def __init__(self, world, registrar, staff):
        self.world, self.registrar, self.staff = world, registrar, staff
        self.cases = []
        self.index = index_over(world.database, world.keys)
        self.draw = random.Random(4)  # noqa: S311  the same acts each time

    async def case(self, case_id):
        scope = self.world.scope()
        return open_facts(scope, await scope.book.case(case_id))

    async def one(self, name):  # noqa: C901, PLR0912, PLR0915  one line for each act
        case = await self.case(self.draw.choice(self.cases))
        case_id, case_version, who = case.id, case.version, self.draw.choice(list(self.staff))
        member, any_of, does = self.staff[who], self.draw.choice, self.world.does
        press, today = Press(member, case_id), self.world.scope().today()
        match name:
            case "claim":
                await does(claim_case, member, case_id)
            case "assign":
                whose = tag_of(any_of(["member", "other"]))
                await does(assign_case, member, case_id, case_version, whose)
            case "put-back":
                await does(put_back, member, case_id, case_version)
            case "close":
                await does(close_case, member, case_id)
            case "reopen":
                await does(reopen, press, "Why.")
            case "settle":
                event = any_of(SETTLED)
                await does(settle, press, event, "Why.", tell=any_of([True, False]))
            case "reply":
                await does(reply_to_reporter, member, case_id, "Words.", any_of(list(Counts)))
            case "told":
                counts = any_of([Counts.NOTICE, Counts.RESULT, Counts.OTHER])
                said = {"counts": counts, "way": Way.PHONE, "day": today}
                await does(note_contact, member, case_id, "Words.", **said)
            case "review":
                await does(mark_reviewed, member, case_id)
            case "return":
                await does(return_case, member, case_id, "More.")
            case "resubmit":
                await does(resubmit_case, member, case_id, case_version)
            case "handle":
                await does(set_handling, press, any_of(list(Handling)), any_of(["", "A bureau"]))
            case "result":
                await does(take_result, press, "Words.")
            case "mark":
                mark, on = any_of(list(Mark)), any_of([True, True, False])
                await does(set_mark, member, case_id, case_version, mark, on=on)
            case "confirm":
                await does(confirm_flag, press, "")
            case "lift":
                await does(lift_flag, press, "Why.")
            case "report":
                await does(report_to_office, press, whom="Li", way="phone", words="")
            case "verify":
                found = any_of(list(Verified))
                await does(verify_name, press, Spoken.CALL, today, found, "")
            case "ask-more":
                terms = await extendable(self.world.scope(), case)
                if terms:
                    term = any_of(terms)
                    until = max(term.due.date, today) + timedelta(days=any_of([1, 9]))
                    asked = {"tag": tag_of_term(term), "until": until, "reason": "Why."}
                    await does(ask_extension, press, **asked)
            case "more":
                await does(approve_extension, press, "")
            case "no-more":
                await does(refuse_extension, press, "Why.")
            case "link":
                await self.index.build()
                other = await self.case(any_of(self.cases))
                await does(link_repeat, self.index, press, other.number)
            case "unlink":
                await does(unlink_repeat, press)
            case "merge":
                await does(merge_repeat, press, "Why.")
            case "unmerge":
                await does(unmerge_repeat, press, "Why.")
            case "category":
                code = any_of(["", "B", "C2", "F1"])
                await does(set_category, member, case_id, case_version, code)
            case "propose":
                until = any_of([None, today + timedelta(days=3)])
                said = {"document": "No. 3", "until": until, "words": ""}
                await does(propose_rectification, press, **said)
            case "rectified":
                await does(enter_rectified, press, day=today, words="")
            case "recuse":
                if self.draw.random() < 0.1:
                    await does(recuse, self.staff["leader"], case_id, who, "Family.")
            case "news":
                mail = {"kind": "follow-up", "at": self.world.clock().isoformat()}
                await self.world.mails(case_id, mail)
                await self.registrar.take_all()
            case "time":
                self.world.clock.passes(hours=any_of([1, 7, 30]))


NAMES = (
    *("claim", "assign", "put-back", "close", "close", "reopen", "settle", "reply", "told"),
    *("review", "review", "return", "resubmit", "handle", "handle", "result", "mark", "confirm"),
    *("lift", "report", "verify", "verify", "ask-more", "more", "no-more", "link", "unlink"),
    *("merge", "unmerge", "category", "propose", "rectified", "recuse", "news", "time"),
)


async def counted(acts):
    """Return what the figures would be if they were counted from the rows."""
    scope, due = acts.world.scope(), Counter()
    cases = [await acts.case(each) for each in acts.cases]
    of_figures = [case for case in cases if not case.facts.bypassed]
    for case in of_figures:
        due.update(each.due.date for each in await all_terms(scope, case.id) if not each.row.met)
    return (
        sum(case.state not in {"closed", "archived"} for case in of_figures),
        sum(case.review != "reviewed" for case in of_figures),
        dict(due),
    )


async def differences(acts):
    """Return where the figures are not what every case and every day of it says; mend nothing."""
    wrong = mend_figures(acts.world.scope(), every_case(acts.world.database))
    return [str(each) for each in await wrong]


async def planned(acts):
    """Return when people are reminded next of each term that asks for it."""
    far = acts.world.clock() + timedelta(days=3660)
    found = await acts.world.scope().book.due_reminders(far, 10_000)
    return {due.term.id: due.at for due in found}


async def owed(acts):
    """Return when they should be by the terms as they lie."""
    scope, found = acts.world.scope(), {}
    for case_id in acts.cases:
        for watched in await open_terms(scope, case_id):
            found[watched.row.id] = schedule_of(scope, watched).after(scope.clock()).at
    return found


async def test_figures_and_reminders_are_those_of_the_rows(acts):
    done = []
    for _step in range(STEPS):
        name = acts.draw.choice(NAMES)
        try:
            await acts.one(name)
        except REFUSED as error:
            done.append(f"({name} {type(error).__name__})")
        else:
            done.append(name)
        figures = await read_totals(acts.world.scope())
        found = (figures.open, figures.waiting_review, dict(figures.due))
        assert found == await counted(acts), done
        assert await differences(acts) == [], done
    # Counted anew by the same calendar, no term has another day.
    page = await look_through(acts.world.scope(), "")
    assert not page.cases, done
    await acts.world.reminds()
    assert await planned(acts) == await owed(acts), done
